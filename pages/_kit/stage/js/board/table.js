// The table: R with its holes, P on its left, Qᵀ above, and what is lit of them.

import { cellRect, isSame } from "./cells.js";
import { css } from "./colour.js";
import { MARK } from "./plan.js";
import { between, glide, spelled } from "./run.js";
import { paintFrame, paintNumber, paintRating, paintResidual, paintTile, tinted } from "./tiles.js";
import { paintTitle } from "./titles.js";

/** `board` gives run, plan, look, position and lit; see board.js. */
export function paintTable(pen, board) {
  const { run, plan, look, lit } = board;
  const step = between(board.position, run.last);
  paintNames(pen, board);
  for (const cell of cellsOf(run, "P")) paintFactor(pen, board, cell, step);
  for (const cell of cellsOf(run, "Q")) paintFactor(pen, board, cell, step);
  for (const cell of cellsOf(run, "R")) paintPrediction(pen, board, cell, step);
  for (const cell of lit.sources) paintFrame(pen, look, cellRect(plan.table, run, cell), "source");
  if (lit.cell.area === "error") return;
  paintFrame(pen, look, cellRect(plan.table, run, lit.cell), lit.kind);
}

function* cellsOf(run, area) {
  const [a, b] = { P: ["u", "f"], Q: ["i", "f"], R: ["u", "i"] }[area];
  const count = { u: run.nUsers, i: run.nItems, f: run.k };
  const [n, m] = [count[a], count[b]];
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < m; column++) yield { area, [a]: row, [b]: column };
  }
}

function paintFactor(pen, { run, plan, look }, cell, { from, to, part }) {
  const [a, b] = [run.value(cell, from), run.value(cell, to)];
  const tints = [a, b].map((value) => tinted(look.signed, value, [-run.span, run.span], look));
  const box = cellRect(plan.table, run, cell);
  const fill = paintTile(pen, look, box, tints, part, false);
  const text = spelled(glide(a, b, part), 2);
  paintNumber(pen, look, text, box, { size: plan.table.factor, fill });
}

function paintPrediction(pen, board, cell, { from, to, part }) {
  const { run, plan, look } = board;
  const [a, b] = [run.value(cell, from), run.value(cell, to)];
  const tints = [a, b].map((value) => tinted(look.stars, value, run.scale, look));
  const box = cellRect(plan.table, run, cell);
  const isKnown = run.known(cell.u, cell.i);
  const fill = paintTile(pen, look, box, tints, part, !isKnown);
  const now = glide(a, b, part);
  if (isKnown) return paintKnown(pen, board, cell, box, now, fill);
  const style = { size: plan.table.number, fill, strength: 0.62 };
  paintNumber(pen, look, spelled(now, 1), box, style);
}

function paintKnown(pen, { run, plan, look, lit }, cell, box, now, fill) {
  const { twoLines, mark, number } = plan.table;
  const rating = run.rating(cell.u, cell.i);
  const isHeldOut = run.isHeldOut(cell.u, cell.i);
  const room = twoLines
    ? { ...box, y: box.y + mark * 0.75, height: box.height - mark * 0.75 }
    : { ...box, width: box.width - MARK * mark, height: box.height - 4 };
  const digits = isSame(lit.cell, cell) ? 2 : 1;
  paintNumber(pen, look, spelled(now, digits), room, { size: number, fill, weight: 700 });
  const text = String(Number(rating.toFixed(1)));
  paintRating(pen, look, box, { text, isHeldOut, size: mark, isAbove: twoLines, fill });
  paintResidual(pen, look, box, rating - now);
}

function paintNames(pen, { run, plan, look, lit }) {
  const { table } = plan;
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  run.user_names.forEach((name, u) => {
    setName(pen, look, table.names, u === lit.cell.u, look.user);
    pen.fillText(name, table.factors - 8, table.top + (u + 0.5) * table.rh, table.factors - 10);
  });
  run.item_titles.forEach((_, i) => {
    setName(pen, look, table.titles.size, i === lit.cell.i, look.item);
    paintTitle(pen, table, i);
  });
  const across = table.factors + (run.k * table.pw) / 2;
  const down = table.above + (run.k * table.qh) / 2;
  paintSymbol(pen, look, table, "P", across, table.top - table.names * 0.7, look.user);
  paintSymbol(pen, look, table, "Qᵀ", table.left - table.names * 0.9, down, look.item);
}

function setName(pen, look, size, isLit, colour) {
  pen.font = look.serif(size, isLit ? 700 : 450);
  pen.fillStyle = css(isLit ? look.ink : colour);
}

function paintSymbol(pen, look, table, text, x, y, colour) {
  pen.font = `italic ${look.serif(table.names + 1, 600)}`;
  pen.textAlign = "center";
  pen.fillStyle = css(colour);
  pen.fillText(text, x, y);
}
