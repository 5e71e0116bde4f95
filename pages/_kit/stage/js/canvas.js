// What is painted over a plot.

export function dot(pen, [x, y], marker, size, rim) {
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

/** A path as plotly.js would draw it: the line if its mode has lines, the dots if it has markers. */
export function trail(pen, points, { mode = "lines", line = {}, marker = {} }) {
  if (mode.includes("lines")) {
    pen.beginPath();
    points.forEach(([x, y]) => pen.lineTo(x, y));
    pen.setLineDash(DASHES[line.dash] ?? []);
    pen.lineWidth = line.width ?? 2;
    pen.lineJoin = "round";
    pen.strokeStyle = line.color ?? "#d55e00";
    pen.stroke();
  }
  if (mode.includes("markers")) points.forEach((point) => dot(pen, point, { color: line.color, ...marker }, 6));
}
