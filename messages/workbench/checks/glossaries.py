"""The words that a language has agreed on: `glossary/LANG.csv` beside the catalogs, if any.

Holds no word itself. A word counts as there when its first two thirds are: endings change.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from messages.workbench.checks.subject import Form, Found
from messages.workbench.checks.words import folded

_FIRST = re.compile(r"\w+")
_EXACT = ("exact", "must", "approved", "do-not-translate", "do not translate")


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreed word: the English, ours, what may never stand for it, and whether it must be."""

    source: str
    name: str
    target: str
    forbidden: tuple[tuple[str, str], ...]  # as it is written, and folded
    exact: bool


class Glossaries:
    """The agreed words of one language."""

    def __init__(self, root: Path, language: str) -> None:
        self.language = language
        path = root / "glossary" / f"{language}.csv"
        stamp = path.stat().st_mtime_ns if path.is_file() else 0
        self.by_word = _by_word(path, language, stamp) if stamp else {}

    def of(self, form: Form) -> Iterator[Found]:
        """Yield a forbidden word, or an agreed one that is missing."""
        told = form.said.folded
        for one in self._spoken_of(form):
            wrong = self._forbidden(one, told)
            if wrong:
                yield Found("S05", one.target, wrong, sure=one.exact)
            elif one.exact and not all(self._stem(word) in told for word in one.target.split()):
                yield Found("S05", one.name, "–", sure=False)

    def _spoken_of(self, form: Form) -> Iterator[Agreed]:
        """Yield the agreed words that the English has."""
        words = form.english.words
        spoken = self.by_word.keys() & words
        for word in sorted(spoken, key=words.index) if len(spoken) > 1 else spoken:
            for one in self.by_word[word]:
                if _speaks_of(form.english.bare, one.source):
                    yield one

    def _used(self, one: Agreed, told: str) -> bool:
        """Say whether the agreed word stands there: then another may stand for something else."""
        ways = (way.split() for way in re.split("[,/]", one.target) if way.strip())
        return any(all(self._stem(word) in told for word in way) for way in ways)

    def _forbidden(self, one: Agreed, told: str) -> str:
        """Return the forbidden word that stands there in place of the agreed one, if one does."""
        standing = (word for word, plain in one.forbidden if self._stands(plain, told))
        wrong = next(standing, "")
        return "" if wrong and self._used(one, told) else wrong

    def _stands(self, plain: str, told: str) -> bool:
        """Say whether just this word stands there; Chinese does not show where words end."""
        if plain not in told or self.language.startswith("zh"):
            return plain in told
        return re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", told) is not None

    def _stem(self, word: str) -> str:
        whole = folded(word, self.language)
        if self.language == "ar":
            whole = whole.removeprefix("ال")
        return whole[: max(3, len(whole) * 2 // 3)]


@lru_cache(maxsize=50_000)
def _speaks_of(bare: str, source: str) -> bool:
    """Say whether an English text has an agreed word: once for all languages."""
    return _word(source).search(bare) is not None


@lru_cache(maxsize=1_000)
def _word(source: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(source)}\b", re.IGNORECASE)


@lru_cache(maxsize=50)
def _by_word(path: Path, language: str, stamp: int) -> dict[str, list[Agreed]]:  # noqa: ARG001 -- read again when it changes
    """Return the agreed words by the first word of their English."""
    found: dict[str, list[Agreed]] = {}
    for one in _read(path, language):
        found.setdefault(_FIRST.findall(one.name.lower())[0], []).append(one)
    return found


def _read(path: Path, language: str) -> Iterator[Agreed]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            source, target = (row.get("source") or "").strip(), (row.get("target") or "").strip()
            if target and _FIRST.search(source):
                banned = re.split(r"[;|,]", row.get("forbidden") or "")
                yield Agreed(
                    source.split(",")[0],
                    source,
                    target,
                    tuple(
                        (word, folded(word, language))
                        for word in map(str.strip, banned)
                        if word and word not in target
                    ),
                    (row.get("status") or "").strip().lower() in _EXACT,
                )
