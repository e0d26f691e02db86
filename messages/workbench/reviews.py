"""Reviews as they are made: who revised, who translated back, who approved, and what is refused.

Writes the files that `messages.seals` reads. Reads no clock; shows nothing.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date
from enum import StrEnum

from messages.catalogs import Catalogs, sound
from messages.declare import Text
from messages.languages import LANGUAGES, stands_alone
from messages.revisions import Change
from messages.seals import COLUMNS, Line, Seals, missing, same_person, seal


class State(StrEnum):
    """How far a translation is, as people read it."""

    EMPTY = "empty"
    DRAFT = "draft"
    REVISED = "revised"
    BACK_TRANSLATED = "back_translated"
    APPROVED = "approved"
    STALE = "stale"  # approved once, and the words or the English have changed since


class NotReviewable(Exception):
    """A review that is refused. Its text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One language on the desk of a reviewer, on a day."""

    catalogs: Catalogs
    language: str
    today: date

    @property
    def seals(self) -> Seals:
        """Return the reviews beside the catalogs."""
        return self.catalogs.seals

    def forms(self, text: Text) -> tuple[str, ...]:
        """Return the translation as it stands, every form of it."""
        return self.catalogs.forms(self.language, text)

    def line(self, text: Text) -> Line | None:
        """Return what is on record about the translation as it stands, and about no other."""
        line = self.seals.lines(self.language).get(text.id)
        forms = self.forms(text)
        if line is None or not any(forms) or line.seal != seal(self.language, text, forms):
            return None
        return line


def state(desk: Desk, text: Text) -> State:
    """Return how far the translation of a message is."""
    line = desk.line(text)
    if line is None:
        return _unreviewed(desk, text)
    if desk.seals.approves(desk.language, text, desk.forms(text)):
        return State.APPROVED
    return State.BACK_TRANSLATED if line.back_translation else State.REVISED


def state_counts(desk: Desk, texts: Iterable[Text]) -> Mapping[str, int]:
    """Count the messages of a language by how far they are, every state named."""
    counted = Counter(state(desk, text) for text in texts)
    return {one.value: counted[one] for one in State}


def _unreviewed(desk: Desk, text: Text) -> State:
    before = desk.seals.lines(desk.language).get(text.id)
    once = before is not None and bool(before.clinician)
    if once or desk.seals.last(desk.language, text) is not None:
        return State.STALE
    return State.DRAFT if any(desk.forms(text)) else State.EMPTY


def revise(desk: Desk, text: Text, reviser: str, translator: str, note: str = "") -> Line:
    """Record that a second linguist has read a translation, and return the line.

    Raises NotReviewable. Whatever was on record about other words of this message begins anew.
    """
    line = Line(
        id=text.id,
        rev=str(text.rev),
        seal=_sealed(desk, text),
        translator=_name(translator, "Name the translator, who answers for it: --translator NAME."),
        reviser=_name(reviser, "Name who has revised it."),
        date=desk.today.isoformat(),
        note=_cell(note),
    )
    if same_person(line.translator, line.reviser):
        raise NotReviewable(f"{text.id}: {reviser} translated it; somebody else must revise it.")
    return line


def back_translate(desk: Desk, text: Text, by: str, words: str) -> Line:
    """Record what a translation says in English again, by who has not seen the English."""
    line = _on_record(desk, text)
    by = _name(by, "Name who has translated it back.")
    if any(same_person(by, seen) for seen in (line.translator, line.reviser)):
        raise NotReviewable(f"{text.id}: {by} has seen the English; another person must do this.")
    target = _cell(" ".join(desk.forms(text)))
    if _cell(words) == target != _cell(" ".join(filter(None, text.sources))):
        raise NotReviewable(f"{text.id}: these are the words of the translation, not English.")
    if not _cell(words):
        raise NotReviewable(f"{text.id}: say what it says in English: --words TEXT or --from FILE.")
    return replace(
        line,
        method=by,
        back_translation=_cell(words),
        clinician="",
        date=desk.today.isoformat(),
    )


def approve(desk: Desk, text: Text, clinician: str) -> Line:
    """Record a clinician's approval, if all before it was done. Raises NotReviewable."""
    line = replace(
        _on_record(desk, text),
        clinician=_name(clinician, "Name the clinician."),
        date=desk.today.isoformat(),
    )
    listed = desk.seals.clinicians(desk.language)
    if clinician not in listed:
        known = ", ".join(listed) or "nobody yet"
        raise NotReviewable(
            f"{text.id}: {clinician} may not approve {desk.language}. In languages.toml, clinicians"
            f" are: {known}"
        )
    if why := missing(line, text.level, listed):
        raise NotReviewable(f"{text.id}: {why}")
    return line


