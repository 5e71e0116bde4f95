// The board: a whole factorization in one picture, painted here, on the clock of the stage.
//
// It stands in the place of a figure of plotly.js and answers to the same calls: show, draw, end,
// resize, fail, close. At rest it shows exactly one recorded frame; between two it glides.

import { refusal } from "../refusal.js";
import { QUIET_MOTION } from "../transport.js";
import { Hands } from "./hands.js";
import { paintMap } from "./map.js";
import { inWords, openedNumber } from "./numbers.js";
import { planned } from "./plan.js";
import { Run } from "./run.js";
import { paintStrip } from "./strip.js";
import { paintTable } from "./table.js";
import { Talk, captionOf } from "./talk.js";
import { themeOf } from "./theme.js";

const GLIDE = [30, 250]; // milliseconds a step takes at least and at most
const MARGIN = 5; // pixels between two parts of the stage
const TALLEST = 900; // the greatest height of a board, in pixels
const PROJECTED = 20; // px: text that the stage wants so large is read from a projector

/** Whether a part takes room; on a projector some lie over the others. */
function inFlow(part) {
  return getComputedStyle(part).position !== "absolute";
}

/** One factorization, painted; `onSeek` and `onOpen` tell the stage what the reader does. */
export class Board {
  constructor(parent) {
    this.box = parent.appendChild(document.createElement("figure"));
    this.box.className = "dh-figure dh-board";
    this.canvas = this.box.appendChild(document.createElement("canvas"));
    this.canvas.setAttribute("role", "img");
    this.talk = new Talk(this.box);
    this.hands = new Hands(this);
    this.sides = new Map(); // point of the map → the side its name is on
    this.position = 0; // in steps, with what lies between two
    this.onChange = () => this.resize();
    document.fonts?.addEventListener("loadingdone", this.onChange);
    window.addEventListener?.("resize", this.onChange);
    // What else stands in the stage leaves less room, or more.
    this.sizes = new ResizeObserver(this.onChange);
    this.sizes.observe(parent.parentElement ?? parent);
  }

  /** Draw a run, as it stands at step t. */
  show(_plotly, spec, _ghosts, t) {
    this.reveal(true);
    this.run = new Run(spec.own);
    this.canvas.setAttribute("aria-label", spec.alt);
    this.hands.adopt();
    cancelAnimationFrame(this.moving);
    this.moving = 0;
    this.t = this.position = Math.min(t, this.run.last);
    this.resize();
  }

  /** Go to step t, and glide there from wherever the board stands. */
  draw(t) {
    const now = performance.now();
    const lasts = Math.min(Math.max(now - (this.came ?? 0), GLIDE[0]), GLIDE[1]);
    this.came = now;
    this.t = Math.min(t, this.run.last);
    this.say();
    if (QUIET_MOTION.matches || document.hidden) this.position = this.t;
    this.way = { from: this.position, to: this.t, began: now, lasts };
    this.moving ||= requestAnimationFrame((time) => this.glide(time));
  }

  glide(now) {
    const { from, to, began, lasts } = this.way;
    const part = Math.min(Math.max((now - began) / lasts, 0), 1);
    this.position = part === 1 ? to : from + (to - from) * part;
    this.paint();
    const isThere = this.position === to;
    this.moving = isThere ? 0 : requestAnimationFrame((time) => this.glide(time));
  }

  /** The first step that cannot be drawn. */
  end() {
    return this.run.end > this.run.last ? Infinity : this.run.end;
  }

  // ------------------------------------------------ what is lit, and what is said of it

  say() {
    this.lit = this.light();
    this.talk.say(captionOf(this.run, this.lit.cell, this.t), this.lit.opened);
    this.box.dataset.step = this.t;
  }

  /** The reader's cell, else the visited one, else the one the run misses most. */
  light() {
    const { run, t } = this;
    const visited = run.visit(t);
    const [u, i] = run.followed;
    const cell = this.hands.cell ?? visited ?? { area: "R", u, i };
    const opened = openedNumber(run, cell, Math.min(t, run.end - 1));
    if (!run.drawable(t)) opened.note = `as it was at ${run.clock} ${run.end - 1}`;
    const kind = cell === visited ? "visit" : "chosen";
    return { cell, kind, sources: opened.sources, opened };
  }

  /** The reader has chosen another cell: open it at once. */
  open({ aloud }) {
    this.say();
    if (aloud) this.talk.read(inWords(this.lit.opened));
    if (!this.moving) this.paint();
  }

  // ------------------------------------------------ painting

  resize() {
    if (!this.run || this.closed || this.box.clientWidth === 0) return;
    this.look = themeOf(this.box, this.run.colors);
    this.talk.dress(this.type(), this.look);
    const room = this.room();
    this.plan = planned(room, this.type(), this.run, this.ruler());
    this.claim(room);
    const { width, height } = this.plan;
    this.scale = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * this.scale);
    this.canvas.height = Math.round(height * this.scale);
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    this.hands.arrange(this.plan.beside);
    this.talk.place(this.plan);
    this.say();
    this.paint();
  }

  /** How wide a text is in a size: names are set in the serif, numbers in the sans. */
  ruler() {
    const pen = this.canvas.getContext("2d");
    return (text, size) => {
      pen.font = /\p{L}/u.test(text) ? this.look.serif(size, 450) : this.look.font(size, 600);
      return pen.measureText(text).width;
    };
  }

  /** What the stage has left for it (stage.css): its greatest height without its other parts. */
  room() {
    const stage = this.box.closest(".dh-stage");
    stage.style.maxHeight = "";
    const greatest = parseFloat(getComputedStyle(stage).maxHeight);
    const others = [...stage.children].filter((part) => part !== this.box.parentElement);
    const taken = [...others, this.talk.key].filter(inFlow);
    const height = taken.reduce((left, part) => left - part.offsetHeight - MARGIN, greatest);
    return { width: this.box.clientWidth, height: Math.min(height, TALLEST) };
  }

  /** Where the board cannot be so small, the stage is larger than the screen. */
  claim(room) {
    const isTooHigh = this.plan.height > room.height;
    this.box.closest(".dh-stage").style.maxHeight = isTooHigh ? "none" : "";
  }

  /** On a projector nothing is smaller than a fortieth of the height. */
  type() {
    const wanted = parseFloat(getComputedStyle(this.box).getPropertyValue("--dh-text-size")) || 15;
    const projected = wanted >= PROJECTED ? window.innerHeight / 40 : 0;
    return { least: Math.max(11, projected), body: Math.max(13, wanted, projected) };
  }

  paint() {
    const pen = this.canvas.getContext("2d");
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    pen.clearRect(0, 0, this.plan.width, this.plan.height);
    if (this.hands.isOnView("table")) paintTable(pen, this);
    if (this.hands.isOnView("map")) paintMap(pen, this);
    paintStrip(pen, this);
  }

  /** Say in words what could not be drawn; the next drawing takes their place. */
  fail(reason, alt) {
    this.reveal(false);
    this.words = this.box.appendChild(refusal(reason, alt));
  }

  reveal(isDrawn) {
    this.words?.remove();
    this.box.classList.toggle("dh-failed", !isDrawn);
    for (const part of [this.canvas, this.talk.words, this.talk.key, this.hands.views]) {
      part.hidden = !isDrawn;
    }
  }

  close() {
    this.closed = true;
    cancelAnimationFrame(this.moving);
    document.fonts?.removeEventListener("loadingdone", this.onChange);
    window.removeEventListener?.("resize", this.onChange);
    this.sizes.disconnect();
    this.box.remove();
  }
}
