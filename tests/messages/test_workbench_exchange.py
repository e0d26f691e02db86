"""A language in a spreadsheet and back: nothing is lost, and nothing unsound comes in."""

import csv
import json
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from bot.commands.app import app
from bot.commands.console import Exit
from messages.declare import TEXTS
from messages.workbench import exchange, exchange_files, files
from messages.workbench.exchange import Table
from messages.workbench.exchange_cells import LONGEST, TooLong, guarded, risky, unguarded
from messages.workbench.exchange_import import received
from messages.workbench.po_edit import edited, live, sound_file
from tests.messages.reviewed import desk

TEAM, EMERGENCY, EMPTY = "redflag.number.team", "redflag.number.emergency", "redflag.draft"
DAYS = "redflag.check.choice.last_days"
SAID = {
    TEAM: "Ekip:\n{phone}",
    EMERGENCY: "Acil:\n{emergency}",
    DAYS: ("Son {days} günde", "Son {days} gün içinde"),
    EMPTY: "",
}
ENDINGS = ("csv", "xlsx")
NASTY = [
    '=HYPERLINK("http://x","y")',
    "+90 {phone}",
    "-1+2",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "'s avonds",
    "'=1",
    "''",
    "1/2",
    "38.50",
    "0112",
    "DOĞRU",
    "5 Mayıs",
    " edge ",
    "one\ntwo\n",
    "a\r\nb\rc",
    "\u2028\u200f\ufeff",
    "C:\\new\\x41",
    "_x000D_ x005F_ _x005F_",
    "#N/A",
    "“curly”;,\"'",
    "नमस्ते\u200d 👩\u200d👦",
    "long " * 2_000,
]
ANY = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"])))


class Program:
    """A spreadsheet program: it opens what was exported, changes cells by id, saves."""

    def __init__(self, path):
        self.path, self.book = path, None
        if path.suffix == ".csv":
            raw = path.read_bytes().decode("utf-8-sig")
            self.rows = list(csv.reader(StringIO(raw, newline=""), delimiter=";"))
        else:
            self.book = load_workbook(path)
            self.rows = [[cell.value for cell in row] for row in self.book.active.iter_rows()]
        self.heads = [str(one).partition(":")[0].removesuffix(" (csv)") for one in self.rows[0]]

    def number(self, id):
        return [row[0] for row in self.rows].index(id) + 1

    def cell(self, id, head):
        return self.rows[self.number(id) - 1][self.heads.index(head)] or ""

    def put(self, id, head, value):
        row, place = self.number(id), self.heads.index(head)
        self.rows[row - 1][place] = value
        if self.book is not None:
            self.book.active.cell(row, place + 1).value = value

    def save(self):
        if self.book is not None:
            self.book.save(self.path)
            return
        out = StringIO()
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(self.rows)
        self.path.write_bytes(out.getvalue().encode("utf-8-sig"))


class Language:
    """Turkish in a folder of its own, with one message in each state, and a sheet of it."""

    def __init__(self, root, ending="csv"):
        desk(root)
        self.root, self.ending, self.sheet = root, ending, root / f"tr.{ending}"
        self.path = root / "tr" / "LC_MESSAGES" / "redflag.po"
        self.write(SAID)
        self.run("export", "tr", "-o", str(self.sheet))
        self.open = Program(self.sheet)
        self.before = self.path.read_bytes()

    def write(self, said, english=None):
        catalog = files.OwnCatalog("tr")
        for id, words in said.items():
            text = TEXTS[id]
            message = catalog.add(
                (english or {}).get(id) or (text.sources if text.counts else text.english),
                words,
                context=id,
                auto_comments=[f"LEVEL: {text.level}", f"WHERE: {text.where}"],
                user_comments=["A remark."] if id == TEAM else [],
                flags=["python-brace-format", *(["fuzzy"] if id == EMERGENCY else [])],
                previous_id="Ambulance:\n{emergency}" if id == EMERGENCY else (),
            )
            assert message is not None
        files.write(self.path, catalog)

    def run(self, *arguments, status=Exit.DONE):
        done = CliRunner().invoke(app(), ["locales", *arguments, "--locales", str(self.root)])
        assert done.exit_code == status, done.output
        return done.output

    def take(self, status=Exit.DONE):
        self.open.save()
        return json.loads(
            self.run("import", str(self.sheet), "--json", status=status).partition("\n")[0]
        )

    def said(self):
        return {one.context: one.string for one in files.read(self.path) if one.id}

    def names(self):
        return sorted(path.name for path in self.path.parent.iterdir())


