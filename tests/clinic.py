"""A clinic you can drive: real rules, store and PTB. Only Telegram's wire and time are ours."""

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Bot

from bot.arrival import say_what_was_missed
from bot.inbox import handle_updates
from bot.ingest import Ingest
from bot.main import start
from bot.routes import handlers_for, urgent_words
from bot.telegram import send
from care.appointments import AppointmentKind
from care.cover import CoverHours
from care.people import PatientState, Position, Role
from scheduler import appointing
from scheduler.binding import bind_chat
from scheduler.delivery import Delivery
from scheduler.enrolling import NewTeam, add_member, attach, create_team, put_on_call
from scheduler.ports import Service
from scheduler.ticks import TICKS
from store.engine import Store
from store.installation import unlock
from store.tables import Account, CareTeam, Patient
from tests.made_up import unmarked
from tests.wire import Accepted, FakeTelegram

GROUP = -1_000_000_000_001
PRIMARY, BACKUP, LEAD, VIEWER, PATIENT, STRANGER = range(5_000_000_001, 5_000_000_007)
STAFF = {
    PRIMARY: ("Ana", Role.CLINICIAN, Position.PRIMARY),
    BACKUP: ("Ben", Role.CLINICIAN, Position.BACKUP),
    LEAD: ("Cem", Role.ADMIN, Position.LEAD),
    VIEWER: ("Dia", Role.VIEWER, None),
}
LONDON = "Europe/London"
PHONE, NIGHT_PHONE = "+44 20 7946 0018", "+44 20 7946 0019"
PREVIEW = ("en_XA", "ar_XB")
HANDLERS = handlers_for(PREVIEW)
URGENT = urgent_words()
TAGS = re.compile(r"<[^>]+>")


@dataclass
class Clinic:
    """One team, its members on call, and an enrolled patient; a day in winter, at nine."""

    store: Store
    telegram: FakeTelegram = field(default_factory=FakeTelegram)
    at: datetime = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
    handlers: Any = None
    offset: int = 0
    seen: int = 0
    service: Service = field(init=False)
    team: int = 0
    preview: tuple[str, ...] = PREVIEW
    unmarked: list[str] = field(default_factory=list)  # what nobody could translate

    async def starts(self) -> None:
        """Start, or start again after a crash: a new boot that remembers only what is stored."""
        await unlock(self.store, self.at)
        self.bot = Bot("1:T", request=self.telegram, get_updates_request=self.telegram)

        async def wire(message, screen, plain):
            self.unmarked += unmarked(message)
            return await send(self.bot, message, screen, plain=plain)

        self.service = await start(self.store, lambda: self.at, wire, self.preview)
        self.ingest = Ingest(self.service, URGENT)
        self.real = 0.0
        self.delivery = Delivery(self.service, self._real)
        self.offset = 0
        await say_what_was_missed(self.service)

    async def opens(self, hours: str = "always", night_phone: str | None = NIGHT_PHONE) -> None:
        """Open with one team, its members on call, and a patient."""
        async with self.service.begin() as session:
            cover = CoverHours.parse(hours, ZoneInfo(LONDON))
            new = NewTeam("Rheumatology", "GB", LONDON, PHONE, cover, night_phone)
            team = await create_team(session, new, "test", self.at)
            self.team = team.id
            await bind_chat(session, team, GROUP, "test", self.at)
            for number, (name, role, position) in STAFF.items():
                member = await add_member(session, team, (name, role), "test", self.at)
                await attach(session, member, number, self.at)
                (await session.get_one(Account, number)).started_at = self.at
                if position:
                    await put_on_call(session, member, position, "test", self.at)
            await self._patient(session, team)

    async def _patient(self, session, team: CareTeam) -> None:
        session.add(
            Account(id=PATIENT, zone=LONDON, country="GB", created=self.at, started_at=self.at)
        )
        await session.flush()
        session.add(
            Patient(
                care_team_id=team.id,
                account_id=PATIENT,
                name="Mina Demir",
                call_name="Mina",
                phone="+44 20 7946 0100",
                state=PatientState.ENROLLED,
                state_since=self.at,
                created=self.at,
            )
        )

    def _real(self) -> float:
        """Real seconds, as rate limits see them: each look is another second, so none is busy."""
        self.real += 1.1
        return self.real

    async def appointment(self, kind: AppointmentKind, local: str) -> int:
        """Enter a date of the patient, by the clinic's wall clock."""
        async with self.service.begin() as session:
            patient = await session.get_one(Patient, 1)
            entry = appointing.Entry(kind, datetime.fromisoformat(local), LONDON, "Day unit")
            return (await appointing.enter(session, patient, entry, "test", self.at)).id

    async def passes(self, **duration: float) -> None:
        """Let time pass, then let every loop run until nothing is left to do."""
        self.at += timedelta(**duration)
        self.offset = await self.ingest.fetch(self.bot, self.offset)
        while await handle_updates(self.service, self.handlers or HANDLERS):
            pass
        for tick in TICKS:
            await tick.sweep(self.service)
        await self.delivery.once()

    async def writes(self, who: int, text: str = "I have a fever", **more: Any) -> None:
        """Let somebody write a text, or whatever else a message can hold."""
        body = {"message_id": self._number(), "date": int(self.at.timestamp()), **person(who)}
        body |= {"text": text} if text else {}
        await self.receives({"message": body | more})

    async def presses(self, who: int, data: str, message: int = 1, chat: int | None = None) -> None:
        """Let somebody press a button that says `data`."""
        number = self._number()
        body = {"id": str(number), "chat_instance": "1", "data": data, "from": person(who)["from"]}
        place = person(who)["chat"] if chat is None else {"id": chat, "type": "supergroup"}
        body["message"] = {"message_id": message, "date": 1, "chat": place}
        await self.receives({"callback_query": body})

    async def taps(self, who: int, label: str) -> None:
        """Let somebody tap the newest button with this label in their own chat."""
        found = [a for a in self.telegram.accepted if a.chat == who and label in a.buttons]
        assert found, f"{who} has no button {label!r}: {self.labels(who)}"
        await self.presses(who, found[-1].buttons[label], found[-1].message_id)

    async def receives(self, update: dict[str, Any]) -> None:
        """Let Telegram have an update for us, and everything that follows happen."""
        self.telegram.updates.append({"update_id": self._number(), **update})
        await self.passes()

    def _number(self) -> int:
        return len(self.telegram.updates) + 1

    def labels(self, who: int) -> list[str]:
        """Return the labels of every button somebody was ever shown, the newest last."""
        return [label for a in self.telegram.accepted if a.chat == who for label in a.buttons]

    def heard(self) -> list[Accepted]:
        """Return what was accepted since the last look."""
        new = self.telegram.accepted[self.seen :]
        self.seen += len(new)
        return new

    def texts(self) -> list[tuple[int | str, str]]:
        """Return what was said since the last look, without markup; answers have no chat."""
        return [(a.chat, html.unescape(TAGS.sub("", a.text))) for a in self.heard() if a.text]

    def said(self) -> list[tuple[int | str, str]]:
        """Return the first lines of it: what a lock screen shows."""
        return [(chat, text.splitlines()[0]) for chat, text in self.texts()]


def person(who: int) -> dict[str, Any]:
    user = {"id": who, "is_bot": False, "first_name": "X", "language_code": "en"}
    return {"chat": {"id": who, "type": "private"}, "from": user}
