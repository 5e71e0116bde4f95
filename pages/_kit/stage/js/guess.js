// A guess that is drawn: the reader draws over a figure, commits, and the outcome is laid over it.
//
// Python (pages/_kit/stage/guess.py) says what is asked: { kind, figure, xaxis, yaxis, along,
// truth, color, mine, shown, turn }. `mine` are the points of the committed guess, null while the
// gate is closed, and [] where the outcome was asked for without one. It is told { turn, points };
// `turn` counts these reports, and what Python says is taken over once it knows of the last one.

import { bounded, partsAt, subplots, valuesAt } from "./axes.js";
import { clipped } from "./canvas.js";
import { isShortcut } from "./keyboard.js";
import { ball, trail } from "./light.js";
import { ARROWS } from "./pick.js";
import { sheetFor } from "./sheet.js";

const GREY = "#8a8a90";
const WORDS = {
  sketch: {
    hint: "Draw a curve over the figure: with the mouse, a finger, or the arrow keys.",
    wanted: "Draw from one side to the other first, or press “Show me”.",
    both: "Dashed: your guess. Solid: the outcome.",
  },
  place: {
    hint: "Click the place on the figure, or go there with the arrow keys.",
    wanted: "Mark a place first, or press “Show me”.",
    both: "Ring: your guess. Ball: the outcome.",
  },
  level: {
    hint: "Drag the line to where you expect it, or move it with the arrow keys.",
    wanted: "Put the line somewhere first, or press “Show me”.",
    both: "Dashed: your guess. Solid: the outcome.",
  },
};

/** The gate of one stage, if Python asks for a guess; `onTell` hears what is committed. */
export class Guess {
  constructor(root, onTell) {
    Object.assign(this, { root, onTell, figure: null, spec: null, turn: 0, mine: null });
    this.bar = root.appendChild(document.createElement("div"));
    this.bar.className = "dh-guess";
    this.bar.hidden = true;
    this.first = this.button("That is my guess", () => this.commit());
    this.first.className = "dh-first";
    this.show = this.button("Show me", () => this.tell([]));
    this.change = this.button("Change my guess", () => this.tell(null));
    this.words = this.bar.appendChild(document.createElement("p"));
    this.words.setAttribute("role", "status");
    this.layer = (pen, figure) => this.paint(pen, figure);
  }

  button(label, onClick) {
    const button = this.bar.appendChild(document.createElement("button"));
    Object.assign(button, { type: "button", textContent: label });
    button.addEventListener("click", onClick);
    return button;
  }

  /** Take over what Python says, for the figures that are there now. */
  adopt(figures, spec) {
    const figure = spec ? figures[spec.figure] : null;
    if (figure !== this.figure) this.leave();
    this.spec = spec;
    this.bar.hidden = !spec;
    if (!spec) return;
    if (spec.turn >= this.turn) {
      this.turn = spec.turn;
      this.mine = spec.mine;
    }
    if (figure && !this.figure) this.enter(figure);
    this.refresh();
  }

  /** Whether the outcome is to be seen. */
  get open() {
    return this.mine !== null || this.spec.shown;
  }

