// What lies on a block of land: lines and balls that follow the ground, and what cuts it.

import { TALL } from "./camera.js";
import { arrow, ball, faint, trail } from "./light.js";
import { pointsAt } from "./tracks.js";

const HIDDEN = 0.28; // how much one sees of what lies behind a mountain
const PIECE = 0.02; // a line follows the ground in pieces of this length
const MOST = 200; // pieces between two points

/** Paint one trace: a line, points, the cut of the land along a line, or an arrow in space. */
export function paintTrace(pen, scene, trace) {
  if (trace.meta === "arrow") return paintVector(pen, scene, trace);
  paintOn(pen, scene, Array.from(trace.x, (x, k) => [x, trace.y[k]]), trace);
}

/** Paint what a track shows at step t. */
export function paintMoving(pen, scene, trace, track, t) {
  paintOn(pen, scene, pointsAt(track, t), trace);
}

function paintOn(pen, scene, points, { meta, mode = "lines", line, marker }) {
  if (mode.includes("lines")) {
    const ways = stretches(scene, points);
    if (meta === "cut") paintPane(pen, scene, ways, line);
    paintLine(pen, scene, ways, line);
  }
  const beads = { size: 5, color: line?.color, ...marker };
  if (mode === "lines+markers") paintPoints(pen, scene, points, (at) => bead(pen, at, beads));
  if (mode === "markers") paintPoints(pen, scene, points, (at) => ball(pen, at, marker ?? {}));
  pen.globalAlpha = 1;
}

function bead(pen, at, marker) {
  trail(pen, [at], { mode: "markers", marker });
}

/** A line on the ground; what is hidden shines through, faintly. */
function paintLine(pen, scene, ways, line) {
  for (const { seen, pixels } of ways) {
    pen.globalAlpha = seen ? 1 : HIDDEN;
    trail(pen, pixels, { mode: "lines", line }, scene.land);
  }
}

function paintPoints(pen, { mesh, view }, points, paint) {
  for (const [x, y] of points) {
    const at = mesh.on(x, y);
    if (!at) continue;
    pen.globalAlpha = mesh.sees(at, view.basis) ? 1 : HIDDEN;
    paint(view.pixel(at));
  }
}

/** A line laid on the ground, cut where it goes into or comes out of hiding. */
function stretches({ mesh, view }, points) {
  const all = [];
  let now = null;
  for (const at of laid(mesh, points)) {
    if (!at) {
      now = null;
      continue;
    }
    const [seen, pixel] = [mesh.sees(at, view.basis), view.pixel(at)];
    if (now?.seen !== seen) {
      now = { seen, pixels: now ? [now.pixels.at(-1)] : [], places: [] };
      all.push(now);
    }
    now.pixels.push(pixel);
    now.places.push(at);
  }
  return all;
}

/** The points of a line, with enough between them that it follows the ground. */
function laid(mesh, points) {
  return points.flatMap((point, n) => {
    const before = points[n - 1] ?? point;
    const [dx, dy] = [point[0] - before[0], point[1] - before[1]];
    const far = Math.hypot(dx / mesh.width, dy / mesh.depth);
    const pieces = Math.min(Math.ceil(far / PIECE), MOST) || 1;
    return Array.from({ length: pieces }, (_, k) => {
      const part = (k + 1) / pieces;
      return mesh.on(before[0] + part * dx, before[1] + part * dy);
    });
  });
}

/** The pane of glass that cuts the land along a line: what of it stands in the air. */
function paintPane(pen, { view: { pixel } }, ways, line) {
  for (const { seen, places } of ways) {
    if (!seen) continue;
    pen.beginPath();
    for (const at of places) pen.lineTo(...pixel(at));
    for (const [x, y] of places.toReversed()) pen.lineTo(...pixel([x, y, TALL / 2]));
    pen.fillStyle = faint(line.color, 0.14);
    pen.fill();
  }
}

/** From the first to the second point of a trace, which have heights of their own. */
function paintVector(pen, { mesh, view, land }, { x, y, z, line }) {
  const place = (n) => [mesh.across(x[n]), mesh.along(y[n]), mesh.lift(z[n])];
  arrow(pen, view.pixel(place(0)), view.pixel(place(1)), line, land);
}
