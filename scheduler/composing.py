"""One message made of everything that is due to a patient together, whatever it is about.

Dates come first, then questions about them. Decides nothing about when, and is the same page
whether it is sent, uncovered or shown again after an answer.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import cast

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Page, Value
from care.reminder_kinds import ASKS, ReminderKind
from scheduler import expectations, preparing, questionnaires, teach_back, visits
from scheduler.visits import News, Part, Reading
from store import appointments
from store.tables import Appointment, ReminderRow

OF_DATES = frozenset(
    {ReminderKind.REMINDER, ReminderKind.NUDGE, ReminderKind.SNOOZED, ReminderKind.CHANGE}
)


async def compose(
    session: AsyncSession,
    reading: Reading,
    rows: Sequence[Part],
    known: Sequence[Appointment] | None = None,
) -> Page:
    """Return the one message that these rows make, as things stand now.

    `known` are their appointments, where whoever asks has read them already.
    """
    every = await _appointments(session, rows) if known is None else known
    ready = await preparing.page(session, reading, rows, every)
    if all(row.kind in OF_DATES for row in rows):
        dates = await _dates(session, reading, rows, every)
        return _joined([dates, ready], ()) if ready.texts else dates
    pages = [await _dates(session, reading, rows, every)] if _any(rows, OF_DATES) else []
    if asked := [cast("ReminderRow", row) for row in rows if row.kind in ASKS]:
        these = [questionnaires.asked(row) for row in asked]
        pages.append(await questionnaires.ask(session, reading, these))
    pages.append(ready)
    if stages := [row for row in rows if row.kind is ReminderKind.EXPECTATION]:
        pages.append(await expectations.page(session, reading, stages))
    if any(row.kind is ReminderKind.TEACH_BACK for row in rows):
        pages.append(teach_back.page(reading))
    return _joined(pages, () if _any(rows, OF_DATES) else reading.notes)


def _any(rows: Iterable[Part], kinds: frozenset[ReminderKind]) -> bool:
    return any(row.kind in kinds for row in rows)


def _joined(pages: Sequence[Page], notes: tuple[str, ...]) -> Page:
    """Return several pages as one; `notes` stand under the first line."""
    head, *rest = chain.from_iterable(page.texts for page in pages if page.texts)
    values: dict[str, Value] = {}
    for page in pages:
        values |= page.values
    paragraphs = dict.fromkeys((head, *notes, *rest))  # each number once
    return Page(tuple(paragraphs), values, tuple(chain.from_iterable(page.rows for page in pages)))


async def _dates(
    session: AsyncSession, reading: Reading, rows: Sequence[Part], known: Iterable[Appointment]
) -> Page:
    told = [row for row in rows if row.kind in OF_DATES]
    numbers = {row.appointment_id for row in told}
    shown = sorted((one for one in known if one.id in numbers), key=lambda one: one.at)
    return await visits.reminder(session, reading, shown, _news(told, shown))


def _news(rows: Iterable[Part], shown: Sequence[Appointment]) -> News:
    was, changed, unanswered = {}, False, False
    for row in rows:
        unanswered |= row.kind is ReminderKind.NUDGE
        if row.kind is ReminderKind.CHANGE:
            changed = True
            was[row.appointment_id] = row.slot.partition("|")[2]
    dates = [(one, was.get(one.id or 0)) for one in shown]
    before = [visits.as_it_was(one, wall) for one, wall in dates if wall and wall != one.local]
    return News(changed, tuple(before), unanswered)


async def _appointments(session: AsyncSession, rows: Iterable[Part]) -> list[Appointment]:
    numbers = dict.fromkeys(row.appointment_id for row in rows)
    found = [await appointments.any_team(session, number) for number in numbers]
    return [row for row in found if row is not None]
