// How a lesson stands in one window: everything that does not fit it, read from the page itself.
//
// Evaluated by `test_views.py`; each fault is [kind, where, measure]. `VIEWS.noteWords` is
// there before the page's own scripts, since what a pen writes can be read at no later time.

globalThis.VIEWS = (() => {
  const LEAST = 11; // pixels of type in a figure

  // ------------------------------------------------ what pens write

  const written = new WeakMap(); // canvas → its words since it was last wiped

  function noteWords() {
    const pens = CanvasRenderingContext2D.prototype;
    const { clearRect, fillText } = pens;
    pens.clearRect = function (...all) {
      written.set(this.canvas, []);
      return clearRect.apply(this, all);
    };
    pens.fillText = function (text, x, y, ...rest) {
      if (!written.has(this.canvas)) written.set(this.canvas, []);
      if (this.globalAlpha > 0.2) written.get(this.canvas).push(word(this, String(text), x, y));
      return fillText.call(this, text, x, y, ...rest);
    };
  }

  /** A word of a pen: its corners in the pixels of the canvas, its size in those of the window. */
  function word(pen, text, x, y) {
    const size = pen.measureText(text);
    const at = pen.getTransform();
    const [left, right] = [x - size.actualBoundingBoxLeft, x + size.actualBoundingBoxRight];
    const [top, bottom] = [y - size.actualBoundingBoxAscent, y + size.actualBoundingBoxDescent];
    const type = parseFloat(/([\d.]+)px/.exec(pen.font)[1]) * Math.hypot(at.a, at.b);
    return { text, type, corners: around(left, right, top, bottom, at) };
  }

  function around(left, right, top, bottom, matrix) {
    const corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
    return corners.map(([x, y]) => matrix.transformPoint({ x, y })).map(({ x, y }) => [x, y]);
  }

  function painted(canvas) {
    const box = canvas.getBoundingClientRect();
    const scale = box.width / canvas.width;
    return (written.get(canvas) ?? []).map(({ text, type, corners }) => ({
      text, type: type * scale,
      corners: corners.map(([x, y]) => [box.left + x * scale, box.top + y * scale]),
    }));
  }

  // ------------------------------------------------ what stands in a figure

  function drawn(text) {
    const { x, y, width, height } = text.getBBox();
    const lean = 0.2 * height; // the box is higher than its letters
    const at = text.getScreenCTM();
    const type = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(at.a, at.b);
    const matrix = DOMMatrix.fromMatrix(at);
    const corners = around(x, x + width, y + lean, y + height - lean, matrix);
    return { text: text.textContent, type, corners };
  }

  function wordsOf(figure) {
    const texts = [...figure.querySelectorAll("svg text")].filter((text) =>
      text.textContent.trim() && !text.closest(".hoverlayer") && seen(text));
    const canvases = [...figure.querySelectorAll("canvas")].filter(seen);
    return [...texts.map(drawn), ...canvases.flatMap(painted)].filter(({ text }) => text.trim());
  }

  function seen(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && element.getBoundingClientRect().width > 0;
  }

  /** Whether two boxes, each turned as it likes, have more than a pixel in common: no line along
   *  a side of one of them parts them. */
  function overlapping(one, two) {
    return [one, two].every(({ corners: [a, b, , d] }) =>
      [[a, b], [a, d]].every(([from, to]) => {
        const way = [to[0] - from[0], to[1] - from[1]];
        const length = Math.hypot(...way) || 1;
        const [p, q] = [one, two].map(({ corners }) =>
          corners.map((point) => (point[0] * way[0] + point[1] * way[1]) / length));
        return Math.min(Math.max(...p), Math.max(...q)) - Math.max(Math.min(...p), Math.min(...q)) > 1;
      }));
  }

  function pairs(words) {
    return words.flatMap((one, n) => words.slice(n + 1).map((two) => [one, two]))
      .filter(([one, two]) => overlapping(one, two));
  }

  function* faultsOfFigures() {
    for (const figure of shown(".dh-figure")) {
      const words = wordsOf(figure);
      const small = words.filter(({ type }) => type < LEAST - 0.1);
      for (const { text, type } of small) {
        yield ["type", nameOf(figure), `${text} has ${type.toFixed(1)} px`];
      }
      for (const [one, two] of pairs(words)) {
        yield ["overlap", nameOf(figure), `${one.text} and ${two.text}`];
      }
    }
  }

  // ------------------------------------------------ what stands on the page

  function shown(selector) {
    return [...document.querySelectorAll(selector)].filter(seen);
  }

  function nameOf(element) {
    const named = element.closest('[class*="st-key-"]:not([class*="st-key-beside_"])');
    return /st-key-(\S+)/.exec(named?.className ?? "")?.[1] ?? "page";
  }

  function free() {
    return innerHeight - (document.querySelector(".stAppHeader")?.offsetHeight ?? 0);
  }

  function* sideways() {
    const main = document.querySelector(".stMain");
    const wide = Math.max(main.scrollWidth - main.clientWidth,
      document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) yield ["sideways", "page", `by ${wide} px`];
  }

  /** A formula is whole, or scrolls and fades where it is cut. */
  function* formulas() {
    for (const formula of shown(".katex-display > .katex")) {
      const end = Math.max(...[...formula.querySelectorAll(".katex-html > .base")]
        .map((base) => base.getBoundingClientRect().right));
      const cut = cutBy(formula, end);
      const style = getComputedStyle(cut ?? formula.parentElement);
      const fades = parseFloat(style.getPropertyValue("--cut-right")) > 0;
      const says = formula.querySelector("annotation")?.textContent.slice(0, 40);
      if (cut && !["auto", "scroll"].includes(style.overflowX)) yield ["formula cut", nameOf(formula), says];
      else if (fades !== Boolean(cut)) yield [cut ? "no hint" : "fades whole", nameOf(formula), says];
    }
  }

  /** An index is smaller than its letter: the style sheet is the one the formula was made for. */
  function* indices() {
    for (const index of shown(".katex .msupsub .mtight[class*='reset-size']")) {
      const styles = [index, index.parentElement].map((one) => getComputedStyle(one));
      const [size, letter] = styles.map(({ fontSize }) => parseFloat(fontSize));
      if (size >= letter) yield ["index", nameOf(index), `${index.textContent} is as large as its letter`];
    }
  }

  /** The first box around an element that does not let it be seen as far as `end`. */
  function cutBy(element, end) {
    for (let box = element.parentElement; box; box = box.parentElement) {
      const edge = box.getBoundingClientRect().left + box.clientLeft + box.clientWidth;
      if (getComputedStyle(box).overflowX !== "visible" && box.clientWidth && end > edge + 1) return box;
    }
    return null;
  }

  function* scenes() {
    const alone = shown(".dh-stage").filter((stage) => !stage.closest('[class*="st-key-scene_"]'));
    for (const scene of [...shown('[class*="st-key-scene_"]'), ...alone]) {
      const over = scene.getBoundingClientRect().height - free();
      if (over > 1) yield ["scene", nameOf(scene), `${over.toFixed(0)} px too high`];
    }
  }

  /** The first figure and its sliders stand on the first screen. */
  function* firstScreen() {
    const stage = shown(".dh-stage")[0];
    if (!stage) return;
    const parts = [...stage.querySelectorAll(".dh-figures, .dh-sliders, .dh-transport")].filter(seen);
    const end = Math.max(...parts.map((part) => part.getBoundingClientRect().bottom));
    const over = end - innerHeight;
    if (over > 1) yield ["first screen", nameOf(stage), `${over.toFixed(0)} px below it`];
  }

  function faults() {
    document.querySelector(".stMain").scrollTop = 0;
    return [...sideways(), ...formulas(), ...indices(), ...scenes(), ...firstScreen(), ...faultsOfFigures()];
  }

  // ------------------------------------------------ when it stands still

  function state() {
    const sizes = shown(".dh-figure").map((figure) => {
      const made = figure.querySelector(".main-svg, canvas");
      if (!made && !figure.querySelector(".dh-failed")) return null;
      const { width, height } = made?.getBoundingClientRect() ?? {};
      return `${width} ${height} ${figure.clientWidth} ${figure.clientHeight}`;
    });
    if (sizes.includes(null) || document.fonts.status !== "loaded") return null;
    return [...sizes, innerWidth, document.querySelector(".stMain").scrollHeight].join();
  }

  /** When nothing has changed its size for a quarter of a second. */
  async function still() {
    let [before, same] = [null, 0];
    while (same < 5) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const now = state();
      same = now !== null && now === before ? same + 1 : 0;
      before = now;
    }
  }

  return { noteWords, faults, still };
})();

globalThis.VIEWS.noteWords();
