// A finger on a range input: sideways it moves the value, up and down it leaves it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Element } from "./dom.js";
import { whenMeant } from "../../pages/_kit/stage/js/finger.js";

const at = (clientX, clientY, pointerType = "touch") => ({ clientX, clientY, pointerType });

/** A range input at 10 under a pointer that comes down at (100, 100): the browser sets 50. */
function pressed(pointerType) {
  const input = new Element("input");
  const told = [];
  input.value = "10";
  whenMeant(input, () => told.push(input.value));
  input.fire("pointerdown", at(100, 100, pointerType));
  input.value = "50";
  input.fire("input");
  return { input, told };
}

test("a mouse moves the value where it is pressed", () => {
  assert.deepEqual(pressed("mouse").told, ["50"]);
});

test("a finger that comes down moves nothing; sideways it takes the value with it", () => {
  const { input, told } = pressed();
  assert.deepEqual([input.value, told], ["10", []]);
  input.fire("pointermove", at(106, 100)); // it trembles
  assert.deepEqual(told, []);
  input.fire("pointermove", at(115, 104));
  assert.deepEqual(told, ["50"]);
  input.value = "60";
  input.fire("input");
  assert.deepEqual(told, ["50", "60"]);
});

test("a finger that scrolls the page leaves the value as it was", () => {
  const { input, told } = pressed();
  input.fire("pointermove", at(104, 130));
  input.fire("pointercancel");
  assert.deepEqual([input.value, told], ["10", []]);
  input.value = "30"; // by the arrow keys
  input.fire("input");
  assert.deepEqual(told, ["30"]);
});

test("a tap sets the value where it is", () => {
  const { input, told } = pressed();
  input.fire("pointerup", at(101, 101));
  assert.deepEqual([input.value, told], ["50", ["50"]]);
});

test("a touch that changes nothing tells nothing", () => {
  const input = new Element("input");
  const told = [];
  input.value = "10";
  whenMeant(input, () => told.push(input.value));
  input.fire("pointerdown", at(100, 100));
  input.fire("pointerup", at(100, 100));
  assert.deepEqual(told, []);
});
