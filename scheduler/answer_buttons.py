"""Buttons under a reminder beside the answers: later, told already, the calendar.

Holds no rule of its own about when something is due, and changes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from care.appointments import Answer, AppointmentStatus
from care.delivery import Choice, Rows
from care.snoozing import can_wait
from messages.texts import patient_answers, patient_calendar
from store.tables import Appointment, Patient


def later(rows: Iterable[Appointment], now: datetime) -> Rows:
    """Return the button for another reminder, while something is unanswered and far enough off."""
    far = [row for row in rows if _silent(row) and can_wait(row.at, now)]
    return _first("later.ask", patient_answers.LATER.id, far)


def told(rows: Iterable[Appointment], now: datetime) -> Rows:
    """Return the button for somebody who has answered the team by word."""
    near = [row for row in rows if row.at > now and _silent(row)]
    return _first("told.ask", patient_answers.TOLD.id, near)


def calendar(patient: Patient) -> Rows:
    """Return the button that asks for the calendar file."""
    return ((Choice(patient_calendar.ADD.id, f"calendar.all:{patient.id}:0"),),)


def beside(
    patient: Patient,
    rows: Sequence[Appointment],
    now: datetime,
    *,
    unanswered: bool = False,
    changed: bool = False,
) -> Rows:
    """Return the buttons of a reminder of these dates, after those of the answers.

    `unanswered`: the patient was asked before; `changed`: a calendar may show an old date.
    """
    again = told(rows, now) if unanswered else ()
    return (*again, *later(rows, now), *(calendar(patient) if changed else ()))


def _first(deed: str, label: str, rows: Iterable[Appointment]) -> Rows:
    for row in rows:
        return ((Choice(label, f"{deed}:{row.id}:{row.version}"),),)
    return ()


def _silent(row: Appointment) -> bool:
    return row.status is AppointmentStatus.PLANNED and row.answer is Answer.NONE
