"""Who may answer about which date, and the message under which the button was, as it looks now.

Shared by the answers and by what follows them. Holds no sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import expecting
from bot.said import Pressed, answer, face, pressed
from care.appointments import AppointmentStatus
from care.calendar import local
from care.delivery import OutboxMessage, Page, Rows
from messages.texts import staff
from scheduler import answer_buttons, asking_back, visits
from scheduler.asking_back import Question
from scheduler.composing import compose
from scheduler.visits import Reading
from store import appointments, outbox, people
from store.tables import Appointment, Patient, ReminderRow


@dataclass(frozen=True, slots=True)
class Asked:
    """A press by somebody who may answer for the patient, and the appointment it names."""

    at: Pressed
    row: Appointment
    reading: Reading

    @property
    def outdated(self) -> bool:
        """Say whether the date was moved or ended since the button was shown."""
        planned = self.row.status is AppointmentStatus.PLANNED
        return self.at.press.epoch != self.row.version or not planned


async def asked(session: AsyncSession, update: Update, now: datetime) -> Asked | None:
    """Return what was asked, if whoever pressed speaks for the patient; else answer the press."""
    at = pressed(update)
    return await asked_about(session, at, at.press.subject, now)


async def asked_about(
    session: AsyncSession, at: Pressed, appointment_id: int, now: datetime
) -> Asked | None:
    """Return the same for an appointment that the press does not name itself."""
    row = await appointments.any_team(session, appointment_id)
    patient = await _patient(session, row, at.sender) if row else None
    if row is None or patient is None:
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON))
        return None
    return Asked(at, row, Reading(patient, at.sender, now))


async def today_of(session: AsyncSession, asked: Asked) -> date:
    """Return which day it is for whoever pressed."""
    account = await people.account(session, asked.at.sender)
    zone = ZoneInfo(account.zone if account else asked.row.zone)
    return local(asked.reading.now, zone).date()


async def show(
    session: AsyncSession,
    asked: Asked,
    question: Question | None = None,
    reminder: ReminderRow | None = None,
) -> None:
    """Give the message its face as things stand now, with a question below, or what is left open.

    Of several dates in one message, the one that was pressed is asked about first. The message is
    this `reminder`, or what was sent there.
    """
    reminder = reminder or await reminder_at(session, asked.at)
    page, rows = await _page(session, asked, reminder)
    if question is None:
        first = [row for row in rows if row.id == asked.row.id] or [asked.row]
        today = await today_of(session, asked)
        open_still = [*first, *(row for row in rows if row.id != asked.row.id)]
        question = asking_back.left_open(open_still, asked.reading, today)
    await outbox.owe(session, asked.reading.now, _face(asked.at, asking_back.below(page, question)))


async def listed(session: AsyncSession, reading: Reading) -> Page:
    """Return the list of a patient's coming dates, with what else there is to ask for."""
    page = await visits.coming(session, reading)
    if not page.values["visits"]:
        return page
    offers: Rows = (*answer_buttons.calendar(reading.patient), (expecting.button(reading.patient),))
    return Page(page.texts, page.values, (*page.rows, *offers))


async def rows_of(session: AsyncSession, reminder: ReminderRow) -> Sequence[Appointment]:
    """Return the appointments that a reminder's message was about, as they come."""
    together = await appointments.told_with(session, reminder)
    found = [
        await appointments.any_team(session, number)
        for number in dict.fromkeys(one.appointment_id for one in together)
    ]
    return sorted((row for row in found if row), key=lambda row: row.at)


async def reminder_at(session: AsyncSession, at: Pressed) -> ReminderRow | None:
    """Return the reminder that the message of a press is, or None if it is the list."""
    number = await outbox.reminder_under(session, at.chat, at.message_id)
    return await appointments.reminder(session, number) if number else None


async def _page(
    session: AsyncSession, asked: Asked, reminder: ReminderRow | None
) -> tuple[Page, Sequence[Appointment]]:
    """Return the message that was pressed as it should look now, and which dates it is about."""
    if reminder is None:
        return await listed(session, asked.reading), [asked.row]
    together, rows = (
        await appointments.told_with(session, reminder),
        await rows_of(session, reminder),
    )
    return await compose(session, asked.reading, together, rows), rows


async def _patient(session: AsyncSession, row: Appointment, sender: int) -> Patient | None:
    patient = await people.patient(session, row.care_team_id, row.patient_id)
    if patient is None or patient.state not in visits.SEES_DATES:
        return None
    return patient if sender in await people.chats_of(session, patient) else None


def _face(at: Pressed, page: Page) -> OutboxMessage:
    return face(at, page.texts, page.values, page.rows)
