// The look of every figure: the page's own colours and type, from Streamlit's theme.

import { same } from "./arrays.js";
import { channels } from "./land.js";

const IS_3D = new Set(["surface", "scatter3d", "mesh3d"]);
const TOUCH = matchMedia("(pointer: coarse)");

/** What a figure starts from: its layout as a function of its traces, the colours of its land,
 *  and the type of what we write ourselves. */
export function lookOf(root, spec, { key, text_size: size, land, projected }, pickable) {
  const style = getComputedStyle(root);
  const theme = (name) => style.getPropertyValue(`--st-${name}`).trim();
  const text = theme("text-color") || style.color;
  const line = theme("border-color");
  const grid = theme("border-color-light") || line;
  const above = spec.layout.title ? 48 : 0;
  const common = {
    uirevision: key, // zoom and camera are the reader's
    autosize: true,
    font: { family: style.fontFamily, color: text, size },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    hoverlabel: { font: { size } },
    minreducedheight: 32, // below that a low figure would write its titles over its ticks
    legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", bgcolor: "rgba(0,0,0,0)" },
  };
  const layout = (traces) => ({
    ...common,
    ...(traces.some((trace) => IS_3D.has(trace.type))
      ? solid(spec.layout, above, { text, line })
      : flat(spec.layout, above, { grid, line }, pickable)),
  });
  const least = projected ? size : 0; // nothing is smaller, whatever a picture says
  const type = { family: style.fontFamily, size, color: text, line, least };
  const page = darkPage(theme("background-color")) ? "dark" : "light";
  return { layout, type, land: land && known(land[page]) };
}

const INDEX = 0.8; // the size of an index in that of its letter, on a projector (presenter.css)

/** A trace or a layout in which no letter and no index is smaller than `least` pixels. */
export function legible(part, least) {
  if (!least || !hasParts(part)) return part;
  if (Array.isArray(part)) return part.map((one) => legible(one, least));
  const whole = Object.entries(part).map(([name, value]) => [name, legible(value, least)]);
  return grown(Object.fromEntries(whole), least);
}

/** The fonts of a part, at least so large that its smallest sign is. */
function grown(part, least) {
  const hasIndex = /<su[bp]>/.test(part.text);
  const needed = hasIndex ? Math.ceil(least / INDEX) : least;
  if (hasIndex) part.font ??= { size: needed };
  for (const [name, value] of Object.entries(part)) {
    if (name.endsWith("font") && value?.size < needed) value.size = needed;
  }
  return part;
}

function hasParts(value) {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
}

const LANDS = [];

/** Colours we know already, if they are the same: what is painted with them need not be anew. */
function known(colors) {
  const before = LANDS.find((each) => same(each, colors));
  if (!before) LANDS.push(colors);
  return before ?? colors;
}

/** Whether a page of this colour is a dark one. */
function darkPage(color) {
  return /^#[0-9a-f]{6}$/i.test(color) && Math.max(...channels(color)) < 128;
}

function flat(layout, above, { grid, line }, pickable) {
  const axis = { gridcolor: grid, linecolor: line, zerolinecolor: line, automargin: true };
  return {
    margin: { l: 56, r: 16, t: above || 16, b: 48 },
    dragmode: pickable || TOUCH.matches ? false : "zoom", // a finger scrolls the page
    ...alike(["xaxis", "yaxis", ...named(layout, /^[xy]axis\d*$/)], axis),
  };
}

function solid(layout, above, { text, line }) {
  const lines = { gridcolor: line, zerolinecolor: line };
  const axis = { ...lines, color: text, showbackground: false, nticks: 5 };
  const camera = { eye: { x: 1.5, y: 1.5, z: 1.1 } };
  const scene = { xaxis: axis, yaxis: axis, zaxis: axis, camera };
  return {
    margin: { l: 0, r: 0, t: above, b: 0 },
    dragmode: "turntable",
    ...alike(["scene", ...named(layout, /^scene\d*$/)], scene),
  };
}

function named(layout, pattern) {
  return Object.keys(layout).filter((name) => pattern.test(name));
}

function alike(names, value) {
  return Object.fromEntries(names.map((name) => [name, value]));
}
