// Picking a point: by drag, with the arrow keys, and no longer.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { plotly } from "./dom.js";
import { X, desk, sceneOf } from "./desk.js";

const PICK = { options: { pick: { figure: 0, x: "x", y: "" } }, sliders: [{ ...X, value: 0 }] };
const point = (share) => ({ button: 0, pointerId: 1, clientX: share * 100, clientY: 50 });

test("a point follows the pointer that drags it, and is reported when it is let go", async () => {
  const it = await desk(PICK);
  const [figure] = it.figures();
  figure.fire("pointerdown", point(0.25));
  assert.equal(it.value(), "−1.00");
  figure.fire("pointermove", point(2)); // beyond the plot: its edge
  assert.equal(it.value(), "2.00");
  assert.equal(it.tellings, 0);
  figure.fire("pointerup");
  assert.deepEqual(it.told.picked, [0, 2, 0]);
  assert.equal(it.told.values.x, 2);
});

test("a point in the plane moves a slider for each axis", async () => {
  const sliders = [{ ...X, value: 0 }, { ...X, name: "y", value: 0 }];
  const it = await desk({ sliders, options: { pick: { figure: 0, x: "x", y: "y" } } });
  it.figures()[0].fire("pointerdown", { ...point(0.25), clientY: 0 });
  assert.deepEqual([it.value(0), it.value(1)], ["−1.00", "2.00"]);
  it.figures()[0].fire("pointerup");
  it.figures()[0].fire("keydown", { key: "ArrowDown" });
  assert.deepEqual([it.value(0), it.value(1)], ["−1.00", "1.92"]);
});

const finger = (x, y) => ({ ...point(x), clientY: y, pointerType: "touch" });

test("a finger on a curve moves its point when it goes sideways", async () => {
  const it = await desk(PICK);
  const [figure] = it.figures();
  figure.fire("pointerdown", finger(0.25, 50));
  assert.equal(it.value(), "0.00");
  figure.fire("pointermove", finger(0.5, 52));
  figure.fire("pointermove", finger(0.75, 52));
  figure.fire("pointerup", finger(0.75, 52));
  assert.equal(it.told.values.x, 1);
});

test("a finger that scrolls the page over a curve leaves its point", async () => {
  const it = await desk(PICK);
  const [figure] = it.figures();
  figure.fire("pointerdown", finger(0.25, 50));
  figure.fire("pointermove", finger(0.27, 80));
  figure.fire("pointercancel");
  figure.fire("pointermove", finger(0.75, 80));
  assert.deepEqual([it.value(), it.tellings], ["0.00", 0]);
});

test("a tap on a curve moves its point there", async () => {
  const it = await desk(PICK);
  const [figure] = it.figures();
  figure.fire("pointerdown", finger(0.25, 50));
  figure.fire("pointerup", finger(0.25, 50));
  assert.deepEqual([it.value(), it.tellings], ["−1.00", 1]);
});

test("a row of arrow keys is one report", async () => {
  const it = await desk(PICK);
  for (let n = 0; n < 3; n++) {
    it.figures()[0].fire("keydown", { key: "ArrowRight" });
    mock.timers.tick(200);
  }
  assert.equal(it.tellings, 0);
  mock.timers.tick(100);
  assert.equal(it.tellings, 1);
  assert.equal(it.told.values.x, 0.24);
});

test("after an arrow key a pointer that hovers moves nothing", async () => {
  const it = await desk(PICK);
  const [figure] = it.figures();
  figure.fire("keydown", { key: "ArrowRight" });
  assert.equal(it.value(), "0.08"); // two per cent of an axis of length 4
  figure.fire("pointermove", point(0.9));
  assert.equal(it.value(), "0.08");
  mock.timers.tick(300);
  assert.equal(it.told.values.x, 0.08);
  assert.equal(it.tellings, 1);
});

test("what Python says meanwhile does not take a dragged point back", async () => {
  const it = await desk(PICK);
  const [figure] = it.figures();
  figure.fire("pointerdown", point(0.25));
  await it.python({ scene: sceneOf(3) });
  figure.fire("pointerup");
  assert.equal(it.told.values.x, -1);
});

test("where Python takes the picking away, the figure is a picture again", async () => {
  const it = await desk(PICK);
  const [figure] = it.figures();
  assert.equal(figure.attributes.role, "group");
  await it.python({ options: { pick: null } });
  assert.equal(figure.attributes.role, undefined);
  assert.equal(figure.classList.contains("dh-pickable"), false);
  figure.fire("pointerdown", point(0.25));
  figure.fire("pointermove", point(0.5));
  figure.fire("pointerup");
  figure.fire("keydown", { key: "ArrowRight" });
  mock.timers.tick(300);
  assert.equal(it.value(), "0.00");
  assert.equal(it.tellings, 0);
});

test("picking taken away in the middle of a drag ends the drag", async () => {
  const it = await desk(PICK);
  const [figure] = it.figures();
  figure.fire("pointerdown", point(0.25));
  await it.python({ options: { pick: null }, scene: sceneOf(3) });
  figure.fire("pointerup");
  assert.equal(it.value(), "0.00");
  assert.equal(it.drawn(), 3);
});

test("the browser keeps its own shortcuts", async () => {
  const it = await desk(PICK);
  const [figure] = it.figures();
  const back = figure.fire("keydown", { key: "ArrowLeft", altKey: true });
  const bar = it.root.all("dh-transport")[0].fire("keydown", { key: "ArrowLeft", altKey: true });
  assert.deepEqual([back.defaultPrevented, bar.defaultPrevented], [false, false]);
  assert.equal(it.value(), "0.00");
});

test("arrow keys in a figure that could not be drawn do nothing", async () => {
  const Plotly = plotly();
  Plotly.broken = () => new Error("no");
  const it = await desk({ ...PICK, Plotly });
  it.figures()[0].fire("keydown", { key: "ArrowRight" });
  assert.equal(it.value(), "0.00");
});

test("a stage that is gone tells Python nothing more", async () => {
  const it = await desk(PICK);
  it.figures()[0].fire("pointerdown", point(0.25));
  it.drag(30);
  it.close();
  it.slider().fire("blur");
  it.figures().forEach((figure) => figure.fire("pointerup"));
  mock.timers.tick(1000);
  assert.equal(it.tellings, 0);
});
