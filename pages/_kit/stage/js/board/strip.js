// The error as a thin strip below: how it fell so far, on the training and the held-out ratings.

import { bounded } from "../axes.js";
import { roundStep } from "../edges.js";
import { css } from "./colour.js";
import { between, glide, spelled } from "./run.js";

const CURVES = [
  { key: "train", word: "training", dash: [], width: 2.5, weight: 650 },
  { key: "test", word: "held out", dash: [7, 4], width: 2, weight: 450 },
];
const ARROW = [[0, -6], [5, 3], [-5, 3]];
const ABOVE = 20; // pixels over the ceiling: where a curve that has left goes on

/** Where the strip's plot is, and where a step and an error lie in it. */
export function stripPlot({ run, plan }) {
  const { least } = plan.type;
  const { x, y, width, height } = plan.strip;
  const box = {
    x: x + least * 2.6,
    y: y + least * 1.5,
    width: width - least * 10.1, // the names of the curves stand to the right
    height: height - least * 3,
  };
  return {
    box,
    across: (t) => box.x + (run.last ? t / run.last : 0) * box.width,
    up: (error) => box.y + box.height * (1 - error / run.ceiling),
    stepAt: (px) => Math.round((bounded(px - box.x, box.width) / box.width) * run.last),
  };
}

/** Paint the strip as it stands at `board.position`. */
export function paintStrip(pen, board) {
  const plot = stripPlot(board);
  paintGround(pen, board, plot);
  const curves = CURVES.filter(({ key }) => !Number.isNaN(board.run[key][0]));
  const ends = curves.map((curve) => paintCurve(pen, board, plot, curve));
  nameCurves(pen, board, plot, ends);
}

// ---------------------------------------------------------------- axes

function paintGround(pen, board, plot) {
  const { run, plan, look, position } = board;
  const { box, across, up } = plot;
  const { least } = plan.type;
  const now = across(position);
  pen.lineWidth = 1;
  pen.strokeStyle = css(look.line);
  pen.fillStyle = css(look.soft);
  pen.font = look.font(least, 450);
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  pen.beginPath();
  for (const tick of ticksTo(run.ceiling, Math.max(2, box.height / (least * 1.6)))) {
    pen.moveTo(box.x, up(tick));
    pen.lineTo(box.x + box.width, up(tick));
    pen.fillText(spelled(tick, Number.isInteger(tick) ? 0 : 1), box.x - 5, up(tick));
  }
  pen.moveTo(now, box.y);
  pen.lineTo(now, box.y + box.height);
  pen.stroke();
  // On the right, where the curves have come down, and not over their names at the start.
  pen.fillText("RMSE (stars)", box.x + box.width, box.y - least * 0.75);
  paintClock(pen, board, plot, now);
}

/** The steps below, the present one by its name. */
function paintClock(pen, { run, plan, look, t }, { box, across }, now) {
  const { least } = plan.type;
  const below = box.y + box.height + least * 0.9;
  pen.textAlign = "center";
  for (const tick of ticksTo(run.last, box.width / (least * 6))) {
    const isFree = Math.abs(across(tick) - now) > least * 3.2;
    if (Number.isInteger(tick) && isFree) pen.fillText(String(tick), across(tick), below);
  }
  pen.fillStyle = css(look.ink);
  pen.font = look.font(least, 700);
  pen.fillText(`${run.clock} ${t}`, Math.max(now, box.x + least * 0.8), below);
}

/** At most about `count` round numbers from 0 to `top`. */
function ticksTo(top, count) {
  const step = roundStep(Math.max(top, 1e-9) / count);
  const length = Math.floor(top / step + 1e-9) + 1;
  return Array.from({ length }, (_, n) => Number((n * step).toPrecision(6)));
}

// ---------------------------------------------------------------- curves

/** A curve so far, and its end; where it leaves through the ceiling, an arrow follows it out. */
function paintCurve(pen, { run, look, position }, plot, { key, word, dash, width, weight }) {
  const { box, across, up } = plot;
  const { from, to, part } = between(position, run.last);
  const height = (value) => (value <= run.ceiling ? up(value) : box.y - ABOVE);
  const error = glide(run[key][from], run[key][to], part);
  const isGone = !(error <= run.ceiling);
  const end = { word, weight, x: across(position), y: isGone ? box.y : up(error), error, isGone };
  pen.save();
  pen.beginPath();
  pen.rect(box.x - 2, box.y - 1, box.width + 4, box.height + 2);
  pen.clip();
  pen.strokeStyle = css(look.residual);
  pen.lineWidth = width;
  pen.lineJoin = "round";
  pen.setLineDash(dash);
  pen.beginPath();
  for (let t = 0; t <= from; t++) pen.lineTo(across(t), height(run[key][t]));
  pen.lineTo(end.x, height(error));
  pen.stroke();
  pen.restore();
  paintEnd(pen, look, end);
  return end;
}

function paintEnd(pen, look, { x, y, isGone }) {
  pen.fillStyle = css(look.residual);
  pen.beginPath();
  for (const [right, down] of isGone ? ARROW : []) pen.lineTo(x + right, y + down);
  if (!isGone) pen.arc(x, y, 4, 0, 2 * Math.PI);
  pen.fill();
}

/** The name and the number of each curve at its end, apart from each other. */
function nameCurves(pen, { plan, look }, { box }, ends) {
  const size = plan.type.least + 1;
  const order = ends.toSorted((a, b) => a.y - b.y);
  const heights = [];
  for (const { y } of order) heights.push(Math.max(y, (heights.at(-1) ?? -Infinity) + size * 1.15));
  const excess = Math.max(0, (heights.at(-1) ?? 0) - (box.y + box.height - size * 0.6));
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 4;
  pen.strokeStyle = css(look.paper);
  pen.fillStyle = css(look.residualText);
  order.forEach(({ x, word, weight, error, isGone }, n) => {
    pen.font = look.font(size, weight);
    const text = `${word} ${isGone ? "off the scale" : spelled(error, 2)}`;
    const isLast = x + 9 + pen.measureText(text).width > plan.strip.x + plan.strip.width;
    pen.textAlign = isLast ? "right" : "left";
    const left = isLast ? x - 9 : x + 9;
    pen.strokeText(text, left, heights[n] - excess);
    pen.fillText(text, left, heights[n] - excess);
  });
}
