// A camera on a turntable round a box: which pixel shows which point.
//
// The box is 1 wide, 1 deep and TALL high, with its middle at the origin; z points up.

/** The height of the box. */
export const TALL = 0.5;

/** Where its walls end: a foot to stand on. */
export const FLOOR = -TALL / 2 - 0.05;

const FAR = 2.9; // from the eye to the middle, in widths of the box
const LOWEST = 0.09; // nobody looks from below: the ground has no underside
const HIGHEST = Math.PI / 2 - 0.02;
const ROUND = 24; // directions in which the box has to fit

const ENDS = [-0.5, 0.5];
const CORNERS = ENDS.flatMap((x) =>
  ENDS.flatMap((y) => [FLOOR, TALL / 2].map((z) => [x, y, z])),
);

/** Where the eye stands, in radians: round the block, and above the ground. */
export class Camera {
  constructor(azimuth = -0.85, elevation = 0.62) {
    Object.assign(this, { azimuth, elevation });
  }

  /** Turn by so many radians; the elevation stays between the ground and the zenith. */
  turn(round, up) {
    this.azimuth += round;
    this.elevation = Math.min(Math.max(this.elevation + up, LOWEST), HIGHEST);
  }

  /** What is needed to draw: fit the box into a picture of this size, from wherever it is seen. */
  onto(width, height, { left, right, top, bottom }) {
    const [wide, low, high] = this.extent();
    const [across, tall] = [width - left - right, height - top - bottom];
    const scale = Math.min(across / (2 * wide), tall / (high - low));
    const middle = [left + across / 2, top + tall / 2 + (scale * (high + low)) / 2];
    const basis = basisOf(this.azimuth, this.elevation);
    const pixel = (point) => {
      const [x, y] = onScreen(point, basis);
      return [middle[0] + scale * x, middle[1] - scale * y];
    };
    return { basis, pixel, matrix: matrixOf(basis, scale, middle, [width, height]) };
  }

  /** Half the width, the lowest and the highest of the box as it turns round at this elevation. */
  extent() {
    const { elevation } = this;
    if (this.fitted?.elevation === elevation) return this.fitted.extent;
    const turns = Array.from({ length: ROUND }, (_, n) => (n / ROUND) * 2 * Math.PI);
    const points = turns.flatMap((turn) => {
      const basis = basisOf(turn, elevation);
      return CORNERS.map((corner) => onScreen(corner, basis));
    });
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const extent = [Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    this.fitted = { elevation, extent };
    return extent;
  }
}

/** To the right, upwards and towards the eye, as seen from there. */
function basisOf(azimuth, elevation) {
  const [c, s] = [Math.cos(azimuth), Math.sin(azimuth)];
  const [ce, se] = [Math.cos(elevation), Math.sin(elevation)];
  return { right: [-s, c, 0], up: [-se * c, -se * s, ce], back: [ce * c, ce * s, se] };
}

/** The inner product of two directions. */
export function product(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function onScreen(point, { right, up, back }) {
  const away = FAR - product(point, back);
  return [(FAR * product(point, right)) / away, (FAR * product(point, up)) / away];
}

/** The same as a matrix for WebGL, column by column. */
function matrixOf({ right, up, back }, scale, middle, [width, height]) {
  const [sx, sy] = [(2 * scale * FAR) / width, (2 * scale * FAR) / height];
  const [ox, oy] = [(2 * middle[0]) / width - 1, 1 - (2 * middle[1]) / height];
  const [near, far] = [FAR - 1, FAR + 1];
  const [a, b] = [(far + near) / (far - near), (2 * far * near) / (far - near)];
  const columns = [0, 1, 2].map((k) => [
    sx * right[k] - ox * back[k],
    sy * up[k] - oy * back[k],
    -a * back[k],
    -back[k],
  ]);
  return new Float32Array([...columns.flat(), ox * FAR, oy * FAR, a * FAR - b, FAR]);
}

/** The way from a point of the box to the eye. */
export function towardsEye(point, { back }) {
  const way = back.map((part, k) => FAR * part - point[k]);
  const length = Math.hypot(...way);
  return way.map((part) => part / length);
}
