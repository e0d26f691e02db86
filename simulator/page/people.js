/** Small windows about people: a new one, a new name, who is in a group. */

import { control } from "./api.js";
import { el } from "./dom.js";
import { languagePicker } from "./languages.js";
import { asked } from "./notices.js";

/** Asks for a name and a language, and shows the new person's phone. */
export function addPerson(shelf) {
  const name = el("input", { type: "text", required: true, maxlength: 64, autocomplete: "off", dir: "auto" });
  const language = languagePicker("en");
  const fields = [field("Name", name), field("Language of their Telegram", language)];
  ask("A new person", fields, "Add", async () => {
    const made = await asked(control.addUser({ first_name: name.value.trim(), language_code: language.value }));
    if (made) await shelf.reveal(made.id);
  });
}

export function renamePerson(user) {
  const name = el("input", { type: "text", required: true, maxlength: 64, autocomplete: "off", dir: "auto", value: user.first_name });
  ask("Change the name", [field("Name", name)], "Save", () => asked(control.changeUser(user.id, { first_name: name.value.trim() })));
}

export function editMembers(world, chat) {
  const inside = new Set(world.people(world.chats.get(chat)).map((user) => user.id));
  const rows = [...world.users.values()].map((user) => memberRow(chat, user, inside.has(user.id)));
  ask(`Who is in ${world.chats.get(chat).title}`, [el("div", { class: "member-list" }, rows)], "Done", () => null);
}

/** A link with ?startgroup= asks which group; the bot joins it there with the link's code. */
export function takeToGroup(world, person, code) {
  const own = world.groups.filter((chat) => world.people(chat).some((user) => user.id === person));
  const groups = own.map((chat) => el("option", { value: chat.id }, chat.title));
  const choice = el("select", {}, groups, el("option", { value: "" }, "A new group"));
  ask(`Add ${world.bot.name} to a group`, [field("Group", choice)], "Add", async () => {
    const made = choice.value || (await asked(control.addGroup(`${world.nameOf(person)}’s group`, person)))?.id;
    if (made) await asked(control.join(made, world.bot.id, { start: code, by: person }));
  });
}

function memberRow(chat, user, isInside) {
  const onchange = async (event) => {
    const box = event.target;
    const done = await asked(box.checked ? control.join(chat, user.id) : control.leave(chat, user.id));
    if (!done) box.checked = !box.checked;
  };
  const box = el("input", { type: "checkbox", checked: isInside, onchange });
  return el("label", { class: "member" }, box, el("span", { dir: "auto" }, user.first_name));
}

function field(label, input) {
  input.setAttribute("aria-label", label);
  return el("label", { class: "field" }, el("span", {}, label), input);
}

function ask(title, fields, action, act) {
  const cancel = el("button", { type: "button", class: "secondary", onclick: () => dialog.close() }, "Cancel");
  const form = el("form", {}, el("h2", {}, title), fields, el("div", { class: "ends" }, cancel, el("button", { class: "primary" }, action)));
  const dialog = el("dialog", { class: "window", "aria-label": title }, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    act();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
