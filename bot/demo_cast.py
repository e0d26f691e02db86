"""Who plays in the demo: a care team with one member on call, and a patient with a plan."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.settings import Settings
from care.calendar import DAY, local
from care.cover import CoverHours
from care.people import Position, Role
from care.proposals import Dates
from care.public_holidays import rests
from care.regimens import RegimenId
from messages.languages import ENGLISH, LANGUAGES
from scheduler import planning
from scheduler.binding import bind_chat
from scheduler.enrolling import (
    NewPatient,
    NewTeam,
    add_member,
    attach,
    create_team,
    invite_patient,
    put_on_call,
)
from store import people, teams
from store.engine import open_store
from store.installation import unlock
from store.keyring import Keyring
from store.people import Newcomer
from store.tables import CareTeam, Patient

BY = "demo"
PATIENT = {"id": 700_001, "first_name": "Mina"}
NURSE = {"id": 700_002, "first_name": "Ana"}
DOCTOR = {"id": 700_003, "first_name": "Ben"}
GROUP = "Rheumatology team"
ZONE = "Europe/London"
PHONE, NIGHT_PHONE = "+44 20 7946 0018", "+44 20 7946 0019"  # kept free for stories
WEEK = timedelta(days=7)
AT = time(9, 30)


@dataclass(frozen=True, slots=True)
class Cast:
    """What lies ready on the phones: links that somebody was given."""

    links: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Troupe:
    """Who plays: the bot, by token and name, and people who all speak one language."""

    token: str
    name: str
    language: str = ENGLISH

    @property
    def tag(self) -> str:
        """Return what Telegram calls their language."""
        return next(iter(LANGUAGES[self.language].telegram_tags), self.language)


async def arrange(settings: Settings, control: aiohttp.ClientSession, troupe: Troupe) -> Cast:
    """Make the people in the simulator and the team in the database; return what to tap first."""
    token, name = troupe.token, troupe.name
    await post(
        control, "/control/bots", {"token": token, "username": name, "name": "Infusion Companion"}
    )
    for person in (PATIENT, NURSE, DOCTOR):
        await post(control, "/control/users", person | {"language_code": troupe.tag})
    chat = {
        "type": "supergroup",
        "title": GROUP,
        "members": [NURSE["id"], DOCTOR["id"]],
        "bot": "administrator",
        "token": token,
    }
    group = int((await post(control, "/control/chats", chat))["id"])
    for person in (NURSE, DOCTOR):
        start = {"chat_id": person["id"], "from": person["id"], "text": "/start", "token": token}
        await post(control, "/control/messages", start)
    return await _play(settings, group, troupe.language)


async def _play(settings: Settings, group: int, language: str) -> Cast:
    store = open_store(settings.database_url, Keyring.of(settings.require_keys()))
    clock = Clock()
    try:
        await clock.catch_up(settings.clock_url or "")
        await unlock(store, clock.now())
        async with store.begin() as session:
            known = await teams.teams(session)
            if known:
                await bind_chat(session, known[0], group, BY, clock.now())
                return Cast(())
            for person in (PATIENT, NURSE, DOCTOR) if language != ENGLISH else ():
                await people.meet(session, Newcomer(int(str(person["id"])), language), clock.now())
            return await _open(session, group, language, clock.now())
    finally:
        await store.close()


async def _open(session: AsyncSession, group: int, language: str, now: datetime) -> Cast:
    team = await create_team(session, _team(), BY, now)
    team.language = language
    await bind_chat(session, team, group, BY, now)
    for person, position in ((NURSE, Position.PRIMARY), (DOCTOR, Position.BACKUP)):
        member = await add_member(session, team, (str(person["first_name"]), Role.ADMIN), BY, now)
        await attach(session, member, int(str(person["id"])), now)
        await put_on_call(session, member, position, BY, now)
    patient, issued = await invite_patient(session, team, NewPatient("Mina Demir"), BY, now)
    await _plan(session, patient, team, now)
    link = {
        "user": PATIENT["id"],
        "label": "Your clinic gave you this invitation",
        "text": f"/start {issued.token}",
    }
    return Cast((link,))


def _team() -> NewTeam:
    return NewTeam(
        name="Rheumatology",
        country="GB",
        zone=ZONE,
        phone=PHONE,
        after_hours_phone=NIGHT_PHONE,
        cover=CoverHours.always(ZoneInfo(ZONE)),
    )


async def _plan(session: AsyncSession, patient: Patient, team: CareTeam, now: datetime) -> None:
    """Enter a course that begins in a good week, on a day when the country works."""
    zone = ZoneInfo(team.zone)
    days = (local(now, zone).date() + WEEK + more * DAY for more in range(1, 8))
    first = next(day for day in days if not rests(team.country, day))
    dates = Dates(zone, AT, first)
    wish = planning.Wish(RegimenId.RA_COURSE, dates, place="Day unit, level 2")
    offer = await planning.propose(session, patient, wish, now)
    await planning.accept(session, patient, offer, BY, now)


async def post(control: aiohttp.ClientSession, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Tell the simulator something and return what it answers."""
    async with control.post(path, json=body) as answer:
        answer.raise_for_status()
        found: dict[str, Any] = await answer.json()
        return found
