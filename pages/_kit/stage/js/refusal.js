// What stands in the place of a figure that cannot be drawn.

/** Why it is not there, and what it would show. */
export function refusal(reason, alt) {
  const words = document.createElement("div");
  const [why, what] = [document.createElement("p"), document.createElement("p")];
  why.setAttribute("role", "alert");
  why.textContent = reason;
  what.textContent = alt;
  words.append(why, what);
  return words;
}
