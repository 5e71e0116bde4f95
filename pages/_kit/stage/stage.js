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

// ---------------------------------------------------------------- arrays as Python sends them

const TYPED = { f4: Float32Array, f8: Float64Array, i4: Int32Array };

/** A value from Python with its packed arrays opened; equal packages give the same array. */
function opened(value, known) {
  if (Array.isArray(value)) return value.map((part) => opened(part, known));
  if (value === null || typeof value !== "object") return value;
  if (typeof value.bdata === "string") return openedArray(value, known);
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, opened(v, known)]));
}

function openedArray({ dtype, bdata, shape }, known) {
  const name = `${dtype} ${shape} ${bdata}`;
  let array = known.before.get(name) ?? known.now.get(name);
  if (!array) {
    const bytes = Uint8Array.from(atob(bdata), (c) => c.charCodeAt(0));
    array = new TYPED[dtype](bytes.buffer);
    if (shape) array = shaped(array, shape.split(", ").map(Number));
  }
  known.now.set(name, array); // the same object again tells plotly.js that nothing changed
  return array;
}

function shaped(flat, shape) {
  if (shape.length < 2) return flat;
  const [rows, ...rest] = shape;
  const size = rest.reduce((a, b) => a * b, 1);
  return Array.from({ length: rows }, (_, r) =>
    shaped(flat.subarray(r * size, (r + 1) * size), rest),
  );
}

// ---------------------------------------------------------------- what moves in a picture

// Nothing in this course is larger; what is has run away, and browsers cannot draw it.
const LARGEST = 1e9;

/** The first step at which a recording is no drawable number; Infinity if there is none. */
function firstGap(column) {
  for (let t = 0; t < column.length; t++) {
    const value = column[t];
    if (value === null || (typeof value === "number" && !(Math.abs(value) <= LARGEST))) return t;
  }
  return Infinity;
}

const ON_CANVAS = new Set(["marker", "trail"]);

/** What the trace of a track shows at step t, as { attribute: value }. */
function shownAt(track, t) {
  const now = {};
  for (const [name, column] of Object.entries(track.columns)) {
    const at = Math.min(t, column.length - 1);
    if (ON_CANVAS.has(track.mode)) now[name] = []; // plotly.js only keeps its place
    else if (track.mode === "frame") now[name] = column[at];
    else if (track.mode === "point") now[name] = at < track.end ? [column[at]] : [];
    else now[name] = column.slice(0, Math.min(at + 1, track.end));
  }
  return now;
}

function withEnd(track) {
  const moving = track.mode === "frame" ? [] : Object.values(track.columns);
  return { ...track, end: Math.min(Infinity, ...moving.map(firstGap)) };
}

/** Put `value` at an attribute such as "x" or "marker.color" without touching the original. */
function put(trace, attribute, value) {
  const [name, ...rest] = attribute.split(".");
  if (rest.length === 0) trace[name] = value;
  else put((trace[name] = { ...trace[name] }), rest.join("."), value);
}

// ---------------------------------------------------------------- one figure

const IS_3D = new Set(["surface", "scatter3d", "mesh3d"]);

class Figure {
  constructor(parent) {
    this.box = parent.appendChild(document.createElement("figure"));
    this.box.className = "dh-figure";
    this.plot = this.box.appendChild(document.createElement("div"));
    this.plot.className = "dh-plot";
    this.plot.setAttribute("role", "img");
    this.canvas = this.box.appendChild(document.createElement("canvas"));
    this.canvas.className = "dh-overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    this.tracks = [];
    this.cameras = {};
  }

  /** Draw everything, as it stands at step t. */
  async show(Plotly, spec, ghosts, t, look) {
    this.Plotly = Plotly;
    this.t = t;
    this.tracks = spec.tracks.map(withEnd);
    this.moving = this.tracks.filter((track) => !ON_CANVAS.has(track.mode));
    this.traces = spec.data.concat(ghosts);
    this.plot.setAttribute("aria-label", spec.alt);
    const still = { traces: this.traces, layout: merged(look(this.traces), spec.layout) };
    if (this.listening && same(still, this.still)) return this.draw(t); // only the run is new
    this.still = still;
    await (this.drawing = this.react());
    if (this.closed) return;
    if (!this.listening) this.listen();
    this.overlay();
  }

