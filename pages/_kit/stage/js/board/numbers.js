// A number, opened: its formula as letters with the numbers under them, and where they stand.
//
// A formula is a list of tokens { letter, sub, value, role }; a token without a value is an
// operator. What is written is what was recorded at step t, never what glides between two steps.

import { signed, spelled } from "./run.js";

const DIGITS = 3;
const OF = {
  P: { letter: "p", role: "user", index: "u", side: 0, across: "Q" },
  Q: { letter: "q", role: "item", index: "i", side: 1, across: "P" },
};

const sign = (letter) => ({ letter });
const as = (letter, text, role = "", sub = "") => ({ letter, sub, value: text, role });
const BECOMES = { letter: "←", sub: "", value: "=", role: "" };
const part = (letter, value, role, sub) => as(letter, spelled(value, DIGITS), role, sub);
const error = (value) => as("e", signed(value, DIGITS), "residual");
const plain = (value) => String(Number(value.toPrecision(3)));
const factorOf = (area, f, value) => part(OF[area].letter, value, OF[area].role, f + 1);

/** { title, formulas: [tokens …], sources: [cells …], note } of any cell at step t. */
export function openedNumber(run, cell, t) {
  if (cell.area === "R") return prediction(run, cell, t);
  if (cell.area === "error") return meanError(run, cell, t);
  return run.eta ? visitedFactor(run, cell, t) : recordedFactor(run, cell, t);
}

// ---------------------------------------------------------------- a cell of R

function prediction(run, { u, i }, t) {
  const predicted = part("r̂", run.prediction[t][u][i], "prediction");
  const terms = [...expected(run, u, i, t), ...products(run, u, i, t)];
  const formulas = [[predicted, sign("="), ...added(terms)]];
  if (run.known(u, i)) formulas.push(residual(run, u, i, t));
  return {
    title: `${run.user_names[u]} and ${run.item_titles[i]}`,
    isSaid: true, // the caption names them
    formulas,
    sources: [{ area: "P", u }, { area: "Q", i }],
    note: fate(run, u, i),
  };
}

/** What is predicted before any taste: μ, and the biases where there are any. */
function expected(run, u, i, t) {
  const mean = run.mu[t] === 0 ? [] : [[part("μ", run.mu[t], "rating")]];
  if (!run.b_user) return mean;
  const ofUser = part("b", run.b_user[t][u], "user", "u");
  return [...mean, [ofUser], [part("b", run.b_item[t][i], "item", "i")]];
}

function products(run, u, i, t) {
  return Array.from({ length: run.k }, (_, f) => [
    factorOf("P", f, run.P[t][u][f]),
    sign("·"),
    factorOf("Q", f, run.Q[t][i][f]),
  ]);
}

function added(terms) {
  return terms.flatMap((term, n) => (n ? [sign("+")].concat(term) : term));
}

function residual(run, u, i, t) {
  const [r, predicted] = [run.rating(u, i), run.prediction[t][u][i]];
  return [
    error(r - predicted),
    sign("="),
    as("r", plain(r), "rating"),
    sign("−"),
    part("r̂", predicted, "prediction"),
  ];
}

function fate(run, u, i) {
  if (!run.known(u, i)) return "not rated: only predicted";
  return run.isHeldOut(u, i) ? "held out: never trained on" : "";
}

// ---------------------------------------------------------------- a factor

/** What the last visit did to a factor: p ← p + η (e q − λ p), all read before the step. */
function visitedFactor(run, cell, t) {
  const { area, f } = cell;
  const { index, side, across } = OF[area];
  const visit = run.lastVisit(t, cell[index], side);
  if (visit === 0) return { ...drawn(run, cell), note: "not visited so far: as it was drawn" };
  const [u, i] = run.visited[visit];
  const other = across === "P" ? { area: "P", u, f } : { area: "Q", i, f };
  const before = factorOf(area, f, run.value(cell, visit - 1));
  const e = run.rating(u, i) - run.prediction[visit - 1][u][i];
  const pull = [error(e), sign("·"), factorOf(across, f, run.value(other, visit - 1))];
  const shrink = [as("λ", plain(run.lam)), sign("·"), before];
  const step = [sign("("), ...pull, sign("−"), ...shrink, sign(")")];
  return {
    title: nameOf(run, cell),
    formulas: [
      [
        factorOf(area, f, run.value(cell, visit)),
        BECOMES,
        before,
        sign("+"),
        as("η", plain(run.eta[visit])),
        ...step,
      ],
    ],
    sources: [{ area: "R", u, i }, other],
    note: `in visit ${visit}, of ${run.user_names[u]} and ${run.item_titles[i]}`,
  };
}

/** A factor of a run recorded epoch by epoch: where it stood, and how far it moved. */
function recordedFactor(run, cell, t) {
  if (t === 0) return { ...drawn(run, cell), note: "as it was drawn, before any visit" };
  const { area, f } = cell;
  const [before, after] = [run.value(cell, t - 1), run.value(cell, t)];
  const sources = trainedWith(run, cell);
  const moved = as("Δ", signed(after - before, DIGITS), "gradient");
  return {
    title: nameOf(run, cell),
    formulas: [[factorOf(area, f, after), BECOMES, factorOf(area, f, before), sign("+"), moved]],
    sources,
    note: `Δ: what the ${sources.length} visits of this ${run.clock} did to it`,
  };
}

function drawn(run, cell) {
  const { area, f } = cell;
  return {
    title: nameOf(run, cell),
    formulas: [[factorOf(area, f, run.value(cell, 0))]],
    sources: [],
  };
}

/** The training ratings of a user or an item: what its factors are made from. */
function trainedWith(run, { area, u, i }) {
  return run.rated(false).filter((cell) => (area === "P" ? cell.u === u : cell.i === i));
}

function nameOf(run, { area, u, i, f }) {
  return `factor ${f + 1} of ${area === "P" ? run.user_names[u] : run.item_titles[i]}`;
}

// ---------------------------------------------------------------- a point of a curve

/** The error as it is made from the residuals: √(Σ e² / n). */
function meanError(run, { which }, t) {
  const isTest = which === "test";
  const sources = run.rated(isTest);
  const e = sources.map(({ u, i }) => run.rating(u, i) - run.prediction[t][u][i]);
  const sum = e.reduce((total, each) => total + each ** 2, 0);
  return {
    title: `error on the ${isTest ? "held-out" : "training"} ratings`,
    formulas: [
      [
        part("RMSE", run[which][t], "residual"),
        sign("= √("),
        part("Σ e²", sum, "residual"),
        sign("/"),
        as("n", String(sources.length)),
        sign(")"),
      ],
    ],
    sources,
    note: isTest ? "never trained on" : "",
  };
}

/** The same as a sentence, for those who do not see the board. */
export function inWords({ title, formulas, note }) {
  const said = formulas.map((tokens) => {
    const letters = tokens.map(({ letter, sub }) => `${letter}${sub ?? ""}`);
    const values = tokens.map(({ letter, value }) => value ?? letter);
    return `${letters.join(" ")}: ${values.join(" ")}`;
  });
  return [title, ...said, note].filter(Boolean).join("; ");
}
