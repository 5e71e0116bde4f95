// The show in parts: what a key means, and how blocks become steps.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fitted, takeRoomBack, unfitted } from "../../pages/_kit/frame/js/fit.js";
import { commandOf } from "../../pages/_kit/frame/js/keys.js";
import { packed, restless } from "../../pages/_kit/frame/js/pack.js";

const nobody = { closest: () => null };
const field = { closest: (users) => users.includes("textarea") };
const button = { closest: (users) => users.includes("summary") };
const range = { closest: (users) => users.includes('[role="slider"]') };
const said = (key, focused = nobody, more = {}) => commandOf({ key, ...more }, focused);

test("the clicker is heard whatever has the focus, and no shortcut of the browser is taken", () => {
  for (const focused of [nobody, field, button, range, undefined]) {
    assert.equal(said("PageDown", focused), "next");
    assert.equal(said("PageUp", focused), "previous");
  }
  assert.equal(said("ArrowLeft", nobody, { altKey: true }), undefined);
  assert.equal(said("f", nobody, { ctrlKey: true }), undefined);
});

test("a field keeps its letters, a slider its arrows, a button its space", () => {
  for (const key of ["b", "f", "o", "3", "-", "Escape", " ", "ArrowRight", "Enter"]) {
    assert.equal(said(key, field), undefined, key);
    assert.notEqual(said(key), undefined, key);
  }
  assert.equal(said("ArrowRight", range), undefined);
  assert.equal(said("Home", range), undefined);
  assert.equal(said("b", range), "black");
  assert.equal(said(" ", button), undefined);
  assert.equal(said("ArrowRight", button), "forward");
  assert.equal(said("x"), undefined);
});

const steps = (...blocks) =>
  packed(blocks.map(([kind, height, more]) => ({ kind, height, ...more })), 100, 10)
    .map((step) => step.map(({ kind, height }) => `${kind} ${height}`));

test("words are packed up to the free height, a figure stands for itself", () => {
  const words = [["heading", 20], ["text", 30], ["text", 30], ["text", 1]];
  assert.deepEqual(steps(...words, ["scene", 100, { filling: true }], ["text", 10]), [
    ["heading 20", "text 30", "text 30"],
    ["text 1"],
    ["scene 100"],
    ["text 10"],
  ]);
});

test("a short text leads to its question; what follows a question is a new step", () => {
  assert.deepEqual(steps(["text", 30], ["question", 60], ["question", 20], ["text", 5]), [
    ["text 30", "question 60"],
    ["question 20"],
    ["text 5"],
  ]);
  assert.deepEqual(steps(["text", 31], ["question", 60]), [["text 31"], ["question 60"]]);
});

test("a heading with no room for what it heads is left to the foot", () => {
  assert.deepEqual(steps(["heading", 20], ["scene", 100, { filling: true }]), [["scene 100"]]);
});

test("the parts of a large question have its frame around them on each screen", () => {
  const box = { box: "gate", head: 30 };
  assert.deepEqual(steps(["text", 40, box], ["question", 20, box], ["text", 20, box]), [
    ["text 40", "question 20"],
    ["text 20"],
  ]);
});

test("two cuts that take turns end with the one of more steps, and nothing else ends", () => {
  assert.equal(restless(["2 1", "1 1 1", "2 1"]), false);
  assert.equal(restless(["2 1", "1 1 1", "2 1", "1 1 1"]), true);
  assert.equal(restless(["2 1", "1 2", "2 1"]), true);
  assert.equal(restless(["2 1", "1 1 1", "1 2"]), false);
  assert.equal(restless(["2 1", "1 1 1"]), false);
  assert.equal(restless([]), false);
});

test("a stage leaves room for the rest of its block until the show is over", () => {
  Object.assign(globalThis, { innerWidth: 1200, innerHeight: 900 });
  const style = new Map();
  const stage = {
    offsetHeight: 400, dataset: {}, closest: () => null, querySelector: () => null,
    querySelectorAll: () => [],
    style: {
      setProperty: (name, value) => style.set(name, value),
      removeProperty: (name) => style.delete(name),
    },
  };
  const element = {
    querySelectorAll: () => [stage],
    getBoundingClientRect: () => ({ height: 460 }),
  };
  assert.equal(fitted({ element }, 800).height, 460);
  unfitted(); // as before every cut
  assert.deepEqual([...style], [["--dh-beside", "60px"]]);
  takeRoomBack();
  assert.equal(style.size, 0);
});
