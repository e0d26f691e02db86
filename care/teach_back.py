"""Three questions after the do's and don'ts: what is asked, which answer is the advice, when again.

Tells the team what needs a talk, and never how somebody is. Nothing here alerts, and it holds no
sentence, no clock and no patient.

Owner: the care team's lead. Date: 2026-11. Source: design of this project, after teach-back as
nurses do it: explain, ask, explain again. Status: PROPOSED, no clinician has signed the questions,
days and counts below.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType

from care.calendar import DAY, local
from care.expectations import Figure

_OWN = "our own choice: soon enough to remember the cards, late enough to have forgotten the words"
FIRST_AGAIN = Figure(3, "days", _OWN)
SECOND_AGAIN = Figure(10, "days", _OWN)
WAITS = Figure(4, "days", "our own choice: so long may an ask wait; never two within three days")
ASKS = Figure(3, "asks", "our own choice: once after the cards, then at most two further asks")
COUNTS = Figure(365, "days", "our own choice: what was known a year ago is asked anew")


class Lesson(StrEnum):
    """What a question is about. The value is stored: in the name of a fact, as a message's slot."""

    INFECTION = "infection"
    PML = "pml"
    VACCINE = "vaccine"


class Choice(StrEnum):
    """What somebody may answer. The value stands in buttons that people still hold."""

    TELL = "tell"
    WAIT = "wait"
    MEDICINE = "medicine"
    REST = "rest"
    YELLOW_FEVER = "yellow_fever"
    SHINGRIX = "shingrix"
    FLU = "flu"
    UNSURE = "unsure"


class Outcome(StrEnum):
    """What became of a question. Stored, never renamed."""

    ADVISED = "advised"  # the answer is what the team advises
    OTHER = "other"
    UNSURE = "unsure"
    TALKED = "talked"  # a member has talked it through


class Stand(StrEnum):
    """How it stands with one question, as the team reads it."""

    NEVER = "never"
    THERE = "there"
    NOT_YET = "not_yet"  # and asked again on another day
    OPEN = "open"  # and asked no more: a human talks to the patient
    TALKED = "talked"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its answers in the order of the buttons, and the one that is the advice."""

    choices: tuple[Choice, ...]
    advised: Choice


QUESTIONS: Mapping[Lesson, Question] = MappingProxyType(
    {
        Lesson.INFECTION: Question(
            (Choice.WAIT, Choice.TELL, Choice.MEDICINE, Choice.UNSURE), Choice.TELL
        ),
        Lesson.PML: Question((Choice.REST, Choice.WAIT, Choice.TELL, Choice.UNSURE), Choice.TELL),
        Lesson.VACCINE: Question(
            (Choice.SHINGRIX, Choice.FLU, Choice.YELLOW_FEVER, Choice.UNSURE), Choice.YELLOW_FEVER
        ),
    }
)
GOT_THERE = frozenset({Outcome.ADVISED, Outcome.TALKED})


@dataclass(frozen=True, slots=True)
class Given:
    """What became of a question at one moment."""

    lesson: Lesson
    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one question, and since which answer."""

    lesson: Lesson
    stand: Stand
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """A day of the patient's calendar on which to ask something again."""

    lesson: Lesson
    day: date


def outcome_of(lesson: Lesson, choice: Choice) -> Outcome | None:
    """Return what an answer comes to; None for one that belongs to another question."""
    question = QUESTIONS[lesson]
    if choice not in question.choices:
        return None
    if choice is question.advised:
        return Outcome.ADVISED
    return Outcome.UNSURE if choice is Choice.UNSURE else Outcome.OTHER


def standing(given: Iterable[Given], lesson: Lesson, now: datetime) -> Standing:
    """Return how it stands with a question. The latest answer counts, whatever came before."""
    own = _own(given, lesson)
    if not own:
        return Standing(lesson, Stand.NEVER)
    last, tried = own[-1], _tried(own)
    if not tried:
        there = Stand.TALKED if last.outcome is Outcome.TALKED else Stand.THERE
        return Standing(lesson, there, last.at)
    spent = len(tried) >= ASKS.value or now >= tried[0].at + _days(SECOND_AGAIN) + _days(WAITS)
    return Standing(lesson, Stand.OPEN if spent else Stand.NOT_YET, last.at)


def to_ask(given: Sequence[Given], now: datetime, zone: tzinfo) -> tuple[Lesson, ...]:
    """Return what may be asked now: what is not known, and was not asked on this day already."""
    today = local(now, zone).date()
    return tuple(
        lesson
        for lesson in Lesson
        if not _fresh(standing(given, lesson, now), now)
        and today not in {local(one.at, zone).date() for one in _own(given, lesson)}
    )


def asked_again(given: Sequence[Given], now: datetime, zone: tzinfo) -> tuple[Again, ...]:
    """Return on which days something is asked again of our own accord, first to last.

    Twice what was not known; once, a year later, what was. What was never asked is not begun here.
    """
    found = [again for lesson in Lesson for again in _again(given, lesson, now, zone)]
    return tuple(sorted(found, key=lambda again: again.day))


def _again(given: Iterable[Given], lesson: Lesson, now: datetime, zone: tzinfo) -> Sequence[Again]:
    own, stand = _own(given, lesson), standing(given, lesson, now).stand
    if stand in (Stand.NEVER, Stand.OPEN):
        return ()
    last, tried = local(own[-1].at, zone).date(), _tried(own)
    if not tried:
        return (Again(lesson, last + _days(COUNTS)),)
    first = local(tried[0].at, zone).date()
    days = [first + _days(figure) for figure in (FIRST_AGAIN, SECOND_AGAIN)]
    left = [day for day in days if day > last][: ASKS.value - len(tried)]
    return [Again(lesson, day) for day in left]


def _own(given: Iterable[Given], lesson: Lesson) -> list[Given]:
    return sorted((one for one in given if one.lesson is lesson), key=lambda one: one.at)


def _tried(own: Sequence[Given]) -> Sequence[Given]:
    """Return the answers that were not the advice, since one that was."""
    known = [place for place, one in enumerate(own, 1) if one.outcome in GOT_THERE]
    return own[known[-1] if known else 0 :]


def _fresh(found: Standing, now: datetime) -> bool:
    known = found.stand in (Stand.THERE, Stand.TALKED)
    return known and found.at is not None and now - found.at < _days(COUNTS)


def _days(figure: Figure) -> timedelta:
    return figure.value * DAY
