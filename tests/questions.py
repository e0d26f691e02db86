"""Questions around infusions for tests: asked by the real sweep, from rows put down by hand."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from care.appointments import AppointmentKind, AppointmentStatus
from care.cadence import CheckPart
from care.calendar import instant
from care.reminder_kinds import ReminderKind
from store.tables import (
    Account,
    AlertRow,
    Appointment,
    Caregiver,
    Patient,
    Questionnaire,
    ReminderRow,
    Task,
)
from tests.clinic import LONDON, PATIENT, STRANGER, TAGS, Clinic

BEFORE, AFTER, LATER = ReminderKind.PRE_INFUSION, ReminderKind.REACTION, ReminderKind.CHECK_IN
WEEK_BEFORE, DAY_BEFORE, MORNING = (
    CheckPart.WEEK_BEFORE,
    CheckPart.DAY_BEFORE,
    CheckPart.MORNING,
)
HEAD = "A question from your care team"


async def infusion(
    clinic: Clinic, local: str, status: AppointmentStatus = AppointmentStatus.PLANNED
) -> int:
    """Put an infusion down, with nothing planned about it."""
    wall = datetime.fromisoformat(local)
    async with clinic.service.begin() as session:
        row = Appointment(
            care_team_id=1,
            patient_id=1,
            kind=AppointmentKind.INFUSION,
            local=local,
            zone=LONDON,
            at=instant(wall.date(), wall.time(), ZoneInfo(LONDON)),
            status=status,
            made_by="test",
            created=clinic.at,
        )
        session.add(row)
        await session.flush()
        return row.id


async def asks(
    clinic: Clinic, about: int, kind: ReminderKind, slot: str, lasts: timedelta = timedelta(hours=8)
) -> None:
    """Let one question about an appointment be due now, and let the sweep ask it."""
    async with clinic.service.begin() as session:
        row = ReminderRow(
            appointment_id=about,
            patient_id=1,
            kind=kind,
            local_date=clinic.at.date(),
            slot=slot,
            due=clinic.at,
            expires=clinic.at + lasts,
        )
        session.add(row)
    await clinic.passes()


async def cared_for(clinic: Clinic, *, instead: bool = False) -> None:
    """Let the stranger, Ali, care for the patient; `instead` of the patient's own chat."""
    async with clinic.service.begin() as session:
        session.add(Account(id=STRANGER, zone=LONDON, created=clinic.at, started_at=clinic.at))
        await session.flush()
        caregiver = Caregiver(
            care_team_id=1,
            patient_id=1,
            account_id=STRANGER,
            name="Ali",
            joined_at=clinic.at,
            created=clinic.at,
        )
        session.add(caregiver)
        if instead:
            (await session.get_one(Patient, 1)).account_id = None


async def changes(clinic: Clinic, **values: object) -> None:
    """Change what is known of the patient."""
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        for name, value in values.items():
            setattr(patient, name, value)
        session.add(patient)


async def tasks(clinic: Clinic) -> list[Task]:
    async with clinic.service.begin() as session:
        return list((await session.exec(select(Task).order_by(col(Task.id)))).all())


async def task_kinds(clinic: Clinic) -> list[str]:
    return [str(task.kind) for task in await tasks(clinic)]


async def alerts(clinic: Clinic) -> list[AlertRow]:
    async with clinic.service.begin() as session:
        return list((await session.exec(select(AlertRow))).all())


async def questions(clinic: Clinic) -> list[Questionnaire]:
    async with clinic.service.begin() as session:
        rows = await session.exec(select(Questionnaire).order_by(col(Questionnaire.id)))
        return list(rows.all())


async def appointment(clinic: Clinic, number: int) -> Appointment:
    async with clinic.service.begin() as session:
        return await session.get_one(Appointment, number)


def page(clinic: Clinic, who: int = PATIENT) -> str:
    """Return the newest page with a question in a chat, as it looks now."""
    shown = [a for a in clinic.telegram.accepted if a.chat == who and "A question from" in a.text]
    return TAGS.sub("", shown[-1].text)


def buttons(clinic: Clinic, who: int = PATIENT) -> list[str]:
    """Return what can be pressed under it."""
    shown = [a for a in clinic.telegram.accepted if a.chat == who and "A question from" in a.text]
    return list(shown[-1].buttons)


async def taps(clinic: Clinic, *labels: str, who: int = PATIENT) -> None:
    for label in labels:
        await clinic.taps(who, label)


def heard_by(clinic: Clinic, who: int) -> list[str]:
    """Return what a chat got since the last look."""
    return [text for chat, text in clinic.texts() if chat == who]
