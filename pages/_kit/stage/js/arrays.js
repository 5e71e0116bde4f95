// Arrays as Python sends them, and how two values are compared and merged.

const TYPED = { f4: Float32Array, f8: Float64Array, i4: Int32Array };

/** A value from Python with its packed arrays opened; equal packages give the same array. */
export function opened(value, known) {
  if (Array.isArray(value)) return value.map((part) => opened(part, known));
  if (value === null || typeof value !== "object") return value;
  if (typeof value.bdata === "string") return openedArray(value, known);
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, opened(v, known)]));
}

function openedArray({ dtype, bdata, shape }, known) {
  const name = `${dtype} ${shape} ${bdata}`;
  let array = known.before.get(name) ?? known.now.get(name);
  if (!array) {
    const bytes = Uint8Array.from(atob(bdata), (c) => c.charCodeAt(0));
    array = new TYPED[dtype](bytes.buffer);
    if (shape) array = shaped(array, shape.split(", ").map(Number));
  }
  known.now.set(name, array); // the same object again tells plotly.js that nothing changed
  return array;
}

function shaped(flat, shape) {
  if (shape.length < 2) return flat;
  const [rows, ...rest] = shape;
  const size = rest.reduce((a, b) => a * b, 1);
  return Array.from({ length: rows }, (_, r) =>
    shaped(flat.subarray(r * size, (r + 1) * size), rest),
  );
}

/** Two records in one, part by part; where both say something, `over` is right. */
export function merged(base, over) {
  if (over === undefined) return base;
  if (!isRecord(base) || !isRecord(over)) return over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(base[key], over[key])]));
}

/** Equal in every part; arrays of numbers only if they are the very same array. */
export function same(a, b) {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((part, n) => same(part, b[n]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], b[key]));
}

const isRecord = (value) => value != null && Object.getPrototypeOf(value) === Object.prototype;
