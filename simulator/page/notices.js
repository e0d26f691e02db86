/** Says at the foot of the page what went wrong, for a few seconds. */

import { Refused } from "./api.js";
import { el } from "./dom.js";

const SHOWN_MS = 7000;

export function notice(text) {
  const note = el("p", { class: "notice" }, text);
  document.getElementById("notices").append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}

/** Waits for something asked of the simulator; says why when it refuses, and answers undefined. */
export async function asked(promise) {
  try {
    return await promise;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    notice(error.message);
    return undefined;
  }
}
