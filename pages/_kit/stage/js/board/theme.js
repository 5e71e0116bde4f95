// The look of a board: Streamlit's colours and type, and the colours of the roles from Python.

import { BLACK, WHITE, contrast, css, mixed, readable, rgb } from "./colour.js";

const INK = [20, 22, 26];
const isDark = (fill) => contrast(fill, INK) < 4.5;

/** Colours as [red, green, blue], and fonts as functions of size and weight. */
export function themeOf(box, colors) {
  const style = getComputedStyle(box);
  const theme = (name) => style.getPropertyValue(`--st-${name}`).trim();
  const paper = rgb(theme("background-color") || "#fdfcf9");
  const ink = rgb(style.color);
  const page = getComputedStyle(document.documentElement);
  const serif = page.getPropertyValue("--serif") || theme("heading-font") || "serif";
  const text = (role) => readable(rgb(colors[role]), paper);
  return {
    paper,
    ink,
    line: mixed(paper, ink, 0.16),
    soft: readable(mixed(paper, ink, 0.6), paper),
    ...scalesOn(paper, ink, colors),
    user: text("user"),
    item: text("item"),
    gradient: text("gradient"),
    residual: rgb(colors.residual),
    residualText: text("residual"),
    text: (role) => css(text(role)),
    inkOn: (fill) => (isDark(fill) ? WHITE : INK),
    away: (fill) => (isDark(fill) ? BLACK : WHITE),
    font: (size, weight) => `${weight} ${size}px ${style.fontFamily}`,
    serif: (size, weight) => `${weight} ${size}px ${serif}`,
  };
}

/** On a dark page more stars are more light, and nothing is as bright as a page of paper. */
function scalesOn(paper, ink, colors) {
  const stars = colors.stars.map(rgb);
  const [below, middle, above] = colors.signed.map(rgb);
  return {
    stars: isDark(paper) ? stars.toReversed() : stars,
    signed: [below, isDark(paper) ? mixed(paper, ink, 0.2) : middle, above],
    below: readable(below, paper),
    above: readable(above, paper),
    hot: rgb(colors.hot),
  };
}
