// What a reader has drawn over the axes of a figure, in parts of these axes from 0 to 1.

import { bounded } from "./axes.js";

const COLUMNS = 64; // a sketch has a height at each of their edges, once it has been there
const KEY_COLUMNS = 4;
const KEY_HEIGHT = 0.04;

/** A curve: one height for each place it has passed. */
class Sketch {
  heights = Array(COLUMNS + 1).fill(null);
  pen = null; // [column, height]

  /** The pen goes to a point; `fresh` where it has been lifted before. */
  to([right, up], fresh) {
    const there = [Math.round(right * COLUMNS), up];
    this.stroke(fresh || !this.pen ? there : this.pen, there);
  }

  /** An arrow key: the pen moves on, or the curve changes its height where the pen is. */
  key([right, up]) {
    const [column, height] = this.pen ?? [0, 0.5];
    const next = bounded(column + right * KEY_COLUMNS, COLUMNS);
    if (right) return this.stroke([column, height], [next, height]);
    const before = bounded(column - KEY_COLUMNS, COLUMNS);
    const from = [before, this.heights[before] ?? height];
    const there = [column, bounded(height + up * KEY_HEIGHT)];
    this.stroke(before === column ? there : from, there);
  }

  /** A straight line between two places. */
  stroke([from, low], [to, high]) {
    const way = to - from;
    for (let n = 0; n <= Math.abs(way); n++) {
      const part = way ? n / Math.abs(way) : 1;
      this.heights[from + n * Math.sign(way)] = low + (high - low) * part;
    }
    this.pen = [to, high];
  }

  get points() {
    const all = this.heights.map((height, column) => [column / COLUMNS, height]);
    return all.filter(([, height]) => height !== null);
  }

  /** Where the pen is. */
  get last() {
    return [this.pen[0] / COLUMNS, this.pen[1]];
  }

  /** Whether there is enough of it to be compared with anything. */
  get ready() {
    return this.points.length > COLUMNS / 2;
  }
}

/** A point, or the height of a line: one place. */
class Mark {
  at = null;

  to(point) {
    this.at = point;
  }

  key([right, up]) {
    const [x, y] = this.at ?? [0.5, 0.5];
    this.at = [bounded(x + right * KEY_HEIGHT), bounded(y + up * KEY_HEIGHT)];
  }

  get points() {
    return this.at ? [this.at] : [];
  }

  get last() {
    return this.at;
  }

  get ready() {
    return this.at !== null;
  }
}

/** An empty sheet for a guess of this kind: "sketch", "place" or "level". */
export function sheetFor(kind) {
  return kind === "sketch" ? new Sketch() : new Mark();
}
