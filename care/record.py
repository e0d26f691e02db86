"""The record of symptoms: what was reported in some days, temperature by temperature, day by day.

A day without a mark is a day on which nothing was reported, never a good one. Holds no word that
anybody wrote, and judges nothing anew: how a report was taken then is how it stands here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from care.findings import About, Polarity
from care.severity import Severity, worst
from care.triage_table import TABLE, TEMPERATURE, Trait

WINDOWS = (7, 30, 90)  # days that a picture can show
VISIT_DAYS = 90  # what a page for the next visit looks back on
UNCLEAR = "X_UNCLEAR"
_OF_THE_PATIENT = frozenset({Polarity.PRESENT, Polarity.PAST})  # denied or another's is not theirs


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign as it was reported; `celsius` where a thermometer was read."""

    code: str
    polarity: Polarity = Polarity.PRESENT
    celsius: float | None = None

    @property
    def private(self) -> bool:
        """Whether only the members' own chats may name it."""
        return self.code in TABLE and Trait.PRIVATE in TABLE[self.code].traits


@dataclass(frozen=True, slots=True)
class Told:
    """One report: when (aware), how it was taken then, and what it said."""

    at: datetime
    severity: Severity | None
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Temperature:
    """What a thermometer showed, at the wall time at which it was reported."""

    wall: datetime
    celsius: float


@dataclass(frozen=True, slots=True)
class Reported:
    """Everything a record is made of: reports, infusions, readings that raised no report.

    `fever` is the temperature in Celsius from which the patient's team speaks of fever.
    """

    told: Sequence[Told] = ()
    infusions: Sequence[datetime] = ()
    measured: Sequence[tuple[datetime, float]] = ()
    fever: float = TEMPERATURE.fever.value


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign on one day. `past`: it was over already when it was reported."""

    code: str
    severity: Severity
    past: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """What was reported on one day: the gravest report, and each sign once, the gravest first."""

    day: date
    severity: Severity
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Some days until today, on the clock of whoever reads. First and last day both belong."""

    first: date
    last: date
    temperatures: tuple[Temperature, ...]
    days: tuple[Day, ...]
    infusions: tuple[date, ...]
    fever: float

    @property
    def length(self) -> int:
        """Return how many days it covers."""
        return (self.last - self.first).days + 1

    @property
    def highest(self) -> Temperature | None:
        """Return the highest temperature, the latest of several."""
        latest = reversed(self.temperatures)
        return max(latest, key=lambda one: one.celsius, default=None)


def shareable(told: Iterable[Told]) -> Iterator[Told]:
    """Yield reports without private signs, for pages that others see; what is left empty goes.

    How grave a report was is then said by the signs that stay: the grade tells no secret.
    """
    for report in told:
        kept = tuple(sign for sign in report.signs if not sign.private)
        if len(kept) == len(report.signs):
            yield report
        elif kept:
            yield Told(report.at, worst(map(_severity, kept)), kept)


def record(reported: Reported, now: datetime, days: int, zone: ZoneInfo) -> Record:
    """Return the record of so many days until now, on the clock of a zone."""
    last = now.astimezone(zone).date()
    first = last - timedelta(days=days - 1)
    told = sorted(reported.told, key=lambda one: one.at)
    walls = [(one.at.astimezone(zone), one) for one in told]
    seen = [(wall, one) for wall, one in walls if first <= wall.date() <= last]
    readings = [one for wall, report in seen for one in _temperatures(wall, report)]
    measured = [Temperature(_wall(at, zone), celsius) for at, celsius in reported.measured]
    there = {(one.wall.date(), one.celsius) for one in readings}
    readings += [
        one
        for one in measured
        if first <= one.wall.date() <= last and (one.wall.date(), one.celsius) not in there
    ]
    given = {moment.astimezone(zone).date() for moment in reported.infusions}
    return Record(
        first,
        last,
        tuple(sorted(readings, key=lambda one: one.wall)),
        tuple(_days(seen)),
        tuple(sorted(day for day in given if first <= day <= last)),
        reported.fever,
    )


def measured_in(check: Mapping[str, object]) -> float | None:
    """Return the patient's temperature in a stored symptom check, in Celsius, or None."""
    answers = check.get("check")
    if not isinstance(answers, Mapping) or answers.get("about") == About.OTHER:
        return None
    celsius = answers.get("temperature")
    return float(celsius) if isinstance(celsius, int | float) else None


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _temperatures(wall: datetime, told: Told) -> Iterator[Temperature]:
    """Yield what was measured, each value of a report once."""
    found = {
        sign.celsius
        for sign in told.signs
        if sign.celsius is not None and sign.polarity in _OF_THE_PATIENT
    }
    for celsius in sorted(found):
        yield Temperature(wall.replace(tzinfo=None), celsius)


def _days(seen: Iterable[tuple[datetime, Told]]) -> Iterator[Day]:
    by_day: dict[date, list[Told]] = {}
    for wall, told in seen:
        by_day.setdefault(wall.date(), []).append(told)
    for day, reports in by_day.items():
        grave = worst(one.severity for one in reports if one.severity is not None)
        if grave is not None:
            yield Day(day, grave, _marks(reports))


def _marks(reports: Iterable[Told]) -> tuple[Mark, ...]:
    marks: dict[str, Mark] = {}
    for sign in (sign for report in reports for sign in report.signs):
        if sign.polarity in _OF_THE_PATIENT:
            past = sign.polarity is Polarity.PAST and marks.get(sign.code, _PAST).past
            marks[sign.code] = Mark(sign.code, _severity(sign), past)
    found = marks.values() or (Mark(UNCLEAR, TABLE[UNCLEAR].severity),)
    return tuple(sorted(found, key=lambda mark: mark.severity.rank, reverse=True))


def _severity(sign: Sign) -> Severity:
    return TABLE[sign.code].severity if sign.code in TABLE else TABLE[UNCLEAR].severity


_PAST = Mark(UNCLEAR, Severity.NEXT_VISIT, past=True)


def read_signs(findings: Iterable[Mapping[str, object]]) -> tuple[Sign, ...]:
    """Return the signs of a stored report; one whose code or value nobody can read is unclear."""
    return tuple(map(_sign, findings))


def _sign(finding: Mapping[str, object]) -> Sign:
    code, celsius = str(finding.get("code", "")), finding.get("celsius")
    polarity = str(finding.get("polarity", Polarity.PRESENT))
    return Sign(
        code if code in TABLE else UNCLEAR,
        Polarity(polarity) if polarity in list(Polarity) else Polarity.PRESENT,
        float(celsius) if isinstance(celsius, int | float) else None,
    )
