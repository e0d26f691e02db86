"""Typed answers to the symptom check: a digit, a temperature, a word, or a sign in own words.

It holds no word of any language; those come with the lexicons.
"""

from collections.abc import Mapping

from care.check_signs import SIGNS
from care.check_steps import NEXT, THERMOMETER, Choice, Step
from care.detector_languages import Lexicons, read_message
from care.detector_words import is_word, words
from care.findings import Polarity
from care.symptom_check import rows
from care.thresholds import OURS, Limits

_BY_READING: Mapping[str | None, Choice] = {
    None: Choice.NORMAL,
    "T_FEVER": Choice.FEVER,
    "T_FEVER_HIGH": Choice.FEVER,
    "T_FEVER_LOW": Choice.RAISED,
    "T_HYPO": Choice.LOW,
}


def understand(
    step: Step,
    text: str,
    lexicons: Lexicons,
    language: str | None = None,
    limits: Limits = OURS,
) -> Choice | None:
    """Return the choice that typed words or a digit stand for on a screen, or None.

    Digits count the buttons from one, in the order of `rows`. A typed temperature is a choice too;
    `typed_temperature` has its value.
    """
    celsius = typed_temperature(text, lexicons, language)
    if step in THERMOMETER and celsius is not None:
        return _BY_READING[limits.code(celsius)]
    offered = [one for row in rows(step) for one in row]
    typed = text.strip(" .)")
    if typed.isdecimal():
        return offered[int(typed) - 1] if 1 <= int(typed) <= len(offered) else None
    return _said(step, typed, lexicons) or _told(step, text, lexicons, language)


def copied(step: Step, text: str, labels: Mapping[Choice, str]) -> Choice | None:
    """Return the choice whose button says just what was typed, or None.

    `labels` are the buttons as the writer reads them. Signs between the words do not count.
    """
    typed = _plain(text)
    same = [one for one, label in labels.items() if one in NEXT[step] and _plain(label) == typed]
    return same[0] if len(same) == 1 and typed else None


def _plain(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(text) if is_word(word.text))


def typed_temperature(text: str, lexicons: Lexicons, language: str | None = None) -> float | None:
    """Return a body temperature in Celsius from the answer to our question, the highest of it."""
    found = lexicons.temperatures(text, language, asked=True)
    return max((one.celsius for one in found if one.celsius is not None), default=None)


def _said(step: Step, text: str, lexicons: Lexicons) -> Choice | None:
    """Find a word for an answer itself: "yes", "no", "not sure"."""
    plain = " ".join(word.text for word in words(text))
    for choice in Choice:
        if plain in lexicons.choices(choice.value):
            return _on_this_screen(step, choice)
    return None


def _on_this_screen(step: Step, choice: Choice) -> Choice | None:
    """Translate yes and no to screens that list signs: no is none, a bare yes is not sure."""
    offered = NEXT[step]
    instead = {Choice.NO: Choice.NONE, Choice.NONE: Choice.NO, Choice.YES: Choice.NOT_SURE}
    for one in (choice, instead.get(choice)):
        if one in offered:
            return one
    return None


def _told(step: Step, text: str, lexicons: Lexicons, language: str | None) -> Choice | None:
    """Find the one button that says what the person wrote in words of their own."""
    findings = read_message(text, lexicons, language=language).findings
    present = {one.code for one in findings if one.polarity is Polarity.PRESENT}
    exact = [one for one in NEXT[step] if SIGNS.get((step, one)) in present]
    return exact[0] if len(exact) == 1 else None
