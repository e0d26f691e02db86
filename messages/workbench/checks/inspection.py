"""A look at files: which there are, which template and language they belong to, what is wrong.

Reads files and writes none. Holds no rule and no word that a person reads.
"""

import gc
import os
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from messages.languages import LANGUAGES
from messages.workbench.checks import reader, state, whole_file
from messages.workbench.checks.approvals import Approvals
from messages.workbench.checks.glossaries import Glossaries
from messages.workbench.checks.reader import Entry, PoFile
from messages.workbench.checks.rules import FIXABLE, FORM_RULES, LIST_RULES, grave
from messages.workbench.checks.subject import Form, Found, Frame, Message, frame_of
from messages.workbench.checks.vocabulary import profile

_NAMED_FOLDER = "LC_MESSAGES"
_LONGEST = 160
_MUCH = 1_000_000  # bytes: from here on a second process pays for itself
_SHARES = 4  # for each process: a slow one leaves the last to others


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: where, how grave, and what a patient would see.

    `what` and `other` are what the sentence about it names.
    """

    code: str
    error: bool
    file: str
    line: int
    id: str
    language: str
    what: str = ""
    other: str = ""
    shown: str = ""
    english: str = ""
    critical: bool = False

    @property
    def fixable(self) -> bool:
        return self.code in FIXABLE


@dataclass(frozen=True, slots=True)
class Template:
    """The messages that a file must have, by id, and what is said around each."""

    entries: Mapping[str, Entry]
    frames: Mapping[str, Frame]
    project: str = ""


def catalogs(paths: Iterable[Path]) -> list[Path]:
    """Return the PO files among files and below folders, in order."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(path.rglob("*.po"))))
        else:
            found[path] = None
    return list(found)


def inspect(path: Path, pot: Path | None = None) -> list[Finding]:
    """Return all findings of a PO file, a template or a lexicon's sentences, by line.

    Raises OSError where it cannot be read.
    """
    if path.suffix in (".pot", ".csv"):
        return list(_of_sources(path))
    return _Inspection(path, path.read_bytes(), pot).findings()


def _of_sources(path: Path) -> Iterator[Finding]:
    from messages.workbench.checks import sources  # noqa: PLC0415 -- it knows all of the detector

    if path.suffix == ".csv":
        yield from (_of_source(path, "", one) for one in sources.of_lexicon(path))
    else:
        yield from (_of_source(path, entry.key, one) for entry, one in sources.of_template(path))


def _of_source(path: Path, id: str, found: Found) -> Finding:
    language = path.parent.name if path.suffix == ".csv" else "en"
    return Finding(
        found.code,
        error=True,
        file=str(path),
        line=found.line,
        id=id,
        language=_ours(language),
        what=found.what,
        other=found.other,
    )


def inspect_all(paths: Sequence[Path], pot: Path | None = None) -> list[Finding]:
    """Return all findings of many files, in their order; of much text on several processors."""
    sizes = {path: path.stat().st_size for path in paths}
    if sum(sizes.values()) < _MUCH or len(sizes) == 1:
        return [found for path in paths for found in inspect(path, pot)]
    count = min(len(sizes), os.cpu_count() or 1)
    with ProcessPoolExecutor(count, initializer=_begin) as workers:
        looks = workers.map(partial(_inspect_share, pot=pot), _shares(sizes, count))
        found = dict(chain.from_iterable(looks))
    return [one for path in paths for one in found[path]]


