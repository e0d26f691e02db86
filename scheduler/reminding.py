"""Reminders of infusions and blood tests: who is due one, what goes together, who hears it.

The moments come from care/reminders.py and stand in the store; here they become messages, each
once. What is late goes out if it still makes sense, what is pointless never does.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, OutboxMessage, Page, Wanted
from care.policies import TASK_DEADLINE
from care.reminder_kinds import ASKS
from care.reminders import PatientClock
from care.tasks import TaskKind
from messages.texts import patient_dates
from scheduler import chores, visits
from scheduler.composing import compose
from scheduler.ports import Service, Tick
from scheduler.reminder_plan import quiet_of
from scheduler.reminding_desk import (
    Decided,
    Desk,
    Waiting,
    expiry,
    is_late,
    laid_out,
    unanswered,
)
from scheduler.reminding_lessons import goes_now
from scheduler.rota import cover_of
from scheduler.visits import KINDS, wall
from store import appointments, outbox, people, reminders, teams
from store.reminders import Dated, Known, Near, Reminded
from store.tables import Appointment, CareTeam, Patient

A_STRETCH = 10  # patients after which whoever waits for the loop goes first
A_MOMENT = 0.003  # seconds after which they do, where fewer patients take as long
LASTS = 10.0  # seconds of one sweep; the next is a second away, and one that hangs ends us
AGAIN = timedelta(minutes=10)  # when to look again at what could not be worked out
AHEAD = timedelta(days=3)  # far enough to find all that counts for a day
AROUND = timedelta(days=9)  # and for a week, on any patient's clock

Owe = Callable[[AsyncSession, Sequence[int], datetime, float], Awaitable[int]]
Teams = Mapping[int, CareTeam]

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a sweep is one transaction; what is not said is as it is best for the database.

    So many patients at most, and no other is begun after so many seconds of deciding. One patient
    is always decided about, so that every sweep comes to its end.
    """

    patients: int | None = None
    seconds: float | None = None


async def remind(service: Service, share: Share = Share()) -> int:
    """Owe every reminder whose time has come. Return how many messages that made."""
    async with service.begin() as session:
        if not await reminders.any_due(session, service.now()):
            return 0
        abreast = reminders.abreast(session)
    ends = asyncio.get_running_loop().time() + LASTS
    sweeps = (_go_on(service, ends, share) for _ in range(abreast))
    done = await asyncio.gather(*sweeps, return_exceptions=True)  # each to its end
    made = sum(_made(one) for one in done)
    if made:
        service.bells.outbox.set()
    return made


async def _go_on(service: Service, ends: float, share: Share) -> int:
    """Owe what is due until nobody is left or the time is over. Return how many messages."""
    made, found, clock = 0, True, asyncio.get_running_loop().time
    while found and clock() < ends:
        found, owed = await _some(service, share)
        made += owed
        if found:
            await asyncio.sleep(0)  # whoever waits with an alert goes first
    return made


def _made(done: int | BaseException) -> int:
    if isinstance(done, BaseException):
        raise done
    return done


async def _some(service: Service, share: Share) -> tuple[bool, int]:
    """Look at some patients in one transaction. Say if there were any, and count the messages.

    One patient's broken record costs nobody else a reminder: where many together fail, each is
    looked at alone.
    """
    try:
        return await _look(service, _remind, share)
    except Exception as error:  # noqa: BLE001 -- what ails the store, and not one record, is raised again
        logger.error("reminder.together", error=type(error).__name__)  # noqa: TRY400 -- the text may hold the patient's words
        return await _look(service, _each_alone, share)


async def _look(service: Service, owe: Owe, share: Share) -> tuple[bool, int]:
    now = service.now()
    async with service.begin() as session:
        due = await reminders.awaited(session, now, share.patients)
        if not due:
            return False, 0
        await asyncio.sleep(0)  # the first of all sweeps also makes each statement ready
        lasts = reminders.holds(session) if share.seconds is None else share.seconds
        made = await owe(session, due, now, lasts)
        await asyncio.sleep(0)  # the commit may take as long again
    return True, made


async def _each_alone(
    session: AsyncSession, patients: Sequence[int], now: datetime, lasts: float
) -> int:
    """Owe each patient what is due; who fails is put off, and logged."""
    made, pace = 0, Pace(lasts)
    for patient in patients:
        if await pace.is_over():
            break
        try:
            async with session.begin_nested():
                made += await _remind(session, [patient], now, lasts)
        except Exception as error:  # noqa: BLE001 -- the others must still hear
            logger.error("reminder.bug", patient=patient, error=type(error).__name__)  # noqa: TRY400 -- as above
            await reminders.put_off(session, patient, now, now + AGAIN)
    return made


async def _remind(session: AsyncSession, due: Sequence[int], now: datetime, lasts: float) -> int:
    """Owe each patient what is due as one message. Return how many patients get one.

    Whose turn has not come when the time is over is as due as before.
    """
    patients = await reminders.people(session, due)
    await asyncio.sleep(0)
    known = await reminders.known(session, due, Near(now - AROUND, now + AHEAD, now + AROUND))
    kept = await _teams(session, patients)
    await asyncio.sleep(0)
    decided, made, pace = Decided(), 0, Pace(lasts)
    for patient in patients:
        if await pace.is_over():
            break
        made += await _decide(session, decided, _Case(patient, known[patient.id], kept), now)
    await _write(session, decided, now)
    return made


