// The desk: the states of a lecture as a list to write notes in, reorder, save, open and give.

import { Cover } from "./foot.js";
import { LectureError, statesIn, written } from "./lecture.js";

/** Over the page while it is open; `onGive` is told the number of the state to begin with. */
export class Desk {
  constructor(lecture, onGive) {
    Object.assign(this, { lecture, onGive, cover: new Cover() });
  }

  get isOpen() {
    return this.cover.name === "desk";
  }

  /** Open it, with a sentence on what has just happened, at the note of state `n`, from 1. */
  open(sentence = "", n = 0) {
    this.list = document.createElement("ol");
    this.said = Object.assign(document.createElement("p"), { className: "dh-desk-said" });
    this.said.setAttribute("role", "status");
    const heading = Object.assign(document.createElement("h2"), { textContent: "My lecture" });
    this.cover.open("desk", heading, this.said, this.list, this.tools());
    this.cover.element.setAttribute("role", "dialog");
    this.cover.element.ariaLabel = "My lecture";
    this.show(sentence);
    this.list.querySelectorAll("input")[n - 1]?.focus();
  }

  close() {
    return this.cover.close();
  }

  tools() {
    const row = document.createElement("p");
    const file = Object.assign(document.createElement("input"), { type: "file", hidden: true });
    file.accept = ".json,application/json";
    file.addEventListener("change", () => this.take(file));
    this.give = button("Give it", () => this.begin(1), "dh-first");
    this.give.title = "Page Down begins, too";
    const save = button("Save as a file", () => this.save());
    row.append(
      this.give, save, button("Open a file", () => file.click()), file,
      button("Undo", () => this.change(() => this.lecture.undo())),
      button("Close", () => this.close()),
    );
    return row;
  }

  change(what) {
    what();
    this.show();
  }

  show(sentence = "") {
    const { states } = this.lecture;
    this.said.textContent = sentence || counted(states.length);
    this.give.disabled = states.length === 0;
    this.list.replaceChildren(...states.map((state, n) => this.row(state, n, states.length)));
  }

  row({ address, title, note }, n, many) {
    const row = document.createElement("li");
    const field = Object.assign(document.createElement("input"), { value: note, maxLength: 2000 });
    Object.assign(field, { placeholder: "a note for you alone", ariaLabel: `Note ${n + 1}` });
    field.addEventListener("input", () => this.lecture.note(n, field.value));
    const goes = button(title || address, () => this.begin(n + 1), "dh-desk-state");
    goes.title = address;
    const up = button("↑", () => this.change(() => this.lecture.move(n, n - 1)));
    const down = button("↓", () => this.change(() => this.lecture.move(n, n + 1)));
    const gone = button("×", () => this.change(() => this.lecture.remove(n)));
    Object.assign(up, { ariaLabel: `State ${n + 1} earlier`, disabled: n === 0 });
    Object.assign(down, { ariaLabel: `State ${n + 1} later`, disabled: n === many - 1 });
    gone.ariaLabel = `Take state ${n + 1} out`;
    row.append(goes, field, up, down, gone);
    return row;
  }

  begin(n) {
    if (!this.lecture.states[n - 1]) return;
    this.close();
    this.onGive(n);
  }

  save() {
    const text = new Blob([written(this.lecture.states)], { type: "application/json" });
    const link = document.createElement("a");
    Object.assign(link, { href: URL.createObjectURL(text), download: "lecture.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async take(file) {
    const [chosen] = file.files;
    file.value = ""; // the same file may be chosen again
    if (chosen) this.adopt(await chosen.text());
  }

  /** The lecture in a text instead of the present one, or a sentence why not. */
  adopt(text) {
    try {
      this.lecture.states = statesIn(text, this.lecture.pages);
      this.show();
    } catch (error) {
      if (!(error instanceof LectureError)) throw error;
      this.show(`${error.message} The list below stays as it was.`);
    }
  }
}

function counted(many) {
  if (many === 0) return "Nothing yet. “Add this state”, under Link on every page, puts it here.";
  const states = many === 1 ? "One state" : `${many} states`;
  return `${states}, kept in this browser. Page Down begins, and goes from one to the next.`;
}

function button(label, onClick, className = "") {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: label, className });
  made.addEventListener("click", onClick);
  return made;
}
