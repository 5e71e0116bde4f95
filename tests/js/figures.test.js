// Figures that are drawn, that cannot be drawn, and that change their size.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Sizes, frame, plotly, settled } from "./dom.js";
import { desk, sceneOf } from "./desk.js";

function titled(first) {
  const scene = sceneOf(first);
  scene.figures[0].layout = { title: "new" };
  return scene;
}

for (const call of ["react", "restyle"]) {
  test(`a ${call} that plotly.js refuses is said in the place of the figure`, async () => {
    const Plotly = plotly();
    const it = await desk({ Plotly });
    Plotly.broken = (name) => name === call && new Error("it does not want to");
    await it.python({ scene: call === "react" ? titled(1) : sceneOf(1) });
    assert.match(it.root.textContent, /cannot be drawn.*A curve from 1\./);
    assert.equal(it.root.all("dh-plot")[0].hidden, true);
  });
}

test("one figure that cannot be drawn leaves the others alone", async () => {
  const Plotly = plotly();
  Plotly.broken = (_name, data) => data[0].name === "bad" && new Error("no");
  const scene = sceneOf(0, 4, 2);
  const [good, bad] = [scene.figures[0], structuredClone(scene.figures[0])];
  bad.data[0].name = "bad";
  const it = await desk({ Plotly, scene: { ...scene, figures: [bad, good] } });
  const failed = it.figures().map((figure) => figure.classList.contains("dh-failed"));
  assert.deepEqual(failed, [true, false]);
});

test("what could not be drawn is drawn whole the next time, be only the run new", async () => {
  const Plotly = plotly();
  const it = await desk({ Plotly });
  Plotly.broken = () => new Error("once");
  await it.python({ scene: titled(1) });
  Plotly.broken = () => null;
  await it.python({ scene: titled(2) });
  assert.deepEqual(Plotly.calls.map(([name]) => name), ["react", "react", "react"]);
  assert.equal(it.drawn(), 2);
  assert.equal(it.root.all("dh-failed").length, 0);
});

test("a figure is resized when its width changes, and only then", async () => {
  const it = await desk();
  const resizes = () => it.Plotly.calls.filter(([name]) => name === "resize").length;
  const resize = async (width) => {
    it.root.all("dh-figures")[0].clientWidth = width;
    Sizes.all.findLast((watcher) => watcher.watching).told();
    await frame();
  };
  await resize(400);
  const before = resizes();
  await resize(400);
  assert.equal(resizes(), before);
  await resize(300);
  assert.equal(resizes(), before + 1);
});

test("a plot that cannot be resized is no silent rejection", async () => {
  const Plotly = plotly();
  const it = await desk({ Plotly });
  Plotly.broken = () => new Error("Resize must be passed a displayed plot div element.");
  it.root.all("dh-figures")[0].clientWidth = 300;
  Sizes.all.findLast((watcher) => watcher.watching).told();
  await frame();
  assert.equal(console.error.mock.callCount(), 1);
});

test("a step taken while the figure is being drawn is drawn after it", async () => {
  const Plotly = plotly();
  const it = await desk({ Plotly });
  let finish;
  Plotly.waiting = new Promise((resolve) => (finish = resolve));
  await it.python({ scene: titled(1) });
  const [, back] = it.root.all("dh-transport")[0].children;
  back.fire("click");
  await settled();
  assert.deepEqual(Plotly.calls.map(([name]) => name), ["react", "react"]);
  finish();
  await settled();
  assert.deepEqual(Plotly.calls.map(([name]) => name), ["react", "react", "restyle"]);
  assert.equal(Plotly.calls[2][1].y[0].length, 3);
});

test("a part sent twice is one array for plotly.js, also where only its name is sent", async () => {
  const it = await desk();
  const is = { dtype: "f4", bdata: Buffer.from(Float32Array.of(1, 2).buffer).toString("base64") };
  const x = { "#": "aa", is };
  const drawn = async (title, data) => {
    const scene = sceneOf(0);
    scene.figures[0] = { ...scene.figures[0], data: [{}, data], layout: { title } };
    await it.python({ scene });
    const [, traces] = it.Plotly.calls.at(-1);
    return traces[1].x;
  };
  const first = await drawn("one", { x });
  assert.deepEqual([...first], [1, 2]);
  assert.equal(await drawn("two", { x }), first);
  assert.equal(await drawn("three", { x: { "#": "aa" } }), first);
  assert.notEqual(await drawn("four", { x: { "#": "bb", is } }), first);
});

test("a stage without width waits for it", async () => {
  const it = await desk();
  const grid = it.root.all("dh-figures")[0];
  grid.clientWidth = 0;
  await it.python({ scene: sceneOf(3) });
  assert.equal(it.drawn(), 0);
  grid.clientWidth = 400;
  Sizes.all.findLast((watcher) => watcher.watching).told();
  await settled();
  assert.equal(it.drawn(), 3);
});

test("a camera the reader has turned stays when the figure is drawn anew", async () => {
  const it = await desk();
  const camera = { eye: { x: 2, y: 0, z: 1 } };
  it.root.all("dh-plot")[0].fire("plotly_relayout", { changes: { "scene.camera": camera } });
  await it.python({ scene: titled(1) });
  const [, , layout] = it.Plotly.calls.at(-1);
  assert.deepEqual(layout.scene.camera, camera);
});
