/** Names the languages a person's Telegram can be set to here. What a bot makes of them is its own affair. */

import { el } from "./dom.js";

const NAMES = {
  en: "English", tr: "Türkçe", ar: "العربية", ru: "Русский", es: "Español", de: "Deutsch",
  fr: "Français", "pt-br": "Português (Brasil)", hi: "हिन्दी", "zh-hans": "中文（简体）",
};
const TESTS = { en_XA: "Accented English (en_XA)", ar_XB: "Mirrored English (ar_XB)" };

export function languagePicker(chosen, attributes = {}) {
  const picker = el("select", attributes, options(NAMES), group(TESTS));
  choose(picker, chosen);
  return picker;
}

/** Selects a language, adding one that is not in our list rather than showing a wrong one. */
export function choose(picker, code) {
  const wanted = code ?? "";
  const known = [...picker.options].find((option) => sameCode(option.value, wanted));
  if (!known) picker.prepend(el("option", { value: wanted }, wanted || "not set"));
  picker.value = known ? known.value : wanted;
}

const sameCode = (one, other) => one.toLowerCase() === other.toLowerCase();
const options = (names) => Object.entries(names).map(([code, name]) => el("option", { value: code }, name));
const group = (names) => el("optgroup", { label: "Test languages" }, options(names));
