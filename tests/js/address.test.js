// What a stage writes into the address bar.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import "./dom.js";
import { writeAddress } from "../../pages/_kit/stage/js/address.js";

test("parameters are set and taken out, the others stay, and no place is added", () => {
  window.location.href = "http://downhill.test/slope?present=1&slope_x=2";
  writeAddress({ slope_x: "", slope_eta: "0.1" });
  assert.equal(window.location.href, "http://downhill.test/slope?present=1&slope_eta=0.1");
});

test("an address that says it already is left alone", () => {
  const replace = mock.method(window.history, "replaceState");
  window.location.href = "http://downhill.test/slope?slope_eta=0.1";
  writeAddress({ slope_eta: "0.1", slope_x: "" });
  assert.equal(replace.mock.callCount(), 0);
});
