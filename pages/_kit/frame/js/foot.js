// The foot of the screen: where the show stands and what can be done; and what covers the screen.

/** Buttons and the place; `onCommand` hears the same words as the keys say. */
export class Foot {
  constructor(root, onCommand) {
    this.onCommand = onCommand;
    root.replaceChildren();
    this.back = this.button(root, "Back", "previous");
    this.place = root.appendChild(document.createElement("output"));
    this.next = this.button(root, "Next", "next");
    this.next.className = "dh-foot-next";
    this.button(root, "Overview", "overview");
    this.button(root, "Leave", "leave");
  }

  button(root, label, command) {
    const button = root.appendChild(document.createElement("button"));
    Object.assign(button, { type: "button", textContent: label });
    button.addEventListener("click", () => this.onCommand(command));
    return button;
  }

  tell(words, { hides, first, last }) {
    if (this.place.value !== words) this.place.value = words;
    const label = hides ? "Reveal" : "Next";
    if (this.next.textContent !== label) this.next.textContent = label;
    this.back.disabled = first;
    this.next.disabled = last;
  }
}

/** Something over the whole screen until it is asked for again: black, or the overview. */
export class Cover {
  open(name, ...children) {
    this.close();
    this.name = name;
    this.element = document.body.appendChild(document.createElement("div"));
    this.element.className = `dh-cover dh-cover-${name}`;
    this.element.append(...children);
    this.element.querySelector("button")?.focus();
  }

  /** Whether there was something to close. */
  close() {
    const name = this.name;
    this.element?.remove();
    [this.element, this.name] = [null, null];
    return name;
  }
}

/** A list of places to go to, as buttons under a heading. */
export function listed(title, names, current, onChoose) {
  const list = document.createElement("nav");
  list.ariaLabel = title;
  const heading = list.appendChild(document.createElement("h2"));
  heading.textContent = title;
  names.forEach((name, n) => {
    const button = list.appendChild(document.createElement("button"));
    Object.assign(button, { type: "button", textContent: `${n + 1}  ${name}` });
    if (n === current) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => onChoose(n));
  });
  return list;
}

/** Something that follows the mouse: a spot of light, or a dot. */
export class Spot {
  constructor(name) {
    this.name = name;
  }

  follow({ clientX, clientY }) {
    document.documentElement.style.setProperty("--dh-spot", `${clientX}px ${clientY}px`);
  }

  toggle(on) {
    this.on = on;
    this.element ??= Object.assign(document.createElement("div"), { className: this.name });
    if (on) document.body.append(this.element);
    else this.element.remove();
  }
}
