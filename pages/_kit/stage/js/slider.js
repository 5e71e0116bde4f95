// The numbers that may be dragged.

import { whenMeant } from "./finger.js";

// Letters of a label and of a unit that leave room for a track on a phone.
const SHORT = { label: 13, unit: 5 };

let sliderCount = 0;

/** One slider. Its range input counts positions; the value is computed from them. */
export class Slider {
  constructor(parent, onInput, onChange) {
    Object.assign(this, { held: false, onInput, onChange });
    this.box = parent.appendChild(document.createElement("label"));
    this.box.className = "dh-slider";
    this.words = this.box.appendChild(document.createElement("span"));
    this.output = this.box.appendChild(document.createElement("output"));
    this.input = this.box.appendChild(document.createElement("input"));
    this.input.type = "range";
    this.box.htmlFor = this.input.id = `dh-slider-${++sliderCount}`;
    whenMeant(this.input, () => this.drag());
    // Browsers report no change where a drag ends at the value it began with.
    for (const end of ["change", "pointerup", "pointercancel", "blur"]) {
      this.input.addEventListener(end, () => this.letGo());
    }
  }

  drag() {
    this.held = true;
    this.value = this.valueOf(Number(this.input.value));
    this.tell();
    this.onInput();
  }

  letGo() {
    if (!this.held) return;
    this.held = false;
    this.onChange();
  }

  /** Take over what Python says. While it has yet to answer (`waiting`) it does not know where
   *  the slider stands, and a slider in the reader's hand stays there. */
  adopt(spec, { waiting, inHand }) {
    const known = this.spec?.name === spec.name;
    this.spec = spec;
    this.box.hidden = Boolean(spec.hidden);
    const span = spec.log ? Math.log10(spec.high / spec.low) : spec.high - spec.low;
    this.positions = Math.max(1, Math.round(span / spec.step));
    Object.assign(this.input, { min: 0, max: this.positions, step: 1 });
    const symbol = document.createElement("i");
    symbol.textContent = spec.symbol;
    this.words.replaceChildren(symbol, spec.label);
    this.input.setAttribute("aria-label", spec.label);
    if (known && waiting) return;
    this.told = spec.value;
    if (!known || !inHand) this.set(spec.value);
  }

  /** Whether it stands elsewhere than Python thinks. */
  get moved() {
    return this.value !== this.told;
  }

  /** Python is being told where it stands. */
  report() {
    this.told = this.value;
  }

  set(value) {
    const { low, high, log } = this.spec;
    this.value = Math.min(Math.max(value, low), high);
    const way = (to) => (log ? Math.log(to / low) : to - low);
    const part = way(this.value) / way(high);
    this.input.value = Math.round(part * this.positions);
    this.tell();
  }

  valueOf(position) {
    const { low, high, log } = this.spec;
    const part = position / this.positions;
    if (position === 0 || position === this.positions) return position ? high : low;
    return this.rounded(log ? low * (high / low) ** part : low + part * (high - low));
  }

  rounded(value) {
    const { digits, log } = this.spec;
    return Number(log ? value.toPrecision(digits) : value.toFixed(digits));
  }

  tell() {
    const { digits, log, unit } = this.spec;
    const number = log ? String(this.rounded(this.value)) : this.value.toFixed(digits);
    const words = unit ? `${number} ${unit}` : number;
    this.output.value = words.replace("-", "−");
    this.input.setAttribute("aria-valuetext", words);
  }
}

function isShort({ label, unit = "" }) {
  return label.length <= SHORT.label && unit.length <= SHORT.unit;
}

/** The sliders of a stage. */
export class Sliders {
  constructor(root, onInput, onChange) {
    Object.assign(this, { all: [], onInput, onChange });
    this.box = root.appendChild(document.createElement("div"));
    this.box.className = "dh-sliders";
  }

  /** Take over what Python says; `picked` are the names a point in the reader's hand moves. */
  adopt(specs, waiting, picked) {
    while (this.all.length > specs.length) this.all.pop().box.remove();
    while (this.all.length < specs.length) {
      this.all.push(new Slider(this.box, this.onInput, this.onChange));
    }
    this.all.forEach((slider, n) => {
      const inHand = slider.held || picked.includes(specs[n].name);
      slider.adopt(specs[n], { waiting, inHand });
    });
    this.box.hidden = specs.every((spec) => spec.hidden);
    this.box.classList.toggle("dh-short", specs.every(isShort));
  }

  get held() {
    return this.all.some((slider) => slider.held);
  }

  values() {
    return Object.fromEntries(this.all.map(({ spec, value }) => [spec.name, value]));
  }

  /** Move a slider by its name, to a value it may have; without one nothing moves. */
  set(name, value) {
    const slider = this.all.find(({ spec }) => spec.name === name);
    slider?.set(slider.rounded(value));
  }

  /** What stands elsewhere than Python thinks, as [name, text]; it counts as told from now on. */
  report() {
    const moved = this.all.filter((slider) => slider.moved);
    moved.forEach((slider) => slider.report());
    return moved.map(({ spec, value }) => [spec.name, String(value)]);
  }
}
