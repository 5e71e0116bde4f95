// A slider's positions, values and words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Element } from "./dom.js";
import { ETA } from "./desk.js";
import { Slider, Sliders } from "../../pages/_kit/stage/js/slider.js";

const FREE = { waiting: false, inHand: false };

function slider(spec, change = () => {}) {
  const made = new Slider(new Element("div"), () => {}, change);
  made.adopt({ ...ETA, ...spec }, FREE);
  return made;
}

test("positions are the steps of the range, and each has its value", () => {
  const linear = slider({ low: -1, high: 1, step: 0.5, value: 0.5 });
  assert.equal(linear.input.max, 4);
  assert.equal(linear.input.value, 3);
  assert.deepEqual([0, 1, 2, 3, 4].map((n) => linear.valueOf(n)), [-1, -0.5, 0, 0.5, 1]);
});

test("a logarithmic slider takes equal factors, and says no more digits than it has", () => {
  const log = slider({ low: 0.01, high: 1, step: 0.5, value: 0.1, log: true });
  assert.equal(log.input.max, 4);
  assert.equal(log.input.value, 2);
  assert.deepEqual([0, 1, 2, 3, 4].map((n) => log.valueOf(n)), [0.01, 0.032, 0.1, 0.32, 1]);
});

test("the ends are exact, whatever rounding makes of the rest", () => {
  const odd = slider({ low: 0.123456, high: 0.987654, step: 0.1, digits: 1 });
  assert.equal(odd.valueOf(0), 0.123456);
  assert.equal(odd.valueOf(odd.positions), 0.987654);
});

test("a slider that a link leaves out is not seen, and its value counts", () => {
  const all = new Sliders(new Element("div"), () => {}, () => {});
  all.adopt([{ ...ETA, hidden: true }, { ...ETA, name: "other" }], false, []);
  assert.deepEqual(all.all.map(({ box }) => box.hidden), [true, false]);
  assert.equal(all.box.hidden, false);
  assert.equal(all.values()[ETA.name], ETA.value);
  all.adopt([{ ...ETA, hidden: true }], false, []);
  assert.equal(all.box.hidden, true);
});

test("a value from outside is brought into the range", () => {
  assert.equal(slider({ value: 7 }).value, 1);
  assert.equal(slider({ value: -7 }).value, 0);
});

test("the number is said with its unit, with a true minus for the eye", () => {
  const cold = slider({ low: -2, high: 2, value: -1.5, digits: 1, unit: "stars" });
  assert.equal(cold.output.value, "−1.5 stars");
  assert.equal(cold.input.attributes["aria-valuetext"], "-1.5 stars");
});

test("it has moved when it stands elsewhere than Python thinks, until that is reported", () => {
  const one = slider({ value: 0.1 });
  assert.equal(one.moved, false);
  one.input.value = 50;
  one.input.fire("input");
  assert.equal(one.moved, true);
  one.report();
  assert.equal(one.moved, false);
});

test("sliders report by name what has moved, as texts", () => {
  const all = new Sliders(new Element("div"), () => {}, () => {});
  all.adopt([ETA, { ...ETA, name: "lam" }], false, []);
  all.set("lam", 0.25);
  all.set("nobody", 0.5);
  assert.deepEqual(all.values(), { eta: 0.1, lam: 0.25 });
  assert.deepEqual(all.report(), [["lam", "0.25"]]);
  assert.deepEqual(all.report(), []);
});

test("there are as many sliders as Python names", () => {
  const root = new Element("div");
  const all = new Sliders(root, () => {}, () => {});
  all.adopt([ETA, { ...ETA, name: "lam" }], false, []);
  assert.equal(root.all("dh-slider").length, 2);
  all.adopt([], false, []);
  assert.equal(root.all("dh-slider").length, 0);
  assert.equal(all.box.hidden, true);
});

test("labels that leave room for a track beside them are said to be short", () => {
  const root = new Element("div");
  const all = new Sliders(root, () => {}, () => {});
  all.adopt([ETA, { ...ETA, name: "lam" }], false, []);
  assert.equal(all.box.classList.contains("dh-short"), true);
  all.adopt([ETA, { ...ETA, name: "lam", label: "regularisation" }], false, []);
  assert.equal(all.box.classList.contains("dh-short"), false);
});
