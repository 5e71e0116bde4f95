// What the reader does on the board: hover, click, tap, arrow keys; and which half is on view.

import { isShortcut } from "../keyboard.js";
import { cellAt, exists, isSame, neighbour } from "./cells.js";
import { mapPlot, mapPoints } from "./map.js";
import { stripPlot } from "./strip.js";

const NEAR = 22; // pixels within which a point of the map is meant
const BESIDE = 8; // pixels beside the strip that still belong to its ends
const WAYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const KEYS = "The arrow keys choose a cell and open its number; Escape follows the run again.";

/** The hands on one board. */
export class Hands {
  constructor(board) {
    this.board = board;
    this.view = "table";
    this.held = null; // chosen by click, tap or key: it stays
    this.hovered = null; // under the pointer: it goes when the pointer goes
    const { box, canvas } = board;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", KEYS);
    canvas.addEventListener("pointermove", (event) => this.hover(event));
    canvas.addEventListener("pointerleave", () => this.point(null));
    canvas.addEventListener("click", (event) => this.click(event));
    box.addEventListener("keydown", (event) => this.key(event));
    this.addSwitch(box);
  }

  /** A new run: what was chosen stays where it still exists. */
  adopt() {
    this.hovered = null;
    if (this.held && !exists(this.board.run, this.held)) this.held = null;
  }

  get cell() {
    return this.hovered ?? this.held;
  }

  // ------------------------------------------------ table or map, where both have no room

  addSwitch(box) {
    this.views = box.appendChild(document.createElement("div"));
    this.views.className = "dh-board-views";
    this.views.setAttribute("role", "group");
    this.views.setAttribute("aria-label", "What is shown");
    this.buttons = ["table", "map"].map((view) => {
      const button = this.views.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = view === "table" ? "Table" : "Map";
      button.addEventListener("click", () => this.turnTo(view));
      return Object.assign(button, { view });
    });
  }

  turnTo(view) {
    this.view = view;
    this.press();
    this.board.paint();
  }

  press() {
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(button.view === this.view));
    }
  }

  /** Beside each other both are on view, and there is nothing to switch. */
  arrange(beside) {
    this.views.hidden = beside;
    this.press();
  }

  isOnView(view) {
    return this.board.plan.beside || this.view === view;
  }

  // ------------------------------------------------ with a pointer

  /** What is meant by a point of the board: a cell, or a step of the run, or nothing. */
  meant(event) {
    const { board } = this;
    const { left, top } = board.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const step = this.stepAt(x, y);
    if (step) return step;
    const inTable = this.isOnView("table") ? cellAt(board.plan.table, board.run, x, y) : null;
    return { cell: inTable ?? (this.isOnView("map") ? this.onMap(x, y) : null) };
  }

  /** On the strip: the step there, and the error whose curve is nearer. */
  stepAt(x, y) {
    const { run, t } = this.board;
    const { box, up, stepAt } = stripPlot(this.board);
    const isAcross = x >= box.x - BESIDE && x <= box.x + box.width + BESIDE;
    if (!isAcross || y < box.y || y > box.y + box.height) return null;
    const far = (key) => Math.abs(up(run[key][t]) - y);
    const which = far("test") < far("train") ? "test" : "train";
    return { cell: { area: "error", which }, step: stepAt(x) };
  }

  onMap(x, y) {
    const far = (point) => Math.hypot(point.x - x, point.y - y);
    const points = mapPoints(this.board, mapPlot(this.board)).filter((point) => far(point) <= NEAR);
    if (points.length === 0) return null;
    const { side, index } = points.reduce((best, point) => (far(point) < far(best) ? point : best));
    return side === "users" ? { area: "P", u: index, f: 0 } : { area: "Q", i: index, f: 0 };
  }

  hover(event) {
    if (event.pointerType === "touch") return;
    const { cell, step } = this.meant(event);
    this.board.canvas.style.cursor = cell ? "pointer" : "";
    this.point(step === undefined ? cell : null); // the strip is for going there
  }

  point(cell) {
    if (isSame(cell, this.hovered)) return;
    this.hovered = cell;
    this.board.open({ aloud: false });
  }

  /** A second click on the same cell lets it go again. */
  click(event) {
    const { cell, step } = this.meant(event);
    if (step !== undefined) this.board.onSeek?.(step);
    this.hovered = null;
    this.hold(step === undefined && isSame(cell, this.held) ? null : cell);
  }

  hold(cell) {
    this.held = cell;
    this.board.open({ aloud: true });
    this.board.onOpen?.(cell);
  }

  // ------------------------------------------------ with keys

  key(event) {
    if (isShortcut(event) || event.target !== this.board.box) return; // else one of the switch
    if (event.key === "Escape" && this.held) this.hold(null);
    else if (WAYS[event.key]) this.hold(this.next(WAYS[event.key]));
    else return;
    event.preventDefault();
  }

  next(way) {
    const { run, lit } = this.board;
    const [u, i] = run.followed;
    return neighbour(run, lit.cell.area === "error" ? { area: "R", u, i } : lit.cell, way);
  }
}
