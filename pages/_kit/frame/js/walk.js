// From the page as Streamlit builds it to its blocks, in the order in which they are read.

const QUESTION = '[class*="st-key-predict_"], [class*="st-key-quiz_"], [class*="st-key-task_"]';
const SCENE = '[class*="st-key-scene_"], [class*="st-key-player_"]';
const WHOLE = `${SCENE}, .st-key-lesson_title`;
const OURS = '.st-key-lesson_top, .st-key-presenter_show, [class*="st-key-hidden_"]';
const BLOCK = ".stVerticalBlock";

/** The block everything stands in. */
export function mainBlock() {
  return document.querySelector(`.stMainBlockContainer > ${BLOCK}`);
}

/** The blocks below a container: { element, kind }, kind "heading", "text", "scene", "question". */
export function blocksIn(container) {
  return [...container.children].flatMap((child) => blocksOf(child));
}

function blocksOf(child) {
  if (isFurniture(child)) return [];
  const inner = child.matches('[data-testid="stLayoutWrapper"]') ? child.firstElementChild : null;
  if (!inner || inner.matches(`${WHOLE}, ${QUESTION}`)) return [block(child)];
  if (inner.matches(BLOCK)) return blocksIn(inner);
  const columns = columnsOf(inner);
  const apart = columns.length && inner.querySelector(`.dh-stage, ${WHOLE}, ${QUESTION}`);
  return apart ? blocksApart(inner, columns) : [block(child)];
}

/** What is no part of the lesson, or is not to be seen. */
function isFurniture(child) {
  if (child.matches(`style, script, ${OURS}`)) return true;
  if (child.querySelector(`:scope > :is(${OURS})`)) return true;
  return getComputedStyle(child).display === "none";
}

function block(element) {
  return { element, kind: kindOf(element) };
}

function kindOf(element) {
  if (element.querySelector(QUESTION)) return "question";
  if (element.querySelector(`.dh-stage, ${SCENE}`)) return "scene";
  return element.querySelector('[data-testid="stHeading"]:not(.st-key-lesson_title *)')
    ? "heading" : "text";
}

function columnsOf(row) {
  return [...row.children].filter((child) => child.matches(".stColumn"));
}

/** Columns one below the other: each has the whole width. */
function blocksApart(row, columns) {
  row.dataset.dhStacked = "";
  return columns.flatMap((column) => {
    const inside = column.querySelector(`:scope > ${BLOCK}`);
    return inside ? blocksIn(inside) : [];
  });
}

/** The parts of a block that is too large for one screen; empty where it must stay whole. */
export function partsOf({ element, kind }) {
  if (kind === "scene") return [];
  const row = element.firstElementChild;
  const columns = row ? columnsOf(row) : [];
  if (columns.length) return blocksApart(row, columns);
  if (element.matches("ul, ol, tbody")) return pieces(element);
  const container = element.querySelector(BLOCK);
  return lone(container ? blocksIn(container) : pieces(wordsOf(element)));
}

/** What holds the paragraphs, or the rows of a table that is the only one. */
function wordsOf(element) {
  const words = element.querySelector('[data-testid="stMarkdownContainer"]') ?? element;
  const table = words.children.length === 1 ? words.querySelector("tbody") : null;
  return table ?? words;
}

function pieces(element) {
  const head = element.parentElement.querySelector(":scope > thead")?.offsetHeight;
  return [...element.children].map((child) => ({ element: child, kind: "text", head }));
}

/** A single part is the block itself once more. */
function lone(parts) {
  return parts.length > 1 ? parts : [];
}

/** What a block shows, so that one sees whether it is another thing than before. */
export function seenIn(element) {
  const figures = [...element.querySelectorAll(".dh-plot[aria-label], .dh-words")];
  if (figures.length) return figures.map((one) => one.ariaLabel ?? one.textContent).join("\n");
  return element.textContent;
}

/** The block of a hidden answer: its gate, quiz or field. */
export function placeOf(key) {
  const name = CSS.escape(key.replace(/_quiz$/, ""));
  return document.querySelector(
    `:is(.st-key-predict_${name}, .st-key-quiz_${name}), [class*="st-key-${name}"]`,
  );
}
