// A stage on the desk: Python on one side, a reader on the other, and a test as both.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock } from "node:test";

import { plotly, requests, settled, Element } from "./dom.js";
import component from "../../pages/_kit/stage/js/main.js";

export const ETA = {
  name: "eta", symbol: "η", label: "rate", unit: "",
  low: 0, high: 1, step: 0.01, value: 0.1, digits: 2, log: false,
};
export const X = { ...ETA, name: "x", symbol: "x", label: "across", low: -2, high: 2 };

/** A picture of `n` steps whose curve begins at `first`. */
export function sceneOf(first, n = 4, count = 1) {
  const y = Array.from({ length: n }, (_, t) => first + t);
  const figure = {
    data: [{ type: "scatter", x: [], y: [], mode: "lines" }],
    layout: {},
    alt: `A curve from ${first}.`,
    tracks: [{ trace: 0, mode: "prefix", columns: { x: y.map((_, t) => t), y } }],
  };
  return { figures: Array.from({ length: count }, () => figure), n_steps: n, labels: null };
}

const OPTIONS = {
  key: "lesson", height: 300, text_size: 15, columns: 1, clock: "Step", start: "last", pick: null,
  live: "downhill/picture/curve", stream: null, autoplay: false, fps: 30, follow: true,
  address: {}, heard: 0, library: [], typesetter: "nowhere.js",
};

/** A stage with one slider, drawn; `desk.python` changes what Python says, field by field. */
export async function desk({ options, Plotly = plotly(), ...first } = {}) {
  window.Plotly = Plotly;
  window.location.href = "http://downhill.test/lesson";
  requests.length = 0;
  const root = new Element("div");
  root.className = "dh-stage";
  const parent = new Element("div");
  parent.append(root);
  const data = { scene: sceneOf(0), ghosts: [], sliders: [ETA], presets: {}, ...first };
  data.options = { ...OPTIONS, ...options };
  const it = { root, Plotly, told: {}, tellings: 0 };
  const setStateValue = (_name, value) => {
    it.told = value;
    it.tellings += 1;
  };
  it.python = async ({ options: changed, ...rest } = {}) => {
    Object.assign(data, rest);
    data.options = { ...data.options, ...changed };
    it.close = component({ parentElement: parent, data: structuredClone(data), setStateValue });
    await settled();
  };
  /** Python's answer to all it has been told. */
  it.answer = ({ options: changed, ...rest } = {}) =>
    it.python({ ...rest, options: { ...changed, heard: it.told.report ?? 0 } });
  const part = (n, tag) => root.all("dh-slider")[n].children.find(({ tagName }) => tagName === tag);
  it.slider = (n = 0) => part(n, "INPUT");
  it.value = (n = 0) => part(n, "OUTPUT").value;
  it.drag = (position, n = 0) => {
    it.slider(n).value = position;
    it.slider(n).fire("input");
  };
  it.letGo = (n = 0) => it.slider(n).fire("change");
  it.note = () => root.all("dh-note")[0].textContent;
  it.figures = () => root.all("dh-figure");
  /** Where the curve of the picture drawn last begins. */
  it.drawn = () => {
    const [name, drawn] = Plotly.calls.findLast(([call]) => call === "react" || call === "restyle");
    return name === "react" ? drawn[0].y[0] : drawn.y[0][0];
  };
  await it.python();
  return it;
}

// --- what holds for every test of a stage: its clock is the test's, and no failure goes unheard

const complaints = [];
process.on("unhandledRejection", (error) => complaints.push(error));

beforeEach(() => {
  complaints.length = 0;
  mock.method(console, "error", () => {});
  mock.timers.enable({ apis: ["setTimeout"] });
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
  assert.deepEqual(complaints, []); // every failure is somebody's business
});
