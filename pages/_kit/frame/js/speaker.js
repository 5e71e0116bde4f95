// The speaker's window: what the hall sees, what comes next, notes, clocks; and it drives the show.

import { onClock } from "./countdown.js";

const LOOK = `
  body { margin: 0; padding: 1.2rem 1.6rem; font: 1.15rem/1.45 system-ui, sans-serif;
    color: #e6e3dc; background: #16191c; }
  h1 { font-size: 1rem; font-weight: 500; opacity: 0.75; margin: 0; }
  #now { font-size: 1.35rem; margin: 0.1rem 0 0.8rem; }
  #note { font-size: 1.6rem; white-space: pre-wrap; min-height: 5rem; margin: 0 0 1.2rem; }
  #next { margin: 0.1rem 0 1.4rem; opacity: 0.9; }
  #clocks { display: flex; flex-wrap: wrap; gap: 0.4rem 2.5rem; font-size: 1.8rem;
    font-variant-numeric: tabular-nums; margin: 0 0 1rem; }
  #clocks small { font-size: 0.9rem; opacity: 0.75; display: block; }
  button { font: inherit; color: inherit; background: none; border: 1px solid #7f7c76;
    border-radius: 0.4rem; padding: 0.35rem 0.9rem; margin: 0 0.4rem 0.5rem 0; cursor: pointer; }
  button:hover { background: #2a2f34; }
`;
const BUTTONS = [
  ["Back", "previous"], ["Next", "next"], ["Black", "black"],
  ["Guess: 30 s", "count", 30], ["1 min", "count", 60], ["2 min", "count", 120],
  ["Stop", "uncount"], ["Start the clock anew", "anew"],
];

/** A window beside the hall's, of the same session; it shows what it is told. */
export class Speaker {
  /** `hear` is told the commands of its buttons, `onKey` its keys; `countdown` is the hall's. */
  constructor(hear, onKey, countdown) {
    Object.assign(this, { hear, onKey, countdown, began: Date.now() });
  }

  /** Open it, or bring it to the front; false where the browser does not let us. */
  open() {
    this.window = window.open("", "downhill-speaker", "popup,width=900,height=700");
    if (!this.window) return false;
    this.build(this.window.document);
    clearInterval(this.ticking);
    this.ticking = setInterval(() => this.tick(), 250);
    this.tell(this.told ?? {});
    this.tick();
    return true;
  }

  build(page) {
    page.open(); // nothing and nobody's listeners are left of an earlier one
    page.close();
    page.title = "Speaker · Downhill";
    page.documentElement.lang = "en";
    const style = Object.assign(page.createElement("style"), { textContent: LOOK });
    page.head.replaceChildren(style);
    const part = (tag, id, words = "") =>
      Object.assign(page.createElement(tag), { id, textContent: words });
    this.clocks = ["Now", "Since the start", "Guess"].map((label) => {
      const clock = part("span", "");
      clock.append(part("span", ""), part("small", "", label));
      return clock;
    });
    const row = part("p", "clocks");
    row.append(...this.clocks);
    page.body.replaceChildren(
      row, part("h1", "", "In the hall"), part("p", "now"), part("p", "note"),
      part("h1", "", "Next"), part("p", "next"), ...BUTTONS.map((each) => this.button(page, each)),
    );
    page.addEventListener("keydown", this.onKey);
  }

  button(page, [label, command, detail]) {
    const button = page.createElement("button");
    Object.assign(button, { type: "button", textContent: label });
    button.addEventListener("click", () =>
      command === "anew" ? (this.began = Date.now()) : this.hear(command, detail));
    return button;
  }

  get isOpen() {
    return Boolean(this.window && !this.window.closed);
  }

  /** Where the show stands: { now, note, next }. */
  tell(told) {
    this.told = told;
    if (!this.isOpen) return;
    for (const name of ["now", "note", "next"]) {
      const place = this.window.document.getElementById(name);
      if (place) place.textContent = told[name] ?? "";
    }
  }

  tick() {
    if (!this.isOpen) return clearInterval(this.ticking);
    const since = onClock(Math.floor((Date.now() - this.began) / 1000));
    const now = new Date().toLocaleTimeString("en-GB").slice(0, 5);
    [now, since, this.countdown.words || "–"].forEach((words, n) => {
      this.clocks[n].firstChild.textContent = words;
    });
  }
}
