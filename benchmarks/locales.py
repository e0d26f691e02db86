"""The languages beside GNU gettext, in the same run: check, sync, preview, a reminder, memory.

Two thousand messages in ten languages, made from ours under new ids. The rivals do less: msgfmt
looks at forms and braces only, msgmerge guesses words for what is new, and gettext neither isolates
a value nor sees that a file has changed.
"""

import asyncio
import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from gettext import GNUTranslations
from pathlib import Path

from babel.dates import format_date
from babel.messages.catalog import Catalog

from benchmarks import gauges
from messages.catalogs import LOCALES, Catalogs
from messages.declare import TEXTS, Text
from messages.languages import LANGUAGES, Status
from messages.voice import Voice
from messages.workbench import files
from messages.workbench.checks.inspection import inspect_all
from messages.workbench.gallery import Remarks, cards, draft_line
from messages.workbench.gallery_page import page
from messages.workbench.reviews import Desk
from messages.workbench.sync import synced
from messages.workbench.templates import template

MESSAGES = 2_000
LANGUAGES_AT_ALL = 10
DOMAINS = ("redflag", "patient", "content", "commands")  # translated in every language
TENTH = {"es_MX": "es"}  # nine are translated: one of them counts twice
ROUNDS = 3
SAID = 5_000
TODAY = date(2026, 11, 23)
REMINDER = ("patient.remind.you", "patient.remind.ill", "patient.remind.ask")
LINE = "  {:<44} {:>10} {:>10} {:>8}   {}"


@dataclass(frozen=True, slots=True)
class Spent:
    """How long something took on the clock and on the processors, children included, in seconds."""

    clock: float
    processor: float


@dataclass(frozen=True, slots=True)
class Material:
    """A folder with templates and catalogs, and which language lies in which folder."""

    root: Path
    folders: Mapping[str, str]

    def paths(self, folder: str) -> list[Path]:
        """Return the catalogs of a language."""
        return [self.root / folder / "LC_MESSAGES" / f"{domain}.po" for domain in DOMAINS]


def material(root: Path) -> Material:
    """Write two thousand messages in ten languages below a folder, and declare them here."""
    declare()
    drafted = {code: code for code, one in LANGUAGES.items() if one.status is Status.PREVIEW}
    made = Material(root, drafted | TENTH)
    assert len(made.folders) == LANGUAGES_AT_ALL
    shutil.copytree(LOCALES / "glossary", root / "glossary")
    for domain in DOMAINS:
        wanted = template(domain)
        files.write(root / f"{domain}.pot", wanted)
        for folder, code in made.folders.items():
            old = _copied(files.read(LOCALES / code / "LC_MESSAGES" / f"{domain}.po"))
            files.write(root / folder / "LC_MESSAGES" / f"{domain}.po", synced(wanted, code, old))
    return made


def declare() -> list[Text]:
    """Return the messages, ours and copies of them under new ids, declared in this process."""
    ours = [text for text in TEXTS.values() if text.domain in DOMAINS]
    for number in range(MESSAGES - len(ours)):
        text = replace(ours[number % len(ours)], id=_copy_of(ours[number % len(ours)].id, number))
        TEXTS[text.id] = text
    return [text for text in TEXTS.values() if text.domain in DOMAINS]


def _copy_of(id: str, number: int) -> str:
    return f"{id}.copy{number}"


def _copied(old: Catalog) -> Catalog:
    there = {str(one.context): one for one in old if one.id}
    for id in [id for id in TEXTS if ".copy" in id]:
        one = there.get(id.rpartition(".copy")[0])
        if one is not None:
            old.add(one.id, one.string, context=id, flags=one.flags)
    return old


def spent(work: Callable[[], object]) -> Spent:
    """Return what a piece of work took."""
    began, before = time.perf_counter(), _processor()
    work()
    return Spent(time.perf_counter() - began, _processor() - before)


