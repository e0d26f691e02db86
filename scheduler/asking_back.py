"""What an answer to a reminder leaves open: why not, on which day, when to be reminded again.

Holds the questions as paragraphs and buttons that go below a message as it is. Changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from care.appointments import Answer, AppointmentStatus
from care.calendar import DAY
from care.delivery import Choice, Page, Rows, Value
from care.snoozing import IN_HOURS, Snooze
from messages.declare import voiced
from messages.texts import patient_answers as texts
from scheduler.visits import KINDS, Reading, wall
from store.tables import Appointment

DAYS_BACK = 14  # on how many days a blood test can be said to have been done, today among them
DAYS_A_ROW = 3
HOUR = timedelta(hours=1)
WRITTEN_DAY = "%Y%m%d"


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask below a message: its paragraphs, their values, the buttons."""

    texts: tuple[str, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    rows: Rows = ()


def below(page: Page, question: Question | None) -> Page:
    """Return a message with a question at its end, whose buttons come first."""
    if question is None:
        return page
    values = {**page.values, **question.values}
    return replace(
        page,
        texts=(*page.texts, *question.texts),
        values=values,
        rows=(*question.rows, *page.rows),
    )


def left_open(rows: Sequence[Appointment], reading: Reading, today: date) -> Question | None:
    """Return what the first of these dates leaves open, or None when all is said."""
    for row in rows:
        if row.status is not AppointmentStatus.PLANNED:
            continue
        if row.answer is Answer.CANNOT_COME and row.reason is None and row.at > reading.now:
            return _why(row, care=reading.care)
        if row.answer is Answer.DONE and row.done_on is None:
            return which_day(row, today)
    return None


def _why(row: Appointment, *, care: bool) -> Question:
    rows = tuple(
        (Choice(label.id, _data(f"reason.{reason}", row)),)
        for reason, label in texts.REASONS.items()
    )
    return Question((voiced("patient.why_not", care=care),), _about(row), rows)


def which_day(row: Appointment, today: date) -> Question:
    """Return the question on which day blood was really taken: today, yesterday, or another day.

    The buttons hold the dates they mean, so that none means another day tomorrow.
    """
    rows = (
        (
            Choice(texts.TODAY.id, _on("today", row, today)),
            Choice(texts.YESTERDAY.id, _on("yesterday", row, today - DAY)),
        ),
        (Choice(texts.ANOTHER_DAY.id, _data("done.which", row)),),
    )
    return Question((texts.WHICH_DAY.id,), _about(row), rows)


def every_day(row: Appointment, today: date) -> Question:
    """Return the same question with a button for each of the last days, the latest first."""
    days = [today - number * DAY for number in range(DAYS_BACK)]
    buttons = [
        Choice(texts.THAT_DAY.id, _on("on", row, day), values={"day": day.isoformat()})
        for day in days
    ]
    starts = range(0, len(buttons), DAYS_A_ROW)
    rows = tuple(tuple(buttons[i : i + DAYS_A_ROW]) for i in starts)
    return Question((texts.WHICH_DAY.id,), _about(row), rows)


def when(row: Appointment, moments: Mapping[Snooze, datetime]) -> Question:
    """Return the question when to remind again, with the moments that are possible."""
    hours: dict[str, Value] = {"hours": IN_HOURS // HOUR}
    rows = tuple(
        (
            Choice(
                texts.SNOOZES[choice].id,
                _data(f"later.{choice}", row),
                values=hours if choice is Snooze.HOURS else {"at": moment.isoformat()},
            ),
        )
        for choice, moment in moments.items()
    )
    return Question((texts.WHEN.id,), rows=rows)


def agreed(moment: datetime) -> Question:
    """Return the line that says when the next reminder comes."""
    return Question((texts.SNOOZED.id,), {"later": moment.isoformat()})


def coming_or_not() -> Question:
    """Return what is asked of somebody who says to have answered by word."""
    return Question((texts.TOLD_ASK.id,))


def _on(name: str, row: Appointment, day: date) -> str:
    return _data(f"done.{name}_{day:{WRITTEN_DAY}}", row)


def _data(said: str, row: Appointment) -> str:
    return f"{said}:{row.id}:{row.version}"


def _about(row: Appointment) -> dict[str, Value]:
    return {"asked_kind": KINDS[row.kind].id, "asked_day": wall(row)}
