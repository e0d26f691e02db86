/** The simulated clock, and the buttons that move it on. It never goes back. */

import { control } from "./api.js";
import { el, icon } from "./dom.js";
import { asked } from "./notices.js";
import { clockDay, hour, moment, when, zone } from "./time.js";

const MINUTE_S = 60;
const STEPS = [["+1 min", MINUTE_S], ["+10 min", 10 * MINUTE_S], ["+1 h", 60 * MINUTE_S], ["+1 day", 1440 * MINUTE_S], ["+1 week", 10_080 * MINUTE_S]];
const BEAT_MS = 500;

export class ClockBar {
  #world;
  #moving = null; // {from, to} in milliseconds

  constructor(world, bar) {
    this.#world = world;
    this.hour = el("strong", { class: "hour" });
    this.day = el("span");
    const label = el("small", {}, `simulated time, ${zone()}`);
    const face = el("p", { class: "now" }, this.hour, el("span", { class: "date" }, this.day, label));
    this.steps = STEPS.map(([label, seconds]) => el("button", { type: "button", class: "step", onclick: () => this.#advance(seconds) }, label));
    this.due = el("span", { class: "due" });
    this.next = el("button", { type: "button", class: "step next-due", onclick: () => this.#toNext() }, icon("forward"), el("span", {}, el("b", {}, "To the next thing due"), this.due));
    this.progress = el("progress", { class: "progress", max: 1, value: 0, hidden: true, "aria-label": "The clock is moving" });
    bar.append(face, el("div", { class: "steps", role: "group", "aria-label": "Move the clock on" }, this.next, this.steps), this.progress);
    setInterval(() => this.draw(), BEAT_MS);
  }

  draw() {
    const now = this.#world.now();
    const next = this.#world.nextDue;
    say(this.hour, hour(now));
    say(this.day, clockDay(now));
    say(this.due, next ? `${next.what} · ${when(moment(next.at), now)}` : "nothing is due");
    this.next.disabled = !next || Boolean(this.#moving);
    for (const step of this.steps) step.disabled = Boolean(this.#moving);
    this.progress.hidden = !this.#moving;
    if (this.#moving) this.progress.value = this.#travelled(now);
  }

  #advance(seconds) {
    this.#move({ advance_s: seconds }, this.#world.now() + seconds * 1000);
  }

  #toNext() {
    this.#move({ to_next_due: true }, moment(this.#world.nextDue.at));
  }

  async #move(by, to) {
    const pressed = document.activeElement;
    this.#moving = { from: this.#world.now(), to };
    this.draw();
    await asked(control.moveClock(by));
    this.#moving = null;
    this.draw();
    // A disabled button loses the focus; whoever works by keyboard gets it back.
    if (document.activeElement === document.body) pressed?.focus?.();
  }

  #travelled(now) {
    const { from, to } = this.#moving;
    return to > from ? Math.min(1, Math.max(0, (now - from) / (to - from))) : 0;
  }
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
