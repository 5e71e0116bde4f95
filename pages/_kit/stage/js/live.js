// Pictures that come from the route while a slider is dragged, without Python's script.

import { complete } from "./arrays.js";
import { appRoot } from "./library.js";

/** What the reader is told where no picture came. */
export const LOST = "The picture for these values did not arrive. Moving the slider asks again.";

/** Asks for the picture of the newest values: one request at a time, the latest one wins. */
export class Live {
  constructor(known, onScene, onTrouble) {
    Object.assign(this, { known, onScene, onTrouble, wanted: null, busy: false });
  }

  async ask(address, values) {
    this.wanted = urlOf(address, values);
    if (this.busy) return;
    this.busy = true;
    while (this.wanted) {
      const url = this.wanted;
      this.wanted = null;
      this.request = new AbortController();
      await this.answer(url, this.request.signal);
    }
    this.busy = false;
  }

  async answer(url, signal) {
    try {
      const headers = { "Downhill-Have": this.known.names.join() };
      let answer = await fetch(url, { signal, headers });
      let body = await answer.json();
      if (answer.ok && !complete(body, this.known)) {
        answer = await fetch(url, { signal }); // a part was forgotten meanwhile
        body = await answer.json();
      }
      if (signal.aborted) return;
      if (answer.ok) await this.onScene(body);
      else this.onTrouble(body.error ?? LOST); // the route refuses in sentences
    } catch (error) {
      if (signal.aborted) return;
      console.error(error); // in words for developers
      this.onTrouble(LOST);
    }
  }

  /** Forget what was asked: somebody else knows a newer picture. */
  drop() {
    this.wanted = null;
    this.request?.abort();
  }
}

function urlOf(address, values) {
  const url = new URL(address, appRoot());
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  return url;
}
