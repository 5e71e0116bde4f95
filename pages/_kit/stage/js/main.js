// The stage of the course: Plotly figures drawn in place, on one clock, with sliders.
//
// Python (pages/_kit/stage/__init__.py) sends { scene, ghosts, sliders, presets, options }:
//   scene    what is drawn: { figures: [{ data, layout, alt, tracks }], n_steps, labels }, and
//            what is said of it: { text, task }
//   ghosts   for each figure the traces of pinned runs, drawn after its own
//   sliders  the numbers that may be dragged
//   presets  values for several of them at once, by the words on a button
//   options  all the rest (see `stage` in Python for the meaning of each)
// and is told { step, picked, values, guess, finished, report } under the name "seen". `report`
// counts the reports of values; Python sends back, as `options.heard`, the last one it has seen.
//
// Reading order: arrays and tracks (a picture as numbers), axes, canvas, look and figure (one
// picture drawn), transport, slider, presets, pick, sheet and guess (what the reader does),
// typeset and words (what is said), live and stream (pictures that arrive by themselves), room
// (the size of the screen), and stage, which holds them together.

import { Stage } from "./stage.js";

const stages = new WeakMap();

/** Streamlit calls this at first and whenever data or theme change; the result at the end. */
export default function (component) {
  const root = component.parentElement.querySelector(".dh-stage");
  let stage = stages.get(root);
  if (!stage || stage.closed) stages.set(root, (stage = new Stage(root)));
  stage.update(component);
  // Streamlit also ends a call that a newer one is about to overtake: who still stands in the page
  // stays open, with the slider in the reader's hand.
  return () => {
    if (!root.isConnected) stage.close();
  };
}
