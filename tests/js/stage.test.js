// One stage between Python, a route and a reader: who is right about slider and picture.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Arrivals, Sizes, Source, frame, requests, settled } from "./dom.js";
import { ETA, desk, sceneOf } from "./desk.js";

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
  await it.python({ options: { stream: null } });
  await it.python({ options: { stream: "downhill/jobs/7/events" } });
  Source.all.at(-1).send({ done: true });
  assert.equal(it.tellings, 1);
});

test("a run that is out of reach says whether it may come back", async () => {
  const it = await desk({ options: { stream: "downhill/jobs/8/events" } });
  const source = Source.all.at(-1);
  source.lose(0);
  assert.equal(it.note(), "Waiting for the run …");
  source.lose(Source.CLOSED);
  assert.equal(it.note(), "The connection to this run is lost.");
});

test("Python hears where the player rests, if it wants to", async () => {
  for (const follow of [true, false]) {
    const it = await desk({ options: { follow } });
    it.root.all("dh-transport")[0].fire("keydown", { key: "Home" });
    await settled();
    mock.timers.tick(200);
    assert.equal(it.told.step, follow ? 0 : undefined);
  }
});

test("a stage ends when it has left the page, not when Streamlit ends a call", async () => {
  const it = await desk();
  const stage = it.figures()[0];
  it.root.isConnected = true;
  it.close(); // overtaken, and the newer call is still on its way
  await it.python({ scene: sceneOf(2) });
  assert.equal(it.drawn(), 2);
  assert.equal(it.figures()[0], stage);
  it.root.isConnected = false;
  it.close();
  assert.equal(it.figures().length, 0);
});
