// The board between two recorded frames and at rest; what it says, and what a hand does on it.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Element, clock, frames, motion } from "./dom.js";
import { Board } from "../../pages/_kit/stage/js/board/board.js";
import { cellRect } from "../../pages/_kit/stage/js/board/cells.js";
import { spelled } from "../../pages/_kit/stage/js/board/run.js";

// Two users, two films, k = 1, three visits; Ben has not rated the second film.
const P = [[[1], [0.5]], [[1.5], [0.5]], [[1.5], [1]], [[NaN], [1]]];
const Q = [[[1], [2]], [[1.25], [2]], [[1.5], [2]], [[1.5], [2]]];
const OWN = {
  clock: "visit", user_names: ["Ada", "Ben"], item_titles: ["Lincoln", "Pride & Prejudice"],
  scale: [1, 5], ratings: [[5, 4], [2, NaN]], held_out: [[0, 1], [0, 0]], P, Q,
  train: [1.5, 1.2, 1, NaN], test: [1, 2, 3, NaN], mu: [3, 3, 3, 3],
  visited: [[-1, -1], [0, 0], [1, 0], [0, 0]], eta: [0.1, 0.1, 0.1, 0.1], lam: 0.5,
  axes: ["factor 1 (√star)", "factor 2 (√star)"], reach: 3, span: 2, ceiling: 2.5, end: 3,
  followed: [1, 0],
  colors: {
    stars: ["#fdf1d3", "#d9a441", "#7a4a00"], signed: ["#a3123a", "#e9e7ea", "#0b6c74"],
    hot: "#c93a3a", user: "#0072b2", item: "#d55e00", residual: "#c2578f", gradient: "#00875f",
    prediction: "#8f6b00", rating: "#7b7b83",
  },
};
const PREDICTION = P.map((users, t) => users.map(([p]) => Q[t].map(([q]) => 3 + p * q)));
const flat = (own) => ({ ...own, plane: [[1, 0]] });
const first = (rows) => rows.map((row) => row.slice(0, 1));

function boardAt(t, { width = 1080, own = OWN } = {}) {
  const stage = new Element("div");
  const grid = stage.appendChild(new Element("div"));
  const board = new Board(grid);
  board.box.clientWidth = width;
  board.show(null, { own: flat(own), alt: "A run." }, [], t);
  return board;
}

/** The texts that were painted since the last clean canvas. */
function texts(board) {
  const { strokes } = board.canvas.getContext("2d");
  const from = strokes.findLastIndex(([name]) => name === "clearRect");
  return strokes.slice(from).filter(([name]) => name === "fillText").map(([, text]) => text);
}

function later(milliseconds) {
  clock.now += milliseconds;
  for (const draw of frames.splice(0)) draw(clock.now);
}

function at(board, cell) {
  const { x, y, width, height } = cellRect(board.plan.table, board.run, cell);
  return { clientX: x + width / 2, clientY: y + height / 2 };
}

beforeEach(() => {
  frames.length = 0;
  motion.matches = false;
  window.innerHeight = 800;
  window.devicePixelRatio = 1;
});

test("at rest every tile says what was recorded, and nothing else", () => {
  for (const t of [0, 1, 2]) {
    const board = boardAt(t);
    const painted = texts(board);
    const factors = [...P[t].flat(), ...Q[t].flat()];
    for (const factor of factors) assert.ok(painted.includes(spelled(factor, 2)));
    const lit = board.lit.cell;
    PREDICTION[t].forEach((row, u) =>
      row.forEach((value, i) => {
        const digits = u === lit.u && i === lit.i ? 2 : 1;
        assert.ok(painted.includes(spelled(value, digits)), `${u} ${i} at ${t}`);
      }),
    );
  }
});

test("the axes of the map and of the strip have a few round numbers", () => {
  const painted = texts(boardAt(0, { own: { ...OWN, reach: 0.7, ceiling: 0.9 } }));
  const [map, strip] = ["factor 1 (√star)", "RMSE (stars)"].map((name) => painted.indexOf(name));
  assert.deepEqual(painted.slice(map - 6, map), ["−0.5", "−0.5", "0.0", "0.0", "0.5", "0.5"]);
  assert.deepEqual(painted.slice(strip - 2, strip), ["0", "0.5"]);
  assert.deepEqual(painted.slice(strip + 1, strip + 4), ["1", "2", "3"]);
});

test("between two frames a number glides, and it arrives at the recorded one", () => {
  const board = boardAt(0);
  clock.now += 1000;
  board.draw(1);
  later(125); // half of the longest glide
  assert.ok(texts(board).includes("1.25")); // Ada's p, from 1.00 to 1.50
  assert.equal(board.position, 0.5);
  later(125);
  assert.ok(texts(board).includes("1.50"));
  assert.equal(board.position, 1);
  assert.equal(frames.length, 0); // a board at rest costs nothing
});

test("who asked for less motion sees no glide", () => {
  motion.matches = true;
  const board = boardAt(0);
  board.draw(2);
  assert.equal(board.position, 2);
});

test("the caption tells a visit with both of its ends", () => {
  const board = boardAt(1);
  assert.equal(
    board.talk.caption.textContent,
    "visit 1 · Ada and Lincoln: predicted 4.00, after the visit 4.88, rated 5",
  );
  assert.equal(board.lit.kind, "visit");
});

