"""The world that bots and people share: who is there, and which chats. Decides nothing."""

import re
from dataclasses import dataclass

from simulator.clock import Clock
from simulator.events import Events
from simulator.people import Bot, Chat, Message, Press, StoredFile, User
from simulator.refusals import Refused
from simulator.updates import Updates

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")

# Beyond 32 bits, as on Telegram: who stores less finds out here.
FIRST_USER = 7_000_000_001
FIRST_GROUP = -4_100_000_001
FIRST_SUPERGROUP = -1_002_000_000_001


@dataclass(slots=True)
class Link:
    """A card on a person's phone; a tap sends its text to the bot."""

    id: int
    user: int
    label: str
    text: str


class World:
    """Everything that a reset empties."""

    def __init__(self, clock: Clock, updates: Updates, events: Events) -> None:
        self.clock = clock
        self.updates = updates
        self.events = events
        self.clear()

    def clear(self) -> None:
        """Make the world empty."""
        self.users: dict[int, User] = {}
        self.bots: dict[str, Bot] = {}
        self.groups: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.files: dict[str, StoredFile] = {}
        self.links: dict[int, Link] = {}
        self._numbers = 0

    def number(self) -> int:
        """Return a number that was not given out before: for presses, links and files."""
        self._numbers += 1
        return self._numbers

    def bot(self, token: str) -> Bot:
        """Return the bot of a token, which exists from the first time somebody names it.

        Raises Refused when its number is a person's.
        """
        bot = self.bots.get(token)
        if bot is None:
            bot = self._new_bot(token)
        return bot

    def _new_bot(self, token: str) -> Bot:
        number = int(token.partition(":")[0])
        if number in self.users and not self.users[number].is_bot:
            raise Refused(401, "Unauthorized")  # a person has that number
        face = self.users.setdefault(
            number, User(number, "Bot", username=f"simulated_{number}_bot", is_bot=True)
        )
        self.bots[token] = Bot(face, token)
        self.events.tell({"type": "state"})
        return self.bots[token]

    def bot_of(self, user_id: int) -> Bot | None:
        """Return the bot behind a user id, or None for people."""
        return next((bot for bot in self.bots.values() if bot.id == user_id), None)

    def chat(self, bot: Bot, chat_id: int) -> Chat | None:
        """Return a chat as a bot knows it: a group, or the private chat with a person."""
        if chat_id in self.groups:
            return self.groups[chat_id]
        user = self.users.get(chat_id)
        return self.private(bot, user) if user and not user.is_bot else None

    def private(self, bot: Bot, user: User) -> Chat:
        """Return the private chat of a person with a bot."""
        if user.id not in bot.private:
            bot.private[user.id] = Chat(user.id, "private", user=user)
        return bot.private[user.id]

    def next_user(self) -> int:
        """Return an id for a new person."""
        return max([FIRST_USER - 1, *self.users]) + 1

    def next_group(self, kind: str) -> int:
        """Return an id for a new group or supergroup."""
        first = FIRST_SUPERGROUP if kind == "supergroup" else FIRST_GROUP
        taken = [chat.id for chat in self.groups.values() if chat.type == kind]
        return min([first + 1, *taken]) - 1

    def bots_in(self, chat: Chat) -> list[Bot]:
        """Return the bots that are in a chat."""
        if chat.user is not None:
            return [bot for bot in self.bots.values() if bot.private.get(chat.id) is chat]
        present = set(chat.present())
        return [bot for bot in self.bots.values() if bot.id in present]


def place(chat: Chat, message: Message) -> Message:
    """Put a message into its chat."""
    chat.last_id += 1
    message.id = chat.last_id
    message.keyboard = chat.keyboard or []
    chat.messages[message.id] = message
    return message
