"""How appointments look to a patient: the list of dates, a reminder, and both after an answer.

Always as things stand now, whenever the message was first sent. Changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from care.calendar import DAY, local
from care.delivery import Choice, Page, Rows, Value
from care.people import PatientState
from care.reminder_kinds import ReminderKind
from messages.declare import Text, voiced
from messages.texts import patient, patient_changes, patient_dates
from messages.visits import Visit
from scheduler import answer_buttons
from store import appointments, teams
from store.tables import Appointment, Patient

REMIND = "patient.remind"
LISTED = 8  # dates on one screen
PRIVATE = frozenset({"pregnancy", "hcg", "hiv"})  # never named in a chat that others may see
SEES_DATES = frozenset({PatientState.ENROLLED, PatientState.PAUSED, PatientState.IN_HOSPITAL})

KINDS: Mapping[AppointmentKind, Text] = {
    AppointmentKind.INFUSION: patient.INFUSION,
    AppointmentKind.BLOOD_TEST: patient.BLOOD_TEST,
}
ANSWERS: Mapping[Answer, Text] = {
    Answer.CONFIRMED: patient_dates.COMING,
    Answer.CANNOT_COME: patient_dates.NOT_COMING,
    Answer.DONE: patient_dates.DONE,
}
ENDED: Mapping[AppointmentStatus, Text] = {
    AppointmentStatus.CANCELLED: patient_dates.CANCELLED,
    AppointmentStatus.GIVEN: patient_dates.GIVEN,
    AppointmentStatus.MISSED: patient_dates.MISSED,
}
TO_COME = (Answer.CONFIRMED, Answer.CANNOT_COME)
# What can be answered, in which words where there is one date, and where there are several.
LABELS: Mapping[Answer, tuple[Text, Text]] = {
    Answer.CONFIRMED: (patient_dates.COME, patient_dates.COME_N),
    Answer.CANNOT_COME: (patient_dates.CANNOT, patient_dates.CANNOT_N),
    Answer.DONE: (patient_dates.DONE_ALREADY, patient_dates.DONE_ALREADY_N),
}


class Part(Protocol):
    """One planned message, as the store keeps it."""

    @property
    def id(self) -> int | None: ...
    @property
    def kind(self) -> ReminderKind: ...
    @property
    def slot(self) -> str: ...
    @property
    def local_date(self) -> date: ...
    @property
    def appointment_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads about whose dates, and when; `notes` are paragraphs that this time needs too."""

    patient: Patient
    chat: int
    now: datetime
    notes: tuple[str, ...] = ()
    phone: str | None = None  # the team's, where whoever asks knows it already

    @property
    def care(self) -> bool:
        """Say whether somebody reads who cares for the patient."""
        return self.chat != self.patient.account_id


@dataclass(frozen=True, slots=True)
class News:
    """Why dates are told, beside being near: what they were before, and that nobody answered."""

    changed: bool = False
    before: tuple[str, ...] = ()  # dates as they were, as messages take them
    unanswered: bool = False


ORDINARY = News()


def wall(row: Appointment) -> str:
    """Return when an appointment is, by its own wall clock, as messages take it."""
    return f"{row.local}[{row.zone}]"


def as_it_was(row: Appointment, local: str) -> str:
    """Return an appointment at the wall time it had before, as messages take it."""
    return Visit(KINDS[AppointmentKind(row.kind)].id, f"{local}[{row.zone}]").written()


def answers_open(row: Appointment, now: datetime) -> tuple[Answer, ...]:
    """Return what the patient can answer now, apart from what was answered already.

    A blood test is reported as done also after its time; whether to come is settled by then.
    """
    if row.status is not AppointmentStatus.PLANNED:
        return ()
    possible = () if row.at <= now else TO_COME
    if row.kind is AppointmentKind.BLOOD_TEST:
        possible = (*possible, Answer.DONE)
    if row.answer not in possible:
        return possible
    return tuple(one for one in possible if one is not row.answer)


async def coming(session: AsyncSession, reading: Reading) -> Page:
    """Return the list of a patient's coming dates."""
    patient = reading.patient
    rows: Sequence[Appointment] = ()
    if patient.state in SEES_DATES:
        every = await appointments.of_patient(session, patient)
        planned = [row for row in every if row.status is AppointmentStatus.PLANNED]
        rows = [row for row in planned if row.at > reading.now]
    values = await _values(session, reading, rows[:LISTED])
    if not rows:
        none = voiced("patient.dates.none", care=reading.care)
        return Page((none, patient_dates.WRONG.id), values)
    texts = [voiced("patient.dates", care=reading.care), patient_dates.VISITS.id]
    texts += [patient_dates.MORE.id] if len(rows) > LISTED else []
    texts += [] if hears(patient) else [patient_dates.SILENT.id]
    texts += [*_after(rows[:LISTED]), *reading.notes]
    buttons = _buttons(rows[:LISTED], reading.now, brief=True)
    return Page((*texts, patient_dates.WRONG.id), values, buttons)


