// A prepared lecture: addresses of the course in their order, each with a note.
//
// It lies in the browser's own storage and in files, always as this text:
// { "downhill lecture": 1, "states": [{ "address": "descent?section=3", "title": …, "note": … }] }
// An address is a page of the course and what follows its "?", and can be nothing else.

const NAME = "downhill_lecture";
const VERSION = 1;
const MOST = 200; // states
const LONGEST = { address: 8000, title: 200, note: 2000 }; // characters
const LARGEST = 1_000_000; // characters of a file

/** What is wrong with a file, in a sentence for whoever opens it. */
export class LectureError extends Error {}

/** The states in a text; `pages` are the names of the pages there are. */
export function statesIn(text, pages) {
  const { states } = parsed(text);
  if (states.length > MOST) {
    throw new LectureError(`A lecture has at most ${MOST} states; this file has ${states.length}.`);
  }
  return states.map((state, n) => checked(state, `State ${n + 1}`, pages));
}

function parsed(text) {
  if (text.length > LARGEST) throw new LectureError("This file is too large for a lecture.");
  let found = null;
  try {
    found = JSON.parse(text);
  } catch {
    throw new LectureError("This file is no lecture: it cannot be read as JSON.");
  }
  const version = found?.["downhill lecture"];
  if (version === undefined || !Array.isArray(found.states)) {
    throw new LectureError("This is JSON, but no lecture that this course has saved.");
  }
  if (version !== VERSION) {
    throw new LectureError("This lecture was saved by another edition of the course.");
  }
  return found;
}

function checked(state, name, pages) {
  const [address, title, note] = ["address", "title", "note"].map((part) => {
    const text = state?.[part] ?? "";
    if (typeof text !== "string") throw new LectureError(`${name}: its ${part} is no text.`);
    if (text.length > LONGEST[part]) throw new LectureError(`${name}: its ${part} is too long.`);
    return text;
  });
  const [, page] = /^([a-z0-9_]+)(\?[^#\s\\]*)?$/.exec(address) ?? [];
  if (!page || !pages.includes(page)) {
    throw new LectureError(
      `${name} leads to “${address.slice(0, 60)}”, and that is no page of this course.`,
    );
  }
  return { address, title, note };
}

/** The text of a lecture, for the storage and for a file. */
export function written(states) {
  return JSON.stringify({ "downhill lecture": VERSION, states }, null, 1);
}

/** The lecture of this browser: whoever asks gets what lies in the storage now. */
export class Lecture {
  constructor(pages) {
    Object.assign(this, { pages, before: null });
  }

  get states() {
    try {
      return statesIn(localStorage.getItem(NAME) ?? "", this.pages);
    } catch {
      return this.unkept ?? []; // nothing there, nothing of ours, or nothing may be read
    }
  }

  /** Another list in its place; what was there before can be had back once. */
  set states(states) {
    this.before = this.states;
    this.keep(states);
  }

  keep(states) {
    this.unkept = states;
    try {
      localStorage.setItem(NAME, written(states));
    } catch {
      // A private window or a full disk: the lecture lasts as long as the page, and can be saved.
    }
  }

  /** Add a state at the end; its number, from 1, or 0 where there is no room. */
  add(state) {
    const states = [...this.states, checked(state, "This state", this.pages)];
    if (states.length > MOST) return 0;
    this.states = states;
    return states.length;
  }

  move(from, to) {
    const states = this.states;
    if (!states[to]) return;
    states.splice(to, 0, ...states.splice(from, 1));
    this.states = states;
  }

  remove(n) {
    this.states = this.states.toSpliced(n, 1);
  }

  /** A note is written letter by letter: taking it back is the field's business. */
  note(n, note) {
    this.keep(this.states.map((state, at) => (at === n ? { ...state, note } : state)));
  }

  /** The list before the last change. */
  undo() {
    if (this.before) this.states = this.before;
  }
}
