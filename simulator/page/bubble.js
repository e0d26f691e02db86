/** Draws one message the way Telegram shows it: text, what is attached, and its buttons. */

import { el, face, icon, iconButton } from "./dom.js";
import { rendered } from "./markup.js";
import { hour, moment } from "./time.js";

const ATTACHED = { voice: ["voice", "Voice note"], sticker: ["sticker", "Sticker"], location: ["pin", "Location"], document: ["clip", "File"] };

const STYLES = ["danger", "success", "primary"]; // Telegram's own names

/** `desk` is the phone the bubble lies on: who its owner is, and what a tap does. */
export function bubble(message, desk) {
  if (message.service) return service(message, desk);
  const own = desk.isOwn(message.from);
  const row = el("article", { class: `row ${own ? "own" : "theirs"}`, "data-message": message.message_id, "data-from": message.from });
  row.append(...sender(message, desk, own), body(message, desk, own));
  return row;
}

function service(message, desk) {
  const who = el("bdi", {}, desk.nameOf(message.from));
  return el("p", { class: "service", "data-message": message.message_id }, who, ` ${message.service}`);
}

function sender(message, desk, own) {
  return desk.isGroup && !own ? [face(message.from, desk.nameOf(message.from), true)] : [];
}

function body(message, desk, own) {
  const paper = el("div", { class: "bubble" },
    desk.isGroup && !own ? el("b", { class: `name tint-text-${Math.abs(message.from) % 7}`, dir: "auto" }, desk.nameOf(message.from)) : null,
    quoted(message, desk),
    ...attached(message),
    message.text ? el("div", { class: "text" }, rendered(message, desk.taps)) : null,
    marks(message));
  return el("div", { class: "column" }, el("div", { class: "line" }, paper, actions(message, desk, own)), buttons(message, desk));
}

function quoted(message, desk) {
  const id = message.reply_to?.message_id ?? message.reply_to;
  if (!id) return null;
  const original = desk.message(id);
  const name = original ? desk.nameOf(original.from) : "";
  return el("blockquote", { class: "quote" }, el("b", { dir: "auto" }, name), el("bdi", {}, excerpt(original)));
}

/** The first line of a message, for a quotation or the pinned bar. */
export function excerpt(message) {
  if (!message) return "Message no longer there";
  return (message.text || ATTACHED[kind(message)]?.[1] || "Photo").split("\n", 1)[0];
}

const kind = (message) => message.via ?? Object.keys(ATTACHED).find((name) => message[name]);

function attached(message) {
  if (message.photo) return [el("img", { class: "photo", src: message.photo, alt: "Photo" })];
  if (message.contact) return [contactCard(message.contact)];
  if (message.document_at) return [paperclip(message)];
  const [name, label] = ATTACHED[kind(message)] ?? [];
  return name ? [el("p", { class: "attached" }, icon(name), el("span", { dir: "auto" }, label))] : [];
}

/** A file that can be saved: its name is a link. */
function paperclip(message) {
  const name = message.document ?? "File";
  return el("p", { class: "attached" }, icon("clip"), el("a", { href: message.document_at, download: name, dir: "auto" }, name));
}

function contactCard(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ") || "Contact";
  const lines = el("span", {}, el("b", { dir: "auto" }, name), el("bdi", { dir: "ltr" }, contact.phone_number ?? ""));
  return el("p", { class: "attached contact" }, icon("contact"), lines);
}

function marks(message) {
  const at = moment(message.date);
  return el("span", { class: "marks" },
    message.protected ? mark("lock", "Cannot be forwarded or saved") : null,
    message.silent ? mark("muted", "Sent without a sound") : null,
    message.edited ? "edited " : null,
    el("time", { datetime: new Date(at).toISOString() }, hour(at)));
}

const mark = (name, label) => el("span", { class: "mark", role: "img", "aria-label": label, title: label }, icon(name));

function actions(message, desk, own) {
  const tools = [iconButton("reply", "Reply to this message", () => desk.reply(message))];
  if (own && message.text) tools.push(iconButton("edit", "Edit this message", () => desk.edit(message)));
  return el("div", { class: "actions" }, tools);
}

function buttons(message, desk) {
  if (!message.buttons?.length) return null;
  const rows = message.buttons.map((row, at) => el("div", { class: "button-row" }, row.map((one, column) => inline(message, one, [at, column], desk))));
  return el("div", { class: "buttons" }, rows);
}

function inline(message, one, place, desk) {
  if (one.url) return button(one, () => desk.taps.open(one.url) || window.open(one.url, "_blank", "noopener,noreferrer"), { title: one.url }, icon("link"));
  if (one.copy_text) return button(one, () => desk.copy(one.copy_text.text), { title: "Copies a text" });
  const waiting = { "aria-busy": String(desk.isWaiting(message.message_id, place)), "data-place": place.join(",") };
  return button(one, () => desk.press(message, place), waiting);
}

function button(one, onclick, attributes, sign = null) {
  const look = { type: "button", class: `inline ${STYLES.includes(one.style) ? `style-${one.style}` : ""}`, onclick };
  return el("button", { ...look, ...attributes }, el("span", { dir: "auto" }, one.text), sign);
}
