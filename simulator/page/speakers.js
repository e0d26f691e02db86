/** In a group: whose finger presses and whose words these are. */

import { el, face } from "./dom.js";

export class Speakers {
  #phone;
  #world;
  #drawn = "";

  constructor(phone, world) {
    [this.#phone, this.#world] = [phone, world];
    this.choices = el("div", { class: "speaker-list", role: "radiogroup", "aria-label": "Speak as" });
    this.element = el("div", { class: "speakers", hidden: true }, el("span", { "aria-hidden": "true" }, "Speak as"), this.choices);
  }

  draw() {
    const people = this.#phone.isGroup ? this.#world.people(this.#phone.chat) : [];
    const key = JSON.stringify([this.#phone.speaker, people.map((user) => [user.id, user.first_name])]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const hadFocus = this.choices.contains(document.activeElement);
    this.element.hidden = !people.length;
    this.choices.replaceChildren(...people.map((user) => this.#choice(user)));
    if (hadFocus) this.choices.querySelector(":checked")?.focus();
  }

  #choice(user) {
    const checked = user.id === this.#phone.speaker;
    const onchange = () => this.#phone.speakAs(user.id);
    const input = el("input", { type: "radio", name: `speaker${this.#phone.id}`, value: user.id, checked, onchange });
    return el("label", { class: "speaker" }, input, face(user.id, user.first_name, true), el("span", { dir: "auto" }, user.first_name));
  }
}
