// What is painted over a plot, without asking plotly.js to draw anew.
//
// A layer is a function of (pen, figure): it finds its subplot with `clipped`, and paints what
// the figure shows at its step. A figure paints its layers in their order.

import { share, subplots } from "./axes.js";
import { ball, trail } from "./light.js";
import { ON_CANVAS, pointsAt } from "./tracks.js";

/** The canvas of one figure, as large as its plot and as sharp as the screen. */
export class Canvas {
  constructor(box) {
    this.element = box.appendChild(document.createElement("canvas"));
    this.element.className = "dh-overlay";
    this.element.setAttribute("aria-hidden", "true");
  }

  paint(figure) {
    const { clientWidth: width, clientHeight: height } = figure.plot;
    const scale = window.devicePixelRatio || 1;
    this.fit(width, height, scale);
    const pen = this.element.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    for (const layer of figure.layers) layer(pen, figure);
  }

  fit(width, height, scale) {
    const size = [Math.round(width * scale), Math.round(height * scale)];
    if (this.element.width === size[0] && this.element.height === size[1]) return;
    [this.element.width, this.element.height] = size;
    Object.assign(this.element.style, { width: `${width}px`, height: `${height}px` });
  }
}

/** Paint inside one subplot: `paint` is given the function from (x, y) to its pixel. */
export function clipped(pen, plot, { xaxis = "x", yaxis = "y" }, paint) {
  const subplot = subplots(plot)[xaxis + yaxis];
  if (!subplot) return; // not drawn yet, or in three dimensions
  const { xaxis: x, yaxis: y } = subplot;
  pen.save();
  pen.beginPath();
  pen.rect(x._offset, y._offset, x._length, y._length);
  pen.clip();
  paint((right, up) => [
    x._offset + x._length * share(x, right),
    y._offset + y._length * (1 - share(y, up)),
  ]);
  pen.restore();
}

/** The layer of the runs of before, where plotly.js does not draw them. */
export function paintGhosts(pen, { plot, ghosts, look }) {
  for (const ghost of ghosts) {
    clipped(pen, plot, ghost, (pixel) => {
      const points = Array.from(ghost.x, (x, n) => pixel(x, ghost.y[n]));
      trail(pen, points, ghost, look.land);
    });
  }
}

/** The layer of the tracks that plotly.js need not draw: markers and trails. */
export function paintTracks(pen, figure) {
  for (const track of figure.tracks) {
    if (ON_CANVAS.has(track.mode)) paintTrack(pen, figure, track);
  }
}

function paintTrack(pen, { plot, traces, t, land, look }, track) {
  const points = pointsAt(track, t);
  if (points.length === 0) return;
  const style = traces[track.trace];
  clipped(pen, plot, style, (pixel) => {
    const pixels = points.map(([x, y]) => pixel(x, y));
    if (track.mode === "marker") ball(pen, pixels[0], style.marker ?? {});
    else trail(pen, pixels, style, land && look.land);
  });
}