@pytest.mark.parametrize("ending", ENDINGS)
def test_new_words_come_in_and_every_other_byte_stays(tmp_path, ending):
    tr = Language(tmp_path, ending)
    tr.open.put(TEAM, "translation tr", "Ekibiniz:\n{phone}")
    tr.open.put(DAYS, "translation tr[1]", "{days} günden beri")
    told = tr.take()

    assert told["changed"] == [DAYS, TEAM]
    expected = tr.before.replace(b'"Ekip:', b'"Ekibiniz:').replace(
        "Son {days} gün içinde".encode(), "{days} günden beri".encode()
    )
    assert tr.path.read_bytes() == expected
    assert tr.names() == ["redflag.po"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_row_shows_all_that_a_translator_must_know(tmp_path, ending):
    tr = Language(tmp_path, ending)

    row = {head: tr.open.cell(EMERGENCY, head) for head in tr.open.heads}

    assert row | {"findings": "", "version": ""} == {
        "id": EMERGENCY,
        "level": "critical",
        "where": TEXTS[EMERGENCY].where,
        "English": TEXTS[EMERGENCY].english,
        "English for one": "",
        "previous English": "Ambulance:\n{emergency}",
        "translation tr": "Acil:\n{emergency}",
        "translation tr[0]": "",
        "translation tr[1]": "",
        "note": "",
        "max": "",
        "state": "fuzzy",
        "findings": "",
        "version": "",
    }
    assert (tr.open.cell(TEAM, "note"), tr.open.cell(TEAM, "state")) == ("A remark.", "draft")
    assert "[T02]" in row["findings"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_fuzzy_words_stay_fuzzy_until_the_sheet_says_done(tmp_path, ending):
    tr = Language(tmp_path, ending)
    tr.open.put(EMERGENCY, "translation tr", "Ambulans:\n{emergency}")
    first = tr.take()
    mended = next(one for one in files.read(tr.path) if one.context == EMERGENCY)
    assert (mended.fuzzy, mended.previous_id) == (True, ["Ambulance:\n{emergency}"])
    assert [one["id"] for one in first["still_fuzzy"]] == [EMERGENCY]

    tr.open.put(EMERGENCY, "state", "done")
    told = tr.take()

    settled = next(one for one in files.read(tr.path) if one.context == EMERGENCY)
    assert (settled.string, settled.flags, settled.previous_id) == (
        "Ambulans:\n{emergency}",
        {"python-brace-format"},
        [],
    )
    assert (told["settled"], told["held"]) == ([EMERGENCY], [])


@pytest.mark.parametrize("ending", ENDINGS)
def test_one_unsound_row_refuses_the_sheet_and_says_where_and_why(tmp_path, ending):
    tr = Language(tmp_path, ending)
    tr.open.put(EMERGENCY, "translation tr", "Ambulans:\n{emergency}")
    tr.open.put(TEAM, "translation tr", "Ekip: 112")
    told = tr.take(Exit.REFUSED)

    assert {(row["row"], row["id"]) for row in told["error"]["rows"]} == {
        (tr.open.number(TEAM), TEAM)
    }
    assert any("{phone}" in row["why"] for row in told["error"]["rows"])
    assert tr.path.read_bytes() == tr.before
    assert tr.names() == ["redflag.po"]


def test_all_that_is_to_be_mended_is_named_at_once(tmp_path):
    tr = Language(tmp_path)
    tr.open.put(EMERGENCY, "translation tr", "#AD?")
    tr.open.put(TEAM, "translation tr", "Ekip: 112")
    told = tr.take(Exit.REFUSED)

    assert {row["id"] for row in told["error"]["rows"]} == {TEAM, EMERGENCY}


def test_words_for_english_that_has_changed_wait_and_the_others_come_in(tmp_path):
    tr = Language(tmp_path)
    tr.write(SAID, {EMERGENCY: "Call:\n{emergency}"})
    tr.open.put(EMERGENCY, "translation tr", "Ambulans:\n{emergency}")
    tr.open.put(TEAM, "translation tr", "Ekibiniz:\n{phone}")
    told = tr.take(Exit.REFUSED)

    assert [(one["id"], one["why"]) for one in told["held"]] == [
        (EMERGENCY, "the English has changed since the export")
    ]
    assert tr.said() == SAID | {TEAM: "Ekibiniz:\n{phone}"}


def test_what_others_wrote_since_the_export_is_not_overwritten(tmp_path):
    tr = Language(tmp_path)
    tr.write(SAID | {TEAM: "Bakım ekibi:\n{phone}", EMERGENCY: "Ambulans:\n{emergency}"})
    tr.open.put(TEAM, "translation tr", "Ekibiniz:\n{phone}")
    told = tr.take(Exit.REFUSED)

    assert [one["id"] for one in told["held"]] == [TEAM]  # nobody touched the other row
    assert tr.said() == SAID | {
        TEAM: "Bakım ekibi:\n{phone}",
        EMERGENCY: "Ambulans:\n{emergency}",
    }


def test_what_happens_in_a_column_that_nobody_reads_matters_to_nobody(tmp_path):
    tr = Language(tmp_path, "xlsx")
    tr.open.put(TEAM, "where", "=1+1")
    tr.open.put(TEAM, "max", 28)
    tr.open.put(TEAM, "translation tr", "Ekibiniz:\n{phone}")

    assert tr.take()["changed"] == [TEAM]


def test_an_emptied_cell_takes_nothing_away_and_a_note_is_told(tmp_path):
    tr = Language(tmp_path)
    tr.open.put(TEAM, "translation tr", "")
    tr.open.put(DAYS, "note", "Is “last” today, too?")
    told = tr.take(Exit.REFUSED)

    assert tr.path.read_bytes() == tr.before
    assert [one["id"] for one in told["held"]] == [TEAM]
    assert [(one["id"], one["why"]) for one in told["notes"]] == [(DAYS, "Is “last” today, too?")]


BROKEN = {
    "a number": ("xlsx", TEAM, "translation tr", 38.5),
    "a date": ("xlsx", TEAM, "translation tr", date(2026, 5, 1)),
    "a formula": ("xlsx", TEAM, "translation tr", "=1+{phone}"),
    "an error": ("csv", TEAM, "translation tr", "#DEĞER!"),
    "what may be cut": ("csv", TEAM, "translation tr", "{phone}" + "x" * LONGEST),
    "words in a column for others": ("csv", DAYS, "translation tr", "Son günlerde"),
    "a form without a plural": ("csv", TEAM, "translation tr[1]", "Ekibiniz:\n{phone}"),
    "a state nobody knows": ("csv", TEAM, "state", "ok"),
    "English of another row": ("csv", TEAM, "English", TEXTS[EMERGENCY].english),
}


@pytest.mark.parametrize(("ending", "id", "head", "value"), BROKEN.values(), ids=BROKEN)
def test_what_a_spreadsheet_has_spoilt_is_refused_by_row(tmp_path, ending, id, head, value):
    tr = Language(tmp_path, ending)
    row = tr.open.number(id)
    tr.open.put(id, head, value)
    told = tr.take(Exit.REFUSED)

    assert [one["row"] for one in told["error"]["rows"]] == [row]
    assert tr.path.read_bytes() == tr.before


def test_a_row_that_stands_there_twice_is_refused(tmp_path):
    tr = Language(tmp_path)
    tr.open.rows.append(list(tr.open.rows[tr.open.number(TEAM) - 1]))
    told = tr.take(Exit.REFUSED)

    assert [(one["row"], one["id"]) for one in told["error"]["rows"]] == [(6, TEAM)]


@pytest.mark.parametrize(("language", "between"), [("tr", b";"), ("ar", b","), ("zh_Hans", b",")])
def test_a_csv_begins_and_is_parted_as_the_excel_of_its_readers_wants_it(language, between):
    raw = exchange_files.in_bytes(Table(language, ("id", "state", "version"), ()), ".csv")

    assert raw == between.join([b"\xef\xbb\xbfid", b"state", b"version (csv)\r\n"])


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfeid", b"PK\x03\x04", "id;ö\n".encode("cp1254"), b"a;b\n1;2\n"]
)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_no_sheet_is_refused_in_a_sentence(tmp_path, ending, raw):
    tr = Language(tmp_path, ending)
    tr.sheet.write_bytes(raw)

    said = tr.run("import", str(tr.sheet), status=Exit.USAGE)

    assert said.startswith(f"{tr.sheet}: ")
    assert tr.path.read_bytes() == tr.before


def test_a_csv_that_was_saved_as_a_workbook_means_the_same(tmp_path):
    catalog = files.OwnCatalog("tr")
    for number, words in enumerate(NASTY):
        catalog.add(f"Text {words}", words, context=f"redflag.{number}")
    files.write(tmp_path / "tr" / "LC_MESSAGES" / "redflag.po", catalog)
    table = exchange.table(desk(tmp_path), ["redflag"])
    text = exchange_files.in_bytes(table, ".csv").decode("utf-8-sig")
    book = Workbook()
    for row in csv.reader(StringIO(text, newline=""), delimiter=";"):
        book.active.append(row)
    book.save(tmp_path / "tr.xlsx")

    there = exchange_files.shelf(tmp_path, "tr")
    found = received(exchange_files.read_sheet(tmp_path / "tr.xlsx"), there.entries, there.remarks)

    assert (found.changed, found.held, found.refused) == (set(), [], [])


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_csv_is_read_with_any_separator_and_in_any_unicode(tmp_path, between):
    tr = Language(tmp_path)
    tr.open.put(TEAM, "translation tr", "Ekibiniz:\n{phone}")
    out = StringIO()
    csv.writer(out, delimiter=between, lineterminator="\r\n").writerows(tr.open.rows)
    tr.sheet.write_bytes(out.getvalue().encode("utf-16" if between == "\t" else "utf-8"))

    tr.run("import", str(tr.sheet))

    assert tr.said() == SAID | {TEAM: "Ekibiniz:\n{phone}"}


@pytest.mark.parametrize(("language", "from_right"), [("tr", False), ("ar", True)])
def test_a_workbook_locks_what_must_stay_and_reads_from_the_right_side(
    tmp_path, language, from_right
):
    row = {"id": "a.b", "English": "=1\n\n3", "translation " + language: "+1", "state": "fuzzy"}
    columns = ("id", "English", f"translation {language}", "state", "version")
    raw = exchange_files.in_bytes(Table(language, columns, (row,)), ".xlsx")
    (tmp_path / "a.xlsx").write_bytes(raw)
    sheet = load_workbook(tmp_path / "a.xlsx").active
    cells = dict(zip(columns, sheet[2], strict=True))

    assert [name for name, cell in cells.items() if not cell.protection.locked] == [
        f"translation {language}",
        "state",
    ]
    assert {cell.number_format for cell in cells.values()} == {"@"}
    assert {cell.data_type for cell in cells.values() if cell.value} == {"s"}
    assert (cells["English"].quotePrefix, cells["id"].quotePrefix) == (True, False)
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert bool(sheet.sheet_view.rightToLeft) is from_right
    assert sheet.row_dimensions[2].height == 45  # three lines are seen, and no more room is taken


def test_only_the_domains_and_states_that_are_asked_for_are_exported(tmp_path):
    tr = Language(tmp_path)

    def exported(*asked):
        tr.run("export", "tr", "-o", str(tr.sheet), *asked)
        return [row[0] for row in Program(tr.sheet).rows[1:]]

    assert exported("--state", "fuzzy", "--state", "empty") == [EMERGENCY, EMPTY]
    assert exported("--domain", "patient") == []
    tr.run("export", "tr", "-o", "tr.ods", status=Exit.USAGE)


def test_a_text_that_no_cell_holds_is_refused_by_name():
    row = {"id": "a.b", "translation tr": "x" * LONGEST, "state": ""}

    with pytest.raises(TooLong, match=r"a\.b"):
        exchange_files.in_bytes(Table("tr", ("id", "translation tr", "state"), (row,)), ".xlsx")


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=15, deadline=None)
@given(said=st.lists(ANY, min_size=1, max_size=8), english=ANY)
def test_any_words_come_back_byte_for_byte(tmp_path_factory, ending, said, english):
    catalog, blank = files.OwnCatalog("tr"), files.OwnCatalog("tr")
    for number, words in enumerate([*said, *NASTY]):
        for one, text in ((catalog, words), (blank, "")):
            one.add(f"x{english}", text, context=f"redflag.{number}", flags=["fuzzy"])
    root = tmp_path_factory.mktemp("any")
    path = root / "tr" / "LC_MESSAGES" / "redflag.po"
    files.write(path, catalog)
    sheet = root / f"tr.{ending}"
    table = exchange.table(desk(root), ["redflag"])
    sheet.write_bytes(exchange_files.in_bytes(table, f".{ending}"))

    rows = exchange_files.read_sheet(sheet)
    there = exchange_files.shelf(root, "tr")
    found = received(rows, there.entries, there.remarks)

    assert (found.changed, found.held, found.refused) == (set(), [], [])
    place = rows[0].index("translation tr")
    words = {row[0]: (row[place],) for row in rows[1:]}
    assert edited(files.in_bytes(blank), words) == path.read_bytes()


@settings(max_examples=300)
@given(ANY)
def test_an_apostrophe_guards_a_cell_and_comes_off_again(words):
    assert unguarded(guarded(words)) == words
    assert not risky(guarded(words))


def test_a_file_that_is_not_ours_keeps_its_own_line_ends_and_wrapping():
    raw = (
        b'# top\r\nmsgid ""\r\nmsgstr ""\r\n"Language: tr\\n"\r\n\r\n'
        b'#, fuzzy\r\n#| msgid "Old"\r\nmsgctxt "a.b"\r\nmsgid "Two "\r\n"lines"\r\n'
        b'msgstr "Iki "\r\n"satir"\r\n\r\n#~ msgid "gone"\r\n#~ msgstr "gitti"\r\n'
    )

    assert [one.key for one in live(sound_file(raw))] == ["a.b"]
    assert edited(raw, {"a.b": ["Bir"]}, ["a.b"]) == raw.replace(
        b'#, fuzzy\r\n#| msgid "Old"\r\n', b""
    ).replace(b'msgstr "Iki "\r\n"satir"', b'msgstr "Bir"')


def test_no_service_loads_what_reads_workbooks():
    loaded = "import sys, bot.main, bot.commands.locales; print('openpyxl' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"
