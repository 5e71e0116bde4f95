// The browser's Back, one step for one deed.

const AT_ONCE = 300; // milliseconds

/**
 * Streamlit makes a place to come back to for each control that changes, so a button that sets
 * two of them would make two, the first a state nobody chose. What follows another place at once
 * takes its place.
 */
export function onePlaceForEachDeed(history, now = () => performance.now()) {
  const push = history.pushState.bind(history);
  let last = -Infinity;
  history.pushState = (...entry) => {
    const follows = now() - last < AT_ONCE;
    last = now();
    if (follows) history.replaceState(...entry);
    else push(...entry);
  };
}
