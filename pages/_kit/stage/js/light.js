// Trails that glow and balls that catch the light, on land as on plain plots.

import { channels } from "./land.js";

const GLOW = [[10, 0.13], [5.5, 0.22]]; // widths beyond the line itself, and how faint
const DASHES = { dash: [9, 9], dot: [3, 3], dashdot: [9, 3, 3, 3] };
const COLOR = "#d55e00";

/** A path as plotly.js would draw it: the line if its mode has lines, the dots if it has markers;
 *  round the line a glow and, on land, a rim that tells it from any tint. */
export function trail(pen, points, { mode = "lines", line, marker }, land = null) {
  const look = { color: COLOR, width: 2, dash: "solid", ...line };
  if (mode.includes("lines")) joined(pen, points, look, land);
  if (!mode.includes("markers")) return;
  const { color, size } = { color: look.color, size: 6, ...marker };
  for (const point of points) spot(pen, point, color, size);
}

function joined(pen, points, { color, width, dash }, land) {
  pen.lineJoin = pen.lineCap = "round";
  trace(pen, points);
  if (dash === "solid") {
    for (const [more, alpha] of GLOW) stroke(pen, width + more, faint(color, alpha));
  }
  pen.setLineDash(DASHES[dash] ?? []);
  if (land) stroke(pen, width + 1.8, rimOf(color, land));
  stroke(pen, width, color);
  pen.setLineDash([]);
}

function trace(pen, points) {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
}

function stroke(pen, width, color) {
  pen.lineWidth = width;
  pen.strokeStyle = color;
  pen.stroke();
}

function spot(pen, [x, y], color, size) {
  pen.beginPath();
  pen.arc(x, y, size / 2, 0, 2 * Math.PI);
  pen.fillStyle = color;
  pen.fill();
}

/** A ball in the light, with its shadow below. */
export function ball(pen, [x, y], { color = COLOR, size = 14 }) {
  const r = size / 2;
  const body = pen.createRadialGradient(x - 0.35 * r, y - 0.4 * r, 0.1 * r, x, y, r);
  body.addColorStop(0, blend(color, 255, 0.92));
  body.addColorStop(0.38, blend(color, 255, 0.4));
  body.addColorStop(0.8, color);
  body.addColorStop(1, blend(color, 0, 0.35));
  pen.save();
  pen.shadowColor = "rgba(0, 0, 0, 0.5)";
  pen.shadowBlur = 0.9 * r * transformed(pen);
  pen.shadowOffsetY = 0.4 * r * transformed(pen);
  spot(pen, [x, y], body, size);
  pen.restore();
}

/** A shadow is measured in pixels of the screen, all else in those of the page. */
function transformed(pen) {
  return pen.getTransform().a;
}

/** An arrow from one pixel to another; nothing where they are the same. */
export function arrow(pen, from, to, { color = COLOR, width = 4 }, land) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 1) return;
  const head = Math.min(3.4 * width, length);
  const at = (far, aside) => [
    from[0] + (dx * far - dy * aside) / length,
    from[1] + (dy * far + dx * aside) / length,
  ];
  for (const [tone, more] of [[rimOf(color, land), 2.4], [color, 0]]) {
    trace(pen, [from, at(length - head, 0)]);
    stroke(pen, width + more, tone);
    trace(pen, [at(length, 0), at(length - head, head / 2), at(length - head, -head / 2)]);
    pen.closePath();
    pen.fillStyle = tone;
    pen.fill();
    if (more) stroke(pen, more, tone);
  }
}

/** What tells a colour from any tint below it: dark round a light one, light round a dark one. */
function rimOf(color, { rim, halo }) {
  const [r, g, b] = channels(color);
  return faint(0.3 * r + 0.59 * g + 0.11 * b > 150 ? rim : halo, 0.66);
}

/** A colour with an opacity; colours come as "#rrggbb". */
export function faint(color, alpha) {
  return `rgba(${channels(color)}, ${alpha})`;
}

function blend(color, other, part) {
  return `rgb(${channels(color).map((value) => Math.round(value + part * (other - value)))})`;
}
