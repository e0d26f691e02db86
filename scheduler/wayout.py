"""The way out of every chat: the number that answers now, and the ambulance. Always both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.cover import CoverHours
from care.delivery import Choice, Rows, Value
from care.emergency_numbers import emergency_number
from messages.texts import redflag
from scheduler.rota import cover_of
from store import people
from store.tables import CareTeam


@dataclass(frozen=True, slots=True)
class WayOut:
    """Whom to call at one moment: paragraphs with numbers, and the values they need."""

    covered: bool
    opens: datetime | None
    night_line: bool
    texts: tuple[str, ...]
    values: Mapping[str, Value]


async def way_out(session: AsyncSession, team: CareTeam, chat_id: int, now: datetime) -> WayOut:
    """Return whom the reader of a chat can call now: the team or its night line, the ambulance."""
    account = await people.account(session, chat_id)
    country = (account.country if account else None) or team.country
    confirmed = {team.country: team.emergency_number} if team.emergency_number else {}
    ambulance = emergency_number(country, confirmed)
    numbers = list(ambulance.numbers) if ambulance else []
    return _way_out(team, await cover_of(session, team), numbers, now)


def elsewhere(about: str, number: int | None = 0) -> Rows:
    """Return the row under a text with an emergency number: one tap, and it says it again there.

    `about` and `number` name what to say again: an alert, a check, or the words to a stranger.
    """
    return ((Choice(redflag.ELSEWHERE.id, f"abroad.{about}:{number or 0}"),),)


def _way_out(team: CareTeam, cover: CoverHours, emergency: list[str], now: datetime) -> WayOut:
    covered = cover.covered(now)
    opens = None if covered else cover.next_opening(now)
    night = None if covered else team.after_hours_phone
    texts = _team_numbers(team, covered=covered, night=night)
    texts.append(redflag.EMERGENCY_NUMBER.id if emergency else redflag.UNKNOWN_EMERGENCY_NUMBER.id)
    values: dict[str, Value] = {}
    answering = team.phone if covered else night
    if answering:
        values["phone"] = answering
    if night:
        values["night_phone"] = night
    if emergency:
        values["emergency"] = emergency
    if opens is not None:
        values["opens"] = opens.isoformat()
    return WayOut(covered, opens, bool(night), tuple(texts), values)


def _team_numbers(team: CareTeam, *, covered: bool, night: str | None) -> list[str]:
    """Return the paragraph with the number that answers now; a closed phone is not one."""
    if covered:
        return [redflag.TEAM_NUMBER.id if team.phone else redflag.LETTER_NUMBER.id]
    return [redflag.NIGHT_NUMBER.id] if night else []
