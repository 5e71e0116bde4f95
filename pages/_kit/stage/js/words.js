// What is said under the figures: a text, and a task with where it stands.

import { blocks, element, typesetter } from "./typeset.js";

/** Words that change with the picture; what stays the same is left alone. */
export class Words {
  constructor(root) {
    this.box = root.appendChild(document.createElement("div"));
    this.box.className = "dh-words";
    this.text = new Blocks(this.box);
    this.task = this.box.appendChild(document.createElement("section"));
    this.task.className = "dh-task";
    this.task.hidden = true;
    this.asked = new Blocks(this.task);
    this.standing = new Blocks(this.task);
    this.box.hidden = true;
  }

  /** Show what a scene says. While a hand is on it nobody wants every word read aloud. */
  async show({ text, task }, address, inHand) {
    this.wanted = { text, task };
    this.box.hidden = !text && !task;
    if (this.box.hidden) return;
    const katex = await typesetter(address);
    if (this.wanted.text !== text || this.wanted.task !== task) return; // newer words came
    this.box.setAttribute("aria-live", inHand ? "off" : "polite");
    this.text.show(text ?? "", katex);
    this.task.hidden = !task;
    if (task) this.pose(task, katex);
    this.keepRoom();
  }

  pose({ statement, standing, reached }, katex) {
    this.task.classList.toggle("dh-reached", reached);
    this.asked.show(`**Task.** ${statement}`, katex);
    this.standing.show(standing, katex);
  }

  /** Room once needed is kept: figures must not jump because a sentence is a line longer. */
  keepRoom() {
    const width = this.box.clientWidth;
    if (width !== this.width) this.room = 0;
    this.width = width;
    this.room = Math.max(this.room, this.box.scrollHeight);
    this.box.style.minHeight = `${Math.min(this.room, 160)}px`;
    // What can be scrolled must be reached by keys, too.
    this.box.tabIndex = this.box.scrollHeight > this.box.clientHeight + 1 ? 0 : -1;
  }
}

/** The blocks of one text as elements. */
class Blocks {
  constructor(parent) {
    this.box = parent.appendChild(document.createElement("div"));
    this.shown = [];
  }

  show(text, katex) {
    const wanted = blocks(text);
    wanted.forEach((block, n) => {
      if (this.shown[n] === block) return;
      const fresh = element(block, katex);
      if (n < this.box.children.length) this.box.children[n].replaceWith(fresh);
      else this.box.append(fresh);
    });
    while (this.box.children.length > wanted.length) this.box.lastChild.remove();
    this.shown = wanted;
  }
}
