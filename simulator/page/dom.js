/** Builds elements. Text always goes in as text; nothing here reads markup. */

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) put(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

function put(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Replaces what is in a box; if one of its buttons had the focus, the button in its place gets it. */
export function redraw(box, children) {
  const at = [...box.querySelectorAll("button")].indexOf(document.activeElement);
  box.replaceChildren(...children);
  if (at >= 0) box.querySelectorAll("button")[at]?.focus({ preventScroll: true });
}

const SVG = "http://www.w3.org/2000/svg";

// Drawn on a 24 by 24 grid, in strokes; no file to fetch.
const STROKES = {
  add: "M12 5v14M5 12h14",
  block: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M5.7 5.7l12.6 12.6",
  check: "M4 12.5l5.5 5.5L20 6.5",
  clip: "M20 11.5l-8.3 8.3a5.3 5.3 0 0 1-7.5-7.5l8.6-8.6a3.5 3.5 0 0 1 5 5l-8.5 8.5a1.8 1.8 0 0 1-2.5-2.5l7.7-7.7",
  close: "M6 6l12 12M18 6L6 18",
  contact: "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4 20c1-4 4-5.5 8-5.5s7 1.5 8 5.5",
  down: "M12 5v14M6 13l6 6 6-6",
  edit: "M4 20l1-4L16.5 4.5l3 3L8 19z",
  forward: "M4 5l8 7-8 7zM13 5l8 7-8 7z",
  group: "M9 5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M2.5 19c.7-3.5 3-5 6.5-5s5.8 1.5 6.5 5M16 5.5a3.2 3.2 0 0 1 0 6M18 14.5c2 .6 3.2 2 3.6 4.5",
  hide: "M3 3l18 18M10 6.2A10 10 0 0 1 12 6c5 0 8 4 9 6a15 15 0 0 1-3 3.7M6.5 8A15 15 0 0 0 3 12c1 2 4 6 9 6a9 9 0 0 0 4-.9",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M17 10h.01M8 14h8",
  left: "M19 12H5M11 6l-6 6 6 6",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  menu: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  muted: "M3 3l18 18M9 5.2A5 5 0 0 1 17 9c0 2 .3 3.5.8 4.7M7 8.5V9c0 5-2 6-2 8h12M10 20.5h4",
  photo: "M4 7h4l1.5-2h5L16 7h4v12H4zM12 9.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7",
  pin: "M12 21s7-6.3 7-11.5a7 7 0 1 0-14 0C5 14.7 12 21 12 21zM12 7.5a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 1 0 0-4.4",
  reply: "M10 6l-6 6 6 6M4 12h9c4 0 7 2 7 6",
  right: "M5 12h14M13 6l6 6-6 6",
  send: "M4 12L3 4l18 8-18 8 1-8zM4 12h9",
  slash: "M15 4L9 20",
  sticker: "M20 12.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h6.5zM12.5 20v-5.5a2 2 0 0 1 2-2H20M8.5 9.5h.01M14.5 9.5h.01M8.5 13.5c.7 1 1.7 1.5 2.5 1.5",
  voice: "M12 3.5a2.8 2.8 0 0 0-2.8 2.8v5a2.8 2.8 0 0 0 5.6 0v-5A2.8 2.8 0 0 0 12 3.5zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", STROKES[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick, attributes = {}) {
  const look = { type: "button", class: "round", "aria-label": label, title: label, onclick };
  return el("button", { ...look, ...attributes }, icon(name));
}

/** A face: two letters on one of seven colours, always the same for the same id. */
export function face(id, name, small = false) {
  const letters = [...name.matchAll(/[\p{L}\p{N}]+/gu)].slice(0, 2).map((word) => [...word[0]][0]);
  const tint = Math.abs(id) % 7;
  const look = `face tint-${tint}${small ? " small" : ""}`;
  return el("span", { class: look, "aria-hidden": "true" }, letters.join("").toUpperCase() || "?");
}

/** The face of a group. */
export function crowd(small = false) {
  return el("span", { class: `face crowd${small ? " small" : ""}`, "aria-hidden": "true" }, icon("group"));
}
