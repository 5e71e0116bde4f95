// What is painted over a plot with axes from -2 to 2, each 100 pixels long.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Element, axis } from "./dom.js";
import { Canvas, clipped, paintGhosts, paintTracks } from "../../pages/_kit/stage/js/canvas.js";
import { withEnd } from "../../pages/_kit/stage/js/tracks.js";

function figureOf(mode, columns, trace = {}) {
  const plot = new Element("div");
  plot._fullLayout = { _plots: { xy: { xaxis: axis(0, 100), yaxis: axis(0, 100) } } };
  const tracks = [withEnd({ trace: 0, mode, columns })];
  return { plot, tracks, traces: [trace], layers: [paintTracks], t: 0 };
}

function painted(figure) {
  const canvas = new Canvas(new Element("figure"));
  canvas.paint(figure);
  return canvas.element.getContext("2d").strokes;
}

const called = (strokes, name) =>
  strokes.filter(([each]) => each === name).map(([, ...all]) => all);
const RUN = { x: [-2, 0, 2], y: [-2, 0, 2] };

test("a marker stands where the recording is", () => {
  const figure = { ...figureOf("marker", RUN), t: 1 };
  assert.deepEqual(called(painted(figure), "arc").map(([x, y]) => [x, y]), [[50, 50]]);
});

test("a trail is the line so far, and its dots where its trace has markers", () => {
  const figure = { ...figureOf("trail", RUN, { mode: "lines+markers" }), t: 1 };
  const strokes = painted(figure);
  assert.deepEqual(called(strokes, "lineTo"), [[0, 100], [50, 50]]);
  assert.equal(called(strokes, "arc").length, 2);
  const bare = painted({ ...figureOf("trail", RUN), t: 2 });
  assert.equal(called(bare, "lineTo").length, 3);
  assert.equal(called(bare, "arc").length, 0);
});

test("a solid trail glows, and on land it has a rim against the tint below it", () => {
  const line = { color: "#ffb000", width: 3 };
  const figure = { ...figureOf("trail", RUN, { line }), t: 2 };
  assert.equal(called(painted(figure), "stroke").length, 3);
  const look = { land: { rim: "#000000", halo: "#ffffff" } };
  assert.equal(called(painted({ ...figure, land: {}, look }), "stroke").length, 4);
  const dashed = figureOf("trail", RUN, { line: { ...line, dash: "dash" } });
  assert.equal(called(painted({ ...dashed, t: 2 }), "stroke").length, 1);
});

test("after the end of a recording the marker is gone and the trail stays", () => {
  const run = { x: [-2, 0, null], y: [-2, 0, 1] };
  assert.deepEqual(called(painted({ ...figureOf("marker", run), t: 2 }), "arc"), []);
  assert.equal(called(painted({ ...figureOf("trail", run), t: 2 }), "lineTo").length, 2);
});

test("curves that plotly.js draws are not painted twice", () => {
  assert.deepEqual(called(painted(figureOf("prefix", RUN)), "arc"), []);
});

test("nothing is painted before there is a plot, or outside of it", () => {
  const figure = figureOf("marker", RUN);
  assert.deepEqual(called(painted(figure), "rect"), [[0, 0, 100, 100]]);
  assert.equal(called(painted(figure), "clip").length, 1);
  figure.plot._fullLayout = undefined;
  assert.deepEqual(called(painted(figure), "arc"), []);
});

test("layers are painted in their order, on a clean canvas as sharp as the screen", () => {
  window.devicePixelRatio = 2;
  const figure = figureOf("marker", RUN);
  figure.layers = [
    (pen) => pen.fillText("below"),
    (pen, { plot }) => clipped(pen, plot, {}, (pixel) => pen.fillText(...pixel(2, -2))),
  ];
  const canvas = new Canvas(new Element("figure"));
  canvas.paint(figure);
  const { strokes } = canvas.element.getContext("2d");
  assert.deepEqual(strokes[0], ["setTransform", 2, 0, 0, 2, 0, 0]);
  assert.deepEqual(strokes[1], ["clearRect", 0, 0, 400, 300]);
  assert.deepEqual(called(strokes, "fillText"), [["below"], [100, 100]]);
  assert.deepEqual([canvas.element.width, canvas.element.height], [800, 600]);
});

test("runs of before stay behind, dashed, and with a rim on land", () => {
  const ghost = { x: [-2, 0], y: [-2, 0], mode: "lines", line: { color: "#8a8a90", dash: "dash" } };
  const look = { land: { rim: "#000000", halo: "#ffffff" } };
  const figure = { ...figureOf("trail", RUN), layers: [paintGhosts], ghosts: [ghost], look };
  const strokes = painted(figure);
  assert.deepEqual(called(strokes, "lineTo"), [[0, 100], [50, 50]]);
  assert.deepEqual(called(strokes, "setLineDash"), [[[9, 9]], [[]]]);
  assert.equal(called(strokes, "stroke").length, 2);
});
