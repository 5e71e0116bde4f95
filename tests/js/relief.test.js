// A block of land in space: where its points are seen, and what stands before them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Camera, FLOOR, TALL } from "../../pages/_kit/stage/js/camera.js";
import { roundStep, tickText, ticksBetween } from "../../pages/_kit/stage/js/edges.js";
import { Mesh } from "../../pages/_kit/stage/js/mesh.js";

const ROOM = { left: 40, right: 50, top: 6, bottom: 34 };
const SIDE = Float32Array.from({ length: 21 }, (_, n) => -1 + n / 10);

function meshOf(f) {
  const z = Array.from(SIDE, (y) => Float32Array.from(SIDE, (x) => f(x, y)));
  return new Mesh({ x: SIDE, y: SIDE, z, levels: [], soft: null });
}

test("WebGL and the pen put a point at the same pixel", () => {
  const { matrix: m, pixel } = new Camera(0.7, 0.4).onto(600, 420, ROOM);
  for (const point of [[0, 0, 0], [0.5, -0.5, 0.2], [-0.3, 0.1, FLOOR]]) {
    const row = (n) => point.reduce((sum, part, k) => sum + m[4 * k + n] * part, m[12 + n]);
    const [x, y, z, w] = [0, 1, 2, 3].map(row);
    const [right, down] = pixel(point);
    assert.ok(Math.abs((x / w + 1) * 300 - right) < 0.01);
    assert.ok(Math.abs((1 - y / w) * 210 - down) < 0.01);
    assert.ok(Math.abs(z / w) < 1, "in front of the far end");
  }
});

const ENDS = [-0.5, 0.5];
const CORNERS = ENDS.flatMap((x) =>
  ENDS.flatMap((y) => [FLOOR, TALL / 2].map((z) => [x, y, z])),
);

test("from every side the block keeps to its picture, and fills it", () => {
  for (const elevation of [0.1, 0.6, 1.5]) {
    let filled = 0;
    for (let azimuth = 0; azimuth < 6.28; azimuth += 0.1) {
      const { pixel } = new Camera(azimuth, elevation).onto(600, 420, ROOM);
      const seen = CORNERS.map(pixel);
      const [xs, ys] = [seen.map(([x]) => x), seen.map(([, y]) => y)];
      const [left, top] = [Math.min(...xs), Math.min(...ys)];
      const [right, bottom] = [Math.max(...xs), Math.max(...ys)];
      assert.ok(left > 39 && right < 551 && top > 5 && bottom < 387);
      filled = Math.max(filled, (right - left) / 510, (bottom - top) / 380);
    }
    assert.ok(filled > 0.9);
  }
});

test("a turn goes round without end, but neither below the ground nor over the top", () => {
  const camera = new Camera(0, 0.5);
  camera.turn(7, 9);
  assert.equal(camera.azimuth, 7);
  assert.ok(camera.elevation < Math.PI / 2);
  camera.turn(0, -9);
  assert.ok(camera.elevation > 0);
});

test("a point of the plane lies on the ground", () => {
  const mesh = meshOf((x, y) => x * x + y);
  const [x, y, z] = mesh.on(0.3, -0.2);
  assert.ok(Math.abs(x - 0.15) < 1e-6 && Math.abs(y + 0.1) < 1e-6);
  assert.ok(Math.abs(z - mesh.lift(0.09 - 0.2)) < 1e-5);
  assert.equal(mesh.lift(mesh.heights.low), -TALL / 2);
  assert.equal(mesh.lift(mesh.heights.high), TALL / 2);
  assert.equal(mesh.on(1.2, 0), null);
});

test("a ridge hides what lies behind it, and nothing from above", () => {
  const mesh = meshOf((x) => Math.exp(-30 * x * x)); // a wall along y
  const behind = mesh.on(-0.4, 0);
  const low = new Camera(0, 0.2).onto(600, 420, ROOM).basis; // the eye stands at large x
  assert.equal(mesh.sees(behind, low), false);
  assert.equal(mesh.sees(mesh.on(0.6, 0), low), true);
  assert.equal(mesh.sees(behind, new Camera(0, 1.5).onto(600, 420, ROOM).basis), true);
});

test("every triangle of the block has its corners among the vertices", () => {
  const mesh = meshOf((x) => x);
  assert.equal(mesh.indices.length % 3, 0);
  assert.ok(Math.max(...mesh.indices.slice(-999)) < mesh.vertices.length / 6);
  assert.ok(mesh.vertices.length / 6 < 65_536, "indices of 16 bits");
});

test("ticks are round, inside the ends, about as many as asked for", () => {
  assert.deepEqual(ticksBetween(-3, 3, 6), [-3, -2, -1, 0, 1, 2, 3]);
  assert.deepEqual(ticksBetween(0.1, 888, 4), [500]);
  assert.deepEqual(ticksBetween(-0.05, 0.05, 4), [-0.05, 0, 0.05]);
  assert.deepEqual([-2, 0, 0.5].map(tickText), ["−2", "0", "0.5"]);
});

test("a step is the least of 1, 2, 5 and their tens that is no smaller than wanted", () => {
  const wanted = [1, 1.01, 2, 2.3, 5, 5.1, 10, 0.7, 0.0021, 340, 1000.0000000000001];
  const steps = [1, 2, 2, 5, 5, 10, 10, 1, 0.005, 500];
  assert.deepEqual(wanted.slice(0, -1).map(roundStep), steps);
  assert.ok(roundStep(wanted.at(-1)) >= 1000); // not beside every power of ten
});
