// Land: heights on an even grid, painted with colour and light.
//
// The tint grows lighter with height, slopes are lit from the upper left, thin lines join equal
// heights. Everything here is pure: numbers in, pixels out; `ground.js` puts them under a plot.

/** Shades of the tint, and places to look up the nearest line. */
export const TABLE = 1024;

const STEEP = 0.7; // how steep a climb from the lowest to the highest over the whole map looks
const LIGHT = [-0.53, 0.53, 0.66]; // from the upper left, as on every printed map
const BOLD = 5; // each so many-th line is a stronger one

/** Heights between the points of a grid: a cubic through its neighbours (Catmull and Rom), which
 *  is exact for parabolas. `at(x, y)` is null outside of the grid. */
export class Heights {
  constructor({ x, y, z }) {
    [this.x, this.y] = [along(x), along(y)];
    this.columns = x.length + 2;
    this.rimmed = withRim(z, x.length, y.length);
    [this.low, this.high] = rangeOf(z);
    this.row = new Float64Array(this.columns);
    this.climb = new Float64Array(this.columns);
  }

  /** The grid along one line of constant y: heights, and their slopes in y per grid step. */
  cutAt(y) {
    const { n, weights: [a, b, c, d], slopes: [e, f, g, h] } = y;
    const { rimmed: z, columns, row, climb } = this;
    for (let i = 0, k = n * columns; i < columns; i++, k++) {
      const [p, q] = [z[k], z[k + columns]];
      const [r, s] = [z[k + 2 * columns], z[k + 3 * columns]];
      row[i] = a * p + b * q + c * r + d * s;
      climb[i] = e * p + f * q + g * r + h * s;
    }
  }

  /** On the cut: the height at a place along it, and the slopes in x and y per step. */
  sampled({ n, weights, slopes }) {
    const { row, climb } = this;
    const at = (counts, values) => weighed(counts, 0, values, n);
    return [at(weights, row), at(slopes, row), at(weights, climb)];
  }

  at(x, y) {
    const [right, up] = [onGrid(this.x, x), onGrid(this.y, y)];
    if (!right || !up) return null;
    this.cutAt(up);
    return this.sampled(right)[0];
  }

  /** The place at a share of the way along x or y, for `cutAt` and `sampled`. */
  onX(share) {
    return onGrid(this.x, this.x.first + share * this.x.step * (this.x.count - 1));
  }

  onY(share) {
    return onGrid(this.y, this.y.first + share * this.y.step * (this.y.count - 1));
  }
}

function along(values) {
  const count = values.length;
  return { first: values[0], step: (values.at(-1) - values[0]) / (count - 1), count };
}

/** The grid with one more point on each side, where the parabola of the last three goes. */
function withRim(z, across, up) {
  const columns = across + 2;
  const all = new Float64Array(columns * (up + 2));
  const beyond = (k, step) => 3 * all[k + step] - 3 * all[k + 2 * step] + all[k + 3 * step];
  for (let j = 0; j < up; j++) {
    all.set(z[j], (j + 1) * columns + 1);
    all[(j + 1) * columns] = beyond((j + 1) * columns, 1);
    all[(j + 2) * columns - 1] = beyond((j + 2) * columns - 1, -1);
  }
  for (let i = 0, last = (up + 1) * columns; i < columns; i++) {
    all[i] = beyond(i, columns);
    all[last + i] = beyond(last + i, -columns);
  }
  return all;
}

