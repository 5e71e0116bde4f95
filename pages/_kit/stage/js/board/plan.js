// Where everything stands on the board: rectangles from the room there is, nothing drawn.
//
// Wide: the table on the left, the map beside it, words and error below. Narrow: one above the
// other, and the map takes the place of the table when asked for:
// the switch stands in the empty corner over P.

import { headings } from "./titles.js";

const GAP = 10;
const BETWEEN = 6; // between P and R, and between Qᵀ and R
const MAP_AT_LEAST = 250;
const ROW_AT_MOST = 54;

/** The width of a rating in its corner, in its own size. */
export const MARK = 2.1;

/** The share of the width that the formula has then, as in stage.css. */
const OPENED = 0.72;

/** From this width on the formula stands beside the caption. */
export const WORDS_BESIDE = 640;

/** `room` = { width, height }; `type` = { least, body } in px; `measure(text, px)` its width. */
export function planned(room, type, run, measure) {
  const given = { room, type, run, measure };
  const [one, other] = [wide(given), narrow(given)];
  const highest = Math.max(1.1 * room.height, other.height);
  const fits = one.table.fits && one.map.width >= MAP_AT_LEAST && one.height <= highest;
  return fits ? one : other;
}

/** The size of the open formula. */
export function openedSize({ least, body }) {
  return Math.max(least + 1, body - 1);
}

function wide(given) {
  const { room, type, run } = given;
  const names = Math.max(type.least, Math.min(type.body, type.least + 3));
  const pw = Math.round(1.45 * factorWidth(given));
  const left = namesWidth(given, names) + run.k * pw + BETWEEN;
  const share = Math.max(0.6 * room.width, left + run.nItems * cellAbreast(given));
  const cw = Math.min(Math.floor((share - left) / run.nItems), 7.8 * type.least);
  const strip = Math.round(Math.min(Math.max(0.15 * room.height, 4.2 * type.least), 150));
  const talk = talkHeight(given);
  const titles = headings(run, cw, type.least + 1, given.measure);
  const free = room.height - titles.height - BETWEEN - talk - strip - 2 * GAP;
  const table = tableOf({ left, pw, cw, names, titles, free }, given);
  const x = table.width + 3 * GAP;
  const map = { x, y: 0, width: room.width - x, height: table.height };
  return { beside: true, type, table, map, ...below(room, room.width, table.height, talk, strip) };
}

function narrow(given) {
  const { room, type, run } = given;
  const names = type.least + 1;
  const pw = Math.round(factorWidth(given) * (room.width >= WORDS_BESIDE ? 1.15 : 1));
  const left = namesWidth(given, names) + run.k * pw + BETWEEN;
  // Wider than the room where nothing else is possible: then it scrolls.
  const width = Math.max(room.width, left + run.nItems * cellAtLeast(given) + 2);
  const cw = (width - left - 2) / run.nItems;
  const strip = Math.round(Math.max(0.1 * room.height, 4.6 * type.least));
  const talk = talkHeight(given);
  const titles = headings(run, cw, type.least, given.measure);
  const free = room.height - titles.height - BETWEEN - talk - strip - 2 * GAP;
  const table = tableOf({ left, pw, cw, names, titles, free }, given);
  const map = { x: 0, y: 0, width, height: table.height };
  return { beside: false, type, table, map, ...below(room, width, table.height, talk, strip) };
}

/** Words and error below the table; the words never scroll sideways. */
function below(room, width, y, talk, strip) {
  return {
    width,
    height: y + GAP + talk + GAP + strip,
    talk: { x: 0, y: y + GAP, width: room.width, height: talk },
    strip: { x: 0, y: y + GAP + talk + GAP, width, height: strip },
  };
}

// ---------------------------------------------------------------- what things need

function namesWidth({ run, measure }, size) {
  const widest = Math.max(...run.user_names.map((name) => measure(name, size)));
  return Math.min(Math.ceil(widest), 7 * size) + 8;
}

function factorWidth({ type, measure }) {
  return Math.ceil(measure("−0.00", type.least)) + 4;
}

/** For a number and a rating side by side. */
function cellAbreast({ type, measure }) {
  return Math.ceil(measure("4.1", type.least + 1) + MARK * type.least + 7);
}

function cellAtLeast({ type, measure }) {
  return Math.ceil(measure("4.13", type.least) + 6);
}

/** Room for the longest formula there is, with its note, beside the caption or below it. */
function talkHeight({ room, type, run, measure }) {
  const size = openedSize(type);
  const numbers = (n) => n * (measure("−0.000", size) + measure("+", size) + 0.6 * size);
  const stars = measure("+ 5 −", size); // what the error has besides two numbers
  const predicted = numbers(2 * run.k + (run.b_user ? 4 : 2));
  const step = run.eta ? numbers(7) : 0;
  const caption = 2 * 1.35 * type.body;
  const high = (n, notes) => (1.3 * (2 * n + notes) + 0.2 * n) * size;
  if (room.width >= WORDS_BESIDE) {
    const n = Math.ceil(Math.max(predicted + numbers(2) + stars, step) / (OPENED * room.width));
    return Math.round(Math.max(high(n, 1), caption));
  }
  const n = Math.ceil(Math.max(predicted, step) / room.width) + 1;
  return Math.round(high(n, 0) + caption + 4);
}

// ---------------------------------------------------------------- the table

function tableOf({ left, pw, cw, names, titles, free }, given) {
  const { type, run, measure } = given;
  const { rh, qh } = rowHeights(free, cw, given);
  const top = titles.height + run.k * qh + BETWEEN;
  const isAbreast = cw >= cellAbreast(given); // number and rating; else one above the other
  const most = isAbreast ? rh * 0.42 : Math.min(rh * 0.42, (rh - 9) / 1.1 - type.least);
  const number = fitted("4.13", cw - 6, Math.min(type.body + 1, Math.round(most)), given);
  const twoLines = !isAbreast || rh >= 1.1 * (number + type.least) + 9;
  return {
    left, top, pw, cw, rh, qh, titles, names, number, twoLines,
    factors: left - BETWEEN - run.k * pw, // where P begins
    above: titles.height, // where Qᵀ begins
    width: left + run.nItems * cw,
    height: top + run.nUsers * rh,
    factor: fitted("−0.00", Math.min(pw, cw) - 5, Math.min(number - 1, type.body - 1), given),
    mark: type.least,
    fits: cw >= measure("4.13", number) + 6,
  };
}

/** The heights of the rows of R and of Qᵀ that fill the free height, within reason. */
function rowHeights(free, cw, given) {
  const { type, run } = given;
  const unit = free / (run.nUsers + 0.8 * run.k);
  const least = cw >= cellAbreast(given) ? Math.max(1.35 * type.least, 21) : 3.2 * type.least;
  return {
    rh: Math.round(Math.min(Math.max(unit, least), ROW_AT_MOST * (type.least / 11))),
    qh: Math.round(Math.min(Math.max(0.8 * unit, 1.4 * type.least), 3 * type.least)),
  };
}

/** The largest size up to `most` in which a text is no wider; never below the smallest type. */
function fitted(text, width, most, { type, measure }) {
  let size = Math.max(type.least, most);
  while (size > type.least && measure(text, size) > width) size -= 0.5;
  return Math.max(size, type.least);
}