def _begin() -> None:
    """Let a process that ends soon keep what it has made, and end without a word at Ctrl-C."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _inspect_share(paths: Sequence[Path], pot: Path | None) -> list[tuple[Path, list[Finding]]]:
    return [(path, inspect(path, pot)) for path in paths]


def _shares(sizes: Mapping[Path, int], count: int) -> list[list[Path]]:
    """Return the files in shares of about one size, in the order in which processes take them.

    Files of one template stay together, and the shares that a process takes lie beside each other:
    what it has found out about the English serves for the next language.
    """
    shares: list[list[Path]] = [[] for _ in range(count * _SHARES)]
    before, whole = 0, sum(sizes.values()) + 1
    for path in sorted(sizes, key=lambda path: (path.stem, path)):
        shares[before * len(shares) // whole].append(path)
        before += sizes[path]
    taken = [
        shares[first + number * _SHARES] for first in range(_SHARES) for number in range(count)
    ]
    return [share for share in taken if share]


def language_of(path: Path, file: PoFile) -> tuple[str, str]:
    """Return the language of a file, and the one that its path names, if it names any."""
    folder = _in_path(path)
    named = file.header.get("Language", "").replace("-", "_")
    return _ours(folder or named or "en"), folder


def template_of(path: Path) -> Path | None:
    """Return the template that lies beside a file: in its folder or up to three above it."""
    name = path.stem.split(".")[0]
    for folder in list(path.parents)[:4]:
        if (folder / f"{name}.pot").is_file():
            return folder / f"{name}.pot"
    single = [one for folder in list(path.parents)[:3] for one in sorted(folder.glob("*.pot"))]
    return single[0] if len(single) == 1 else None


@lru_cache(maxsize=20)
def read_template(path: Path, stamp: int) -> Template:  # noqa: ARG001 -- read again when it changes
    """Return the template in a file. Raises OSError."""
    file = reader.read(path.read_bytes())
    entries = {one.key: one for one in file.entries if one.english and not one.obsolete}
    frames = {key: frame_of(entry, path.stem) for key, entry in entries.items()}
    return Template(entries, frames, file.header.get("Project-Id-Version", ""))


class _Inspection:
    """One file while it is looked at."""

    def __init__(self, path: Path, raw: bytes, pot: Path | None) -> None:
        self.path = path
        self.file = reader.read(raw)
        self.language, self.folder = language_of(path, self.file)
        pot = pot or template_of(path)
        self.template = read_template(pot, pot.stat().st_mtime_ns) if pot is not None else None
        self.approvals = Approvals(_root(path, "reviews"), self.language)
        glossary = Glossaries(_root(path, "glossary"), self.language)
        self.rules = (glossary.of, *FORM_RULES)
        self.known = profile(self.language)
        self.declared = whole_file.declared_forms(self.file)
        self.found: list[Finding] = []
        self.judged: dict[tuple[object, ...], list[tuple[Found, int]]] = {}

    def findings(self) -> list[Finding]:
        for found in self._of_file():
            self._add(found)
        for entry, found in self._of_entries():
            self._add(found, self._message(entry))
        for entry in self.file.entries:
            if not entry.obsolete and entry.english and entry.strings:
                self._look_at(self._message(entry))
        return sorted(self.found, key=lambda one: (one.line, one.code))

    def _of_file(self) -> Iterator[Found]:
        for mistake in self.file.mistakes:
            yield Found(mistake.code, mistake.shown, line=mistake.line)
        if self.file.carriage_returns:
            yield Found("M05", "CR", line=self.file.carriage_returns)
        yield from whole_file.header(self.file, self.language, self.folder)
        if self.template is not None:
            yield from whole_file.project(self.file, self.template.project)

    def _of_entries(self) -> Iterator[tuple[Entry, Found]]:
        yield from whole_file.doubles(self.file)
        yield from whole_file.same_words(self.file)
        if self.template is not None:
            yield from whole_file.against(self.file, self.template.entries)

    def _message(self, entry: Entry) -> Message:
        template = self.template
        if template is None or entry.key not in template.entries:
            return Message(entry, entry, frame_of(entry, self.path.stem), self.language, self.known)
        wanted, frame = template.entries[entry.key], template.frames[entry.key]
        return Message(entry, wanted, frame, self.language, self.known)

    def _look_at(self, message: Message) -> None:
        whole = (
            state.entry_state(message),
            whole_file.forms(message.entry, self.language, self.declared),
            self.approvals.of(message),
        )
        for found in chain.from_iterable(whole):
            self._add(found, message)
        for found, form in self._judged(message):
            self._add(found, message, form)

    def _judged(self, message: Message) -> Iterator[tuple[Found, Form]]:
        """Yield what the rules find in the words of a message: the same words are judged once."""
        forms = list(message.forms())
        words = ((form.said.raw, form.english.raw, form.alone, form.counted) for form in forms)
        key = (message.frame, *words)
        if key not in self.judged:
            self.judged[key] = list(self._of_words(forms))
        for found, index in self.judged[key]:
            yield found, forms[index]

    def _of_words(self, forms: Sequence[Form]) -> Iterator[tuple[Found, int]]:
        seen: set[str] = set()
        for index, form in enumerate(forms):
            for rule in LIST_RULES if form.listed else self.rules:
                for found in rule(form):
                    if found.code not in seen:  # once, whatever the number of forms
                        seen.add(found.code)
                        yield found, index

    def _add(self, found: Found, message: Message | None = None, form: Form | None = None) -> None:
        critical = message is not None and message.critical
        line = found.line or (form.line if form else message.first_line if message else 1)
        self.found.append(
            Finding(
                found.code,
                grave(found, critical=critical),
                str(self.path),
                line,
                message.entry.key if message else "",
                self.language,
                found.what,
                found.other,
                _short(form.shown() if form else ""),
                _short(form.english.raw if form else ""),
                critical,
            )
        )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _in_path(path: Path) -> str:
    parent = path.parent
    if parent.name == _NAMED_FOLDER:
        return parent.parent.name
    for name in (
        path.stem,
        path.stem.rpartition(".")[2],
        path.stem.rpartition("-")[2],
        parent.name,
    ):
        if _is_language(name):
            return name
    return ""


def _is_language(name: str) -> bool:
    code = name.replace("-", "_")
    first = code.partition("_")[0]
    return code in LANGUAGES or (
        len(first) in (2, 3)
        and first.islower()
        and first in _FIRSTS
        and len(code) <= len("zh_Hans")
    )


_OTHERS = frozenset(
    {"it", "nl", "pl", "ro", "az", "uk", "bg", "fa", "ur", "mr", "ne", "uz", "kk", "ka", "he", "el"}
    | {"sq", "sv", "da", "nb", "fi", "hu", "cs", "sk", "hr", "sr", "vi", "id", "ku", "ckb"}
)
_FIRSTS = _OTHERS | {code.partition("_")[0] for code in LANGUAGES}
_REGIONS = {"zh": "zh_Hans", "zh_CN": "zh_Hans", "zh_SG": "zh_Hans", "pt": "pt_BR"}


def _ours(code: str) -> str:
    """Return our code for a language, where we have one: zh_CN is zh_Hans, de_AT is de."""
    code = code.replace("-", "_")
    if code in LANGUAGES:
        return code
    if code in _REGIONS:
        return _REGIONS[code]
    first = code.partition("_")[0]
    return first if first in LANGUAGES else code


def _root(path: Path, folder_name: str) -> Path:
    """Return the folder that holds the reviews or the glossary: above the languages, or beside."""
    for folder in list(path.parents)[:3]:
        if (folder / folder_name).is_dir():
            return folder
    return path.parent
