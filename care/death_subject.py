"""Of whom a message speaks: the patient, the next of kin, or somebody who is not meant.

Holds which words belong together, and no word of any language.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property

from care.death_words import ENDS, PAUSE, TELLING, Hit, Kind, pieces

NAME_ENDS = 2  # letters that a language may put behind a name
SHORTEST = 4  # letters of a name that may be written with other endings


class Subject(Enum):
    """Who is meant. Only `close` is the patient or the next of kin; `pronoun` may be."""

    CLOSE = auto()
    PRONOUN = auto()
    FAR = auto()
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class Person:
    """Words that stand for somebody, at their places; `kind` is the row's."""

    subject: Subject
    kind: Kind
    start: int
    end: int
    mine: bool = False  # "my" stands before it, or is in it


_RELATED = frozenset({Kind.KIN, Kind.OWN, Kind.OWNS, Kind.OTHER})
_EMPTY = frozenset({Kind.AROUND, Kind.OF, Kind.WHOSE, Kind.TITLE})
_REACHING = frozenset({Kind.THAT, Kind.DOUBT})
_SUBJECTS = {
    Kind.PATIENT: Subject.CLOSE,
    Kind.OWN: Subject.CLOSE,
    Kind.OWNS: Subject.CLOSE,
    Kind.KIN: Subject.FAR,  # unless it is "my"
    Kind.PRONOUN: Subject.PRONOUN,
    Kind.POSSESSIVE: Subject.PRONOUN,
    Kind.OTHER: Subject.FAR,
    Kind.MYSELF: Subject.FAR,
}


class Said:
    """A message in one language: its pieces, the rows that stand in it, and the people it names."""

    def __init__(
        self,
        said: Sequence[str],
        hits: Sequence[Hit],
        names: Collection[str],
        *,
        verb_first: bool,
    ) -> None:
        self.pieces, self.verb_first = said, verb_first
        self.hits = sorted([*_names(said, hits, names)], key=lambda hit: hit.start)

    @cached_property
    def persons(self) -> Sequence[Person]:
        """Return everybody who is named, in order; "my husband's brother" is one, far off."""
        named = (_called(self, person) for person in _persons(self.hits))
        return tuple(_joined(self, named))

    @cached_property
    def breaks(self) -> Sequence[str]:
        """Return for each piece the mark that it is, or nothing; an "and" is a pause."""
        found = [piece if piece in ENDS or piece == PAUSE else "" for piece in self.pieces]
        for hit in self.hits:
            for at in range(hit.start, hit.end):
                found[at] = PAUSE if hit.kind is Kind.AND else ""
        for hit in self.hits:  # "I fear, that he" and "I thought, he" are one thought
            beside = hit.start - 1 if hit.kind is Kind.THAT else hit.end
            if hit.kind in _REACHING and 0 <= beside < len(found) and found[beside] == PAUSE:
                found[beside] = ""
        return found

    @cached_property
    def telling(self) -> Collection[int]:
        """Return the places of the words that tell of a death."""
        told = (hit for hit in self.hits if hit.kind in TELLING)
        return {at for hit in told for at in range(hit.start, hit.end)}

    def around(self, at: int, marks: Collection[str]) -> tuple[int, int]:
        """Return from where to where the words around a place go without one of these marks."""
        start = next((i + 1 for i in range(at - 1, -1, -1) if self.breaks[i] in marks), 0)
        ends = (i for i in range(at, len(self.pieces)) if self.breaks[i] in marks)
        return start, next(ends, len(self.pieces))

    def writes(self, person: Person) -> bool:
        """Say whether it is whoever writes: "this is his wife", "I am the son of Mina"."""
        if person.kind is Kind.MYSELF:
            return True
        start, _ = self.around(person.start, ENDS)
        before = self.within(start, person.start)
        return person.kind is not Kind.OTHER and any(hit.kind is Kind.MYSELF for hit in before)

    def within(self, start: int, end: int) -> list[Hit]:
        """Return the rows between two places."""
        return [hit for hit in self.hits if start <= hit.start and hit.end <= end]

    def telling_words(self, start: int, end: int) -> int:
        """Count the words between two places that say something: no "yesterday", no number."""
        said = {at for at in range(start, end) if not self.breaks[at] and self._speaks(at)}
        for hit in self.within(start, end):
            if hit.kind in _EMPTY:
                said -= set(range(hit.start, hit.end))
        return len(said)

    def _speaks(self, at: int) -> bool:
        piece = self.pieces[at]
        return piece not in ENDS and piece != PAUSE and not piece[0].isdigit()


