// The presenter's keys. PageUp and PageDown (what a clicker sends) always turn the page;
// the arrows do so only while nothing that uses arrows itself has the focus.
const USES_ARROWS =
  'input, textarea, select, iframe, [contenteditable="true"], [role="slider"], [role="tab"], ' +
  '[role="radiogroup"], [role="listbox"], [role="menu"], [role="grid"], [role="application"], ' +
  '[data-testid^="stBidiComponent"]';
const CLICKER = { PageDown: 1, PageUp: -1 };
const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function moveOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  const focused = event.composedPath()[0];
  const taken = focused instanceof Element && focused.closest(USES_ARROWS);
  return CLICKER[event.key] ?? (taken ? undefined : ARROWS[event.key]);
}

/** Streamlit calls this when presenter mode begins; the result ends it. */
export default function ({ setTriggerValue }) {
  const onKey = (event) => {
    const move = moveOf(event);
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) setTriggerValue("move", move);
  };
  document.addEventListener("keydown", onKey, true);
  return () => document.removeEventListener("keydown", onKey, true);
}
