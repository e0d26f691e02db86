"""The file around the messages: header, double entries, and whether it matches the template.

Holds no word that a person reads.
"""

import gettext
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from messages.languages import LANGUAGES
from messages.workbench.checks.reader import Entry, PoFile
from messages.workbench.checks.subject import Found
from messages.workbench.checks.vocabulary import profile

_PLURAL = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?")
_CHARSET = re.compile(r"charset\s*=\s*([\w-]+)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_COUNTED = re.compile(r"\}[ \u00a0][^\W\d_]{3,}(?![.\w])")  # no "мин." or "%"
_COUNTED_AS = re.compile(r"\{(\w+)\}[ \u00a0]([^\W\d_]{3,})(?!\w)")
_UNCHANGED = re.compile(r"(?:(?<!ê)s|[xz]|er|el|en|prozent|grad|uhr|mal)$")  # one mois, two mois
_BY_NUMBER = ("de", "es", "fr", "pt", "it", "nl", "ca", "sv")  # one hour, several hours
_TWO, _SEVERAL = 2, 3  # the places of these forms in Arabic
_UNNAMED = "package"  # what gettext writes where nobody has given a name
_MANY = 3  # forms from which no word is the same in all
_STEM = 5  # letters that words of one family share
_COMPARED = range(1, 201)  # for none at all, both ways of counting are in use


def header(file: PoFile, language: str, folder: str) -> Iterator[Found]:
    """Yield what is wrong with the head of a file. `folder` is the language that its path names."""
    entry = file.header_entry
    if entry is None:
        if file.entries:
            yield Found("H02", "–", line=1)
        return
    if "fuzzy" in entry.flags:
        yield Found("H01", line=entry.line)
    charset = _CHARSET.search(file.header.get("Content-Type", ""))
    if charset is None or charset[1].lower() not in ("utf-8", "utf8"):
        yield Found("H02", charset[1] if charset else "–", line=entry.line)
    named = file.header.get("Language", "")
    if named and folder and not _same(named, folder):
        yield Found("H03", named, folder, line=entry.line)
    yield from _counting(file, language, entry)


def project(file: PoFile, wanted: str) -> Iterator[Found]:
    """Yield that the head of a file names another project than its template does."""
    named = file.header.get("Project-Id-Version", "")
    theirs, ours = (one.lower().split() for one in (wanted, named))
    if theirs and ours and theirs[0] != ours[0] and _UNNAMED not in (theirs[0], ours[0]):
        line = file.header_entry.line if file.header_entry else 1
        yield Found("K03", named, wanted, line=line)


def _same(one: str, other: str) -> bool:
    """Say whether two codes name one language; a country or script counts if both give it."""
    first, second = (code.lower().replace("-", "_").split("_") for code in (one, other))
    known = {"cn": "hans", "sg": "hans", "tw": "hant", "hk": "hant"}
    if first[0] != second[0]:
        return False
    rest = [
        known.get(parts[1].partition("@")[0], parts[1]) for parts in (first, second) if parts[1:]
    ]
    return len(rest) < 2 or rest[0] == rest[1]  # noqa: PLR2004 -- both give one


def _counting(file: PoFile, language: str, entry: Entry) -> Iterator[Found]:
    counted = any(one.plural is not None and not one.obsolete for one in file.entries)
    said = file.header.get("Plural-Forms", "")
    if (not said and not counted) or language not in LANGUAGES:
        return
    wanted = LANGUAGES[language]
    match = _PLURAL.search(said)
    if match is None or int(match[1]) != wanted.nplurals or not _alike(match[2], wanted.plural):
        yield Found("H04", str(wanted.nplurals), said or "–", line=entry.line)


@lru_cache(maxsize=200)
def _alike(one: str, other: str) -> bool:
    try:
        ours, theirs = gettext.c2py(one.strip()), gettext.c2py(other)
        return all(int(ours(number)) == int(theirs(number)) for number in _COMPARED)
    except Exception:  # noqa: BLE001 -- whatever was typed there is no rule
        return False


def doubles(file: PoFile) -> Iterator[tuple[Entry, Found]]:
    """Yield each entry that stands in the file for the second time."""
    seen: dict[tuple[str | None, str | None], int] = {}
    for entry in file.entries:
        key = (entry.context, None if entry.context else entry.english)
        if entry.obsolete:
            continue
        if key in seen:
            yield entry, Found("F06", str(seen[key]))
        else:
            seen[key] = entry.line