  react() {
    const data = this.traces.map((trace) => ({ ...trace }));
    for (const track of this.tracks) {
      for (const [name, value] of Object.entries(shownAt(track, this.t))) put(data[track.trace], name, value);
    }
    const layout = structuredClone(this.still.layout); // plotly.js writes into what it is given
    for (const [scene, camera] of Object.entries(this.cameras)) layout[scene] = { ...layout[scene], camera };
    return this.Plotly.react(this.plot, data, layout, {
      displayModeBar: false,
      displaylogo: false,
      scrollZoom: false, // the wheel belongs to the page
      doubleClick: "reset",
      showTips: false,
    });
  }

  listen() {
    this.listening = true;
    for (const event of ["plotly_afterplot", "plotly_relayout", "plotly_relayouting"]) {
      this.plot.on(event, () => this.overlay());
    }
    this.plot.on("plotly_relayout", (changes) => this.keepCamera(changes));
  }

  // plotly.js 4.1 saves a turned camera in the very first layout it was given, and would
  // forget it at the next drawing.
  keepCamera(changes) {
    for (const [name, value] of Object.entries(changes ?? {})) {
      const scene = /^(scene\d*)\.camera$/.exec(name)?.[1];
      if (!scene) continue;
      this.cameras[scene] = value;
      this.plot.layout[scene] = { ...this.plot.layout[scene], camera: value };
    }
  }

  /** Show step t: one restyle for all traces that move, and the canvas. */
  async draw(t) {
    this.t = t;
    if (this.moving?.length) {
      const update = {};
      this.moving.forEach((track, n) => {
        for (const [name, value] of Object.entries(shownAt(track, t))) {
          // A trace without this attribute keeps what it has: undefined changes nothing.
          (update[name] ??= Array(this.moving.length).fill(undefined))[n] = value;
        }
      });
      if (this.closed) return;
      await (this.drawing = this.Plotly.restyle(this.plot, update, this.moving.map((track) => track.trace)));
    }
    this.overlay();
  }

  /** The first step at which a curve of this figure leaves the range of numbers. */
  end() {
    return Math.min(Infinity, ...this.tracks.map((track) => track.end));
  }

