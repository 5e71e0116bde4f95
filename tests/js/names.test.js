// Names on a map.

import assert from "node:assert/strict";
import { test } from "node:test";

import { partNames } from "../../pages/_kit/stage/js/names.js";

/** A name as plotly.js has set it, from `left`, 40 pixels wide and 10 high. */
const named = (textContent, left, top = 0) => ({
  textContent, style: {},
  getBoundingClientRect: () => ({ left, right: left + 40, top, bottom: top + 10 }),
});
const AREA = { getBoundingClientRect: () => ({ left: 0, right: 140, top: 0, bottom: 30 }) };
const seen = (...names) => {
  partNames({ querySelectorAll: (which) => (which === ".nsewdrag" ? [AREA] : names) });
  return names.filter(({ style }) => style.visibility !== "hidden").map((name) => name.textContent);
};

test("a name that would stand over one before it is left to the pointer", () => {
  assert.deepEqual(seen(named("Ada", 0), named("Ben", 30), named("Dev", 60)), ["Ada", "Dev"]);
  assert.deepEqual(seen(named("Ada", 0), named("Ben", 30, 12)), ["Ada", "Ben"]);
});

test("a name that would hang out of the axes is left to the pointer, too", () => {
  assert.deepEqual(seen(named("Ada", -3), named("Ben", 90), named("Dev", 50, 26)), ["Ada", "Ben"]);
});

test("it comes back where there is room, and an empty one takes none", () => {
  const ben = named("Ben", 30);
  assert.deepEqual(seen(named("Ada", 0), ben), ["Ada"]);
  assert.deepEqual(seen(named("Ada", 90), named("", 30), ben), ["Ada", "", "Ben"]);
});
