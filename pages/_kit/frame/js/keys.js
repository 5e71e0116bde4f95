// What a key means to the presenter.

const FIELDS = 'input:not([type="range"]), textarea, select, iframe, [contenteditable="true"]';
const USES_ARROWS =
  FIELDS + ', input[type="range"], [role="slider"], [role="tab"], [role="radiogroup"], ' +
  '[role="listbox"], [role="menu"], [role="grid"], [role="application"], ' +
  '[data-testid^="stBidiComponent"]:not(.st-key-presenter_show *)';
const PRESSED = 'button, a[href], summary, [role="button"], [role="option"], [role="radio"]';

const CLICKER = { PageDown: "next", PageUp: "previous" };
// Which keys, what they say, and who has them first while it has the focus.
const RULES = [
  [/^Arrow(Right|Down)$/, "forward", USES_ARROWS],
  [/^Arrow(Left|Up)$/, "back", USES_ARROWS],
  [/^Home$/, "first", USES_ARROWS],
  [/^End$/, "last", USES_ARROWS],
  [/^ $/, "forward", `${USES_ARROWS}, ${PRESSED}`],
  [/^Enter$/, "enter", `${FIELDS}, ${PRESSED}`],
  [/^\d$/, "digit", FIELDS],
  [/^Escape$/, "leave", FIELDS],
  [/^[bB.]$/, "black", FIELDS],
  [/^[fF]$/, "full", FIELDS],
  [/^[oO]$/, "overview", FIELDS],
  [/^[lL]$/, "light", FIELDS],
  [/^[pP]$/, "pointer", FIELDS],
  [/^[tT]$/, "count", FIELDS],
  [/^[sS]$/, "speaker", FIELDS],
  [/^[aA]$/, "add", FIELDS],
  [/^[+=]$/, "larger", FIELDS],
  [/^-$/, "smaller", FIELDS],
];

/** The command of a key, or undefined where it belongs to somebody else: what a clicker sends is
 *  always ours, everything else only while nothing that uses it has the focus. */
export function commandOf({ key, ctrlKey, metaKey, altKey }, focused) {
  if ([ctrlKey, metaKey, altKey].some(Boolean)) return undefined;
  if (key in CLICKER) return CLICKER[key];
  const rule = RULES.find(([keys]) => keys.test(key));
  if (!rule) return undefined;
  const [, command, users] = rule;
  return focused?.closest?.(users) ? undefined : command;
}