def against(file: PoFile, template: Mapping[str, Entry]) -> Iterator[tuple[Entry, Found]]:
    """Yield where ids and English are not those of the template, and which messages are missing."""
    living = [one for one in file.entries if not one.obsolete and one.english is not None]
    there = {entry.key for entry in living}
    for entry in living:
        wanted = template.get(entry.key)
        if wanted is None:
            yield entry, Found("K01", entry.key, "–")
        elif "fuzzy" not in entry.flags and _english(entry) != _english(wanted):
            yield entry, Found("K01", entry.english or "", wanted.english or "")
    for key in template.keys() - there:
        yield template[key], Found("K02", key, line=1)


def same_words(file: PoFile) -> Iterator[tuple[Entry, Found]]:
    """Yield each entry whose words another one has too, though its English is another."""
    seen: dict[str, Entry] = {}
    for entry in file.entries:
        words = entry.strings.get(0, "").strip()
        if entry.obsolete or entry.plural is not None or not words:
            continue
        first = seen.setdefault(words, entry)
        if first is not entry and not _alike_english(first, entry):
            yield entry, Found("T08", first.key, sure=False)


def _alike_english(one: Entry, other: Entry) -> bool:
    """Say whether two English texts share a word, as "close" and "closed" do."""
    first, second = (
        {word[:_STEM] for word in _WORD.findall((entry.english or "").lower())}
        for entry in (one, other)
    )
    return one.english == other.english or bool(first & second) or not (first and second)


def _english(entry: Entry) -> tuple[str | None, str | None]:
    return entry.english, entry.plural


def forms(entry: Entry, language: str, declared: int | None) -> Iterator[Found]:
    """Yield that an entry has too few or too many forms, or that one is empty."""
    expected = LANGUAGES[language].nplurals if language in LANGUAGES else declared
    filled = [bool(text.strip()) for text in entry.strings.values()]
    if not any(filled):
        return
    if entry.plural is None:
        if set(entry.strings) != {0}:
            yield Found("P01", "1", str(len(entry.strings)))
        return
    if expected is not None and set(entry.strings) != set(range(expected)):
        yield Found("P01", str(expected), str(len(entry.strings)))
    elif not all(filled):
        yield Found("P02", str(filled.index(False)))
    else:
        yield from _all_alike(entry, language)


def _all_alike(entry: Entry, language: str) -> Iterator[Found]:
    """Yield that a word that depends on a number is the same in forms that must differ."""
    told = list(entry.strings.values())
    if len(told) >= _MANY and len(set(told)) == 1 and _COUNTED.search(told[0]):
        yield Found("P04", told[0])
    elif _counts_alike(entry, language) or (language == "ar" and _counts_as_two(told)):
        yield Found("P04", told[_SEVERAL if language == "ar" else 1])


def _counts_alike(entry: Entry, language: str) -> bool:
    """Say whether what stands behind the number is the same for one and for several."""
    if language.partition("_")[0] not in _BY_NUMBER:
        return False
    for match in _COUNTED_AS.finditer(entry.strings.get(1, "")):
        counted = _counts(*(_behind(match[1], one or "") for one in (entry.english, entry.plural)))
        same = _behind(match[1], entry.strings.get(0, "")) == match[2].lower()
        if counted and same and not _UNCHANGED.search(match[2].lower()):
            return True
    return False


def _counts(one: str, several: str) -> bool:
    """Say whether the English word beside a number is counted: hour and hours, or always hours."""
    units = {block for block, _ in profile("en").meanings(several)} & {"unit", "dosage"}
    return several.endswith("s") and (one != several or bool(units))


def _behind(name: str, text: str) -> str:
    return next((one[2].lower() for one in _COUNTED_AS.finditer(text) if one[1] == name), "")


def _counts_as_two(told: list[str]) -> bool:
    """Say whether the form for a few has the word that Arabic has for two alone."""
    if len(told) <= _SEVERAL:
        return False
    dual = set(_WORD.findall(told[_TWO]))
    others = {word for one in (told[0], *told[_SEVERAL + 1 :]) for word in _WORD.findall(one)}
    return any(match[2] in dual - others for match in _COUNTED_AS.finditer(told[_SEVERAL]))


def declared_forms(file: PoFile) -> int | None:
    """Return how many forms the header of a file names."""
    match = _PLURAL.search(file.header.get("Plural-Forms", ""))
    return int(match[1]) if match else None
