// What a recording shows at a step.

import assert from "node:assert/strict";
import { test } from "node:test";

import { firstGap, pointsAt, put, shownAt, withEnd } from "../../pages/_kit/stage/js/tracks.js";

const track = (mode, columns) => withEnd({ trace: 0, mode, columns });

test("a recording ends where it is no number, or larger than anything here", () => {
  assert.equal(firstGap([1, 2, 3]), Infinity);
  assert.equal(firstGap([1, null, 3]), 1);
  assert.equal(firstGap(Float32Array.of(1, 2, NaN)), 2);
  assert.equal(firstGap([-1e9, 1e9, 1.001e9]), 2);
  assert.equal(firstGap([0, -Infinity]), 1);
  assert.equal(firstGap(["red", "blue"]), Infinity);
  assert.equal(firstGap([]), Infinity);
});

test("a curve grows with the steps, and stops before its first gap", () => {
  const curve = track("prefix", { x: [0, 1, 2, 3], y: [5, 6, null, 8] });
  assert.equal(curve.end, 2);
  assert.deepEqual(shownAt(curve, 0), { x: [0], y: [5] });
  assert.deepEqual(shownAt(curve, 1), { x: [0, 1], y: [5, 6] });
  assert.deepEqual(shownAt(curve, 3), { x: [0, 1], y: [5, 6] });
});

test("a point is where the recording is, and nowhere after its end", () => {
  const point = track("point", { x: [0, 1, 2], y: [5, 6, NaN] });
  assert.deepEqual(shownAt(point, 1), { x: [1], y: [6] });
  assert.deepEqual(shownAt(point, 2), { x: [], y: [] });
});

test("a frame shows its step whole, gaps and all", () => {
  const frame = track("frame", { z: [[1, null], [3, 4]] });
  assert.equal(frame.end, Infinity);
  assert.deepEqual(shownAt(frame, 0), { z: [1, null] });
});

test("a shorter recording stays at its last step", () => {
  assert.deepEqual(shownAt(track("prefix", { y: [1, 2] }), 9), { y: [1, 2] });
  assert.deepEqual(shownAt(track("point", { y: [1, 2] }), 9), { y: [2] });
  assert.deepEqual(shownAt(track("frame", { z: [[1], [2]] }), 9), { z: [2] });
});

test("plotly.js draws nothing of what is painted over it", () => {
  for (const mode of ["marker", "trail"]) {
    assert.deepEqual(shownAt(track(mode, { x: [1], y: [2] }), 0), { x: [], y: [] });
  }
});

test("a marker is painted where the recording is until it ends, a trail as far as it came", () => {
  const run = { x: [0, 1, 2], y: [5, 6, NaN] };
  const at = (mode) => [0, 1, 2, 9].map((t) => pointsAt(track(mode, run), t));
  assert.deepEqual(at("marker"), [[[0, 5]], [[1, 6]], [], []]);
  const far = [[0, 5], [1, 6]];
  assert.deepEqual(at("trail"), [[[0, 5]], far, far, far]);
  assert.deepEqual(pointsAt(track("marker", { x: [3], y: [4] }), 9), [[3, 4]]); // a shorter one
  assert.deepEqual(pointsAt(track("trail", { x: [NaN], y: [4] }), 0), []);
});

test("an attribute inside an attribute is put into a copy", () => {
  const marker = { color: "red", size: 4 };
  const trace = { marker };
  put(trace, "marker.color", "blue");
  put(trace, "x", [1]);
  assert.deepEqual(trace, { marker: { color: "blue", size: 4 }, x: [1] });
  assert.equal(marker.color, "red");
});
