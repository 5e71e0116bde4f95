// The steps of the section on the screen, and which of them is shown.

import { fitted, height, narrowed, room, unfitted } from "./fit.js";
import { packed } from "./pack.js";
import { blocksIn, mainBlock, partsOf } from "./walk.js";

const DEEPEST = 4; // a block in a block in a block …
const MARKS = ["dhBlock", "dhBox", "dhOff", "dhStacked", "dhWords", "dhSide"];
const MARKED = "[data-dh-block], [data-dh-box], [data-dh-stacked], [data-dh-side]";

/** Cuts what the section shows into steps and keeps all but one of them out of sight. */
export class Steps {
  constructor() {
    [this.all, this.blocks, this.boxes] = [[], [], new Map()];
  }

  /** Look at the page anew, as it is without us: what was found before changes nothing. */
  cut() {
    const main = mainBlock();
    if (!main) return;
    this.release();
    const { free, gap } = room();
    document.documentElement.style.setProperty("--dh-taken", `${innerHeight - free}px`);
    narrowed(main);
    const whole = blocksIn(main);
    for (const box of whole.flatMap(({ element }) => containers(element, main))) {
      box.dataset.dhBox = ""; // what stands in a box has the width it will be shown with
    }
    const blocks = whole.flatMap((block) => small(block, free, DEEPEST));
    const sized = blocks.map((block) => fitted(block, free));
    this.blocks = sized.flatMap((block) => withWords(block)).filter((block) => block.height > 0);
    this.all = packed(this.blocks, free, gap);
    this.boxes = new Map(this.blocks.map(({ element }) => [element, containers(element, main)]));
    this.mark();
  }

  mark() {
    for (const [element, boxes] of this.boxes) {
      element.dataset.dhBlock = "";
      for (const box of boxes) box.dataset.dhBox = "";
    }
  }

  /** The number of the step an element is in, -1 for none. */
  of(element) {
    const itself = this.all.findIndex((step) => step.some((block) => block.element === element));
    if (itself >= 0) return itself;
    return this.all.findIndex((step) => step.some((block) => touches(block.element, element)));
  }

  lastOf(element) {
    return this.all.findLastIndex((step) => step.some((block) => touches(block.element, element)));
  }

  /** Show one step and nothing else of the section; all of it stays alive. */
  show(at) {
    const shown = (this.all[at] ?? []).map((block) => block.element);
    const isOpen = (box) => shown.some((element) => touches(element, box));
    for (const [element, boxes] of this.boxes) {
      for (const box of [element, ...boxes]) box.toggleAttribute("data-dh-off", !isOpen(box));
      const stage = element.matches(".dh-words") && element.parentElement;
      if (stage) stage.dataset.dhWords = shown.includes(element) ? "only" : "none";
    }
  }

  /** Everything in its place again. */
  release() {
    for (const element of document.querySelectorAll(MARKED)) {
      for (const name of MARKS) delete element.dataset[name];
    }
    unfitted();
  }
}

/** A block, or its parts where it is higher than the screen. */
function small(block, free, deep) {
  const whole = height(block.element);
  if (deep === 0 || whole <= free) return [block];
  const parts = partsOf(block);
  if (!parts.length) return [block];
  const ends = [parts[0], parts.at(-1)];
  const [first, last] = ends.map(({ element }) => element.getBoundingClientRect());
  const around = Math.max(0, height(block.element) - (last.bottom - first.top));
  const frame = { head: (block.head ?? 0) + around, box: block.element };
  return parts.flatMap((part) => small({ ...part, ...frame }, free - frame.head, deep - 1));
}

/** A figure, and the words under it where they have a step of their own. */
function withWords(block) {
  const words = block.element.querySelector(".dh-stage[data-dh-words] > .dh-words");
  const alone = { element: words, kind: "text", filling: true };
  return words ? [block, { ...alone, height: height(words) }] : [block];
}

function touches(block, element) {
  return Boolean(element) && (block.contains(element) || element.contains(block));
}

function containers(element, main) {
  const box = element.parentElement;
  return !box || box === main ? [] : [box, ...containers(box, main)];
}
