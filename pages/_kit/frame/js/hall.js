// What a lecturer does to the whole screen: black, an overview, one figure, the type, a light.

import { Cover, Spot, listed } from "./foot.js";

const TYPE = [0.85, 1, 1.15, 1.3, 1.5];

let type = 1; // how much larger the type is, as long as the page is open

/** The commands of a show that turn no step. */
export class Hall {
  constructor(show) {
    Object.assign(this, { show, cover: new Cover(), spot: new Spot() });
  }

  /** Take away what covers the screen; whether there was anything. */
  clear() {
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
    this.cover.open(
      "overview",
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
}
