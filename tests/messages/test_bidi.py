"""A reader from right to left sees each value whole: laid out as Unicode says, by python-bidi.

`test_voice.py` asks which marks stand in the text; here it is asked what the eye then sees.
"""

import re
import unicodedata

import pytest
from bidi import get_display

from messages.catalogs import Catalogs
from messages.declare import TEXTS, Level, Text
from messages.markup import plain
from messages.values import Ambulance, Moment, Name, Phone, Plain, Temp
from messages.voice import Voice
from messages.workbench import files
from tests.messages.reviewed import DAY

_MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")

# What stands in a line beside letters that run from right to left, and comes apart without marks.
HOSTILE = {
    "a number of many groups": (Phone("x"), "+90 212 999 80 80"),
    "a number in brackets": (Phone("x"), "+1 (555) 010-9999"),
    "two numbers": (Phone("x"), ["+90 212 999 80 80", "+90 212 999 80 81"]),
    "a short number": (Ambulance("x"), "112"),
    "a temperature in two units": (Temp(1), 38.5),
    "a name and a number": (Name("x"), "Mina (Room 12-B)"),
    "a name with a full stop": (Name("x"), "Dr. A. Kaya, MD"),
    "an address in the net": (Plain("x"), "https://example.org/a?b=1&c=2"),
    "a name of a user": (Plain("x"), "@clinic_bot"),
    "a medicine and its dose": (Plain("x"), "MabThera 500 mg/50 ml"),
    "a blood pressure": (Plain("x"), "120/80 mmHg"),
    "a range with a dash": (Plain("x"), "3-5 %"),
    "a sum": (Plain("x"), "-7 + 12 = 5"),
    "a moment with its city": (Moment("x", zone=True), "2026-12-01T09:30[Europe/Berlin]"),
}
SENTENCES = {
    "ar": "يجب الاتصال بالفريق {x} قبل الموعد، ثم الانتظار.",
    "he": "יש להתקשר לצוות {x} לפני התור, ואז לחכות.",
    "fa": "با تیم {x} پیش از نوبت تماس بگیرید، سپس صبر کنید.",
}


def seen(line: str, base: str = "R") -> str:
    """Return a line as the eye meets it, from left to right, without what cannot be seen."""
    return _MARKS.sub("", get_display(line, base_dir=base))


def alone(value: str) -> str:
    """Return a value as the eye meets it where nothing else stands: its first letter decides."""
    kinds = [unicodedata.bidirectional(char) for char in value]
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return seen(value, "L" if first == "L" else "R")


def said(folder, code: str, text: Text, value) -> str:
    catalog = files.OwnCatalog("ar")
    catalog.add(text.english, SENTENCES[code], context=text.id)
    files.write(folder / code / "LC_MESSAGES" / "patient.po", catalog)
    return plain(Voice(code, catalogs=Catalogs(folder), today=DAY).say(text, x=value))


@pytest.mark.parametrize("code", SENTENCES)
def test_each_hostile_value_is_seen_whole_and_without_marks_most_would_not_be(code, tmp_path):
    broken, apart = [], []
    for what, (var, value) in HOSTILE.items():
        text = Text("patient.hostile", "Call {x} now.", Level.NORMAL, "here", {"x": var})
        line = said(tmp_path, code, text, value)
        shown = _MARKS.sub("", line)
        whole = alone(var.show(value, Voice(code)))
        if whole not in seen(line):
            broken.append(what)
        if whole not in seen(shown):
            apart.append(what)

    assert broken == []
    assert len(apart) >= len(HOSTILE) // 2


def test_every_number_to_call_is_seen_whole_in_every_arabic_message():
    arabic = Voice("ar", preview=("ar",))
    numbers = {"+90 212 999 80 80", "112"}
    broken = []
    for text in TEXTS.values():
        called = [name for name, var in text.vars.items() if isinstance(var, Phone)]
        values = {name: sorted(numbers) for name in called}
        lines = [
            seen(line) for line in plain(arabic.say(text, **text.samples | values)).split("\n")
        ]
        whole = {number for number in numbers if any(number in line for line in lines)}
        if called and whole != numbers:
            broken.append(text.id)

    assert broken == []
