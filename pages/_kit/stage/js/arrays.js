// Arrays as Python sends them, and how two values are compared and merged.

const TYPED = { f4: Float32Array, f8: Float64Array, i4: Int32Array };

/** The parts of scenes by name, the latest ones. What did not change keeps its identity, which
 *  tells plotly.js that there is nothing to do; and what is known need not be sent again. */
export class Known {
  constructor(most = 200) {
    Object.assign(this, { most, parts: new Map() });
  }

  has(name) {
    return this.parts.has(name);
  }

  /** The part with this name; made by `open` where it is new. */
  part(name, open) {
    const value = this.parts.get(name) ?? open();
    this.parts.delete(name); // to put it at the end: those used last are kept longest
    this.parts.set(name, value);
    if (this.parts.size > this.most) this.parts.delete(this.parts.keys().next().value);
    return value;
  }

  get names() {
    return [...this.parts.keys()];
  }
}

/** A value from Python with its packed arrays opened; parts of one name are one and the same. */
export function opened(value, known) {
  if (Array.isArray(value)) return value.map((part) => opened(part, known));
  if (value === null || typeof value !== "object") return value;
  if (value["#"]) return known.part(value["#"], () => opened(value.is, known));
  if (typeof value.bdata === "string") return openedArray(value);
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, opened(v, known)]));
}

/** Whether every part that a scene only names is known, or stands in it before. */
export function complete(value, known, before = new Set()) {
  if (value === null || typeof value !== "object") return true;
  const name = value["#"];
  if (name && value.is === undefined) return known.has(name) || before.has(name);
  const whole = Object.values(value).every((part) => complete(part, known, before));
  if (name) before.add(name);
  return whole;
}

function openedArray({ dtype, bdata, shape, ends, steps }) {
  const bytes = Uint8Array.from(atob(bdata), (c) => c.charCodeAt(0));
  if (ends) return decoded(byStep(bytes, Uint16Array, steps), dtype, ends);
  const { buffer } = steps ? byStep(bytes, Uint32Array, steps) : bytes;
  const array = new TYPED[dtype](buffer);
  return shape ? shaped(array, shape.split(", ").map(Number)) : array;
}

/** The words of a recording from how they change, step by step (`_by_steps` of scene.py). */
function byStep(bytes, Words, steps) {
  const size = Words.BYTES_PER_ELEMENT;
  const words = new Words(bytes.length / size);
  const numbers = words.length / steps;
  for (let n = 0; n < numbers; n++) {
    let word = 0;
    for (let t = 0; t < steps; t++) {
      let change = 0;
      for (let b = 0; b < size; b++) change |= bytes[b * words.length + n * steps + t] << (8 * b);
      word += (change >>> 1) ^ -(change & 1);
      words[t * numbers + n] = word;
    }
  }
  return words;
}

const CODES = 65534; // the one above means: no number to draw

/** A recording in 16 bits (scene.py): equal parts between its ends ("q2"), or equal factors. */
function decoded(codes, dtype, [low, high]) {
  const value =
    dtype === "l2"
      ? (code) => low * (high / low) ** (code / CODES)
      : (code) => low + ((high - low) * code) / CODES;
  return Float64Array.from(codes, (code) => (code > CODES ? NaN : value(code)));
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
