// Names beside points, none over another: each on the first free side of its point.

const SIDES = [[1, 0], [-1, 0], [0.7, -1], [-0.7, -1], [0.7, 1], [-0.7, 1], [0, -1], [0, 1]];

/** Where the names of points go, in the order of importance; a point without room gets none.
 *
 *  Each point is { key, x, y, radius, width, height, isLit }, the size that of its name; `kept`
 *  remembers the side of each name, and a name stays on it for as long as it is free there:
 *  labels do not flicker. A lit name may cover points, but no other name. */
export function placed(points, box, kept) {
  const marks = points.map(({ x, y, radius: r }) => rectAt(x - r, y - r, 2 * r, 2 * r));
  const names = [];
  for (const point of points) {
    const before = kept.get(point.key);
    const spots = (before ? [before, ...SIDES] : SIDES).map((side) => spotOf(point, side));
    const isFree = (spot, others) =>
      fits(spot, box) && !others.some((other) => overlap(spot, other));
    const free = spots.find((spot) => isFree(spot, [...names, ...marks]));
    const spot = free ?? (point.isLit ? spots.find((each) => isFree(each, names)) : null);
    if (!spot) continue;
    kept.set(point.key, spot.side);
    names.push({ ...spot, point });
  }
  return names;
}

function spotOf({ x, y, radius, width, height }, side) {
  const [right, down] = side;
  const back = right === 0 ? width / 2 : right < 0 ? width : 0;
  const left = x + right * (radius + 5) - back;
  const top = y + down * (radius + height / 2 + 2) - height / 2;
  return { side, ...rectAt(left, top, width, height) };
}

const rectAt = (x, y, width, height) => ({ x, y, width, height });

function fits(spot, box) {
  const isAcross = spot.x >= box.x && spot.x + spot.width <= box.x + box.side;
  return isAcross && spot.y >= box.y && spot.y + spot.height <= box.y + box.side;
}

function overlap(a, b) {
  const isAcross = a.x < b.x + b.width && b.x < a.x + a.width;
  return isAcross && a.y < b.y + b.height && b.y < a.y + a.height;
}
