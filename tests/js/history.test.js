// Places to come back to: what is written at once is one of them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { onePlaceForEachDeed } from "../../pages/_kit/frame/js/history.js";

test("two controls of one button make one place, two buttons make two", () => {
  const places = ["?"];
  const history = {
    pushState: (_state, _title, url) => places.push(url),
    replaceState: (_state, _title, url) => places.splice(-1, 1, url),
  };
  let time = 0;
  onePlaceForEachDeed(history, () => time);
  const say = (at, url) => {
    time = at;
    history.pushState(null, "", url);
  };
  say(1000, "?a=1");
  say(1002, "?a=1&b=2");
  assert.deepEqual(places, ["?", "?a=1&b=2"]);
  say(2000, "?a=3&b=2");
  assert.deepEqual(places, ["?", "?a=1&b=2", "?a=3&b=2"]);
});
