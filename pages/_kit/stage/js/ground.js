// Land below a plot: painted once, under the axes that plotly.js draws.

import { subplots } from "./axes.js";
import { Heights, painted } from "./land.js";

const SHARPEST = 500_000; // pixels; more are not seen and take time

const UNSEEN = { opacity: 0, showscale: false, showlegend: false, zsmooth: "fast" };
const WRITTEN = { zhoverformat: ".4~r" }; // plotly.js writes them with a minus that is one

/** The trace that tells the pointer how high the land is. */
export function heights({ x, y, z, hover }) {
  return { type: "heatmap", x, y, z, hovertemplate: hover, ...UNSEEN, ...WRITTEN };
}

/** The canvas below one plot. */
export class Ground {
  constructor(box) {
    this.element = document.createElement("canvas");
    this.element.className = "dh-ground";
    this.element.hidden = true; // until there is something to show
    this.element.setAttribute("aria-hidden", "true");
    box.prepend(this.element);
  }

  /** Keep the land under the axes of the plot; it is painted only where something has changed. */
  paint(plot, land, look) {
    const subplot = land && subplots(plot).xy;
    this.element.hidden = !subplot;
    if (!subplot) return;
    const { xaxis: x, yaxis: y } = subplot;
    const place = { left: x._offset, top: y._offset, width: x._length, height: y._length };
    for (const [side, length] of Object.entries(place)) this.element.style[side] = `${length}px`;
    const ends = [...x.range, ...y.range].map(Number);
    const state = [land.z, look, x._length, y._length, window.devicePixelRatio, ...ends];
    if (this.state?.every((part, n) => part === state[n])) return;
    this.state = state;
    this.fill(land, look, { x: ends.slice(0, 2), y: ends.slice(2) }, place);
  }

  fill(land, look, view, { width, height }) {
    if (this.land !== land.z) [this.land, this.heights] = [land.z, new Heights(land)];
    const sharp = Math.min(window.devicePixelRatio || 1, Math.sqrt(SHARPEST / (width * height)));
    const size = { width: Math.round(width * sharp), height: Math.round(height * sharp) };
    Object.assign(this.element, size);
    const pixels = painted(land, this.heights, { view, ...size, look });
    const picture = new ImageData(pixels, size.width, size.height);
    this.element.getContext("2d").putImageData(picture, 0, 0);
  }
}
