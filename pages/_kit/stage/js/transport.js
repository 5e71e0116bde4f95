// The player: the clock of a stage.

import { addressedStep, writeAddress } from "./address.js";
import { whenMeant } from "./finger.js";
import { isShortcut } from "./keyboard.js";

/** Whether the reader has asked for less motion. */
export const QUIET_MOTION = matchMedia("(prefers-reduced-motion: reduce)");

const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M6 5h4v14H6zm8 0h4v14h-4z",
  back: "M6 5h2v14H6zm12 0v14l-9-7z",
  forward: "M16 5h2v14h-2zM6 5l9 7-9 7z",
};
const SPEEDS = [0.25, 0.5, 1, 2, 4];

/** Play, step, scrub, speed. It knows the clock; `onStep` draws, `onRest` tells Python. */
export class Transport {
  constructor(parent, onStep, onRest) {
    Object.assign(this, { t: 0, n: 1, fps: 30, clock: "Step", labels: null, onStep, onRest });
    Object.assign(this, { playing: false, round: 0 });
    this.bar = parent.appendChild(document.createElement("div"));
    this.bar.hidden = true; // until there is a run to play
    this.bar.className = "dh-transport";
    this.bar.setAttribute("role", "group");
    this.bar.setAttribute("aria-label", "Player");
    this.playButton = this.button("play", "Play", () => this.toggle());
    this.button("back", "One step back", () => this.seek(this.t - 1));
    this.button("forward", "One step forward", () => this.seek(this.t + 1));
    this.addScrub();
    this.addSpeed();
    this.output = this.bar.appendChild(document.createElement("output"));
    this.output.className = "dh-step";
    this.output.setAttribute("aria-live", "off"); // thirty announcements a second help nobody
    this.bar.addEventListener("keydown", (event) => this.key(event));
  }

  addScrub() {
    this.scrub = this.bar.appendChild(document.createElement("input"));
    Object.assign(this.scrub, { type: "range", min: 0, step: 1, className: "dh-scrub" });
    whenMeant(this.scrub, () => this.seek(Number(this.scrub.value)));
  }

  addSpeed() {
    this.speed = this.bar.appendChild(document.createElement("select"));
    this.speed.className = "dh-speed";
    this.speed.setAttribute("aria-label", "Speed");
    this.speed.append(...SPEEDS.map((s) => new Option(`${s}×`, s, s === 1, s === 1)));
    this.speed.addEventListener("change", () => this.restart());
  }

  button(icon, label, action) {
    const button = this.bar.appendChild(document.createElement("button"));
    button.type = "button";
    this.dress(button, icon, label);
    button.addEventListener("click", action);
    return button;
  }

  dress(button, icon, label) {
    const path = `<path d="${ICONS[icon]}"/>`;
    button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`;
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  /** Take over a new recording; a player at the end stays at the end. */
  adopt(scene, options) {
    const last = scene.n_steps - 1;
    if (this.isCalled(options.key, last)) this.begin(options, last);
    else this.t = this.t === this.n - 1 && !this.playing ? last : Math.min(this.t, last);
    Object.assign(this, { adopted: true, n: scene.n_steps, labels: scene.labels });
    Object.assign(this, { fps: options.fps, clock: options.clock });
    this.bar.hidden = this.n < 2;
    this.makeRoom();
    this.scrub.max = last;
    this.scrub.setAttribute("aria-label", options.clock);
  }

  /** Whether it has to stand where the address says: at first, and when the address has changed
   *  by another hand than ours (Back, a state of a lecture). */
  isCalled(key, last) {
    return !this.adopted || addressedStep(key, last) !== this.addressed;
  }

  /** Stand where the address says, or else at the end that Python names. */
  begin({ key, start }, last) {
    this.pause();
    this.stage = key;
    this.homeAtEnd = start === "last";
    const home = this.homeAtEnd ? last : 0;
    this.addressed = addressedStep(key, last);
    this.t = this.addressed ?? home;
    if (this.t !== home) this.rest = setTimeout(() => this.onRest(), 200);
  }

  /** The reader has stopped somewhere: the address says where, and Python is told. */
  rested() {
    const home = this.homeAtEnd ? this.n - 1 : 0;
    writeAddress({ [`${this.stage}_step`]: this.t === home ? "" : String(this.t) });
    this.addressed = addressedStep(this.stage, this.n - 1);
    this.onRest();
  }

  /** Keep room for the longest text: nothing may shift while it plays. */
  makeRoom() {
    const label = Math.max(0, ...(this.labels ?? []).map((words) => words.length));
    const longest = this.words(this.n - 1, Infinity).length + label;
    this.output.style.minWidth = `min(100%, ${longest}ch)`;
    this.output.classList.toggle("dh-own-line", longest > 20);
  }

  /** Say where we are; `end` is the step at which the run left the range of numbers. */
  tell(end) {
    this.scrub.value = this.t;
    this.output.value = this.words(this.t, end);
    this.scrub.setAttribute("aria-valuetext", this.output.value);
  }

  words(t, end) {
    const parts = [`${this.clock} ${t} of ${this.n - 1}`];
    if (this.labels?.[t]) parts.push(this.labels[t]);
    if (t >= end) parts.push(`diverged at ${this.clock.toLowerCase()} ${end}`);
    return parts.join(" · ");
  }

  seek(t) {
    this.pause();
    this.move(t);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.rested(), 200); // one report for a row of key presses
  }

  move(t) {
    this.t = Math.min(Math.max(t, 0), this.n - 1);
    return this.onStep(this.t);
  }

  toggle() {
    if (!this.playing) return this.play();
    this.pause();
    this.rested();
  }

  play() {
    if (this.n < 2 || this.playing) return;
    clearTimeout(this.rest);
    if (this.t >= this.n - 1) this.move(0);
    this.playing = true;
    this.dress(this.playButton, "pause", "Pause");
    this.restart();
    const round = ++this.round;
    requestAnimationFrame(() => this.tick(round));
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.dress(this.playButton, "play", "Play");
  }

  restart() {
    this.from = { t: this.t, time: performance.now() };
  }

  /** Where the clock says we should be: smooth, or in ten jumps for those who asked for calm. */
  due() {
    const seconds = ((performance.now() - this.from.time) / 1000) * Number(this.speed.value);
    if (!QUIET_MOTION.matches) return this.from.t + Math.floor(seconds * this.fps);
    return this.from.t + Math.floor(seconds / 0.8) * Math.ceil(this.n / 10);
  }

  /** One frame of a round of playing; a round that was paused meanwhile goes no further. */
  async tick(round) {
    if (!this.going(round)) return;
    const due = Math.min(this.due(), this.n - 1);
    if (due > this.t) await this.move(due);
    if (!this.going(round)) return;
    if (this.t < this.n - 1) return requestAnimationFrame(() => this.tick(round));
    this.pause();
    this.rested();
  }

  going(round) {
    return this.playing && round === this.round;
  }

  key(event) {
    if (event.target === this.speed || isShortcut(event)) return;
    const onRange = event.target === this.scrub; // which knows the arrows by itself
    const { t, n } = this;
    const jump = { ArrowLeft: t - 1, ArrowRight: t + 1, Home: 0, End: n - 1 }[event.key];
    if (event.key === " " && event.target.tagName !== "BUTTON") this.toggle();
    else if (jump !== undefined && !onRange) this.seek(jump);
    else return;
    event.preventDefault();
  }

  close() {
    this.pause();
    clearTimeout(this.rest);
  }
}
