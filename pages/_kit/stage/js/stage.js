// One stage: its figures, its player, its sliders, and what it tells Python.

import { writeAddress } from "./address.js";
import { Figures, needsPlotly } from "./figures.js";
import { Guess } from "./guess.js";
import { plotly } from "./library.js";
import { Live } from "./live.js";
import { lookOf } from "./look.js";
import { Picker } from "./pick.js";
import { Presets } from "./presets.js";
import { Room, retyped } from "./room.js";
import { Sliders } from "./slider.js";
import { Stream } from "./stream.js";
import { QUIET_MOTION, Transport } from "./transport.js";
import { Words } from "./words.js";

const NO_LIBRARY =
  "The drawing library did not load. Reloading the page may help. What the figure would show:";

/** One for each `.dh-stage` in the page, until `close`. */
export class Stage {
  constructor(root) {
    this.root = root;
    root.replaceChildren();
    const seek = (t) => this.transport.seek(t);
    this.figures = new Figures(root, seek, (opened) => this.rest({ opened }));
    this.transport = new Transport(root, (t) => this.drawStep(t), () => this.rest());
    this.sliders = new Sliders(root, () => this.input(), () => this.commit());
    this.presets = new Presets(root, (values) => this.choose(values));
    this.guess = new Guess(root, (guess) => this.report({ guess }));
    this.words = new Words(root);
    this.note = Object.assign(document.createElement("p"), { className: "dh-note" });
    root.append(this.note);
    this.note.setAttribute("role", "status");
    const arrive = (scene) => this.arrive(scene);
    this.live = new Live(this.figures.known, arrive, (trouble) => this.say(trouble));
    this.seen = {};
    this.room = new Room(root, this.figures.grid, () => this.resized());
  }

  /** Everything Python has to say, at first and after every change. */
  update({ data, setStateValue }) {
    this.setStateValue = setStateValue;
    this.options = { ...data.options };
    this.reports ??= data.options.heard;
    this.root.style.setProperty("--dh-height", `${data.options.height}px`);
    this.root.style.setProperty("--dh-columns", data.options.columns);
    this.root.style.setProperty("--dh-count", data.scene.figures.length);
    retyped(this.options, this.root);
    this.arm();
    this.sliders.adopt(data.sliders, this.waiting, this.pickedNames());
    this.presets.adopt(data.presets);
    if (!this.waiting) writeAddress(data.options.address);
    this.follow(data.options.stream);
    this.ghosts = data.ghosts;
    if (this.waiting || this.inHand()) return;
    this.live.drop(); // it was asked before Python drew this
    if (!this.stream) this.say("");
    this.adoptScene(data.scene);
  }

  /** Whether Python has yet to answer the last report: what it says is older than what we know. */
  get waiting() {
    return this.options.heard < this.reports;
  }

  inHand() {
    return this.sliders.held || Boolean(this.picker?.holding);
  }

  // ------------------------------------------------ drawing

  adoptScene(scene) {
    this.scene = scene;
    this.fresh = true;
    this.words.show(scene, this.options.typesetter, this.inHand());
    return this.draw();
  }

  async draw() {
    if (!this.fresh || this.figures.grid.clientWidth === 0 || this.closed) return;
    // One drawing at a time: the one under way will see the newer scene.
    this.drawing ??= this.drawAll().finally(() => (this.drawing = null));
    return this.drawing;
  }

  async drawAll() {
    while (this.fresh && !this.closed) {
      this.fresh = false;
      await this.drawScene(this.scene).catch((error) => this.fail(error));
    }
  }

  async drawScene(scene) {
    this.figures.match(scene);
    const lost = (error) => this.fail(error, NO_LIBRARY);
    const Plotly = needsPlotly(scene) ? await plotly(this.options.library).catch(lost) : null;
    if (Plotly === undefined || this.closed) return;
    this.transport.adopt(scene, this.options);
    this.arm();
    const picking = (figure) => figure === this.picker?.figure;
    const look = (spec, figure) => lookOf(this.root, spec, this.options, picking(figure));
    await this.figures.show(Plotly, this.ghosts, this.transport.t, look);
    this.tell();
    this.beginBySelf();
  }

