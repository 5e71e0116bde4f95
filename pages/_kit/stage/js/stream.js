// Pictures of a run in training, as they come.

import { appRoot } from "./library.js";

/** Listens to a run in training until its last message. */
export class Stream {
  constructor(address, onMessage, onTrouble) {
    this.address = address;
    this.source = new EventSource(new URL(address, appRoot()));
    this.source.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      if (message.done) this.close(); // else the browser would connect again
      onMessage(message);
    });
    this.source.addEventListener("error", () => {
      onTrouble(this.source.readyState === EventSource.CLOSED);
    });
  }

  close() {
    this.source.close();
  }
}
