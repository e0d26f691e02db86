"""The promise: a word with one typing mistake is found exactly as by trying every word."""

from hypothesis import given
from hypothesis import strategies as st

from care.detector_lexicon import FORGIVEN_FROM, _forgiven, _one_mistake
from care.detector_words import is_spelled
from messages.lexicons import read_lexicon

ENGLISH = read_lexicon("en")
LONG = sorted(word for word in ENGLISH.words if len(word) >= FORGIVEN_FROM and is_spelled(word))
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@st.composite
def mistyped(draw) -> str:
    """A word of the lexicon with a letter lost, added, changed or swapped, perhaps twice."""
    word = draw(st.sampled_from(LONG))
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(word) - 1))
        letter = draw(st.sampled_from(LETTERS))
        word = draw(
            st.sampled_from(
                [
                    word[:place] + word[place + 1 :],
                    word[:place] + letter + word[place:],
                    word[:place] + letter + word[place + 1 :],
                    word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
                ]
            )
        )
    return word


@given(mistyped())
def test_one_mistake_is_forgiven_as_if_every_word_were_tried(word: str):
    tried = sorted(known for known in LONG if _one_mistake(word, known))

    assert list(_forgiven(word, ENGLISH)) == (tried if len(word) >= FORGIVEN_FROM - 1 else [])
