// What moves in a picture: the columns of a recording, step by step.

// Nothing in this course is larger; what is has run away, and browsers cannot draw it.
const LARGEST = 1e9;

/** The first step at which a recording is no drawable number; Infinity if there is none. */
export function firstGap(column) {
  for (let t = 0; t < column.length; t++) {
    const value = column[t];
    if (value === null || (typeof value === "number" && !(Math.abs(value) <= LARGEST))) return t;
  }
  return Infinity;
}

/** The modes that are painted over the plot. */
export const ON_CANVAS = new Set(["marker", "trail"]);

/** What the trace of a track shows at step t, as { attribute: value }. */
export function shownAt(track, t) {
  const now = {};
  for (const [name, column] of Object.entries(track.columns)) {
    const at = Math.min(t, column.length - 1);
    if (ON_CANVAS.has(track.mode)) now[name] = []; // plotly.js only keeps its place
    else if (track.mode === "frame") now[name] = column[at];
    else if (track.mode === "point") now[name] = at < track.end ? [column[at]] : [];
    else now[name] = column.slice(0, Math.min(at + 1, track.end));
  }
  return now;
}

/** The points a track on the canvas shows at step t: where its marker is, or its trail so far. */
export function pointsAt({ mode, columns: { x, y }, end }, t) {
  const last = Math.min(t, x.length - 1, end - 1);
  if (last < 0 || (mode === "marker" && t >= end)) return [];
  const first = mode === "marker" ? last : 0;
  return Array.from({ length: last + 1 - first }, (_, n) => [x[first + n], y[first + n]]);
}

/** The track with the step at which its recording ends, so that it is searched once. */
export function withEnd(track) {
  const moving = track.mode === "frame" ? [] : Object.values(track.columns);
  return { ...track, end: Math.min(Infinity, ...moving.map(firstGap)) };
}

/** Put `value` at an attribute such as "x" or "marker.color" without touching the original. */
export function put(trace, attribute, value) {
  const [name, ...rest] = attribute.split(".");
  if (rest.length === 0) trace[name] = value;
  else put((trace[name] = { ...trace[name] }), rest.join("."), value);
}
