"""Calls about bots, people, chats and cards."""

from typing import Any

from simulator import acts, mail, seen
from simulator.acts import Impossible, Unknown
from simulator.control.wish import Wish
from simulator.methods.profile import commands_for
from simulator.people import PRESENT, Chat, Json, User
from simulator.world import Link, World

TAIL = 4


def name_bot(wish: Wish) -> Json:
    """Give a token a face."""
    bot = wish.bot()
    assert bot is not None
    bot.user.username = wish.body.get("username") or bot.user.username
    bot.user.first_name = wish.body.get("name") or bot.user.first_name
    wish.simulation.events.tell({"type": "state"})
    return {"id": bot.id}


def add_user(wish: Wish) -> Json:
    """Let a person exist."""
    world = wish.simulation.world
    number = wish.body.get("id") or world.next_user()
    if number in world.users:
        raise Impossible(f"User {number} is already there.")
    world.users[number] = User(
        number,
        wish.body["first_name"],
        username=wish.body.get("username"),
        language_code=wish.body.get("language_code"),
    )
    wish.simulation.events.tell({"type": "state"})
    return {"id": number}


def change_user(wish: Wish) -> Json:
    """Change a person: name, language, whether the bot is blocked."""
    world = wish.simulation.world
    user = acts.person(world, wish.path("id"))
    for name in ("first_name", "language_code", "deactivated"):
        if name in wish.body:
            setattr(user, name, wish.body[name])
    if "blocked" in wish.body:
        _block(wish, user, blocked=wish.body["blocked"])
    wish.simulation.events.tell({"type": "state"})
    return {}


def _block(wish: Wish, user: User, *, blocked: bool) -> None:
    named = "token" in wish.body
    bots = [wish.bot()] if named else list(wish.simulation.world.bots.values())
    for bot in bots:
        assert bot is not None
        mail.change_block(wish.simulation.world, bot, user, blocked=blocked)


def add_chat(wish: Wish) -> Json:
    """Let a group exist; its first member has made it."""
    world = wish.simulation.world
    members = [acts.person(world, number).id for number in wish.body["members"]]
    if not members:
        raise Impossible("A group needs somebody who has made it.")
    kind = wish.body["type"]
    place = wish.bot() if wish.body.get("bot") else None
    statuses = dict.fromkeys(members, "member") | {members[0]: "creator"}
    chat = Chat(world.next_group(kind), kind, title=wish.body["title"], members=statuses)
    world.groups[chat.id] = chat
    if place is not None:
        mail.change_member(world, chat, place.user, wish.body["bot"], world.users[members[0]])
    wish.simulation.events.tell({"type": "state"})
    return {"id": chat.id}


def _group(wish: Wish) -> Chat:
    chat = wish.simulation.world.groups.get(wish.path("id"))
    if chat is None:
        raise Unknown(f"There is no group {wish.path('id')}.")
    if chat.moved_to is not None:
        raise Impossible(f"The group was upgraded to the supergroup {chat.moved_to}.")
    return chat


def put_member(wish: Wish) -> Json:
    """Give somebody a place in a group; with `start`, as a ?startgroup= link does."""
    chat, user, by = _group(wish), _member(wish), _by(wish)
    status = wish.body.get("status") or "member"
    if chat.members.get(user.id) != status:
        mail.change_member(wish.simulation.world, chat, user, status, by)
    if "start" in wish.body:
        text = f"/start@{user.username} {wish.body['start']}".rstrip()
        acts.say(wish.simulation.world, None, chat, by, {"text": text})
    return {}


def _member(wish: Wish) -> User:
    return acts.person(wish.simulation.world, wish.path("user"))


def _by(wish: Wish) -> User:
    """Return who makes the change: the one named, or else who made the group."""
    number = wish.body.get("by")
    if number is None:
        number = next(iter(_group(wish).members))
    return acts.person(wish.simulation.world, number)


def remove_member(wish: Wish) -> Json:
    """Let somebody leave a group."""
    chat, user = _group(wish), _member(wish)
    if chat.members.get(user.id) not in PRESENT:
        raise Unknown(f"User {user.id} is not in chat {chat.id}.")
    mail.change_member(wish.simulation.world, chat, user, "left", user)
    return {}


def migrate_chat(wish: Wish) -> Json:
    """Upgrade a group to a supergroup and return its new id."""
    chat = _group(wish)
    if chat.type != "group":
        raise Impossible("Only a group can be upgraded.")
    return {"id": mail.migrate(wish.simulation.world, chat).id}


def add_link(wish: Wish) -> Json:
    """Put a card onto a person's phone; a tap sends its text to the bot."""
    world = wish.simulation.world
    user = acts.person(world, wish.body["user"])
    link = Link(world.number(), user.id, wish.body["label"], wish.body["text"])
    world.links[link.id] = link
    wish.simulation.events.tell({"type": "state"})
    return {"id": link.id}


def remove_link(wish: Wish) -> Json:
    """Take a card away."""
    if wish.simulation.world.links.pop(wish.path("id"), None) is None:
        raise Unknown(f"There is no card {wish.path('id')}.")
    wish.simulation.events.tell({"type": "state"})
    return {}


def state(wish: Wish) -> Json:
    """Return who is there and how things stand."""
    simulation = wish.simulation
    world = simulation.world
    now = simulation.clock.steady()
    people = [user for user in world.users.values() if not user.is_bot]
    return {
        "bots": [_bot(bot) for bot in world.bots.values()],
        "users": [_user(user) for user in people],
        "chats": [seen.chat(chat) for chat in world.groups.values()],
        "links": [_link(link) for link in world.links.values()],
        "faults": [fault.shown(now) for fault in simulation.faults.living(now)],
        "clock": simulation.walker.shown(),
        "commands": {str(user.id): _commands(world, user) for user in people},
    }


def _bot(bot: Any) -> Json:
    face = bot.user
    secret = bot.token.partition(":")[2]
    tail = secret[-TAIL:] if len(secret) > 2 * TAIL else ""
    return {"id": bot.id, "username": face.username, "name": face.first_name, "token_tail": tail}


def _user(user: User) -> Json:
    named = ("id", "first_name", "username", "language_code")
    return {name: getattr(user, name) for name in named} | {"blocked": bool(user.blocking)}


def _link(link: Link) -> Json:
    return {"id": link.id, "user": link.user, "label": link.label, "text": link.text}


def _commands(world: World, user: User) -> list[Json]:
    bot = next(iter(world.bots.values()), None)
    return commands_for(bot.profile, user.id, user.language_code) if bot else []