  drawStep(t) {
    this.tell();
    return this.figures.draw(t);
  }

  tell() {
    this.root.dataset.step = this.transport.t;
    this.transport.tell(this.figures.end());
  }

  beginBySelf() {
    if (!this.options.autoplay || this.begun || QUIET_MOTION.matches) return;
    this.begun = true;
    this.room.whenSeen(() => this.transport.play());
  }

  resized() {
    if (this.scene && retyped(this.options, this.root)) this.fresh = true;
    if (this.fresh) return this.draw();
    cancelAnimationFrame(this.resizing);
    this.resizing = requestAnimationFrame(() => this.room.after(this.figures.resize()));
  }

  fail(error, reason) {
    this.figures.fail(error, reason);
    this.transport.bar.hidden = true;
  }

  say(words) {
    this.note.textContent = words;
  }

  // ------------------------------------------------ what the reader does

  input() {
    this.say("");
    if (this.options.live) this.live.ask(this.options.live, this.sliders.values());
  }

  /** The picture the route has drawn for the values under the reader's hand. */
  arrive(scene) {
    this.say("");
    return this.adoptScene(scene);
  }

  /** A preset: one place to come back to, whatever it sets. */
  choose(values) {
    for (const [name, value] of Object.entries(values)) this.sliders.set(name, value);
    this.input();
    this.commit("pushState");
  }

  /** A value has been let go: first the address bar, then Python. */
  commit(how) {
    if (this.closed) return; // a focus lost because the page is gone
    const { key, address } = this.options;
    const texts = this.sliders.report().map(([name, text]) => [`${key}_${name}`, text]);
    writeAddress(Object.fromEntries(texts.filter(([name]) => name in address)), how);
    this.reports += 1;
    this.report({ values: this.sliders.values(), report: this.reports });
  }

  /** The reader has stopped at a step, or opened a number. */
  rest(news = { step: this.transport.t }) {
    if (this.options.follow) this.report(news);
  }

  report(news) {
    this.seen = { ...this.seen, ...news };
    this.setStateValue("seen", this.seen);
  }

  // ------------------------------------------------ picking a point

  /** A point may be picked in the figure that Python names, and in no other. */
  arm() {
    this.guess.adopt(this.figures.all, this.options.guess);
    const named = this.figures.all[this.options.pick?.figure];
    const figure = named?.pickable ? named : undefined;
    if (figure === this.picker?.figure) return;
    this.picker?.close();
    this.picker = figure && new Picker(figure, this.options.pick, {
      current: () => this.point(),
      onPoint: (point) => this.pick(point),
      onRest: () => this.letGo(),
    });
  }

  /** The sliders that the point in the reader's hand moves. */
  pickedNames() {
    return this.picker?.holding ? [this.options.pick.x, this.options.pick.y] : [];
  }

  point() {
    const { x, y } = this.options.pick;
    const values = this.sliders.values();
    return x ? [values[x], values[y]] : this.picked;
  }

  pick(point) {
    this.picked = point;
    const { x, y } = this.options.pick;
    this.sliders.set(x, point[0]);
    this.sliders.set(y, point[1]);
    this.input();
  }

  letGo() {
    this.seen = { ...this.seen, picked: [this.options.pick.figure, ...this.picked] };
    this.commit();
  }

  // ------------------------------------------------ a run in training

  follow(address) {
    if (this.stream?.address === address) return;
    this.stream?.close();
    this.stream = null;
    if (!address) return;
    this.stream = new Stream(
      address,
      (message) => this.hear(address, message),
      (lost) => this.say(lost ? "The connection to this run is lost." : "Waiting for the run …"),
    );
  }

  hear(address, message) {
    this.say(message.status ?? "");
    if (message.scene) this.adoptScene(message.scene);
    if (message.done && this.seen.finished !== address) this.report({ finished: address });
  }

  close() {
    this.closed = true;
    this.transport.close();
    this.live.drop();
    this.stream?.close();
    this.picker?.close();
    this.room.close();
    cancelAnimationFrame(this.resizing);
    this.figures.close();
  }
}
