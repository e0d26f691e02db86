/** Below the phones: which phones are shown, a new person, and what may go wrong. */

import { control } from "./api.js";
import { crowd, el, face, icon, redraw } from "./dom.js";
import { asked } from "./notices.js";
import { addPerson } from "./people.js";

const CHIPS = 30; // a crowd is picked from a list instead
const RETRY_AFTER_S = 5;
const SLOW_S = 6;
const TROUBLES = [
  ["Telegram says “slow down”", "Error 429: every call is refused, to be tried again later", { kind: "too_many_requests", retry_after: RETRY_AFTER_S }],
  ["Network down", "The bot cannot reach Telegram at all", { kind: "refuse_connection" }],
  ["Slow replies", `Telegram does what it is asked, and answers ${SLOW_S} seconds later`, { kind: "slow_after_accept", delay_s: SLOW_S }],
];

export class Drawer {
  #world;
  #shelf;
  #offered = "";

  constructor(world, shelf, footer) {
    [this.#world, this.#shelf] = [world, shelf];
    this.chips = el("div", { class: "chips", role: "group", "aria-label": "Show or hide phones" });
    const add = el("button", { type: "button", class: "chip add", onclick: () => addPerson(shelf) }, icon("add"), "Person");
    this.more = el("select", { class: "chip", "aria-label": "More people", onchange: () => shelf.reveal(Number(this.more.value)) });
    this.switches = TROUBLES.map((trouble) => this.#switch(trouble));
    footer.append(
      el("div", { class: "half" }, el("b", {}, "Phones"), this.chips, this.more, add),
      el("div", { class: "half", role: "group", "aria-label": "What if…" }, el("b", {}, "What if…"), this.switches));
  }

  draw() {
    const [near, rest] = this.#near();
    redraw(this.chips, near.map(([id, name]) => this.#chip(id, name)));
    this.#offer(rest);
    for (const [at, [, , fault]] of TROUBLES.entries()) this.switches[at].setAttribute("aria-checked", String(this.#on(fault).length > 0));
  }

  /** Everybody with a chip, and everybody without: whoever is shown or unread comes first. */
  #near() {
    const people = [...this.#world.users.values()].map((user) => [user.id, user.first_name]);
    const all = [...people, ...this.#world.groups.map((chat) => [chat.id, chat.title])];
    const matters = ([id]) => id < 0 || this.#shelf.isShown(id) || this.#shelf.unread(id) > 0;
    const chosen = new Set([...new Set([...all.filter(matters), ...all])].slice(0, CHIPS));
    return [all.filter((one) => chosen.has(one)), all.filter((one) => !chosen.has(one))];
  }

  #offer(rest) {
    this.more.hidden = !rest.length;
    const key = JSON.stringify(rest);
    if (key === this.#offered) return;
    this.#offered = key;
    this.more.replaceChildren(el("option", { value: "" }, `${rest.length} more…`), ...rest.map(([id, name]) => el("option", { value: id }, name)));
  }

  #chip(id, name) {
    const isShown = this.#shelf.isShown(id);
    const count = isShown ? 0 : this.#shelf.unread(id);
    const onclick = () => (isShown ? this.#shelf.hide(id) : this.#shelf.reveal(id));
    const badge = count ? el("span", { class: "badge", "aria-label": `${count} unread` }, String(count)) : null;
    return el("button", { type: "button", class: "chip", "aria-pressed": String(isShown), onclick }, id < 0 ? crowd(true) : face(id, name, true), el("span", { dir: "auto" }, name), badge);
  }

  #switch([label, hint, fault]) {
    const onclick = () => this.#turn(fault);
    return el("button", { type: "button", class: "switch", role: "switch", "aria-checked": "false", title: hint, onclick }, el("span", { class: "knob", "aria-hidden": "true" }), label);
  }

  #on(fault) {
    return this.#world.faults.filter((known) => known.kind === fault.kind);
  }

  async #turn(fault) {
    const known = this.#on(fault);
    if (known.length) await Promise.all(known.map((one) => asked(control.removeFault(one.id))));
    else await asked(control.addFault(fault));
    await this.#world.refresh();
  }
}
