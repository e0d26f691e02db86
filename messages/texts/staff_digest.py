"""What a team reads once a day in its group, and about its own settings.

Pseudonyms only, and no word that a patient wrote.
"""

from collections.abc import Mapping
from types import MappingProxyType

from messages.declare import Text
from messages.listing import Lines, line
from messages.texts.staff import PATIENT, say
from messages.values import Clock, Day, Moment, Name, Number, Plain, Term, Terms

TEAM = Name("Rheumatology")
SINCE = Moment("2026-12-01T10:42:00+00:00")
SEVERAL = Plain("P-0003, P-0007")
WHERE = "In the daily message to the group."

HEAD = say(
    "staff.digest.head",
    "{team}: {day}",
    "First line of the daily message to the group.",
    {"team": TEAM, "day": Day("2026-12-01")},
)
ALSO = say(
    "staff.digest.also",
    "{team}: {day}, continued",
    "First line of the second part of the daily message.",
    {"team": TEAM, "day": Day("2026-12-01")},
)
_DATE = {
    "at": Clock("2026-12-01T09:30[Europe/Istanbul]"),
    "patient": PATIENT,
    "kind": Term("patient.kind.infusion"),
    "answer": Term("staff.date.unanswered"),
}
DATE_LINE = say(
    "staff.digest.date", "{at} · {patient} · {kind} · {answer}", "A line of dates.", _DATE
)
DATE_LINE_AWAY = say(
    "staff.digest.date_away",
    "{at} · {patient} · {kind} · {answer} · {state}",
    "A line of dates, of somebody who is in hospital, paused, or has not joined yet.",
    {**_DATE, "state": Term("staff.state.in_hospital")},
)
TODAY = say(
    "staff.digest.today",
    "Today:\n{today}",
    WHERE,
    {"today": Lines([line(DATE_LINE, DATE_LINE.samples)])},
)
TOMORROW = say(
    "staff.digest.tomorrow",
    "Tomorrow:\n{tomorrow}",
    WHERE,
    {"tomorrow": Lines([line(DATE_LINE, DATE_LINE.samples)])},
)
UNANSWERED = say(
    "staff.digest.unanswered",
    "No answer yet to the questions before the infusion: {unanswered}",
    WHERE,
    {"unanswered": SEVERAL},
)
TASKS = say(
    "staff.digest.tasks",
    "Tasks that are not done: {tasks}. The oldest is from {oldest}.\nTo see them: /tasks",
    WHERE,
    {"tasks": Number(3), "oldest": SINCE},
)
NEXT_VISIT = say(
    "staff.digest.next_visit",
    "Reported for the next visit since the last list: {reported}",
    WHERE,
    {"reported": SEVERAL},
)
SILENT = say(
    "staff.digest.silent",
    "No answer to two check-ins in a row. That is not “fine”: {silent}",
    WHERE,
    {"silent": SEVERAL},
)
TESTS: Mapping[str, Text] = MappingProxyType(
    {
        code: say(f"staff.digest.test.{code}", english, "In a list of blood tests.")
        for code, english in (
            ("cbc", "blood count"),
            ("igg", "antibodies"),
            ("lft", "liver"),
            ("renal", "kidneys"),
            ("crp_esr", "CRP and ESR"),
            ("hbv", "hepatitis B"),
            ("hbv_dna", "hepatitis B follow-up"),
            ("hcv", "hepatitis C"),
            ("tb", "tuberculosis"),
            ("vzv", "chickenpox antibodies"),
            ("ck", "CK"),
            ("pft", "lung function"),
            ("bcells", "B cells"),
        )
    }
)
OTHER_TEST = say(
    "staff.digest.test.other",
    "another test",
    "In a list of blood tests, for one that is never named in a group.",
)
MISSING_LINE = say(
    "staff.digest.missing_line",
    "{patient} · {day} · {tests}",
    "A line: for an infusion on this day these blood tests have no date.",
    {
        "patient": PATIENT,
        "day": Day("2026-12-01"),
        "tests": Terms(["staff.digest.test.cbc", "staff.digest.test.igg"]),
    },
)
MISSING = say(
    "staff.digest.missing",
    "No date in time for blood tests before these infusions:\n{missing}",
    WHERE,
    {"missing": Lines([line(MISSING_LINE, MISSING_LINE.samples)])},
)
NO_DATES = say(
    "staff.digest.no_dates",
    "Take part, and have no date to come: {dateless}\nTo enter one: /dates P-0007",
    f"{WHERE} Once a week.",
    {"dateless": SEVERAL},
)
AWAY_LINE = say(
    "staff.digest.away_line",
    "{patient} · {state} · since {since}",
    "A line of patients who are away.",
    {"patient": PATIENT, "state": Term("staff.state.in_hospital"), "since": SINCE},
)
AWAY = say(
    "staff.digest.away",
    "Away for {days} days or longer. Is that still right?\n{away}",
    f"{WHERE} Once a week.",
    {"days": Number(14), "away": Lines([line(AWAY_LINE, AWAY_LINE.samples)])},
)
