// The sliders.

let sliderCount = 0;
const LONGEST_ANSWER = 3000; // milliseconds

/** One slider. Its range input counts positions; the value is computed from them. */
export class Slider {
  constructor(parent, onInput, onChange) {
    this.box = parent.appendChild(document.createElement("label"));
    this.box.className = "dh-slider";
    this.words = this.box.appendChild(document.createElement("span"));
    this.output = this.box.appendChild(document.createElement("output"));
    this.input = this.box.appendChild(document.createElement("input"));
    this.input.type = "range";
    this.box.htmlFor = this.input.id = `dh-slider-${++sliderCount}`;
    this.input.addEventListener("input", () => {
      this.held = true;
      this.value = this.valueOf(Number(this.input.value));
      this.tell();
      onInput();
    });
    this.input.addEventListener("change", () => {
      this.held = false;
      onChange();
    });
  }

  adopt(spec) {
    this.spec = spec;
    const span = spec.log ? Math.log10(spec.high / spec.low) : spec.high - spec.low;
    this.positions = Math.max(1, Math.round(span / spec.step));
    Object.assign(this.input, { min: 0, max: this.positions, step: 1 });
    const symbol = document.createElement("i");
    symbol.textContent = spec.symbol;
    this.words.replaceChildren(symbol, spec.label);
    this.input.setAttribute("aria-label", spec.label);
    if (this.said === spec.value) this.said = undefined;
    if (!this.held && !this.ahead) this.set(spec.value);
  }

  /** Whether Python has yet to answer what was said last; an answer to what was said before
   *  must not take the slider back. Not for ever: a button may have moved it meanwhile. */
  get ahead() {
    return this.said !== undefined && performance.now() - this.saidAt < LONGEST_ANSWER;
  }

  say() {
    [this.said, this.saidAt] = [this.value, performance.now()];
  }

  set(value) {
    const { low, high, log } = this.spec;
    this.value = Math.min(Math.max(value, low), high);
    const part = log ? Math.log(this.value / low) / Math.log(high / low) : (this.value - low) / (high - low);
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