  overlay() {
    const { clientWidth: width, clientHeight: height } = this.plot;
    const scale = window.devicePixelRatio || 1;
    const size = [Math.round(width * scale), Math.round(height * scale)];
    if (this.canvas.width !== size[0] || this.canvas.height !== size[1]) {
      [this.canvas.width, this.canvas.height] = size;
      Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    for (const track of this.tracks) {
      if (ON_CANVAS.has(track.mode)) this.paint(pen, track);
    }
  }

  paint(pen, track) {
    const trace = this.traces[track.trace];
    const axes = this.axes(trace.xaxis ?? "x", trace.yaxis ?? "y");
    const last = Math.min(this.t, track.columns.x.length - 1, track.end - 1);
    if (!axes || last < 0 || (track.mode === "marker" && this.t >= track.end)) return;
    const [x, y] = axes;
    pen.save();
    pen.beginPath();
    pen.rect(x._offset, y._offset, x._length, y._length);
    pen.clip();
    const place = (n) => [
      x._offset + x._length * share(x, track.columns.x[n]),
      y._offset + y._length * (1 - share(y, track.columns.y[n])),
    ];
    if (track.mode === "marker") dot(pen, place(last), trace.marker ?? {}, 14, "#ffffff");
    else trail(pen, Array.from({ length: last + 1 }, (_, n) => place(n)), trace);
    pen.restore();
  }

  axes(x, y) {
    const subplot = this.plot._fullLayout?._plots?.[x + y];
    return subplot && [subplot.xaxis, subplot.yaxis];
  }

  /** The data coordinates under a pointer, or null outside of every 2-D plot. */
  pointAt(event) {
    const box = this.plot.getBoundingClientRect();
    for (const { xaxis, yaxis } of Object.values(this.plot._fullLayout?._plots ?? {})) {
      const h = (event.clientX - box.left - xaxis._offset) / xaxis._length;
      const v = 1 - (event.clientY - box.top - yaxis._offset) / yaxis._length;
      if (h >= 0 && h <= 1 && v >= 0 && v <= 1) return [valueAt(xaxis, h), valueAt(yaxis, v)];
    }
    return null;
  }

  /** The same point, kept inside the first plot while the pointer leaves it in a drag. */
  nearest(event) {
    const { xaxis, yaxis } = Object.values(this.plot._fullLayout._plots)[0];
    const box = this.plot.getBoundingClientRect();
    const inside = (value) => Math.min(Math.max(value, 0), 1);
    return [
      valueAt(xaxis, inside((event.clientX - box.left - xaxis._offset) / xaxis._length)),
      valueAt(yaxis, inside(1 - (event.clientY - box.top - yaxis._offset) / yaxis._length)),
    ];
  }

  /** A point moved by a share of the axes, for the arrow keys. */
  moved(point, right, up) {
    const { xaxis, yaxis } = Object.values(this.plot._fullLayout._plots)[0];
    const inside = (value) => Math.min(Math.max(value, 0), 1);
    return [
      valueAt(xaxis, inside(share(xaxis, point?.[0] ?? valueAt(xaxis, 0.5)) + right)),
      valueAt(yaxis, inside(share(yaxis, point?.[1] ?? valueAt(yaxis, 0.5)) + up)),
    ];
  }

  resize() {
    if (this.listening && this.plot.clientWidth > 0) this.Plotly.Plots.resize(this.plot);
  }

  /** Say in words what could not be drawn. */
  fail(reason, spec) {
    this.box.className = "dh-figure dh-failed";
    this.plot.remove();
    this.canvas.remove();
    const [why, what] = [document.createElement("p"), document.createElement("p")];
    why.setAttribute("role", "alert");
    why.textContent = reason;
    what.textContent = spec.alt;
    this.box.replaceChildren(why, what);
  }

  close() {
    this.closed = true;
    this.box.remove();
    if (!this.Plotly) return;
    // plotly.js still touches a plot after its drawing is done: let it end first.
    Promise.resolve(this.drawing).catch(() => {}).then(() => this.Plotly.purge(this.plot));
  }
}

function dot(pen, [x, y], marker, size, rim) {
  pen.beginPath();
  pen.arc(x, y, (typeof marker.size === "number" ? marker.size : size) / 2, 0, 2 * Math.PI);
  pen.fillStyle = typeof marker.color === "string" ? marker.color : "#d55e00";
  pen.fill();
  if (!rim) return;
  pen.lineWidth = 2;
  pen.strokeStyle = rim;
  pen.stroke();
}

const DASHES = { dash: [9, 9], dot: [3, 3], dashdot: [9, 3, 3, 3] };

/** A path as plotly.js would draw it: the line if its mode has lines, the dots if it has markers. */
function trail(pen, points, { mode = "lines", line = {}, marker = {} }) {
  if (mode.includes("lines")) {
    pen.beginPath();
    points.forEach(([x, y]) => pen.lineTo(x, y));
    pen.setLineDash(DASHES[line.dash] ?? []);
    pen.lineWidth = line.width ?? 2;
    pen.lineJoin = "round";
    pen.strokeStyle = line.color ?? "#d55e00";
    pen.stroke();
  }
  if (mode.includes("markers")) points.forEach((point) => dot(pen, point, { color: line.color, ...marker }, 6));
}

// Where a value stands on an axis, from 0 to 1, and back. Read from `range`, which plotly.js
// moves at every frame of a pan; its own pixel functions only learn of it at the end.
function share(axis, value) {
  const [low, high] = axis.range.map((end) => axis.r2l(end));
  return (axis.d2l(value) - low) / (high - low);
}

function valueAt(axis, part) {
  const [low, high] = axis.range.map((end) => axis.r2l(end));
  return axis.l2d(low + part * (high - low));
}

function merged(base, over) {
  if (over === undefined) return base;
  if (!isRecord(base) || !isRecord(over)) return over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(base[key], over[key])]));
}

