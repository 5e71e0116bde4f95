// The show: which step of which section is on the screen, and what a command does to it.

import { takeRoomBack } from "./fit.js";
import { Foot } from "./foot.js";
import { Hall } from "./hall.js";
import { restless } from "./pack.js";
import { Place } from "./place.js";
import { Steps } from "./steps.js";
import { mainBlock, placeOf, seenIn } from "./walk.js";

const PATIENCE = 5000; // milliseconds until an answer that never came is given up

/** A player that plays changes nothing about the steps. */
function isOfThePage({ target }) {
  const element = target.closest ? target : target.parentElement;
  return !element?.closest(".dh-stage, .dh-foot");
}

/** One for each time presenter mode is entered, until `close`. */
export class Show {
  constructor(root) {
    Object.assign(this, { steps: new Steps(), hall: new Hall(this) });
    this.here = new Place(this.steps);
    Object.assign(this, { at: 0, sent: 0, aim: "first", queue: [], digits: "", shapes: [] });
    this.foot = new Foot(root, (command) => this.hear(command));
    this.changes = new MutationObserver((records) => this.changed(records));
    this.sizes = new ResizeObserver(() => restless(this.shapes) || this.cut());
    this.resized = () => this.look();
    window.addEventListener("resize", this.resized);
    document.fonts?.ready.then(this.resized);
  }

  /** Everything Python has to say: { slug, section, sections, lessons, hidden, heard }. */
  update({ data, setTriggerValue }) {
    const place = `${data.slug} ${data.section}`;
    if (this.place === undefined) this.aim = data.arrive;
    else if (data.state !== this.data.state) this.aim = "first";
    else if (place !== this.place && !this.asked) this.aim = "first";
    [this.place, this.asked] = [place, false];
    this.here.arrive();
    Object.assign(this, { data, tell: (move) => setTriggerValue("move", move) });
    if (this.sent === 0) this.sent = data.heard;
    const watched = document.querySelector('[data-testid="stMain"]');
    if (watched && watched !== this.watched) {
      this.watched = watched;
      const all = { childList: true, subtree: true, characterData: true };
      this.changes.observe(watched, all);
    }
    this.look();
    this.serve();
  }

  changed(records) {
    if (records.some(isOfThePage)) this.look();
  }

  /** The page has changed: what it was cut into before says nothing any more. */
  look() {
    this.shapes = [];
    this.cut();
  }

