"""Words of the body in a message that means nothing to us: enough to ask, never to alert.

People describe what no longer works without naming a sign: "my hand keeps letting go of things". A
message without a sign is asked about when it speaks of the body and of nothing that explains it.
Chosen on 3,074 red flags in five languages, as the lexicons heard them that had not seen them, and
6,015 everyday messages: of the red flags that meant nothing, four in ten are asked about; of the
everyday messages, two in a hundred more. Of 12,500 proverbs and quotations in five languages seven
in a hundred were asked about, half of them long and about nobody: those are not any more.
"""

from collections.abc import Iterable, Sequence

from care.detector_lexicon import Match

# Families of words, under the names that every lexicon has them by.
BODY = frozenset(
    """
    airway band breathe chest_only double dropping eyes jerking left_arm_jaw limb limbs
    lips lungs mouth not_there shaking side skin_only sudden throat unstoppable word
    """.split()  # noqa: SIM905 -- names read better as a list of words
)
ORDINARY = frozenset(
    """
    appointment closing disease enquiry long_ago other_far procedure topic usual
    """.split()  # noqa: SIM905 -- as above
)


MUTED = 6  # words around a phrase that only looks like a sign in which the body says nothing


def of_the_body(heard: Iterable[Match], clause_of: Sequence[int]) -> bool:
    """Say whether the families of words that were heard speak of the body, and of nothing else.

    "I saved my skin" mutes what stands beside it, and not the next sentence.
    """
    found = tuple(heard)
    innocent = tuple(one for one in found if one.concept == "homograph")
    outside = (one for one in found if not any(one.members <= other.members for other in innocent))
    if any(one.concept in ORDINARY for one in outside):
        return False
    body = (one for one in found if one.concept in BODY)
    return any(not any(_beside(one, other, clause_of) for other in innocent) for one in body)


def _beside(one: Match, other: Match, clause_of: Sequence[int]) -> bool:
    between = max(one.first, other.first) - min(one.last, other.last)
    return between <= MUTED and clause_of[one.first] == clause_of[other.first]
