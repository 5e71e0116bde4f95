// A figure in three dimensions: a block of land one can turn, with what walks on it.
//
// It takes the place of a `Figure` for a picture whose painter is "relief": the land is drawn by
// WebGL (scape.js), all that lies on it by a pen. Traces are points and lines; tracks are trails
// and markers. Both lie on the ground, wherever it is.

import { Camera } from "./camera.js";
import { paintEdges } from "./edges.js";
import { Frame } from "./frame.js";
import { isShortcut } from "./keyboard.js";
import { Mesh } from "./mesh.js";
import { forget, release, render, scape } from "./scape.js";
import { withEnd } from "./tracks.js";
import { paintMoving, paintTrace } from "./walker.js";

const ROOM = { left: 40, right: 40, top: 6, bottom: 34 }; // for the names of the axes, in pixels
const QUICK = 7; // milliseconds; a slower machine gets fewer pixels while the land turns
const [ROUGH, SHARP] = [300_000, 1_600_000]; // pixels of the land while it turns and at rest
const REST = 150; // milliseconds without a turn
const NO_WEBGL =
  "This browser cannot draw in three dimensions: WebGL 2 is missing or switched off. " +
  "What it would show:";
const TURNS = {
  ArrowLeft: [0.1, 0],
  ArrowRight: [-0.1, 0],
  ArrowUp: [0, 0.08],
  ArrowDown: [0, -0.08],
};

/** A picture that is turned by hand or by the arrow keys, also while it plays. */
export class Relief extends Frame {
  constructor(parent) {
    super(parent);
    this.plot.classList.add("dh-relief");
    this.plot.tabIndex = 0;
    this.pickable = false; // a drag turns it
    this.block = this.plot.appendChild(document.createElement("canvas"));
    this.layers = [(pen) => this.paint(pen)];
    this.again = () => this.resize(); // after the context was lost
    this.listen();
  }

  /** Draw everything, as it stands at step t. */
  show(_, spec, ghosts, t, { land, type }) {
    Object.assign(this, { t, spec, look: land, type });
    this.tracks = spec.tracks.map(withEnd);
    this.moving = new Map(this.tracks.map((track) => [track.trace, track]));
    this.traces = spec.data.concat(ghosts);
    this.name(spec.alt);
    this.camera ??= new Camera(...spec.own.camera);
    if (!scape()) return this.fail(NO_WEBGL, spec.alt);
    this.takeBackWords();
    if (this.heights !== spec.land.z) this.raise(spec.land);
    this.turned = true;
    this.soon();
  }

  raise(land) {
    if (this.mesh) release(this.mesh);
    this.mesh = new Mesh(land);
    this.heights = land.z;
  }

  /** Show step t: the land stays as it is. */
  draw(t) {
    this.t = t;
    this.soon();
  }

  resize() {
    this.turned = true;
    this.soon();
  }

  overlay() {
    this.soon();
  }

  /** However much has changed since: one picture for each picture of the screen. */
  soon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      if (!this.closed && !this.words && this.mesh) this.drawNow();
    });
  }

  drawNow() {
    const { clientWidth: width, clientHeight: height } = this.plot;
    if (width === 0 || height === 0) return;
    if (this.turned) this.drawBlock(width, height);
    if (this.view) this.canvas.paint(this);
  }

  drawBlock(width, height) {
    const made = scape();
    if (!made) return; // lost for a moment: it will call again
    made.waiting.add(this.again);
    clearTimeout(this.resting);
    const fine = this.quick || this.rested;
    this.fit(width, height, fine ? SHARP : ROUGH);
    this.view = this.camera.onto(width, height, ROOM);
    const begun = performance.now();
    render(made, this.block, { ...this.scene(), land: this.spec.land, look: this.look });
    this.quick = performance.now() - begun < QUICK;
    this.turned = this.rested = false;
    if (!fine) this.resting = setTimeout(() => this.rest(), REST);
  }

  /** Twice the pixels of the screen in each direction, if that is not too many: what the browser
   *  makes of them has no jagged edges. */
  fit(width, height, most) {
    const sharp = Math.min(2 * (window.devicePixelRatio || 1), Math.sqrt(most / (width * height)));
    const size = [Math.round(width * sharp), Math.round(height * sharp)];
    if (this.block.width === size[0] && this.block.height === size[1]) return;
    [this.block.width, this.block.height] = size;
  }

  rest() {
    this.turned = this.rested = true;
    this.soon();
  }

  scene() {
    return { mesh: this.mesh, view: this.view, type: this.type, land: this.look };
  }

  paint(pen) {
    const scene = this.scene();
    pen.lineJoin = pen.lineCap = "round";
    paintEdges(pen, scene, this.spec.layout.scene);
    this.traces.forEach((trace, n) => {
      const track = this.moving.get(n);
      if (track) paintMoving(pen, scene, trace, track, this.t);
      else paintTrace(pen, scene, trace);
    });
  }

  // ------------------------------------------------ turning it

  listen() {
    let held = null;
    this.plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.plot.setPointerCapture(event.pointerId);
      held = event;
    });
    this.plot.addEventListener("pointermove", (event) => {
      if (!held) return;
      this.turn(0.009 * (held.clientX - event.clientX), 0.007 * (event.clientY - held.clientY));
      held = event;
    });
    for (const end of ["pointerup", "pointercancel"]) {
      this.plot.addEventListener(end, () => {
        held = null;
      });
    }
    this.plot.addEventListener("keydown", (event) => {
      const way = TURNS[event.key];
      if (!way || isShortcut(event)) return;
      event.preventDefault();
      this.turn(...way);
    });
  }

  turn(round, up) {
    if (!this.camera) return;
    this.camera.turn(round, up);
    this.turned = true;
    this.soon();
  }

  close() {
    this.closed = true;
    clearTimeout(this.resting);
    cancelAnimationFrame(this.frame);
    if (this.mesh) release(this.mesh);
    forget(this.again);
    this.box.remove();
  }
}
