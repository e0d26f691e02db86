/** Turns a message's text into elements. Only what Telegram itself can show survives; the rest becomes plain text. */

import { el } from "./dom.js";

const INLINE = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", DEL: "s", STRIKE: "s", CODE: "code" };
const BLOCKS = { PRE: "pre", BLOCKQUOTE: "blockquote" };
const QUIET = ["A", "CODE"]; // nothing inside these is a link of its own
const SAFE_LINK = /^(https?|tg|mailto|tel):/i;
const TAPPABLE = /(?<![\p{L}\p{N}_/<>@.-])(\/[a-z0-9_]{1,32}(?:@\w{3,32})?)(?![\p{L}\p{N}_/])|(https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]}'"»])/giu;

/**
 * The text of a message as a list of elements, one for each line.
 * `taps.open(url)` and `taps.say(command)` are called for links and for commands that stand in the text.
 */
export function rendered(message, taps) {
  const page = new Lines(taps);
  if (typeof message.html === "string") page.copy(parsed(message.html));
  else page.write(message.text ?? "");
  return page.done();
}

// A parsed document of its own: scripts do not run in it and pictures are not fetched.
const parsed = (html) => new DOMParser().parseFromString(`<body>${html}`, "text/html").body;

/**
 * Every line is an element of its own, since it takes its direction from its own letters, as on a phone:
 * a telephone number under an Arabic sentence must not be turned round.
 */
class Lines {
  #taps;
  #lines = [];
  #open = []; // what makes the elements that are open now, outermost first

  constructor(taps) {
    this.#taps = taps;
    this.#begin();
  }

  copy(source) {
    for (const node of source.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.write(node.data);
      else if (node.nodeType === Node.ELEMENT_NODE) this.#element(node);
    }
  }

  write(text) {
    for (const [at, piece] of text.split("\n").entries()) {
      if (at) this.#begin();
      else if (piece) this.#resume();
      if (piece) copyText(piece, this.#here, this.#taps);
    }
  }

  done() {
    return this.#lines;
  }

  get #here() {
    let here = this.#lines.at(-1);
    for (let depth = 0; depth < this.#open.length; depth += 1) here = here.lastChild;
    return here;
  }

  // After a block, what follows stands on a line of its own.
  #resume() {
    if (!this.#lines.at(-1)?.matches(".text-line")) this.#begin();
  }

  #begin() {
    const line = el("div", { class: "text-line", dir: "auto" });
    this.#open.reduce((here, make) => here.appendChild(make()), line);
    this.#lines.push(line);
  }

  #element(node) {
    const make = maker(node, this.#taps);
    if (BLOCKS[node.tagName]) this.#block(node);
    else if (make) this.#inside(make, node);
    else this.copy(node);
  }

  #inside(make, node) {
    const outer = this.#taps;
    if (QUIET.includes(node.tagName)) this.#taps = null;
    this.#resume();
    this.#here.append(make());
    this.#open.push(make);
    this.copy(node);
    this.#open.pop();
    this.#taps = outer;
  }

  /** A block has lines of its own, and the line break behind it belongs to it. */
  #block(node) {
    const inner = new Lines(node.tagName === "PRE" ? null : this.#taps);
    inner.copy(node);
    if (this.#lines.at(-1)?.textContent === "") this.#lines.pop();
    this.#lines.push(el(BLOCKS[node.tagName], {}, inner.done()));
    if (node.nextSibling?.nodeType === Node.TEXT_NODE) node.nextSibling.data = node.nextSibling.data.replace(/^\n/, "");
  }
}

/** What makes the shown twin of an element, or null when Telegram shows only what is in it. */
function maker(node, taps) {
  const name = INLINE[node.tagName];
  if (name) return () => el(name);
  if (node.tagName === "TG-SPOILER" || node.className === "tg-spoiler") return spoiler;
  const href = node.tagName === "A" ? (node.getAttribute("href") ?? "") : "";
  return SAFE_LINK.test(href) ? () => link(href, taps) : null;
}

function link(href, taps, ...children) {
  const attributes = { href, target: "_blank", rel: "noopener noreferrer" };
  const follow = (event) => taps?.open(href) && event.preventDefault();
  return el("a", { ...attributes, onclick: follow }, ...children);
}

function spoiler() {
  const hidden = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show" });
  const show = () => {
    hidden.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) hidden.removeAttribute(name);
  };
  hidden.addEventListener("click", show);
  hidden.addEventListener("keydown", (event) => event.key === "Enter" && show());
  return hidden;
}

function copyText(text, target, taps) {
  if (!taps) return target.append(text);
  let from = 0;
  for (const found of text.matchAll(TAPPABLE)) {
    target.append(text.slice(from, found.index), tappable(found, taps));
    from = found.index + found[0].length;
  }
  target.append(text.slice(from));
}

function tappable([, command, url], taps) {
  if (url) return link(url, taps, url);
  return el("button", { type: "button", class: "command", onclick: () => taps.say(command) }, command);
}
