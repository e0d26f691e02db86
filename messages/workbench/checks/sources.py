"""What translators start from: templates for developers, and the tested sentences of a lexicon.

Looked at only where such a file is named. Holds no word that a person reads.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from care.detector import triage
from care.findings import Polarity
from messages.lexicons import BadLexicon, read_lexicon, read_phrases
from messages.workbench.checks import reader
from messages.workbench.checks.reader import Entry
from messages.workbench.checks.said import english
from messages.workbench.checks.subject import CRITICAL, Found, frame_of

_PERCENT = re.compile(r"% ?[A-Za-z]")
_WORDS = 15
_PRESENT = frozenset({"positive", "typo", "caps", "nodiacritics"})


def of_template(path: Path) -> Iterator[tuple[Entry, Found]]:
    """Yield what a developer must mend in a template before anybody translates it."""
    for entry in reader.read(path.read_bytes()).entries:
        if entry.english and not entry.obsolete:
            for wrong in _unready(entry, path.stem):
                yield entry, Found("Q01", wrong, line=entry.line)


def _unready(entry: Entry, domain: str) -> Iterator[str]:
    said, frame = english(entry.plural or entry.english or ""), frame_of(entry, domain)
    yield from (f"{{{name}}}" for name in said.fields if name not in frame.samples)
    if percent := _PERCENT.search(said.raw):
        yield percent[0]
    if frame.level == CRITICAL:
        yield from said.figures
        yield from (one for one in said.sentences if len(one.split()) > _WORDS)


def of_lexicon(path: Path) -> Iterator[Found]:
    """Yield each sentence of a lexicon that no longer gives the signs it must give."""
    language, folder = path.parent.name, path.parent.parent
    try:
        lexicon, phrases = read_lexicon(language, folder), read_phrases(language, folder)
    except (BadLexicon, OSError, ValueError) as wrong:
        yield Found("D01", path.name, str(wrong), line=1)
        return
    for phrase in phrases:
        if phrase.kind in _PRESENT:
            signs = triage(phrase.text, lexicon).findings
            heard = {one.code for one in signs if one.polarity is Polarity.PRESENT}
            if lost := phrase.expected - heard:
                yield Found("D01", phrase.text, " ".join(sorted(lost)), line=phrase.line)