def _names(said: Sequence[str], hits: Sequence[Hit], names: Collection[str]) -> Iterator[Hit]:
    """Return the rows, and the patient's names where they stand; a name hides rows beneath it."""
    called = [tuple(pieces(name)) for name in names]
    found = [
        Hit(Kind.PATIENT, at, at + len(name))
        for at in range(len(said))
        for name in called
        if name and tuple(said[at : at + len(name)]) == name
    ]
    found += _surnames(said, hits, called)
    taken = {at for hit in found for at in range(hit.start, hit.end)}
    rows = [hit for hit in hits if taken.isdisjoint(range(hit.start, hit.end))]
    known = taken | {at for hit in rows for at in range(hit.start, hit.end)}
    yield from rows
    yield from found
    for at in set(range(len(said))) - known:
        if any(len(name) == 1 and _is_form_of(said[at], name[0]) for name in called):
            yield Hit(Kind.PATIENT, at, at + 1)


def _surnames(
    said: Sequence[str], hits: Sequence[Hit], called: Collection[tuple[str, ...]]
) -> list[Hit]:
    """Return where a surname stands beside a title; by itself it may be anybody's."""
    last = {name[-1] for name in called if len(name) > 1}
    titles = [hit for hit in hits if hit.kind is Kind.TITLE]
    return [
        Hit(Kind.PATIENT, hit.start, hit.end + 1)
        for hit in titles
        if said[hit.end : hit.end + 1] and said[hit.end] in last
    ]


def _is_form_of(word: str, name: str) -> bool:
    """Say whether a word is a name with another ending, as many languages write it."""
    return (
        len(name) >= SHORTEST and word.startswith(name[:-1]) and len(word) <= len(name) + NAME_ENDS
    )


def _persons(hits: Sequence[Hit]) -> Iterator[Person]:
    my = None
    for hit in hits:
        if hit.kind is Kind.MY or hit.kind in TELLING:
            my = hit if hit.kind is Kind.MY else None
        elif hit.kind in _SUBJECTS:
            person = Person(
                _SUBJECTS[hit.kind],
                hit.kind,
                hit.start,
                hit.end,
                mine=hit.kind in (Kind.OWN, Kind.OWNS),
            )
            if my is not None and hit.start - my.end <= 1 and hit.kind in _RELATED:
                person = _mine(person, my)
            my = None
            yield person


def _called(said: Said, person: Person) -> Person:
    """Return a person, who is close if named as only one's own are: "Husband died last night"."""
    begins = person.start == 0 or said.breaks[person.start - 1] != ""
    if person.kind is Kind.KIN and begins:
        return replace(person, subject=Subject.CLOSE)
    return person


def _mine(person: Person, my: Hit) -> Person:
    subject = person.subject if person.kind is Kind.OTHER else Subject.CLOSE
    return replace(person, subject=subject, start=my.start, mine=True)


def _joined(said: Said, persons: Iterator[Person]) -> Iterator[Person]:
    """Return the people again, with those who are somebody else's joined, far off."""
    found: list[Person] = []
    for person in persons:
        if found and _is_of_another(said, found[-1], person):
            myself = found[-1].kind is Kind.MYSELF
            kind = Kind.MYSELF if myself else person.kind
            found[-1] = replace(person, subject=Subject.FAR, kind=kind, start=found[-1].start)
        else:
            found.append(person)
    yield from found


def _is_of_another(said: Said, before: Person, person: Person) -> bool:
    """Say whether two make one: "her mother", "the mother of my husband", "I am her sister"."""
    between = range(before.end, person.start)
    if len(between) > 1 or any(said.breaks[at] or at in said.telling for at in between):
        return False
    if before.kind is Kind.MYSELF:
        return person.kind is Kind.POSSESSIVE or (
            person.kind in _RELATED and person.subject is Subject.FAR
        )
    if before.subject is Subject.PRONOUN:
        return person.kind in _RELATED and not (person.mine and person.kind is Kind.KIN)
    apposed = person.kind is Kind.PATIENT and before.subject is Subject.CLOSE and not between
    return before.kind in _RELATED and person.kind in _RELATED | {Kind.PATIENT} and not apposed
