"""Words of the body in a message that means nothing to us: enough to ask, never to alert.

People describe what no longer works without naming a sign: "my hand keeps letting go of things". A
message without a sign is asked about when it speaks of the body and of nothing that explains it.
Chosen on 3,074 red flags in five languages, as the lexicons heard them that had not seen them, and
6,015 everyday messages: of the red flags that meant nothing, four in ten are asked about; of the
everyday messages, two in a hundred more.
"""

from collections.abc import Set as AbstractSet

# Families of words, under the names that every lexicon has them by.
BODY = frozenset(
    """
    airway band breathe chest_only double dropping eyes jerking left_arm_jaw limb limbs
    lips lungs mouth not_there shaking side skin_only sudden throat unstoppable word
    """.split()  # noqa: SIM905 -- names read better as a list of words
)
ORDINARY = frozenset(
    """
    appointment closing disease enquiry homograph long_ago other_far topic usual
    """.split()  # noqa: SIM905 -- as above
)


def of_the_body(heard: AbstractSet[str]) -> bool:
    """Say whether the families of words that were heard speak of the body, and of nothing else."""
    return not heard.isdisjoint(BODY) and heard.isdisjoint(ORDINARY)
