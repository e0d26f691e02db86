"""A month to press a day of, in the reader's language and with the reader's week.

Columns carry weekday names, so that a month reads alike from left to right and from right to left;
buttons that lead on say so in words, not in arrows. It changes nothing: a press says which day.
"""

from calendar import Calendar
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from babel import Locale

from bot.callbacks import Press, encode
from care.delivery import Choice, Rows, Value
from care.public_holidays import public_holiday, weekend
from messages.dates import first_weekday
from messages.declare import Text
from messages.listing import line
from messages.texts import staff_picker as says

DAY, MONTH, NOTHING = "d", "m", "x"
Button = Callable[[str], str]  # what a choice says when it is pressed


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are offered, from the first to the last, and those that are chosen already."""

    first: date
    last: date
    chosen: Collection[date] = ()

    def holds(self, day: date) -> bool:
        """Say whether a day is offered."""
        return self.first <= day <= self.last

    def nearest(self, month: date) -> date:
        """Return the first day of the month to show: the wished one, if days of it are offered."""
        wished = month.replace(day=1)
        return min(max(wished, self.first.replace(day=1)), self.last.replace(day=1))


@dataclass(frozen=True, slots=True)
class Picker:
    """A month of a country, for a reader's language; each button says what `button` makes of it."""

    month: date
    span: Span
    locale: Locale
    country: str | None
    button: Button

    def rows(self) -> Rows:
        """Return the month as rows of buttons: its name, weekdays, days, and what is beside it."""
        weeks = Calendar(first_weekday(self.locale)).monthdatescalendar(
            self.month.year, self.month.month
        )
        name = Choice(says.MONTH.id, self.button(NOTHING), values={"month": str(self.month)})
        heads = tuple(self._head(day) for day in weeks[0])
        return ((name,), heads, *(tuple(map(self._cell, week)) for week in weeks), *self._beside())

    def holidays(self) -> list[str]:
        """Return the public holidays of the month as lines of a message."""
        days = (day for day in self._days() if self.span.holds(day))
        named = ((day, public_holiday(self.country or "", day)) for day in days)
        return [
            line(says.HOLIDAY_LINE, {"day": str(day), "holiday": holiday.name})
            for day, holiday in named
            if holiday
        ]

    def _days(self) -> Iterator[date]:
        every = Calendar().itermonthdates(self.month.year, self.month.month)
        return (day for day in every if day.month == self.month.month)

    def _head(self, day: date) -> Choice:
        values: dict[str, Value] = {"weekday": day.weekday()}
        return Choice(says.WEEKDAY.id, self.button(NOTHING), values=values)

    def _cell(self, day: date) -> Choice:
        if day.month != self.month.month or not self.span.holds(day):
            return Choice(says.CELL_EMPTY.id, self.button(NOTHING), values={"blank": "–"})
        return Choice(self._face(day).id, self.button(day_choice(day)), values={"n": day.day})

    def _face(self, day: date) -> Text:
        if day in self.span.chosen:
            return says.CELL_CHOSEN
        if self.country and public_holiday(self.country, day):
            return says.CELL_HOLIDAY
        return says.CELL_WEEKEND if weekend(self.country, day) else says.CELL

    def _beside(self) -> Rows:
        """Return a row to the months around this one, as far as days of them are offered."""
        around = ((says.EARLIER, _month(self.month, -1)), (says.LATER, _month(self.month, 1)))
        row = tuple(
            Choice(text.id, self.button(f"{MONTH}{month:%Y%m}"))
            for text, month in around
            if self.span.nearest(month) == month
        )
        return (row,) if row else ()


def day_choice(day: date) -> str:
    """Return what the button of a day says."""
    return f"{DAY}{day:%Y%m%d}"


def day_of(choice: str) -> date | None:
    """Return the day that a choice says, or None."""
    return _read(choice, DAY, "")


def month_of(choice: str) -> date | None:
    """Return the first day of the month that a choice says, or None."""
    return _read(choice, MONTH, "01")


def pressing(deed: str, subject: int, epoch: int) -> Button:
    """Return what writes a choice into a button."""
    return lambda choice: encode(Press(deed, choice, subject, epoch))


def _read(choice: str, sign: str, more: str) -> date | None:
    digits = choice.removeprefix(sign) + more
    if not choice.startswith(sign) or len(digits) != len("20261201"):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _month(month: date, step: int) -> date:
    months = month.year * 12 + month.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)
