"""What the symptom check knows of usual signs: which are asked about, which are unchanged.

It reads answers only; whether a clinician has confirmed a sign is in `usual.py`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from care.check_signs import SIGNS
from care.check_steps import NEXT, USUAL, Choice, Step

Answers = Mapping[Step, Choice]

ASKED_OF: Mapping[Step, Step] = MappingProxyType(
    {before: step for step, (before, _) in USUAL.items()}
)
BETWEEN = frozenset({Step.INFUSION, Step.ONSET})  # asked between a sign and what is asked of it


def sign_at(answers: Answers, step: Step) -> str | None:
    """Return the sign that was reported on a screen."""
    choice = answers.get(step)
    return SIGNS.get((step, choice)) if choice is not None else None


def unchanged(answers: Answers) -> frozenset[str]:
    """Return the signs that were there before the infusions began and are no worse now."""
    return frozenset(
        code
        for step, (before, worse) in USUAL.items()
        if (code := sign_at(answers, step)) is not None
        and answers.get(before) is Choice.YES
        and answers.get(worse) is Choice.NO
    )


def awaited(at: Step, answers: Answers) -> frozenset[str]:
    """Return the sign of which a check on this screen asks, or is about to, whether it is usual."""
    for step, (before, worse) in USUAL.items():
        code = sign_at(answers, step)
        left_open = answers.get(before, Choice.YES) is Choice.YES and worse not in answers
        # Between the sign and its questions, nothing that comes after them is answered.
        near = at in BETWEEN and NEXT[worse][Choice.NO] not in answers
        if code is not None and left_open and (at in {before, worse} or near):
            return frozenset({code})
    return frozenset()
