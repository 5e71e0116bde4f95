// The map of tastes: users and items in one plane and on one scale, with where they came from.

import { roundStep } from "../edges.js";
import { css } from "./colour.js";
import { placed } from "./labels.js";
import { between, glide, spelled } from "./run.js";

const TRAIL = 14; // frames a trail reaches back
const SHADES = 3; // in which it fades
const RADIUS = 5;

/** Where the map's plot is, and where a point of the plane lies on the board. */
export function mapPlot({ run, plan }) {
  const { x, y, width, height } = plan.map;
  const [left, below] = [plan.type.least * 3.4, plan.type.least * 3];
  const side = Math.min(width - left, height - below) - 1;
  const spare = Math.max(0, height - below - side);
  const box = {
    x: x + left + Math.max(0, (width - left - side) / 2),
    y: y + spare, // at the foot of the table, below the switch
    side,
  };
  const place = ([right, up]) => {
    const beyond = Math.max(Math.abs(right), Math.abs(up)) / run.reach;
    const off = !(beyond <= 1); // then it stands on the rim, in its own direction
    const scale = side / 2 / run.reach / (off ? beyond : 1);
    return { x: box.x + side / 2 + right * scale, y: box.y + side / 2 - up * scale, off };
  };
  return { box, place, centre: place([0, 0]) };
}

/** Where everybody is just now, as far as there is a place for them. */
export function mapPoints({ run, position, lit, look }, { place }) {
  const { from, to, part } = between(position, run.last);
  const points = (side, names, colour, isLit) =>
    names.flatMap((name, index) => {
      const [a, b] = [run[side][from][index], run[side][to][index]];
      const at = [glide(a[0], b[0], part), glide(a[1], b[1], part)];
      const point = { side, index, name, colour, isLit: index === isLit };
      return at.every(Number.isFinite) ? [Object.assign(point, place(at))] : [];
    });
  const items = points("items", run.item_titles, look.item, lit.cell.i);
  return [...items, ...points("users", run.user_names, look.user, lit.cell.u)];
}

/** Paint the map as it stands at `board.position`. */
export function paintMap(pen, board) {
  const plot = mapPlot(board);
  const points = mapPoints(board, plot);
  paintAxes(pen, board, plot);
  pen.save();
  pen.beginPath();
  pen.rect(plot.box.x, plot.box.y, plot.box.side, plot.box.side);
  pen.clip();
  for (const point of points) paintTrail(pen, board, plot, point);
  pen.restore();
  for (const point of points) if (point.isLit) paintArrow(pen, plot, point);
  for (const point of points) paintPoint(pen, board, plot, point);
  paintLabels(pen, board, plot, points);
}

// ---------------------------------------------------------------- axes

function paintAxes(pen, board, { box, centre, place }) {
  const { run, look } = board;
  const { least } = board.plan.type;
  const { x, y, side } = box;
  pen.lineWidth = 1;
  pen.strokeStyle = css(look.line);
  pen.strokeRect(x, y, side, side);
  pen.beginPath();
  pen.moveTo(centre.x, y);
  pen.lineTo(centre.x, y + side);
  pen.moveTo(x, centre.y);
  pen.lineTo(x + side, centre.y);
  pen.stroke();
  pen.fillStyle = css(look.soft);
  pen.font = look.font(least, 450);
  pen.textBaseline = "middle";
  for (const [tick, text] of ticksOf(run.reach)) {
    pen.textAlign = "center";
    pen.fillText(text, place([tick, 0]).x, y + side + least * 0.9);
    pen.textAlign = "right";
    pen.fillText(text, x - 4, place([0, tick]).y);
  }
  paintAxisTitles(pen, run.axes, box, least);
}

function paintAxisTitles(pen, [across, up], { x, y, side }, size) {
  pen.textAlign = "center";
  pen.fillText(across, x + side / 2, y + side + size * 2.2, side);
  pen.save();
  pen.translate(x - size * 2.7, y + side / 2);
  pen.rotate(-Math.PI / 2);
  pen.fillText(up, 0, 0, side);
  pen.restore();
}

/** A few round numbers around zero, with their texts. */
function ticksOf(reach) {
  const step = roundStep(reach / 3.2);
  const most = Math.floor(reach / step);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: 2 * most + 1 }, (_, n) => {
    const tick = (n - most) * step;
    return [tick, spelled(tick, digits)];
  });
}

// ---------------------------------------------------------------- points

/** Where it has been: fainter the longer ago. */
function paintTrail(pen, { run, position }, { place }, point) {
  const now = Math.floor(position);
  const first = Math.max(0, now - TRAIL);
  const past = run[point.side].slice(first, now + 1).map((places) => place(places[point.index]));
  past.push(point);
  pen.lineWidth = 2;
  pen.lineCap = "round";
  const length = Math.ceil(past.length / SHADES);
  for (let n = 0; n < SHADES; n++) {
    pen.strokeStyle = css(point.colour, 0.12 + 0.13 * n);
    pen.beginPath();
    for (const { x, y, off } of past.slice(n * length, (n + 1) * length + 1)) {
      if (off) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    pen.stroke();
  }
}

/** From the origin to the lit user and item: their lengths and their angle make the product. */
function paintArrow(pen, { centre }, { x, y, colour }) {
  pen.lineWidth = 1.75;
  pen.strokeStyle = css(colour);
  pen.beginPath();
  pen.moveTo(centre.x, centre.y);
  pen.lineTo(x, y);
  pen.stroke();
}

function paintPoint(pen, { look }, { centre }, { x, y, off, side, isLit, colour }) {
  const r = isLit ? RADIUS * 1.5 : RADIUS;
  pen.beginPath();
  if (off) wedgePath(pen, Math.atan2(y - centre.y, x - centre.x), { x, y }, r * 1.4);
  else if (side === "users") pen.arc(x, y, r, 0, 2 * Math.PI);
  else pen.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  pen.fillStyle = css(colour);
  pen.fill();
  pen.lineWidth = 1.5;
  pen.strokeStyle = css(look.paper);
  pen.stroke();
}

/** Beyond the rim: an arrow head that points to where it went. */
function wedgePath(pen, angle, { x, y }, r) {
  for (const turn of [0, 2.5, -2.5]) {
    pen.lineTo(x + r * Math.cos(angle + turn), y + r * Math.sin(angle + turn));
  }
  pen.closePath();
}

/** The lit names first; without room there is none just now, but each point can be touched. */
function paintLabels(pen, { plan, look, sides }, { box }, points) {
  const size = Math.max(plan.type.least, 13);
  const setType = (isLit) => {
    pen.font = look.serif(size, isLit ? 700 : 450);
  };
  const wanted = points.map((point) => {
    setType(point.isLit);
    const { width } = pen.measureText(point.name);
    const key = `${point.side} ${point.index}`;
    return Object.assign(point, { key, radius: RADIUS, width, height: size * 1.1 });
  });
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = css(look.paper, 0.85);
  const byRank = [...wanted.filter(({ isLit }) => isLit), ...wanted.filter(({ isLit }) => !isLit)];
  for (const { x, y, height, point } of placed(byRank, box, sides)) {
    setType(point.isLit);
    pen.fillStyle = css(point.colour);
    pen.strokeText(point.name, x, y + height / 2);
    pen.fillText(point.name, x, y + height / 2);
  }
}
