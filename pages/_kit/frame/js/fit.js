// Measuring blocks, and making smaller what is too large for any screen.

const WIDE = ".katex-display, pre, table, .dh-display";
const LEAST = 0.3;
const SMALLEST = 0.9; // a formula beside its figure: smaller, and its indices cannot be read

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
  const most = free - (block.head ?? 0);
  if (stages.length) return { ...block, filling: true, height: filled(element, stages, most) };
  yielding(element, most);
  for (let turn = 0; turn < 4 && height(element) > most; turn++) shrink(element, most);
  return { ...block, height: height(element) };
}

/** The lines of a derivation give way to what is said of the last one. */
function yielding(element, most) {
  const lines = element.querySelector('[class*="st-key-lines_"]');
  const over = Math.ceil(height(element) - most);
  if (!lines || over <= 0) return;
  lines.style.setProperty("--dh-lines", `${height(lines) - over}px`);
  roomy.set(lines, "--dh-lines");
}

/** A figure takes what the rest of its block leaves. Where that is too little it has its hand and
 *  its words at its side; where that is too little, too, the words get a step of their own. */
function filled(element, stages, most) {
  for (const stage of stages) {
    const isAlone = !stage.closest('[class*="st-key-scene_"]');
    const beside = Math.max(0, height(element) - stage.offsetHeight);
    if (isAlone) leavesRoom(stage, beside);
    arranged(stage);
    narrowed(stage, { anew: true }); // its words are in another place now
    const over = height(element) - most;
    if (isAlone && over > 0) leavesRoom(stage, beside + over);
  }
  return height(element);
}

function leavesRoom(stage, beside) {
  stage.style.setProperty("--dh-beside", `${Math.ceil(beside)}px`);
  roomy.set(stage, "--dh-beside");
}

function arranged(stage) {
  const isWide = innerWidth > 1.5 * innerHeight;
  if (stage.querySelector(".dh-board")) return apart(stage); // it takes the whole screen
  if (isWide || isCrowded(stage)) stage.dataset.dhSide = "";
  if (!isCrowded(stage)) return;
  apart(stage);
  if (!isWide) delete stage.dataset.dhSide; // for a hand alone there may be room below
  if (isCrowded(stage)) stage.dataset.dhSide = "";
}

function apart(stage) {
  if (!stage.querySelector(".dh-words")?.hidden) stage.dataset.dhWords ??= "none";
}

/** Whether a stage leaves its figures too little, or its words. */
function isCrowded(stage) {
  const figures = stage.querySelector(".dh-figures");
  if (!figures?.clientHeight) return false;
  if (figures.clientHeight < innerHeight / 3) return true;
  return !("dhWords" in stage.dataset) && isCut(stage.querySelector(".dh-words"), stage);
}

/** Words are cut where they scroll, hang out of their stage, or must be made too small. */
function isCut(words, stage) {
  narrowed(stage, { anew: true });
  const hangsOut = words.getBoundingClientRect().bottom > stage.getBoundingClientRect().bottom + 6;
  return hangsOut || words.scrollHeight > words.clientHeight + 6 || wideIn(words).some(isTiny);
}

function isTiny(part) {
  return zoomOf(part) < (part.matches("table") ? 1 : SMALLEST);
}

/** What a block would have as its height, untouched. */
export function height(element) {
  return element.getBoundingClientRect().height;
}

/** Make every formula, table and code as narrow as its place. */
export function narrowed(main, { anew = false } = {}) {
  for (const part of wideIn(main)) {
    if (anew) zoom(part, "");
    const place = part.matches("table") ? part.parentElement : part;
    if (part.scrollWidth <= place.clientWidth + 1 || place.clientWidth === 0) continue;
    zoom(part, Math.max(LEAST, (place.clientWidth / part.scrollWidth) * 0.98));
  }
}

function wideIn(element) {
  return [...element.querySelectorAll(WIDE)];
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

const roomy = new Map(); // what leaves room for the rest of its block, and the rule that says so

/** Nothing leaves room any more: for the end of a show, as every cut measures with that room. */
export function takeRoomBack() {
  for (const [element, rule] of roomy) element.style.removeProperty(rule);
  roomy.clear();
}
