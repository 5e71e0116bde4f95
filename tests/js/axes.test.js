// Pixels to data and back, on a plot with axes from -2 to 2, 100 pixels long, at pixel (10, 20).

import assert from "node:assert/strict";
import { test } from "node:test";

import { axis } from "./dom.js";
import { moved, nearest, pointAt, share, valueAt } from "../../pages/_kit/stage/js/axes.js";

const plotted = {
  getBoundingClientRect: () => ({ left: 1000, top: 500 }),
  _fullLayout: { _plots: { xy: { xaxis: axis(10, 100), yaxis: axis(20, 100) } } },
};
const solid = { ...plotted, _fullLayout: { scene: {} } };
const at = (x, y) => ({ clientX: 1010 + x, clientY: 520 + y });

test("a share of an axis and its value are inverse to each other, on a log axis, too", () => {
  const log = { ...axis(0, 1), range: [-1, 2], d2l: Math.log10, l2d: (part) => 10 ** part };
  assert.equal(valueAt(log, share(log, 10)), 10);
  assert.equal(share(axis(0, 1), -1), 0.25);
  assert.equal(valueAt(axis(0, 1), 0.75), 1);
});

test("a pointer gives the data under it, and nothing outside", () => {
  assert.deepEqual(pointAt(plotted, at(75, 25)), [1, 1]);
  assert.deepEqual(pointAt(plotted, at(0, 100)), [-2, -2]);
  assert.equal(pointAt(plotted, at(101, 50)), null);
  assert.equal(pointAt(plotted, at(50, -1)), null);
});

test("in a drag it stays inside", () => {
  assert.deepEqual(nearest(plotted, at(300, -80)), [2, 2]);
  assert.deepEqual(nearest(plotted, at(25, 50)), [-1, 0]);
});

test("a point moves by shares of the axes, from the middle at first, and not out of them", () => {
  assert.deepEqual(moved(plotted, [1, -1], [0.25, 0]), [2, -1]);
  assert.deepEqual(moved(plotted, [2, 0], [0.25, 0.25]), [2, 1]);
  assert.deepEqual(moved(plotted, undefined, [0, -0.25]), [0, -1]);
  assert.deepEqual(moved(plotted, [1, undefined], [0, 0.25]), [1, 1]);
});

test("where no plane is drawn, no point is", () => {
  for (const plot of [solid, { getBoundingClientRect: () => ({}) }]) {
    assert.equal(pointAt(plot, at(50, 50)), null);
    assert.equal(nearest(plot, at(50, 50)), null);
    assert.equal(moved(plot, [0, 0], [0.1, 0]), null);
  }
});
