// Buttons that set several sliders at once.

/** One button for each preset; it takes hold of every slider it names. */
export class Presets {
  constructor(root, onChoose) {
    this.onChoose = onChoose;
    this.box = root.appendChild(document.createElement("div"));
    this.box.className = "dh-presets";
    this.box.hidden = true;
  }

  adopt(presets) {
    const names = Object.keys(presets).join("\n");
    this.presets = presets;
    if (names === this.names) return;
    this.names = names;
    this.box.hidden = names === "";
    this.box.replaceChildren(...Object.keys(presets).map((label) => this.button(label)));
  }

  button(label) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: label });
    button.addEventListener("click", () => this.onChoose(this.presets[label]));
    return button;
  }
}