test("a click opens a number under its letters, and says it aloud", () => {
  const board = boardAt(2);
  board.canvas.fire("click", at(board, { area: "R", u: 0, i: 1 }));
  const { caption } = board.talk;
  assert.match(caption.textContent, /Ada and Pride & .*: predicted 6.00, rated 4, held out/);
  assert.match(
    board.talk.status.textContent,
    /r̂ = μ \+ p1 · q1: 6.000 = 3.000 \+ 1.500 · 2.000; e = r − r̂: −2.000 = 4 − 6.000; held out/,
  );
  assert.deepEqual(board.lit.sources, [{ area: "P", u: 0 }, { area: "Q", i: 1 }]);
  board.canvas.fire("click", at(board, { area: "R", u: 0, i: 1 }));
  assert.equal(board.lit.kind, "visit"); // let go: it follows the run again
});

test("a factor opens to the step that made it, and the step adds up", () => {
  const board = boardAt(2);
  board.canvas.fire("click", at(board, { area: "P", u: 0, f: 0 }));
  const { formulas, sources, note } = board.lit.opened;
  // p = 1, q = 1, r̂ = 4, e = 5 − 4: 1 + 0.1 (1·1 − 0.5·1) = 1.05; what was recorded is shown.
  const values = formulas[0].map(({ value }) => value).filter(Boolean);
  assert.deepEqual(values, ["1.500", "=", "1.000", "0.1", "+1.000", "1.000", "0.5", "1.000"]);
  assert.deepEqual(sources, [{ area: "R", u: 0, i: 0 }, { area: "Q", i: 0, f: 0 }]);
  assert.match(note, /visit 1, of Ada and Lincoln/);
});

test("the arrow keys walk over P, Qᵀ and R, and Escape follows the run again", () => {
  const board = boardAt(1);
  const press = (key) => board.box.fire("keydown", { key });
  press("ArrowRight");
  assert.deepEqual(board.hands.cell, { area: "R", u: 0, i: 1 });
  press("ArrowUp");
  assert.deepEqual(board.hands.cell, { area: "Q", i: 1, f: 0 });
  for (let n = 0; n < 3; n++) press("ArrowLeft");
  assert.deepEqual(board.hands.cell, { area: "P", u: 0, f: 0 }); // past the empty corner
  assert.equal(press("ArrowDown").defaultPrevented, true);
  assert.deepEqual(board.hands.cell, { area: "P", u: 1, f: 0 });
  press("Escape");
  assert.deepEqual(board.lit.cell, { area: "R", u: 0, i: 0 });
});

test("a hover opens a number for as long as it lasts", () => {
  const board = boardAt(1);
  board.canvas.fire("pointermove", at(board, { area: "Q", i: 1, f: 0 }));
  assert.equal(board.lit.cell.area, "Q");
  board.canvas.fire("pointerleave", {});
  assert.equal(board.lit.cell.area, "R");
});

test("a touch on the strip goes to its step and opens the nearer error", () => {
  const board = boardAt(0);
  const asked = [];
  board.onSeek = (t) => asked.push(t);
  const { x, y, width, height } = board.plan.strip;
  board.canvas.fire("click", { clientX: x + 0.6 * (width - 100), clientY: y + height / 2 });
  assert.deepEqual(asked, [2]);
  assert.equal(board.lit.cell.area, "error");
  assert.match(board.talk.status.textContent, /RMSE = √\( Σ e² \/ n \)/);
});

test("a run that leaves the board says so, and its tiles are marked without a number", () => {
  const board = boardAt(3);
  assert.equal(board.end(), 3);
  assert.match(
    board.talk.caption.textContent,
    /visit 3 · The run has diverged: the numbers of visit 2 were the last to fit/,
  );
  const painted = texts(board);
  assert.ok(painted.includes("training off the scale"));
  assert.ok(!painted.some((text) => /NaN|undefined|off$/.test(text)));
  assert.match(board.lit.opened.note, /as it was at visit 2/);
});

test("on a phone the map takes the place of the table", () => {
  const board = boardAt(1, { width: 360 });
  assert.equal(board.plan.beside, false);
  assert.ok(!texts(board).includes("factor 1 (√star)"));
  board.hands.buttons[1].fire("click");
  assert.ok(texts(board).includes("factor 1 (√star)"));
  assert.equal(board.hands.buttons[1].attributes["aria-pressed"], "true");
});

test("what was chosen is forgotten with the cell it was", () => {
  const board = boardAt(1);
  board.canvas.fire("click", at(board, { area: "Q", i: 1, f: 0 }));
  const own = {
    ...OWN, item_titles: ["Lincoln"], Q: first(OWN.Q), ratings: first(OWN.ratings),
    held_out: first(OWN.held_out),
  };
  board.show(null, { own: flat(own), alt: "A smaller run." }, [], 1);
  assert.deepEqual(board.lit.cell, { area: "R", u: 0, i: 0 });
});

test("a board that cannot be drawn says what it would show, until it can", () => {
  const board = boardAt(1);
  board.fail("This figure cannot be drawn.", "A run.");
  assert.equal(board.canvas.hidden, true);
  assert.equal(board.words.textContent, "This figure cannot be drawn.A run.");
  board.show(null, { own: flat(OWN), alt: "A run." }, [], 1);
  assert.equal(board.canvas.hidden, false);
  assert.equal(board.box.classList.contains("dh-failed"), false);
});
