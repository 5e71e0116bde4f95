// A finger on what can be dragged: sideways it moves the value, up and down it scrolls the page.

const TREMBLE = 8; // pixels a finger trembles

/** Whether a finger that came down at one event has gone sideways at the other. */
export function sideways(down, now) {
  const across = Math.abs(now.clientX - down.clientX);
  return across > TREMBLE && across > Math.abs(now.clientY - down.clientY);
}

/** Call `onInput` when a reader moves the value of `input` and means it.
 *
 *  Browsers set the value where a finger lands, before they know where it goes. Until it has gone
 *  sideways, or is lifted where it came down, the value waits; where the page scrolls away with
 *  the finger (the browser cancels the pointer then), it stays what it was. */
export function whenMeant(input, onInput) {
  let finger = null; // one whose way is not known yet: { down, before, there }
  const decide = (value) => {
    const { before } = finger;
    finger = null;
    input.value = value;
    if (value !== before) onInput();
  };
  input.addEventListener("pointerdown", (down) => {
    const { value } = input;
    finger = down.pointerType === "touch" ? { down, before: value, there: value } : null;
  });
  input.addEventListener("input", () => {
    if (!finger) return onInput();
    finger.there = input.value;
    input.value = finger.before;
  });
  input.addEventListener("pointermove", (now) => {
    if (finger && sideways(finger.down, now)) decide(finger.there);
  });
  input.addEventListener("pointerup", () => {
    if (finger) decide(finger.there);
  });
  input.addEventListener("pointercancel", () => {
    if (finger) decide(finger.before);
  });
}
