// As much of a browser as the stage needs, by hand: import it before anything of the stage.
//
// Nothing is drawn. What a browser would do later (frames, sizes, arrivals, answers) waits here
// until a test does it.

class Classes {
  #element;
  constructor(element) {
    this.#element = element;
  }
  get #names() {
    return new Set(this.#element.className.split(" ").filter(Boolean));
  }
  contains(name) {
    return this.#names.has(name);
  }
  toggle(name, on = !this.contains(name)) {
    const names = this.#names;
    if (on) names.add(name);
    else names.delete(name);
    this.#element.className = [...names].join(" ");
  }
  add(name) {
    this.toggle(name, true);
  }
  remove(name) {
    this.toggle(name, false);
  }
}

export class Element extends EventTarget {
  children = [];
  attributes = {};
  style = { setProperty() {} };
  dataset = {};
  className = "";
  clientWidth = 400;
  clientHeight = 300;
  offsetHeight = 40;
  scrollHeight = 20;
  #text = "";

  constructor(tag) {
    super();
    this.tagName = tag.toUpperCase();
    this.classList = new Classes(this);
  }
  get textContent() {
    return this.#text + this.children.map((child) => child.textContent ?? child).join("");
  }
  set textContent(text) {
    this.children = [];
    this.#text = text;
  }
  append(...children) {
    for (const child of children) {
      if (child instanceof Element) child.parent = this;
      if (child.selected) this.value = child.value; // an option
      this.children.push(child);
    }
  }
  appendChild(child) {
    this.append(child);
    return child;
  }
  insertBefore(child, next) {
    this.append(child);
    this.children.splice(this.children.indexOf(next), 0, this.children.pop());
  }
  prepend(child) {
    this.insertBefore(child, this.children[0]);
  }
  replaceChildren(...children) {
    this.children = [];
    this.append(...children);
  }
  replaceWith(other) {
    const { parent } = this;
    parent.children[parent.children.indexOf(this)] = other;
    [other.parent, this.parent] = [parent, null];
  }
  get lastChild() {
    return this.children.at(-1);
  }
  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((child) => child !== this);
    this.parent = null;
  }
  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }
  removeAttribute(name) {
    delete this.attributes[name];
  }
  /** Every element below with this class. */
  all(name) {
    const below = this.children.filter((child) => child instanceof Element);
    return below.flatMap((child) =>
      (child.classList.contains(name) ? [child] : []).concat(child.all(name)),
    );
  }
  querySelector(selector) {
    return this.all(selector.replace(".", ""))[0] ?? null;
  }
  /** What plotly.js has drawn: nothing here. */
  querySelectorAll() {
    return [];
  }
  /** What a reader does to it. */
  fire(name, properties = {}) {
    const event = Object.assign(new Event(name, { cancelable: true }), properties);
    this.dispatchEvent(event);
    return event;
  }
  getBoundingClientRect() {
    return { left: 0, top: 0 };
  }
  getContext() {
    return (this.pen ??= new Pen());
  }
  closest() {
    return this.parent?.parent;
  }
  focus() {}
  setPointerCapture() {}
}

/** A pen that notes what is asked of it, as [name, …arguments]. */
class Pen {
  strokes = [];
  createRadialGradient() {
    return { addColorStop() {} };
  }
  getTransform() {
    return { a: 1 };
  }
  constructor() {
    return new Proxy(this, {
      get: (pen, name) => (name in pen ? pen[name] : (...all) => pen.strokes.push([name, ...all])),
    });
  }
  /** Every letter is half as wide as it is high. */
  measureText(text) {
    const size = Number(/([\d.]+)px/.exec(this.font ?? "")?.[1] ?? 16);
    return { width: (text.length * size) / 2 };
  }
}

class Watcher {
  static all = [];
  constructor(told) {
    this.told = told;
    this.watching = false;
    Watcher.all.push(this);
  }
  observe() {
    this.watching = true;
  }
  disconnect() {
    this.watching = false;
  }
}
export class Sizes extends Watcher {}
export class Arrivals extends Watcher {}

