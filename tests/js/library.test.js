// Where plotly.js comes from, and what is said where it does not come.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { plotly } from "./dom.js";
import { desk, sceneOf } from "./desk.js";

test("the words of a library that did not load give way to the figure", async () => {
  mock.method(console, "error", () => {});
  const it = await desk({ Plotly: null });
  assert.match(it.root.textContent, /did not load.*A curve from 0\./);
  window.Plotly = plotly();
  await it.python({ scene: sceneOf(1) });
  assert.equal(it.figures().length, 1);
  assert.equal(it.root.all("dh-failed").length, 0);
  assert.doesNotMatch(it.root.textContent, /did not load/);
  assert.equal(window.Plotly.calls.length, 1);
});

