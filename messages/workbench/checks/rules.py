"""Every rule by its code: how grave it is, and what a program may mend by itself.

Holds no word that a person reads: see `messages/texts/tools.py`.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum

from messages.workbench.checks import (
    arrangement,
    braces,
    choices,
    denials,
    force,
    hidden,
    kept,
    meaning,
    measures,
    names,
    state,
    style,
    tags,
)
from messages.workbench.checks.subject import Form, Found


class Weight(StrEnum):
    """Blocks always, blocks in a critical message, or only warns."""

    ERROR = "E"
    CRITICAL = "C"
    WARNING = "W"


_WEIGHTS = {
    Weight.ERROR: "F01 F02 F03 F04 F05 F06 H01 H02 H03 H04 K01 T03 P01 P02 P03 B01 B02 B03 B04 B07"
    " M01 M04 S02 R01 R02 R03 R04 R05 R06 L01 L02 C01 C02 Q01 D01",
    Weight.CRITICAL: "K02 T01 T02 T04 T05 T06 T07 B06 M02 M03 M05 S01 S03 S04 S05 S06 S07 T08",
    Weight.WARNING: "B05 G01 G02 K03 P04 S08 S09 X01",
}
WEIGHTS = {code: weight for weight, codes in _WEIGHTS.items() for code in codes.split()}
CODES = tuple(sorted(WEIGHTS))
FIXABLE = frozenset(["F02", "H01", "H02", "H04", "M05", "R01", "R02", "R03", "R04", "R06"])

FormRule = Callable[[Form], Iterator[Found]]
FORM_RULES: tuple[FormRule, ...] = (
    braces.braces,
    tags.markup,
    tags.lines,
    hidden.hidden,
    state.sameness,
    state.language,
    state.length,
    state.leftovers,
    meaning.severity,
    measures.figures,
    measures.days,
    measures.below_zero,
    measures.paired,
    meaning.meanings,
    names.medicines,
    meaning.medicines,
    denials.negations,
    meaning.questions,
    kept.kept,
    force.force,
    arrangement.arranged,
    choices.choices,
    style.style,
    style.lengths,
    style.sentences,
)

# A list of words by which something is found is written anew in each language, not translated.
LIST_RULES: tuple[FormRule, ...] = (
    braces.braces,
    tags.markup,
    tags.lines,
    hidden.hidden,
    state.sameness,
    state.language,
    state.leftovers,
    style.lengths,
)


def grave(found: Found, *, critical: bool) -> bool:
    """Say whether a finding is an error here, or else a warning."""
    weight = WEIGHTS[found.code]
    if weight is Weight.ERROR:
        return found.sure
    return weight is Weight.CRITICAL and critical and found.sure
