/** One phone: a person's chat with the bot, or the care team's group with whoever of it is speaking. */

import { excerpt } from "./bubble.js";
import { Composer } from "./composer.js";
import { control } from "./api.js";
import { crowd, el, face, icon } from "./dom.js";
import { Heading } from "./heading.js";
import { Keyboard } from "./keyboard.js";
import { asked } from "./notices.js";
import { botLink } from "./links.js";
import { takeToGroup } from "./people.js";
import { Presses } from "./presses.js";
import { Speakers } from "./speakers.js";
import { Stream } from "./stream.js";

const TYPING_MS = 5000; // as long as Telegram shows it

export class Phone {
  #world;
  #shelf;
  #speaker = null;
  #typing = null;
  #names = null;

  /** `shelf` is where the phones stand: it can hide, move and reveal them. */
  constructor(world, id, shelf) {
    [this.#world, this.#shelf, this.id] = [world, shelf, id];
    this.stream = new Stream(this);
    this.keyboard = new Keyboard((text) => this.send({ text }));
    this.presses = new Presses(world, id, (message, place) => this.#markWaiting(message, place));
    this.composer = new Composer(this);
    this.heading = new Heading(this, world, shelf);
    this.speakers = new Speakers(this, world);
    this.#build();
    this.refresh();
    this.fill();
  }

  #build() {
    this.pinned = el("button", { type: "button", class: "pinned", hidden: true, onclick: () => this.#toPinned() });
    this.callout = el("p", { class: "callout", hidden: true });
    this.cards = el("div", { class: "cards" });
    this.blocked = el("div", { class: "blocked", hidden: true }, el("p", {}, "This person has blocked the bot."), el("button", { type: "button", class: "primary", onclick: () => this.block(false) }, "Unblock"));
    this.element = el("section", { class: "phone", "data-chat": this.id, id: `phone${this.id}` },
      this.heading.element, this.pinned, el("div", { class: "screen" }, this.stream.element, this.presses.layer),
      this.callout, this.cards, this.blocked, this.speakers.element, this.composer.element, this.keyboard.element);
  }

  get chat() {
    return this.#world.chats.get(this.id);
  }

  get isGroup() {
    return Boolean(this.chat && this.chat.type !== "private");
  }

  get title() {
    return this.isGroup ? this.chat.title : this.#world.nameOf(this.id);
  }

  /** The person whose finger is on this phone. */
  get speaker() {
    if (!this.isGroup) return this.id;
    const people = this.#world.people(this.chat);
    return (people.find((user) => user.id === this.#speaker) ?? people[0])?.id ?? null;
  }

  speakAs(id) {
    this.#speaker = id;
    this.refresh();
    this.stream.turn(this.#world.listed(this.id));
  }

  /** Draws again what the state tells: names, language, blocked, cards, the pinned message. */
  refresh() {
    const blocked = !this.isGroup && Boolean(this.#world.users.get(this.id)?.blocked);
    this.element.setAttribute("aria-label", this.isGroup ? this.title : `${this.title}’s phone`);
    this.heading.draw();
    this.speakers.draw();
    this.blocked.hidden = !blocked;
    this.composer.element.hidden = blocked;
    this.cards.classList.toggle("away", blocked);
    this.keyboard.element.classList.toggle("away", blocked);
    this.#drawCards();
    this.#drawPinned();
    this.#drawNames();
  }

  fill() {
    const messages = this.#world.listed(this.id);
    this.stream.fill(messages);
    this.#readKeyboard(messages);
    this.#drawCards();
    this.#drawPinned();
  }

  hear({ message, isNew }) {
    this.stream.show(message, isNew);
    this.#readKeyboard(this.#world.listed(this.id));
    this.#drawCards();
    if (message.message_id === this.chat?.pinned) this.#drawPinned();
    if (this.#world.isBot(message.from)) this.typing(false);
  }

  /** Points out what to do here next, or stops pointing when there is no step. */
  point(step = null) {
    this.element.classList.toggle("next", Boolean(step));
    this.callout.hidden = !step;
    this.element.dataset.step = step?.name ?? "";
    if (step) this.callout.replaceChildren(icon("down"), step.hint);
  }

  typing(on = true) {
    clearTimeout(this.#typing);
    this.element.classList.toggle("typing", on);
    if (on) this.#typing = setTimeout(() => this.typing(false), TYPING_MS);
  }

  // What a bubble, the composer and the heading ask of their phone.

  isOwn(from) {
    return from === this.speaker;
  }

  nameOf(id) {
    return this.#world.nameOf(id);
  }

  message(id) {
    return this.#world.thread(this.id).get(id);
  }

  isWaiting(message, place) {
    return this.presses.isWaiting(message, place);
  }

  press(message, place) {
    this.stream.press(message.message_id);
    return this.presses.make(message, place, this.speaker);
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text);
    this.presses.toast("Copied");
  }

  reply(message) {
    this.composer.reply(message);
  }

  edit(message) {
    this.composer.edit(message);
  }

  commands() {
    const { commands } = this.#world;
    return commands[this.id] ?? commands[this.speaker] ?? [];
  }

  toggleKeyboard() {
    this.keyboard.toggle();
  }

  block(blocked) {
    return asked(control.changeUser(this.id, { blocked }));
  }

  async send(what) {
    return asked(control.send({ chat_id: this.id, from: this.speaker, ...what }));
  }

  taps = {
    open: (url) => this.#openInside(url),
    // In a group a bot hears for certain only the commands that name it.
    say: (command) => this.send({ text: this.isGroup && !command.includes("@") ? `${command}@${this.#world.bot.username}` : command }),
  };

  /** Follows a link to the bot on this machine, as the person here; says whether it was one. */
  #openInside(url) {
    const link = botLink(url);
    if (!link || link.name !== this.#world.bot.username?.toLowerCase()) return false;
    if (link.startgroup !== null) takeToGroup(this.#world, this.speaker, link.startgroup);
    else this.#visitBot(link.start);
    return true;
  }

  #visitBot(code) {
    const me = this.speaker;
    this.#shelf.reveal(me);
    if (code !== null) asked(control.send({ chat_id: me, from: me, text: `/start ${code}`.trim() }));
  }

  #markWaiting(message, place) {
    const button = this.stream.row(message)?.querySelector(`[data-place="${place}"]`);
    button?.setAttribute("aria-busy", String(this.isWaiting(message, place)));
  }

  #readKeyboard(messages) {
    this.keyboard.read(messages);
    this.composer.keys.hidden = !this.keyboard.exists;
  }

  #drawCards() {
    const links = this.isGroup ? [] : this.#world.links.filter((link) => link.user === this.id);
    const cards = links.map((link) => this.#card(link));
    const isEmpty = !this.isGroup && !this.#world.thread(this.id).size;
    if (!cards.length && isEmpty) cards.push(this.#start());
    this.cards.replaceChildren(...cards);
  }

  #card(link) {
    const used = this.#world.listed(this.id).some((message) => message.from === this.id && message.text === link.text);
    const open = el("button", { type: "button", class: used ? "secondary" : "primary", onclick: () => this.send({ text: link.text }) }, used ? "Open again" : "Open");
    const label = el("p", {}, el("small", {}, used ? "This link was opened" : "You were given a link"), el("b", { dir: "auto" }, link.label));
    return el("div", { class: `card${used ? " used" : ""}`, "data-link": link.id }, icon("link"), label, open);
  }

  // Only a group writes names beside its messages.
  #drawNames() {
    const names = this.isGroup ? JSON.stringify(this.#world.people(this.chat).map((user) => user.first_name)) : "";
    if (this.#names !== null && this.#names !== names) this.stream.turn(this.#world.listed(this.id));
    this.#names = names;
  }

  #start() {
    return el("button", { type: "button", class: "primary start", onclick: () => this.send({ text: "/start" }) }, "Start");
  }

  #drawPinned() {
    const message = this.message(this.chat?.pinned);
    this.pinned.hidden = !message || Boolean(message.deleted);
    if (message) this.pinned.replaceChildren(el("b", {}, "Pinned"), el("span", { dir: "auto" }, excerpt(message)));
  }

  #toPinned() {
    this.stream.row(this.chat?.pinned)?.scrollIntoView({ block: "center", behavior: "smooth" });
  }

  portrait(small) {
    return this.isGroup ? crowd(small) : face(this.id, this.title, small);
  }
}
