/** Talks to the simulator's control API. Holds no state; an answer that is not 2xx becomes Refused. */

export class Refused extends Error {}

async function call(method, path, body) {
  const asked = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`/control${path}`, { method, headers, ...asked }).catch(() => {
    throw new Refused("The simulator does not answer. Is it still running?");
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(told.error ?? `The simulator answered ${answer.status}.`);
  return told;
}

export const control = {
  state: () => call("GET", "/state"),
  messages: (chat) => call("GET", `/chats/${chat}/messages`),
  send: (message) => call("POST", "/messages", message),
  press: (press) => call("POST", "/presses", press),
  addUser: (user) => call("POST", "/users", user),
  changeUser: (id, changes) => call("PATCH", `/users/${id}`, changes),
  addGroup: (title, person) => call("POST", "/chats", { type: "supergroup", title, members: [person], bot: null }),
  join: (chat, user, how = {}) => call("PUT", `/chats/${chat}/members/${user}`, how),
  leave: (chat, user) => call("DELETE", `/chats/${chat}/members/${user}`),
  moveClock: (by) => call("POST", "/clock", by),
  addFault: (fault) => call("POST", "/faults", fault),
  removeFault: (id) => call("DELETE", `/faults/${id}`),
};

/** Hears every event, one object each; `onLine(true)` at each (re)connection, `onLine(false)` when it breaks. */
export function follow(onEvent, onLine) {
  const source = new EventSource("/control/events");
  source.onmessage = (line) => onEvent(JSON.parse(line.data));
  source.onopen = () => onLine(true);
  source.onerror = () => onLine(false);
  return source;
}