def write(desk: Desk, lines: Mapping[str, Line]) -> None:
    """Write reviews into the language's file, by id. Raises NotReviewable, and writes nothing.

    What cannot be read there is not overwritten: it is somebody's signature.
    """
    path = desk.seals.path(desk.language)
    before = path.read_text("utf-8").splitlines() if path.exists() else []
    known = desk.seals.lines(desk.language)
    unread = [row for row in before if row and row.partition("\t")[0] not in {*known, COLUMNS[0]}]
    if unread or len([row for row in before if row]) > len(known) + 1:
        raise NotReviewable(f"{path.name} holds lines that cannot be read. Mend it first.")
    merged = {**known, **lines}
    rows = [COLUMNS, *(astuple(merged[id]) for id in sorted(merged))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")


def keep(desk: Desk, text: Text, line: Line) -> None:
    """Keep approved words as they are: patients read them while a change of wording is reviewed.

    They have a file of their own, for a line of the reviews begins anew with the next revision,
    and the catalog holds other words by then. Raises NotReviewable when the file is broken.
    """
    approved = {
        "rev": text.rev,
        "english": text.sources[0],
        "plural": text.sources[1],
        "forms": list(desk.forms(text)),
        "seal": line.seal,
        "clinician": line.clinician,
        "date": line.date,
    }
    _write_kept(desk, {**_kept(desk), text.id: approved})


def withdraw(desk: Desk, text: Text) -> Line:
    """Return the line without its approval, and forget the approved words at once."""
    before = desk.seals.lines(desk.language).get(text.id)
    kept = _kept(desk)
    if before is None and text.id not in kept:
        raise NotReviewable(f"{text.id}: there is nothing to withdraw.")
    _write_kept(desk, {id: one for id, one in kept.items() if id != text.id})
    line = before or Line(text.id, str(text.rev), "")
    note = "; ".join(filter(None, (line.note, f"withdrawn {desk.today.isoformat()}")))
    return replace(line, clinician="", reviser="", method="", back_translation="", note=note)


def carry_over(desk: Desk, text: Text) -> Line | None:
    """Return the line with its seal renewed, where nothing but a typo of the English has changed.

    Only from the revision before, and only while the translation is letter for letter the one
    that was approved.
    """
    line = desk.seals.lines(desk.language).get(text.id)
    last = desk.seals.last(desk.language, text)
    typo = text.revision.change is Change.TYPO
    if not typo or line is None or last is None or line.seal != last.seal:
        return None
    if last.rev != text.rev - 1 or last.forms != desk.forms(text):
        return None
    carried = f"typo in rev {text.rev}: seal carried over from {last.seal}"
    note = "; ".join(filter(None, (line.note, carried)))
    renewed = seal(desk.language, text, last.forms)
    return replace(line, rev=str(text.rev), seal=renewed, note=note)


def carry(desk: Desk, texts: Iterable[Text]) -> list[str]:
    """Renew every seal that only a typo has broken, and return the ids. Raises NotReviewable."""
    carried = [(text, line) for text in texts if (line := carry_over(desk, text)) is not None]
    if carried:
        write(desk, {line.id: line for _, line in carried})
    for text, line in carried:
        keep(desk, text, line)
    return [line.id for _, line in carried]


def _kept(desk: Desk) -> dict[str, object]:
    path = desk.seals.last_path(desk.language)
    if not path.exists():
        return {}
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError) as error:
        raise NotReviewable(f"{path.name} cannot be read. Mend it first.") from error


def _write_kept(desk: Desk, kept: Mapping[str, object]) -> None:
    path = desk.seals.last_path(desk.language)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(written + "\n", "utf-8")


def _on_record(desk: Desk, text: Text) -> Line:
    _sealed(desk, text)
    line = desk.line(text)
    if line is None:
        raise NotReviewable(f"{text.id}: nobody has revised these words yet: --revise NAME.")
    return line


def _sealed(desk: Desk, text: Text) -> str:
    """Return the seal of a translation that can be shown. Raises NotReviewable."""
    forms = desk.forms(text)
    wanted = LANGUAGES[desk.language].nplurals if text.counts else 1
    if len(forms) != wanted or not all(forms):
        raise NotReviewable(
            f"{text.id}: there is no translation of this English: it is missing, or marked fuzzy."
        )
    alone = [bool(text.counts) and stands_alone(desk.language, n) for n in range(wanted)]
    if not all(sound(text, form, alone=one) for form, one in zip(forms, alone, strict=True)):
        raise NotReviewable(
            f"{text.id}: it does not keep what the English has: `companion locales check`."
        )
    return seal(desk.language, text, forms)


def _name(given: str, otherwise: str) -> str:
    if not _cell(given):
        raise NotReviewable(otherwise)
    return _cell(given)


def _cell(words: str) -> str:
    """Return words on one line, as a cell of the file holds them."""
    return " ".join(words.split())
