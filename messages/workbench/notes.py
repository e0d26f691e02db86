"""What translators say about a message while they walk through it: one line each, in a file.

`locales/notes/LANG.tsv` may be read in a spreadsheet. A note is open as long as its line stands;
whoever has settled it takes the line away. Approves nothing and changes no translation.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

FOLDER = "notes"


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `id` may name several messages, with spaces between; `time` is RFC 3339, in UTC.

    `state` is how far their translation was, `english` and `shown` what they said.
    """

    time: str
    id: str
    state: str
    english: str
    shown: str
    note: str
    name: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the messages that it is about; none where nobody could tell."""
        return tuple(self.id.split())

    def is_about(self, domain: str) -> bool:
        """Say whether one of them is in a domain: the first word of an id."""
        return any(id.partition(".")[0] == domain for id in self.ids)


COLUMNS = tuple(field.name for field in fields(Note))


def path_of(root: Path, language: str) -> Path:
    """Return where the notes about a language lie, below the folder with the catalogs."""
    return root / FOLDER / f"{language}.tsv"


def read(path: Path) -> list[Note]:
    """Return the open notes in a file, the oldest first; none where it is not there.

    A line that somebody has shortened counts as far as it goes. Raises OSError, UnicodeDecodeError.
    """
    if not path.exists():
        return []
    rows = [line.split("\t") for line in path.read_text("utf-8-sig").splitlines() if line.strip()]
    return [_note(row) for row in rows if tuple(row[: len(COLUMNS)]) != COLUMNS]


def add(path: Path, note: Note) -> None:
    """Put a note below the others, on the disk when this returns; the same one only once.

    Raises OSError.
    """
    if note in read(path):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.exists() and path.read_bytes()
    ended = not begun or begun.endswith(b"\n")
    rows = [*([] if begun else [COLUMNS]), astuple(note)]
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(("" if ended else "\n") + "".join("\t".join(row) + "\n" for row in rows))


def cell(words: str) -> str:
    r"""Return words as one cell holds them: no tab, and \n where a line ends, as in a PO file."""
    lines = (" ".join(line.split()) for line in words.strip().splitlines())
    return "\\n".join(lines)


def about(notes: Iterable[Note], id: str) -> tuple[Note, ...]:
    """Return the notes about one message, the oldest first."""
    return tuple(note for note in notes if id in note.ids)


def _note(row: list[str]) -> Note:
    cells = [*row, *[""] * len(COLUMNS)][: len(COLUMNS)]
    return Note(*cells)
