/** Where a person writes: text, commands, things to attach, a quotation or an edit in hand. */

import { excerpt } from "./bubble.js";
import { el, icon, iconButton } from "./dom.js";
import { menu } from "./menu.js";

const ATTACHMENTS = [
  ["Photo", "photo", { photo: true }],
  ["Voice note", "voice", { voice: true }],
  ["Sticker", "sticker", { sticker: true }],
  ["My contact", "contact", { contact: true }],
  ["My location", "pin", { location: { latitude: 41.0082, longitude: 28.9784 } }],
];

export class Composer {
  #desk;
  #quote = null; // {message, edit}

  constructor(desk) {
    this.#desk = desk;
    this.field = el("textarea", { rows: 1, dir: "auto", "aria-label": "Message", placeholder: "Message", autocomplete: "off", enterkeyhint: "send" });
    this.suggestions = el("div", { class: "suggestions", hidden: true, "aria-label": "Commands" });
    this.held = el("div", { class: "held", hidden: true });
    this.keys = iconButton("keyboard", "Show or hide the keyboard", () => this.#desk.toggleKeyboard(), { hidden: true });
    this.element = el("form", { class: "composer" }, this.suggestions, this.held, this.#line());
    this.#listen();
  }

  /** Puts words into the field for the person to send, and the cursor behind them. */
  fill(text) {
    this.field.value = text;
    this.#grow();
    this.field.focus();
  }

  reply(message) {
    this.#hold({ message, edit: false });
  }

  edit(message) {
    this.#hold({ message, edit: true });
    this.fill(message.text);
  }

  #line() {
    const commands = iconButton("slash", "Commands", () => this.#suggest(this.suggestions.hidden ? "/" : ""));
    const clip = menu("clip", "Attach", () => ATTACHMENTS.map(([label, name, what]) => ({ label, icon: name, act: () => this.#desk.send(what) })), "up");
    const send = el("button", { class: "round send", "aria-label": "Send", title: "Send" }, icon("send"));
    return el("div", { class: "composer-line" }, clip, this.field, commands, this.keys, send);
  }

  #listen() {
    this.element.addEventListener("submit", (event) => (event.preventDefault(), this.#send()));
    this.field.addEventListener("input", () => (this.#grow(), this.#suggest(this.field.value)));
    this.element.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("pointerdown", ({ target }) => this.element.contains(target) || this.#suggest(""));
  }

  #key(event) {
    if (event.key === "Escape") {
      this.#suggest("");
      this.#release();
    }
    const sends = event.target === this.field && event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!sends) return;
    event.preventDefault();
    this.#send();
  }

  async #send() {
    const text = this.field.value.trim();
    if (!text) return this.field.focus();
    const sent = await this.#desk.send({ text, ...this.#quoted() });
    if (!sent) return; // refused: the words stay, to be sent again
    this.field.value = "";
    this.#grow();
    this.#suggest("");
    this.#release();
  }

  #quoted() {
    if (!this.#quote) return {};
    const id = this.#quote.message.message_id;
    return this.#quote.edit ? { edit: id } : { reply_to: id };
  }

  #hold(quote) {
    this.#quote = quote;
    const title = quote.edit ? "Edit" : `Reply to ${this.#desk.nameOf(quote.message.from)}`;
    const text = el("span", { class: "held-text" }, el("b", { dir: "auto" }, title), el("bdi", {}, excerpt(quote.message)));
    this.held.replaceChildren(icon(quote.edit ? "edit" : "reply"), text, iconButton("close", "Cancel", () => this.#release()));
    this.held.hidden = false;
    this.field.focus();
  }

  #release() {
    if (this.#quote?.edit) this.field.value = "";
    this.#quote = null;
    this.held.hidden = true;
  }

  #suggest(typed) {
    const starts = /^\/\S*$/.test(typed);
    const wanted = starts ? this.#desk.commands().filter((one) => `/${one.command}`.startsWith(typed)) : [];
    const none = starts && typed === "/" && !wanted.length ? [el("p", {}, "The bot offers no commands here.")] : [];
    this.suggestions.replaceChildren(...wanted.map((one) => this.#suggestion(one)), ...none);
    this.suggestions.hidden = !this.suggestions.childElementCount;
  }

  #suggestion({ command, description }) {
    const onclick = () => {
      this.#suggest("");
      this.#desk.taps.say(`/${command}`);
    };
    return el("button", { type: "button", onclick }, el("b", {}, `/${command}`), el("span", { dir: "auto" }, description));
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }
}
