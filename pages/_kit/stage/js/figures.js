// The figures of a stage, side by side on one clock.

import { Known, opened } from "./arrays.js";
import { Board } from "./board/board.js";
import { Figure } from "./figure.js";
import { Relief } from "./relief.js";

const NOT_DRAWN = "This figure cannot be drawn. Reloading the page may help. What it would show:";

/** Who draws a figure. */
function painterOf({ painter = "plotly" }) {
  return { plotly: Figure, relief: Relief, board: Board }[painter];
}

/** Whether a scene needs plotly.js at all. */
export function needsPlotly(scene) {
  return scene.figures.some((spec) => painterOf(spec) !== Board);
}

/** As many figures as the scene has, drawn and stepped together. In some the reader may go to a
 *  step, or open a number: it is told as { figure, area … }, or as null when it is left. */
export class Figures {
  constructor(root, onSeek, onOpen) {
    Object.assign(this, { onSeek, onOpen });
    this.grid = root.appendChild(document.createElement("div"));
    this.grid.className = "dh-figures";
    this.all = [];
    this.known = new Known();
  }

  /** As many figures as the scene has; those that stay keep their zoom. */
  match(scene) {
    this.scene = scene;
    while (this.all.length > scene.figures.length) this.all.pop().close();
    scene.figures.forEach((spec, n) => this.take(n, painterOf(spec)));
  }

  /** The n-th figure by its painter; another one's is closed and its place taken. */
  take(n, Painter) {
    const old = this.all[n];
    if (old instanceof Painter) return;
    this.all[n] = new Painter(this.grid);
    this.all[n].onSeek = this.onSeek;
    this.all[n].onOpen = (cell) => this.onOpen(cell && { figure: n, ...cell });
    if (!old) return;
    this.grid.insertBefore(this.all[n].box, old.box);
    old.close();
  }

  /** Draw the scene at step t; `look` gives the look of a figure from what it shows. */
  show(Plotly, ghosts, t, look) {
    const specs = opened(this.scene.figures, this.known);
    const greys = opened(ghosts ?? [], this.known);
    return this.each((figure, n) =>
      figure.show(Plotly, specs[n], greys[n] ?? [], t, look(specs[n], figure)),
    );
  }

  draw(t) {
    return this.each((figure) => figure.draw(t));
  }

  resize() {
    return this.each((figure) => figure.resize());
  }

  /** The first step at which anything drawn here leaves the range of numbers. */
  end() {
    return Math.min(Infinity, ...this.all.map((figure) => figure.end()));
  }

  /** Do something with every figure. One that cannot says so in its place; the others go on. */
  each(work) {
    const attempt = async (figure, n) => {
      try {
        await work(figure, n);
      } catch (error) {
        this.failOne(figure, n, error, NOT_DRAWN);
      }
    };
    return Promise.all(this.all.map(attempt));
  }

  fail(error, reason = NOT_DRAWN) {
    this.all.forEach((figure, n) => this.failOne(figure, n, error, reason));
  }

  failOne(figure, n, error, reason) {
    if (figure.closed) return; // nobody is looking any more
    console.error(error);
    figure.fail(reason, this.scene.figures[n].alt);
  }

  close() {
    this.all.forEach((figure) => figure.close());
  }
}
