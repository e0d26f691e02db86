"""The words that a language has agreed on: `glossary/LANG.csv` beside the catalogs, if any.

Holds no word itself. A word counts as there when its first two thirds are: endings change.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from messages.workbench.checks.subject import Form, Found
from messages.workbench.checks.words import folded

_EXACT = ("exact", "must", "approved", "do-not-translate", "do not translate")


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreed word: the English, ours, what may never stand for it, and whether it must be."""

    source: re.Pattern[str]
    name: str
    target: str
    forbidden: tuple[str, ...]
    exact: bool


class Glossaries:
    """The agreed words of one language."""

    def __init__(self, root: Path, language: str) -> None:
        self.language = language
        path = root / "glossary" / f"{language}.csv"
        self.agreed = tuple(_read(path)) if path.is_file() else ()

    def of(self, form: Form) -> Iterator[Found]:
        """Yield a forbidden word, or an agreed one that is missing."""
        told = folded(form.said.bare, self.language)
        for one in self.agreed:
            if not one.source.search(form.english.bare):
                continue
            wrong = "" if self._used(one, told) else self._forbidden(one, told)
            if wrong:
                yield Found("S05", one.target, wrong, sure=one.exact)
            elif one.exact and not all(self._stem(word) in told for word in one.target.split()):
                yield Found("S05", one.name, "–", sure=False)

    def _used(self, one: Agreed, told: str) -> bool:
        """Say whether the agreed word stands there: then another may stand for something else."""
        ways = (way.split() for way in one.target.split(",") if way.strip())
        return any(all(self._stem(word) in told for word in way) for way in ways)

    def _forbidden(self, one: Agreed, told: str) -> str:
        words = (word for word in one.forbidden if word not in one.target)
        return next((word for word in words if self._stands(word, told)), "")

    def _stands(self, word: str, told: str) -> bool:
        """Say whether just this word stands there; Chinese does not show where words end."""
        plain = re.escape(folded(word, self.language))
        whole = plain if self.language.startswith("zh") else rf"(?<!\w){plain}(?!\w)"
        return re.search(whole, told) is not None

    def _stem(self, word: str) -> str:
        whole = folded(word, self.language)
        if self.language == "ar":
            whole = whole.removeprefix("ال")
        return whole[: max(3, len(whole) * 2 // 3)]


def _read(path: Path) -> Iterator[Agreed]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            source, target = (row.get("source") or "").strip(), (row.get("target") or "").strip()
            if source and target:
                banned = re.split(r"[;|,]", row.get("forbidden") or "")
                yield Agreed(
                    re.compile(rf"\b{re.escape(source.split(',')[0])}\b", re.IGNORECASE),
                    source,
                    target,
                    tuple(word.strip() for word in banned if word.strip()),
                    (row.get("status") or "").strip().lower() in _EXACT,
                )
