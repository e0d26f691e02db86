"""Whether words say that the person this chat is about has died. Careful on purpose.

A hit stops reminders and asks the team, who decide; so doubt is no hit. Not meant are: somebody
further off than the next of kin, long ago, fear, questions, denials, and figures of speech.
Holds the rules of a sentence and no word of any language: how words are looked up stands in
`care/death_words.py`, and of whom a sentence speaks is worked out in `care/death_subject.py`.
"""

import re
from collections.abc import Collection

from care.death_subject import Person, Said, Subject
from care.death_words import ANYBODY, ENDS, PAUSE, TELLING, DeathWords, Hit, Kind, pieces

DENIAL_REACHES = 2  # words between a denial and what it denies
REACHES = 6  # telling words between somebody and what is said of them
CLOSE_BY = 2  # the same, where the words mean other things too
REACHED_BY = {Kind.PRONOUN: 3, Kind.POSSESSIVE: 0, Kind.OWNS: 0}  # "her canary died"
SAID_AT_MOST = 20  # times in one message; whoever writes it more often plays with us
_OWNING = frozenset({Kind.OF, Kind.WHOSE})
_BEFORE = frozenset({Kind.QUESTION, Kind.WHEN})  # behind it, they speak of something else
# A language that knows far fewer of the words than another is not the one they are written in:
# "papa s'est levé tôt" is French, and no German.
KNOWN = 0.7
_SUBJECTS = frozenset({Subject.CLOSE, Subject.PRONOUN})
_REACHES = {Kind.GONE: CLOSE_BY, Kind.NO_MORE: 0}
_MARKS = ENDS | {PAUSE}
_YEAR = re.compile(r"(?:.*\D)?((?:19|20)\d\d)")


def says_died(
    words: str,
    lexicon: DeathWords,
    names: Collection[str] = (),
    years: Collection[int] = (),
) -> bool:
    """Say whether the words tell of the death of the person with these names, or of close kin.

    `years` are those in which a death is news; one in any other year is long ago.
    """
    if not lexicon.may_tell(words):
        return False
    said = pieces(words)
    found = lexicon.hits(said)
    found.pop(ANYBODY, None)
    known = {language: sum(hit.end - hit.start for hit in hits) for language, hits in found.items()}
    return any(
        _tells(Said(said, hits, names, verb_first=language in lexicon.verb_first), years)
        for language, hits in found.items()
        if known[language] >= KNOWN * max(known.values())
    )


def may_need_help(words: str, lexicon: DeathWords) -> bool:
    """Say whether it sounds as if it happened this moment, when an ambulance may still help."""
    return bool(lexicon.hits(pieces(words)).get(ANYBODY))


def _tells(said: Said, years: Collection[int]) -> bool:
    told = [hit for hit in said.hits if hit.kind in TELLING][:SAID_AT_MOST]
    return any(_is_of_who_is_meant(said, hit) and _is_plain(said, hit, years) for hit in told)


# --- Is it said, or only supposed, asked, denied, long ago? ---------------------------------------


def _is_plain(said: Said, told: Hit, years: Collection[int]) -> bool:
    return not (
        _is_doubted(said, told)
        or _is_denied(said, told)
        or _is_asked(said, told)
        or _is_long_ago(said, told, years)
    )


def _is_doubted(said: Said, told: Hit) -> bool:
    """Say whether fear, an if or a question is in the same breath, or a figure of speech near."""
    part = said.within(*said.around(told.start, _MARKS))
    sentence = said.within(*said.around(told.start, ENDS))
    return (
        any(hit.kind is Kind.DOUBT for hit in part)
        or any(hit.kind is Kind.NOT_MEANT for hit in sentence)
        or any(hit.kind in _BEFORE and hit.start < told.start for hit in part)
    )


def _is_denied(said: Said, told: Hit) -> bool:
    """Say whether a "not" belongs to it: somebody between them keeps them apart."""
    start, end = said.around(told.start, _MARKS)
    ends = [one.end for one in said.persons if one.end <= told.start and one.subject in _SUBJECTS]
    start = max([start, *ends])
    denials = [hit for hit in said.within(start, end) if hit.kind is Kind.NOT]
    return any(
        0 <= told.start - hit.end <= DENIAL_REACHES
        or (hit.start == told.end and not said.telling_words(hit.end, end))
        for hit in denials
    )


def _is_asked(said: Said, told: Hit) -> bool:
    """Say whether the question mark is about the death, and not about what is to be done now."""
    _, end = said.around(told.start, _MARKS)
    if said.breaks[end : end + 1] != ["?"]:
        return False
    return not any(hit.kind is Kind.QUESTION for hit in said.within(told.end, end))


def _is_long_ago(said: Said, told: Hit, years: Collection[int]) -> bool:
    start, end = said.around(told.start, ENDS)
    found = (_YEAR.fullmatch(piece) for piece in said.pieces[start:end])
    return any(year is not None and int(year[1]) not in years for year in found)


# --- Of whom? -------------------------------------------------------------------------------------


