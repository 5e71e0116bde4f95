// What the board says in words: where it stands, the number that is open, and how to read it.

import { WORDS_BESIDE, openedSize } from "./plan.js";
import { spelled } from "./run.js";

const ROLES = ["user", "item", "residual", "prediction", "gradient", "rating"];
const KEY = [
  "large: predicted",
  "★ rated",
  "in a ring: held out",
  "pale: not rated",
  "bar to the right: rated higher than predicted; to the left: lower",
  "between two steps all glides",
];

/** The words of one board. */
export class Talk {
  constructor(box) {
    this.words = box.appendChild(tagged("div", "", "dh-board-words"));
    this.caption = this.words.appendChild(tagged("p", "", "dh-board-caption"));
    this.opened = this.words.appendChild(tagged("div", "", "dh-board-opened"));
    this.key = box.appendChild(tagged("ul", "", "dh-board-key"));
    this.key.append(...KEY.map((line) => tagged("li", line)));
    this.status = box.appendChild(tagged("p", "", "dh-board-status"));
    this.status.setAttribute("role", "status");
  }

  /** Take the type and the colours of the board. */
  dress(type, look) {
    this.words.style.fontSize = `${type.body}px`;
    this.opened.style.fontSize = `${openedSize(type)}px`;
    this.key.style.fontSize = `${type.least}px`;
    for (const role of ROLES) this.words.style.setProperty(`--dh-${role}`, look.text(role));
  }

  /** Take the place of a plan. */
  place({ talk }) {
    const [left, top, width, height] = [talk.x, talk.y, talk.width, talk.height];
    for (const [side, px] of Object.entries({ left, top, width, height })) {
      this.words.style[side] = `${px}px`;
    }
    this.words.classList.toggle("dh-board-beside", talk.width >= WORDS_BESIDE);
  }

  /** The line under the table, and the open number beside it. */
  say(caption, { title, isSaid, note, formulas }) {
    this.caption.replaceChildren(...caption);
    const about = [isSaid ? "" : title, note].filter(Boolean).join(" · ");
    const lines = formulas.map(inColumns);
    this.opened.replaceChildren(...(about ? [tagged("p", about), ...lines] : lines));
  }

  /** For those who listen: said once, not thirty times a second. */
  read(sentence) {
    this.status.textContent = sentence;
  }
}

function tagged(tag, text, name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = name;
  return made;
}

/** Letters above, numbers under them. */
function inColumns(tokens) {
  const line = tagged("span", "", "dh-board-formula");
  line.append(...tokens.map(column));
  return line;
}

function column({ letter, sub, value, role }) {
  const isSign = value === undefined;
  const both = tagged("span", "");
  const symbol = tagged(isSign ? "span" : "i", letter);
  if (sub) symbol.append(tagged("sub", String(sub)));
  both.append(symbol, tagged("b", value ?? letter));
  if (role) both.style.color = `var(--dh-${role})`;
  return both;
}

/** "epoch 12 · Hugo and Lawrence of Arabia: predicted 4.13, rated 5", as nodes. */
export function captionOf(run, { u, i }, t) {
  const now = tagged("b", `${run.clock} ${t}`);
  if (!run.drawable(t)) return [now, ` · ${lastWords(run)}`];
  if (u === undefined || i === undefined) return [now];
  const film = tagged("em", run.item_titles[i]);
  const pair = [` · ${run.user_names[u]} and `, film];
  return [now, ...pair, ...predicted(run, u, i, t), ...rated(run, u, i)];
}

function lastWords({ end, clock }) {
  const last = `${clock} ${end - 1}`;
  return `The run has diverged: the numbers of ${last} were the last to fit on the board.`;
}

/** A visit is told with both of its ends. */
function predicted(run, u, i, t) {
  const said = (step) => tagged("b", spelled(run.prediction[step][u][i], 2));
  const visit = run.visit(t);
  if (visit?.u !== u || visit?.i !== i) return [": predicted ", said(t)];
  return [": predicted ", said(t - 1), ", after the visit ", said(t)];
}

function rated(run, u, i) {
  if (!run.known(u, i)) return [", not rated"];
  const stars = tagged("b", String(Number(run.rating(u, i).toFixed(1))));
  return [", rated ", stars, run.isHeldOut(u, i) ? ", held out" : ""];
}
