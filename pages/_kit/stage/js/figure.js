// One figure: a plot of plotly.js, and the canvas over it.

import { merged, same } from "./arrays.js";
import { Canvas, paintTracks } from "./canvas.js";
import { ON_CANVAS, put, shownAt, withEnd } from "./tracks.js";

const CONFIG = {
  displayModeBar: false,
  displaylogo: false,
  scrollZoom: false, // the wheel belongs to the page
  doubleClick: "reset",
  showTips: false,
};

/** A picture that is redrawn in place: zoom and camera are the reader's. */
export class Figure {
  constructor(parent) {
    this.box = parent.appendChild(document.createElement("figure"));
    this.box.className = "dh-figure";
    this.plot = this.box.appendChild(document.createElement("div"));
    this.plot.className = "dh-plot";
    this.plot.setAttribute("role", "img");
    this.canvas = new Canvas(this.box);
    this.layers = [paintTracks]; // what the canvas shows, from below to above
    this.tracks = [];
    this.cameras = {};
    this.still = null; // what plotly.js has drawn that does not move
  }

  /** Draw everything, as it stands at step t. */
  async show(Plotly, spec, ghosts, t, look) {
    this.Plotly = Plotly;
    this.t = t;
    this.tracks = spec.tracks.map(withEnd);
    this.moving = this.tracks.filter((track) => !ON_CANVAS.has(track.mode));
    this.traces = spec.data.concat(ghosts);
    this.plot.setAttribute("aria-label", spec.alt);
    const still = { traces: this.traces, layout: merged(look(this.traces), spec.layout) };
    if (same(still, this.still)) return this.draw(t); // only the run is new
    this.takeBackWords();
    this.still = null;
    await (this.drawing = this.react(still.layout));
    if (this.closed) return;
    this.still = still;
    if (!this.listening) this.listen();
    if (this.t !== t) return this.draw(this.t); // the reader has stepped on meanwhile
    this.overlay();
  }

  react(still) {
    const data = this.traces.map((trace) => ({ ...trace }));
    for (const track of this.tracks) {
      const now = Object.entries(shownAt(track, this.t));
      for (const [name, value] of now) put(data[track.trace], name, value);
    }
    const layout = structuredClone(still); // plotly.js writes into what it is given
    for (const [scene, camera] of Object.entries(this.cameras)) {
      layout[scene] = { ...layout[scene], camera };
    }
    return this.Plotly.react(this.plot, data, layout, CONFIG);
  }

  listen() {
    this.listening = true;
    for (const event of ["plotly_afterplot", "plotly_relayout", "plotly_relayouting"]) {
      this.plot.on(event, () => this.overlay());
    }
    this.plot.on("plotly_relayout", (changes) => this.keepCamera(changes));
  }

  // plotly.js 4.1 saves a turned camera in the very first layout it was given, and would
  // forget it at the next drawing.
  keepCamera(changes) {
    for (const [name, value] of Object.entries(changes ?? {})) {
      const scene = /^(scene\d*)\.camera$/.exec(name)?.[1];
      if (!scene) continue;
      this.cameras[scene] = value;
      this.plot.layout[scene] = { ...this.plot.layout[scene], camera: value };
    }
  }

  /** Show step t: one restyle for all traces that move, and the canvas. */
  async draw(t) {
    this.t = t;
    if (this.closed) return;
    if (this.still && this.moving.length) {
      const traces = this.moving.map((track) => track.trace);
      await (this.drawing = this.Plotly.restyle(this.plot, this.changes(t), traces));
    }
    this.overlay();
  }

  changes(t) {
    const update = {};
    this.moving.forEach((track, n) => {
      for (const [name, value] of Object.entries(shownAt(track, t))) {
        // A trace without this attribute keeps what it has: undefined changes nothing.
        (update[name] ??= Array(this.moving.length).fill(undefined))[n] = value;
      }
    });
    return update;
  }

  /** The first step at which a curve of this figure leaves the range of numbers. */
  end() {
    return Math.min(Infinity, ...this.tracks.map((track) => track.end));
  }

  overlay() {
    if (!this.words) this.canvas.paint(this);
  }

  resize() {
    if (this.still && this.plot.clientWidth > 0) return this.Plotly.Plots.resize(this.plot);
  }

  /** Say in words what could not be drawn; the next drawing takes their place. */
  fail(reason, alt) {
    this.still = null;
    this.takeBackWords();
    this.words = this.box.appendChild(document.createElement("div"));
    const [why, what] = [document.createElement("p"), document.createElement("p")];
    why.setAttribute("role", "alert");
    why.textContent = reason;
    what.textContent = alt;
    this.words.append(why, what);
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

  close() {
    this.closed = true;
    this.box.remove();
    if (!this.Plotly) return;
    // plotly.js still touches a plot after its drawing is done: let it end first.
    Promise.resolve(this.drawing).catch(() => {}).then(() => this.Plotly.purge(this.plot));
  }
}
