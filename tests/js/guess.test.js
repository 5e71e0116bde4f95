// A guess that is drawn: by pointer and by keys, committed, shown, taken back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { desk } from "./desk.js";
import { sheetFor } from "../../pages/_kit/stage/js/sheet.js";

const ASK = {
  kind: "sketch", figure: 0, xaxis: "x", yaxis: "y", along: "y", color: "#00875f",
  truth: [[-2, -2], [2, 2]], mine: null, shown: false, turn: 0,
};
const asking = (changes = {}) => desk({ options: { guess: { ...ASK, ...changes } } });
const pointer = (x, y) => ({ button: 0, pointerId: 1, clientX: x, clientY: y });
const pad = (it) => it.root.all("dh-pad")[0];
const bar = (it) => it.root.all("dh-guess")[0];
const words = (it) => bar(it).children.at(-1).textContent;
const button = (it, label) => bar(it).children.find(({ textContent }) => textContent === label);
const strokes = (it) => {
  const pen = it.root.all("dh-overlay")[0].getContext("2d");
  return pen.strokes.slice(pen.strokes.findLastIndex(([name]) => name === "clearRect"));
};
const lines = (it) => strokes(it).filter(([name]) => name === "lineTo").length;

function draw(it, ...places) {
  const [first, ...rest] = places;
  pad(it).fire("pointerdown", pointer(...first));
  for (const place of rest) pad(it).fire("pointermove", pointer(...place));
  pad(it).fire("pointerup");
}

test("without a question there is no gate and no pad", async () => {
  const it = await desk();
  assert.equal(bar(it).hidden, true);
  assert.equal(pad(it), undefined);
});

test("a sketch is committed in the units of the axes, and the outcome shown at once", async () => {
  const it = await asking();
  draw(it, [0, 100], [100, 0]);
  assert.equal(lines(it), 65);
  button(it, "That is my guess").fire("click");
  const { points, turn } = it.told.guess;
  assert.equal(points.length, 65);
  assert.deepEqual([points[0], points[32], points.at(-1)], [[-2, -2], [0, 0], [2, 2]]);
  assert.equal(turn, 1);
  assert.equal(it.root.dataset.guess, "open");
  assert.equal(lines(it), 65 + 2); // the truth has two points
  assert.equal(pad(it).hidden, true);
  assert.equal(words(it), "Dashed: your guess. Solid: the outcome.");
});

test("half a sketch is refused in a sentence; nothing is told", async () => {
  const it = await asking();
  draw(it, [0, 50], [40, 50]);
  button(it, "That is my guess").fire("click");
  assert.match(words(it), /from one side to the other/);
  assert.equal(it.tellings, 0);
});

test("show me shows the outcome without a guess, and one may guess after all", async () => {
  const it = await asking();
  button(it, "Show me").fire("click");
  assert.deepEqual(it.told.guess, { turn: 1, points: [] });
  assert.equal(lines(it), 2);
  button(it, "Guess after all").fire("click");
  assert.deepEqual(it.told.guess, { turn: 2, points: null });
  assert.equal(it.root.dataset.guess, "closed");
  assert.equal(lines(it), 0);
});

test("what Python said before it knew of the commit closes nothing", async () => {
  const it = await asking();
  button(it, "Show me").fire("click");
  await it.python({ options: { height: 301 } });
  assert.equal(it.root.dataset.guess, "open");
  await it.python({ options: { guess: { ...ASK, mine: null, turn: 1 } } });
  assert.equal(it.root.dataset.guess, "closed");
});

test("a guess of an earlier visit stands there, a presenter's outcome without one", async () => {
  const it = await asking({ mine: [[-2, 0], [2, 0]] });
  assert.equal(lines(it), 4);
  const hall = await asking({ shown: true });
  assert.equal(lines(hall), 2);
  assert.equal(button(hall, "That is my guess").hidden, true);
});

test("the arrow keys draw: up and down change the height, left and right go on", async () => {
  const it = await asking();
  for (let n = 0; n < 16; n++) pad(it).fire("keydown", { key: "ArrowRight" });
  pad(it).fire("keydown", { key: "ArrowUp" });
  assert.equal(words(it), "2, 0.16");
  const back = pad(it).fire("keydown", { key: "ArrowLeft", altKey: true });
  assert.equal(back.defaultPrevented, false);
  button(it, "That is my guess").fire("click");
  assert.deepEqual(it.told.guess.points.at(-1), [2, 0.16]);
  assert.deepEqual(it.told.guess.points[0], [-2, 0]);
});

test("a place is where one clicks, and no curve", async () => {
  const it = await asking({ kind: "place", truth: [[0, 0]] });
  button(it, "That is my guess").fire("click");
  assert.match(words(it), /Mark a place/);
  draw(it, [25, 25]);
  button(it, "That is my guess").fire("click");
  assert.deepEqual(it.told.guess.points, [[-1, 1]]);
  assert.equal(strokes(it).filter(([name]) => name === "arc").length, 2);
});

test("a level is a line across, or upright", async () => {
  for (const [along, still] of [["y", 1], ["x", 0]]) {
    const it = await asking({ kind: "level", along, truth: [[1, 1]] });
    draw(it, [25, 25], [75, 75]);
    const [from, to] = strokes(it).filter(([name]) => name === "lineTo").map(([, ...at]) => at);
    assert.equal(from[still], 75);
    assert.equal(to[still], 75);
  }
});

test("a figure that is no longer asked about has no pad and no layer", async () => {
  const it = await asking();
  draw(it, [0, 100], [100, 0]);
  await it.python({ options: { guess: null } });
  assert.equal(pad(it), undefined);
  assert.equal(bar(it).hidden, true);
  assert.equal(lines(it), 0);
});

test("a sketch is one line, however fast the pointer moves, and a second stroke mends it", () => {
  const sheet = sheetFor("sketch");
  sheet.to([0, 0], true);
  sheet.to([1, 1], false);
  sheet.to([0.5, 0], true);
  assert.equal(sheet.points.length, 65);
  assert.deepEqual(sheet.points[32], [0.5, 0]);
  assert.deepEqual(sheet.points[33], [33 / 64, 33 / 64]);
});
