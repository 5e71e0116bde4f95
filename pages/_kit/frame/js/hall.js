// What a lecturer does to the whole screen: black, an overview, one figure, the type, a light, a
// countdown; and to the lecture that is given.

import { Cover, Spot, listed } from "./foot.js";
import { nameOf } from "./place.js";
import { talk } from "./talk.js";
import { seenIn } from "./walk.js";

const TYPE = [0.85, 1, 1.15, 1.3, 1.5];
const GUESSING = 30; // seconds to guess in
const GLIMPSE = 200; // letters of the next step, for the speaker

let type = 1; // how much larger the type is, as long as the page is open

/** The commands of a show that turn no step. */
export class Hall {
  constructor(show) {
    Object.assign(this, { show, cover: new Cover() });
    Object.assign(this, { spot: new Spot("dh-spot"), dot: new Spot("dh-pointer") });
  }

  /** Take away what covers the screen; whether there was anything. */
  clear() {
    return this.uncover() || talk.countdown.stop();
  }

  uncover() {
    return Boolean(this.cover.close()) || this.unfold();
  }

  black() {
    if (this.cover.close() !== "black") this.cover.open("black");
  }

  overview() {
    if (this.cover.close() === "overview") return;
    const { slug, section, sections, lessons } = this.show.data;
    const to = (ask) => {
      this.cover.close();
      this.show.ask(ask, "first");
    };
    const at = lessons.findIndex(([name]) => name === slug);
    const titles = lessons.map(([, title]) => title);
    const states = talk.at ? talk.states.map((state) => state.title) : [];
    const given = listed("The lecture", states, talk.at - 1, (n) => {
      this.cover.close();
      talk.go(n + 1);
    });
    this.cover.open(
      "overview",
      ...(talk.at ? [given] : []),
      listed("This lesson", sections, section - 1, (n) => to({ section: n + 1 })),
      listed("The course", titles, at, (n) => to({ lesson: lessons[n][0], at: "first" })),
    );
  }

  /** The figure of this step, or the nearest one, on the whole screen. */
  full() {
    if (this.unfold()) return;
    const stages = [...document.querySelectorAll(".stMain .dh-stage")];
    const { steps, at } = this.show;
    const here = stages.find((stage) => steps.of(stage) === at);
    const stage = here ?? stages.findLast((one) => steps.of(one) < at) ?? stages[0];
    if (!stage) return;
    if (!here) this.show.go(steps.of(stage));
    stage.dataset.dhFull = "";
    this.folded = stage;
  }

  unfold() {
    const stage = this.folded;
    if (stage) delete stage.dataset.dhFull;
    this.folded = null;
    return Boolean(stage);
  }

  larger() {
    this.size(TYPE.find((size) => size > type) ?? type);
  }

  smaller() {
    this.size(TYPE.findLast((size) => size < type) ?? type);
  }

  size(chosen) {
    type = chosen;
    document.documentElement.style.setProperty("--dh-type", type);
    window.dispatchEvent(new Event("resize")); // the figures follow
  }

  light(on = true) {
    this.spot.toggle(on);
  }

  /** The show is over, or goes on in another lesson: a countdown runs on. */
  close() {
    this.uncover();
    this.light(false);
    this.dot.toggle(false);
  }

  /** A dot that follows the mouse, larger than any arrow. */
  pointer() {
    this.dot.toggle(!this.dot.on);
  }

  count(seconds = GUESSING) {
    talk.countdown.start(seconds);
  }

  uncount() {
    talk.countdown.stop();
  }

  // ------------------------------------------------ a prepared lecture

  /** What a clicker says: the next state of the lecture that is given, else the next step. */
  next() {
    if (!talk.at || this.show.hiding()) this.show.forward();
    else talk.go(talk.at + 1);
  }

  previous() {
    if (talk.at) talk.go(talk.at - 1);
    else this.show.back();
  }

  add() {
    const { steps, at, data } = this.show;
    const number = talk.add(data.section, nameOf(steps, at));
    talk.say(number ? `State ${number} of your lecture.` : "Your lecture is full.");
  }

  speaker() {
    talk.speak((command, detail) => this.show.hear(command, detail), this.show.onKey);
    this.show.display();
  }

  /** What the foot says of a place; the speaker's window is told with it. */
  told(words, can) {
    const { at, states } = talk;
    if (!at) {
      talk.speaker?.tell({ now: words, next: this.glimpse() });
      return [words, can];
    }
    const now = `Lecture ${at}/${states.length} · ${words}`;
    const { title, note } = states[at] ?? { title: "The lecture ends here." };
    const next = [title, note].filter(Boolean).join("\n");
    talk.speaker?.tell({ now, note: states[at - 1]?.note, next });
    return [now, { ...can, first: at === 1, last: at === states.length && !can.hides }];
  }

  /** The first words of the next step, or the title of the next section. */
  glimpse() {
    const { steps, at, data } = this.show;
    const words = (steps.all[at + 1] ?? []).map(({ element }) => seenIn(element)).join(" ");
    return words.trim().slice(0, GLIMPSE) || data.sections[data.section] || "";
  }
}
