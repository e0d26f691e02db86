"""Whether a sign is only supposed: "what if", a question about a thing, words from a leaflet.

It holds the order in which that is decided, and no word of any language. Only a plain "what if"
and a plain question about nobody end in an answer; whatever may be a report as well is asked about.
"""

from care.detector_asked import asked_of_nobody, asked_of_the_reader
from care.detector_conditional import Supposed, conditional, ends_in_an_if, now, since
from care.detector_enquiry import effect_asked, enquired, named_only
from care.detector_gravity import dangerous, lesser
from care.detector_lexicon import Match
from care.detector_prose import (
    counted_by_the_hundred,
    is_a_sentence,
    may_be_general,
    of_no_one_case,
    of_nobody,
    told_in_general,
    told_of_an_illness,
)
from care.detector_said import Said


def supposed(sign: Match, said: Said) -> Supposed:
    """Return how plainly a sign is only supposed where it stands."""
    for reading in (_by_its_words, _in_a_question, _of_the_reader, _of_an_illness):
        found = reading(sign, said)
        if found is not Supposed.NONE:
            return found
    if now(sign, said):
        return Supposed.NONE
    found = _behind_an_if(sign, said)
    return _in_general(sign, said) if found is Supposed.NONE else found


def _by_its_words(sign: Match, said: Said) -> Supposed:
    if sign in said.supposed or ends_in_an_if(sign, said):
        return Supposed.PLAIN
    if not of_nobody(sign, said):
        return Supposed.NONE
    read = is_a_sentence(sign, said) or counted_by_the_hundred(sign, said)
    doubt = dangerous(sign) and not read
    return Supposed.DOUBTFUL if doubt else Supposed.PLAIN


def _in_a_question(sign: Match, said: Said) -> Supposed:
    if said.beside(sign, "present"):
        return Supposed.NONE
    return Supposed.DOUBTFUL if effect_asked(sign, said) else enquired(sign, said)


def _of_the_reader(sign: Match, said: Said) -> Supposed:
    if not (asked_of_the_reader(sign, said) or of_no_one_case(sign, said)):
        return Supposed.NONE
    told = conditional(sign, said) is Supposed.PLAIN  # "call us if you have a fever"
    return Supposed.PLAIN if told or lesser(sign) else Supposed.DOUBTFUL


def _of_an_illness(sign: Match, said: Said) -> Supposed:
    return _told(sign) if told_of_an_illness(sign, said) else Supposed.NONE


def _behind_an_if(sign: Match, said: Said) -> Supposed:
    found = conditional(sign, said)
    here = found is not Supposed.NONE and since(sign, said)
    return Supposed.DOUBTFUL if here else found


def _in_general(sign: Match, said: Said) -> Supposed:
    if told_in_general(sign, said):
        return _told(sign)
    doubt = may_be_general(sign, said) or asked_of_nobody(sign, said) or named_only(sign, said)
    return Supposed.DOUBTFUL if doubt else Supposed.NONE


def _told(sign: Match) -> Supposed:
    return Supposed.DOUBTFUL if dangerous(sign) else Supposed.PLAIN
