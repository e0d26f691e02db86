"""What stands around the words: comments, lists to be found by, messages with the same words."""

import pytest

from messages.workbench.checks.inspection import inspect
from messages.workbench.checks.mend import mended
from messages.workbench.checks.names import sound
from messages.workbench.checks.reader import Entry
from messages.workbench.checks.subject import Frame, frame_of
from tests.messages.test_workbench_checks import entry, head, write
from tests.messages.test_workbench_checks_meaning import FOREIGN


def test_words_to_be_found_by_need_not_be_the_same_words_unless_a_life_hangs_on_them(tmp_path):
    terms = ("fever, chills, cough, sick, call", "fiebre, tos, escribir, ayer, ibuprofeno, tú")
    found = [
        inspect(write(tmp_path, "es", head("es") + entry(*terms, notes=notes)))
        for notes in (("LEVEL: normal",), ("LEVEL: critical",))
    ]

    assert found[0] == []
    assert {one.code for one in found[1]} == {"G02", "S06"}


# How projects tell a translator the level, the limit and the samples of "Call {phone} in {n} days".
CRITICAL = Frame("critical")
SAMPLED = Frame(samples={"phone": "+1 (555) 0", "n": "4"})
NOTED = {
    "LEVEL: critical; MAX: 20": Frame("critical", limit=20),
    "L10N: level=critical": CRITICAL,
    "Severity: critical": CRITICAL,
    "MAXLEN: 20": Frame(limit=20),
    "A button. MAX: 20": Frame(limit=20),
    "Maximum length: 20 characters": Frame(limit=20),
    "VARS: phone = +1 (555) 0, n = 4": SAMPLED,
    "VARS {phone} = +1 (555) 0; {n}=4": SAMPLED,
    "Samples: phone (e.g. +1 (555) 0) | n (4)": SAMPLED,
    "{n}: the number of days, for example 4": Frame(samples={"n": "4"}),
    "phone: the number to call": Frame(),
    "WHERE: max 3 visits, when it is critical": Frame(),
}


@pytest.mark.parametrize("note", NOTED)
def test_a_comment_is_read_as_its_project_writes_it(note):
    assert frame_of(Entry(english="Call {phone} in {n} days", notes=[note]), "app") == NOTED[note]


def test_the_same_words_under_two_ids_are_judged_once_and_named_twice(tmp_path):
    told = [
        entry("Call {dentist} at once.", "Hemen arayın.", f"redflag.{id}", notes)
        for id, notes in (("a", FOREIGN), ("b", FOREIGN), ("c", (*FOREIGN, "MAX: 9")))
    ]
    found = inspect(write(tmp_path, "tr", head("tr") + "".join(told)))

    assert [(one.id, one.code) for one in found] == [
        ("redflag.a", "B03"),
        ("redflag.b", "B03"),
        ("redflag.c", "B03"),
        ("redflag.c", "L01"),
    ]
    assert len({one.line for one in found}) == len(told)


def test_spaces_that_no_line_breaks_at_are_mended(tmp_path):
    text = head("fr") + entry("Call at once.", "Appelez\u00a0tout\u00a0de\u00a0suite.", notes=())

    assert mended(text.encode(), "fr").decode() == text.replace("\u00a0", " ")


def test_a_medicine_sounds_alike_in_the_alphabets_that_are_sounded_out():
    for name, other in (("amoxicillin", "amoksisilin"), ("azithromycin", "азитромицин")):
        assert sound(name) == sound(other)
    assert sound("ciprofloxacin") != sound("levofloxacin")
