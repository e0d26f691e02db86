"""A question around an infusion as one reader holds it: what was said, and how pages join.

Reads rows that are there, and asks the database nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from care.calendar import local
from care.delivery import Choice, Page, Value
from care.pre_infusion import Item
from messages.declare import Text
from scheduler.visits import Reading
from store.tables import Appointment, Questionnaire


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question, the appointment it is about, and who reads it."""

    row: Questionnaire
    appointment: Appointment
    reading: Reading

    def button(self, text: Text, choice: str) -> tuple[Choice, ...]:
        """Return a line with one button."""
        return (Choice(text.id, f"qn.{choice}:{self.row.id}"),)

    @property
    def over(self) -> bool:
        """Say whether it is time to set out, so that a question before it comes too late."""
        return self.row.deadline is not None and self.reading.now >= self.row.deadline


def said(row: Questionnaire) -> str:
    """Return what was answered: nothing, yes, wrong, or an empty word while it is open."""
    return str(row.answers.get("said", ""))


def items_of(row: Questionnaire) -> list[Item]:
    """Return the lines of the list that were answered with yes."""
    return [Item(one) for one in row.answers.get("items", ())]


def joined(pages: Iterable[Page]) -> Page:
    """Return several pages as one."""
    made = list(pages)
    values: dict[str, Value] = {}
    for one in made:
        values |= one.values
    paragraphs = dict.fromkeys(chain.from_iterable(one.texts for one in made))
    return Page(tuple(paragraphs), values, tuple(chain.from_iterable(one.rows for one in made)))


def on_clinic_clock(moment: datetime, appointment: Appointment) -> str:
    """Return a moment by the wall clock of an appointment's zone, as messages take it."""
    here = local(moment, ZoneInfo(appointment.zone)).replace(tzinfo=None)
    return f"{here.isoformat(timespec='minutes')}[{appointment.zone}]"
