"""The questions around infusions as they were asked, and what came of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from care.cadence import CheckPart
from care.delivery import Lane
from care.reminder_kinds import ReminderKind
from store.prepared import Prepared
from store.tables import OutboxRow, Patient, Questionnaire, ReminderRow, Task

ASKED = SQLModel.metadata.tables["questionnaire"]
NEXT_SILENCE = Prepared(select_columns(func.min(ASKED.c.due)).where(ASKED.c.due.is_not(None)))
FEVER = "fever"  # the slot of the daily question about an open fever


async def add(session: AsyncSession, row: Questionnaire) -> Questionnaire:
    """Store what is asked now and return it with its id."""
    session.add(row)
    await session.flush()
    return row


async def keep(session: AsyncSession, row: Questionnaire) -> None:
    """Store what came of it."""
    session.add(row)
    await session.flush()


async def find(session: AsyncSession, questionnaire_id: int) -> Questionnaire | None:
    """Return what was asked, for nobody else to change. Whoever asks must check the right."""
    query = select(Questionnaire).where(Questionnaire.id == questionnaire_id).with_for_update()
    return (await session.exec(query)).first()


async def asked_with(
    session: AsyncSession, reminder_ids: Collection[int]
) -> dict[int, Questionnaire]:
    """Return what was asked with these reminders, by the reminder."""
    query = select(Questionnaire).where(col(Questionnaire.reminder_id).in_(reminder_ids))
    return {row.reminder_id: row for row in await session.exec(query)}


async def about(
    session: AsyncSession, appointment_id: int, kind: ReminderKind
) -> Sequence[Questionnaire]:
    """Return the questions of a kind about an appointment that still count, as they were asked."""
    query = select(Questionnaire).where(
        Questionnaire.appointment_id == appointment_id,
        Questionnaire.kind == kind,
        Questionnaire.state != "void",
    )
    return (await session.exec(query.order_by(col(Questionnaire.id)))).all()


async def newest(session: AsyncSession, patient: Patient) -> Questionnaire | None:
    """Return what a patient was asked last."""
    query = (
        select(Questionnaire)
        .where(
            Questionnaire.care_team_id == patient.care_team_id,
            Questionnaire.patient_id == patient.id,
        )
        .order_by(col(Questionnaire.id).desc())
    )
    return (await session.exec(query.limit(1))).first()


async def last_check_ins(
    session: AsyncSession, patient: Patient, most: int
) -> Sequence[Questionnaire]:
    """Return the last check-ins of a patient that count, the newest first; none about a fever."""
    query = (
        select(Questionnaire)
        .where(
            Questionnaire.care_team_id == patient.care_team_id,
            Questionnaire.patient_id == patient.id,
            Questionnaire.kind == ReminderKind.CHECK_IN,
            Questionnaire.part == CheckPart.CHECK_IN,
            Questionnaire.state != "void",
        )
        .order_by(col(Questionnaire.id).desc())
    )
    return (await session.exec(query.limit(most))).all()


async def silent_check_ins(
    session: AsyncSession, care_team_id: int, since: datetime
) -> Sequence[tuple[Patient, datetime]]:
    """Return patients whose last two check-ins have no answer, and when that was known.

    Only those of whom it became known after `since`, so that a digest says it once.
    """
    query = (
        select(Questionnaire)
        .where(
            Questionnaire.care_team_id == care_team_id,
            Questionnaire.kind == ReminderKind.CHECK_IN,
            Questionnaire.part == CheckPart.CHECK_IN,
            Questionnaire.state == "silent",
            col(Questionnaire.deadline) > since,
        )
        .order_by(col(Questionnaire.patient_id))
    )
    found: list[tuple[Patient, datetime]] = []
    for row in (await session.exec(query)).all():
        patient = await session.get(Patient, row.patient_id)
        if patient is None or patient.care_team_id != care_team_id or row.deadline is None:
            continue
        last = await last_check_ins(session, patient, 2)
        if last[0].id == row.id and [one.state for one in last] == ["silent"] * 2:
            found.append((patient, row.deadline))
    return found


async def void(
    session: AsyncSession,
    appointment_ids: Collection[int],
    kinds: Iterable[ReminderKind] = tuple(ReminderKind),
) -> None:
    """End what was asked about appointments that are no more as they were; what was said stays."""
    await session.exec(
        update(Questionnaire)
        .where(
            col(Questionnaire.appointment_id).in_(appointment_ids),
            col(Questionnaire.kind).in_(list(kinds)),
            col(Questionnaire.state) != "void",
        )
        .values(state="void", due=None)
    )


async def due(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[Questionnaire]:
    """Return what was asked and whose silence counts by now."""
    if not await NEXT_SILENCE.reached(session, now):
        return ()
    query = (
        select(Questionnaire)
        .where(col(Questionnaire.due).is_not(None), col(Questionnaire.due) <= now)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.exec(query)).all()


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when silence next counts."""
    return await NEXT_SILENCE.moment(session)


async def places(session: AsyncSession, reminder_ids: Collection[int]) -> Sequence[tuple[int, int]]:
    """Return chat and message of every copy of a reminder's message that a chat has accepted."""
    query = select(OutboxRow.chat_id, OutboxRow.message_id).where(
        col(OutboxRow.reminder_id).in_(reminder_ids),
        col(OutboxRow.lane) == Lane.REMINDER,
        col(OutboxRow.message_id).is_not(None),
    )
    return [(chat, number) for chat, number in await session.exec(query) if number is not None]


async def task_of(session: AsyncSession, key: str) -> Task | None:
    """Return the newest task that was opened for a reason, or for the same reason once more."""
    query = select(Task).where((col(Task.key) == key) | col(Task.key).startswith(f"{key}:"))
    return (await session.exec(query.order_by(col(Task.id).desc()).limit(1))).first()


# --- The daily question about a fever -------------------------------------------------------------


async def plan_fever(session: AsyncSession, rows: Sequence[ReminderRow]) -> None:
    """Plan the questions of these days; one that was asked on its day is not asked again."""
    for row in rows:
        query = select(ReminderRow).where(
            ReminderRow.appointment_id == row.appointment_id,
            ReminderRow.kind == row.kind,
            ReminderRow.local_date == row.local_date,
            ReminderRow.slot == row.slot,
        )
        known = (await session.exec(query)).first()
        if known is None:
            session.add(row)
        elif known.state == "voided" and known.owed_at is None:
            known.state, known.due, known.expires = "planned", row.due, row.expires
    await session.flush()


async def fever_goes_on(session: AsyncSession, row: Questionnaire) -> bool:
    """Say whether a question about a fever is followed by another, asked already or to be asked."""
    own = await session.get_one(ReminderRow, row.reminder_id)
    query = select(ReminderRow.id).where(
        ReminderRow.patient_id == row.patient_id,
        ReminderRow.slot == FEVER,
        col(ReminderRow.state).in_(("planned", "owed")),
        col(ReminderRow.local_date) > own.local_date,
    )
    return (await session.exec(query.limit(1))).first() is not None


async def stop_fever(session: AsyncSession, patient_id: int) -> None:
    """Ask no more about a fever; what was asked is open no more."""
    await session.exec(
        update(ReminderRow)
        .where(
            col(ReminderRow.patient_id) == patient_id,
            col(ReminderRow.slot) == FEVER,
            col(ReminderRow.state) == "planned",
        )
        .values(state="voided")
    )
    await session.exec(
        update(Questionnaire)
        .where(
            col(Questionnaire.patient_id) == patient_id,
            col(Questionnaire.part) == FEVER,
            col(Questionnaire.state) != "void",
        )
        .values(state="void", due=None)
    )
