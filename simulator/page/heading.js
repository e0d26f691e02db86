/** The head of a phone: whose it is, whom they talk to, their language, and what else can be done with it. */

import { control } from "./api.js";
import { el } from "./dom.js";
import { choose, languagePicker } from "./languages.js";
import { menu } from "./menu.js";
import { asked } from "./notices.js";
import { editMembers, renamePerson } from "./people.js";

export class Heading {
  #phone;
  #world;
  #shelf;
  #language = null;

  constructor(phone, world, shelf) {
    [this.#phone, this.#world, this.#shelf] = [phone, world, shelf];
    this.face = el("span", { class: "portrait" });
    this.title = el("h2");
    this.subtitle = el("p", { class: "subtitle" });
    const names = el("div", { class: "names" }, this.title, this.subtitle, el("p", { class: "typing-line" }, "typing…"));
    this.element = el("header", { class: "head" }, this.face, names, this.#picker(), menu("menu", "More", () => this.#choices()));
  }

  /** Writes what has changed, and leaves an open menu or list alone. */
  draw() {
    const title = this.#phone.isGroup ? this.#phone.title : `${this.#phone.title}’s phone`;
    if (this.title.textContent !== title) this.#name();
    this.subtitle.title = this.#phone.isGroup ? this.#crowd() : this.#partner();
    this.subtitle.textContent = this.subtitle.title;
    this.#language?.setAttribute("aria-label", `Language of ${this.#phone.title}’s Telegram`);
    if (this.#language) choose(this.#language, this.#person()?.language_code);
  }

  // A name keeps its own direction and leaves ours alone.
  #name() {
    this.title.replaceChildren(el("bdi", {}, this.#phone.title), this.#phone.isGroup ? "" : "’s phone");
    this.face.replaceChildren(this.#phone.portrait());
  }

  #person() {
    return this.#world.users.get(this.#phone.id);
  }

  #crowd() {
    const names = this.#world.people(this.#phone.chat).map((user) => user.first_name);
    return `group · ${names.join(", ") || "nobody yet"}`;
  }

  #partner() {
    const team = this.#world.groups.find((chat) => this.#world.people(chat).some((user) => user.id === this.#phone.id));
    return `${team ? `${team.title} · ` : ""}chat with ${this.#world.bot.name}`;
  }

  #picker() {
    if (this.#phone.isGroup) return null;
    const onchange = () => asked(control.changeUser(this.#phone.id, { language_code: this.#language.value }));
    this.#language = languagePicker(this.#person()?.language_code, { class: "language", title: "Language of this person’s Telegram", onchange });
    return this.#language;
  }

  #choices() {
    const own = this.#phone.isGroup ? this.#groupChoices() : this.#personChoices();
    const { id } = this.#phone;
    return [
      ...own,
      this.#shelf.canMove(id, -1) ? { label: "Move left", icon: "left", act: () => this.#shelf.move(id, -1) } : null,
      this.#shelf.canMove(id, 1) ? { label: "Move right", icon: "right", act: () => this.#shelf.move(id, 1) } : null,
      { label: "Hide this phone", icon: "hide", act: () => this.#shelf.hide(id) },
    ];
  }

  #groupChoices() {
    return [{ label: "Who is in this group…", icon: "group", act: () => editMembers(this.#world, this.#phone.id) }];
  }

  #personChoices() {
    const block = this.#person()?.blocked
      ? { label: "Unblock the bot", icon: "check", act: () => this.#phone.block(false) }
      : { label: "Block the bot", icon: "block", danger: true, act: () => this.#phone.block(true) };
    return [block, { label: "Change the name…", icon: "edit", act: () => renamePerson(this.#person()) }];
  }
}