function rangeOf(z) {
  let [low, high] = [Infinity, -Infinity];
  for (const row of z) {
    for (const value of row) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/** Where a value stands on the grid: its cell, and what its four neighbours count. */
function onGrid({ first, step, count }, value) {
  const at = (value - first) / step;
  if (!(at >= -1e-6 && at <= count - 1 + 1e-6)) return null;
  const n = Math.min(Math.max(Math.floor(at), 0), count - 2);
  const s = at - n;
  return {
    n,
    weights: [
      s * (-0.5 + s * (1 - 0.5 * s)),
      1 + s * s * (-2.5 + 1.5 * s),
      s * (0.5 + s * (2 - 1.5 * s)),
      s * s * (-0.5 + 0.5 * s),
    ],
    slopes: [
      -0.5 + s * (2 - 1.5 * s),
      s * (-5 + 4.5 * s),
      0.5 + s * (4 - 4.5 * s),
      s * (-1 + 1.5 * s),
    ],
  };
}

/** From a height to its share of the tint, 0 at the lowest point and 1 at the highest. The figure
 *  says how: evenly, or as log(1 + (z − lowest) / soft), which shows floors as well as walls. */
export function spread(low, high, soft) {
  const room = high - low || 1;
  if (!soft) return { share: (z) => (z - low) / room, slope: () => 1 / room };
  const whole = Math.log1p(room / soft);
  const above = (z) => Math.max(z - low, 0);
  return {
    share: (z) => Math.log1p(above(z) / soft) / whole,
    slope: (z) => 1 / ((soft + above(z)) * whole),
  };
}

/** A tint as a table of bytes, from [share, "#rrggbb"] stops. */
export function tintTable(stops, size = TABLE) {
  const table = new Uint8Array(3 * size);
  const colors = stops.map(([share, color]) => [share, channels(color)]);
  for (let n = 0, k = 1; n < size; n++) {
    const share = n / (size - 1);
    while (k < colors.length - 1 && colors[k][0] < share) k++;
    const [[from, a], [to, b]] = [colors[k - 1], colors[k]];
    const part = Math.min((share - from) / (to - from), 1);
    table.set(a.map((value, c) => Math.round(value + part * (b[c] - value))), 3 * n);
  }
  return table;
}

/** The three bytes of "#rrggbb". */
export function channels(color) {
  return [1, 3, 5].map((n) => parseInt(color.slice(n, n + 2), 16));
}

/** For each shade of the tint the line that is nearest: its height, and how strong it is. */
export function nearestLines(shares) {
  const [height, strength] = [new Float64Array(TABLE).fill(-1), new Float64Array(TABLE)];
  for (let n = 0, k = 0; n < TABLE && shares.length; n++) {
    const share = n / (TABLE - 1);
    while (k < shares.length - 1 && share > (shares[k] + shares[k + 1]) / 2) k++;
    height[n] = shares[k];
    strength[n] = k % BOLD === BOLD - 1 ? 1.7 : 1;
  }
  return { height, strength };
}

/** The pixels of a land seen from above: RGBA, row by row from the top. `view` says which part of
 *  the plane, { x: [left, right], y: [bottom, top] }; what lies outside of the grid stays clear. */
export function painted(land, heights, { view, width, height, look }) {
  const pixels = new Uint8ClampedArray(4 * width * height);
  const { low, high } = heights;
  const { share, slope } = spread(low, high, land.soft);
  const brush = {
    tint: tintTable(look.tint),
    lines: nearestLines(Array.from(land.levels, share)),
    ink: channels(look.ink),
    line: look.line,
    lit: [STEEP * width, STEEP * height],
  };
  const across = columnsOf(heights.x, view.x, width);
  const perPixel = [
    (view.x[1] - view.x[0]) / width / heights.x.step,
    (view.y[1] - view.y[0]) / height / heights.y.step,
  ];
  for (let j = 0; j < height; j++) {
    const up = onGrid(heights.y, view.y[1] - ((j + 0.5) / height) * (view.y[1] - view.y[0]));
    if (!up) continue;
    heights.cutAt(up);
    paintRow(pixels, 4 * j * width, across, heights, { share, slope, perPixel, brush });
  }
  return pixels;
}

/** The cells and weights of all pixel columns, packed: they are the same in every row. */
function columnsOf(axis, [left, right], width) {
  const packed = new Float64Array(8 * width);
  const cells = new Int32Array(width).fill(-1);
  for (let i = 0; i < width; i++) {
    const at = onGrid(axis, left + ((i + 0.5) / width) * (right - left));
    if (!at) continue;
    cells[i] = at.n;
    packed.set(at.weights, 8 * i);
    packed.set(at.slopes, 8 * i + 4);
  }
  return { cells, packed };
}

function paintRow(pixels, start, { cells, packed }, { row, climb }, paint) {
  const { share, slope, perPixel, brush } = paint;
  for (let i = 0, at = start; i < cells.length; i++, at += 4) {
    const n = cells[i];
    if (n < 0) continue;
    const z = weighed(packed, 8 * i, row, n);
    if (Number.isNaN(z)) continue; // a hole in the land
    const steep = slope(z);
    const hx = weighed(packed, 8 * i + 4, row, n) * steep * perPixel[0];
    dab(pixels, at, brush, share(z), hx, weighed(packed, 8 * i, climb, n) * steep * perPixel[1]);
  }
}

/** Four neighbours, each by its weight. */
function weighed(w, k, v, n) {
  return w[k] * v[n] + w[k + 1] * v[n + 1] + w[k + 2] * v[n + 2] + w[k + 3] * v[n + 3];
}

/** One pixel at share `h` of the tint, which grows by (hx, hy) from pixel to pixel. */
function dab(pixels, at, { tint, lines, ink, line, lit }, h, hx, hy) {
  const [sx, sy] = [hx * lit[0], hy * lit[1]];
  const sun = (-LIGHT[0] * sx - LIGHT[1] * sy + LIGHT[2]) / Math.sqrt(sx * sx + sy * sy + 1);
  const tone = 0.76 + 0.36 * Math.max(sun, 0);
  const warm = 0.2 * (tone - 1); // light is warm, shadow is cool
  const shade = Math.round(Math.min(Math.max(h, 0), 1) * (TABLE - 1));
  const steps = Math.sqrt(hx * hx + hy * hy) + 1e-9; // of h, from pixel to pixel
  const gone = Math.abs(h - lines.height[shade]) / steps; // pixels to the nearest line
  const sharp = Math.min(Math.max(1.4 - gone, 0), 1) * Math.min(steps * 900, 1); // none on a plain
  const drawn = line * lines.strength[shade] * sharp;
  for (let k = 0; k < 3; k++) {
    const base = tint[3 * shade + k] * (tone + (1 - k) * warm);
    pixels[at + k] = base + drawn * (ink[k] - base);
  }
  pixels[at + 3] = 255;
}
