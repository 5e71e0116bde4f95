// The address bar: what a stage says there, and where its player stands.

/** The step that the address names for the stage `key`, from 0 to `last`; undefined for none. */
export function addressedStep(key, last) {
  const text = new URL(window.location.href).searchParams.get(`${key}_step`);
  return /^\d{1,6}$/.test(text ?? "") && Number(text) <= last ? Number(text) : undefined;
}

/** Write parameters into the address; an empty text takes one out. A drag is no place to come
 *  back to and replaces the address; a button pushes one ("pushState"). */
export function writeAddress(texts, how = "replaceState") {
  const url = new URL(window.location.href);
  for (const [name, text] of Object.entries(texts)) {
    if (text === "") url.searchParams.delete(name);
    else if (url.searchParams.get(name) !== text) url.searchParams.set(name, text);
  }
  if (url.href !== window.location.href) window.history[how](window.history.state, "", url);
}
