// Text from Python as elements of the page: a little Markdown, and TeX.

import { appRoot } from "./library.js";

let setter = null;
const formulas = new Map(); // TeX → what KaTeX made of it
const KEPT = 400;

/** KaTeX, loaded once for the page: the copy that Streamlit sets its own formulas with. */
export function typesetter(address) {
  setter ??= import(new URL(address, appRoot()).href)
    .then((module) => module.default)
    .catch((error) => {
      console.warn("KaTeX was not found; formulas are shown as they are written:", error);
      return null;
    });
  return setter;
}

/** The blocks of a text: what blank lines part, a display formula by itself. */
export function blocks(text) {
  const parts = text.split(/(\$\$\n[\s\S]+?\n\$\$)/); // every second one is a formula
  return parts
    .flatMap((part, n) => (n % 2 ? [part] : part.split(/\n{2,}/)))
    .map((block) => block.trim())
    .filter(Boolean);
}

/** One block as an element. */
export function element(block, katex) {
  const display = /^\$\$\s*([\s\S]+?)\s*\$\$$/.exec(block);
  if (display) return formula(display[1], true, katex);
  if (block.startsWith("|")) return table(block.split("\n"), katex);
  const paragraph = document.createElement("p");
  paragraph.append(...line(block, katex));
  return paragraph;
}

const ESCAPED = /\\([!-/:-@[-`{-~])/;
const TEX = /\$([^$]+)\$/;
const STRONG = /\*\*((?:[^*\\]|\\.|\*(?!\*))+)\*\*/;
const SLANTED = /\*((?:[^*\\]|\\.)+)\*/;
const CODE = /`([^`]+)`/;
const ALL = [ESCAPED, TEX, STRONG, SLANTED, CODE];
const MARKS = new RegExp(ALL.map((mark) => mark.source).join("|"), "g");

/** The parts of a line: words, **strong**, *slanted*, `code` and $formulas$. */
export function line(text, katex) {
  const parts = [];
  let end = 0;
  for (const mark of text.matchAll(MARKS)) {
    if (mark.index > end) parts.push(text.slice(end, mark.index));
    end = mark.index + mark[0].length;
    parts.push(marked(mark, katex));
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

function marked([, escaped, tex, strong, slanted, code], katex) {
  if (escaped) return escaped;
  if (tex) return formula(tex, false, katex);
  if (code) return made("code", [code]);
  return strong ? made("strong", line(strong, katex)) : made("em", line(slanted, katex));
}

function made(name, parts) {
  const it = document.createElement(name);
  it.append(...parts);
  return it;
}

function formula(tex, displayed, katex) {
  const box = document.createElement(displayed ? "div" : "span");
  box.className = displayed ? "dh-display" : "dh-inline";
  if (katex) box.innerHTML = typeset(tex, displayed, katex);
  else box.textContent = tex;
  return box;
}

function typeset(tex, displayed, katex) {
  const name = `${displayed} ${tex}`;
  let html = formulas.get(name);
  if (html === undefined) {
    html = withOldNames(katex.renderToString(tex, { displayMode: displayed, throwOnError: false }));
    if (formulas.size >= KEPT) formulas.delete(formulas.keys().next().value);
    formulas.set(name, html);
  }
  return html;
}

/** Streamlit ships two releases of KaTeX and the style sheet of the older one: what that calls
 *  "sizing" the newer calls "katex-sizing", and an index would be as large as its letter. */
function withOldNames(html) {
  return html.replaceAll(/\bkatex-(?!html|mathml|display|error)([a-z]+)/g, "katex-$1 $1");
}

function table(lines, katex) {
  const [head, rule, ...rows] = lines.map(cells);
  const row = (name, parts) =>
    made("tr", parts.map((part, n) => {
      const cell = made(name, line(part, katex));
      cell.style.textAlign = side(rule[n]);
      return cell;
    }));
  const body = rows.map((parts) => row("td", parts));
  const parts = [made("thead", [row("th", head)]), made("tbody", body)];
  const wrap = made("div", [made("table", parts)]);
  wrap.className = "dh-table";
  return wrap;
}

function side(rule) {
  if (!rule.endsWith(":")) return "left";
  return rule.startsWith(":-") ? "center" : "right";
}

function cells(row) {
  return row.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim());
}
