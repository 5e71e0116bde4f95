// Land under a plot with axes from -2 to 2, each 100 pixels long.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Element, axis } from "./dom.js";
import { Ground, heights } from "../../pages/_kit/stage/js/ground.js";

const LOOK = { tint: [[0, "#000000"], [1, "#ffffff"]], ink: "#000000", line: 0.3 };
const SIDE = Float32Array.of(-2, -1, 0, 1, 2);
const landOf = () => {
  const z = Array.from(SIDE, () => Float32Array.from(SIDE));
  return { x: SIDE, y: SIDE, z, levels: [], soft: null, hover: "f = %{z}" };
};

globalThis.ImageData = class {
  constructor(data, width, height) {
    Object.assign(this, { data, width, height });
  }
};

function scene() {
  const plot = new Element("div");
  plot._fullLayout = { _plots: { xy: { xaxis: axis(30, 100), yaxis: axis(10, 80) } } };
  const ground = new Ground(new Element("figure"));
  const strokes = () => ground.element.getContext("2d").strokes;
  return { plot, ground, strokes };
}

test("it lies where the axes are, as large as they are", () => {
  const { plot, ground, strokes } = scene();
  ground.paint(plot, landOf(), LOOK);
  const { left, top, width, height } = ground.element.style;
  assert.deepEqual([left, top, width, height], ["30px", "10px", "100px", "80px"]);
  const [[name, picture]] = strokes();
  assert.equal(name, "putImageData");
  assert.equal(picture.data.length, 4 * picture.width * picture.height);
});

test("it is painted again only where land, look or axes have changed", () => {
  const { plot, ground, strokes } = scene();
  const land = landOf();
  ground.paint(plot, land, LOOK);
  ground.paint(plot, { ...land }, LOOK); // the same heights in a new scene
  assert.equal(strokes().length, 1);
  plot._fullLayout._plots.xy.xaxis.range = [-1, 1];
  ground.paint(plot, land, LOOK);
  assert.equal(strokes().length, 2);
  ground.paint(plot, land, { ...LOOK });
  ground.paint(plot, landOf(), LOOK);
  assert.equal(strokes().length, 4);
});

test("without land, or before there are axes, nothing is there", () => {
  const { plot, ground, strokes } = scene();
  ground.paint(plot, null, LOOK);
  assert.equal(ground.element.hidden, true);
  ground.paint(new Element("div"), landOf(), LOOK);
  assert.equal(ground.element.hidden, true);
  assert.deepEqual(strokes(), []);
});

test("the pointer is told the very heights, and sees nothing of them", () => {
  const land = landOf();
  const trace = heights(land);
  assert.equal(trace.z, land.z);
  assert.equal(trace.hovertemplate, "f = %{z}");
  assert.equal(trace.opacity, 0);
});
