"""Which number to show to somebody ill, and whether a number typed in can be dialled at all.

The rules over `care/emergency_table.py` and over what a team confirmed. Never guesses a number,
and never repeats one in an error: it may be a patient's.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from re import compile as pattern
from types import MappingProxyType

from care.emergency_table import COUNTRIES, NUMBERS, EmergencyNumber, Trust

EXAMPLE = "+44 20 7946 0018"  # kept free by the British regulator for use in stories
SEPARATORS = pattern(r"[\s().\-]+")  # not the slash: people write two numbers with it
ZERO_IN_BRACKETS = pattern(r"\(\s*0\s*\)")
SHORT = pattern(r"0[0-9]{2}|[1-9][0-9]{1,5}")
LOCAL = pattern(r"\+?[0-9]{3,15}")
NOBODYS: Mapping[str, str] = MappingProxyType({})

# Own knowledge, not complete on purpose. The first: countries whose numbers never have a 0 after
# the country's code, though people write it (Italy, for one, keeps it). The second: free and
# shared-cost numbers, which do not answer from abroad.
NO_ZERO_AFTER = "20|27|31|32|33|40|41|43|44|46|49|61|81|82|90|91|92|98"
FREE_AT_HOME = "18(00|33|44|55|66|77|88)|3380|34[89]00|39800|448(00|08)|49800|7800|90(444|800)"

# What is wrong with a number, the plainest reason first; 7 to 15 digits are those of ITU-T E.164.
REASONS: tuple[tuple[Pattern[str], str], ...] = (
    (pattern(r""), "There is no number here; write it like this"),
    (pattern(r".*[^+0-9].*|.+\+.*"), "A phone number is a + and digits, nothing else; write"),
    (pattern(r"00.*"), "00 in front works only from some countries; write a + instead"),
    (pattern(r"0.*"), "A number that begins with 0 cannot be dialled from abroad; write"),
    (pattern(r"[0-9]{1,6}"), "A short number cannot be dialled from abroad; write an ordinary one"),
    (pattern(r"[0-9]+"), "A number without + and country cannot be dialled from abroad; write"),
    (pattern(r"\+0.*"), "No country's code begins with 0; write"),
    (pattern(rf"\+({NO_ZERO_AFTER})0.*"), "Leave out the 0 after the country's code; write"),
    (
        pattern(rf"\+({FREE_AT_HOME}).*"),
        "A free or shared-cost number does not answer from abroad; write an ordinary one",
    ),
    (pattern(r"\+1(?![0-9]{10}$).*"), "After +1 there are ten digits; write all of them"),
    (pattern(r"\+[0-9]{0,6}"), "This number is too short; write all of it"),
    (pattern(r"\+[0-9]{16,}"), "A phone number has at most 15 digits; write one number only"),
)


class UnknownCountry(ValueError):
    """No country has this code. The text is one sentence for whoever typed it."""


class NotDialable(ValueError):
    """Somebody abroad could not dial this. The text is one sentence for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """What staff have to look at before patients see a number: candidates, if there are any."""

    candidates: tuple[str, ...] = ()
    note: str = ""


def country_code(text: str) -> str:
    """Return the two-letter code of a country in capitals, or raise UnknownCountry."""
    code = text.strip().upper()
    if code not in COUNTRIES:
        raise UnknownCountry(f"{text.strip()!r} is not the two-letter code of a country; write TR.")
    return code


def emergency_number(
    country: str | None, confirmed: Mapping[str, str] = NOBODYS
) -> EmergencyNumber | None:
    """Return the ambulance of `country`, or None: then say "your local ambulance number".

    `confirmed` holds what teams confirmed, by country, and wins. What nobody verified is None, and
    so is every country we do not know: this stands in the way of a red flag and never raises.
    """
    code = (country or "").strip().upper()
    listed = NUMBERS.get(code)
    known = listed if listed and listed.trust is Trust.KNOWN else None
    if own := confirmed.get(code):
        return EmergencyNumber(own, trust=Trust.CONFIRMED, sms=known.sms if known else None)
    return known


def needs_confirmation(
    country: str | None, confirmed: Mapping[str, str] = NOBODYS
) -> Unconfirmed | None:
    """Return what staff must check for `country` before we show a number, or None if we do.

    For staff only: a candidate may be wrong, or the police.
    """
    if emergency_number(country, confirmed):
        return None
    listed = NUMBERS.get((country or "").strip().upper())
    return Unconfirmed(listed.numbers, listed.note) if listed else Unconfirmed()


def dialable(text: str) -> str:
    """Return a phone number in international form, readable in groups, or raise NotDialable.

    Nothing is guessed: a number that works only inside its country is refused, not completed.
    """
    typed = _typed(text)
    if ZERO_IN_BRACKETS.search(typed):
        raise NotDialable(f"Leave out the (0), which is not dialled from abroad; write {EXAMPLE}.")
    compact = SEPARATORS.sub("", typed)
    for wrong, why in REASONS:
        if wrong.fullmatch(compact):
            raise NotDialable(f"{why}: {EXAMPLE}.")
    return _readable(typed)


def emergency_dialable(text: str) -> str:
    """Return a number that a team confirms as its country's ambulance, or raise NotDialable.

    It may be short, as these numbers are, or in international form.
    """
    short = SEPARATORS.sub("", _typed(text))
    return short if SHORT.fullmatch(short) else dialable(text)


def crisis_line(text: str) -> str:
    """Return a crisis line as people of its country dial it, or raise NotDialable.

    Only a team enters one, and none is built in: many are free at home and do not answer from
    abroad, so it is shown beside the emergency number and never instead of it.
    """
    typed = _typed(text)
    if not LOCAL.fullmatch(SEPARATORS.sub("", typed)):
        raise NotDialable("A crisis line has 3 to 15 digits; write it as it is dialled: 116 123.")
    return _readable(typed)


def _typed(text: str) -> str:
    """Return the text with its digits and dashes in ASCII, and without invisible marks.

    Numbers are pasted from web pages and written in Arabic or Hindi digits.
    """
    return "".join(map(_plain, unicodedata.normalize("NFKC", text))).strip()


def _plain(character: str) -> str:
    match unicodedata.category(character):
        case "Nd":
            return str(unicodedata.decimal(character))
        case "Pd":
            return "-"
        case "Cf":
            return ""
        case _:
            return character


def _readable(typed: str) -> str:
    return SEPARATORS.sub(" ", typed).strip().replace("+ ", "+")
