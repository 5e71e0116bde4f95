// Where one stands, as the address says it: the page, its state, and the step on the screen.

const NAMED = '.dh-stage, [class*="st-key-predict_"], [class*="st-key-quiz_"]';
const SHOWN = ["present", "section", "shown", "at", "lecture", "prepared", "embed", "figure"];

function keyOf(element) {
  return /st-key-(\S+)/.exec(element?.closest('[class*="st-key-"]')?.className ?? "")?.[1];
}

/** Write a parameter into the address, which is no place to come back to; "" takes it out. */
export function intoAddress(name, text) {
  const url = new URL(location.href);
  if ((url.searchParams.get(name) ?? "") === text) return;
  if (text) url.searchParams.set(name, text);
  else url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
}

/** What a step is called: the key of its figure or its question, else its number. */
export function nameOf(steps, at) {
  if (at === 0) return "";
  const all = [...document.querySelectorAll(`.stMain :is(${NAMED})`)];
  const key = keyOf(all.find((element) => steps.of(element) === at));
  return key ?? String(at + 1);
}

/** The step of that name, undefined where there is none. */
export function stepNamed(steps, name) {
  if (!name) return undefined;
  if (/^\d{1,3}$/.test(name)) return Number(name) <= steps.all.length ? name - 1 : undefined;
  const at = steps.of(document.querySelector(`.st-key-${CSS.escape(name)}`));
  return at < 0 ? undefined : at;
}

/** The step that the address names, and the address that names the step. */
export class Place {
  constructor(steps) {
    this.steps = steps;
    this.away = new AbortController();
    // The address is ahead of the page now, and nothing may write into it what is still shown.
    const ahead = () => (this.ahead = true);
    window.addEventListener("popstate", ahead, { signal: this.away.signal });
  }

  /** Python has answered: what the address says now is meant for this page. */
  arrive() {
    [this.ahead, this.wanted] = [false, undefined];
  }

  /** The step to begin with: the one the address names, or else the first. */
  first() {
    this.wanted ??= new URL(location.href).searchParams.get("at") ?? "";
    const found = stepNamed(this.steps, this.wanted);
    this.missed = this.wanted !== "" && found === undefined; // its figure may not be there yet
    return found ?? 0;
  }

  write(at) {
    if (!this.ahead && !this.missed) intoAddress("at", nameOf(this.steps, at));
  }

  /** Somebody turns the page: nothing of where it stood stays in the address. */
  leave() {
    [this.wanted, this.missed] = ["", false];
    intoAddress("at", "");
  }

  close() {
    this.away.abort();
  }
}

/** The state on the screen as an address of the course: "descent?section=3&descent_eta=0.1". */
export function stateHere(slug, section, at) {
  const query = new URL(location.href).searchParams;
  for (const name of SHOWN) query.delete(name);
  if (section > 1) query.set("section", section);
  if (at) query.set("at", at);
  const text = query.toString();
  return text ? `${slug}?${text}` : slug;
}

/** How many pixels of an element's height are in the window. */
function seen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.min(bottom, innerHeight) - Math.max(top, 0);
}

/** The figure that a reader looks at: the one with most of itself in the window. */
export function figureInView() {
  const stages = [...document.querySelectorAll(".stMain .dh-stage")];
  const [best] = stages.toSorted((one, other) => seen(other) - seen(one));
  return best && seen(best) > innerHeight / 4 ? (keyOf(best) ?? "") : "";
}

/** Go to state `n` of a lecture, from 1; Streamlit takes it for the browser's Back: then the
 *  address alone says what every control stands at, and nothing is kept of what was set before. */
export function visit(slug, address, n) {
  const [page, query = ""] = address.split("?");
  const { pathname } = location;
  const home = pathname.endsWith(`/${slug}`) ? pathname.slice(0, -slug.length) : pathname;
  const search = new URLSearchParams(query);
  search.set("present", "1");
  search.set("lecture", n);
  const path = `${home}${page === "start" ? "" : page}`;
  history.pushState(history.state, "", `${path}?${search}`);
  window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
}

/** Which state of a lecture is on the screen, from 1; 0 outside of any. */
export function stateShown() {
  return Number(new URL(location.href).searchParams.get("lecture")) || 0;
}
