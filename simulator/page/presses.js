/** Presses on inline buttons: the spinner while the bot has not answered, then its toast or its notice. */

import { control } from "./api.js";
import { el } from "./dom.js";
import { asked } from "./notices.js";

const PATIENCE_MS = 30_000; // Telegram's own apps stop the spinner about then
const TOAST_MS = 4500;

export class Presses {
  #world;
  #chat;
  #redraw;
  #waiting = new Map(); // "message:row,column" -> press id, or null until we know it

  /** `redraw(message id, place)` is called when a button begins or stops to wait. */
  constructor(world, chat, redraw) {
    [this.#world, this.#chat, this.#redraw] = [world, chat, redraw];
    this.layer = el("div", { class: "answers", role: "status" });
  }

  isWaiting(message, place) {
    return this.#waiting.has(`${message}:${place}`);
  }

  async make(message, place, from) {
    const key = `${message.message_id}:${place}`;
    if (this.#waiting.has(key)) return;
    this.#wait(key, null);
    const press = await asked(control.press({ chat_id: this.#chat, from, message_id: message.message_id, button: place }));
    if (!press) return this.#done(key);
    this.#wait(key, press.id);
    setTimeout(() => this.#giveUp(key, press.id), PATIENCE_MS);
    // The answer may have come before we knew the number of our press.
    const told = this.#world.presses.get(press.id);
    if (told) this.hear(told);
  }

  /** Shows the bot's answer if it is to a press made on this phone. */
  hear(press) {
    const found = [...this.#waiting].find(([, id]) => id === press.id);
    if (!found || !press.answered) return;
    this.#done(found[0]);
    if (press.text && press.alert) this.#insist(press.text);
    else if (press.text) this.toast(press.text);
  }

  #giveUp(key, id) {
    if (this.#waiting.get(key) !== id) return;
    this.#done(key);
    this.toast("The bot has not answered this press.");
  }

  toast(text) {
    const toast = el("p", { class: "toast", dir: "auto" }, text);
    this.layer.append(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
  }

  #insist(text) {
    const before = document.activeElement;
    const ok = el("button", { type: "button", class: "primary" }, "OK");
    const box = el("div", { class: "insist", role: "alertdialog", "aria-modal": "true", "aria-label": "The bot says" }, el("p", { dir: "auto" }, text), ok);
    const veil = el("div", { class: "veil" }, box);
    const close = () => {
      veil.remove();
      before?.focus?.();
    };
    ok.addEventListener("click", close);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (event.key === "Tab") event.preventDefault();
    });
    this.layer.append(veil);
    ok.focus();
  }

  #wait(key, id) {
    this.#waiting.set(key, id);
    this.#redraw(...split(key));
  }

  #done(key) {
    this.#waiting.delete(key);
    this.#redraw(...split(key));
  }
}

function split(key) {
  const [message, place] = key.split(":");
  return [Number(message), place];
}
