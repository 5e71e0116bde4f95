// Picking a point of a figure: by click, by drag, with the arrow keys.

import { moved, nearest, pointAt } from "./axes.js";
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

/** Tells `onPoint` each point the reader moves to, and `onRest` when the last one stands. */
export class Picker {
  constructor(figure, { current, onPoint, onRest }) {
    Object.assign(this, { figure, current, onPoint, onRest, dragging: false, settling: null });
    const { box } = figure;
    box.classList.add("dh-pickable");
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "The arrow keys move the chosen point");
    this.ears = new AbortController();
    const { signal } = this.ears;
    // Before plotly.js hears of it, and would zoom.
    box.addEventListener("pointerdown", (event) => this.press(event), { signal, capture: true });
    box.addEventListener("pointermove", (event) => this.drag(event), { signal });
    for (const end of ["pointerup", "pointercancel"]) {
      box.addEventListener(end, () => this.letGo(), { signal });
    }
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
    this.dragging = true;
    this.onPoint(point);
  }

  drag(event) {
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

  letGo() {
    if (!this.holding) return;
    this.stop();
    this.onRest();
  }

  stop() {
    clearTimeout(this.settling);
    Object.assign(this, { dragging: false, settling: null });
  }

  close() {
    this.stop();
    this.ears.abort();
    this.figure.box.classList.remove("dh-pickable");
    for (const name of ["tabindex", "role", "aria-label"]) this.figure.box.removeAttribute(name);
  }
}
