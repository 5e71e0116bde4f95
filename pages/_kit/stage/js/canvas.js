// What is painted over a plot, without asking plotly.js to draw anew.
//
// A layer is a function of (pen, figure): it finds its subplot with `clipped`, and paints what
// the figure shows at its step. A figure paints its layers in their order.

import { share, subplots } from "./axes.js";
import { ON_CANVAS } from "./tracks.js";

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

/** The layer of the tracks that plotly.js need not draw: markers and trails. */
export function paintTracks(pen, figure) {
  for (const track of figure.tracks) {
    if (ON_CANVAS.has(track.mode)) paintTrack(pen, figure, track);
  }
}

function paintTrack(pen, { plot, traces, t }, { trace, mode, columns, end }) {
  const last = Math.min(t, columns.x.length - 1, end - 1);
  if (last < 0 || (mode === "marker" && t >= end)) return;
  const style = traces[trace];
  clipped(pen, plot, style, (pixel) => {
    const place = (n) => pixel(columns.x[n], columns.y[n]);
    if (mode === "marker") dot(pen, place(last), style.marker ?? {}, 14, "#ffffff");
    else trail(pen, Array.from({ length: last + 1 }, (_, n) => place(n)), style);
  });
}

function dot(pen, [x, y], marker, size, rim) {
  pen.beginPath();
  pen.arc(x, y, (typeof marker.size === "number" ? marker.size : size) / 2, 0, 2 * Math.PI);
  pen.fillStyle = typeof marker.color === "string" ? marker.color : "#d55e00";
  pen.fill();
  if (!rim) return;
  pen.lineWidth = 2;
  pen.strokeStyle = rim;
  pen.stroke();
}

const DASHES = { dash: [9, 9], dot: [3, 3], dashdot: [9, 3, 3, 3] };

/** A path as plotly.js would draw it: a line if its mode has lines, dots if it has markers. */
function trail(pen, points, { mode = "lines", line = {}, marker = {} }) {
  if (mode.includes("lines")) joined(pen, points, line);
  if (!mode.includes("markers")) return;
  for (const point of points) dot(pen, point, { color: line.color, ...marker }, 6);
}

function joined(pen, points, { dash, width = 2, color = "#d55e00" }) {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.setLineDash(DASHES[dash] ?? []);
  pen.lineWidth = width;
  pen.lineJoin = "round";
  pen.strokeStyle = color;
  pen.stroke();
}
