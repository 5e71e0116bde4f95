// Presenter mode in the browser: what the section shows is cut into steps, one for each screen.
//
// Python (pages/_kit/frame/presenter.py) sends { presenting, slug, section, sections, lessons,
// hidden, heard, landing, state, prepared, paper } and is told one move at a time: { section },
// { lesson, at }, { reveal }, { leave }, { present } or { paper }, each with a `serial` that it
// sends back as `heard`.
//
// Reading order: keys (what a key means), walk (the page as blocks), fit (their sizes), pack
// (blocks to steps), steps (one of them shown), foot and hall (what stands below and above), show
// (what holds them together), page, history and paper (outside of presenter mode, too); lecture,
// desk, place, countdown, speaker and talk (what a lecturer has prepared, and how it is given).

import { onePlaceForEachDeed } from "./history.js";
import { commandOf } from "./keys.js";
import { land, sectionInView } from "./page.js";
import { Paper, fitPaper, unfitPaper } from "./paper.js";
import { figureInView } from "./place.js";
import { Show } from "./show.js";
import { talk } from "./talk.js";

let show = null; // while presenter mode lasts
let begin = null; // outside of it: tells Python to begin at a section
let print = null; // outside of it: prints the page with its answers
const paper = new Paper();
let turns = 0;

/** Streamlit calls this at first and whenever the data change; the result at the end. */
export default function (component) {
  listen();
  talk.adopt(component.data);
  const turn = ++turns;
  if (component.data.presenting) present(component);
  else read(component);
  const place = component.parentElement;
  return () => {
    // Streamlit also ends a call that a newer one has overtaken, or is about to.
    if (turn === turns && !place.isConnected) end();
  };
}

function present(component) {
  const root = component.parentElement.querySelector(".dh-foot");
  if (show && show.root !== root) end();
  begin = null;
  show ??= Object.assign(new Show(root), { root, onKey });
  show.update(component);
}

/** Outside of presenter mode: the button begins with the section in view. */
function read({ data, setTriggerValue }) {
  end();
  talk.countdown.stop();
  land(data.landing);
  const tell = (move) => setTriggerValue("move", { ...move, serial: data.heard + 1 });
  begin = () => tell({ present: sectionInView() });
  const ask = (mode) => tell({ paper: mode });
  print = () => paper.begin(ask);
  paper.update(data.paper, ask);
}

function end() {
  show?.close();
  [show, begin, print] = [null, null, null];
}

let listening = false;

/** Once for as long as the page is open, and before Streamlit hears of it. */
function listen() {
  if (listening) return;
  listening = true;
  onePlaceForEachDeed(history);
  document.addEventListener("keydown", onDesk, true);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("keydown", onShortcut, true);
  document.addEventListener("keyup", ({ key }) => /^l$/i.test(key) && show?.hall.light(false));
  document.addEventListener("pointermove", (event) => show?.hall.spot.follow(event));
  document.addEventListener("click", onClick, true);
  document.addEventListener("click", onLecture, true);
  window.addEventListener("beforeprint", fitPaper);
  window.addEventListener("afterprint", unfitPaper);
}

function onKey(event) {
  const command = show && commandOf(event, event.composedPath()[0]);
  if (!command || (command === "enter" && !show.digits)) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat) show.hear(command, command === "digit" ? event.key : undefined);
}

/** While the desk is open its fields and buttons have the keys, but for two. */
function onDesk(event) {
  if (!talk.desk?.isOpen) return;
  event.stopImmediatePropagation();
  if (event.key === "PageDown") talk.desk.begin(1);
  else if (event.key === "Escape") talk.desk.close();
  else return;
  event.preventDefault();
}

function onShortcut({ altKey, code }) {
  if (altKey && code === "KeyP") begin?.();
}

function onClick(event) {
  if (!begin || !event.target.closest?.(".st-key-lesson_present button")) return;
  event.preventDefault();
  event.stopPropagation();
  begin();
}

function onLecture(event) {
  const button = event.target.closest?.(".stButton:not(.stMain *) button");
  const name = /st-key-lesson_(\w+)/.exec(button?.closest('[class*="st-key-"]')?.className)?.[1];
  const deed = { add: added, lecture: () => talk.desk.open(), print }[name];
  if (!deed) return;
  event.preventDefault();
  event.stopPropagation();
  document.querySelector(".st-key-lesson_link button")?.click(); // fold the popover they stand in
  deed();
}

function added() {
  if (show) return show.hear("add");
  const number = talk.add(sectionInView(), figureInView());
  talk.desk.open(number ? `Added as state ${number}.` : "Your lecture is full.", number);
}
