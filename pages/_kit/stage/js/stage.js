// The stage of the course: Plotly figures drawn in place, on one clock, with sliders.
//
// Python (pages/_kit/stage/__init__.py) sends { scene, ghosts, sliders, options }:
//   scene    what is drawn: { figures: [{ data, layout, alt, tracks }], n_steps, labels }
//   ghosts   for each figure the traces of pinned runs, drawn after its own
//   sliders  the numbers that may be dragged
//   options  all the rest (see `stage` in Python for the meaning of each)
// and is told { step, picked, values, finished } under the name "seen".
//
// Reading order: the two halves of a picture (what is fixed, what moves), one figure, the
// transport, the sliders, the two ways a new scene arrives by itself, and the stage that
// holds them together.

import { opened } from "./arrays.js";
import { Figure } from "./figure.js";
import { plotly } from "./library.js";
import { Live } from "./live.js";
import { lookOf } from "./look.js";
import { Slider } from "./slider.js";
import { Stream } from "./stream.js";
import { QUIET_MOTION, Transport } from "./transport.js";

class Stage {
  constructor(root) {
    this.root = root;
    root.replaceChildren();
    this.grid = this.add("div", "dh-figures");
    this.figures = [];
    this.transport = new Transport(root, (t) => this.drawStep(t), () => this.rest());
    this.sliderBox = this.add("div", "dh-sliders");
    this.sliders = [];
    this.note = this.add("p", "dh-note");
    this.note.setAttribute("role", "status");
    this.live = new Live((scene) => this.adoptScene(scene), (reason) => this.say(reason));
    this.seen = {};
    // A stage in a hidden tab has no width; it is drawn when it gets one.
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(this.grid);
  }

  add(tag, name) {
    const element = this.root.appendChild(document.createElement(tag));
    element.className = name;
    return element;
  }

  /** Everything Python has to say, at first and after every change. */
  update({ data, setStateValue }) {
    this.setStateValue = setStateValue;
    this.options = data.options;
    this.root.style.setProperty("--dh-height", `${data.options.height}px`);
    this.root.style.setProperty("--dh-columns", data.options.columns);
    this.updateSliders(data.sliders);
    this.writeAddress(data.options.address);
    this.follow(data.options.stream);
    this.ghosts = data.ghosts;
    if (!this.held()) this.adoptScene(data.scene);
  }

  held() {
    return this.dragging || this.sliders.some((slider) => slider.held || slider.ahead);
  }

  // ------------------------------------------------ drawing

  adoptScene(scene) {
    this.scene = scene;
    this.fresh = true;
    return this.draw();
  }

  async draw() {
    if (!this.fresh || this.grid.clientWidth === 0 || this.closed) return;
    if (this.drawing) return this.drawing; // it will see the newer scene
    this.drawing = this.drawAll().finally(() => {
      this.drawing = null;
    });
    return this.drawing;
  }

  async drawAll() {
    while (this.fresh && !this.closed) {
      this.fresh = false;
      const scene = this.scene;
      let Plotly;
      try {
        Plotly = await plotly(this.options.library);
      } catch (error) {
        return this.fail(error);
      }
      if (this.closed) return;
      this.open(scene);
      this.matchFigures(scene.figures.length);
      await Promise.all(this.figures.map((figure, n) => this.drawFigure(Plotly, figure, n)));
      this.tell();
      this.beginBySelf();
    }
  }

  /** Unpack the arrays once; what did not change keeps its identity. */
  open(scene) {
    this.known = { before: this.known?.now ?? new Map(), now: new Map() };
    this.specs = opened(scene.figures, this.known);
    this.greys = opened(this.ghosts ?? [], this.known);
    this.transport.adopt(scene, this.options);
  }

  drawFigure(Plotly, figure, n) {
    const pickable = this.options.pick?.figure === n;
    figure.box.classList.toggle("dh-pickable", pickable);
    if (pickable && !figure.picking) this.makePickable(figure, n);
    const look = lookOf(this.root, this.specs[n], this.options, pickable);
    return figure.show(Plotly, this.specs[n], this.greys[n] ?? [], this.transport.t, look);
  }

  matchFigures(count) {
    while (this.figures.length > count) this.figures.pop().close();
    while (this.figures.length < count) this.figures.push(new Figure(this.grid));
  }

  async drawStep(t) {
    this.tell();
    await Promise.all(this.figures.map((figure) => figure.draw(t)));
  }

  tell() {
    this.root.dataset.step = this.transport.t;
    this.transport.tell(Math.min(Infinity, ...this.figures.map((figure) => figure.end())));
  }

