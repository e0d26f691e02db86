"""Lexicons as they are searched, kept in the user's cache.

To build them takes a second, to read them milliseconds and a tenth of the memory. They are built
anew whenever a word, or how words are read, has changed. Where nothing can be kept they are built
in place. Holds no word.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

import marisa_trie

from care import detector_lexicon, detector_words
from care.detector_lexicon import Lexicon
from care.temperature import TemperatureWords

TRIES = {
    "phrases": True,
    "words": False,
    "idle": False,
    "stems": False,
    "halves": True,
}
SETS = tuple(one.name for one in fields(TemperatureWords) if one.name != "numbers")
READ_BY = tuple(Path(str(module.__file__)) for module in (detector_words, detector_lexicon))
BUILDER = "messages.lexicons"
REST = "rest.json"  # what is no trie
UNUSED = 30 * 24 * 3600.0  # seconds
PATIENCE = 120  # seconds that building may take on a slow machine


def kept(languages: tuple[str, ...], folder: Path) -> dict[str, Lexicon] | None:
    """Return the lexicons of these languages from the cache, or None where there are none.

    They are built first, by a process of their own, where they are missing.
    """
    places = {language: place_of(language, folder) for language in languages}
    if not all(place.is_dir() for place in places.values()) and not built(BUILDER, folder):
        return None
    try:
        return {language: _read(place) for language, place in places.items()}
    except (OSError, RuntimeError, ValueError, KeyError, TypeError):
        for place in places.values():  # half a file, or somebody else's: built in place, and anew
            shutil.rmtree(place, ignore_errors=True)
        return None


def keep(lexicon: Lexicon, place: Path) -> None:
    """Put a lexicon into the cache, all at once. Raises OSError where that cannot be written.

    Its place is asked for before its words are read: who changes them meanwhile gets a new one.
    """
    put({name: getattr(lexicon, name) for name in TRIES}, _document(lexicon), place)


def put(tries: Mapping[str, Any], rest: Mapping[str, Any], place: Path) -> None:
    """Put tries by name, and what is none, into a place of the cache, all at once.

    Raises OSError where it cannot be written.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    beside.mkdir(exist_ok=True)
    for name, one in tries.items():
        one.save(str(beside / name))
    (beside / REST).write_text(json.dumps(rest), encoding="utf-8")
    try:
        beside.rename(place)
    except OSError:  # somebody was quicker
        shutil.rmtree(beside)
    _tidy_up(place)


def _tidy_up(newest: Path) -> None:
    """Remove what was kept of the same language so long ago that nobody uses it any more."""
    language, now = newest.name.partition("-")[0], newest.stat().st_mtime
    for path in newest.parent.glob(f"{language}-*"):
        if now - path.stat().st_mtime > UNUSED:
            shutil.rmtree(path, ignore_errors=True)


def cache() -> Path:
    """Return the folder in which this user's programs keep what they can make again."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "infusion-companion" / "lexicons"


def built(builder: str, folder: Path) -> bool:
    """Let a module build what it keeps, in a process of its own; say whether it did."""
    command = (sys.executable, "-m", builder, str(folder))
    try:
        done = subprocess.run(  # noqa: S603 -- ourselves
            command, timeout=PATIENCE, check=False, capture_output=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def place_of(language: str, folder: Path) -> Path:
    """Return where a lexicon lies: under the sum of its words and of the code that reads them."""
    return place_for(language, (folder / language / "terms.csv", *READ_BY))


def place_for(name: str, files: Iterable[Path]) -> Path:
    """Return where something lies that is made of these files: another place once one changes."""
    found = sha256(version("marisa-trie").encode())
    for file in files:
        with file.open("rb") as written:
            found.update(file_digest(written, "sha256").digest())
    return cache() / f"{name}-{found.hexdigest()[:24]}"


def _document(lexicon: Lexicon) -> dict[str, Any]:
    words = lexicon.temperature
    return {
        "language": lexicon.language,
        "concepts": lexicon.concepts,
        "prefixes": lexicon.prefixes,
        "letters": lexicon.letters,
        "endings": lexicon.endings,
        "choices": {choice: sorted(said) for choice, said in lexicon.choices.items()},
        "spellings": dict(lexicon.spellings),
        "numbers": dict(words.numbers),
        "temperature": {name: sorted(getattr(words, name)) for name in SETS},
    }


def _read(place: Path) -> Lexicon:
    said: Mapping[str, Any] = json.loads((place / REST).read_bytes())
    words = {name: frozenset(found) for name, found in said["temperature"].items()}
    return Lexicon(
        language=said["language"],
        concepts=tuple(map(sys.intern, said["concepts"])),
        prefixes=tuple(said["prefixes"]),
        letters=tuple((theirs, own) for theirs, own in said["letters"]),
        endings=tuple(said["endings"]),
        choices=_frozen({choice: frozenset(found) for choice, found in said["choices"].items()}),
        spellings=_frozen({word: tuple(found) for word, found in said["spellings"].items()}),
        temperature=TemperatureWords(**words, numbers=_frozen(said["numbers"])),
        **{name: trie(place / name, holds_bytes=TRIES[name]) for name in TRIES},
    )


def trie(path: Path, *, holds_bytes: bool) -> Any:
    """Return a trie that was put there. Raises OSError or RuntimeError where there is none."""
    empty = marisa_trie.BytesTrie() if holds_bytes else marisa_trie.Trie()
    return empty.load(str(path))


def _frozen(found: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(found)