async def reminder(
    session: AsyncSession, reading: Reading, rows: Sequence[Appointment], news: News = ORDINARY
) -> Page:
    """Return a reminder of these appointments, with the answers that are still open."""
    head = patient_changes.HEAD if news.changed else REMIND
    texts = [voiced(head, care=reading.care), *reading.notes, patient_dates.VISITS.id]
    ill, after = any(_soon(row, reading.now) for row in rows), _after(rows)
    texts += _news(rows, news) + [patient_dates.ILL.id] * ill + after
    open_still = [row for row in rows if row.answer is Answer.NONE]
    if any(answers_open(row, reading.now) for row in open_still):
        texts.append(patient_changes.AGAIN.id if news.unanswered else patient_dates.ASK.id)
    texts += [patient_dates.NUMBER.id] if ill or after or news.changed else []
    values = await _values(session, reading, rows)
    if news.before:
        values["before"] = list(news.before)
    also = answer_buttons.beside(
        reading.patient, rows, reading.now, unanswered=news.unanswered, changed=news.changed
    )
    return Page(tuple(texts), values, (*_buttons(rows, reading.now), *also))


def _news(rows: Sequence[Appointment], news: News) -> list[str]:
    """Return what is said of changed dates under the dates themselves."""
    cancelled = any(row.status is AppointmentStatus.CANCELLED for row in rows)
    before = [patient_changes.BEFORE.id] if news.before else []
    return before + [patient_changes.NOT_TO_COME.id] * (news.changed and cancelled)


def covered(reminder_id: int) -> Page:
    """Return the reminder that says nothing until its button is pressed."""
    show = Choice(patient_dates.SHOW.id, f"reveal:{reminder_id}:0")
    return Page((patient_dates.DISCREET.id,), {}, ((show,),))


def hears(patient: Patient) -> bool:
    """Say whether this patient gets messages that we begin."""
    return PatientState(patient.state).hears_from_us and patient.reminders_stopped_at is None


def _after(rows: Sequence[Appointment]) -> list[str]:
    asked = any(_planned(row) and row.answer is Answer.CANNOT_COME for row in rows)
    return [patient_dates.ASKED.id] if asked else []


def _soon(row: Appointment, now: datetime) -> bool:
    """Say whether it is an infusion of today or tomorrow, by the clinic's calendar."""
    if row.kind is not AppointmentKind.INFUSION or not _planned(row) or row.at <= now:
        return False
    return datetime.fromisoformat(row.local).date() <= local(now, ZoneInfo(row.zone)).date() + DAY


def _planned(row: Appointment) -> bool:
    return row.status is AppointmentStatus.PLANNED


async def _values(
    session: AsyncSession, reading: Reading, rows: Sequence[Appointment]
) -> dict[str, Value]:
    patient, phone = reading.patient, reading.phone
    if phone is None:
        phone = (await teams.team(session, patient.care_team_id)).phone
    values: dict[str, Value] = {
        "visits": [_visit(row, reading.now).written() for row in rows],
    }
    if reading.care:
        values["name"] = patient.call_name or patient.name
    return values | ({"phone": [phone]} if phone else {})


def _visit(row: Appointment, now: datetime) -> Visit:
    over = patient_dates.OVER if row.at <= now else None
    standing = ENDED.get(row.status) or ANSWERS.get(row.answer) or over
    kind = KINDS[AppointmentKind(row.kind)]
    tests = tuple(code for code in row.tests if code.lower() not in PRIVATE)
    day = ""
    if standing is patient_dates.DONE and row.done_on is not None:
        standing, day = patient_dates.DONE_ON, row.done_on.isoformat()
    return Visit(kind.id, wall(row), row.place or "", tests, standing.id if standing else "", day)


def _buttons(rows: Sequence[Appointment], now: datetime, *, brief: bool = False) -> Rows:
    """Return a line of buttons for each date; `brief` leaves out what a reminder asks later."""
    numbers = range(1, len(rows) + 1) if len(rows) > 1 else (0,)
    lines = [
        tuple([_button(row, said, number) for said in line])
        for number, row in zip(numbers, rows, strict=False)
        for line in _lines(row, now, brief=brief)
    ]
    return tuple(lines)


def _lines(row: Appointment, now: datetime, *, brief: bool) -> list[tuple[Answer, ...]]:
    said = answers_open(row, now)
    if brief:
        change = Answer.CONFIRMED if row.answer is Answer.CANNOT_COME else Answer.CANNOT_COME
        return [(change,)] if change in said else []
    if Answer.DONE not in said:
        return [said] if said else []
    together = tuple(one for one in said if one is not Answer.DONE)
    return [line for line in (together, (Answer.DONE,)) if line]


def _button(row: Appointment, said: Answer, number: int) -> Choice:
    one, many = LABELS[said]
    data = f"remind.{said}:{row.id}:{row.version}"
    return Choice(many.id, data, values={"n": number}) if number else Choice(one.id, data)
