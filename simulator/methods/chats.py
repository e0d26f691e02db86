"""Methods that look at chats, their members and files."""

from simulator import files, mail, shown
from simulator.methods.ask import Ask, must_be_present, readable
from simulator.people import Chat, Json, StoredFile, User
from simulator.refusals import bad_request
from simulator.world import World


def get_chat(ask: Ask) -> Json:
    """Return what there is to know about a chat."""
    return shown.full_chat(readable(ask))


def get_chat_member(ask: Ask) -> Json:
    """Return somebody's place in a chat; who is not there has left."""
    chat = _joined(ask)
    user = ask.world.users.get(ask.get("user_id"))
    if user is None:
        raise bad_request("user not found")
    if chat.user is not None:
        return _private_member(ask, chat, user)
    return shown.member(user, chat.members.get(user.id, "left"))


def _private_member(ask: Ask, chat: Chat, user: User) -> Json:
    if user.id not in (chat.id, ask.bot.id):
        raise bad_request("member not found")
    return shown.member(user, "member")


def _joined(ask: Ask) -> Chat:
    """Return a chat whose members the bot may see."""
    chat = readable(ask)
    if chat.user is None:
        must_be_present(ask.bot, chat)
    return chat


def get_chat_member_count(ask: Ask) -> int:
    """Return how many are in a chat."""
    chat = _joined(ask)
    return 2 if chat.user is not None else len(chat.present())


def get_chat_administrators(ask: Ask) -> list[Json]:
    """Return the people and bots that run a group, other bots left out."""
    chat = _joined(ask)
    if chat.user is not None:
        raise bad_request("there are no administrators in the private chat")
    running = [(ask.world.users[n], s) for n, s in chat.members.items() if s in RUNNING]
    return [shown.member(u, s) for u, s in running if not u.is_bot or u.id == ask.bot.id]


RUNNING = ("creator", "administrator")


def leave_chat(ask: Ask) -> bool:
    """Leave a group."""
    chat = _joined(ask)
    if chat.user is not None:
        raise bad_request("chat member status can't be changed in private chats")
    mail.change_member(ask.world, chat, ask.bot.user, "left", ask.bot.user)
    return True


def get_file(ask: Ask) -> Json:
    """Return where a file can be fetched."""
    file = ask.world.files.get(str(ask.get("file_id")))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > files.DOWNLOAD:
        raise bad_request("file is too big")
    return files.described(file) | {"file_path": file.path}


def file_at(world: World, path: str) -> StoredFile | None:
    """Return the file of a path, or None."""
    return next((file for file in world.files.values() if file.path == path), None)
