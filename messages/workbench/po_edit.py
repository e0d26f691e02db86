"""New words put into a PO file, line by line: every other byte of it stays as it was.

Holds no rule about what may be said; a file that cannot be read for certain is refused.
"""

from collections.abc import Collection, Mapping, Sequence

from babel.messages.pofile import normalize

from messages.workbench.checks.reader import Entry, PoFile, read
from messages.workbench.po_lines import WIDTH


class Unreadable(Exception):
    """A PO file that is broken. Its text says where."""


def sound_file(raw: bytes, name: str = "") -> PoFile:
    """Return what is in a file that can be read for certain. Raises Unreadable."""
    file = read(raw)
    if file.mistakes:
        raise Unreadable(f"{name}:{file.mistakes[0].line} cannot be read")
    seen: set[str] = set()
    for entry in live(file):
        if entry.key in seen:
            raise Unreadable(f"{name}:{entry.line} {entry.key} stands there twice")
        seen.add(entry.key)
    return file


def live(file: PoFile) -> list[Entry]:
    """Return the messages of a file that are in use."""
    return [one for one in file.entries if one.english is not None and not one.obsolete]


def edited(raw: bytes, words: Mapping[str, Sequence[str]], settled: Collection[str] = ()) -> bytes:
    """Return a file with new words by id, and without the fuzzy mark where it is settled.

    Raises Unreadable.
    """
    lines = raw.decode("utf-8").split("\n")
    for entry in reversed(live(sound_file(raw))):
        if entry.key in words:
            _say(lines, entry, words[entry.key])
        if entry.key in settled:
            _settle(lines, entry.line - 1)
    return "\n".join(lines).encode("utf-8")


def _say(lines: list[str], entry: Entry, words: Sequence[str]) -> None:
    first, last = min(entry.string_lines.values()) - 1, max(entry.string_lines.values())
    while last < len(lines) and lines[last].strip().startswith('"'):
        last += 1
    end = "\r" if lines[first].endswith("\r") else ""
    names = ["msgstr"] if entry.plural is None else [f"msgstr[{n}]" for n in range(len(words))]
    said = [f"{name} {normalize(one, width=WIDTH)}" for name, one in zip(names, words, strict=True)]
    lines[first:last] = [f"{line}{end}" for line in "\n".join(said).split("\n")]


def _settle(lines: list[str], first: int) -> None:
    """Take the fuzzy mark and the English before off the comments above a line."""
    for number in range(first - 1, -1, -1):
        line = lines[number]
        if not line.startswith("#"):
            return
        if line.startswith("#|"):
            del lines[number]
        elif line.startswith("#,"):
            flags = [flag.strip() for flag in line[2:].split(",")]
            kept = [flag for flag in flags if flag and flag != "fuzzy"]
            end = "\r" if line.endswith("\r") else ""
            lines[number : number + 1] = [f"#, {', '.join(kept)}{end}"] if kept else []