class Pace:
    """Lets whoever waits for the loop go first, and says when a transaction has had its time."""

    def __init__(self, lasts: float) -> None:
        self._clock = asyncio.get_running_loop().time
        self._ends = self._clock() + lasts
        self._breath = self._clock() + A_MOMENT
        self._begun = 0

    async def is_over(self) -> bool:
        """Say whether no other patient should be begun; the first always is."""
        at = self._clock()
        if self._begun and at >= self._ends:
            return True
        if at >= self._breath or self._begun % A_STRETCH == A_STRETCH - 1:
            await asyncio.sleep(0)
            self._breath = self._clock() + A_MOMENT
        self._begun += 1
        return False


async def _write(session: AsyncSession, decided: Decided, now: datetime) -> None:
    await reminders.change(session, decided.changes)
    await asyncio.sleep(0)
    await outbox.owe(session, now, *decided.messages)


async def _teams(session: AsyncSession, patients: Iterable[Reminded]) -> Teams:
    numbers = sorted({patient.care_team_id for patient in patients})
    return {number: await teams.team(session, number) for number in numbers}


@dataclass(frozen=True, slots=True)
class _Case:
    """A patient, what is known of the patient, and the teams."""

    patient: Reminded
    known: Known
    teams: Teams

    @property
    def team(self) -> CareTeam:
        return self.teams[self.patient.care_team_id]


async def _decide(session: AsyncSession, decided: Decided, case: _Case, now: datetime) -> bool:
    """Decide what a patient is told, as one message, and say whether there is one.

    1. Whoever hears nothing from us now: what is due is void, and planned anew when that ends.
    2. What has expired, or belongs to a date that no longer stands, never goes.
    3. What was asked twice and not answered is the team's.
    4. In the patient's quiet hours it waits; today's or this week's messages used up, it goes on
       another day, unless it would expire.
    5. The rest goes, with what falls due soon after.
    """
    patient = case.patient
    chats = await _chats(session, patient)
    if not chats or not visits.hears(cast("Patient", patient)):
        for row in case.known.planned:
            if row.due <= now:
                decided.becomes(row, "voided")
        return False
    clock = PatientClock(ZoneInfo(patient.zone or case.team.zone), quiet_of(patient.quiet))
    laid = laid_out(decided, patient, clock, case.known, now)
    desk, silent = unanswered(decided, laid)
    for date in silent:
        await _ask_team(session, patient, date, now)
    goes = await goes_now(session, decided, desk)
    if goes:
        await _owe(session, decided, (desk, goes), [(chat, case.team.phone) for chat in chats])
    return bool(goes)


async def _chats(session: AsyncSession, patient: Reminded) -> Sequence[int]:
    """Return where reminders go: the patient's own chat, or else the caregivers' chats."""
    if patient.account_id is not None:
        return [patient.account_id]
    found = await people.patient(session, patient.care_team_id, patient.id)
    return await people.chats_of(session, found) if found else ()


async def _ask_team(session: AsyncSession, patient: Reminded, date: Dated, now: datetime) -> None:
    """Open the team's task about a date that nobody answers, once for each version of it."""
    found = await people.patient(session, patient.care_team_id, patient.id)
    team = await teams.team(session, patient.care_team_id)
    usual = (await cover_of(session, team)).at_work(now + TASK_DEADLINE)
    row = cast("Appointment", date)  # all that is read of one
    chore = chores.Chore(
        TaskKind.NO_ANSWER,
        f"no_answer:{date.id}:{date.version}",
        min(usual, date.at),
        {"kind": KINDS[date.kind].id, "day": wall(row)},
    )
    await chores.ask(session, patient.care_team_id, found, chore, now)


async def _owe(
    session: AsyncSession,
    decided: Decided,
    of: tuple[Desk, Sequence[Waiting]],
    chats: Iterable[tuple[int, str]],
) -> None:
    """Owe one message, and mark every reminder in it as owed, in the same transaction."""
    desk, goes = of
    now, first = desk.now, goes[0].row
    for one in goes:
        decided.becomes(one.row, "owed", now)
    notes = (patient_dates.LATE.id,) if is_late(goes, now) else ()
    for chat, phone in chats:
        reading = visits.Reading(cast("Patient", desk.patient), chat, now, notes, phone)
        page = await _page(session, reading, goes)
        message = OutboxMessage(
            key=f"reminder:{first.id}:{now.timestamp():.0f}:{chat}",
            chat_id=chat,
            lane=Lane.REMINDER,
            texts=page.texts,
            values=page.values,
            rows=page.rows,
            wanted=Wanted.REMINDER,
            reminder_id=first.id,
            expires=expiry(goes),
        )
        decided.messages.append(message)


async def _page(session: AsyncSession, reading: visits.Reading, goes: Sequence[Waiting]) -> Page:
    """Return what is sent. Where others see the telephone that is one neutral sentence.

    Questions are kept as asked even then: whoever never looks has not answered them.
    """
    rows, covered = [one.row for one in goes], reading.patient.discreet
    if covered and not any(row.kind in ASKS for row in rows):
        return visits.covered(rows[0].id)
    dates = {row.appointment_id: row.appointment for row in rows}.values()
    shown = cast("Sequence[Appointment]", list(dates))  # all that is read of them
    page = await compose(session, reading, rows, shown)
    return visits.covered(rows[0].id) if covered else page


TICK = Tick("remind", remind, appointments.next_due, every=1, what="a reminder")
