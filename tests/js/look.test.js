// The layout every figure starts from.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Element, motion } from "./dom.js";
import { legible, lookOf } from "../../pages/_kit/stage/js/look.js";

const OPTIONS = { key: "lesson_curve", text_size: 15 };
const look = (layout, types, pickable = false) =>
  lookOf(new Element("div"), { layout }, OPTIONS, pickable).layout(types.map((type) => ({ type })));

test("every axis a figure names has the colours of the page", () => {
  const layout = look({ xaxis: {}, yaxis2: {} }, ["scatter"]);
  for (const name of ["xaxis", "yaxis", "yaxis2"]) assert.equal(layout[name].gridcolor, "#000");
  assert.equal(layout.scene, undefined);
  assert.equal(layout.uirevision, "lesson_curve");
});

test("a surface is turned, and has no margin for axes it does not have", () => {
  const layout = look({ scene2: {} }, ["scatter", "surface"]);
  assert.equal(layout.dragmode, "turntable");
  assert.equal(layout.xaxis, undefined);
  const scenes = Object.keys(layout).filter((name) => name.startsWith("scene"));
  assert.deepEqual(scenes, ["scene", "scene2"]);
  assert.equal(layout.margin.l, 0);
});

test("a title has room", () => {
  assert.equal(look({}, ["scatter"]).margin.t, 16);
  assert.equal(look({ title: "J" }, ["scatter"]).margin.t, 48);
  assert.equal(look({}, ["surface"]).margin.t, 0);
  assert.equal(look({ title: "J" }, ["surface"]).margin.t, 48);
});

test("a mouse zooms, unless it picks; a finger scrolls the page", () => {
  assert.equal(look({}, ["scatter"]).dragmode, "zoom");
  assert.equal(look({}, ["scatter"], true).dragmode, false);
  motion.matches = true; // one object answers for every media query here
  assert.equal(look({}, ["scatter"]).dragmode, false);
  motion.matches = false;
});

test("land has the colours of the page it lies on", () => {
  const style = getComputedStyle();
  for (const [page, land] of [["#fdfcf9", "by day"], ["#16191c", "by night"]]) {
    globalThis.getComputedStyle = () => ({ ...style, getPropertyValue: () => page });
    const options = { ...OPTIONS, land: { light: { tint: "by day" }, dark: { tint: "by night" } } };
    const seen = () => lookOf(new Element("div"), { layout: {} }, structuredClone(options)).land;
    assert.deepEqual(seen(), { tint: land });
    assert.equal(seen(), seen(), "the same colours are the same object");
  }
  globalThis.getComputedStyle = () => style;
});

test("no letter and no index is smaller than the back row can read", () => {
  const title = { text: "p<sub>uf</sub>" };
  const annotations = [{ text: "b", font: { size: 11 } }];
  const part = { font: { size: 15 }, yaxis: { title }, annotations };
  assert.equal(legible(part, 0), part);
  const grown = legible(part, 20);
  assert.equal(grown.font.size, 20);
  assert.equal(grown.annotations[0].font.size, 20);
  assert.equal(grown.yaxis.title.font.size, 25); // an index has 80 % of it
  assert.equal(title.font, undefined, "what was given is as it was");
});
