// One figure: a plot of plotly.js, and the canvas over it.

import { merged, same } from "./arrays.js";
import { paintGhosts, paintTracks } from "./canvas.js";
import { Frame } from "./frame.js";
import { Ground, heights } from "./ground.js";
import { legible } from "./look.js";
import { partNames } from "./names.js";
import { thinned } from "./ticks.js";
import { ON_CANVAS, put, shownAt, withEnd } from "./tracks.js";

const CONFIG = {
  displayModeBar: false,
  displaylogo: false,
  scrollZoom: false, // the wheel belongs to the page
  doubleClick: "reset",
  showTips: false,
};

/** A picture that is redrawn in place: zoom and camera are the reader's. */
export class Figure extends Frame {
  constructor(parent) {
    super(parent);
    this.ground = new Ground(this.box);
    this.layers = [paintGhosts, paintTracks];
    this.cameras = {};
    this.still = null; // what plotly.js has drawn that does not move
  }

  /** Draw everything, as it stands at step t. */
  async show(Plotly, spec, ghosts, t, look) {
    this.Plotly = Plotly;
    this.t = t;
    this.tracks = spec.tracks.map(withEnd);
    this.moving = this.tracks.filter((track) => !ON_CANVAS.has(track.mode));
    // On land the runs of before are painted, too: with a rim against any tint.
    const all = spec.data.concat(spec.land ? heights(spec.land) : ghosts);
    this.traces = all.map((trace) => legible(trace, look.type?.least));
    [this.land, this.look, this.ghosts] = [spec.land, look, spec.land ? ghosts : []];
    this.name(spec.alt);
    const layout = legible(merged(look.layout(this.traces), spec.layout), look.type?.least);
    const still = { traces: this.traces, layout };
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
    this.sized = thinned(still, this.plot.clientHeight);
    const layout = structuredClone(this.sized); // plotly.js writes into what it is given
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

  overlay() {
    if (this.words) return;
    partNames(this.plot);
    this.ground.paint(this.plot, this.land, this.look.land);
    this.canvas.paint(this);
  }

  async resize() {
    if (!this.still || !(this.plot.clientWidth > 0)) return;
    const isAsBefore = same(thinned(this.still.layout, this.plot.clientHeight), this.sized);
    if (!isAsBefore) await this.react(this.still.layout); // which keeps the size it has
    if (!this.closed) await this.Plotly.Plots.resize(this.plot);
  }

  fail(reason, alt) {
    this.still = null;
    super.fail(reason, alt);
  }

  reveal(drawn) {
    super.reveal(drawn);
    if (!drawn) this.ground.element.hidden = true;
  }

  close() {
    this.closed = true;
    this.box.remove();
    if (!this.Plotly) return;
    // plotly.js still touches a plot after its drawing is done: let it end first.
    Promise.resolve(this.drawing).catch(() => {}).then(() => this.Plotly.purge(this.plot));
  }
}
