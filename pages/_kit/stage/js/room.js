// The room a stage has: it fits the screen, and is told when its size changes.

const BREATH = 12; // pixels between the sliders and the end of the screen
const FIRST_PART = 0.6; // of the screen: what begins below is not meant for it

const NARROW = 480; // pixels of a stage, as on a phone
const SMALL_TYPE = 12;

/** Whether the type of a figure has another size now: on a projector it is a fortieth of the
 *  height, which is 0.8rem there (frame/presenter.css), and follows the window; in a narrow place
 *  it leaves room for what is drawn. */
export function retyped(options, root) {
  const before = options.text_size;
  options.full_size ??= before;
  const isNarrow = root.clientWidth > 0 && root.clientWidth < NARROW;
  options.text_size = isNarrow ? SMALL_TYPE : options.full_size;
  if (options.projected) {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    options.text_size = Math.ceil(0.8 * rem);
  }
  root.style.setProperty("--dh-text-size", `${options.text_size}px`);
  return options.text_size !== before;
}

/** Watches the place of a stage: `onSize` at every new size, `onArrival` once it is in view. */
export class Room {
  constructor(root, grid, onSize) {
    Object.assign(this, { root, grid, onSize });
    // A stage in a hidden tab has no width; it is drawn when it gets one.
    this.sizes = new ResizeObserver(() => this.measured());
    this.sizes.observe(grid);
    this.hands = [...root.querySelectorAll(".dh-transport, .dh-sliders")];
    for (const hand of this.hands) this.sizes.observe(hand);
    this.scene = root.closest?.('[class*="st-key-scene_"]');
    if (this.scene) this.sizes.observe(this.scene);
    this.page = root.closest?.(".stMain");
    // The wheel belongs to the page; plotly.js would keep it over a picture in three dimensions.
    const first = { capture: true, passive: true };
    root.addEventListener("wheel", (event) => event.stopPropagation(), first);
  }

  measured() {
    this.leaveRoom();
    this.endWithScreen();
    const size = `${this.grid.clientWidth} ${this.grid.clientHeight}`;
    if (size === this.size) return;
    this.size = size;
    this.onSize();
  }

  /** What else stands in the scene (a choice, a sentence) needs room on the same screen. */
  leaveRoom() {
    if (!this.scene) return;
    // What hangs out of a stage that is too full is its own, and does not stand beside it.
    const own = Math.max(this.root.offsetHeight, this.root.scrollHeight);
    const beside = Math.max(0, this.scene.scrollHeight - own);
    if (beside === this.beside) return;
    if (this.width !== innerWidth) [this.width, this.before] = [innerWidth, NaN];
    // A plot that is not drawn anew yet hangs out as well: two sizes would take turns for ever.
    if (beside === this.before && beside < this.beside) return;
    [this.before, this.beside] = [this.beside, beside];
    this.root.style.setProperty("--dh-beside", `${beside}px`);
  }

  /** Once plots have their size: those of the old one have hung out of the stage until now. */
  async after(resized) {
    await resized;
    this.leaveRoom();
  }

  /** Figures that begin on a lesson's first screen leave room there for what moves them. */
  endWithScreen() {
    if (!this.page) return;
    const start = this.top() + this.page.scrollTop;
    const figures = this.grid.getBoundingClientRect();
    const seen = this.hands.filter((hand) => hand.offsetHeight > 0); // a hidden one is nowhere
    const ends = seen.map((part) => part.getBoundingClientRect().bottom);
    const below = Math.max(figures.bottom, ...ends) - figures.bottom;
    const room = start < FIRST_PART * innerHeight ? innerHeight - start - below - BREATH : NaN;
    if (Object.is(room, this.room)) return;
    this.room = room;
    if (Number.isNaN(room)) this.root.style.removeProperty("--dh-figures");
    else this.root.style.setProperty("--dh-figures", `${Math.max(0, room)}px`);
  }

  /** Where the figures begin; a scene that sticks to the screen begins with its column. */
  top() {
    const { top } = this.grid.getBoundingClientRect();
    const column = this.scene?.closest(".stColumn");
    if (!column) return top;
    return column.getBoundingClientRect().top + top - this.scene.getBoundingClientRect().top;
  }

  whenSeen(onArrival) {
    this.arrival = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      this.arrival.disconnect();
      onArrival();
    }, { threshold: 0.6 });
    this.arrival.observe(this.grid);
  }

  close() {
    this.sizes.disconnect();
    this.arrival?.disconnect();
  }
}