  /** Cut the page anew, once in a frame, and find one's place in it again. */
  cut() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      if (this.closed) return;
      this.steps.cut();
      const shape = this.steps.all.map((step) => step.length).join(" ");
      if (shape !== this.shapes.at(-1)) this.shapes.push(shape);
      this.find();
      this.watchSizes();
    });
  }

  watchSizes() {
    const blocks = this.steps.blocks.map((block) => block.element);
    const { sized = [] } = this;
    if (blocks.length === sized.length && blocks.every((one, n) => one === sized[n])) return;
    this.sizes.disconnect();
    for (const element of blocks) if (!element.style.zoom) this.sizes.observe(element);
    this.sized = blocks;
  }

  find() {
    const last = this.steps.all.length - 1;
    if (this.aim === "first") this.at = this.here.first();
    else if (this.aim === "last") this.at = last;
    else if (this.aim) this.at = this.revealed(this.aim);
    else this.at = Math.max(0, this.steps.of(this.anchor));
    this.display();
  }

  /** Where a revealed answer is to be seen: in its question, behind it, or in a figure before. */
  revealed({ key, seen }) {
    const place = placeOf(key);
    const gate = this.steps.of(place);
    if (!place?.closest('[class*="st-key-predict_"]')) return Math.max(0, this.steps.lastOf(place));
    const isNew = (step) => step.some(({ element }) => !seen.has(seenIn(element)));
    const end = this.steps.lastOf(place);
    const behind = this.steps.all.findIndex((step, n) => n > end && isNew(step));
    if (behind >= 0) return behind;
    const before = this.steps.all.findIndex((step, n) => n < gate && isNew(step));
    return before >= 0 ? before : Math.max(0, gate);
  }

  display() {
    this.steps.show(this.at);
    this.here.write(this.at);
    this.anchor = this.steps.all[this.at]?.[0].element;
    const { section, sections, lessons } = this.data;
    const many = this.steps.all.length;
    const where = `${section}/${sections.length} ${sections[section - 1]}`;
    const words = `${where} · step ${this.at + 1} of ${many}`;
    const [first, last] = [lessons.at(0), lessons.at(-1)].map(([slug]) => slug === this.data.slug);
    const hides = Boolean(this.hiding());
    this.foot.tell(...this.hall.told(this.digits ? `go to section ${this.digits}` : words, {
      hides,
      first: first && section === 1 && this.at === 0,
      last: last && section === sections.length && this.at === many - 1 && !hides,
    }));
    document.documentElement.dataset.dhStep = `${this.place} ${this.at + 1}/${many}`;
  }

  go(at) {
    [this.aim, this.at] = [null, at];
    this.here.leave();
    mainBlock()?.closest('[data-testid="stMain"]')?.scrollTo(0, 0);
    this.display();
  }

  /** The first answer that this step still hides; on the last step, any that is left. */
  hiding() {
    const { hidden } = this.data;
    const here = (key) => this.steps.of(placeOf(key)) === this.at;
    const last = this.at === this.steps.all.length - 1 && !this.data.state;
    return hidden.find((key) => here(key)) ?? (last ? hidden[0] : undefined);
  }

  // ------------------------------------------------ commands

  /** Do what a key or a button says, or as soon as Python has answered what was said before. */
  hear(command, detail) {
    this.queue.push([command, detail]);
    this.serve();
  }

  serve() {
    while (this.queue.length && !this.busy()) {
      const [command, detail] = this.queue.shift();
      if (command in this) this[command](detail);
      else this.hall[command](detail);
    }
    if (!this.queue.length || this.waking) return;
    this.waking = setTimeout(() => {
      this.waking = null;
      this.serve();
    }, 20);
  }

  busy() {
    if (!this.data || performance.now() - (this.since ?? -PATIENCE) > PATIENCE) return !this.data;
    const app = document.querySelector('[data-testid="stApp"]');
    const running = app?.dataset.testScriptState === "running";
    return this.data.heard < this.sent || running || Boolean(this.frame);
  }

  ask(move, aim) {
    this.since = performance.now();
    this.sent += 1;
    this.here.leave();
    [this.aim, this.asked] = [aim, true];
    this.tell({ ...move, serial: this.sent });
  }

  forward() {
    const { section, sections } = this.data;
    const key = this.hiding();
    if (key) return this.reveal(key);
    if (this.at < this.steps.all.length - 1) return this.go(this.at + 1);
    if (section < sections.length) return this.ask({ section: section + 1 }, "first");
    this.lesson(1, "first");
  }

  back() {
    const { section } = this.data;
    if (this.at > 0) return this.go(this.at - 1);
    if (section > 1) return this.ask({ section: section - 1 }, "last");
    this.lesson(-1, "last");
  }

  reveal(key) {
    const seen = new Set(this.steps.blocks.map(({ element }) => seenIn(element)));
    this.ask({ reveal: key }, { key, seen });
  }

  /** A lesson on or back; beyond the ends of the course there is nothing. */
  lesson(step, aim) {
    const { slug, lessons } = this.data;
    const to = lessons[lessons.findIndex(([name]) => name === slug) + step];
    if (to) this.ask({ lesson: to[0], at: aim }, aim);
  }

  first() {
    if (this.data.section === 1) return this.go(0);
    this.ask({ section: 1 }, "first");
  }

  last() {
    const { section, sections } = this.data;
    if (section === sections.length) return this.go(this.steps.all.length - 1);
    this.ask({ section: sections.length }, "last");
  }

  digit(digit) {
    this.digits = (this.digits + digit).slice(-2);
    this.display();
  }

  enter() {
    const section = Math.min(Number(this.digits), this.data.sections.length);
    this.digits = "";
    this.display();
    if (section > 0) this.ask({ section }, "first");
  }

  leave() {
    if (this.digits) {
      this.digits = "";
      return this.display();
    }
    if (this.hall.clear()) return;
    this.ask({ leave: true }, "first");
  }

  close() {
    this.closed = true;
    this.changes.disconnect();
    this.sizes.disconnect();
    this.hall.close();
    this.here.close();
    this.steps.release();
    takeRoomBack();
    clearTimeout(this.waking);
    cancelAnimationFrame(this.frame);
    window.removeEventListener("resize", this.resized);
    delete document.documentElement.dataset.dhStep;
  }
}
