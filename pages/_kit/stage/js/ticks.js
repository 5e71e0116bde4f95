// Ticks with room between them: plotly.js puts five on any axis, however low the figure is.

const APART = 1.9; // from one tick to the next, in sizes of the type
const FEWEST = 2;
const BY_ITSELF = 6; // plotly.js counts right from here on

/** A layout whose upright axes have no more ticks than a figure of this height has room for. */
export function thinned(layout, height) {
  const { t = 0, b = 0 } = layout.margin ?? {};
  const entries = Object.entries(layout).map(([name, axis]) => {
    if (!/^yaxis\d*$/.test(name)) return [name, axis];
    const [from, to] = axis.domain ?? [0, 1];
    const size = axis.tickfont?.size ?? layout.font.size;
    const room = Math.floor(((height - t - b) * (to - from)) / (APART * size));
    return [name, withTicks(axis, Math.max(room, FEWEST))];
  });
  return Object.fromEntries(entries);
}

function withTicks(axis, most) {
  if (axis.type === "log" && axis.tickvals) return everyOther(axis, most);
  if (axis.tickvals || Math.min(axis.nticks ?? BY_ITSELF, BY_ITSELF) <= most) return axis;
  return { ...axis, nticks: most };
}

/** Every second one, or third …: what is left is as even as before. */
function everyOther(axis, most) {
  const step = Math.ceil(axis.tickvals.length / most);
  const kept = (list) => list.filter((_, n) => n % step === 0);
  return { ...axis, tickvals: kept(axis.tickvals), ticktext: kept(axis.ticktext) };
}
