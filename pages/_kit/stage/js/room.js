// The room a stage has: it fits the screen, and is told when its size changes.

/** Watches the place of a stage: `onSize` at every new size, `onArrival` once it is in view. */
export class Room {
  constructor(root, grid, onSize) {
    Object.assign(this, { root, grid, onSize });
    // A stage in a hidden tab has no width; it is drawn when it gets one.
    this.sizes = new ResizeObserver(() => this.measured());
    this.sizes.observe(grid);
    this.scene = root.closest?.('[class*="st-key-scene_"]');
    if (this.scene) this.sizes.observe(this.scene);
  }

  measured() {
    this.leaveRoom();
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
    this.beside = beside;
    this.root.style.setProperty("--dh-beside", `${beside}px`);
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
