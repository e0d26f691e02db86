"""The checker finds what translators and their tools break, and is silent about what is right."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import normalize

from bot.commands import INTERRUPTED
from messages.catalogs import LOCALES
from messages.declare import TEXTS
from messages.languages import LANGUAGES
from messages.workbench.checks import reader, report
from messages.workbench.checks.examples import EXAMPLES
from messages.workbench.checks.inspection import Finding, inspect, inspect_all
from messages.workbench.checks.mend import mended
from messages.workbench.checks.rules import CODES, FIXABLE

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: {code}\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {plural}\\n"\n\n'
)
COMPANION = Path(sys.executable).parent / "companion"
PHONE = ("LEVEL: critical", "VARS: phone = +90 212 999 80 80; temp = 38.5 °C")


def head(code: str) -> str:
    return HEAD.format(code=code, plural=LANGUAGES[code].plural_forms)


def quoted(text: str) -> str:
    return normalize(text, width=100_000)


def entry(english: str, words: str, id: str = "redflag.a", notes=PHONE, flags: str = "") -> str:
    above = "".join(f"#. {note}\n" for note in notes) + (f"#, {flags}\n" if flags else "")
    return f'{above}msgctxt "{id}"\nmsgid {quoted(english)}\nmsgstr {quoted(words)}\n\n'


def write(folder: Path, code: str, text: str | bytes) -> Path:
    path = folder / code / "LC_MESSAGES" / "redflag.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def codes(path: Path, pot: Path | None = None) -> set[str]:
    return {found.code for found in inspect(path, pot)}


@pytest.mark.parametrize("code", EXAMPLES)
def test_each_rule_about_words_finds_its_example_and_lets_the_right_one_pass(code, tmp_path):
    example = EXAMPLES[code]
    found = []
    for words in (example.wrong, example.right):
        text = head(example.language) + entry(example.english, words, notes=example.notes)
        found.append(codes(write(tmp_path, example.language, text)))

    assert code in found[0]
    assert found[1] == set()


GOOD = head("tr") + entry("Call now: {phone}", "Hemen arayın: {phone}")
DAYS = 'msgctxt "redflag.d"\nmsgid "{n} day"\nmsgid_plural "{n} days"\n'
BROKEN_FILES = {
    "F01": GOOD.encode("utf-16"),
    "F02": b"\xef\xbb\xbf" + GOOD.encode(),
    "F03": GOOD.replace("#. LEVEL", "<<<<<<< HEAD\n#. LEVEL", 1).encode(),
    "F04": GOOD.replace('"Hemen arayın: {phone}"', "“Hemen arayın: {phone}”").encode(),
    "F05": GOOD.replace("Hemen arayın", 'Hemen "arayın"').encode(),
    "F06": (GOOD + entry("Call now: {phone}", "Şimdi arayın: {phone}")).encode(),
    "H01": b"#, fuzzy\n" + GOOD.encode(),
    "H02": GOOD.replace("charset=UTF-8", "charset=ISO-8859-9").encode(),
    "H03": GOOD.replace("Language: tr", "Language: de").encode(),
    "H04": GOOD.replace("nplurals=2", "nplurals=1").encode(),
    "P01": (GOOD + DAYS + 'msgstr[0] "{n} gün"\n').encode(),
    "P02": (GOOD + DAYS + 'msgstr[0] "{n} gün"\nmsgstr[1] ""\n').encode(),
    "P03": (GOOD + DAYS + 'msgstr[0] "{n} gün"\nmsgstr[1] "günler"\n').encode(),
    "T02": GOOD.replace("msgctxt", "#, fuzzy\nmsgctxt").encode(),
    "T08": (GOOD + entry("Yes", "Var", "redflag.b") + entry("Fever", "Var", "redflag.c")).encode(),
}  # fmt: skip


@pytest.mark.parametrize("code", BROKEN_FILES)
def test_each_rule_about_files_finds_its_defect_and_passes_the_good_file(code, tmp_path):
    assert codes(write(tmp_path, "tr", GOOD)) == set()

    assert code in codes(write(tmp_path, "tr", BROKEN_FILES[code]))


def test_all_values_that_a_translation_lost_are_named_at_once(tmp_path):
    english = "{name}, call {phone} now. Your temperature is {temp}. We call {phone}, too."
    words = "{name}, şimdi arayın."
    found = inspect(write(tmp_path, "tr", head("tr") + entry(english, words)))

    assert [one.what for one in found if one.code == "B03"] == ["{phone}, {temp}"]


def test_a_template_tells_what_was_changed_and_what_is_missing(tmp_path):
    pot = tmp_path / "redflag.pot"
    pot.write_text(entry("Call now: {phone}", "") + entry("Do not wait.", "", "redflag.b"))
    both = GOOD + entry("Do not wait.", "Beklemeyin.", "redflag.b", notes=())

    assert codes(write(tmp_path, "tr", both)) == set()
    assert codes(write(tmp_path, "tr", GOOD)) == {"K02"}
    assert codes(write(tmp_path, "tr", both.replace('"Do not', '"Do Not'))) == {"K01"}
    assert codes(write(tmp_path, "tr", both.replace("redflag.b", "redflag.v"))) == {"K01", "K02"}


def test_what_was_approved_may_not_change_unseen(tmp_path):
    (tmp_path / "reviews").mkdir()
    row = (
        "redflag.a",
        "1",
        "0123456789abcdef",
        "A. B.",
        "C. D.",
        "E. F.",
        "2026-11-03",
        "",
        "",
        "",
    )
    (tmp_path / "reviews" / "tr.tsv").write_text("\t".join(row) + "\n")

    assert codes(write(tmp_path, "tr", GOOD)) == {"C01"}


def test_a_template_that_is_not_ready_for_translators_is_named_to_its_developers(tmp_path):
    pot = tmp_path / "redflag.pot"
    pot.write_text(entry("Call within {n} hours.", "", notes=("LEVEL: critical", "VARS: n = 24")))
    assert inspect(pot) == []

    pot.write_text(entry("Call {phone} within 24 hours.", "", notes=("LEVEL: critical",)))
    assert [(one.code, one.what) for one in inspect(pot)] == [("Q01", "{phone}"), ("Q01", "24")]


def test_a_sentence_that_no_longer_raises_its_sign_is_named(tmp_path):
    folder = tmp_path / "en"
    shutil.copytree(LOCALES / "lexicon" / "en", folder)
    rows = "text,expected_concepts,kind\nI have a fever,T_FEVER,positive\n"
    (folder / "phrases.csv").write_text(rows)
    assert inspect(folder / "phrases.csv") == []

    (folder / "phrases.csv").write_text(rows.replace("I have a fever", "I feel fine"))
    assert [(one.code, one.line, one.what) for one in inspect(folder / "phrases.csv")] == [
        ("D01", 2, "I feel fine")
    ]


def test_agreed_words_are_used_and_forbidden_ones_are_not(tmp_path):
    (tmp_path / "glossary").mkdir()
    rows = "source,target,note,status,forbidden\ncall,ara,,exact,çağırın; seslenin\n"
    (tmp_path / "glossary" / "tr.csv").write_text(rows)

    found = [
        [(one.code, one.error) for one in inspect(write(tmp_path, "tr", text))]
        for text in (GOOD, GOOD.replace("arayın", "çağırın"), GOOD.replace("arayın", "bildirin"))
    ]

    assert found == [[], [("S05", True)], [("S05", False)]]


def test_every_rule_has_a_failing_example_here():
    shown = set(EXAMPLES) | set(BROKEN_FILES) | {"K01", "K02", "C01", "Q01", "D01"}
    shown |= {"K03", "P04"}  # tests/messages/test_workbench_checks_arrangement.py

    assert set(CODES) - shown == {"C02"}  # tests/messages/test_seals.py has the rules for people


def test_what_a_program_can_mend_is_mended_and_nothing_else_changes(tmp_path):
    messy = head("tr").replace("UTF-8", "ISO-8859-9") + entry(
        "Call your doctor: {phone}", " Doktorunuzu\u200b çağırın:  {phone}", notes=()
    )
    messy = unicodedata.normalize("NFD", messy).replace("\n", "\r\n")
    path = write(tmp_path, "tr", b"\xef\xbb\xbf#, fuzzy\r\n" + messy.encode())
    before = codes(path)

    path.write_bytes(mended(path.read_bytes(), "tr"))

    assert before == {"F02", "H01", "H02", "M05", "R03", "R06"}
    assert before <= FIXABLE
    assert codes(path) == set()
    [only] = reader.read(path.read_bytes()).entries
    assert only.strings == {0: "Doktorunuzu çağırın: {phone}"}
    assert mended(path.read_bytes(), "tr") == path.read_bytes()


def test_a_message_that_many_files_share_is_named_by_its_line_in_each(tmp_path):
    shared = "\n#. Translators: a note\n" + entry("Call now: {phone}", "{")
    for folder, above in (("one", ""), ("two", "# a name\n\n\n"), ("one", "\n")):
        text = head("tr").rstrip("\n") + "\n" + above + shared
        path = write(tmp_path / folder, "tr", text)

        lines = {found.line for found in inspect(path) if found.code == "B01"}
        assert lines == {text.split("\n").index('msgstr "{"') + 1}


def test_much_text_is_looked_at_in_several_processes_with_the_same_findings(tmp_path):
    padding = "# as long as a real file\n" * 16_000
    broken = {"tr": "Hemen arayın", "de": "Rufen Sie jetzt {telefon} an", "fr": "Appelez {phone}"}
    paths = [
        write(tmp_path / folder, code, padding + head(code) + entry("Call now: {phone}", words))
        for folder in "ba"
        for code, words in broken.items()
    ]

    found = inspect_all(paths)

    assert sum(path.stat().st_size for path in paths) > 2_000_000
    assert found == [one for path in paths for one in inspect(path)]
    assert [one.file for one in found if one.code == "B03"] == [
        str(path) for path in paths if path.parts[-3] != "fr"
    ]


def test_a_file_that_cannot_be_read_for_certain_is_left_alone():
    for code in ("F01", "F03", "F04", "F05"):
        assert mended(BROKEN_FILES[code], "tr") == BROKEN_FILES[code]


def drafts(code: str) -> list[reader.Entry]:
    """Return the first settled critical messages of a language, as they stand in our own files."""
    path = LOCALES / code / "LC_MESSAGES" / "redflag.po"
    whole = [
        one
        for one in reader.read(path.read_bytes()).entries
        if one.plural is None and not one.obsolete and one.strings.get(0)
    ]
    wrong = {found.id for found in inspect(path)}
    return [one for one in whole if one.key not in wrong and len(one.strings[0]) > 40][:14]


def mutants(one: reader.Entry) -> dict[str, str]:
    """Return what people and tools make of a translation, by what they did."""
    words = one.strings[0]
    half = len(words) // 2
    made = {
        "english": one.english or "",
        "empty": "",
        "cut": words[: len(words) // 3],
        "unseen": f"{words[:half]}\u200b{words[half:]}",
        "override": f"{words[:half]}\u202e{words[half:]}",
        "figure": f"{words} 7",
        "edge": f" {words}",
        "one line": words.replace("\n", " "),
        "typed break": words.replace("\n", "\\n"),
        "no tags": re.sub(r"</?b>", "", words),
        "open tag": words.replace("</b>", ""),
        "last line": words.rpartition("\n")[0] or words,
        "parts": unicodedata.normalize("NFD", words),
    }
    if place := re.search(r"\{(\w+)\}", words):
        name = place[0]
        made |= {
            "dropped": words.replace(name, ""),
            "renamed": words.replace(name, "{nummer}"),
            "format": words.replace(name, name[:-1] + "!r}"),
            "open brace": words.replace(name, name[:-1]),
            "wide braces": words.replace(name, f"｛{place[1]}｝"),
        }
    return {kind: mutant for kind, mutant in made.items() if mutant != words}


def test_nearly_every_mutant_of_our_own_drafts_is_found(tmp_path):
    tried: Counter[bool] = Counter()
    missed = []
    for code in ("tr", "ar", "ru", "es", "de", "fr", "pt_BR", "hi", "zh_Hans"):
        for one in drafts(code):
            for kind, mutant in mutants(one).items():
                text = head(code) + entry(one.english or "", mutant, one.key, tuple(one.notes))
                found = bool(codes(write(tmp_path, code, text)))
                tried[found] += 1
                if not found:
                    missed.append((code, one.key, kind))

    assert sum(tried.values()) >= 300
    assert tried[True] / sum(tried.values()) >= 0.98, missed


SWAPPED = {
    "tr": [("saat", "gün"), ("önce", "sonra"), ("almayın", "alın"), ("ibuprofen", "parasetamol")],
    "ar": [("ساعة", "يومًا"), ("قبل", "بعد"), ("عدم ", ""), ("إيبوبروفين", "باراسيتامول")],
    "ru": [("часа", "дня"), ("до ", "после "), ("Не ", ""), ("ибупрофен", "парацетамол")],
    "es": [("horas", "días"), ("antes", "después"), ("No ", ""), ("ibuprofeno", "paracetamol")],
    "de": [("Stunden", "Tagen"), ("vor ", "nach "), (" nicht", ""), ("Ibuprofen", "Paracetamol")],
    "fr": [("heures", "jours"), ("avant", "après"), ("Ne ", ""), ("ibuprofène", "paracétamol")],
    "pt_BR": [("horas", "dias"), ("antes", "depois"), ("Não ", ""), ("ibuprofeno", "paracetamol")],
    "hi": [("घंटे", "दिन"), ("पहले", "बाद"), (" न ", " "), ("आइबुप्रोफेन", "पैरासिटामोल")],
    "zh_Hans": [("小时", "天"), ("前", "后"), ("不要", ""), ("布洛芬", "对乙酰氨基酚")],
}
ENGLISH = "Do not take ibuprofen in the {n} hours before the infusion."
TAKEN = {
    "tr": "İnfüzyondan önceki {n} saat içinde ibuprofen almayın.",
    "ar": "يجب عدم تناول إيبوبروفين خلال {n} ساعة قبل التسريب الوريدي.",
    "ru": "Не принимайте ибупрофен за {n} часа до инфузии.",
    "es": "No tome ibuprofeno en las {n} horas antes de la infusión.",
    "de": "Nehmen Sie Ibuprofen in den {n} Stunden vor der Infusion nicht.",
    "fr": "Ne prenez pas d'ibuprofène dans les {n} heures avant la perfusion.",
    "pt_BR": "Não tome ibuprofeno nas {n} horas antes da infusão.",
    "hi": "इन्फ्यूज़न से पहले के {n} घंटे में आइबुप्रोफेन न लें।",
    "zh_Hans": "输液前{n}小时内不要服用布洛芬。",
}


@pytest.mark.parametrize("code", TAKEN)
def test_a_changed_measure_order_negation_or_drug_blocks_a_critical_message(code, tmp_path):
    right = head(code) + entry(ENGLISH, TAKEN[code], notes=("LEVEL: critical", "VARS: n = 24"))
    assert inspect(write(tmp_path, code, right)) == []

    for (old, new), rule in zip(SWAPPED[code], ("S03", "S06", "S04", "S05"), strict=True):
        wrong = TAKEN[code].replace(old, new, 1).replace(" pas ", " " if rule == "S04" else " pas ")
        text = head(code) + entry(ENGLISH, wrong, notes=("LEVEL: critical", "VARS: n = 24"))
        found = {one.code for one in inspect(write(tmp_path, code, text)) if one.error}
        assert rule in found, wrong


def test_the_command_speaks_json_says_how_to_mend_and_ends_with_what_it_found(tmp_path):
    path = write(tmp_path, "tr", GOOD.replace("Hemen arayın: {phone}", "Hemen arayın."))
    done = subprocess.run(
        [COMPANION, "locales", "check", path, "--json", "--lang-of-findings", "en"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    nothing = subprocess.run(
        [COMPANION, "locales", "check", tmp_path / "none.po"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip

    assert (done.returncode, nothing.returncode) == (1, 2)
    told = json.loads(done.stdout)
    assert (told["files"], told["errors"], told["warnings"]) == (1, 1, 0)
    assert told["findings"] == [
        {
            "code": "B03",
            "level": "error",
            "file": str(path),
            "line": 11,
            "id": "redflag.a",
            "message": "{phone} is missing. Readers would not see this value.",
            "shown": "Hemen arayın.",
            "fix": TEXTS["tools.fix.B03"].english.replace("{what}", "{phone}"),
            "fixable": False,
        }
    ]


def test_findings_of_several_languages_are_counted_in_english_and_those_of_one_in_its_own():
    turkish, arabic = (
        Finding("T01", error=True, file="a.po", line=1, id="a", language=code)
        for code in ("tr", "ar")
    )

    assert [*report.lines(2, [turkish, arabic])][-1].startswith("Files: 2.")
    assert [*report.lines(2, [turkish])][-1].startswith("Dosya")


def test_a_command_that_is_interrupted_while_it_is_loaded_ends_without_a_traceback():
    command = (sys.executable, "-X", "importtime", "-m", "bot", "locales", "check", str(LOCALES))
    with subprocess.Popen(command, cwd=LOCALES.parent, stderr=subprocess.PIPE, text=True) as began:
        assert began.stderr is not None
        while not (line := began.stderr.readline()).rstrip().endswith(" typer"):
            assert line
        began.send_signal(signal.SIGINT)
        said = began.stderr.read()

    assert began.returncode == INTERRUPTED
    assert [one for one in said.splitlines() if not one.startswith("import time:")] == []


def test_every_rule_is_said_and_mended_in_declared_words():
    for code in CODES:
        assert {f"tools.check.{code}", f"tools.fix.{code}"} <= TEXTS.keys()


def test_a_message_is_looked_at_in_a_fifth_of_a_millisecond(tmp_path):
    one = "".join(  # no two alike: the same words are judged once
        entry(f"{ENGLISH} {number}", f"{TAKEN['tr']} {number}", f"redflag.m{number}")
        for number in range(1_000)
    )
    path = write(tmp_path, "tr", head("tr") + one)
    inspect(path)

    began = time.process_time()
    inspect(path)

    assert time.process_time() - began < 0.4  # twice that, on a machine that is busy
