/** The phones that stand side by side: which, in what order, and on a narrow screen which one. */

import { el, redraw } from "./dom.js";
import { Phone } from "./phone.js";

const SAVED_AS = "simulator.phones";
const AT_LEAST = 3;
const AT_MOST_BY_ITSELF = 8; // a crowd of test patients must not fill the page

export class Shelf extends EventTarget {
  #world;
  #phones = new Map(); // chat id -> Phone, also those that are hidden now
  #saved = { order: [], hidden: [], current: null, ...JSON.parse(sessionStorage.getItem(SAVED_AS) ?? "{}") };
  #unread = new Map();
  #narrow = matchMedia("(max-width: 700px)");

  constructor(world, main, tabs) {
    super();
    [this.#world, this.main, this.tabs] = [world, main, tabs];
    this.empty = el("p", { class: "empty" }, "Nobody is here yet. Add a person below.");
    this.#narrow.addEventListener("change", () => this.#draw());
  }

  /** The ids of the phones that are shown, from left to right. */
  get shown() {
    return this.#saved.order.filter((id) => this.#exists(id) && !this.#saved.hidden.includes(id));
  }

  isShown(id) {
    return this.shown.includes(id);
  }

  unread(id) {
    return this.#unread.get(id) ?? 0;
  }

  phone(id) {
    return this.#phones.get(id);
  }

  /** Builds everything anew, after the simulator was emptied or the line was down. */
  rebuild() {
    for (const phone of this.#phones.values()) phone.element.remove();
    this.#phones.clear();
    this.#unread.clear();
    this.arrange();
  }

  /** Takes in whoever is new, and draws every phone's names and cards again. */
  arrange() {
    for (const id of this.#wanted()) if (!this.#saved.order.includes(id)) this.#saved.order.push(id);
    this.#draw();
    for (const phone of this.#phones.values()) phone.refresh();
  }

  hear(heard) {
    if (!this.#saved.order.includes(heard.chat)) this.arrange();
    this.#phones.get(heard.chat)?.hear(heard);
    if (heard.isNew && !this.#inSight(heard.chat)) this.#unread.set(heard.chat, this.unread(heard.chat) + 1);
    if (heard.isNew) this.#drawTabs();
  }

  async reveal(id) {
    if (!this.#exists(id)) await this.#world.refresh();
    this.#saved.hidden = this.#saved.hidden.filter((other) => other !== id);
    if (!this.#saved.order.includes(id)) this.#saved.order.push(id);
    this.#saved.current = id;
    this.#unread.delete(id);
    this.#draw();
    this.phone(id)?.element.scrollIntoView({ inline: "nearest", block: "nearest" });
    this.phone(id)?.stream.toEnd();
  }

  hide(id) {
    this.#saved.hidden.push(id);
    this.#draw();
  }

  canMove(id, step) {
    const at = this.shown.indexOf(id) + step;
    return at >= 0 && at < this.shown.length;
  }

  move(id, step) {
    const { shown } = this;
    const other = shown[shown.indexOf(id) + step];
    const { order } = this.#saved;
    const [here, there] = [order.indexOf(id), order.indexOf(other)];
    [order[here], order[there]] = [other, id];
    this.#draw();
  }

  /** Patients first, then groups, then who is in a group; only those with something to show, but three at least. */
  #wanted() {
    const world = this.#world;
    const [staff, others] = split([...world.users.keys()], (id) => world.isStaff(id));
    const all = [...others, ...world.groups.map((chat) => chat.id), ...staff];
    const [lively, quiet] = split(all, (id) => this.#isLively(id));
    const missing = Math.max(0, AT_LEAST - lively.length);
    const besides = split(quiet, (id) => world.isStaff(id)).flat().slice(0, missing);
    const chosen = new Set([...lively.slice(0, AT_MOST_BY_ITSELF), ...besides]);
    return all.filter((id) => chosen.has(id));
  }

  #isLively(id) {
    const world = this.#world;
    const isGroup = world.groups.some((chat) => chat.id === id);
    return isGroup || world.thread(id).size > 0 || world.links.some((link) => link.user === id);
  }

  #exists(id) {
    return this.#world.users.has(id) || this.#world.groups.some((chat) => chat.id === id);
  }

  #inSight(id) {
    return this.#narrow.matches ? id === this.#current() : this.isShown(id);
  }

  #current() {
    const { shown } = this;
    return shown.includes(this.#saved.current) ? this.#saved.current : shown[0];
  }

  #draw() {
    const phones = this.shown.map((id) => this.#made(id));
    const wanted = phones.length ? phones.map((phone) => phone.element) : [this.empty];
    // Moving an element loses its place in the scroll, so it is moved only when it must be.
    if (!same([...this.main.children], wanted)) this.#place(phones, wanted);
    for (const phone of phones) phone.element.classList.toggle("current", phone.id === this.#current());
    this.#drawTabs();
    sessionStorage.setItem(SAVED_AS, JSON.stringify(this.#saved));
  }

  #place(phones, wanted) {
    this.main.replaceChildren(...wanted);
    for (const phone of phones) phone.stream.toEnd();
  }

  #made(id) {
    if (!this.#phones.has(id)) {
      const phone = new Phone(this.#world, id, this);
      this.#phones.set(id, phone);
      this.#world.read(id).then(() => phone.fill(), () => null);
    }
    return this.#phones.get(id);
  }

  #drawTabs() {
    redraw(this.tabs, this.shown.map((id) => this.#tab(id)));
    this.dispatchEvent(new Event("change"));
  }

  #tab(id) {
    const phone = this.phone(id);
    const isCurrent = id === this.#current();
    const count = this.unread(id);
    const badge = count ? el("span", { class: "badge", "aria-label": `${count} unread` }, String(count)) : null;
    const attributes = { type: "button", class: "tab", "aria-current": String(isCurrent), "data-tab": id, onclick: () => this.reveal(id) };
    return el("button", attributes, phone.portrait(true), el("span", { dir: "auto" }, phone.title), badge);
  }
}

function split(all, isFirst) {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function same(one, other) {
  return one.length === other.length && one.every((item, at) => item === other[at]);
}
