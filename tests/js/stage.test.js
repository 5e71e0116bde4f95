// One stage between Python and a reader: who is right about a slider, a picture, a point.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Arrivals, Sizes, Source, frame, plotly, requests, settled } from "./dom.js";
import { ETA, X, desk, sceneOf } from "./desk.js";

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
  assert.deepEqual(complaints, []); // nothing may be left to the browser's console
});

// --- the slider in the reader's hand

test("Python moves a slider that nobody holds", async () => {
  const it = await desk();
  await it.answer({ sliders: [{ ...ETA, value: 0.3 }], scene: sceneOf(3) });
  assert.equal(it.value(), "0.30");
  assert.equal(it.drawn(), 3);
});

test("a slider in the hand stays there, and tells Python when it is let go", async () => {
  const it = await desk();
  it.drag(50);
  await it.answer({ sliders: [{ ...ETA, value: 0.3 }], scene: sceneOf(3) });
  assert.equal(it.value(), "0.50");
  assert.equal(it.drawn(), 0);
  assert.equal(it.tellings, 0);
  it.letGo();
  assert.equal(it.told.values.eta, 0.5);
});

test("a preset pressed before Python has answered moves the slider", async () => {
  const it = await desk();
  it.drag(50);
  it.letGo();
  await it.answer({ sliders: [{ ...ETA, value: 0.02 }], scene: sceneOf(2) });
  assert.equal(it.value(), "0.02");
  assert.equal(it.drawn(), 2);
});

test("an answer older than the last report takes back neither slider nor address", async () => {
  const it = await desk({ options: { address: { lesson_eta: "0.1" } } });
  it.drag(50);
  it.letGo();
  const first = it.told.report;
  it.drag(70);
  it.letGo();
  const older = { heard: first, address: { lesson_eta: "0.5" } };
  await it.python({ sliders: [{ ...ETA, value: 0.5 }], scene: sceneOf(5), options: older });
  assert.equal(it.value(), "0.70");
  assert.equal(it.drawn(), 0);
  assert.match(window.location.href, /lesson_eta=0.7/);
  await it.answer({ sliders: [{ ...ETA, value: 0.7 }], scene: sceneOf(7) });
  assert.equal(it.drawn(), 7);
});

test("an answer that takes longer than seconds still does not take the slider back", async () => {
  const it = await desk();
  it.drag(50);
  it.letGo();
  await frame(60_000);
  await it.python({ sliders: [{ ...ETA, value: 0.1 }], scene: sceneOf(1) });
  assert.equal(it.value(), "0.50");
});

test("a drag that ends where it began lets the slider go", async () => {
  const it = await desk();
  it.drag(50);
  it.drag(10);
  it.slider().fire("pointerup"); // no change: the value is the one before the drag
  await it.answer({ sliders: [{ ...ETA, value: 0.3 }], scene: sceneOf(3) });
  assert.equal(it.value(), "0.30");
  assert.equal(it.drawn(), 3);
});

test("letting go tells Python once, whatever events the browser sends for it", async () => {
  const it = await desk();
  it.drag(50);
  for (const name of ["pointerup", "change", "blur"]) it.slider().fire(name);
  assert.equal(it.tellings, 1);
});

test("moving there and back again before the answer ends in the address, too", async () => {
  const it = await desk({ options: { address: { lesson_eta: "0.1" } } });
  it.drag(50);
  it.letGo();
  it.drag(10);
  it.letGo();
  assert.match(window.location.href, /lesson_eta=0.1$/);
});

test("a slider of another name takes its value from Python at once", async () => {
  const it = await desk();
  it.drag(50);
  it.letGo();
  await it.python({ sliders: [{ ...ETA, name: "lam", value: 0.2 }] });
  assert.equal(it.value(), "0.20");
});

// --- pictures from the route

test("a late answer of the route does not cover what Python has drawn since", async () => {
  const it = await desk();
  it.drag(50);
  it.letGo();
  await it.answer({ sliders: [{ ...ETA, value: 0.5 }], scene: sceneOf(5) });
  requests[0].answer(sceneOf(4));
  await settled();
  assert.equal(it.drawn(), 5);
});

