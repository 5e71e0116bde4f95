// Ticks that have room.

import assert from "node:assert/strict";
import { test } from "node:test";

import { thinned } from "../../pages/_kit/stage/js/ticks.js";

const layout = (yaxis, more = {}) => ({
  font: { size: 10 }, margin: { t: 10, b: 30 }, xaxis: { tickvals: [1, 2, 3] }, yaxis, ...more,
});

test("a low figure has fewer ticks, a high one those that plotly.js finds", () => {
  assert.equal(thinned(layout({}), 100).yaxis.nticks, 3); // 60 pixels for 19 each
  assert.equal(thinned(layout({ domain: [0.5, 1] }), 100).yaxis.nticks, 2);
  assert.equal(thinned(layout({ nticks: 2 }), 100).yaxis.nticks, 2);
  assert.equal(thinned(layout({}), 400).yaxis.nticks, undefined);
  assert.equal(thinned(layout({}), 10).yaxis.nticks, 2);
});

test("of the ticks of a logarithmic axis every second one stays; names stay all", () => {
  const ticks = { tickvals: [1, 10, 100, 1000], ticktext: ["1", "10", "100", "10³"] };
  const { yaxis } = thinned(layout({ type: "log", ...ticks }), 100);
  assert.deepEqual([yaxis.tickvals, yaxis.ticktext], [[1, 100], ["1", "100"]]);
  const rows = thinned(layout(ticks), 100);
  assert.deepEqual(rows, layout(ticks));
});
