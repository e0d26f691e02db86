"""PO files as the workbench reads and writes them: no line is broken, so a change is one line.

Holds no rule about what is in them.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from messages.languages import LANGUAGES, Language
from messages.workbench.po_lines import Before, apart, lines

NOTHING = Before([])
PROJECT = "infusion-companion"
# What the header says before anybody answers for the words: of a draft, and where there are none.
MACHINE, NOBODY = "Machine draft", "Nobody yet"
_KEPT = ("PO-Revision-Date", "Last-Translator", "Language-Team")
# Stands above the header: polib writes a line there, whether there was one or not.
_ABOVE = "# Infusion Companion. Change only msgstr; locales/README.md says how."
_UNSET = ("YEAR", "EMAIL@ADDRESS", "LANGUAGE <")


class OwnCatalog(Catalog):
    """A catalog whose header holds no moment of its own: a file changes only where its texts do."""

    def __init__(
        self,
        language: str | None = None,
        kept: Catalog | None = None,
        among: Mapping[str, Language] = LANGUAGES,
    ) -> None:
        """Begin a template, or the catalog of a language; what people wrote of themselves stays."""
        super().__init__(language, header_comment=None, fuzzy=False)
        known = None if language is None else among[language]
        before = _begun(known) if kept is None else dict(kept.mime_headers)
        self._fields = _fields(known, before)
        self.header_comment = _ABOVE if kept is None else _said(kept)
        self._forms = 2 if known is None else known.nplurals

    @property
    def num_plurals(self) -> int:
        """Return how many forms a word has beside a number: ours, not what Babel thinks."""
        return self._forms

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the header, field by field."""
        return self._fields

    @property
    def header_comment(self) -> str:
        """Return what stands above the header."""
        return self._above

    @header_comment.setter
    def header_comment(self, said: str) -> None:
        self._above = said


def _begun(known: Language | None) -> dict[str, str]:
    return {} if known is None else {"Last-Translator": NOBODY}


def _fields(known: Language | None, before: dict[str, str]) -> list[tuple[str, str]]:
    kept = {
        name: before[name]
        for name in _KEPT
        if before.get(name) and not any(unset in before[name] for unset in _UNSET)
    }
    fields = {
        "Project-Id-Version": PROJECT,
        "PO-Revision-Date": "2026-11-23 12:00+0000",
        "Last-Translator": f"{MACHINE}, read by nobody yet",
        "Language-Team": known.name if known else "",
        "Language": known.code if known else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **({"Plural-Forms": known.plural_forms} if known else {}),
    }
    *most, (name, value) = (fields | kept).items()
    return [*most, (name, f"{value}\n")]


def _said(catalog: Catalog) -> str:
    """Return the comment that people put above a header; ours in place of none and of Babel's."""
    said = str(catalog.header_comment or "")
    return _ABOVE if not said or "PROJECT" in said or "ORGANIZATION" in said else said


def read(path: Path) -> Catalog:
    """Return the catalog in a file. Raises OSError, UnicodeDecodeError or PoFileError."""
    return parsed(path.read_bytes())


def parsed(raw: bytes) -> Catalog:
    """Return the catalog in the bytes of a file. Raises UnicodeDecodeError or PoFileError.

    Words that a tool has taken over from another message, as msgmerge does, are left out.
    """
    kept, before = apart(raw)
    catalog = read_po(BytesIO(kept), abort_invalid=True)
    all_of = [one for one in (*catalog, *catalog.obsolete.values()) if one.context]
    said = {str(one.context): one.string for one in all_of}
    for message in all_of:
        made_from = before.get(str(message.context), NOTHING)
        guessed = made_from.id not in {"", message.context}
        if guessed and said.get(made_from.id) == message.string:
            message.string = ("",) * len(message.string) if message.pluralizable else ""
            message.flags.discard("fuzzy")
        else:
            message.previous_id = made_from.english
    return catalog


def write(path: Path, catalog: Catalog) -> bool:
    """Write a catalog where it differs from what is there, and say whether it did."""
    written = in_bytes(catalog)
    if path.exists() and path.read_bytes() == written:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written)
    return True


def in_bytes(catalog: Catalog) -> bytes:
    """Return a catalog as the bytes of its file."""
    return ("\n".join(lines(catalog)).strip("\n") + "\n").encode("utf-8")
