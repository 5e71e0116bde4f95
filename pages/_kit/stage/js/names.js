// Names beside points, as plotly.js has set them: none stands over another.

const HANGS_OUT = 4; // pixels a name may, as its box is larger than its letters

/** Leave each name that would stand over one before it, or beside the axes, to the pointer: how
 *  wide a name is and how large its map, only the browser knows. */
export function partNames(plot) {
  const names = [...plot.querySelectorAll(".textpoint text")].filter((name) => name.textContent);
  if (names.length < 2) return;
  const areas = [...plot.querySelectorAll(".nsewdrag")].map(boxOf);
  const boxes = names.map(boxOf);
  const shown = [];
  names.forEach((name, n) => {
    const isInside = areas.some((area) => holds(area, boxes[n]));
    const isFree = isInside && !shown.some((other) => meet(boxes[n], other));
    if (isFree) shown.push(boxes[n]);
    name.style.visibility = isFree ? "" : "hidden";
  });
}

function boxOf(element) {
  return element.getBoundingClientRect();
}

function holds(area, box) {
  const [across, up] = [
    Math.min(box.left - area.left, area.right - box.right),
    Math.min(box.top - area.top, area.bottom - box.bottom),
  ];
  return Math.min(across, up) >= -HANGS_OUT;
}

function meet(one, two) {
  const isBeside = one.right <= two.left || two.right <= one.left;
  return !isBeside && one.top < two.bottom && two.top < one.bottom;
}
