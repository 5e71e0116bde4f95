// The page as everybody reads it: Alt+P presents from where one reads, leaving comes back there.

const SECTION = 'h2[id^="section-"]';

/** The section in view: the last one that has begun in the upper quarter of the window. */
export function sectionInView() {
  const begun = [...document.querySelectorAll(SECTION)].filter(
    (heading) => heading.getBoundingClientRect().top < innerHeight / 4,
  );
  return begun.length ? Number(begun.at(-1).id.slice("section-".length)) : 1;
}

let landed = 0; // the last landing we have answered: a rerun scrolls nobody back

/** Go where the presenter has left: { n: how many times, section }. */
export function land({ n, section }) {
  if (n === landed) return;
  landed = n;
  const heading = () => document.getElementById(`section-${section}`);
  if (section <= 1) return;
  let turns = 0;
  const watch = new AbortController(); // for the reader's own hand
  const go = () => {
    heading()?.scrollIntoView();
    if (++turns < 20) setTimeout(go, 100); // figures above are still being drawn
    else watch.abort();
  };
  const stop = () => (turns = 20);
  for (const event of ["wheel", "keydown", "pointerdown"]) {
    window.addEventListener(event, stop, { signal: watch.signal, capture: true });
  }
  go();
}
