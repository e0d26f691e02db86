"""What stands in a team's daily message, paragraph by paragraph; each only if there is something.

Every number comes from the data. Names, own words and private matters never stand here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind
from care.calendar import DAY
from care.delivery import Value, Values
from care.digest import AWAY_LONG, SETTLED, begins_week
from care.monitoring import missing_before
from care.monitoring_table import Gate, Rules
from care.people import PatientState
from messages.declare import Text
from messages.listing import line
from messages.texts import staff_commands, staff_teach_back
from messages.texts import staff_digest as says
from scheduler import teach_back
from scheduler.overrides import rules_of
from scheduler.planning_values import dated, history_of
from scheduler.visits import KINDS, wall
from store import appointments, digests, plans, questionnaires, tasks
from store.tables import Appointment, CareTeam, Patient

LISTED = 20  # lines of one list in one paragraph
NAMED = 30  # pseudonyms in one line of text
LONG_LINE = 4  # a line of several tests takes as much room as so many others


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: what it says, what it needs, and how many lines it may take."""

    text: Text
    values: Values
    lines: int = 2


@dataclass(frozen=True, slots=True)
class Today:
    """Which team's which day, and when the last message was."""

    team: CareTeam
    day: date
    last: tuple[date | None, datetime]
    now: datetime

    @property
    def number(self) -> int:
        """Return the team's number."""
        return self.team.id or 0


async def paragraphs(
    session: AsyncSession,
    team: CareTeam,
    day: date,
    last: tuple[date | None, datetime],
    now: datetime,
) -> list[Paragraph]:
    """Return what there is to say on a day, the most pressing first; perhaps nothing.

    `last` is the day and the moment of the message before. What changes slowly is said only in the
    first message of a week.
    """
    today = Today(team, day, last, now)
    found = [*await _dates(session, today), *await _waiting(session, today)]
    found += await _missing(session, today)
    if begins_week(last[0], day):
        found += await _slow(session, today)
    return found


async def _dates(session: AsyncSession, today: Today) -> list[Paragraph]:
    found: list[Paragraph] = []
    for text, name, day in (
        (says.TODAY, "today", today.day),
        (says.TOMORROW, "tomorrow", today.day + DAY),
    ):
        rows = await digests.dates_on(session, today.number, day, today.now)
        found += _lists(text, name, [_date(row, patient) for row, patient in rows])
    return found


def _date(row: Appointment, patient: Patient) -> str:
    values: dict[str, Value] = {
        "at": wall(row),
        "patient": patient.pseudonym,
        "kind": KINDS[AppointmentKind(row.kind)].id,
        "answer": staff_commands.ANSWERS[Answer(row.answer)].id,
    }
    if patient.state is PatientState.ENROLLED:
        return line(says.DATE_LINE, values)
    state = staff_commands.STATES[patient.state].id
    return line(says.DATE_LINE_AWAY, {**values, "state": state})


async def _waiting(session: AsyncSession, today: Today) -> list[Paragraph]:
    """Return what waits for somebody: questions, tasks, reports, silence."""
    since = today.last[1]
    silent = await questionnaires.silent_check_ins(session, today.number, since)
    asked = await digests.unanswered_checks(session, today.number, today.now)
    reported = await digests.reported_lightly(session, today.number, since)
    return [
        *_named(says.UNANSWERED, "unanswered", asked),
        *await _tasks(session, today),
        *_named(says.NEXT_VISIT, "reported", reported),
        *_named(says.SILENT, "silent", [patient for patient, _ in silent]),
    ]


async def _tasks(session: AsyncSession, today: Today) -> list[Paragraph]:
    found = await tasks.unfinished(session, today.number)
    if not found:
        return []
    oldest = min(task.opened for task in found)
    return [Paragraph(says.TASKS, {"tasks": len(found), "oldest": oldest.isoformat()})]


async def _missing(session: AsyncSession, today: Today) -> list[Paragraph]:
    """Return the infusions ahead for which a blood test has no date in time."""
    rules = await rules_of(session, today.team)
    until = today.now + rules.days("draw.earliest") * DAY
    rows = await digests.infusions_until(session, today.number, today.now, until)
    lines: list[str] = []
    for row, patient in rows:
        if codes := await _without_date(session, row, patient, rules):
            tests = list(dict.fromkeys(says.TESTS.get(code, says.OTHER_TEST).id for code in codes))
            day = row.local[: len("2026-12-01")]
            values: Values = {"patient": patient.pseudonym, "day": day, "tests": tests}
            lines.append(line(says.MISSING_LINE, values))
    return _lists(says.MISSING, "missing", lines, LONG_LINE)


async def _without_date(
    session: AsyncSession, row: Appointment, patient: Patient, rules: Rules
) -> Sequence[str]:
    """Return the tests that are missing by the plan; without a plan nobody has said which.

    What is asked for before the very first infusion is not, of somebody who was treated before.
    """
    plan = await plans.current(session, patient)
    if plan is None:
        return ()
    history = history_of(plan)
    every = dated(await appointments.of_patient(session, patient))
    infusion = next(one for one in every if one.ref == str(row.id))
    missing = missing_before(infusion, every, history.conditions, rules)
    if history.last_infusion is None:
        return missing
    return [code for code in missing if rules.tests[code].gate is not Gate.FIRST]


async def _slow(session: AsyncSession, today: Today) -> list[Paragraph]:
    """Return what changes slowly: who has no date to come, who is away, what is not clear."""
    dateless = await digests.without_dates(session, today.number, today.now, today.now - SETTLED)
    away = await digests.away(session, today.number, today.now - AWAY_LONG)
    lines = [_away(patient) for patient in away]
    untaught = await teach_back.still_open(session, today.number, today.now)
    return [
        *_named(says.NO_DATES, "dateless", dateless),
        *_lists(says.AWAY, "away", lines, days=AWAY_LONG.days),
        *_named(staff_teach_back.DIGEST, "untaught", untaught),
    ]


def _away(patient: Patient) -> str:
    values: Values = {
        "patient": patient.pseudonym,
        "state": staff_commands.STATES[patient.state].id,
        "since": patient.state_since.isoformat(),
    }
    return line(says.AWAY_LINE, values)


def _lists(
    text: Text, name: str, lines: Sequence[str], room: int = 1, **more: Value
) -> list[Paragraph]:
    """Return a list as paragraphs of some lines each."""
    return [
        Paragraph(text, {name: list(some), **more}, 1 + len(some) * room)
        for some in _in_parts(lines, LISTED // room)
    ]


def _named(text: Text, name: str, patients: Sequence[Patient]) -> list[Paragraph]:
    """Return a paragraph that names patients by their pseudonyms; several, if they are many."""
    several = [patient.pseudonym for patient in patients]
    return [Paragraph(text, {name: ", ".join(some)}, 5) for some in _in_parts(several, NAMED)]


def _in_parts(found: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    yield from (found[start : start + most] for start in range(0, len(found), most))