/** Equal in every part; arrays of numbers only if they are the very same array. */
function same(a, b) {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((part, n) => same(part, b[n]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], b[key]));
}

const isRecord = (value) => value != null && Object.getPrototypeOf(value) === Object.prototype;

// ---------------------------------------------------------------- the look, from Streamlit's theme

const QUIET_MOTION = matchMedia("(prefers-reduced-motion: reduce)");
const TOUCH = matchMedia("(pointer: coarse)");

/** The layout every figure starts from: the page's own colours and type. */
function lookOf(root, spec, { key, text_size: size }, pickable) {
  const style = getComputedStyle(root);
  const theme = (name) => style.getPropertyValue(`--st-${name}`).trim();
  const text = theme("text-color") || style.color;
  const grid = theme("border-color-light") || theme("border-color");
  const line = theme("border-color");
  const axis = { gridcolor: grid, linecolor: line, zerolinecolor: line, automargin: true };
  return (data) => {
    const layout = {
      uirevision: key, // zoom and camera are the reader's
      autosize: true,
      font: { family: style.fontFamily, color: text, size },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      margin: { l: 56, r: 16, t: spec.layout.title ? 48 : 16, b: 48 },
      hoverlabel: { font: { size } },
      legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", bgcolor: "rgba(0,0,0,0)" },
      dragmode: pickable || TOUCH.matches ? false : "zoom", // a finger scrolls the page
    };
    const named = Object.keys(spec.layout);
    if (data.some((trace) => IS_3D.has(trace.type))) {
      const side = { gridcolor: line, zerolinecolor: line, color: text, showbackground: false, nticks: 5 };
      layout.dragmode = "turntable";
      layout.margin = { l: 0, r: 0, t: spec.layout.title ? 48 : 0, b: 0 };
      for (const name of new Set(["scene", ...named.filter((n) => /^scene\d*$/.test(n))])) {
        layout[name] = { xaxis: side, yaxis: side, zaxis: side, camera: { eye: { x: 1.5, y: 1.5, z: 1.1 } } };
      }
    } else {
      for (const name of new Set(["xaxis", "yaxis", ...named.filter((n) => /^[xy]axis\d*$/.test(n))])) {
        layout[name] = axis;
      }
    }
    return layout;
  };
}

// ---------------------------------------------------------------- plotly.js

let library = null;

/** Plotly, loaded once for the page: Streamlit's own copy, else the spare one. */
function plotly(addresses) {
  library ??= load(addresses).catch((error) => {
    library = null; // the next figure tries again
    throw error;
  });
  return library;
}

async function load(addresses) {
  for (const address of addresses) {
    if (window.Plotly) break;
    const url = new URL(address, appRoot()).href;
    try {
      await (address.startsWith("static/") ? import(url) : asScript(url));
    } catch (error) {
      console.warn(`plotly.js is not at ${url}:`, error);
    }
  }
  if (!window.Plotly) throw new Error("plotly.js was found at none of its addresses");
  return window.Plotly;
}

function asScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: url, onload: resolve, onerror: () => reject(new Error("not found")) });
    document.head.append(script);
  });
}

/** The address the app is served under, on whatever lesson we are. */
function appRoot() {
  const script = document.querySelector('script[src*="static/js/index"]');
  return script ? script.src.replace(/static\/js\/index.*$/, "") : document.baseURI;
}

// ---------------------------------------------------------------- the transport

const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M6 5h4v14H6zm8 0h4v14h-4z",
  back: "M6 5h2v14H6zm12 0v14l-9-7z",
  forward: "M16 5h2v14h-2zM6 5l9 7-9 7z",
};
const SPEEDS = [0.25, 0.5, 1, 2, 4];