def _processor() -> float:
    used = (resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def best(work: Callable[[], object]) -> Spent:
    """Return the round in which the machine had least else to do."""
    return min((spent(work) for _ in range(ROUNDS)), key=lambda one: one.clock)


def run(*command: object) -> int:
    """Run a tool of which only the time matters here."""
    return subprocess.run(
        [str(part) for part in command], check=False, capture_output=True
    ).returncode


def show_work(made: Material) -> None:
    """Print check, sync and preview beside the tools of GNU gettext."""
    whole = [path for folder in made.folders for path in made.paths(folder)]
    told = best(lambda: [run("msgfmt", "--check", "-o", "/dev/null", path) for path in whole])
    check = (sys.executable, "-m", "bot", "locales", "check", made.root, "--json")  # of this folder
    command = best(lambda: run(*check))
    compare(f"check of {len(whole)} files, s", best(lambda: inspect_all(whole)), told, "under 2")
    compare("the same as a command, with its start, s", command, told, "nothing")
    compare(
        "sync of one language, s",
        best(lambda: [_sync(made, "tr", domain) for domain in DOMAINS]),
        best(lambda: [_merged(made, "tr", domain) for domain in DOMAINS]),
        "under 0.1",
    )
    texts = [text for text in TEXTS.values() if text.domain in DOMAINS]
    compare("preview of one language, s", best(lambda: _preview(made, texts)), None, "under 5")


def _sync(made: Material, folder: str, domain: str) -> bool:
    path = made.root / folder / "LC_MESSAGES" / f"{domain}.po"
    return files.write(path, synced(template(domain), made.folders[folder], files.read(path)))


def _merged(made: Material, folder: str, domain: str) -> int:
    path = made.root / folder / "LC_MESSAGES" / f"{domain}.po"
    return run("msgmerge", "--quiet", path, made.root / f"{domain}.pot", "-o", "/dev/null")


def _preview(made: Material, texts: list[Text]) -> str:
    at = Desk(Catalogs(made.root), "tr", TODAY)
    found = inspect_all(made.paths("tr"))
    return page("tr", cards(at, texts, Remarks(found)), draft_line(at), [])


def compare(what: str, ours: Spent, theirs: Spent | None, promised: str) -> None:
    """Print two measurements and how often the one fits into the other."""
    rival = f"{theirs.clock:.3f}" if theirs else "-"
    times = f"{ours.clock / theirs.clock:.2f}" if theirs else "-"
    seen = f"promised {promised}; {ours.processor:.2f} s of processor"
    print(LINE.format(what, f"{ours.clock:.3f}", rival, times, seen))


# A process for each of the two that hold catalogs, so that neither pays for the other's memory.


def companion(made: Material) -> Iterator[object]:
    """Yield what holds every catalog, then a call that says a reminder."""
    held = Catalogs(made.root)
    held.warm(made.folders, DOMAINS)
    yield held
    texts = [TEXTS[id] for id in REMINDER]
    values = {name: value for text in texts for name, value in text.samples.items()}
    yield lambda: Voice("tr", preview=("tr",), catalogs=held).paragraphs(REMINDER, values)


def rival(made: Material) -> Iterator[object]:
    """Yield all compiled catalogs, then a call that says the same three messages and a date."""
    held: dict[tuple[str, str], GNUTranslations] = {}
    for folder in made.folders:
        for path in made.paths(folder):
            compiled = path.with_suffix(".mo")
            run("msgfmt", path, "-o", compiled)
            with compiled.open("rb") as file:
                held[folder, path.stem] = GNUTranslations(file)
    yield held
    english = {id: TEXTS[id].english for id in REMINDER}
    words = held["tr", "patient"]
    given = {name: "x" for id in REMINDER for name in TEXTS[id].vars}

    def say() -> str:
        day = format_date(TODAY, "full", locale="tr")
        said = (words.pgettext(id, source) for id, source in english.items())
        return "\n\n".join(one.format(**(given | {"when": day})) for one in said)

    yield say


def measure(which: str, root: Path) -> dict[str, float]:
    """Return the memory of all catalogs in MB, and microseconds for a reminder, of one way."""
    declare()
    drafted = {code: code for code, one in LANGUAGES.items() if one.status is Status.PREVIEW}
    made = Material(root, drafted | TENTH)
    Catalogs(LOCALES).warm(["tr"], ["commands"])  # what any first reading imports
    format_date(TODAY, "full", locale="tr")
    gc.collect()
    before = gauges.memory(os.getpid())
    steps = {"ours": companion, "gettext": rival}[which](made)
    next(steps)
    gc.collect()
    memory = gauges.memory(os.getpid()) - before
    say = next(steps)
    assert callable(say)
    say()
    rounds = [spent(lambda: [say() for _ in range(SAID)]).processor for _ in range(ROUNDS)]
    return {"memory": memory, "us": statistics.median(rounds) / SAID * 1e6}


async def show(folder: Path) -> None:
    """Measure everything, and print a line for each."""
    made = await asyncio.to_thread(material, folder / "locales")
    print(f"\n{MESSAGES} messages in {LANGUAGES_AT_ALL} languages, beside GNU gettext.")
    print(LINE.format("", "ours", "gettext", "ratio", ""))
    await asyncio.to_thread(show_work, made)
    found = [await _of_its_own(which, made.root) for which in ("ours", "gettext")]
    for name, what, promised in (
        ("us", "a reminder of three messages, µs", "under 50"),
        ("memory", "memory of all catalogs, MB", "under 20"),
    ):
        ours, theirs = (one[name] for one in found)
        times = f"{ours / theirs:.2f}" if theirs else "-"
        print(LINE.format(what, f"{ours:.1f}", f"{theirs:.1f}", times, f"promised {promised}"))


async def _of_its_own(which: str, root: Path) -> dict[str, float]:
    command = (sys.executable, "-m", "benchmarks.locales", which, str(root))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"benchmarks.locales {which} failed")
    found: dict[str, float] = json.loads(said)
    return found


if __name__ == "__main__":  # a process of one measurement
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
