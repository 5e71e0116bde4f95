// One tile: its colour on the way between two frames, its number, and the rating in its corner.

import { css, mixed, onScale, readable } from "./colour.js";

const CORNER = 4;
const INSET = 1.5; // half of the gap between two tiles
const PALE = 0.42; // how much of its colour a tile without a rating keeps
const STRIPES = 7; // pixels between two lines of the hatching
const WIDEST_BAR = 2; // stars: a residual that fills its half of the tile

/** The colour of a value; beyond its scale it glows, fully from about thirty times the scale on. */
export function tinted(colours, value, [low, high], look) {
  if (!Number.isFinite(value)) return { colour: look.hot, heat: 1 };
  const part = (value - low) / (high - low);
  const heat = Math.min(Math.max(Math.log10(Math.abs(2 * part - 1) / 2) / 1.3, 0), 1);
  return { colour: mixed(onScale(colours, part), look.hot, heat), heat };
}

/** Paint a tile between two tints; hatched as it leaves the scale. Returns its colour. */
export function paintTile(pen, look, box, [from, to], part, isPale) {
  const whole = mixed(from.colour, to.colour, part);
  const fill = isPale ? mixed(look.paper, whole, PALE) : whole;
  pen.fillStyle = css(fill);
  tilePath(pen, box);
  pen.fill();
  const heat = from.heat + (to.heat - from.heat) * part;
  // Away from the ink: the number stays readable over its lines.
  if (heat > 0) hatch(pen, box, mixed(fill, look.away(fill), 0.25 * heat));
  return fill;
}

function tilePath(pen, { x, y, width, height }) {
  pen.beginPath();
  pen.roundRect(x + INSET, y + INSET, width - 2 * INSET, height - 2 * INSET, CORNER);
}

function hatch(pen, box, colour) {
  const { x, y, width, height } = box;
  pen.save();
  tilePath(pen, box);
  pen.clip();
  pen.strokeStyle = css(colour);
  pen.lineWidth = 2;
  pen.beginPath();
  for (let at = x - height; at < x + width; at += STRIPES) {
    pen.moveTo(at, y + height);
    pen.lineTo(at + height, y);
  }
  pen.stroke();
  pen.restore();
}

/** A number in the middle of a box, over the colour `fill`. */
export function paintNumber(pen, look, text, box, { size, fill, weight = 450, strength = 1 }) {
  if (text === "off") return; // the hatching says it
  pen.font = look.font(size, weight);
  pen.fillStyle = css(readable(mixed(fill, look.inkOn(fill), strength), fill));
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2 + size * 0.04];
  pen.fillText(text, x, y, box.width - 3);
}

/** A star and the rating; held out, a ring around it instead of the star. */
export function paintRating(pen, look, box, { text, isHeldOut, size, isAbove, fill }) {
  const right = box.x + box.width - INSET - 4;
  const y = box.y + (isAbove ? INSET + size * 0.6 + 1 : box.height / 2 - 2);
  pen.font = look.font(size, 600);
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  pen.fillStyle = pen.strokeStyle = css(readable(mixed(fill, look.inkOn(fill), 0.75), fill));
  const width = pen.measureText(text).width;
  const radius = Math.max(width / 2 + 2, size * 0.58);
  const back = isHeldOut ? radius - width / 2 - 1 : 0;
  pen.fillText(text, right - back, y + size * 0.04);
  pen.beginPath();
  if (isHeldOut) {
    pen.lineWidth = 1.25;
    pen.arc(right - back - width / 2, y, radius, 0, 2 * Math.PI);
    pen.stroke();
  } else {
    starPath(pen, right - width - size * 0.5, y, size * 0.42);
    pen.fill();
  }
}

function starPath(pen, x, y, radius) {
  for (let n = 0; n < 10; n++) {
    const r = n % 2 ? radius * 0.45 : radius;
    const angle = (n * Math.PI) / 5 - Math.PI / 2;
    pen.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
}

/** A bar from the middle: to the right where the rating is higher than predicted. */
export function paintResidual(pen, look, box, e) {
  if (!Number.isFinite(e)) return;
  const half = box.width / 2 - INSET - 3;
  const length = Math.min(Math.abs(e) / WIDEST_BAR, 1) * half;
  const middle = box.x + box.width / 2;
  const x = e > 0 ? middle : middle - length;
  const y = box.y + box.height - INSET - 5;
  pen.fillStyle = css(look.paper);
  pen.fillRect(x - 1, y - 1, length + 2, 5);
  pen.fillRect(middle - 1, y - 3, 2, 8); // where it starts
  pen.fillStyle = css(e > 0 ? look.above : look.below);
  pen.fillRect(x, y, length, 3);
}

/** What the number in the thick frame is made from stands in thin ones. */
export function paintFrame(pen, look, { x, y, width, height }, kind) {
  pen.beginPath();
  pen.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, CORNER + 1);
  const thick = kind === "source" ? 2 : 3;
  pen.lineWidth = thick + 2;
  pen.strokeStyle = css(look.paper);
  pen.stroke();
  pen.lineWidth = thick;
  pen.strokeStyle = css(kind === "visit" ? look.gradient : look.ink);
  pen.stroke();
}
