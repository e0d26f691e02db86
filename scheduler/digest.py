"""One silent message a day to a team's group, when it opens: today, tomorrow, what waits.

Pseudonyms only. Nothing to say, no message. Remembers each day it looked at, so that no restart,
no change of clocks and no downtime makes two of it; a day that is over is never told late.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, OutboxMessage
from care.digest import Edition, next_edition
from messages.declare import Text
from messages.texts import staff_digest as says
from scheduler.digest_contents import Paragraph, paragraphs
from scheduler.ports import Service, Tick
from scheduler.rota import cover_of
from store import installation, outbox, teams
from store.tables import CareTeam

SEEN = "digest"  # the setting that keeps the day of the last one, and when it was looked at
ROOM = 26  # lines in one message: far from the 4,096 characters of Telegram in any language

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Last:
    """The last day's message of a team, whether there was anything to say or not."""

    day: date | None
    at: datetime


async def post(service: Service) -> int:
    """Owe each team the message of its day, once its day has begun. Return how many teams.

    Each in a transaction of its own: an alert that waits for it does not wait for the others.
    """
    async with service.begin() as session:
        numbers = [team.id or 0 for team in await teams.teams(session)]
    posted = 0
    for number in numbers:
        posted += await _alone(service, number)
    if posted:
        service.bells.outbox.set()
    return posted


async def _alone(service: Service, number: int) -> bool:
    try:
        async with service.begin() as session:
            return await _post(session, await teams.team(session, number), service.now())
    except Exception as error:  # noqa: BLE001 -- the other teams must still hear
        logger.error("digest.bug", team=number, error=type(error).__name__)  # noqa: TRY400 -- the text may hold a patient's words
        return False


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when the next day of any team begins."""
    alive = await installation.last_alive(session)
    if alive is None:
        return None
    found = [await _next(session, team, alive) for team in await teams.teams(session)]
    return min((edition.at for edition, _ in found if edition), default=None)


async def _next(
    session: AsyncSession, team: CareTeam, now: datetime
) -> tuple[Edition | None, Last]:
    last = _last(await teams.setting(session, team.id or 0, SEEN), team)
    cover = await cover_of(session, team)
    return next_edition(cover, last.day, team.created, now), last


def _last(kept: Any, team: CareTeam) -> Last:
    if kept is None:
        return Last(None, team.created)
    return Last(date.fromisoformat(kept["day"]), datetime.fromisoformat(kept["at"]))


async def _post(session: AsyncSession, team: CareTeam, now: datetime) -> bool:
    edition, last = await _next(session, team, now)
    if edition is None or edition.at > now:
        return False
    kept = {"day": edition.day.isoformat(), "at": now.isoformat()}
    await teams.decide(session, team.id or 0, SEEN, kept, teams.Decision("service", now))
    if team.chat_id is None:
        return False
    found = await paragraphs(session, team, edition.day, (last.day, last.at), now)
    messages = list(_messages(team, edition.day, found)) if found else []
    await outbox.owe(session, now, *messages)
    return bool(messages)


def _messages(team: CareTeam, day: date, found: Sequence[Paragraph]) -> Iterator[OutboxMessage]:
    for number, page in enumerate(_pages(found)):
        part = f":{number}" if number else ""
        values: dict[str, Any] = {"team": team.name, "day": day.isoformat()}
        for paragraph in page:
            values |= paragraph.values
        yield OutboxMessage(
            key=f"digest:{team.id}:{day}{part}",
            chat_id=team.chat_id or 0,
            lane=Lane.REMINDER,
            texts=tuple(text.id for text in (_head(number), *(one.text for one in page))),
            values=values,
            silent=True,
        )


def _head(number: int) -> Text:
    return says.ALSO if number else says.HEAD


def _pages(found: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Return the paragraphs message by message: each has room, and no text twice."""
    pages: list[list[Paragraph]] = [[]]
    for paragraph in found:
        page = pages[-1]
        full = sum(one.lines for one in page) + paragraph.lines > ROOM
        if page and (full or paragraph.text in [one.text for one in page]):
            pages.append([])
        pages[-1].append(paragraph)
    return pages


TICK = Tick("digest", post, next_due, looks=60, what="the daily message of a team")
