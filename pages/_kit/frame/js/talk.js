// The talk: the lecturer's own lecture, its desk, the speaker's window, a countdown.

import { Countdown } from "./countdown.js";
import { Desk } from "./desk.js";
import { Lecture } from "./lecture.js";
import { intoAddress, stateHere, stateShown, visit } from "./place.js";
import { Speaker } from "./speaker.js";

const READ = 2500; // milliseconds that a sentence stays

class Talk {
  constructor() {
    this.countdown = new Countdown();
  }

  /** What Python says of the page: { slug, sections, lessons, prepared }. */
  adopt(data) {
    this.data = data;
    this.lecture ??= new Lecture(data.lessons.map(([slug]) => slug));
    this.desk ??= new Desk(this.lecture, (n) => this.go(n));
    if (!data.prepared || data.prepared === this.prepared) return;
    this.prepared = data.prepared;
    this.desk.open();
    this.desk.adopt(data.prepared);
    intoAddress("prepared", ""); // a reload must not take back what is changed from now on
  }

  /** The state on the screen, from 1; 0 while no lecture is given. */
  get at() {
    return stateShown();
  }

  get states() {
    return this.lecture.states;
  }

  /** Show a state of the lecture; beyond its ends there is nothing. */
  go(n) {
    const state = this.states[n - 1];
    if (state) visit(this.data.slug, state.address, n);
  }

  /** Take a state of this page into the lecture; its number. */
  add(section, at) {
    const { slug, sections, lessons } = this.data;
    const lesson = lessons.find(([name]) => name === slug)[1];
    const title = section > 1 ? `${lesson} · ${sections[section - 1]}` : lesson;
    return this.lecture.add({ address: stateHere(slug, section, at), title, note: "" });
  }

  /** A sentence over the page, for a moment. */
  say(words) {
    this.said?.remove();
    this.said = document.body.appendChild(document.createElement("div"));
    Object.assign(this.said, { className: "dh-said", textContent: words });
    this.said.setAttribute("role", "status");
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.said.remove(), READ);
  }

  /** The second window; whoever presses a key there presses it here. */
  speak(hear, onKey) {
    this.speaker ??= new Speaker(hear, onKey, this.countdown);
    if (!this.speaker.open()) {
      this.say("The browser has blocked the second window. Allow it here, and press S again.");
    }
  }
}

/** One for as long as the page is open: a show begins and ends, the clock runs on. */
export const talk = new Talk();
