// The reader's memory in the browser's storage: found once, written in parts, wiped whole.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import component from "../../pages/_kit/frame/memory.js";

let storage; // what lies in it, as a text; an Error where nothing may be read or written
let reloads;
const may = () => {
  if (storage instanceof Error) throw storage;
  return storage;
};
globalThis.localStorage = {
  getItem: () => may(),
  setItem: (_name, text) => may() === undefined || (storage = text),
  removeItem: () => (storage = null),
};
globalThis.location = { reload: () => reloads++ };

beforeEach(() => {
  [storage, reloads] = [null, 0];
});

let sessions = 0;
/** A new session of Python's: `say` is one run, and returns what it is told. */
function session() {
  const name = `session ${++sessions}`;
  return (kept, changes = {}) => {
    const told = [];
    component({
      data: { version: 1, session: name, wiped: false, kept, ...changes },
      setStateValue: (...news) => told.push(news),
    });
    return told;
  };
}
const kept = () => JSON.parse(storage)?.kept;

test("what is kept is written; what is taken back is gone", () => {
  const say = session();
  assert.deepEqual(say({ a: 1, b: [[0, 1]] }), []);
  assert.deepEqual(kept(), { a: 1, b: [[0, 1]] });
  say({ b: [[0, 1]] });
  assert.deepEqual(kept(), { b: [[0, 1]] });
  say({});
  assert.equal(storage, null);
});

test("a session is told once what was found, and deletes nothing of it", () => {
  session()({ a: 1 });
  const say = session(); // a reload, or the server was started anew
  assert.deepEqual(say({}), [["found", storage]]);
  assert.deepEqual(say({ b: 2 }), []);
  assert.deepEqual(kept(), { a: 1, b: 2 });
});

test("two windows do not take each other's answers away", () => {
  const say = session();
  say({ a: 1 });
  storage = JSON.stringify({ version: 1, kept: { a: 1, other: 2 } });
  say({ a: 1, b: 3 });
  assert.deepEqual(kept(), { a: 1, other: 2, b: 3 });
});

test("a strange or older storage is replaced at the first answer", () => {
  for (const strange of ["{", "null", JSON.stringify({ version: 0, kept: { a: 1 } })]) {
    storage = strange;
    session()({ b: 2 });
    assert.deepEqual(kept(), { b: 2 });
  }
});

test("where nothing may be stored the page goes on", () => {
  storage = new Error("private");
  const say = session();
  assert.deepEqual(say({ a: 1 }), []);
  assert.deepEqual(say({ a: 2 }), []);
});

test("everything is forgotten and the page begins anew", () => {
  const say = session();
  say({ a: 1 });
  say({}, { wiped: true });
  assert.equal(storage, null);
  assert.equal(reloads, 1);
});
