// A countdown for “guess now”, at the head of the hall's screen.

const GONE = 5; // seconds that “Time!” stays

/** Seconds as they stand on a clock: 90 is 1:30. */
export function onClock(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

/** One for the screen; a second start adds to the first. */
export class Countdown {
  /** So many seconds from now, or so many more. */
  start(seconds) {
    const now = performance.now();
    this.end = Math.max(this.end ?? now, now) + 1000 * seconds;
    if (!this.element) {
      this.element = document.body.appendChild(document.createElement("div"));
      this.element.className = "dh-countdown";
      this.element.setAttribute("role", "timer");
      this.ticking = setInterval(() => this.tick(), 200);
    }
    this.tick();
  }

  /** What it shows now; nothing where none runs. */
  get words() {
    if (!this.element) return "";
    const left = Math.ceil((this.end - performance.now()) / 1000);
    return left > 0 ? onClock(left) : "Time!";
  }

  tick() {
    if (performance.now() > this.end + 1000 * GONE) this.stop();
    else if (this.element.textContent !== this.words) this.element.textContent = this.words;
  }

  /** Whether there was one to stop. */
  stop() {
    const ran = Boolean(this.element);
    clearInterval(this.ticking);
    this.element?.remove();
    [this.element, this.end] = [null, undefined];
    return ran;
  }
}
