"use strict";

// Filters hide cards; they never take one off the page.
const filters = document.getElementById("filters");
const count = document.getElementById("count");
const look = document.getElementById("look");
const cards = [...document.querySelectorAll(".card")];

function wanted(card) {
  const { level, state, domain, words, found } = filters.elements;
  return (!level.value || card.dataset.level === level.value)
    && (!state.value || card.dataset.state === state.value)
    && (!domain.value || card.dataset.domain === domain.value)
    && (!found.checked || card.dataset.findings !== "0")
    && card.dataset.words.includes(words.value.trim().toLowerCase());
}

function filter() {
  let shown = 0;
  for (const card of cards) {
    card.hidden = !wanted(card);
    shown += card.hidden ? 0 : 1;
  }
  count.textContent = shown + " of " + cards.length;
  document.body.classList.toggle("with-long", filters.elements.long.checked);
}

function paint(dark) {
  document.documentElement.dataset.look = dark ? "dark" : "light";
  look.textContent = dark ? "Light" : "Dark";
}

filters.addEventListener("input", filter);
filters.addEventListener("submit", (event) => event.preventDefault());
look.addEventListener("click", () => paint(document.documentElement.dataset.look !== "dark"));
document.getElementById("print").addEventListener("click", () => window.print());
paint(window.matchMedia("(prefers-color-scheme: dark)").matches);
filter();
