"""Reminders that are due, read and changed for many patients at once.

Thousands fall due at ten o'clock, and nobody may wait for all of them. Holds no rule, and plans
nothing: that is store/appointments.py.
"""

import asyncio
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, select, update
from sqlmodel import SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from care.people import PatientState
from care.reminder_kinds import ReminderKind
from store.appointments import NEXT_REMINDER, STANDING
from store.prepared import Prepared, among, written_out
from store.tables import ReminderRow

REMINDER = SQLModel.metadata.tables["reminder"]
DATED = SQLModel.metadata.tables["appointment"]
PATIENT = SQLModel.metadata.tables["patient"]
ACCOUNT = SQLModel.metadata.tables["account"]
# Reminders in one transaction: on SQLite an alert waits for it, elsewhere only these patients do.
# Each changes two rows, and so many make a commit that never holds up the loop: store/sqlite.py.
AT_ONCE = {True: 60, False: 300}
# And at a time: of two, one decides while the other waits for the server. SQLite has one writer.
ABREAST = {True: 1, False: 2}
# And how long it decides, in seconds: messages with questions take thirty times as long as others.
HOLDS = {True: 0.03, False: math.inf}
WAITING = written_out(REMINDER.c.state, "planned")
OF_THEM = among(REMINDER.c.patient_id, "patients")

WHO = (
    *("id", "care_team_id", "account_id", "state", "discreet"),
    *("reminders_stopped_at", "quiet"),
)
CALLED = case(  # one name to open and not two, and none where it is not said: to the patient
    (PATIENT.c.account_id.is_(None), func.coalesce(PATIENT.c.call_name, PATIENT.c.name)),
)
PEOPLE = Prepared(
    select(*(PATIENT.c[name] for name in WHO), CALLED, ACCOUNT.c.zone)
    .select_from(PATIENT.outerjoin(ACCOUNT, ACCOUNT.c.id == PATIENT.c.account_id))
    .where(among(PATIENT.c.id, "patients"))
)
AWAITED = (
    select(PATIENT.c.id)
    .select_from(REMINDER.join(PATIENT, PATIENT.c.id == REMINDER.c.patient_id))
    .where(WAITING, REMINDER.c.due <= bindparam("now"))
    .order_by(REMINDER.c.due, REMINDER.c.id)
    .limit(bindparam("most"))
)
AWAITED_SQLITE = Prepared(AWAITED)
AWAITED_POSTGRESQL = Prepared(  # without the key, so that an alert need not wait
    AWAITED.with_for_update(of=PATIENT, skip_locked=True, key_share=True)
)
PLAN = ("id", "kind", "local_date", "slot", "due", "expires")
VISIT = (
    *("id", "kind", "local", "zone", "at", "place", "tests", "status", "answer", "version"),
    "done_on",
)
PLANNED = Prepared(
    select(
        REMINDER.c.patient_id,
        *(REMINDER.c[name] for name in PLAN),
        *(DATED.c[name] for name in VISIT),
    )
    .select_from(REMINDER.join(DATED, DATED.c.id == REMINDER.c.appointment_id))
    .where(OF_THEM, WAITING, REMINDER.c.due <= bindparam("until"))
    .order_by(REMINDER.c.due, REMINDER.c.id)
)
GONE = ("appointment_id", "kind", "slot", "expires", "owed_at")
OWED = Prepared(
    select(REMINDER.c.patient_id, *(REMINDER.c[name] for name in GONE)).where(
        OF_THEM, REMINDER.c.owed_at >= bindparam("since")
    )
)
INFUSIONS = Prepared(
    select(DATED.c.patient_id, DATED.c.local, DATED.c.zone).where(
        among(DATED.c.patient_id, "patients"),
        DATED.c.at.between(bindparam("since"), bindparam("until")),
        DATED.c.kind == AppointmentKind.INFUSION,
        *STANDING,
    )
)
STILL = update(REMINDER).where(among(REMINDER.c.id, "rows"), WAITING)
MARK = Prepared(STILL.values(state=bindparam("then"), owed_at=bindparam("owed")))
WAIT = Prepared(STILL.values(due=bindparam("until")))


class Outdated(Exception):
    """Somebody changed a reminder while we decided about it."""


class Reminded(NamedTuple):  # as all that is read of thousands: made in a tenth of the time
    """A patient, as far as a reminder needs to know one; `zone` is the account's, if any."""

    id: int
    care_team_id: int
    account_id: int | None
    state: PatientState
    discreet: bool
    reminders_stopped_at: datetime | None
    quiet: str | None
    call_name: str | None
    zone: str | None

    @property
    def name(self) -> str:
        """Return what a message to somebody else calls the patient, as `call_name` does."""
        return self.call_name or ""


