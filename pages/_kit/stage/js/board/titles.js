// The titles over the columns: lying in up to three lines, or upright where a word is too long.

const SPACING = 1.2;

/** { lines, size, upright, height } for columns that are `cw` wide. */
export function headings(run, cw, size, measure) {
  const lying = run.item_titles.map((title) => wrapped(title, cw - 4, size, measure));
  const most = Math.max(...lying.map((lines) => lines.length));
  if (most <= 3 && lying.flat().every((line) => measure(line, size) <= cw - 2)) {
    return { lines: lying, size, upright: false, height: Math.ceil(most * size * SPACING) + 6 };
  }
  const hasRoom = cw >= 2 * SPACING * size;
  const standing = (title) => (hasRoom ? halved(title, size, measure) : [title]);
  const lines = run.item_titles.map(standing);
  const longest = Math.max(...lines.flat().map((line) => measure(line, size)));
  return { lines, size, upright: true, height: Math.ceil(Math.min(longest, 9 * size)) + 8 };
}

function wrapped(text, width, size, measure) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measure(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** In two lines of about one length. */
function halved(text, size, measure) {
  const words = text.split(" ");
  if (words.length < 2) return words;
  const ways = words.slice(1).map((_, n) => [words.slice(0, n + 1), words.slice(n + 1)]);
  const texts = ways.map((way) => way.map((part) => part.join(" ")));
  const longest = (lines) => Math.max(...lines.map((line) => measure(line, size)));
  return texts.reduce((best, way) => (longest(way) < longest(best) ? way : best));
}

/** Write the title of one column above it, in the colour and type that are set but for its size. */
export function paintTitle(pen, { left, cw, titles, above }, i) {
  const { lines, size, upright } = titles;
  const spacing = size * SPACING;
  const own = lines[i];
  pen.save();
  pen.translate(left + (i + 0.5) * cw, above - 4);
  if (upright) pen.rotate(-Math.PI / 2);
  pen.textAlign = upright ? "left" : "center";
  own.forEach((line, n) => {
    const up = upright ? n - (own.length - 1) / 2 : n - own.length + 0.5;
    pen.fillText(line, 0, up * spacing, upright ? titles.height - 6 : cw - 2);
  });
  pen.restore();
}
