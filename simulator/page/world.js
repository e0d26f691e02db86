/** Remembers what the simulator told: people, chats, messages, presses, the clock. Draws nothing. */

import { control, follow } from "./api.js";
import { moment } from "./time.js";

const LOOKED_AT_FIRST = 24; // people whose chat is read at the start; the others' when their phone is shown

export class World extends EventTarget {
  bots = [];
  users = new Map();
  chats = new Map();
  links = [];
  faults = [];
  commands = {};
  messages = new Map(); // chat id -> message id -> message
  presses = new Map(); // press id -> what the bot answered
  #clock = { at: 0, read: 0, next: null, offset: 0 };
  #known = new Set(); // chats that have been read
  #refresh = null;
  #next = Promise.resolve();

  /** Hears what changes, and reads everything once it can hear. */
  open() {
    follow((event) => this.#hear(event), (up) => this.#line(up));
  }

  get bot() {
    return this.bots[0] ?? { id: 0, name: "The bot", username: "" };
  }

  get groups() {
    // A group that became a supergroup is still listed, and nobody writes there any more.
    return [...this.chats.values()].filter((chat) => chat.type !== "private" && !chat.moved_to);
  }

  /** The simulated moment, in milliseconds. Between two reports it runs with real time. */
  now() {
    return this.#clock.at + performance.now() - this.#clock.read;
  }

  get offset() {
    return this.#clock.offset;
  }

  get nextDue() {
    return this.#clock.next;
  }

  isBot(id) {
    return this.bots.some((bot) => bot.id === id);
  }

  nameOf(id) {
    const bot = this.bots.find((known) => known.id === id);
    return this.users.get(id)?.first_name ?? bot?.name ?? "Somebody";
  }

  /** Who is in a group and is a person, in the order the simulator names them. */
  people(chat) {
    const here = (chat.members ?? []).filter((member) => !["left", "kicked"].includes(member.status));
    return here.map((member) => this.users.get(member.id)).filter(Boolean);
  }

  isStaff(id) {
    return this.groups.some((chat) => this.people(chat).some((user) => user.id === id));
  }

  thread(chat) {
    if (!this.messages.has(chat)) this.messages.set(chat, new Map());
    return this.messages.get(chat);
  }

  /** The messages of a chat, oldest first. */
  listed(chat) {
    return [...this.thread(chat).values()].sort((one, other) => one.message_id - other.message_id);
  }

  /** Reads a chat once; afterwards its events keep it true. */
  async read(chat) {
    if (this.#known.has(chat)) return;
    this.#known.add(chat);
    const { messages } = await control.messages(chat);
    const thread = this.thread(chat);
    for (const message of messages) {
      // What an event has told meanwhile is newer than this answer.
      if (!thread.has(message.message_id)) thread.set(message.message_id, message);
    }
  }

  /** Reads people, chats, links, faults and commands again. */
  refresh() {
    return this.#queue(async () => {
      await this.#readState();
      this.#tell("state");
    });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  async #reload() {
    this.#known.clear();
    this.messages.clear();
    this.presses.clear();
    await this.#readState();
    const people = [...this.users.keys()].slice(0, LOOKED_AT_FIRST);
    const chats = [...this.groups.map((chat) => chat.id), ...people];
    await Promise.all(chats.map((chat) => this.read(chat).catch(() => null)));
    this.#tell("reload");
  }

  async #readState() {
    const state = await control.state();
    this.bots = state.bots;
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.chats = new Map(state.chats.map((chat) => [chat.id, chat]));
    this.links = state.links;
    this.faults = state.faults;
    this.commands = state.commands ?? {};
    this.#setClock(state.clock);
  }

  #setClock(clock) {
    this.#clock = {
      at: moment(clock.now), read: performance.now(), next: clock.next_due ?? null, offset: clock.offset_s ?? 0,
    };
    this.#tell("clock");
  }

  #line(up) {
    this.#tell("line", up);
    // What happened before the line was up was not told: it has to be read.
    if (up) this.#queue(() => this.#reload());
  }

  #hear(event) {
    const hearing = {
      message: () => this.#message(event),
      press: () => this.#press(event),
      typing: () => this.#tell("typing", event),
      state: () => this.#stateLater(),
      clock: () => this.#setClock(event),
      reset: () => this.#queue(() => this.#reload()),
    };
    hearing[event.type]?.();
  }

  #message({ chat_id, message }) {
    const thread = this.thread(chat_id);
    const isNew = !thread.has(message.message_id);
    thread.set(message.message_id, message);
    this.#tell("message", { chat: chat_id, message, isNew });
  }

  #press(event) {
    this.presses.set(event.id, event);
    this.#tell("press", event);
  }

  // A burst of changes is read once.
  #stateLater() {
    this.#refresh ??= setTimeout(() => {
      this.#refresh = null;
      this.refresh();
    }, 60);
  }

  // One reading after the other, so that an older answer never overwrites a newer one.
  #queue(reading) {
    this.#next = this.#next.then(reading).catch(() => this.#tell("line", false));
    return this.#next;
  }
}