/** Play, step, scrub, speed. It knows the clock; `onStep` draws, `onRest` tells Python. */
class Transport {
  constructor(parent, onStep, onRest) {
    Object.assign(this, { t: 0, n: 1, fps: 30, clock: "Step", labels: null, onStep, onRest });
    this.bar = parent.appendChild(document.createElement("div"));
    this.bar.hidden = true; // until there is a run to play
    this.bar.className = "dh-transport";
    this.bar.setAttribute("role", "group");
    this.bar.setAttribute("aria-label", "Player");
    this.playButton = this.button("play", "Play", () => this.toggle());
    this.button("back", "One step back", () => this.seek(this.t - 1));
    this.button("forward", "One step forward", () => this.seek(this.t + 1));
    this.scrub = this.bar.appendChild(document.createElement("input"));
    Object.assign(this.scrub, { type: "range", min: 0, step: 1, className: "dh-scrub" });
    this.speed = this.bar.appendChild(document.createElement("select"));
    this.speed.className = "dh-speed";
    this.speed.setAttribute("aria-label", "Speed");
    this.speed.append(...SPEEDS.map((s) => new Option(`${s}×`, s, s === 1, s === 1)));
    this.output = this.bar.appendChild(document.createElement("output"));
    this.output.className = "dh-step";
    this.output.setAttribute("aria-live", "off"); // thirty announcements a second help nobody
    this.scrub.addEventListener("input", () => this.seek(Number(this.scrub.value)));
    this.speed.addEventListener("change", () => this.restart());
    this.bar.addEventListener("keydown", (event) => this.key(event));
  }

  button(icon, label, action) {
    const button = this.bar.appendChild(document.createElement("button"));
    button.type = "button";
    this.dress(button, icon, label);
    button.addEventListener("click", action);
    return button;
  }

  dress(button, icon, label) {
    button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[icon]}"/></svg>`;
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  /** Take over a new recording; a player at the end stays at the end. */
  adopt(scene, options) {
    const first = !this.adopted;
    const last = scene.n_steps - 1;
    if (first) this.t = options.start === "last" ? last : 0;
    else this.t = this.t === this.n - 1 && !this.playing ? last : Math.min(this.t, last);
    Object.assign(this, { adopted: true, n: scene.n_steps, labels: scene.labels });
    Object.assign(this, { fps: options.fps, clock: options.clock });
    this.bar.hidden = this.n < 2;
    // Room for the longest text: nothing may shift while it plays.
    const longest = this.words(last, Infinity).length + Math.max(0, ...(this.labels ?? []).map((l) => l.length));
    this.output.style.minWidth = `${longest}ch`;
    this.output.classList.toggle("dh-own-line", longest > 20);
    this.scrub.max = last;
    this.scrub.setAttribute("aria-label", options.clock);
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
    this.rest = setTimeout(this.onRest, 200); // one report for a row of key presses
  }

  move(t) {
    this.t = Math.min(Math.max(t, 0), this.n - 1);
    return this.onStep(this.t);
  }

  toggle() {
    if (!this.playing) return this.play();
    this.pause();
    this.onRest();
  }

