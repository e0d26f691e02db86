"""Numbers beside signs that change what they mean: how many days, how much oxygen.

It holds their reading only; limits are in `triage_table.py`, temperatures in `temperature.py`.
"""

from collections.abc import Iterator

from care.detector_lexicon import Match
from care.detector_said import Said

_PERCENT = range(50, 101)  # what an oximeter on a living person shows
_REACH = 4  # words between "oxygen" and its number


def days_named(sign: Match, said: Said) -> int:
    """Return the number of days written beside a sign ("5 days", "five days"), or 0."""
    before = [said.words[cue.first - 1].text for cue in said.around(sign, "days") if cue.first]
    return max((_count(word, said) or 0 for word in before), default=0)


def saturations(said: Said) -> Iterator[tuple[Match, int]]:
    """Yield every oxygen saturation in a message, in percent, with its place."""
    for cue in said.cue("saturation"):
        for place in range(cue.last, min(cue.last + _REACH, len(said.words))):
            percent = _count(said.words[place].text, said)
            if percent is not None and percent in _PERCENT:
                yield Match("T_SOB_REST", cue.first, place + 1, frozenset({place})), percent


def _count(word: str, said: Said) -> int | None:
    return int(word) if word.isdecimal() else said.temperature.numbers.get(word)
