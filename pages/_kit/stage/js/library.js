// Where plotly.js comes from, and where the app is served.

let library = null;

/** Plotly, loaded once for the page: Streamlit's own copy, else the spare one. */
export function plotly(addresses) {
  library ??= load(addresses).catch((error) => {
    library = null; // the next figure tries again
    throw error;
  });
  return library;
}

async function load(addresses) {
  for (const address of addresses) {
    if (window.Plotly) break;
    const url = new URL(address, appRoot()).href;
    try {
      await (address.startsWith("static/") ? import(url) : asScript(url));
    } catch (error) {
      console.warn(`plotly.js is not at ${url}:`, error);
    }
  }
  if (!window.Plotly) throw new Error("plotly.js was found at none of its addresses");
  return window.Plotly;
}

function asScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const onerror = () => reject(new Error("not found"));
    Object.assign(script, { src: url, onload: resolve, onerror });
    document.head.append(script);
  });
}

/** The address the app is served under, on whatever lesson we are. */
export function appRoot() {
  const script = document.querySelector('script[src*="static/js/index"]');
  return script ? script.src.replace(/static\/js\/index.*$/, "") : document.baseURI;
}
