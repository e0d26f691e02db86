"""Triage of free text beside one regular expression of the same words, in the same run.

Both read every tested sentence of all lexicons. The rival only finds words: what is denied, long
ago or of somebody else, it does not know.
"""

import asyncio
import gc
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable

from benchmarks import gauges
from care.detector_languages import read_message
from care.detector_words import words
from care.triage_table import TABLE
from messages.lexicons import languages, read_lexicons, read_phrases, read_terms

ROUNDS = 5
FEW = 100
LINE = "{:<34} {:>12} {:>12} {:>12}"


def sentences() -> list[str]:
    """Return every tested sentence, the languages taking turns as patients do."""
    each = [[phrase.text for phrase in read_phrases(language)] for language in languages()]
    longest = max(map(len, each))
    return [one[at] for at in range(longest) for one in each if at < len(one)]


def ours() -> Callable[[str], object]:
    """Return the triage of all languages."""
    lexicons = read_lexicons()
    return lambda text: read_message(text, lexicons)


def alternation() -> Callable[[str], object]:
    """Return a search for the same words in the same normal form, as one regular expression."""
    phrases = {
        " ".join(word.text for word in words(phrase.replace("*", "")))
        for language in languages()
        for concept, phrases in read_terms(language).items()
        if concept in TABLE
        for phrase in phrases
    }
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(phrases, reverse=True)))})")
    return lambda text: pattern.findall(" ".join(word.text for word in words(text)))


def measure(name: str) -> dict[str, float]:
    """Return microseconds a message (median of the rounds) and memory in MB of one way to read."""
    texts = sentences()
    if name == "re":
        texts = texts[:: len(texts) // FEW]  # it takes milliseconds for each
    gc.collect()
    before, began = gauges.memory(os.getpid()), time.perf_counter()
    read = {"ours": ours, "re": alternation}[name]()
    made = time.perf_counter() - began
    gc.collect()
    memory = gauges.memory(os.getpid()) - before
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for text in texts:
            read(text)
        rounds.append((time.perf_counter() - began) / len(texts))
    return {"us": statistics.median(rounds) * 1e6, "memory": memory, "made": made * 1000}


async def show() -> None:
    """Measure each in a process of its own, and print a line for each."""
    print(f"\nFree text in {len(languages())} languages. Promised: under 300 µs, under 20 MB.")
    print(LINE.format("", "µs a message", "memory, MB", "to load, ms"))
    for name, what in (("ours", "triage, with every rule"), ("re", "one regular expression")):
        command = (sys.executable, "-m", "benchmarks.triage", name)
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        said, _ = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"benchmarks.triage {name} failed")
        found = json.loads(said)
        print(LINE.format(what, *(f"{found[one]:.1f}" for one in ("us", "memory", "made"))))


if __name__ == "__main__":  # a process of one measurement
    print(json.dumps(measure(sys.argv[1])))
