"""A member enters, lists and cancels a patient's dates, and says that an infusion took place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.asking import Asking, Reply, here, may_act, plainly
from care.appointments import AppointmentKind, AppointmentStatus
from care.delivery import Value
from messages.declare import Text
from messages.listing import line
from messages.texts import patient_answers
from messages.texts import staff_commands as says
from scheduler import appointing
from scheduler.naming import after_patient, patient_number
from store import appointments, audit, people
from store.tables import Appointment, Patient

KINDS = {
    "infusion": AppointmentKind.INFUSION,
    "blood": AppointmentKind.BLOOD_TEST,
    "blood_test": AppointmentKind.BLOOD_TEST,
    "test": AppointmentKind.BLOOD_TEST,
}
WALL = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]+([0-9]{1,2}:[0-9]{2})(?:\s+(.+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """A date as it was written after the patient: which kind, when, where."""

    kind: AppointmentKind
    local: datetime
    place: str | None


async def dates(session: AsyncSession, asking: Asking) -> None:
    """List a patient's dates, enter one, or cancel one, by what follows the patient."""
    patient = await _patient(session, asking)
    if patient is None:
        return
    rest = after_patient(asking.argument)
    if not rest:
        await _list(session, asking, patient)
    elif not await may_act(session, asking):
        return
    elif rest.lower().startswith("cancel "):
        await _cancel(session, asking, patient, rest.partition(" ")[2])
    else:
        await _enter(session, asking, patient, rest)


async def given(session: AsyncSession, asking: Asking) -> None:
    """Mark the infusion of today or the last one before as given, with brand and batch."""
    patient = await _patient(session, asking)
    if patient is None:
        return
    row = await _to_give(session, asking, patient)
    if row is None:
        await here(session, asking, plainly(says.NONE_GIVEN, patient=patient.pseudonym))
        return
    if row.status is AppointmentStatus.PLANNED:
        at = min(row.at, asking.now)
        await appointing.give(session, row, asking.actor, at, asking.now)
    await _note_batch(session, asking, row, after_patient(asking.argument))

    values: dict[str, Value] = {"patient": patient.pseudonym, "at": _wall(row)}
    known = row.brand is not None
    if known:
        values |= {"brand": row.brand or "", "batch": row.batch or "–"}
    texts = (says.GIVEN, says.GIVEN_BATCH if known else says.GIVEN_ASK)
    await here(session, asking, Reply(texts, values))


async def _patient(session: AsyncSession, asking: Asking) -> Patient | None:
    number = patient_number(asking.argument)
    patient = await people.patient(session, asking.team.id or 0, number or 0)
    if patient is None:
        await here(session, asking, plainly(says.UNKNOWN_PATIENT))
    return patient


async def _list(session: AsyncSession, asking: Asking, patient: Patient) -> None:
    found = await appointments.of_patient(session, patient)
    values: dict[str, Value] = {"patient": patient.pseudonym, "dates": [_line(r) for r in found]}
    text = says.DATES if found else says.NO_DATES
    await here(session, asking, Reply((text, says.DATES_USAGE), values))


async def _enter(session: AsyncSession, asking: Asking, patient: Patient, rest: str) -> None:
    wish = _wish(rest)
    if wish is None:
        await _refuse(session, asking, patient, says.DATES_USAGE)
        return
    entry = appointing.Entry(wish.kind, wish.local, asking.team.zone, wish.place)
    try:
        row = await appointing.enter(session, patient, entry, asking.actor, asking.now)
    except appointing.NotPossible:
        await _refuse(session, asking, patient, says.DATE_REFUSED, says.DATES_USAGE)
        return
    values: dict[str, Value] = {"number": row.id or 0, **_named(patient, row)}
    await here(session, asking, Reply((says.DATE_ENTERED,), values))


async def _cancel(session: AsyncSession, asking: Asking, patient: Patient, number: str) -> None:
    number = number.strip().removeprefix("#")
    wanted = int(number) if number.isascii() and number.isdigit() else 0
    row = await appointments.find(session, asking.team.id or 0, wanted)
    planned = row is not None and row.status is AppointmentStatus.PLANNED
    if row is None or row.patient_id != patient.id or not planned:
        await _refuse(session, asking, patient, says.DATE_UNKNOWN)
        return
    await appointing.cancel(session, row, asking.actor, asking.now)
    await here(session, asking, Reply((says.DATE_CANCELLED,), _named(patient, row)))


async def _refuse(session: AsyncSession, asking: Asking, patient: Patient, *texts: Text) -> None:
    await here(session, asking, plainly(*texts, patient=patient.pseudonym))


async def _to_give(session: AsyncSession, asking: Asking, patient: Patient) -> Appointment | None:
    """Return the infusion that is meant: the last one that is due, up to the end of today."""
    zone = ZoneInfo(asking.team.zone)
    today = asking.now.astimezone(zone).date()
    found = await appointments.of_patient(session, patient)
    return _latest([row for row in found if row.at.astimezone(zone).date() <= today])


def _latest(rows: Sequence[Appointment]) -> Appointment | None:
    standing = [row for row in rows if row.kind is AppointmentKind.INFUSION and row.status.stands]
    return max(standing, key=lambda row: row.at, default=None)


async def _note_batch(session: AsyncSession, asking: Asking, row: Appointment, said: str) -> None:
    """Note which medicine it was: after a reaction the brand and the batch are asked for."""
    if not said:
        return
    brand, _, batch = said.partition(" ")
    row.brand, row.batch = brand, batch.strip() or None
    session.add(row)
    subject = f"appointment:{row.id}"
    team = row.care_team_id
    await audit.note(
        session, team, asking.now, actor=asking.actor, deed="batch entered", subject=subject
    )


def _wish(rest: str) -> Wish | None:
    """Read "infusion 2026-12-01 09:30 Day unit", or return None when it is something else."""
    word, _, after = rest.partition(" ")
    kind = KINDS.get(word.lower())
    if kind is AppointmentKind.BLOOD_TEST and after.lower().startswith("test "):
        after = after[len("test ") :]
    found = WALL.fullmatch(after.strip())
    if kind is None or found is None:
        return None
    try:
        local = datetime.fromisoformat(f"{found[1]}T{found[2]:0>5}")
    except ValueError:
        return None
    return Wish(kind, local, found[3])


def _line(row: Appointment) -> str:
    values: dict[str, Value] = {
        "number": row.id or 0,
        "kind": f"patient.kind.{row.kind}",
        "at": _wall(row),
        "status": says.DATE_STATES[row.status].id,
        "answer": says.ANSWERS[row.answer].id,
    }
    if row.done_on is not None:
        return line(patient_answers.DONE_LINE, {**values, "day": row.done_on.isoformat()})
    if row.reason is not None:
        reason = patient_answers.STAFF_REASONS[row.reason].id
        return line(patient_answers.REASON_LINE, {**values, "reason": reason})
    return line(says.DATE_LINE, values)


def _named(patient: Patient, row: Appointment) -> dict[str, Value]:
    return {"patient": patient.pseudonym, "kind": f"patient.kind.{row.kind}", "at": _wall(row)}


def _wall(row: Appointment) -> str:
    return f"{row.local}[{row.zone}]"
