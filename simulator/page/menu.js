/** A button that opens a short list of things to do. Closes on choice, Escape, or a click elsewhere. */

import { el, icon, iconButton } from "./dom.js";

/** `choices()` is asked at each opening: {label, icon, act, danger?} or null. */
export function menu(name, label, choices, side = "down") {
  const list = el("div", { class: `menu-list ${side}`, hidden: true });
  const button = iconButton(name, label, () => toggle(), { "aria-expanded": "false", "aria-haspopup": "true" });
  const box = el("div", { class: "menu" }, button, list);

  function toggle(open = list.hidden) {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    list.replaceChildren(...choices().filter(Boolean).map((one) => choice(one, () => toggle(false))));
    list.querySelector("button")?.focus();
  }

  box.addEventListener("keydown", (event) => walk(event, list, () => (toggle(false), button.focus())));
  document.addEventListener("pointerdown", (event) => box.contains(event.target) || toggle(false));
  return box;
}

function choice({ label, icon: name, act, danger }, close) {
  const onclick = () => {
    close();
    act();
  };
  return el("button", { type: "button", class: danger ? "danger" : null, onclick }, icon(name), label);
}

function walk(event, list, close) {
  if (list.hidden) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") close();
  if (!step) return;
  event.preventDefault();
  const buttons = [...list.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  buttons.at((at + step) % buttons.length)?.focus();
}
