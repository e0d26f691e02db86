"""Findings in words: said in the translator's own language, as lines or as a document.

Holds no word itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from messages.declare import TEXTS
from messages.languages import LANGUAGES
from messages.texts import tools
from messages.voice import Voice
from messages.workbench.checks.inspection import Finding


def document(files: int, findings: Sequence[Finding], language: str = "") -> dict[str, object]:
    """Return the findings for programs: how many files, errors and warnings, and each of them."""
    errors = sum(one.error for one in findings)
    return {
        "files": files,
        "errors": errors,
        "warnings": len(findings) - errors,
        "findings": [_row(one, language or one.language) for one in findings],
    }


def _row(one: Finding, language: str) -> Mapping[str, object]:
    return {
        "code": one.code,
        "level": "error" if one.error else "warning",
        "file": one.file,
        "line": one.line,
        "id": one.id,
        "message": says(one.code, language, one.what, one.other),
        "shown": one.shown,
        "fix": how(one.code, language, one.what, one.other),
        "fixable": one.fixable,
    }


def lines(files: int, findings: Sequence[Finding], language: str = "") -> Iterator[str]:
    """Yield the findings for people: where, what is wrong, what readers would see, how to mend."""
    for one in findings:
        own = language or one.language
        mark = "✗" if one.error else "!"
        yield f"{mark} {one.file}:{one.line} {one.id} [{one.code}]".replace("  ", " ")
        yield f"  {says(one.code, own, one.what, one.other)}"
        if one.english:
            yield f"  {_said(own, tools.ENGLISH.id, one.english)}"
        if one.shown:
            yield f"  {_said(own, tools.SEEN.id, one.shown)}"
        yield f"  → {how(one.code, own, one.what, one.other)}"
        if one.fixable:
            yield f"  {_said(own, tools.FIXABLE.id)}"
    errors = sum(one.error for one in findings)
    spoken = {one.language for one in findings}
    own = language or (spoken.pop() if len(spoken) == 1 else "en")
    counts = {"files": str(files), "errors": str(errors), "warnings": str(len(findings) - errors)}
    yield _voice(own).label(tools.COUNT, **counts)


def says(code: str, language: str, what: str = "", other: str = "") -> str:
    """Return what a rule says of a finding, in a language, or else in English."""
    return _said(language, tools.SAYS[code].id, what, other).rstrip()


def how(code: str, language: str, what: str = "", other: str = "") -> str:
    """Return how to mend what a rule has found."""
    return _said(language, tools.HOW[code].id, what, other)


@lru_cache(maxsize=5_000)
def _said(language: str, id: str, what: str = "", other: str = "") -> str:
    text = TEXTS[id]
    given = {"what": " ".join(what.split()), "other": " ".join(other.split())}
    return _voice(language).label(text, **{name: given[name] for name in text.vars})


@lru_cache(maxsize=50)
def _voice(language: str) -> Voice:
    known = language if language in LANGUAGES else "en"
    return Voice(known, preview=(known,))
