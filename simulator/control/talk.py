"""Calls about what people say and press, and about what a bot was asked and did."""

from starlette.responses import Response

from simulator import acts, seen
from simulator.acts import Impossible, Unknown
from simulator.control.wish import Wish, Wrong
from simulator.methods.editing import press_shown
from simulator.people import Bot, Json


def say(wish: Wish) -> Json:
    """Let a person send a message, or edit one."""
    world = wish.simulation.world
    sender = acts.person(world, wish.body["from"])
    bot = wish.bot(required=wish.body["chat_id"] > 0)
    chat = acts.room(world, bot, wish.body["chat_id"])
    if wish.body.get("edit"):
        number, text = wish.body["edit"], wish.body.get("text") or ""
        return {
            "message_id": number,
            "update_id": acts.edit(world, chat, sender, number, text),
        }
    message, update_id = acts.say(world, bot, chat, sender, wish.body)
    return {"message_id": message.id, "update_id": update_id}


def press(wish: Wish) -> Json:
    """Let a person press a button."""
    world = wish.simulation.world
    presser = acts.person(world, wish.body["from"])
    chat = acts.room(world, wish.bot(), wish.body["chat_id"])
    if (wish.body.get("button") is None) == (wish.body.get("data") is None):
        raise Wrong("Give either button or data.")
    entry, update_id = acts.press(world, chat, presser, wish.body["message_id"], wish.body)
    return {"id": entry.id, "update_id": update_id}


def press_state(wish: Wish) -> Json:
    """Return what came of a press."""
    number = str(wish.path("id"))
    entry = wish.simulation.world.presses.get(number)
    if entry is None:
        raise Unknown(f"There was no press {number}.")
    return press_shown(entry)


def messages(wish: Wish) -> Json:
    """Return the messages of a chat; with a user's id, of the private chat with the bot."""
    after = wish.number("after", 0)
    bot = wish.bot(required=False)
    chat = acts.room(wish.simulation.world, bot, wish.path("id"))
    newer = [message for message in chat.messages.values() if message.id > after]
    return {"messages": [seen.message(message, bot) for message in newer]}


def calls(wish: Wish) -> Json:
    """Return what bots have called, refused calls too."""
    entries = wish.simulation.calls.after(int(wish.number("after", 0)), wish.query("method"))
    return {"calls": [entry.shown() for entry in entries]}


def push_update(wish: Wish) -> Json:
    """Queue any Update for a bot, poison too."""
    if "update_id" in wish.body:
        raise Wrong("The update_id is given here, not by you.")
    bot = _bot(wish)
    body = {name: value for name, value in wish.body.items() if name != "token"}
    number = wish.simulation.updates.add(bot, "", body, 0)
    return {"update_id": number}


def pending(wish: Wish) -> Json:
    """Return the updates that no bot has confirmed."""
    chosen = [_bot(wish)] if wish.query("token") else list(wish.simulation.world.bots.values())
    waiting = [u for bot in chosen for u in wish.simulation.updates.waiting(bot)]
    return {"updates": [update.shown() for update in waiting]}


def _bot(wish: Wish) -> Bot:
    bot = wish.bot()
    if bot is None:
        raise Impossible("There is no bot yet.")
    return bot


def file(wish: Wish) -> Response:
    """Return a file that somebody sent."""
    number = wish.request.path_params["id"]
    stored = wish.simulation.world.files.get(number)
    if stored is None:
        raise Unknown(f"There is no file {number}.")
    return Response(stored.content, media_type=stored.mime)