class Dated(NamedTuple):
    """An appointment, as far as a reminder shows it."""

    id: int
    kind: AppointmentKind
    local: str
    zone: str
    at: datetime
    place: str | None
    tests: list[str]
    status: AppointmentStatus
    answer: Answer
    version: int
    done_on: date | None


class Planned(NamedTuple):
    """A reminder that is planned, with its appointment."""

    id: int
    kind: ReminderKind
    local_date: date
    slot: str
    due: datetime
    expires: datetime
    appointment: Dated

    @property
    def appointment_id(self) -> int:
        """Return the number of its appointment."""
        return self.appointment.id


class Owed(NamedTuple):
    """A reminder that went out, or will in a moment."""

    appointment_id: int
    kind: ReminderKind
    slot: str
    expires: datetime
    owed_at: datetime


@dataclass(frozen=True, slots=True)
class Near:
    """How far to look: back for what was owed, ahead for what is planned, both for infusions."""

    since: datetime
    planned: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one patient: what is planned soon, what was owed lately, infusions near."""

    planned: list[Planned] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    infusions: list[tuple[str, str]] = field(default_factory=list)  # wall time and zone


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of planned reminders: they wait `until` a moment, or are in another state."""

    state: str = "planned"
    until: datetime | None = None
    owed_at: datetime | None = None


async def any_due(session: AsyncSession, now: datetime) -> bool:
    """Say whether any reminder is due, at the least cost: nearly always none is."""
    return await NEXT_REMINDER.reached(session, now)


def abreast(session: AsyncSession) -> int:
    """Return how many transactions of one sweep are of use at a time."""
    return ABREAST[_on_sqlite(session)]


def holds(session: AsyncSession) -> float:
    """Return for how many seconds one transaction may decide before it ends with what it has."""
    return HOLDS[_on_sqlite(session)]


async def awaited(session: AsyncSession, now: datetime, most: int | None = None) -> Sequence[int]:
    """Return patients of whom a reminder is due, the longest due first, for nobody else to take.

    At most so many, or as many as one transaction should have, and fewer where several are due of
    one patient. Opens nothing of theirs: no broken record keeps the others from being found.
    """
    sqlite = _on_sqlite(session)
    query = AWAITED_SQLITE if sqlite else AWAITED_POSTGRESQL
    found = await query.rows(session, now=now, most=most or AT_ONCE[sqlite])
    return list(dict.fromkeys(patient for (patient,) in found))


async def people(session: AsyncSession, patients: Collection[int]) -> Sequence[Reminded]:
    """Return these patients."""
    return [Reminded._make(row) for row in await PEOPLE.rows(session, patients=patients)]


async def known(
    session: AsyncSession, patients: Collection[int], near: Near
) -> Mapping[int, Known]:
    """Return what stands about now for each of these patients."""
    found: dict[int, Known] = defaultdict(Known)
    for patient, *row in await PLANNED.rows(session, patients=patients, until=near.planned):
        visit = Dated._make(row[len(PLAN) :])
        found[patient].planned.append(Planned._make((*row[: len(PLAN)], visit)))
    await asyncio.sleep(0)  # on SQLite nothing else lets go of the loop
    for patient, *row in await OWED.rows(session, patients=patients, since=near.since):
        found[patient].owed.append(Owed._make(row))
    await asyncio.sleep(0)
    dates = await INFUSIONS.rows(session, patients=patients, since=near.since, until=near.until)
    for patient, local, zone in dates:
        found[patient].infusions.append((local, zone))
    return found


async def change(session: AsyncSession, changes: Mapping[Change, Collection[int]]) -> None:
    """Change planned reminders. Raises Outdated when one of them is planned no more."""
    for change, rows in changes.items():
        if change.until is not None:
            changed = await WAIT.run(session, {"rows": rows, "until": change.until})
        else:
            given = {"rows": rows, "then": change.state, "owed": change.owed_at}
            changed = await MARK.run(session, given)
        if changed != len(rows):
            raise Outdated


async def put_off(session: AsyncSession, patient_id: int, now: datetime, until: datetime) -> None:
    """Make what is due of a patient due later."""
    await session.exec(
        update(ReminderRow)
        .where(
            col(ReminderRow.patient_id) == patient_id,
            col(ReminderRow.state) == "planned",
            col(ReminderRow.due) <= now,
        )
        .values(due=until)
    )


def _on_sqlite(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "sqlite"
