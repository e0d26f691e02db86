"""What staff read about a plan that is unusual, and about dates that cannot be or are not proposed.

A warning never blocks; it names what it is about, and on whose word it is unusual.
"""

from collections.abc import Mapping
from types import MappingProxyType

from care.plan_errors import PlanError
from care.plan_warnings import PlanWarning
from messages.declare import Text, Var
from messages.texts.staff import say
from messages.texts.staff_plan_names import word
from messages.values import Country, Day, Moment, Number, Plain, Term, Terms

AT = Moment("2026-12-01T09:30[Europe/Istanbul]")
DAY = Day("2026-12-01")
SOURCE = Plain("Truxima US prescribing information: two infusions, two weeks apart")


def _warning(code: PlanWarning, english: str, vars: Mapping[str, Var]) -> Text:
    return say(f"staff.plan.warning.{code}", english, "A warning about one date.", vars)


DAYS, LEAST, MOST = Number(100), Number(112), Number(168)
EARLIEST, LATEST = Day("2026-11-24"), Day("2026-11-28")
WARNINGS: Mapping[PlanWarning, Text] = MappingProxyType(
    {
        code: _warning(code, english, vars)
        for code, english, vars in (
            (
                PlanWarning.COURSES_TOO_CLOSE,
                (
                    "– {at}: only {days} days after the course before ({since}). "
                    "The least is {least} days. Source: {source}"
                ),
                {"at": AT, "days": DAYS, "since": DAY, "least": LEAST, "source": SOURCE},
            ),
            (
                PlanWarning.OUTSIDE_START_WINDOW,
                (
                    "– {at}: maintenance begins {days} days after {since}. "
                    "Usual are {earliest} to {latest} days. Source: {source}"
                ),
                {
                    "at": AT,
                    "days": DAYS,
                    "since": DAY,
                    "earliest": LEAST,
                    "latest": MOST,
                    "source": SOURCE,
                },
            ),
            (
                PlanWarning.INDUCTION_UNKNOWN,
                "– {at}: how and when induction ended is not known, so I cannot check the start.",
                {"at": AT},
            ),
            (
                PlanWarning.INFUSIONS_SAME_DAY,
                "– {at}: a second infusion on the same day. Is this meant?",
                {"at": AT},
            ),
            (
                PlanWarning.TEST_MISSING,
                "– {at}: no blood test from {earliest} to {latest} for: {tests}",
                {
                    "at": AT,
                    "earliest": EARLIEST,
                    "latest": LATEST,
                    "tests": Terms(["staff.plan.test.cbc"]),
                },
            ),
            (
                PlanWarning.TEST_OUTSIDE_WINDOW,
                (
                    "– {at}: a blood test {days} days before its infusion. "
                    "Usual is {earliest} to {latest}."
                ),
                {"at": AT, "days": DAYS, "earliest": EARLIEST, "latest": LATEST},
            ),
            (
                PlanWarning.PUBLIC_HOLIDAY,
                "– {at}: a public holiday ({holiday}).",
                {"at": AT, "holiday": Plain("New Year's Day")},
            ),
            (
                PlanWarning.REGIONAL_HOLIDAY,
                "– {at}: a public holiday in parts of the country ({regions}): {holiday}.",
                {"at": AT, "holiday": Plain("Epiphany"), "regions": Plain("BW, BY, ST")},
            ),
            (
                PlanWarning.HOLIDAYS_UNKNOWN,
                "– I have no public holidays of {country}. Please look for them yourself.",
                {"country": Country("XK")},
            ),
            (PlanWarning.WEEKEND, "– {at}: a weekend.", {"at": AT}),
            (
                PlanWarning.OUTSIDE_HOURS,
                "– {at}: outside the hours of the infusion unit.",
                {"at": AT},
            ),
            (
                PlanWarning.TIME_TWICE,
                "– {at}: clocks go back then, and the first of the two hours counts.",
                {"at": AT},
            ),
        )
    }
)
FAULTS: Mapping[PlanError, Text] = MappingProxyType(
    {
        code: word(f"fault.{code}", english, "Why dates cannot be.")
        for code, english in (
            (PlanError.NO_INFUSION, "There is no infusion in it."),
            (PlanError.SAME_REF, "The same date is in it twice."),
            (PlanError.NO_SUCH_YEAR, "Check the year."),
            (
                PlanError.NO_SUCH_TIME,
                "Clocks go forward then: this time does not exist. Choose another.",
            ),
            (PlanError.SAME_MOMENT, "Two dates would be at the same moment."),
            (PlanError.COURSES_OUT_OF_ORDER, "An infusion would come before the course before it."),
            (PlanError.GATES_NOTHING, "A blood test would be for an infusion that is not there."),
            (
                PlanError.TEST_TOO_LATE,
                (
                    "A blood test would come after its infusion. Move them together, "
                    "or move the test first."
                ),
            ),
        )
    }
)
CANNOT_BE = say(
    "staff.plan.cannot_be",
    "This cannot be: {why}",
    "Paragraph about dates that cannot be.",
    {"why": Term("staff.plan.fault.same_moment")},
)
REFUSALS: Mapping[str, Text] = MappingProxyType(
    {
        "not_ours": word(
            "refused.not_ours", "The patient is no longer with this team, or has died.", "Why not."
        ),
        "past": word("refused.past", "The first day is over already.", "Why not."),
        "too_far": word("refused.too_far", "The last day would be years away.", "Why not."),
        "last_infusion": word(
            "refused.last_infusion", "The infusion before is said to come after it.", "Why not."
        ),
        "open_spacing": word(
            "refused.open_spacing", "The sources leave the days open: choose them.", "Why not."
        ),
        "no_repeat": word(
            "refused.no_repeat", "No calendar repeats this course: choose the days.", "Why not."
        ),
    }
)
