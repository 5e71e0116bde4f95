// A land as a solid block: the ground with its normals, and walls down to a floor.

import { FLOOR, TALL, towardsEye } from "./camera.js";
import { Heights } from "./land.js";

const FINE = 81; // points of the ground in each direction
const LAST = FINE - 1;
const MARCH = 0.02; // how far a look goes at a time, in widths of the box

/** The vertices of one land, and what is asked about its ground. */
export class Mesh {
  constructor(land) {
    this.heights = new Heights(land);
    const { low, high, x, y } = this.heights;
    this.room = high - low || 1;
    this.lift = (z) => TALL * ((z - low) / this.room - 0.5);
    [this.width, this.depth] = [x, y].map(({ step, count }) => step * (count - 1));
    this.across = (value) => (value - x.first) / this.width - 0.5;
    this.along = (value) => (value - y.first) / this.depth - 0.5;
    this.z = new Float32Array(FINE * FINE);
    this.vertices = this.surface();
    this.indices = [...ground(), ...walls()];
  }

  /** Position and normal of each point of the ground, then of the walls. */
  surface() {
    const { heights } = this;
    const steep = (axis) => (TALL / this.room) * (axis.count - 1);
    const all = [];
    for (let j = 0; j < FINE; j++) {
      const up = heights.onY(j / LAST);
      heights.cutAt(up);
      for (let i = 0; i < FINE; i++) {
        const [z, zx, zy] = heights.sampled(heights.onX(i / LAST));
        this.z[j * FINE + i] = this.lift(z);
        all.push(i / LAST - 0.5, j / LAST - 0.5, this.lift(z));
        all.push(-zx * steep(heights.x), -zy * steep(heights.y), 1);
      }
    }
    for (const [normal, place] of WALLS) {
      for (let n = 0; n < FINE; n++) {
        const [i, j] = place(n);
        const at = [i / LAST - 0.5, j / LAST - 0.5];
        all.push(...at, this.z[j * FINE + i], ...normal, ...at, FLOOR, ...normal);
      }
    }
    return new Float32Array(all);
  }

  /** A point (x, y) of the plane as a point of the box that lies on the ground; null beside it. */
  on(x, y) {
    const z = this.heights.at(x, y);
    return z === null ? null : [this.across(x), this.along(y), this.lift(z)];
  }

  /** Whether nothing of the ground stands between a point of the box and the eye. */
  sees(point, basis) {
    const way = towardsEye(point, basis);
    for (let gone = MARCH; ; gone += MARCH) {
      const [x, y, z] = point.map((part, k) => part + gone * way[k]);
      if (z > TALL / 2 || Math.abs(x) > 0.5 || Math.abs(y) > 0.5) return true;
      if (z + 0.006 < this.below(x, y)) return false;
    }
  }

  below(x, y) {
    const [right, up] = [(x + 0.5) * LAST, (y + 0.5) * LAST];
    const [i, j] = [right, up].map((at) => Math.min(Math.floor(at), LAST - 1));
    const [s, t] = [right - i, up - j];
    const between = (k) => (1 - s) * this.z[k] + s * this.z[k + 1];
    return (1 - t) * between(j * FINE + i) + t * between((j + 1) * FINE + i);
  }
}

const WALLS = [
  [[0, -1, 0], (n) => [n, 0]],
  [[1, 0, 0], (n) => [LAST, n]],
  [[0, 1, 0], (n) => [LAST - n, LAST]],
  [[-1, 0, 0], (n) => [0, LAST - n]],
];

/** A cell of four vertices: two, and the two that follow `step` later. */
function twoTriangles(a, b, step) {
  return [a, a + step, b, a + step, b + step, b];
}

function ground() {
  const all = [];
  for (let j = 0; j < LAST; j++) {
    for (let k = j * FINE; k < j * FINE + LAST; k++) all.push(...twoTriangles(k, k + FINE, 1));
  }
  return all;
}

function walls() {
  const all = [];
  for (let side = 0; side < WALLS.length; side++) {
    const first = FINE * (FINE + 2 * side);
    for (let k = first; k < first + 2 * LAST; k += 2) all.push(...twoTriangles(k, k + 1, 2));
  }
  return all;
}
