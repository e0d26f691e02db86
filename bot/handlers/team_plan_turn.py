"""Where a member stands with a patient's plan: the screen, what was chosen, and what comes next.

Holds no rule and no sentence. What was chosen is kept as plain values, sealed, per member.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.callbacks import Press, encode
from care.calendar import clock_time, local
from care.delivery import Choice, Rows, Value
from messages import languages
from messages.declare import Text
from messages.texts.staff_plan import NUMBER
from store import people
from store.tables import Account, CareTeam, Member, Patient

TOPIC = "plan"
DEED = "plan"
TURNS = 10**9  # a press carries nine digits


@dataclass(frozen=True, slots=True)
class Turn:
    """One look of a member at one screen. `number` is in each of its buttons: no other counts."""

    member: Member
    team: CareTeam
    patient: Patient
    account: Account
    now: datetime
    number: int
    step: str
    direct: bool
    facts: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()

    @property
    def actor(self) -> str:
        """Name the member in the book."""
        return f"member:{self.member.id}"

    @property
    def locale(self) -> Locale:
        """Return how the member reads days."""
        return languages.locale(self.account.language, self.account.country or self.team.country)

    @property
    def zone(self) -> ZoneInfo:
        """Return the clinic's zone, by whose clock dates are entered."""
        return ZoneInfo(self.team.zone)

    @property
    def today(self) -> date:
        """Return the day at the clinic."""
        return local(self.now, self.zone).date()

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days that are chosen, in order."""
        return tuple(sorted(date.fromisoformat(day) for day in self.facts.get("days", ())))

    @property
    def clock(self) -> time:
        """Return the time that is chosen."""
        return clock_time(self.facts["clock"])

    @property
    def wall(self) -> datetime:
        """Return the day and time that are chosen, by the clinic's clock."""
        return datetime.combine(self.days[0], self.clock)

    def says(self, choice: str) -> str:
        """Return what a button says when it is pressed."""
        return encode(Press(DEED, choice, self.patient.id or 0, self.number))

    def button(self, text: Text, choice: str, **values: Value) -> Choice:
        """Return a button of this screen."""
        return Choice(text.id, self.says(choice), values=values)

    def on(self, step: str, **facts: Any) -> "Turn":
        """Return the turn on another screen, with more that was chosen."""
        return replace(self, step=step, facts={**self.facts, **facts})


@dataclass(frozen=True, slots=True)
class Screen:
    """What a member sees: paragraphs, what they need, and buttons."""

    texts: tuple[Text, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    rows: Rows = ()

    def under(self, *notes: Text) -> "Screen":
        """Return the screen with paragraphs before its own."""
        return replace(self, texts=(*notes, *self.texts))


class Refused(Exception):
    """A press that changes nothing; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


def turned(turn: Turn, cause: str) -> Turn:
    """Return the turn with a number of its own, by what caused it."""
    digest = sha256(f"{turn.account.id}:{cause}".encode()).digest()
    return replace(turn, number=int.from_bytes(digest[:8]) % TURNS)


async def keep(session: AsyncSession, turn: Turn) -> None:
    """Note where the member stands."""
    facts = {
        **turn.facts,
        "team": turn.team.id,
        "patient": turn.patient.id,
        "turn": turn.number,
        "direct": turn.direct,
    }
    account, now = turn.account.id, turn.now
    await people.converse(session, account, TOPIC, step=turn.step, answers=facts, now=now)


def numbered(turn: Turn, choices: Sequence[str], across: int = 5) -> Rows:
    """Return buttons numbered from 1, each with what it says, some in a row."""
    every = [turn.button(NUMBER, choice, n=n) for n, choice in enumerate(choices, 1)]
    return tuple(tuple(every[at : at + across]) for at in range(0, len(every), across))
