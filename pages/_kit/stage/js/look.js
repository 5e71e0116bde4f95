// The look of every figure, from Streamlit's theme.

const IS_3D = new Set(["surface", "scatter3d", "mesh3d"]);

const TOUCH = matchMedia("(pointer: coarse)");

/** The layout every figure starts from: the page's own colours and type. */
export function lookOf(root, spec, { key, text_size: size }, pickable) {
  const style = getComputedStyle(root);
  const theme = (name) => style.getPropertyValue(`--st-${name}`).trim();
  const text = theme("text-color") || style.color;
  const grid = theme("border-color-light") || theme("border-color");
  const line = theme("border-color");
  const axis = { gridcolor: grid, linecolor: line, zerolinecolor: line, automargin: true };
  return (data) => {
    const layout = {
      uirevision: key, // zoom and camera are the reader's
      autosize: true,
      font: { family: style.fontFamily, color: text, size },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      margin: { l: 56, r: 16, t: spec.layout.title ? 48 : 16, b: 48 },
      hoverlabel: { font: { size } },
      legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", bgcolor: "rgba(0,0,0,0)" },
      dragmode: pickable || TOUCH.matches ? false : "zoom", // a finger scrolls the page
    };
    const named = Object.keys(spec.layout);
    if (data.some((trace) => IS_3D.has(trace.type))) {
      const side = { gridcolor: line, zerolinecolor: line, color: text, showbackground: false, nticks: 5 };
      layout.dragmode = "turntable";
      layout.margin = { l: 0, r: 0, t: spec.layout.title ? 48 : 0, b: 0 };
      for (const name of new Set(["scene", ...named.filter((n) => /^scene\d*$/.test(n))])) {
        layout[name] = { xaxis: side, yaxis: side, zaxis: side, camera: { eye: { x: 1.5, y: 1.5, z: 1.1 } } };
      }
    } else {
      for (const name of new Set(["xaxis", "yaxis", ...named.filter((n) => /^[xy]axis\d*$/.test(n))])) {
        layout[name] = axis;
      }
    }
    return layout;
  };
}
