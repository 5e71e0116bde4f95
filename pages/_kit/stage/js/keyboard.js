// What all keys here have in common.

/** Whether a key belongs to the browser: Alt and an arrow go back a page. */
export function isShortcut({ altKey, ctrlKey, metaKey }) {
  return Boolean(altKey || ctrlKey || metaKey);
}
