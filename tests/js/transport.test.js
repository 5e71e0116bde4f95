// The player: one clock, whatever is pressed.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Element, frame, frames, motion, settled } from "./dom.js";
import { Transport } from "../../pages/_kit/stage/js/transport.js";

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  frames.length = 0;
  window.location.href = "http://downhill.test/lesson";
  motion.matches = false;
});
afterEach(() => mock.timers.reset());

function player({ n_steps = 10, labels = null, start = "first", onStep = () => {} } = {}) {
  const seen = { steps: [], rests: 0 };
  const step = (t) => {
    seen.steps.push(t);
    return onStep(t);
  };
  const made = new Transport(new Element("div"), step, () => (seen.rests += 1));
  made.adopt({ n_steps, labels }, { key: "visits", fps: 10, clock: "Visit", start });
  return Object.assign(made, { seen });
}

test("it begins at the first or at the last step", () => {
  assert.equal(player().t, 0);
  assert.equal(player({ start: "last" }).t, 9);
  assert.equal(player({ n_steps: 1 }).bar.hidden, true);
});

test("the address says where it was paused; a fresh browser stands there and tells Python", () => {
  window.location.href = "http://downhill.test/slope?slope_walk_step=7&other_step=3";
  const made = new Transport(new Element("div"), () => {}, () => tell());
  const tell = () => (made.told = made.t);
  const scene = { n_steps: 10, labels: null };
  made.adopt(scene, { key: "slope_walk", fps: 10, clock: "Stop", start: "first" });
  assert.equal(made.t, 7);
  mock.timers.tick(200);
  assert.equal(made.told, 7);
  made.seek(4);
  mock.timers.tick(200);
  assert.match(window.location.href, /slope_walk_step=4/);
  made.seek(0); // where it stands by itself
  mock.timers.tick(200);
  assert.equal(window.location.href, "http://downhill.test/slope?other_step=3");
});

test("a run that is one step while it trains still has its home at the end it grows to", () => {
  const made = player({ n_steps: 1, start: "last" }); // it still trains
  made.adopt({ n_steps: 10, labels: null }, { fps: 10, clock: "Visit" });
  const rested = (t) => {
    made.seek(t);
    mock.timers.tick(200);
    return new URL(window.location.href).search;
  };
  assert.equal(rested(0), "?visits_step=0");
  assert.equal(rested(9), "");
});

test("a step that the run does not have counts for nothing", () => {
  for (const odd of ["10", "-1", "x", "1e0", ""]) {
    window.location.href = `http://downhill.test/slope?slope_walk_step=${odd}`;
    const made = new Transport(new Element("div"), () => {}, () => {});
    const options = { key: "slope_walk", fps: 10, clock: "Stop", start: "last" };
    made.adopt({ n_steps: 10, labels: null }, options);
    assert.equal(made.t, 9, odd);
  }
});

test("a player at the end stays at the end of a longer run; one inside stays where it is", () => {
  const end = player({ start: "last" });
  end.adopt({ n_steps: 20, labels: null }, { fps: 10, clock: "Visit" });
  assert.equal(end.t, 19);
  end.seek(5);
  end.adopt({ n_steps: 30, labels: null }, { fps: 10, clock: "Visit" });
  assert.equal(end.t, 5);
  end.adopt({ n_steps: 3, labels: null }, { fps: 10, clock: "Visit" });
  assert.equal(end.t, 2);
});

test("playing follows the clock to the last step, rests there, and begins anew", async () => {
  const it = player();
  it.play();
  await frame(350);
  assert.equal(it.t, 3);
  await frame(5000);
  assert.equal(it.t, 9);
  assert.deepEqual([it.playing, it.seen.rests], [false, 1]);
  it.play();
  assert.equal(it.t, 0);
});

test("speed counts from the moment it is chosen", async () => {
  const it = player();
  it.play();
  await frame(200);
  it.speed.value = "4";
  it.speed.fire("change");
  await frame(100);
  assert.equal(it.t, 6);
});

test("who asked for less motion gets ten jumps", async () => {
  motion.matches = true;
  const it = player({ n_steps: 100 });
  it.play();
  await frame(700);
  assert.equal(it.t, 0);
  await frame(100);
  assert.equal(it.t, 10);
});

test("play, pressed or called twice, is one clock", async () => {
  const it = player();
  it.play();
  it.play();
  assert.equal(frames.length, 1);
  await frame(100);
  assert.deepEqual(it.seen.steps, [1]);
});

test("a pause and a play within one drawing are one clock, too", async () => {
  const draws = [];
  const it = player({ onStep: () => new Promise((drawn) => draws.push(drawn)) });
  it.play();
  await frame(100); // drawing step 1
  it.pause();
  it.play();
  draws.shift()();
  await settled();
  assert.equal(frames.length, 1);
});

test("a row of key presses is one report, and none of them comes into the playing", () => {
  const it = player();
  it.seek(3);
  it.seek(4);
  mock.timers.tick(200);
  assert.equal(it.seen.rests, 1);
  it.seek(5);
  it.play();
  mock.timers.tick(200);
  assert.equal(it.seen.rests, 1);
});

test("no step lies outside of the run", () => {
  const it = player();
  it.seek(-1);
  assert.equal(it.t, 0);
  it.seek(99);
  assert.equal(it.t, 9);
});

test("it says the step, its label, and where the run has left the numbers", () => {
  const it = player({ n_steps: 3, labels: ["loss 4", "loss 2", "loss 9"] });
  assert.equal(it.words(1, Infinity), "Visit 1 of 2 · loss 2");
  assert.equal(it.words(2, 2), "Visit 2 of 2 · loss 9 · diverged at visit 2");
});

test("keys step, jump and play; the scrubber keeps its own", () => {
  const it = player();
  const press = (key) => it.bar.fire("keydown", { key });
  press("ArrowRight");
  assert.equal(it.t, 1);
  press("End");
  assert.equal(it.t, 9);
  assert.equal(press("Home").defaultPrevented, true);
  assert.equal(it.t, 0);
  assert.equal(press("x").defaultPrevented, false);
  press(" ");
  assert.equal(it.playing, true);
  it.close();
  assert.equal(it.playing, false);
});
