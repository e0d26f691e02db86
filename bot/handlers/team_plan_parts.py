"""Which part of a long plan stands on one screen, and how a member turns to the others.

What a message cannot hold would be cut from its end, where the sources stand. Holds no sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.handlers.team_plan_turn import Turn
from care.delivery import Rows, Value
from messages.declare import Text
from messages.listing import line
from messages.texts import staff_plan as says

SHOWN = 12  # dates on one screen, with their tests
FEWEST = 4  # the same beside a long list of what is unusual and what goes
OTHERS = 6  # dates of the plan before, of those that go and of those that stay
A_DATE = 2  # other lines that take the room of one date


@dataclass(frozen=True, slots=True)
class Besides:
    """What else stands on the screen: warnings on each, other lists part by part."""

    warnings: int = 0
    lists: tuple[int, ...] = ()

    @property
    def dates(self) -> int:
        """Return how many dates there is room for."""
        lines = self.warnings + sum(min(one, OTHERS) for one in self.lists)
        return max(FEWEST, SHOWN - lines // A_DATE)


@dataclass(frozen=True, slots=True)
class Part:
    """Which of many dates are shown, counted from 1, and how to see the others."""

    number: int
    first: int
    last: int
    texts: tuple[Text, ...]
    values: Mapping[str, Value]
    rows: Rows

    def of(self, lines: Sequence[str]) -> list[str]:
        """Return this part of another list, and how many lines are still to come."""
        begin, end = self.number * OTHERS, (self.number + 1) * OTHERS
        left = len(lines) - end
        more = [line(says.OTHERS_LEFT, {"count": left})] if left > 0 else []
        return [*lines[begin:end], *more]


def part_of(turn: Turn, count: int, besides: Besides = Besides()) -> Part:
    """Return the part of `count` dates that the member turned to."""
    size = besides.dates
    most = max(_last(count, size), *(_last(one, OTHERS) for one in besides.lists), 0)
    page = min(int(turn.facts.get("page", 0)), most)
    first, last = min(count, page * size) + 1, min(count, (page + 1) * size)
    before = (turn.button(says.DATES_BEFORE, f"g{page - 1}"),) if page > 0 else ()
    after = (turn.button(says.DATES_AFTER, f"g{page + 1}"),) if page < most else ()
    values: dict[str, Value] = {"first": first, "last": last, "count": count}
    rows = ((*before, *after),) if before or after else ()
    many = count > size and first <= last
    return Part(page, first, last, (says.MORE,) if many else (), values if many else {}, rows)


def _last(count: int, size: int) -> int:
    """Return the number of the last part, from 0."""
    return max(0, count - 1) // size
