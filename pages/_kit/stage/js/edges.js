// The axes of a block of land: ticks and names along three of its edges, on the outer side.

import { FLOOR, product } from "./camera.js";

const SPACE = 44; // pixels between two ticks, about
const [TICK, NUMBER, NAME] = [5, 11, 29]; // how far they stand from the edge, in pixels
const FREE = 0.04; // of an edge, kept free at both ends
const FEET = [[-0.5, -0.5], [0.5, -0.5], [-0.5, 0.5], [0.5, 0.5]];

/** Paint the three axes; `names` are the axes of Plotly's scene. */
export function paintEdges(pen, { mesh, view, type }, names) {
  const { heights } = mesh;
  // Of each two edges on the floor the one in front, and the upright one farthest to the left.
  const nearer = (a, b) => product(view.basis.back, a) > product(view.basis.back, b);
  const y = nearer([0, -0.5, FLOOR], [0, 0.5, FLOOR]) ? -0.5 : 0.5;
  const x = nearer([-0.5, 0, FLOOR], [0.5, 0, FLOOR]) ? -0.5 : 0.5;
  const left = FEET.toSorted((a, b) => view.pixel([...a, 0])[0] - view.pixel([...b, 0])[0])[0];
  const paint = (axis) => paintEdge(pen, view, type, axis);
  paint({
    name: names.xaxis.title.text,
    ends: endsOf(heights.x),
    place: (value) => [mesh.across(value), y, FLOOR],
    outwards: [0, Math.sign(y), 0],
  });
  paint({
    name: names.yaxis.title.text,
    ends: endsOf(heights.y),
    place: (value) => [x, mesh.along(value), FLOOR],
    outwards: [Math.sign(x), 0, 0],
  });
  paint({
    name: names.zaxis.title.text,
    ends: [heights.low, heights.high],
    place: (value) => [...left, mesh.lift(value)],
  });
}

function endsOf({ first, step, count }) {
  return [first, first + step * (count - 1)];
}

function paintEdge(pen, view, type, { name, ends, place, outwards }) {
  const [from, to] = ends.map((end) => view.pixel(place(end)));
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const way = outwards ? aside(view, place((ends[0] + ends[1]) / 2), outwards) : [-1, 0];
  const size = Math.max(12, type.least ?? 0, type.size - 2);
  const font = { textBaseline: "middle", textAlign: alignment(way), fillStyle: type.color };
  Object.assign(pen, font, { strokeStyle: type.line, lineWidth: 1 });
  pen.font = `${size}px ${type.family}`;
  pen.beginPath();
  const about = Math.hypot(to[0] - from[0], to[1] - from[1]) / SPACE;
  const margin = outwards ? FREE * (ends[1] - ends[0]) : 0; // another axis begins there
  for (const value of ticksBetween(ends[0] + margin, ends[1] - margin, about)) {
    const [x, y] = view.pixel(place(value));
    pen.moveTo(x, y);
    pen.lineTo(x + TICK * way[0], y + TICK * way[1]);
    pen.fillText(tickText(value), x + NUMBER * way[0], y + NUMBER * way[1]);
  }
  pen.stroke();
  pen.font = `italic ${size + 3}px ${type.family}`;
  if (outwards) pen.fillText(name, middle[0] + NAME * way[0], middle[1] + NAME * way[1]);
  else pen.fillText(name, to[0] - 8, to[1] - 14);
}

function alignment([right]) {
  if (Math.abs(right) < 0.35) return "center";
  return right < 0 ? "right" : "left";
}

/** Away from the block, on the screen. */
function aside(view, at, outwards) {
  const [a, b] = [at, at.map((part, k) => part + 0.1 * outwards[k])].map(view.pixel);
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
}

/** The least of …, 1, 2, 5, 10, 20, … that is no smaller than a rough step. */
export function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
}

/** Round numbers between two ends, about so many. */
export function ticksBetween(low, high, about) {
  const step = roundStep(((high - low) / Math.max(about, 1)) * 0.999);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const count = Math.max(last - first + 1, 0);
  return Array.from({ length: count }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

/** A number as it is printed: with a minus that is one. */
export function tickText(value) {
  return (value === 0 ? "0" : String(value)).replace("-", "−");
}
