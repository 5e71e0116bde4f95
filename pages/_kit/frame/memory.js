// The reader's memory: one entry in the browser's own storage, { version, kept: { key: value } }.
//
// Python (pages/_kit/memory.py) hands over all that is to be kept, after every run. At first it is
// told, once, what lies in the storage ("found"). Only what this page has changed is written, so
// that two windows of one course do not take each other's answers away.
const NAME = "downhill";

let session = null; // the session of Python's that has been told what was found
let last = {}; // what it said before, as { key: JSON }

/** Streamlit calls this at first and whenever the memory has changed. */
export default function ({ data, setStateValue }) {
  if (data.wiped) return wipe();
  if (session !== data.session) {
    // Also after the server was started anew: the new session has nothing, and deletes nothing.
    [session, last] = [data.session, {}];
    const found = stored();
    if (found) setStateValue("found", found);
  }
  const now = Object.fromEntries(
    Object.entries(data.kept).map(([key, value]) => [key, JSON.stringify(value)]),
  );
  write(data.version, now);
  last = now;
}

function write(version, now) {
  const set = Object.keys(now).filter((key) => now[key] !== last[key]);
  const gone = Object.keys(last).filter((key) => !(key in now));
  if (set.length + gone.length === 0) return;
  const kept = keptIn(stored(), version);
  for (const key of set) kept[key] = JSON.parse(now[key]);
  for (const key of gone) delete kept[key];
  try {
    if (Object.keys(kept).length) localStorage.setItem(NAME, JSON.stringify({ version, kept }));
    else localStorage.removeItem(NAME);
  } catch {
    // A private window or a full disk: the session remembers, a reload will not.
  }
}

/** Everything is forgotten; the page begins anew. */
function wipe() {
  localStorage.removeItem(NAME);
  location.reload();
}

function keptIn(text, version) {
  try {
    const memory = JSON.parse(text);
    return memory.version === version ? memory.kept : {};
  } catch {
    return {};
  }
}

function stored() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}
