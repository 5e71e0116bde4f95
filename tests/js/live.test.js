// One request at a time, and the latest values win.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { requests, settled } from "./dom.js";
import { Known } from "../../pages/_kit/stage/js/arrays.js";
import { LOST, Live } from "../../pages/_kit/stage/js/live.js";

beforeEach(() => (requests.length = 0));

function listening() {
  const heard = [];
  const hear = (it) => heard.push(it);
  const live = new Live(new Known(), hear, hear);
  return Object.assign(live, { heard });
}

test("the values go into the address, beside what stands there already", () => {
  listening().ask("downhill/picture/curve?way=adam", { eta: 0.5, k: 2 });
  assert.equal(requests[0].url, "http://downhill.test/downhill/picture/curve?way=adam&eta=0.5&k=2");
});

test("while one request is under way only the newest values wait", async () => {
  const live = listening();
  for (const eta of [1, 2, 3]) live.ask("p", { eta });
  assert.equal(requests.length, 1);
  requests[0].answer("first");
  await settled();
  assert.deepEqual(requests.map(({ url }) => url.at(-1)), ["1", "3"]);
  requests[1].answer("third");
  await settled();
  assert.deepEqual(live.heard, ["first", "third"]);
  live.ask("p", { eta: 4 });
  assert.equal(requests.length, 3);
});

test("what is dropped is never heard of, neither as a picture nor as trouble", async () => {
  const live = listening();
  live.ask("p", { eta: 1 });
  live.ask("p", { eta: 2 });
  live.drop();
  await settled();
  assert.equal(requests.length, 1);
  assert.equal(requests[0].signal.aborted, true);
  assert.deepEqual(live.heard, []);
  live.ask("p", { eta: 3 });
  requests[1].answer("third");
  await settled();
  assert.deepEqual(live.heard, ["third"]);
});

test("what is known is named, and asked for whole where it was forgotten meanwhile", async () => {
  const live = listening();
  live.known.part("aa", () => 1);
  live.ask("p", {});
  assert.equal(requests[0].headers["Downhill-Have"], "aa");
  requests[0].answer([{ "#": "bb" }]);
  await settled();
  assert.equal(requests[1].headers, undefined);
  requests[1].answer([{ "#": "bb", is: 2 }]);
  await settled();
  assert.deepEqual(live.heard, [[{ "#": "bb", is: 2 }]]);
});

test("an answer that is there already is dropped as well", async () => {
  const live = listening();
  live.ask("p", { eta: 1 });
  requests[0].answer("first");
  live.drop();
  await settled();
  assert.deepEqual(live.heard, []);
});

test("a refusal without a sentence is a lost picture", async () => {
  const live = listening();
  live.ask("p", {});
  requests[0].answer({}, false);
  await settled();
  assert.deepEqual(live.heard, [LOST]);
});
