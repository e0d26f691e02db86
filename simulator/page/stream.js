/**
 * The roll of messages on one phone: in order, with a line for each new day, kept at the newest one.
 *
 * A message that does not fit on the phone is shown from its beginning: reading starts there.
 */

import { bubble } from "./bubble.js";
import { el, icon } from "./dom.js";
import { day, moment } from "./time.js";

const NEAR_THE_END_PX = 80;
const MARGIN_PX = 8; // above a message that is shown from its beginning
const KEPT = 400; // rows; what is older scrolls out of a busy group for good

export class Stream {
  #desk;
  #rows = new Map(); // message id -> element
  #unseen = 0;
  #top = 0;
  #stays = true; // at the newest message, and following it
  #reading = null; // id of the message that came last, until somebody scrolls
  #pressed = null; // id of the message whose button was pressed last

  constructor(desk) {
    this.#desk = desk;
    this.list = el("div", { class: "stream", role: "log", "aria-live": "polite", "aria-label": "Messages", tabindex: "0" });
    this.newer = el("button", { type: "button", class: "newer", hidden: true, onclick: () => this.toEnd() }, icon("down"), el("span", {}, ""));
    this.element = el("div", { class: "roll" }, this.list, this.newer);
    this.list.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // A picture that has just arrived makes its bubble higher.
    this.list.addEventListener("load", () => this.#stays && this.#settle(), true);
    // The roll also shrinks when a reply keyboard opens below it; the newest message stays in view.
    new ResizeObserver(() => this.#stays && this.#settle()).observe(this.list);
  }

  fill(messages) {
    this.#rows.clear();
    this.list.replaceChildren();
    for (const message of messages.slice(-KEPT)) this.#put(message);
    this.toEnd();
  }

  /** Shows a new message, or an old one as it reads now. */
  show(message, isNew) {
    const follow = this.#stays;
    const words = this.#words(message.message_id);
    this.#put(message);
    if (isNew ? follow || this.#desk.isOwn(message.from) : this.#turnsOver(message.message_id, words)) return this.#read(message.message_id);
    if (follow) return this.#settle();
    if (isNew) this.#missed();
  }

  /** Remembers which message was pressed: what it turns into is read from its beginning. */
  press(id) {
    this.#pressed = id;
  }

  /** Draws every message again: somebody else has taken the phone, or is called otherwise now. */
  turn(messages) {
    const follow = this.#stays;
    for (const message of messages.slice(-KEPT)) this.#put(message);
    if (follow) this.#settle();
  }

  row(id) {
    return this.#rows.get(id);
  }

  toEnd() {
    this.#reading = null;
    this.#stays = true;
    this.#settle();
  }

  #read(id) {
    this.#reading = id;
    this.#stays ||= this.#isLast(this.row(id));
    this.#settle();
  }

  #settle() {
    this.list.scrollTop = this.#place();
    this.#top = this.list.scrollTop; // what we do ourselves is nobody's scrolling
    this.#seen();
  }

  /** Where to stand: at the end, or at the beginning of the last message where it is too long for that. */
  #place() {
    const { scrollHeight, clientHeight, scrollTop } = this.list;
    const [end, row] = [scrollHeight - clientHeight, this.row(this.#reading)];
    if (!row) return end;
    const beginning = Math.min(end, row.offsetTop - this.list.offsetTop - MARGIN_PX);
    if (row.offsetHeight + 2 * MARGIN_PX > clientHeight) return beginning;
    return this.#isLast(row) ? end : Math.min(scrollTop, beginning);
  }

  #isLast(row) {
    return Boolean(row) && row === this.list.lastElementChild;
  }

  #words(id) {
    return this.row(id)?.querySelector(".text")?.textContent;
  }

  /** Says whether a message that was there reads otherwise now, before the eyes of whoever pressed it. */
  #turnsOver(id, before) {
    const words = this.#words(id);
    return words !== undefined && words !== before && (id === this.#pressed || (this.#stays && this.#isLast(this.row(id))));
  }

  #put(message) {
    const old = this.#rows.get(message.message_id);
    if (message.deleted) return this.#drop(message.message_id, old);
    if (!old && this.#isTooOld(message.message_id)) return;
    const row = bubble(message, this.#desk);
    row.dataset.day = day(moment(message.date));
    this.#rows.set(message.message_id, row);
    if (old) old.replaceWith(row);
    else this.list.insertBefore(row, this.#after(message.message_id));
    this.#dayLine(row);
    this.#dayLine(nextRow(row));
    if (this.#rows.size > KEPT) this.#drop(...this.#oldest());
  }

  #isTooOld(id) {
    return this.#rows.size >= KEPT && id < this.#oldest()[0];
  }

  // Numbers only grow, and a row keeps its place in the map when it is drawn again.
  #oldest() {
    return this.#rows.entries().next().value;
  }

  #drop(id, old) {
    if (!old) return;
    const next = nextRow(old);
    if (old.previousElementSibling?.matches(".day")) old.previousElementSibling.remove();
    old.remove();
    this.#rows.delete(id);
    this.#dayLine(next);
  }

  /** The row before which this message belongs, or null for the end. */
  #after(id) {
    const later = [...this.#rows.keys()].filter((other) => other > id);
    if (!later.length) return null;
    const row = this.#rows.get(Math.min(...later));
    return row.previousElementSibling?.matches(".day") ? row.previousElementSibling : row;
  }

  #dayLine(row) {
    if (!row) return;
    const line = row.previousElementSibling?.matches(".day") ? row.previousElementSibling : null;
    const before = line ? line.previousElementSibling : row.previousElementSibling;
    const isFirst = before?.dataset.day !== row.dataset.day;
    if (line && (!isFirst || line.textContent !== row.dataset.day)) line.remove();
    if (isFirst && !(line && line.isConnected)) row.before(el("p", { class: "day", "data-day": row.dataset.day }, row.dataset.day));
  }

  // Only going up lets go of the end: content that grows below is followed, not left behind.
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
    const moved = scrollTop !== this.#top;
    if (isAtEnd || scrollTop < this.#top || (moved && this.#reading !== null)) this.#stays = isAtEnd;
    if (moved) this.#reading = null;
    this.#top = scrollTop;
    if (isAtEnd) this.#seen();
  }

  #missed() {
    this.#unseen += 1;
    this.newer.hidden = false;
    this.newer.lastChild.textContent = `${this.#unseen} new`;
  }

  #seen() {
    this.#unseen = 0;
    this.newer.hidden = true;
  }
}

function nextRow(row) {
  const next = row.nextElementSibling;
  return next?.matches(".day") ? next.nextElementSibling : next;
}
