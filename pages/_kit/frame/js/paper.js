// A lesson on paper: questions in their places with room to write, answers on the last page.
//
// Python is asked for the page with every question open ("questions"), then with every answer
// ("answers"): what is new then belongs to the answers, and is copied to the end. Then the page is
// printed as it was with its questions.

import { blocksIn, mainBlock, seenIn } from "./walk.js";

const ASKED = '[data-testid="stWidgetLabel"] p, strong';
const GRID = ".dh-figures";
const SETTLED = 800; // milliseconds in which a page has drawn its figures

/** One for as long as the page is open. */
export class Paper {
  /** `ask` tells Python the mode wanted next. */
  begin(ask) {
    this.seen = this.answers = null;
    this.want("questions", ask);
  }

  want(mode, ask) {
    this.wanted = mode;
    ask(mode);
  }

  /** Python has drawn the page in this mode. */
  update(mode, ask) {
    if (!this.wanted || mode !== this.wanted) return;
    this.wanted = null;
    setTimeout(() => this.go(mode, ask), SETTLED);
  }

  go(mode, ask) {
    const blocks = blocksIn(mainBlock());
    if (mode === "answers") {
      this.answers = answersOf(blocks, this.seen);
      this.want("questions", ask);
    } else if (this.answers) {
      this.print(ask);
    } else {
      this.seen = new Set(blocks.map(({ element }) => seenIn(element)));
      this.want("answers", ask);
    }
  }

  print(ask) {
    mainBlock().append(this.answers);
    window.print();
    this.answers.remove();
    ask("");
  }
}

/** The last page: a copy of each block that was not seen before, under the question it answers. */
function answersOf(blocks, seen) {
  const page = document.createElement("section");
  page.className = "dh-answers";
  page.append(worded("h2", "Answers"));
  let asked = "";
  for (const { element, kind } of blocks) {
    if (kind === "question") asked = element.querySelector(ASKED)?.textContent ?? "";
    if (seen.has(seenIn(element))) continue;
    if (asked && kind !== "question") page.append(worded("h3", asked));
    page.append(copied(element));
    asked = "";
  }
  return page;
}

function worded(tag, words) {
  return Object.assign(document.createElement(tag), { textContent: words });
}

/** A copy, with what stands on its canvases. */
function copied(element) {
  const copy = element.cloneNode(true);
  const canvases = [...element.querySelectorAll("canvas")];
  copy.querySelectorAll("canvas").forEach((canvas, n) => canvas.replaceWith(image(canvases[n])));
  const grids = [...element.querySelectorAll(GRID)];
  copy.querySelectorAll(GRID).forEach((grid, n) => hold(grid, grids[n]));
  return copy;
}

function image(canvas) {
  const picture = document.createElement("img");
  if (canvas.width && canvas.height) picture.src = canvas.toDataURL();
  Object.assign(picture.style, { width: `${canvas.clientWidth}px`, position: "static" });
  picture.style.height = `${canvas.clientHeight}px`;
  return picture;
}

const WIDEST = 660; // pixels: what a sheet of A4 has between its margins

/** Figures are drawn for the screen: on paper they keep their places in it, only smaller where
 *  the sheet is narrower. */
export function fitPaper() {
  for (const grid of document.querySelectorAll(GRID)) if (grid.clientWidth) hold(grid, grid);
}

/** Hold a grid of figures as `drawn` stands on the screen. */
function hold(grid, drawn) {
  const { clientWidth, clientHeight } = drawn;
  const { gridTemplateColumns, gridTemplateRows } = getComputedStyle(drawn);
  const size = { width: `${clientWidth}px`, height: `${clientHeight}px` };
  const zoom = Math.min(1, WIDEST / clientWidth);
  Object.assign(grid.style, { ...size, zoom, gridTemplateColumns, gridTemplateRows, flex: "none" });
}

/** As on the screen again. */
export function unfitPaper() {
  const held = ["width", "height", "zoom", "grid-template-columns", "grid-template-rows", "flex"];
  for (const grid of document.querySelectorAll(GRID)) {
    for (const name of held) grid.style.removeProperty(name);
  }
}
