// Pictures from the route while a slider is dragged.

import { appRoot } from "./library.js";

/** Asks for the picture of the newest values: one request at a time, the latest one wins. */
export class Live {
  constructor(onScene, onError) {
    Object.assign(this, { onScene, onError, wanted: null, busy: false });
    this.stop = new AbortController();
  }

  async ask(address, values) {
    this.wanted = [address, values];
    if (this.busy) return;
    this.busy = true;
    while (this.wanted && !this.stop.signal.aborted) {
      const [path, numbers] = this.wanted;
      this.wanted = null;
      await this.fetch(path, numbers).catch((error) => {
        if (error.name !== "AbortError") this.onError(error.message);
      });
    }
    this.busy = false;
  }

  async fetch(address, values) {
    const url = new URL(address, appRoot());
    for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
    const answer = await fetch(url, { signal: this.stop.signal });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error);
    await this.onScene(body);
  }

  close() {
    this.stop.abort();
  }
}
