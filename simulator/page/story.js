/** Four steps for a newcomer. Each is done when it has happened, whoever did it and whatever the bot said. */

import { el, icon, iconButton, redraw } from "./dom.js";

const SAVED_AS = "simulator.story";
const WORDS = "I have a fever";
const MOVED_S = 30;

export class Story {
  #world;
  #shelf;
  #clock;
  #memory = { key: null, answered: null, dismissed: false, ...JSON.parse(sessionStorage.getItem(SAVED_AS) ?? "{}") };

  constructor(world, shelf, clock, place) {
    [this.#world, this.#shelf, this.#clock, this.place] = [world, shelf, clock, place];
  }

  /** A press by anybody but the patient, once the report is with the team, is the team's answer. */
  pressed({ from }) {
    const patient = this.#patient();
    if (patient === null || from === patient || this.#done() !== 2) return;
    this.#remember({ answered: this.#world.offset });
  }

  draw() {
    this.#forgetAnotherStory();
    const done = this.#done();
    const steps = this.#steps();
    this.#point(steps, done);
    this.place.hidden = this.#memory.dismissed || this.#patient() === null;
    if (this.place.hidden) return;
    const end = iconButton("close", "Close this guide", () => this.#remember({ dismissed: true }));
    const list = el("ol", { class: "steps-list" }, steps.map((step, at) => this.#step(step, at, done)));
    const last = done === steps.length ? el("p", { class: "story-end" }, "That was the whole round. Now try another language, or one of the “What if…” switches.") : null;
    redraw(this.place, [el("section", { class: "story", "aria-label": "Try it in four steps" }, list, last, end)]);
  }

  #step(step, at, done) {
    const state = at < done ? "done" : at === done ? "now" : "later";
    const sign = el("span", { class: "number", "aria-hidden": "true" }, at < done ? icon("check") : String(at + 1));
    const words = el("span", {}, el("b", {}, step.title), el("small", { dir: "auto" }, step.where));
    const current = state === "now" ? "step" : null;
    return el("li", { class: state, "aria-current": current }, el("button", { type: "button", onclick: step.act }, sign, words, at < done ? el("span", { class: "unseen" }, "done") : null));
  }

  #steps() {
    const [patient, team] = [this.#patient(), this.#team()];
    const whose = `on ${this.#world.nameOf(patient)}’s phone`;
    const group = this.#world.chats.get(team)?.title;
    return [
      { name: "open", title: "Open the invitation", where: whose, phone: patient, hint: "Start here", act: () => this.#shelf.reveal(patient) },
      { name: "report", title: `Write “${WORDS}”`, where: whose, phone: patient, hint: `Write “${WORDS}”`, act: () => this.#suggest(patient) },
      { name: "answer", title: "Answer as a nurse", where: group ? `first button in ${group}` : "first button of the alert", phone: team, hint: "Press the first button of the alert", act: () => this.#shelf.reveal(team) },
      { name: "clock", title: "Move the clock on", where: "to the next thing due", phone: null, hint: "", act: () => this.#clock.next.focus() },
    ];
  }

  async #suggest(patient) {
    await this.#shelf.reveal(patient);
    this.#shelf.phone(patient)?.composer.fill(WORDS);
  }

  #point(steps, done) {
    const now = this.#memory.dismissed ? null : steps[done];
    for (const id of this.#shelf.shown) this.#shelf.phone(id)?.point(now?.phone === id ? now : null);
    for (const tab of this.#shelf.tabs.children) tab.classList.toggle("next", Number(tab.dataset.tab) === now?.phone);
    this.#clock.next.classList.toggle("next", now?.name === "clock");
  }

  #done() {
    const opened = this.#opened();
    if (!opened) return 0;
    if (!this.#reported(opened)) return 1;
    if (this.#memory.answered === null) return 2;
    return this.#world.offset - this.#memory.answered > MOVED_S ? 4 : 3;
  }

  #patient() {
    const people = [...this.#world.users.keys()].filter((id) => !this.#world.isStaff(id));
    return people.find((id) => this.#linksOf(id).length) ?? people[0] ?? null;
  }

  #team() {
    return this.#world.groups[0]?.id ?? null;
  }

  #linksOf(id) {
    return this.#world.links.filter((link) => link.user === id);
  }

  /** The message with which the patient came in: the link's, or without a link the first one. */
  #opened() {
    const texts = this.#linksOf(this.#patient()).map((link) => link.text);
    const said = this.#said();
    return texts.length ? said.find((message) => texts.includes(message.text)) : said[0];
  }

  #said() {
    const patient = this.#patient();
    return patient === null ? [] : this.#world.listed(patient).filter((message) => message.from === patient);
  }

  /** The patient wrote something, and after that the bot put buttons before the team. */
  #reported(opened) {
    const words = this.#said().find((message) => message.message_id > opened.message_id && message.text && !message.text.startsWith("/"));
    if (!words) return false;
    const asks = (message) => this.#world.isBot(message.from) && message.buttons?.length && message.date >= words.date;
    return this.#world.groups.some((chat) => this.#world.listed(chat.id).some(asks));
  }

  // After a restart of the simulator the same people may be there, and the story begins again.
  #forgetAnotherStory() {
    const opened = this.#opened();
    const key = opened ? `${opened.from} ${opened.date}` : null;
    if (key !== this.#memory.key) this.#save({ key, answered: null });
  }

  #remember(change) {
    this.#save(change);
    this.draw();
  }

  #save(change) {
    Object.assign(this.#memory, change);
    sessionStorage.setItem(SAVED_AS, JSON.stringify(this.#memory));
  }
}
