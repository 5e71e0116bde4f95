// Names beside points, as plotly.js has set them: none stands over another.

/** Leave each name that would stand over one before it to the pointer: how wide a name is and how
 *  large its map, only the browser knows. */
export function partNames(plot) {
  const names = [...plot.querySelectorAll(".textpoint text")].filter((name) => name.textContent);
  if (names.length < 2) return;
  const boxes = names.map((name) => name.getBoundingClientRect());
  const shown = [];
  names.forEach((name, n) => {
    const isFree = !shown.some((other) => meet(boxes[n], other));
    if (isFree) shown.push(boxes[n]);
    name.style.visibility = isFree ? "" : "hidden";
  });
}

function meet(one, two) {
  const isBeside = one.right <= two.left || two.right <= one.left;
  return !isBeside && one.top < two.bottom && two.top < one.bottom;
}
