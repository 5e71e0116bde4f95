// Colours as [red, green, blue] from 0 to 255: mixed, laid on a scale, made readable.

/** The two ends every colour can be moved to. */
export const [BLACK, WHITE] = [[0, 0, 0], [255, 255, 255]];

const READABLE = 4.5; // contrast that text needs (WCAG AA)

/** A colour from "#rrggbb", from "#rgb", or from what a browser computes: "rgb(1, 2, 3)". */
export function rgb(text) {
  if (/^#\w{3}$/.test(text)) return [1, 2, 3].map((at) => parseInt(text[at] + text[at], 16));
  if (text.startsWith("#")) return [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  return text.match(/[\d.]+/g).slice(0, 3).map(Number);
}

/** As a canvas and a style sheet take it. */
export function css([r, g, b], alpha = 1) {
  return `rgba(${Math.round(r)}, ${Math.round(g)}, ${Math.round(b)}, ${alpha})`;
}

/** From `a` (part 0) to `b` (part 1). */
export function mixed(a, b, part) {
  return part === 0 ? a : a.map((channel, n) => channel + (b[n] - channel) * part);
}

/** The colour at `part` (0 … 1) of a scale of evenly spaced colours. */
export function onScale(colours, part) {
  const at = Math.min(Math.max(part, 0), 1) * (colours.length - 1);
  const below = Math.min(Math.floor(at), colours.length - 2);
  return mixed(colours[below], colours[below + 1], at - below);
}

/** The contrast of two colours, from 1 to 21, as WCAG defines it. */
export function contrast(a, b) {
  const lights = [luminance(a), luminance(b)];
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
}

function luminance(colour) {
  const [r, g, b] = colour.map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The same colour, moved towards black or white until it can be read on `paper`. */
export function readable(colour, paper) {
  const end = contrast(BLACK, paper) > contrast(WHITE, paper) ? BLACK : WHITE;
  let part = 0;
  let found = colour;
  while (contrast(found, paper) < READABLE && part < 1) found = mixed(colour, end, (part += 0.05));
  return found;
}
