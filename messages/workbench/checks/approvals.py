"""Seals and people: whether what stands in a file is what a clinician has approved.

A language without reviews has no finding. Holds no word that a person reads.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from messages.declare import Level
from messages.seals import LENGTH, SEPARATOR, Line, Seals, missing
from messages.workbench.checks.subject import Found, Message


class Approvals:
    """The reviews that lie beside a file, if there are any."""

    def __init__(self, root: Path, language: str) -> None:
        self.language = language
        self.lines: Mapping[str, Line] = {}
        self.clinicians: tuple[str, ...] = ()
        if (root / "reviews" / f"{language}.tsv").exists():
            seals = Seals(root)
            self.lines, self.clinicians = seals.lines(language), seals.clinicians(language)

    def of(self, message: Message) -> Iterator[Found]:
        """Yield that a message is not what was approved, or was approved against the rules."""
        line = self.lines.get(message.entry.key)
        if line is None or not line.clinician:
            return
        if line.seal != self._seal(message, line):
            yield Found("C01", line.clinician, line.date)
        elif missing(line, Level(message.frame.level), self.clinicians):
            yield Found("C02", line.clinician)

    def _seal(self, message: Message, line: Line) -> str:
        entry = message.entry
        forms = (entry.strings[index] for index in sorted(entry.strings))
        sources = (entry.english or "", entry.plural or "")
        sealed = SEPARATOR.join((self.language, entry.key, line.rev, *sources, *forms))
        return sha256(sealed.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
