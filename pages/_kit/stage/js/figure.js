// One figure: a plot of plotly.js, and the canvas over it.

import { merged, same } from "./arrays.js";
import { share, valueAt } from "./axes.js";
import { dot, trail } from "./canvas.js";
import { ON_CANVAS, put, shownAt, withEnd } from "./tracks.js";

export class Figure {
  constructor(parent) {
    this.box = parent.appendChild(document.createElement("figure"));
    this.box.className = "dh-figure";
    this.plot = this.box.appendChild(document.createElement("div"));
    this.plot.className = "dh-plot";
    this.plot.setAttribute("role", "img");
    this.canvas = this.box.appendChild(document.createElement("canvas"));
    this.canvas.className = "dh-overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    this.tracks = [];
    this.cameras = {};
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
    if (this.listening && same(still, this.still)) return this.draw(t); // only the run is new
    this.still = still;
    await (this.drawing = this.react());
    if (this.closed) return;
    if (!this.listening) this.listen();
    this.overlay();
  }

  react() {
    const data = this.traces.map((trace) => ({ ...trace }));
    for (const track of this.tracks) {
      for (const [name, value] of Object.entries(shownAt(track, this.t))) put(data[track.trace], name, value);
    }
    const layout = structuredClone(this.still.layout); // plotly.js writes into what it is given
    for (const [scene, camera] of Object.entries(this.cameras)) layout[scene] = { ...layout[scene], camera };
    return this.Plotly.react(this.plot, data, layout, {
      displayModeBar: false,
      displaylogo: false,
      scrollZoom: false, // the wheel belongs to the page
      doubleClick: "reset",
      showTips: false,
    });
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
    if (this.moving?.length) {
      const update = {};
      this.moving.forEach((track, n) => {
        for (const [name, value] of Object.entries(shownAt(track, t))) {
          // A trace without this attribute keeps what it has: undefined changes nothing.
          (update[name] ??= Array(this.moving.length).fill(undefined))[n] = value;
        }
      });
      if (this.closed) return;
      await (this.drawing = this.Plotly.restyle(this.plot, update, this.moving.map((track) => track.trace)));
    }
    this.overlay();
  }

  /** The first step at which a curve of this figure leaves the range of numbers. */
  end() {
    return Math.min(Infinity, ...this.tracks.map((track) => track.end));
  }

  overlay() {
    const { clientWidth: width, clientHeight: height } = this.plot;
    const scale = window.devicePixelRatio || 1;
    const size = [Math.round(width * scale), Math.round(height * scale)];
    if (this.canvas.width !== size[0] || this.canvas.height !== size[1]) {
      [this.canvas.width, this.canvas.height] = size;
      Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    for (const track of this.tracks) {
      if (ON_CANVAS.has(track.mode)) this.paint(pen, track);
    }
  }

  paint(pen, track) {
    const trace = this.traces[track.trace];
    const axes = this.axes(trace.xaxis ?? "x", trace.yaxis ?? "y");
    const last = Math.min(this.t, track.columns.x.length - 1, track.end - 1);
    if (!axes || last < 0 || (track.mode === "marker" && this.t >= track.end)) return;
    const [x, y] = axes;
    pen.save();
    pen.beginPath();
    pen.rect(x._offset, y._offset, x._length, y._length);
    pen.clip();
    const place = (n) => [
      x._offset + x._length * share(x, track.columns.x[n]),
      y._offset + y._length * (1 - share(y, track.columns.y[n])),
    ];
    if (track.mode === "marker") dot(pen, place(last), trace.marker ?? {}, 14, "#ffffff");
    else trail(pen, Array.from({ length: last + 1 }, (_, n) => place(n)), trace);
    pen.restore();
  }

  axes(x, y) {
    const subplot = this.plot._fullLayout?._plots?.[x + y];
    return subplot && [subplot.xaxis, subplot.yaxis];
  }

  /** The data coordinates under a pointer, or null outside of every 2-D plot. */
  pointAt(event) {
    const box = this.plot.getBoundingClientRect();
    for (const { xaxis, yaxis } of Object.values(this.plot._fullLayout?._plots ?? {})) {
      const h = (event.clientX - box.left - xaxis._offset) / xaxis._length;
      const v = 1 - (event.clientY - box.top - yaxis._offset) / yaxis._length;
      if (h >= 0 && h <= 1 && v >= 0 && v <= 1) return [valueAt(xaxis, h), valueAt(yaxis, v)];
    }
    return null;
  }

  /** The same point, kept inside the first plot while the pointer leaves it in a drag. */
  nearest(event) {
    const { xaxis, yaxis } = Object.values(this.plot._fullLayout._plots)[0];
    const box = this.plot.getBoundingClientRect();
    const inside = (value) => Math.min(Math.max(value, 0), 1);
    return [
      valueAt(xaxis, inside((event.clientX - box.left - xaxis._offset) / xaxis._length)),
      valueAt(yaxis, inside(1 - (event.clientY - box.top - yaxis._offset) / yaxis._length)),
    ];
  }

  /** A point moved by a share of the axes, for the arrow keys. */
  moved(point, right, up) {
    const { xaxis, yaxis } = Object.values(this.plot._fullLayout._plots)[0];
    const inside = (value) => Math.min(Math.max(value, 0), 1);
    return [
      valueAt(xaxis, inside(share(xaxis, point?.[0] ?? valueAt(xaxis, 0.5)) + right)),
      valueAt(yaxis, inside(share(yaxis, point?.[1] ?? valueAt(yaxis, 0.5)) + up)),
    ];
  }

  resize() {
    if (this.listening && this.plot.clientWidth > 0) this.Plotly.Plots.resize(this.plot);
  }

  /** Say in words what could not be drawn. */
  fail(reason, spec) {
    this.box.className = "dh-figure dh-failed";
    this.plot.remove();
    this.canvas.remove();
    const [why, what] = [document.createElement("p"), document.createElement("p")];
    why.setAttribute("role", "alert");
    why.textContent = reason;
    what.textContent = spec.alt;
    this.box.replaceChildren(why, what);
  }

  close() {
    this.closed = true;
    this.box.remove();
    if (!this.Plotly) return;
    // plotly.js still touches a plot after its drawing is done: let it end first.
    Promise.resolve(this.drawing).catch(() => {}).then(() => this.Plotly.purge(this.plot));
  }
}