def _is_of_who_is_meant(said: Said, told: Hit) -> bool:
    if told.kind is Kind.LOST:
        return _is_lost(said, told)
    who = _who(said, told, _REACHES.get(told.kind, REACHES))
    if told.kind is not Kind.DIED and not _is_left_at_that(said, told):
        return False
    if who is Subject.NOBODY and told.kind is Kind.DIED:
        return _stands_alone(said, told) and not _spoke_of_another(said, told)
    if who is Subject.PRONOUN:
        return told.kind is not Kind.GONE and not _spoke_of_another(said, told)
    return who is Subject.CLOSE


def _who(said: Said, told: Hit, reaches: int) -> Subject:
    """Return of whom it is said: the nearest before, or right behind where verbs come first."""
    before, behind = _before(said, told, reaches), _behind(said, told, CLOSE_BY)
    if behind is not None and _comes_first(said, told, before, behind):
        return behind.subject
    return Subject.NOBODY if before is None else before.subject


def _comes_first(said: Said, told: Hit, before: Person | None, behind: Person) -> bool:
    """Say whether who is named behind counts, and not who is named before."""
    if said.telling_words(told.end, behind.start):
        return said.verb_first and before is None
    if behind.kind is Kind.OTHER and not behind.mine and behind.start == told.end:
        return True  # "my dead uncle's name"
    if before is None or not said.verb_first:
        return said.verb_first
    apart = said.telling_words(before.end, told.start) > 0
    return behind.subject is Subject.FAR or (apart and behind.subject is Subject.CLOSE)


def _before(said: Said, told: Hit, reaches: int) -> Person | None:
    start, _ = said.around(told.start, ENDS)
    near = [one for one in said.persons if start <= one.start and one.end <= told.start]
    if not near:
        return None
    another = any(hit.kind is Kind.THAT for hit in said.within(near[-1].end, told.start))
    owns = any(hit.kind is Kind.WHOSE and hit.start == near[-1].end for hit in said.hits)
    reaches = 0 if owns else min(reaches, REACHED_BY.get(near[-1].kind, reaches))
    far = another or said.telling_words(near[-1].end, told.start) > reaches
    return None if far else near[-1]


def _behind(said: Said, told: Hit, reaches: int) -> Person | None:
    _, end = said.around(told.start, _MARKS)
    near = [one for one in said.persons if told.end <= one.start and one.end <= end]
    if not near or said.telling_words(told.end, near[0].start) > reaches:
        return None
    return near[0]


def _is_lost(said: Said, told: Hit) -> bool:
    """Say whether it is a person that was lost: not their keys, and not somebody else's person."""
    before, behind = _before(said, told, CLOSE_BY), _behind(said, told, 0)
    if behind is not None:
        theirs = before is not None and _is_theirs(said, told, before)
        return behind.subject is Subject.CLOSE and not (theirs or _is_owned(said, told, behind))
    if before is None or before.kind is Kind.OWNS:  # "my husband's tablets"
        return False
    part = said.within(*said.around(told.start, _MARKS))
    mine = any(hit.kind is Kind.MYSELF for hit in part)
    return mine and before.subject is Subject.CLOSE


def _is_theirs(said: Said, told: Hit, person: Person) -> bool:
    """Say whether somebody else lost somebody: "the nurse lost my father"."""
    named = person.subject is not Subject.PRONOUN and not said.writes(person)
    return named and person.end == told.start


def _is_owned(said: Said, told: Hit, person: Person) -> bool:
    """Say whether something of somebody is meant: "the keys of my husband", "my husband's keys"."""
    owning = (hit for hit in said.hits if hit.kind in _OWNING and told.end <= hit.start)
    return any(hit.end == person.start or hit.start == person.end for hit in owning)


def _is_left_at_that(said: Said, told: Hit) -> bool:
    """Say whether nothing follows that makes something else of it: "he is gone to the shop"."""
    _, end = said.around(told.start, _MARKS)
    behind = _behind(said, told, 0) if said.verb_first else None
    start = told.end if behind is None else behind.end
    asked = (hit.start for hit in said.within(start, end) if hit.kind is Kind.QUESTION)
    return said.telling_words(start, min(asked, default=end)) == 0


def _stands_alone(said: Said, told: Hit) -> bool:
    """Say whether nobody is named, and nothing is said before: "passed away last night"."""
    start, _ = said.around(told.start, ENDS)
    return said.telling_words(start, told.start) == 0 and _goes_on_with_nobody(said, told)


def _goes_on_with_nobody(said: Said, told: Hit) -> bool:
    """Say whether what follows is a time or a place, and nobody whom we do not know."""
    _, end = said.around(told.start, _MARKS)
    following = min(told.end + 1, end)
    return said.telling_words(told.end, following) == 0 or any(
        hit.start == told.end and hit.kind in (Kind.AROUND, Kind.QUESTION) for hit in said.hits
    )


def _spoke_of_another(said: Said, told: Hit) -> bool:
    """Say whether the one spoken of last, before, is somebody who is not meant."""
    spoken = [
        one
        for one in said.persons
        if one.end <= told.start and one.subject is not Subject.PRONOUN and not said.writes(one)
    ]
    return bool(spoken) and spoken[-1].subject is Subject.FAR
