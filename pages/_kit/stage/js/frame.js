// The box of one figure: where it is drawn, what is painted over it, and words in its place.

import { Canvas } from "./canvas.js";
import { refusal } from "./refusal.js";

/** What every figure has, whoever paints it. */
export class Frame {
  constructor(parent) {
    this.box = parent.appendChild(document.createElement("figure"));
    this.box.className = "dh-figure";
    this.plot = this.box.appendChild(document.createElement("div"));
    this.plot.className = "dh-plot";
    this.canvas = new Canvas(this.box);
    this.layers = []; // what the canvas shows, from below to above
    this.tracks = [];
    this.pickable = true; // whether a pointer in it is a point of a plane
  }

  /** Say what is seen to those who do not see it. */
  name(alt) {
    this.plot.setAttribute("role", "img"); // not before there is a name for it
    this.plot.setAttribute("aria-label", alt);
  }

  /** The first step at which a curve of this figure leaves the range of numbers. */
  end() {
    return Math.min(Infinity, ...this.tracks.map((track) => track.end));
  }

  /** Say in words what could not be drawn; the next drawing takes their place. */
  fail(reason, alt) {
    this.takeBackWords();
    this.words = this.box.appendChild(refusal(reason, alt));
    this.reveal(false);
  }

  takeBackWords() {
    this.words?.remove();
    this.words = null;
    this.reveal(true);
  }

  reveal(drawn) {
    this.plot.hidden = this.canvas.element.hidden = !drawn;
    this.box.classList.toggle("dh-failed", !drawn);
  }
}