  play() {
    if (this.n < 2) return;
    if (this.t >= this.n - 1) this.move(0);
    this.playing = true;
    this.dress(this.playButton, "pause", "Pause");
    this.restart();
    requestAnimationFrame(() => this.tick());
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

  async tick() {
    if (!this.playing) return;
    const due = Math.min(this.due(), this.n - 1);
    if (due > this.t) await this.move(due);
    if (!this.playing) return; // paused while it was drawing
    if (this.t < this.n - 1) return requestAnimationFrame(() => this.tick());
    this.pause();
    this.onRest();
  }

  key(event) {
    if (event.target === this.speed) return;
    const onRange = event.target === this.scrub; // which knows the arrows by itself
    const jump = { ArrowLeft: this.t - 1, ArrowRight: this.t + 1, Home: 0, End: this.n - 1 }[event.key];
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

// ---------------------------------------------------------------- the sliders

let sliderCount = 0;
const LONGEST_ANSWER = 3000; // milliseconds

/** One slider. Its range input counts positions; the value is computed from them. */
class Slider {
  constructor(parent, onInput, onChange) {
    this.box = parent.appendChild(document.createElement("label"));
    this.box.className = "dh-slider";
    this.words = this.box.appendChild(document.createElement("span"));
    this.output = this.box.appendChild(document.createElement("output"));
    this.input = this.box.appendChild(document.createElement("input"));
    this.input.type = "range";
    this.box.htmlFor = this.input.id = `dh-slider-${++sliderCount}`;
    this.input.addEventListener("input", () => {
      this.held = true;
      this.value = this.valueOf(Number(this.input.value));
      this.tell();
      onInput();
    });
    this.input.addEventListener("change", () => {
      this.held = false;
      onChange();
    });
  }

  adopt(spec) {
    this.spec = spec;
    const span = spec.log ? Math.log10(spec.high / spec.low) : spec.high - spec.low;
    this.positions = Math.max(1, Math.round(span / spec.step));
    Object.assign(this.input, { min: 0, max: this.positions, step: 1 });
    const symbol = document.createElement("i");
    symbol.textContent = spec.symbol;
    this.words.replaceChildren(symbol, spec.label);
    this.input.setAttribute("aria-label", spec.label);
    if (this.said === spec.value) this.said = undefined;
    if (!this.held && !this.ahead) this.set(spec.value);
  }

  /** Whether Python has yet to answer what was said last; an answer to what was said before
   *  must not take the slider back. Not for ever: a button may have moved it meanwhile. */
  get ahead() {
    return this.said !== undefined && performance.now() - this.saidAt < LONGEST_ANSWER;
  }

  say() {
    [this.said, this.saidAt] = [this.value, performance.now()];
  }

  set(value) {
    const { low, high, log } = this.spec;
    this.value = Math.min(Math.max(value, low), high);
    const part = log ? Math.log(this.value / low) / Math.log(high / low) : (this.value - low) / (high - low);
    this.input.value = Math.round(part * this.positions);
    this.tell();
  }

  valueOf(position) {
    const { low, high, log } = this.spec;
    const part = position / this.positions;
    if (position === 0 || position === this.positions) return position ? high : low;
    return this.rounded(log ? low * (high / low) ** part : low + part * (high - low));
  }

  rounded(value) {
    const { digits, log } = this.spec;
    return Number(log ? value.toPrecision(digits) : value.toFixed(digits));
  }

  tell() {
    const { digits, log, unit } = this.spec;
    const number = log ? String(this.rounded(this.value)) : this.value.toFixed(digits);
    const words = unit ? `${number} ${unit}` : number;
    this.output.value = words.replace("-", "−");
    this.input.setAttribute("aria-valuetext", words);
  }
}

// ---------------------------------------------------------------- scenes that arrive by themselves

/** Asks for the picture of the newest values: one request at a time, the latest one wins. */
class Live {
  constructor(onScene, onError) {
    Object.assign(this, { onScene, onError, wanted: null, busy: false });
    this.stop = new AbortController();
  }

  async ask(address, values) {
    this.wanted = [address, values];
    if (this.busy) return;
    this.busy = true;
    while (this.wanted && !this.stop.signal.aborted) {
      const [path, numbers] = this.wanted;
      this.wanted = null;
      await this.fetch(path, numbers).catch((error) => {
        if (error.name !== "AbortError") this.onError(error.message);
      });
    }
    this.busy = false;
  }

  async fetch(address, values) {
    const url = new URL(address, appRoot());
    for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
    const answer = await fetch(url, { signal: this.stop.signal });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error);
    await this.onScene(body);
  }

  close() {
    this.stop.abort();
  }
}

/** Listens to a run in training until its last message. */
class Stream {
  constructor(address, onMessage, onTrouble) {
    this.address = address;
    this.source = new EventSource(new URL(address, appRoot()));
    this.source.onmessage = (event) => {
      const message = JSON.parse(event.data);
      if (message.done) this.close(); // else the browser would connect again
      onMessage(message);
    };
    this.source.onerror = () => onTrouble(this.source.readyState === EventSource.CLOSED);
  }

  close() {
    this.source.close();
  }
}

// ---------------------------------------------------------------- the stage

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

// ---------------------------------------------------------------- Streamlit's side

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
