// Land as numbers and as pixels.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Heights, painted, spread, tintTable } from "../../pages/_kit/stage/js/land.js";

const LOOK = { tint: [[0, "#000000"], [1, "#c8c8c8"]], ink: "#000000", line: 0.5 };
const SIDE = Float32Array.from({ length: 9 }, (_, n) => -2 + n / 2);

function parabola(x, y) {
  return 1 + x - 2 * y + x * x - 3 * x * y + y * y;
}

function saddle(x, y) {
  return x * y;
}

function landOf(f, levels = []) {
  const z = Array.from(SIDE, (y) => Float32Array.from(SIDE, (x) => f(x, y)));
  return { x: SIDE, y: SIDE, z, levels, soft: null };
}

function pixelsOf(land, view = { x: [-2, 2], y: [-2, 2] }, size = 40) {
  const pixels = painted(land, new Heights(land), { view, width: size, height: size, look: LOOK });
  return (i, j) => pixels.slice(4 * (j * size + i), 4 * (j * size + i) + 4);
}

test("between its points a parabola is met exactly, at the rim as in the middle", () => {
  const heights = new Heights(landOf(parabola));
  for (const [x, y] of [[0.1, 0.2], [-1.9, 1.95], [1.99, -0.3], [2, 2], [-2, -2]]) {
    assert.ok(Math.abs(heights.at(x, y) - parabola(x, y)) < 1e-5, `${x}, ${y}`);
  }
});

test("slopes between the points are those of the function, per step of the grid", () => {
  const heights = new Heights(landOf((x, y) => x * x - 3 * x * y));
  heights.cutAt(heights.onY((0.3 + 2) / 4));
  const [, zx, zy] = heights.sampled(heights.onX((0.7 + 2) / 4));
  assert.ok(Math.abs(zx / 0.5 - (2 * 0.7 - 3 * 0.3)) < 1e-5);
  assert.ok(Math.abs(zy / 0.5 - -3 * 0.7) < 1e-5);
});

test("outside of the grid there is no height", () => {
  const heights = new Heights(landOf((x) => x));
  assert.equal(heights.at(2.1, 0), null);
  assert.equal(heights.at(0, -2.1), null);
});

test("shades go from 0 to 1, evenly or by the logarithm, and know their own slope", () => {
  for (const soft of [null, 0.1, 30]) {
    const { share, slope } = spread(-1, 9, soft);
    assert.ok(Math.abs(share(-1)) < 1e-12 && Math.abs(share(9) - 1) < 1e-12);
    const measured = (share(3.001) - share(2.999)) / 0.002;
    assert.ok(Math.abs(slope(3) - measured) < 1e-6);
  }
  assert.equal(spread(0, 10, null).share(5), 0.5);
  assert.ok(spread(0, 10, 0.1).share(1) > 0.5, "a floor gets more than its share");
});

test("the tint meets its colours, and what is higher is never darker", () => {
  const table = tintTable([[0, "#102030"], [0.5, "#405060"], [1, "#ffffff"]], 101);
  assert.deepEqual(Array.from(table.subarray(0, 3)), [16, 32, 48]);
  assert.deepEqual(Array.from(table.subarray(150, 153)), [64, 80, 96]);
  assert.deepEqual(Array.from(table.subarray(300)), [255, 255, 255]);
});

test("the upper row of pixels is the upper end of y, and low land is dark", () => {
  const at = pixelsOf(landOf((x, y) => 0.001 * y));
  assert.ok(at(20, 0)[0] > at(20, 39)[0]);
  assert.equal(at(20, 0)[3], 255);
});

test("a slope towards the light is lighter than one of the same height away from it", () => {
  const at = pixelsOf(landOf((x) => -Math.abs(x)));
  assert.ok(at(5, 20)[0] > 1.1 * at(34, 20)[0]); // left of the ridge, and right of it
});

test("a line runs where the land has its height, and nowhere else", () => {
  const [plain, lined] = [landOf((x) => x), landOf((x) => x, [1])].map((land) => pixelsOf(land));
  const places = Array.from({ length: 40 }, (_, i) => i);
  const darker = places.filter((i) => lined(i, 20)[0] < plain(i, 20)[0] - 5);
  assert.deepEqual(darker, [29, 30]); // x = 1 is at pixel 30 of 40, between the two
});

test("beyond the grid, and where there is no number, the paper shows", () => {
  const at = pixelsOf(landOf((x) => x), { x: [-6, 2], y: [-2, 2] });
  assert.equal(at(10, 20)[3], 0);
  assert.equal(at(30, 20)[3], 255);
  const hole = pixelsOf(landOf((x, y) => (x === 0 && y === 0 ? NaN : x)));
  assert.equal(hole(20, 20)[3], 0);
  assert.equal(hole(2, 2)[3], 255);
});

test("the line through a saddle is a clean cross, and closes no loop", () => {
  const [plain, lined] = [landOf(saddle), landOf(saddle, [0])].map((land) => pixelsOf(land));
  const drawn = (i, j) => lined(i, j)[0] < plain(i, j)[0] - 4;
  for (let n = 0; n < 40; n++) {
    if (Math.abs(n - 19.5) < 2) continue; // the crossing itself
    assert.ok(drawn(n, 19) && drawn(n, 20) && drawn(19, n) && drawn(20, n), `on the axes at ${n}`);
    assert.ok(!drawn(n, n) && !drawn(n, 39 - n), `between them at ${n}`);
  }
});
