// Where a value stands on an axis of plotly.js, from 0 to 1, and back. Read from `range`, which
// plotly.js moves at every frame of a pan; its own pixel functions only learn of it at the end.

export function share(axis, value) {
  const [low, high] = axis.range.map((end) => axis.r2l(end));
  return (axis.d2l(value) - low) / (high - low);
}

export function valueAt(axis, part) {
  const [low, high] = axis.range.map((end) => axis.r2l(end));
  return axis.l2d(low + part * (high - low));
}
