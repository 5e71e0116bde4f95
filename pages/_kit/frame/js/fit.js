// Measuring blocks, and making smaller what is too large for any screen.

const WIDE = ".katex-display, pre, table, .dh-display";
const LEAST = 0.3;

/** The room for a step: from below the head of the page to above its foot. */
export function room() {
  const head = document.querySelector(".st-key-lesson_top")?.getBoundingClientRect();
  const foot = document.querySelector('[data-testid="stBottom"]')?.getBoundingClientRect();
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const top = Math.max(0, head?.bottom ?? 0) + rem / 2;
  const bottom = (foot?.height ? foot.top : innerHeight) - rem / 2;
  return { free: Math.max(bottom - top, 4 * rem), gap: rem };
}

/** Give a block the height it has, made smaller where it is higher or wider than the screen. */
export function fitted(block, free) {
  const { element } = block;
  const stages = element.querySelectorAll(".dh-stage");
  if (stages.length) return { ...block, filling: true, height: filled(element, stages) };
  const most = free - (block.head ?? 0);
  for (let turn = 0; turn < 4 && height(element) > most; turn++) shrink(element, most);
  return { ...block, height: height(element) };
}

/** A figure takes what the rest of its block leaves, and has its hand and its words at its side
 *  where they would leave too little. */
function filled(element, stages) {
  for (const stage of stages) {
    if (!stage.closest('[class*="st-key-scene_"]')) {
      const beside = Math.max(0, height(element) - stage.offsetHeight);
      stage.style.setProperty("--dh-beside", `${Math.round(beside)}px`);
      roomy.add(stage);
    }
    if (innerWidth > 1.5 * innerHeight || isCrowded(stage)) stage.dataset.dhSide = "";
    if (isCrowded(stage)) stage.dataset.dhWords ??= "none"; // they get a step of their own
    narrowed(stage); // its words are in another place now
  }
  return height(element);
}

function isCrowded(stage) {
  const words = stage.querySelector(".dh-words");
  const figures = stage.querySelector(".dh-figures");
  if (!figures?.clientHeight || "dhWords" in stage.dataset) return false;
  if (stage.querySelector(".dh-board")) return false;
  return figures.clientHeight < innerHeight / 3 || words.scrollHeight > words.clientHeight + 6;
}

/** What a block would have as its height, untouched. */
export function height(element) {
  return element.getBoundingClientRect().height;
}

/** Make every formula, table and code as narrow as its place. */
export function narrowed(main) {
  for (const part of main.querySelectorAll(WIDE)) {
    const place = part.matches("table") ? part.parentElement : part;
    if (part.scrollWidth <= place.clientWidth + 1 || place.clientWidth === 0) continue;
    zoom(part, Math.max(LEAST, (place.clientWidth / part.scrollWidth) * 0.98));
  }
}

function shrink(element, free) {
  zoom(element, Math.max(LEAST, zoomOf(element) * Math.min(0.98, free / height(element))));
}

function zoomOf(element) {
  return Number(element.style.zoom || 1);
}

const zoomed = new Set(); // elements that we have made smaller

function zoom(element, factor) {
  element.style.zoom = factor;
  zoomed.add(element);
}

/** Everything in its own size again. */
export function unfitted() {
  for (const element of zoomed) element.style.zoom = "";
  zoomed.clear();
}

const roomy = new Set(); // stages that leave room for the rest of their block

/** No stage leaves room any more: for the end of a show, as every cut measures with that room. */
export function takeRoomBack() {
  for (const stage of roomy) stage.style.removeProperty("--dh-beside");
  roomy.clear();
}
