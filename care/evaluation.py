"""How well triage hears, measured on labelled messages: shares with their confidence intervals.

It holds the counting only. What is hoped for stands in the command that prints it.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from care.findings import Action, Category, Polarity, Reading

Z = 1.96  # of 95 percent
RED_FLAGS = frozenset(
    {
        Category.FEVER,
        Category.COUGH,
        Category.BREATHLESS,
        Category.NEURO,
        Category.CHEST_PAIN,
        Category.SKIN,
        Category.JAUNDICE,
        Category.INFUSION_REACTION,
    }
)
HEARD = frozenset({Action.ALERT, Action.ASK})


class View(StrEnum):
    """What a line is there to show. Each is counted by itself."""

    PRESENT = "present"  # a red flag, now, of this patient: it must be heard
    BESIDE = "beside"  # present, and no red flag of the first order
    EVERYDAY = "everyday"  # nothing at all: nobody may be rung for it
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    PAST = "past"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and what people who know said of it. `labels` are categories; none is everyday."""

    number: int
    text: str
    labels: frozenset[str]
    polarity: str
    language: str = ""
    source: str = ""

    @property
    def view(self) -> View | None:
        """Return what the line shows, or None where its labels leave that open."""
        if not self.labels:
            return View.EVERYDAY
        if self.polarity not in set(Polarity):
            return None
        if self.polarity != Polarity.PRESENT:
            return View(self.polarity)
        return View.PRESENT if self.labels & RED_FLAGS else View.BESIDE


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """Return it as a number from 0 to 1; of nothing, 0."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return between which shares the truth lies with 95 percent (Wilson's score interval)."""
        if not self.total:
            return 0.0, 1.0
        size, share = self.total, self.share
        middle = share + Z * Z / (2 * size)
        reach = Z * math.sqrt(share * (1 - share) / size + Z * Z / (4 * size * size))
        scale = 1 + Z * Z / size
        return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one view that share a language, a source or a label."""

    view: View
    by: str  # "all", "language", "source" or "category"
    name: str
    alerted: Rate
    heard: Rate  # alerted or asked


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and what triage made of it."""

    line: Labelled
    reading: Reading


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of all lines. `left_out` could not be counted, because nobody knows what they are.

    `missed` are present red flags that nobody would hear of; `false_alerts` rang for nothing.
    """

    groups: tuple[Group, ...]
    missed: tuple[Judged, ...]
    false_alerts: tuple[Judged, ...]
    left_out: int = field(default=0)


def evaluate(lines: Sequence[Labelled], read: Callable[[Labelled], Reading]) -> Evaluation:
    """Return how lines are heard, in all and by language, source and category."""
    judged = [Judged(line, read(line)) for line in lines if line.view is not None]
    groups = sorted(_groups(judged), key=lambda one: (list(View).index(one.view), one.by, one.name))
    return Evaluation(
        tuple(groups),
        tuple(one for one in judged if one.line.view is View.PRESENT and not _heard(one)),
        tuple(one for one in judged if _rings_for_nothing(one)),
        len(lines) - len(judged),
    )


def _heard(one: Judged) -> bool:
    return one.reading.action in HEARD


def _rings_for_nothing(one: Judged) -> bool:
    calm = {View.EVERYDAY, View.NEGATED, View.HYPOTHETICAL}
    return one.line.view in calm and one.reading.action is Action.ALERT


def _groups(judged: Iterable[Judged]) -> Iterable[Group]:
    total: Counter[tuple[View, str, str]] = Counter()
    alerted: Counter[tuple[View, str, str]] = Counter()
    heard: Counter[tuple[View, str, str]] = Counter()
    for one in judged:
        for key in _keys(one.line):
            total[key] += 1
            alerted[key] += one.reading.action is Action.ALERT
            heard[key] += _heard(one)
    for key, size in total.items():
        yield Group(*key, Rate(alerted[key], size), Rate(heard[key], size))


def _keys(line: Labelled) -> Iterable[tuple[View, str, str]]:
    assert line.view is not None
    yield line.view, "all", "all"
    if line.language:
        yield line.view, "language", line.language
    if line.source:
        yield line.view, "source", line.source
    for label in line.labels:
        yield line.view, "category", label