  beginBySelf() {
    if (!this.options.autoplay || this.begun || QUIET_MOTION.matches) return;
    this.begun = true;
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      watch.disconnect();
      if (!this.closed) this.transport.play();
    }, { threshold: 0.6 });
    watch.observe(this.grid);
  }

  resized() {
    const width = this.grid.clientWidth;
    if (width === this.width) return; // its height changes with every figure that is drawn
    this.width = width;
    if (this.fresh) return this.draw();
    cancelAnimationFrame(this.resizing);
    this.resizing = requestAnimationFrame(() => this.figures.forEach((figure) => figure.resize()));
  }

  fail(error) {
    console.error(error);
    this.matchFigures(this.scene.figures.length);
    const reason = "This figure cannot be drawn: the drawing library did not load. Reloading the page may help. What it would show:";
    this.figures.forEach((figure, n) => figure.fail(reason, this.scene.figures[n]));
    this.figures = [];
    this.transport.bar.hidden = true;
  }

  say(words) {
    this.note.textContent = words;
  }

  // ------------------------------------------------ what the reader does

  updateSliders(specs) {
    while (this.sliders.length > specs.length) this.sliders.pop().box.remove();
    while (this.sliders.length < specs.length) {
      this.sliders.push(new Slider(this.sliderBox, () => this.input(), () => this.commit()));
    }
    specs.forEach((spec, n) => this.sliders[n].adopt(spec));
    this.sliderBox.hidden = specs.length === 0;
  }

  values() {
    return Object.fromEntries(this.sliders.map((slider) => [slider.spec.name, slider.value]));
  }

  input() {
    this.say("");
    if (this.options.live) this.live.ask(this.options.live, this.values());
  }

  /** A value has been let go: first the address bar, then Python. */
  commit() {
    const moved = this.sliders.filter(({ spec, value, said }) => value !== (said ?? spec.value));
    moved.forEach((slider) => slider.say());
    const texts = moved.map(({ spec, value }) => [`${this.options.key}_${spec.name}`, String(value)]);
    this.writeAddress(Object.fromEntries(texts.filter(([name]) => name in this.options.address)));
    this.report({ values: this.values() });
  }

  rest() {
    if (this.options.follow) this.report({ step: this.transport.t });
  }

  report(news) {
    this.seen = { ...this.seen, ...news };
    this.setStateValue("seen", this.seen);
  }

  /** Replace, never push: a drag is no place to come back to. */
  writeAddress(texts) {
    const url = new URL(window.location.href);
    for (const [name, text] of Object.entries(texts)) {
      if (text === "") url.searchParams.delete(name);
      else if (url.searchParams.get(name) !== text) url.searchParams.set(name, text);
    }
    if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
  }

  // ------------------------------------------------ picking a point

  makePickable(figure, n) {
    figure.picking = true;
    Object.assign(figure.box, { tabIndex: 0 });
    figure.box.setAttribute("role", "group");
    figure.box.setAttribute("aria-label", "The arrow keys move the chosen point");
    figure.box.addEventListener("pointerdown", (event) => {
      const point = event.button === 0 && figure.pointAt(event);
      if (!point) return;
      event.stopPropagation();
      event.preventDefault();
      figure.box.focus({ preventScroll: true });
      figure.box.setPointerCapture(event.pointerId);
      this.dragging = true;
      this.pick(n, point);
    }, true);
    figure.box.addEventListener("pointermove", (event) => {
      if (this.dragging) this.pick(n, figure.nearest(event));
    });
    for (const end of ["pointerup", "pointercancel"]) {
      figure.box.addEventListener(end, () => this.letGo());
    }
    figure.box.addEventListener("keydown", (event) => this.pickByKey(event, figure, n));
  }

  pick(n, point) {
    this.picked = [n, ...point];
    const { x, y } = this.options.pick;
    for (const slider of this.sliders) {
      if (slider.spec.name === x) slider.set(slider.rounded(point[0]));
      if (slider.spec.name === y) slider.set(slider.rounded(point[1]));
    }
    this.input();
  }

  letGo() {
    if (!this.dragging) return;
    this.dragging = false;
    this.seen = { ...this.seen, picked: this.picked };
    this.commit();
  }

  pickByKey(event, figure, n) {
    const [right, up] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
    if (!right && !up) return;
    event.preventDefault();
    const { x, y } = this.options.pick;
    const at = (name, other) => this.sliders.find(({ spec }) => spec.name === name)?.value ?? other;
    const point = x ? [at(x), at(y)] : this.picked?.slice(1);
    this.dragging = true;
    this.pick(n, figure.moved(point, right * 0.02, up * 0.02));
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.letGo(), 300);
  }

  // ------------------------------------------------ a run in training

  follow(address) {
    if (this.stream?.address === address) return;
    this.stream?.close();
    this.stream = null;
    if (!address) return;
    const trouble = (lost) => this.say(lost ? "The connection to this run is lost." : "Waiting for the run …");
    this.stream = new Stream(address, (message) => this.hear(address, message), trouble);
    this.stream.address = address;
  }

  hear(address, message) {
    this.say(message.status ?? "");
    if (message.scene) this.adoptScene(message.scene);
    if (message.done && this.seen.finished !== address) this.report({ finished: address });
  }

  close() {
    this.closed = true;
    this.transport.close();
    this.live.close();
    this.stream?.close();
    this.observer.disconnect();
    clearTimeout(this.settling);
    cancelAnimationFrame(this.resizing);
    this.figures.forEach((figure) => figure.close());
  }
}

const stages = new WeakMap();

/** Streamlit calls this at first and whenever data or theme change; the result at the end. */
export default function (component) {
  const root = component.parentElement.querySelector(".dh-stage");
  let stage = stages.get(root);
  if (!stage || stage.closed) stages.set(root, (stage = new Stage(root)));
  stage.update(component);
  // Streamlit also ends a call that a newer one has overtaken: only the newest may close.
  const turn = (stage.turn = (stage.turn ?? 0) + 1);
  return () => {
    if (stage.turn === turn) stage.close();
  };
}
