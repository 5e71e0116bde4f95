// Picking a point of a figure: by click, by drag, with the arrow keys.

import { moved, nearest, pointAt } from "./axes.js";
import { sideways } from "./finger.js";
import { isShortcut } from "./keyboard.js";

/** What the arrow keys mean, right and up. */
export const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const KEY_STEP = 0.02; // of an axis
const SETTLING = 300; // milliseconds: one report for a row of key presses

/** Tells `onPoint` each point the reader moves to, and `onRest` when the last one stands.
 *
 *  A point of the plane goes where a finger goes. One that has only an x leaves up and down to
 *  the page: it waits until the finger goes sideways, or is lifted where it came down. */
export class Picker {
  constructor(figure, { x, y }, { current, onPoint, onRest }) {
    Object.assign(this, { figure, current, onPoint, onRest, dragging: false, settling: null });
    this.waiting = null; // where a finger came down whose way is not known yet
    this.along = Boolean(x && !y);
    const { box } = figure;
    box.classList.add("dh-pickable");
    box.classList.toggle("dh-along", this.along);
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "The arrow keys move the chosen point");
    this.ears = new AbortController();
    const { signal } = this.ears;
    // Before plotly.js hears of it, and would zoom.
    box.addEventListener("pointerdown", (event) => this.press(event), { signal, capture: true });
    box.addEventListener("pointermove", (event) => this.drag(event), { signal });
    box.addEventListener("pointerup", () => this.lift(), { signal });
    box.addEventListener("pointercancel", () => this.lose(), { signal });
    box.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  /** Whether a point is on its way: nobody else may move it. */
  get holding() {
    return this.dragging || this.settling !== null;
  }

  press(event) {
    const point = event.button === 0 && pointAt(this.figure.plot, event);
    if (!point) return;
    event.stopPropagation();
    event.preventDefault();
    const { box } = this.figure;
    box.focus({ preventScroll: true });
    box.setPointerCapture(event.pointerId);
    if (this.along && event.pointerType === "touch") this.waiting = { event, point };
    else this.begin(point);
  }

  begin(point) {
    Object.assign(this, { waiting: null, dragging: true });
    this.onPoint(point);
  }

  drag(event) {
    if (this.waiting && sideways(this.waiting.event, event)) this.begin(this.waiting.point);
    const point = this.dragging && nearest(this.figure.plot, event);
    if (point) this.onPoint(point);
  }

  key(event) {
    const arrow = ARROWS[event.key];
    if (!arrow || isShortcut(event)) return;
    event.preventDefault();
    const point = moved(this.figure.plot, this.current(), arrow.map((part) => part * KEY_STEP));
    if (!point) return;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.letGo(), SETTLING);
    this.onPoint(point);
  }

  lift() {
    if (this.waiting) this.begin(this.waiting.point);
    this.letGo();
  }

  /** The finger scrolls the page after all. */
  lose() {
    this.waiting = null;
    this.letGo();
  }

  letGo() {
    if (!this.holding) return;
    this.stop();
    this.onRest();
  }

  stop() {
    clearTimeout(this.settling);
    Object.assign(this, { waiting: null, dragging: false, settling: null });
  }

  close() {
    this.stop();
    this.ears.abort();
    for (const name of ["dh-pickable", "dh-along"]) this.figure.box.classList.remove(name);
    for (const name of ["tabindex", "role", "aria-label"]) this.figure.box.removeAttribute(name);
  }
}
