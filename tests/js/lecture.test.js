// A prepared lecture: what it is kept as, what is refused, and the clock of a guess.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { onClock } from "../../pages/_kit/frame/js/countdown.js";
import { Lecture, LectureError, statesIn, written } from "../../pages/_kit/frame/js/lecture.js";

const PAGES = ["start", "slope", "descent"];
const slope = { address: "slope?section=2&slope_line_m=3.5", title: "Slope", note: "Ask." };
const descent = { address: "descent", title: "Descent", note: "" };

let storage = null; // what lies in it, as a text; an Error where nothing may be read or written
const may = () => {
  if (storage instanceof Error) throw storage;
  return storage;
};
globalThis.localStorage = {
  getItem: () => may(),
  setItem: (_name, text) => may() === undefined || (storage = text),
};

beforeEach(() => {
  storage = null;
});

const file = (...states) => JSON.stringify({ "downhill lecture": 1, states });
const refused = (text, why) =>
  assert.throws(() => statesIn(text, PAGES), (error) => {
    assert.ok(error instanceof LectureError, String(error));
    assert.match(error.message, why);
    assert.match(error.message, /\.$/);
    return true;
  });

test("a saved lecture is read back as it was", () => {
  assert.deepEqual(statesIn(written([slope, descent]), PAGES), [slope, descent]);
  assert.deepEqual(statesIn(file({ address: "slope" }), PAGES), [
    { address: "slope", title: "", note: "" },
  ]);
});

test("what is no lecture is refused in a sentence", () => {
  for (const text of ["", "{", "unreadable", "[1, 2"]) refused(text, /cannot be read as JSON/);
  for (const text of ["null", "[]", "7", '"slope"', "{}", '{"downhill lecture": 1}']) {
    refused(text, /no lecture that this course has saved/);
  }
  refused('{"downhill lecture": 1, "states": "slope"}', /no lecture that this course/);
  refused('{"downhill lecture": 2, "states": []}', /another edition/);
  const many = Array.from({ length: 201 }, () => descent);
  refused(file(...many), /at most 200 states; this file has 201/);
  refused(" ".repeat(1_000_001), /too large/);
});

test("only pages of the course can be opened, whatever an address looks like", () => {
  const elsewhere = [
    "https://example.org/slope", "//example.org/slope", "javascript:alert(1)", "/slope", "../slope",
    "slope/../../x", "slope#x", "slope?a=1#x", "slope?\\x", "slope ?a", "nowhere", "Slope", "",
    "?a=1", "slope\n//example.org", "data:text/html,x", "constructor",
  ];
  for (const address of elsewhere) {
    refused(file(descent, { address }), /^State 2 leads to “.*”, and that is no page/s);
  }
  for (const state of [null, 7, "slope", []]) refused(file(state), /State 1 leads to “”/);
});

test("a part that is no text, or endless, is named", () => {
  refused(file({ address: { a: 1 } }), /State 1: its address is no text/);
  refused(file({ ...descent, note: 7 }), /State 1: its note is no text/);
  refused(file(descent, { ...slope, title: "x".repeat(201) }), /State 2: its title is too long/);
});

test("states are added, moved, taken out, and one change is taken back", () => {
  const lecture = new Lecture(PAGES);
  assert.deepEqual(lecture.states, []);
  assert.equal(lecture.add(slope), 1);
  assert.equal(lecture.add(descent), 2);
  lecture.move(1, 0);
  assert.deepEqual(new Lecture(PAGES).states, [descent, slope]);
  lecture.move(0, -1);
  lecture.move(1, 2);
  assert.deepEqual(lecture.states, [descent, slope]);
  lecture.note(0, "Slowly.");
  lecture.remove(1);
  assert.deepEqual(lecture.states, [{ ...descent, note: "Slowly." }]);
  lecture.undo();
  assert.deepEqual(lecture.states, [{ ...descent, note: "Slowly." }, slope]);
});

test("a lecture has an end, and a strange storage is none", () => {
  const lecture = new Lecture(PAGES);
  lecture.states = Array.from({ length: 200 }, () => descent);
  assert.equal(lecture.add(slope), 0);
  assert.equal(lecture.states.length, 200);
  storage = file({ address: "https://example.org" });
  assert.deepEqual(new Lecture(PAGES).states, []);
});

test("where nothing may be stored the lecture lasts as long as the page", () => {
  storage = new Error("private");
  const lecture = new Lecture(PAGES);
  lecture.add(slope);
  assert.equal(lecture.add(descent), 2);
  assert.deepEqual(lecture.states, [slope, descent]);
});

test("seconds as they stand on a clock", () => {
  assert.deepEqual([0, 9, 60, 90, 3600].map(onClock), ["0:00", "0:09", "1:00", "1:30", "60:00"]);
});