  enter(figure) {
    this.figure = figure;
    this.sheet = sheetFor(this.spec.kind);
    figure.layers.push(this.layer);
    this.pad = figure.box.appendChild(document.createElement("div"));
    this.pad.className = `dh-pad dh-pad-${this.spec.kind}-${this.spec.along}`;
    this.pad.tabIndex = 0;
    this.pad.setAttribute("role", "group");
    this.pad.setAttribute("aria-label", WORDS[this.spec.kind].hint);
    this.pad.addEventListener("pointerdown", (event) => this.press(event));
    this.pad.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.pad.addEventListener(end, () => (this.drawing = false));
    }
    this.pad.addEventListener("keydown", (event) => this.key(event));
  }

  leave() {
    if (!this.figure) return;
    this.figure.layers = this.figure.layers.filter((layer) => layer !== this.layer);
    this.pad.remove();
    this.figure = null;
  }

  hint() {
    const { hint, both } = WORDS[this.spec.kind];
    if (!this.open) return hint;
    return this.mine?.length ? both : "This is the outcome.";
  }

  refresh() {
    this.first.hidden = this.show.hidden = this.open;
    this.change.hidden = this.mine === null;
    this.change.textContent = this.mine?.length ? "Change my guess" : "Guess after all";
    this.say(this.hint());
    if (this.pad) this.pad.hidden = this.open;
    this.root.dataset.guess = this.open ? "open" : "closed";
    if (this.figure && this.axes()) this.figure.overlay(); // else it is yet to be drawn
  }

  say(words) {
    this.words.textContent = words;
  }

  // ------------------------------------------------ what the reader does

  press(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.pad.focus({ preventScroll: true });
    this.pad.setPointerCapture(event.pointerId);
    this.drawing = true;
    this.put(event, true);
  }

  drag(event) {
    if (this.drawing) this.put(event, false);
  }

  put(event, fresh) {
    const axes = this.axes();
    if (!axes) return;
    const parts = partsAt(this.figure.plot, axes, event);
    this.sheet.to(parts.map((part) => bounded(part)), fresh);
    this.figure.overlay();
  }

  key(event) {
    const arrow = ARROWS[event.key];
    if (!arrow || isShortcut(event)) return;
    event.preventDefault();
    this.sheet.key(arrow);
    this.figure.overlay();
    this.say(this.where());
  }

  /** The place of the pen, for those who do not see it. */
  where() {
    const [x, y] = this.values(this.sheet.last);
    return `${fourDigits(x)}, ${fourDigits(y)}`.replaceAll("-", "−");
  }

  commit() {
    if (!this.sheet?.ready || !this.axes()) return this.say(WORDS[this.spec.kind].wanted);
    this.tell(this.sheet.points.map((point) => this.values(point).map(fourDigits)));
  }

  /** Show it here at once, then tell Python. */
  tell(points) {
    this.mine = points;
    this.turn += 1;
    this.refresh();
    this.onTell({ turn: this.turn, points });
  }

  // ------------------------------------------------ what is seen

  axes() {
    return subplots(this.figure.plot)[this.spec.xaxis + this.spec.yaxis];
  }

  values(parts) {
    return valuesAt(this.axes(), parts);
  }

  paint(pen, { plot }) {
    const axes = this.axes();
    if (!axes) return;
    this.cover(axes);
    const ink = getComputedStyle(this.root).getPropertyValue("--st-text-color").trim() || GREY;
    const mine = this.mine ?? this.sheet.points.map((point) => this.values(point));
    clipped(pen, plot, this.spec, (pixel) => {
      if (this.open) this.draw(pen, this.spec.truth, pixel, { color: this.spec.color, width: 4 });
      this.draw(pen, mine, pixel, { color: ink, width: 3, dash: this.open ? "dash" : "solid" });
    });
  }

  /** The pad lies exactly over the axes that are drawn upon. */
  cover({ xaxis, yaxis }) {
    Object.assign(this.pad.style, {
      left: `${xaxis._offset}px`,
      top: `${yaxis._offset}px`,
      width: `${xaxis._length}px`,
      height: `${yaxis._length}px`,
    });
  }

  draw(pen, points, pixel, line) {
    if (points.length === 0) return;
    const { kind, along } = this.spec;
    const truth = points === this.spec.truth;
    const at = pixel(...points[0]);
    if (kind === "place") return truth ? ball(pen, at, { ...line, size: 18 }) : ring(pen, at, line);
    const across = along === "y" ? [[0, at[1]], [1e5, at[1]]] : [[at[0], 0], [at[0], 1e5]];
    trail(pen, kind === "sketch" ? points.map((point) => pixel(...point)) : across, { line });
  }
}

/** An open place: what is below it stays to be seen. */
function ring(pen, [x, y], { color, width }) {
  pen.beginPath();
  pen.arc(x, y, 10, 0, 2 * Math.PI);
  pen.lineWidth = width;
  pen.strokeStyle = color;
  pen.stroke();
}

function fourDigits(value) {
  return Number(value.toPrecision(4));
}