test("the answer for the value in the hand is drawn while Python has yet to answer", async () => {
  const it = await desk();
  it.drag(50);
  it.letGo();
  requests[0].answer(sceneOf(5));
  await settled();
  assert.equal(it.drawn(), 5);
});

test("the reader is told in our words when a picture does not arrive", async () => {
  const it = await desk();
  it.drag(50);
  requests[0].fail(new TypeError("Failed to fetch"));
  await settled();
  assert.match(it.note(), /^The picture for these values did not arrive\./);
  assert.equal(console.error.mock.callCount(), 1);
});

test("a proxy's page of HTML is not quoted to the reader", async () => {
  const it = await desk();
  it.drag(50);
  requests[0].resolve(new Response("<html>502 Bad Gateway</html>", { status: 502 }));
  await settled();
  assert.match(it.note(), /^The picture for these values did not arrive\./);
});

test("a refusal of the route is a sentence for the reader", async () => {
  const it = await desk();
  it.drag(50);
  requests[0].answer({ error: "These settings cannot be drawn." }, false);
  await settled();
  assert.equal(it.note(), "These settings cannot be drawn.");
});

test("the note of a lost picture goes with the next one, whoever brings it", async () => {
  const it = await desk();
  it.drag(50);
  it.drag(60); // wanted while the first is under way
  requests[0].fail(new TypeError("Failed to fetch"));
  await settled();
  requests[1].answer(sceneOf(6));
  await settled();
  assert.equal(it.note(), "");
  it.drag(70);
  requests[2].fail(new TypeError("Failed to fetch"));
  await settled();
  it.letGo();
  await it.answer({ sliders: [{ ...ETA, value: 0.7 }], scene: sceneOf(7) });
  assert.equal(it.note(), "");
});

// --- figures that cannot be drawn

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
  let finish;
  Plotly.waiting = new Promise((resolve) => (finish = resolve));
  const it = await desk({ Plotly });
  const [, back] = it.root.all("dh-transport")[0].children;
  back.fire("click");
  await settled();
  finish();
  await settled();
  assert.deepEqual(Plotly.calls.map(([name]) => name), ["react", "restyle"]);
  assert.equal(Plotly.calls[1][1].y[0].length, 3);
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

// --- picking

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

// --- playing by itself, runs in training, and the end

test("a stage plays by itself when it comes into view", async () => {
  const it = await desk({ options: { autoplay: true, start: "first" } });
  const arrival = Arrivals.all.findLast((watcher) => watcher.watching);
  arrival.told([{ isIntersecting: true }]);
  await frame(40);
  assert.equal(it.root.dataset.step, 1);
  assert.equal(arrival.watching, false);
  it.close();
});

test("nobody watches for the arrival of a stage that is gone", async () => {
  const it = await desk({ options: { autoplay: true, start: "first" } });
  it.close();
  assert.equal(Arrivals.all.at(-1).watching, false);
  assert.equal(Sizes.all.at(-1).watching, false);
});

test("a run in training draws what it brings, and is reported once at its end", async () => {
  const it = await desk({ options: { stream: "downhill/jobs/7/events" } });
  const source = Source.all.at(-1);
  source.send({ scene: sceneOf(5), status: "51 steps" });
  await settled();
  assert.equal(it.drawn(), 5);
  assert.equal(it.note(), "51 steps");
  source.send({ done: true, status: "done" });
  assert.equal(it.told.finished, "downhill/jobs/7/events");
  assert.equal(source.readyState, Source.CLOSED);
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

test("only the newest call of Streamlit may end the stage", async () => {
  const it = await desk();
  const overtaken = it.close;
  await it.python({ scene: sceneOf(1) });
  overtaken();
  await it.python({ scene: sceneOf(2) });
  assert.equal(it.drawn(), 2);
  it.close();
  assert.equal(it.figures().length, 0);
});
