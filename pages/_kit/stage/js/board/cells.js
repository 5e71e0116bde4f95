// A cell of the board: { area: "R", u, i }, { area: "P", u, f } or { area: "Q", i, f }.
//
// Where an index is missing, the whole row or column is meant.

import { bounded } from "../axes.js";

/** Where a cell is on the board. */
export function cellRect(table, run, { area, u, i, f }) {
  const [x, width] =
    area === "P"
      ? spanOf(f, table.factors, table.pw, run.k)
      : spanOf(i, table.left, table.cw, run.nItems);
  const [y, height] =
    area === "Q"
      ? spanOf(f, table.above, table.qh, run.k)
      : spanOf(u, table.top, table.rh, run.nUsers);
  return { x, y, width, height };
}

/** Start and length of one of n places in a row; of all of them without an index. */
function spanOf(index, start, size, n) {
  return index === undefined ? [start, n * size] : [start + index * size, size];
}

/** The cell under a point of the board, or null. */
export function cellAt(table, run, x, y) {
  const i = placeOf(x - table.left, table.cw, run.nItems);
  const u = placeOf(y - table.top, table.rh, run.nUsers);
  if (i !== null && u !== null) return { area: "R", u, i };
  const right = placeOf(x - table.factors, table.pw, run.k);
  if (u !== null && right !== null) return { area: "P", u, f: right };
  const down = placeOf(y - table.above, table.qh, run.k);
  return i !== null && down !== null ? { area: "Q", i, f: down } : null;
}

function placeOf(distance, size, n) {
  const place = Math.floor(distance / size);
  return place >= 0 && place < n ? place : null;
}

/** The next cell of P, Qᵀ and R taken as one table, whose empty corner is stepped over. */
export function neighbour(run, { area, u, i, f }, [down, right]) {
  const { k } = run;
  let row = bounded((area === "Q" ? f : k + u) + down, k + run.nUsers - 1);
  let column = bounded((area === "P" ? f : k + i) + right, k + run.nItems - 1);
  if (row < k && column < k) [row, column] = down ? [row, k] : [k, column];
  if (row < k) return { area: "Q", i: column - k, f: row };
  if (column < k) return { area: "P", u: row - k, f: column };
  return { area: "R", u: row - k, i: column - k };
}

/** Whether two cells are the same one. */
export function isSame(a, b) {
  if (!a || !b) return !a && !b;
  return ["area", "u", "i", "f", "which"].every((part) => a[part] === b[part]);
}

/** Whether a run has this cell. */
export function exists(run, { u = 0, i = 0, f = 0 }) {
  return u < run.nUsers && i < run.nItems && f < run.k;
}
