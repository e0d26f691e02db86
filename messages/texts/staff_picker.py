"""The calendar and the clock that members press, and what was read in a day they wrote.

Holds no date: each stands in its button as a value.
"""

from messages.dates import Month, Weekday
from messages.listing import Lines, line
from messages.texts.staff import say
from messages.texts.staff_plan_names import key
from messages.values import Clock, Day, Number, Plain

DAY = Day("2026-12-01")

PICK_MARKS = say(
    "staff.picker.marks",
    "A day with · is a weekend, with * a public holiday. Days marked – are not offered.",
    "Under the question above a calendar.",
)
PICK_TYPE = say(
    "staff.picker.type",
    "You can also write the day to me.",
    "Under a calendar in the direct chat.",
)
TIME_TYPE = say(
    "staff.picker.type_time",
    "You can also write the time to me.",
    "Under the times in the direct chat.",
)
HOLIDAY_LINE = say(
    "staff.picker.holiday",
    "* {day}: {holiday}",
    "A public holiday of the month that is shown.",
    {"day": DAY, "holiday": Plain("New Year's Day")},
)
HOLIDAYS = say(
    "staff.picker.holidays",
    "{holidays}",
    "The public holidays of the month that is shown.",
    {"holidays": Lines([line(HOLIDAY_LINE, HOLIDAY_LINE.samples)])},
)
WHICH_DAY = say(
    "staff.picker.which_day",
    "I read a day in what you wrote. Which one do you mean?",
    "After a day was written, before it counts.",
)
WHICH_TIME = say(
    "staff.picker.which_time",
    "I read a time in what you wrote. Is it this?",
    "After a time was written, before it counts.",
)
NO_DAY = say(
    "staff.picker.no_day",
    "I cannot read a day in this that can be chosen. Press one, or write it as {example}.",
    "After words in which nobody could read a day.",
    {"example": Plain("2026-12-01")},
)
NO_TIME = say(
    "staff.picker.no_time",
    "I cannot read a time in this. Press one, or write it as {example}.",
    "After words in which nobody could read a time.",
    {"example": Plain("09:30")},
)
MONTH = key("month", "{month}", {"month": Month("2026-12-01")})
WEEKDAY = key("weekday", "{weekday}", {"weekday": Weekday(0)})
CELL = key("cell", "{n}", {"n": Number(24)})
CELL_WEEKEND = key("cell_weekend", "{n}·", {"n": Number(24)})
CELL_HOLIDAY = key("cell_holiday", "{n}*", {"n": Number(24)})
CELL_CHOSEN = key("cell_chosen", "[{n}]", {"n": Number(24)})
CELL_EMPTY = key("cell_empty", "{blank}", {"blank": Plain("–")})
EARLIER = key("earlier", "Earlier")
LATER = key("later", "Later")
THIS_DAY = key("this_day", "Yes: {day}", {"day": DAY})
THIS_TIME = key("this_time", "Yes: {time}", {"time": Clock("2026-12-01T09:30")})
TIME = key("time", "{time}", {"time": Clock("2026-12-01T09:30")})
ANOTHER = key("another", "No, another")
