/** The reply keyboard under the composer: the bot's latest one, until the bot takes it away. */

import { el } from "./dom.js";

export class Keyboard {
  #say;
  #shown = null;

  constructor(say) {
    this.#say = say;
    this.element = el("div", { class: "keyboard", hidden: true, "aria-label": "Reply keyboard", role: "group" });
  }

  get exists() {
    return Boolean(this.#shown?.length);
  }

  /** Takes the keyboard from a chat's messages. A new one opens by itself; one that was put away stays away. */
  read(messages) {
    const rows = messages.findLast((message) => !message.deleted)?.keyboard ?? null;
    if (JSON.stringify(rows) === JSON.stringify(this.#shown)) return;
    this.#shown = rows;
    this.element.replaceChildren(...(rows ?? []).map((row) => this.#row(row)));
    this.element.hidden = !this.exists;
  }

  toggle() {
    this.element.hidden = !this.element.hidden;
  }

  #row(labels) {
    return el("div", { class: "key-row" }, labels.map((label) => this.#key(label)));
  }

  #key(label) {
    const text = typeof label === "string" ? label : label.text;
    return el("button", { type: "button", class: "key", onclick: () => this.#say(text) }, el("span", { dir: "auto" }, text));
  }
}
