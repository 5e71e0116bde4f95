// The recorded run: its frames, what follows from them, and what is shown between two of them.

const FARTHEST = 1e6; // as in mf_core/figures/board.py
const WIDEST = 1000; // a cell has no room for more; beyond it says the power of ten

/** What Python recorded (`own` of mf_core/figures/board.py), asked in the words of the board. */
export class Run {
  constructor(own) {
    Object.assign(this, own, { last: own.P.length - 1 });
    this.prediction = own.P.map((users, t) => allPredicted(own, users, t));
    this.users = onMap(own.P, own.plane);
    this.items = onMap(own.Q, own.plane);
    this.k = this.P[0][0].length;
    this.nUsers = this.user_names.length;
    this.nItems = this.item_titles.length;
  }

  rating(u, i) {
    return this.ratings[u][i]; // NaN where there is none
  }

  known(u, i) {
    return !Number.isNaN(this.rating(u, i));
  }

  isHeldOut(u, i) {
    return this.held_out[u][i] === 1;
  }

  /** The cells with a rating that is held out, or with one that is trained on. */
  rated(heldOut) {
    const users = this.ratings.map((row, u) =>
      Array.from(row, (_, i) => ({ area: "R", u, i })).filter(
        (cell) => this.known(u, cell.i) && this.isHeldOut(u, cell.i) === heldOut,
      ),
    );
    return users.flat();
  }

  /** The cell whose rating is visited at step t; null where none is. */
  visit(t) {
    const [u, i] = this.visited?.[t] ?? [-1, -1];
    return u < 0 ? null : { area: "R", u, i };
  }

  /** The last step up to t that visited this user (or this item); 0 if there was none. */
  lastVisit(t, index, side) {
    while (t > 0 && this.visited[t][side] !== index) t -= 1;
    return t;
  }

  /** What stands in a cell at step t. */
  value({ area, u, i, f }, t) {
    if (area === "P") return this.P[t][u][f];
    return area === "Q" ? this.Q[t][i][f] : this.prediction[t][u][i];
  }

  drawable(t) {
    return t < this.end;
  }
}

/** All cells at step t, in stars: r̂ = μ + b_u + b_i + p_u · q_i, as objective.predict has it. */
function allPredicted({ Q, mu, b_user, b_item }, users, t) {
  const bias = (biases, n) => (biases ? biases[t][n] : 0);
  return Array.from(users, (p, u) =>
    Float64Array.from(Q[t], (q, i) => mu[t] + bias(b_user, u) + bias(b_item, i) + dot(p, q)),
  );
}

/** Places on the map, frame by frame: `plane` (k, 2) turns each row of factors into one. */
function onMap(factors, plane) {
  if (!plane) return factors; // two factors are places already
  const sides = [0, 1].map((side) => plane.map((row) => row[side]));
  return factors.map((rows) => rows.map((row) => sides.map((side) => dot(row, side))));
}

function dot(a, b) {
  let sum = 0;
  for (let f = 0; f < a.length; f++) sum += a[f] * b[f];
  return sum;
}

/** A whole step, or the way between two: `part` is 0 at rest, and then only `from` is shown. */
export function between(position, last) {
  const from = Math.min(Math.floor(position), last);
  return { from, to: Math.min(from + 1, last), part: Math.min(position - from, 1) };
}

/** A number on its way: it glides while both ends can be drawn, else it jumps half-way. */
export function glide(a, b, part) {
  if (part === 0) return a;
  if (!(Math.abs(a) <= FARTHEST) || !(Math.abs(b) <= FARTHEST)) return part < 0.5 ? a : b;
  return a + (b - a) * part;
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A number as the course prints it: a real minus, and a power of ten where it has run away. */
export function spelled(value, digits) {
  if (!Number.isFinite(value)) return "off";
  const size = Math.abs(value);
  const text = size < WIDEST ? size.toFixed(digits) : powerOfTen(size);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

function powerOfTen(size) {
  const exponent = String(Math.floor(Math.log10(size)));
  return `10${[...exponent].map((digit) => RAISED[digit]).join("")}`;
}

/** The same with its sign always said: +0.87. */
export function signed(value, digits) {
  const text = spelled(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}
