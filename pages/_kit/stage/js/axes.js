// Where things stand in the plots of plotly.js: values on an axis, a pointer in the data.

/** Where a value stands on an axis, from 0 to 1. Read from `range`, which plotly.js moves at
 *  every frame of a pan; its own pixel functions only learn of it at the end. */
export function share(axis, value) {
  const [low, high] = axis.range.map((end) => axis.r2l(end));
  return (axis.d2l(value) - low) / (high - low);
}

/** The value at a share of an axis: the inverse of `share`. */
export function valueAt(axis, part) {
  const [low, high] = axis.range.map((end) => axis.r2l(end));
  return axis.l2d(low + part * (high - low));
}

/** The 2-D subplots of a plot, each { xaxis, yaxis }; none before it is drawn. */
export function subplots(plot) {
  return plot._fullLayout?._plots ?? {};
}

/** The data coordinates under a pointer, or null outside of every subplot. */
export function pointAt(plot, event) {
  for (const axes of Object.values(subplots(plot))) {
    const parts = partsAt(plot, axes, event);
    if (parts.every((part) => part >= 0 && part <= 1)) return valuesAt(axes, parts);
  }
  return null;
}

/** The same point, kept inside the first subplot while the pointer leaves it in a drag. */
export function nearest(plot, event) {
  const axes = Object.values(subplots(plot))[0];
  return axes ? valuesAt(axes, partsAt(plot, axes, event).map((part) => bounded(part))) : null;
}

/** A point moved by a share of the axes, for the arrow keys; from the middle if there is none. */
export function moved(plot, point, [right, up]) {
  const axes = Object.values(subplots(plot))[0];
  if (!axes) return null;
  const parts = [partOf(axes.xaxis, point?.[0]) + right, partOf(axes.yaxis, point?.[1]) + up];
  return valuesAt(axes, parts.map((part) => bounded(part)));
}

function partOf(axis, value) {
  return value == null ? 0.5 : share(axis, value);
}

/** Where a pointer is in a subplot, from 0 to 1 on each axis while it is inside. */
export function partsAt(plot, { xaxis, yaxis }, { clientX, clientY }) {
  const box = plot.getBoundingClientRect();
  return [
    (clientX - box.left - xaxis._offset) / xaxis._length,
    1 - (clientY - box.top - yaxis._offset) / yaxis._length,
  ];
}

/** The values on two axes at such shares of them. */
export function valuesAt({ xaxis, yaxis }, [right, up]) {
  return [valueAt(xaxis, right), valueAt(yaxis, up)];
}

/** The nearest number from 0 to `end`. */
export function bounded(value, end = 1) {
  return Math.min(Math.max(value, 0), end);
}
