"""What warnings and errors of a plan say to staff: each code's one sentence, and nothing else."""

from collections.abc import Mapping

from care.plan_errors import Fault, PlanError
from care.plan_warnings import PlanWarning, Remark

WARNINGS: Mapping[PlanWarning, str] = {
    PlanWarning.COURSES_TOO_CLOSE: (
        "Only {days} days after the {anchor} infusion of the course before ({since}), less than "
        "{least}. Source: {source}. Counted from the {anchor} infusion: {because}."
    ),
    PlanWarning.OUTSIDE_START_WINDOW: (
        "Maintenance begins {days} days after {since}, the end of induction; usual are {earliest} "
        "to {latest} days. Source: {source}."
    ),
    PlanWarning.INDUCTION_UNKNOWN: (
        "Enter when induction ended and whether it was rituximab: maintenance has a window to "
        "begin in, and it cannot be checked without both."
    ),
    PlanWarning.INFUSIONS_SAME_DAY: "A second infusion on the same day as {other}: is this meant?",
    PlanWarning.TEST_MISSING: (
        "No blood test is planned in time before this infusion ({earliest} to {latest}) for: "
        "{tests}."
    ),
    PlanWarning.TEST_OUTSIDE_WINDOW: (
        "Planned {days} days before {infusion}; it is usually drawn from {earliest} to {latest}."
    ),
    PlanWarning.PUBLIC_HOLIDAY: "{date} is a public holiday in {country}: {holiday}.",
    PlanWarning.REGIONAL_HOLIDAY: (
        "{date} is a public holiday in parts of {country} ({regions}): {holiday}."
    ),
    PlanWarning.HOLIDAYS_UNKNOWN: (
        "There is no calendar of public holidays for {country}: look for them yourself."
    ),
    PlanWarning.WEEKEND: "A {weekday}, {at}: the weekend.",
    PlanWarning.OUTSIDE_HOURS: "{weekday}, {at}, is outside the hours of the unit.",
    PlanWarning.TIME_TWICE: (
        "Clocks in {zone} show {at} twice on this day; the first of the two is taken."
    ),
}
ERRORS: Mapping[PlanError, str] = {
    PlanError.NO_INFUSION: "There is no infusion in this plan.",
    PlanError.SAME_REF: "Several appointments are called {appointment}; give each its own ref.",
    PlanError.NO_SUCH_YEAR: "{appointment} is in the year {year}: check the date.",
    PlanError.NO_SUCH_TIME: (
        "{appointment}: {at} does not exist in {zone}, clocks go forward then; choose another time."
    ),
    PlanError.SAME_MOMENT: "{appointment} is at the same moment as {other}: {at}.",
    PlanError.COURSES_OUT_OF_ORDER: (
        "{appointment} is of course {course}, but comes after an infusion of course {before}."
    ),
    PlanError.GATES_NOTHING: (
        "{appointment} gates {gates}, and there is no infusion of that name that it could gate."
    ),
    PlanError.TEST_TOO_LATE: (
        "{appointment} is a test for {infusion} and must come before it, not after or at once."
    ),
}


def warning_text(remark: Remark) -> str:
    """Return the sentence of a warning."""
    return WARNINGS[remark.code].format_map(remark.values)


def error_text(fault: Fault) -> str:
    """Return the sentence of an error."""
    return ERRORS[fault.code].format_map({"appointment": fault.appointment or "", **fault.values})
