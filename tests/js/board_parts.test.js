// The parts of the board that need no canvas: numbers as texts, colours, places, names.

import assert from "node:assert/strict";
import { test } from "node:test";

import { neighbour } from "../../pages/_kit/stage/js/board/cells.js";
import { contrast, readable, rgb } from "../../pages/_kit/stage/js/board/colour.js";
import { placed } from "../../pages/_kit/stage/js/board/labels.js";
import { planned } from "../../pages/_kit/stage/js/board/plan.js";
import { between, glide, signed, spelled } from "../../pages/_kit/stage/js/board/run.js";

const measure = (text, size) => text.length * size * 0.5;
const RUN = {
  k: 2, nUsers: 8, nItems: 8,
  user_names: ["Ada", "Ben", "Dev", "Elif", "Finn", "Grace", "Hugo", "Iris"],
  item_titles: [
    "Gladiator", "Lincoln", "Dunkirk", "Lawrence of Arabia", "Titanic", "Notting Hill", "Amélie",
    "Pride & Prejudice",
  ],
};

test("a number has a real minus, no negative zero, and powers of ten where it ran away", () => {
  const texts = [[-1.25, 1], [-0.001, 2], [999.4, 1], [-12345, 1], [NaN, 1], [3e38, 2]];
  const spellings = ["−1.3", "0.00", "999.4", "−10⁴", "off", "10³⁸"];
  assert.deepEqual(texts.map(([value, digits]) => spelled(value, digits)), spellings);
  const residuals = [0.87, -0.87, 0.001].map((value) => signed(value, 2));
  assert.deepEqual(residuals, ["+0.87", "−0.87", "0.00"]);
});

test("a whole step is shown as it was recorded, bit for bit", () => {
  const { from, to, part } = between(7, 9);
  assert.deepEqual([from, to, part], [7, 8, 0]);
  assert.equal(glide(0.1 + 0.2, 5, part), 0.1 + 0.2);
  assert.equal(glide(1, 3, 0.25), 1.5);
  assert.ok(Number.isNaN(glide(1, NaN, 0.75)));
  assert.equal(glide(1, NaN, 0.25), 1);
});

test("whatever is written on a colour can be read", () => {
  for (const paper of ["#fdfcf9", "#16191c", "#777777", "#d9a441"].map(rgb)) {
    for (const colour of ["#0072b2", "#d55e00", "#c2578f", "#777"].map(rgb)) {
      assert.ok(contrast(readable(colour, paper), paper) >= 4.5);
    }
  }
  assert.deepEqual(rgb("rgb(1, 2, 3)"), [1, 2, 3]);
});

const ROOMS = {
  laptop: [{ width: 1080, height: 610 }, { least: 11, body: 15 }],
  projector: [{ width: 988, height: 578 }, { least: 19.2, body: 20 }],
  "large projector": [{ width: 1680, height: 890 }, { least: 27, body: 27 }],
  phone: [{ width: 354, height: 654 }, { least: 11, body: 15 }],
};

for (const [screen, [room, type]] of Object.entries(ROOMS)) {
  test(`on a ${screen} nothing is smaller than its type, and nothing scrolls sideways`, () => {
    const plan = planned(room, type, RUN, measure);
    const { table } = plan;
    const inTable = [table.number, table.factor, table.mark, table.names, table.titles.size];
    for (const size of inTable) assert.ok(size >= type.least);
    assert.ok(plan.width <= room.width);
    assert.ok(table.width <= plan.width);
    assert.ok(table.cw >= measure("4.1", table.number));
    assert.equal(plan.beside, screen === "laptop" || screen === "large projector");
    assert.ok(plan.height <= room.height * 1.2);
  });
}

test("a table too wide for a phone scrolls sideways, and is never smaller than its type", () => {
  const titles = Array.from({ length: 20 }, (_, n) => `Film ${n}`);
  const many = { ...RUN, nItems: 20, item_titles: titles };
  const plan = planned(...ROOMS.phone, many, measure);
  assert.ok(plan.width > 354);
  assert.equal(plan.talk.width, 354);
  assert.ok(plan.table.number >= 11);
});

test("names do not overlap, and one without room is left out", () => {
  const box = { x: 0, y: 0, side: 300 };
  const crowd = Array.from({ length: 30 }, (_, n) => ({
    key: `user ${n}`, x: 100 + (n % 6) * 18, y: 100 + Math.floor(n / 6) * 12, radius: 5, width: 40,
    height: 14, isLit: n === 0,
  }));
  const names = placed(crowd, box, new Map());
  assert.ok(names.length > 5 && names.length < crowd.length);
  assert.equal(names[0].point.key, "user 0");
  for (const [n, a] of names.entries()) {
    for (const b of names.slice(n + 1)) {
      const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x;
      assert.ok(isApart || a.y + a.height <= b.y || b.y + b.height <= a.y);
    }
  }
});

test("a name stays on its side while it is free there", () => {
  const box = { x: 0, y: 0, side: 300 };
  const point = { key: "a", x: 150, y: 150, radius: 5, width: 40, height: 14 };
  const kept = new Map([["a", [-1, 0]]]);
  assert.ok(placed([point], box, kept)[0].x < 150);
});

test("no way leads out of the table or into its empty corner", () => {
  const ways = [[0, 1], [0, -1], [1, 0], [-1, 0]];
  const reached = new Map([["start", { area: "R", u: 0, i: 0 }]]);
  const open = [...reached.values()];
  while (open.length) {
    const cell = open.pop();
    for (const way of ways) {
      const next = neighbour(RUN, cell, way);
      const name = JSON.stringify(next);
      if (!reached.has(name)) open.push(next);
      reached.set(name, next);
    }
  }
  reached.delete("start");
  assert.equal(reached.size, 8 * 8 + 2 * 8 + 2 * 8);
});