export class Source extends EventTarget {
  static CLOSED = 2;
  static all = [];
  constructor(url) {
    super();
    Object.assign(this, { url: String(url), readyState: 1 });
    Source.all.push(this);
  }
  close() {
    this.readyState = Source.CLOSED;
  }
  /** A message of the server. */
  send(message) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }
  lose(readyState) {
    this.readyState = readyState;
    this.dispatchEvent(new Event("error"));
  }
}

// --- what the reader's browser says, to be set by a test

export const motion = { matches: false };
export const clock = { now: 0 };
export const frames = [];

/** Draw the frames that are due, `milliseconds` later. */
export async function frame(milliseconds = 0) {
  clock.now += milliseconds;
  for (const draw of frames.splice(0)) draw();
  await settled();
}

/** Wait until no promise has anything left to do. */
export async function settled() {
  for (let n = 0; n < 5; n++) await new Promise((resolve) => setImmediate(resolve));
}

/** Requests to the route, each { url, signal, answer(body, ok), fail(error) }. */
export const requests = [];

function fetchLater(url, { signal, headers }) {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    const answer = (body, ok = true) => resolve({ ok, json: async () => body });
    requests.push({ url: String(url), signal, headers, answer, resolve, fail: reject });
  });
}

// The stage asks for plotly.js once for the page, so there is one here, too.
const PLOTLY = {
  react: (...all) => note("react", ...all),
  restyle: (...all) => note("restyle", ...all),
  purge: (...all) => PLOTLY.calls.push(["purge", ...all]),
  Plots: { resize: (plot) => note("resize", plot) },
};

/** A new plotly.js that notes its calls; it fails at what is `broken`, and may be kept waiting. */
export function plotly() {
  return Object.assign(PLOTLY, { calls: [], broken: () => null, waiting: null });
}

async function note(name, plot, ...rest) {
  PLOTLY.calls.push([name, ...rest]);
  await PLOTLY.waiting;
  const error = PLOTLY.broken(name, ...rest);
  if (error) throw error;
  plot.on = (event, hear) => plot.addEventListener(event, ({ changes }) => hear(changes));
  plot.layout = {};
  plot._fullLayout = { _plots: { xy: { xaxis: axis(0, 100), yaxis: axis(0, 100) } } };
}

/** An axis from -2 to 2, so many pixels from the edge and so many long. */
export function axis(offset, length) {
  const pixels = { _offset: offset, _length: length };
  return { ...pixels, range: [-2, 2], r2l: Number, d2l: Number, l2d: Number };
}

Object.assign(globalThis, {
  document: {
    createElement: (tag) => new Element(tag),
    querySelector: () => null,
    baseURI: "http://downhill.test/",
    head: new Element("head"),
    documentElement: new Element("html"),
  },
  window: {
    location: { href: "http://downhill.test/lesson" },
    history: {
      state: null,
      pushed: 0,
      replaceState(_state, _title, url) {
        window.location.href = String(url);
      },
      pushState(_state, _title, url) {
        window.location.href = String(url);
        this.pushed += 1;
      },
    },
  },
  matchMedia: () => motion,
  getComputedStyle: () => ({
    getPropertyValue: () => "#000", color: "#000", fontFamily: "serif", maxHeight: "700px",
  }),
  ResizeObserver: Sizes,
  IntersectionObserver: Arrivals,
  EventSource: Source,
  requestAnimationFrame: (draw) => {
    frames.push(draw);
    return draw; // its own number
  },
  cancelAnimationFrame: (draw) => {
    if (frames.includes(draw)) frames.splice(frames.indexOf(draw), 1);
  },
  Option: class extends Element {
    constructor(text, value, _byDefault, selected) {
      super("option");
      Object.assign(this, { text, value, selected });
    }
  },
  fetch: fetchLater,
});
performance.now = () => clock.now;
