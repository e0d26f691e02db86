"""The promise: a table of dates is entered whole or not at all, and each bad row says why."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.commands.console import Exit
from bot.commands.plan_rows import COLUMNS, NoTable, read_table
from care.appointments import AppointmentKind
from scheduler.planning_import import Import
from store import appointments
from store.tables import Appointment, Patient
from tests.clinic import Clinic
from tests.outside import NURSE, PATIENT, TOKEN
from tests.running import companion, environment

HEADER = ",".join(COLUMNS)
INFUSION = "P-0001,infusion,2026-04-13T09:30,,Day unit,,1,"
TEST = "P-0001,blood_test,2026-04-07T08:00,,,cbc igg,,2026-04-13T09:30"
KEY = Fernet.generate_key().decode()
Run = Callable[..., subprocess.CompletedProcess[str]]


def table(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join((header, *rows)).encode()


async def imported(clinic: Clinic, content: bytes, team: int | None = None) -> Import:
    """Enter a table as the command does, and keep it whatever is bad."""
    read = read_table(content)
    async with clinic.service.begin() as session:
        entering = Import(session, "operator", clinic.at, team)
        await entering.enter(read.rows)
        entering.bad += read.bad
        session.expunge_all()
        return entering


async def told(clinic: Clinic, row: str, *before: str) -> tuple[int, str, str]:
    """Return line, column and text of the one error of a table that ends with this row."""
    [bad] = (await imported(clinic, table(*before, row))).bad
    return bad.line, bad.column, bad.text


# --- What is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        table(INFUSION, TEST),
        b"\xef\xbb\xbf" + table(INFUSION, TEST),
        table(
            *(row.replace(",", ";") for row in (INFUSION, TEST)), header=HEADER.replace(",", ";")
        ),
        table(INFUSION, "", TEST, ",,,,,,,"),
        table(INFUSION, TEST, header=HEADER.upper()),
        table(TEST, INFUSION),
        table(INFUSION, TEST).replace(b"\r\n", b"\n"),
    ],
    ids=["plain", "byte order mark", "semicolons", "empty lines", "capitals", "any order", "unix"],
)
async def test_a_table_is_entered_with_what_each_test_is_for(clinic, content):
    entering = await imported(clinic, content)

    assert entering.bad == []
    infusion, test = sorted(entering.entered, key=lambda row: row.kind, reverse=True)
    assert (infusion.local, infusion.zone, infusion.course) == (
        "2026-04-13T09:30",
        "Europe/London",
        1,
    )
    assert (infusion.place, infusion.tests) == ("Day unit", [])
    assert (test.local, test.tests, test.gates_id) == (
        "2026-04-07T08:00",
        ["cbc", "igg"],
        infusion.id,
    )


async def test_a_text_with_the_separator_in_it_is_one_cell(clinic):
    row = 'P-0001,infusion,2026-04-13T09:30,,"Day unit, level 2",,,'

    assert (await imported(clinic, table(row))).entered[0].place == "Day unit, level 2"


async def test_columns_may_be_left_out_and_stand_in_any_order(clinic):
    content = table("2026-04-13 09:30;1;Infusion", header="local;patient;kind")

    [row] = (await imported(clinic, content)).entered
    assert (row.local, row.kind) == ("2026-04-13T09:30", AppointmentKind.INFUSION)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", f"The first line must name the columns: {HEADER}."),
        (
            table(header="patient,kind"),
            f"Line 1: the column 'local' is missing; the header can be {HEADER}.",
        ),
        (
            table(header="patient,kind,local,dose"),
            f"Line 1: 'dose' is no column; the header can be {HEADER}.",
        ),
        (
            table(header="patient,kind,local,kind"),
            "Line 1: the column 'kind' is there twice; leave one out.",
        ),
        (
            table(INFUSION).replace(b"Day unit", b"Caf\xe9"),
            "Line 2 is not text in UTF-8; save the file as CSV UTF-8.",
        ),
        (
            table(*[INFUSION] * 2001),
            "2001 dates are too many at once; split them, 2000 in a file.",
        ),
        (
            table(INFUSION).replace(b"Day unit", b'"Day'),
            "Line 2 cannot be read: unexpected end of data; check its quotes.",
        ),
        (
            INFUSION.encode(),
            f"Line 1: 'p-0001' is no column; the header can be {HEADER}.",
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_one_sentence(content, said):
    with pytest.raises(NoTable) as refused:
        read_table(content)

    assert str(refused.value) == said


# --- Each bad row ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("Mina,infusion,2026-04-13T09:30,,,,,", "patient", "'Mina' is no patient; write P-0007."),
        (
            "P-0099,infusion,2026-04-13T09:30,,,,,",
            "patient",
            "P-0099 is no patient; `companion invite` enters one.",
        ),
        (
            "P-0001,dance,2026-04-13T09:30,,,,,",
            "kind",
            "'dance' is no kind of date; write infusion or blood_test.",
        ),
        (
            "P-0001,infusion,13.04.2026 09:30,,,,,",
            "local",
            "'13.04.2026 09:30' is no date and time; write 2026-12-01T09:30.",
        ),
        (
            "P-0001,infusion,2026-04-13,,,,,",
            "local",
            "'2026-04-13' has no time; write 2026-12-01T09:30.",
        ),
        (
            "P-0001,infusion,2026-04-13T09:30Z,,,,,",
            "local",
            (
                "'2026-04-13T09:30Z' has a zone; write the clinic's own time and name the zone in "
                "its column."
            ),
        ),
        ("P-0001,infusion,0226-04-13T09:30,,,,,", "local", "'0226-04-13T09:30': check the year."),
        (
            "P-0001,infusion,2026-03-01T09:30,,,,,",
            "local",
            "2026-03-01 09:30 is in the past; enter a date to come.",
        ),
        (
            "P-0001,infusion,2036-03-01T09:30,,,,,",
            "local",
            "2036-03-01 is years away; check the year.",
        ),
        (
            "P-0001,infusion,2026-03-29T01:30,,,,,",
            "local",
            "01:30 does not exist in Europe/London on that day; take another time.",
        ),
        (
            "P-0001,infusion,2026-03-29T02:30,Europe/Berlin,,,,",
            "local",
            (
                "'2026-03-29T02:30' does not exist in Europe/Berlin: clocks go forward; take "
                "another time."
            ),
        ),
        (
            "P-0001,infusion,2026-04-13T09:30,Mars,,,,",
            "zone",
            "'Mars' is not a time zone; write area and city: Europe/Istanbul.",
        ),
        (
            "P-0001,infusion,2026-04-13T09:30,,,,two,",
            "course",
            "'two' is no course; write 1, 2, 3 and so on, or leave it empty.",
        ),
        (
            "P-0001,blood_test,2026-04-07T09:30,,,,,2026-04-13T10:00",
            "gates",
            "P-0001 has no infusion at 2026-04-13T10:00; add its row.",
        ),
        (
            "P-0001,blood_test,2026-04-13T09:30,,,,,2026-04-13T09:30",
            "gates",
            "a test comes before its infusion; check both times.",
        ),
        (
            "P-0001,infusion,2026-05-13T09:30,,,,,2026-04-13T09:30",
            "gates",
            "an infusion is for no other; leave the cell empty.",
        ),
        (
            "P-0001,infusion,2026-05-13T09:30,,Day unit, level 2,,,",
            "",
            "9 cells where the header names 8; put quotes around a text that holds the separator.",
        ),
    ],
)
async def test_a_bad_row_names_its_line_its_column_and_what_to_do(clinic, row, column, said):
    assert await told(clinic, row) == (2, column, said)


async def test_the_same_date_twice_in_the_table_names_the_line_that_was_first(clinic):
    said = await told(clinic, INFUSION, INFUSION)

    assert said == (3, "local", "this date is there already, in line 2; leave the row out.")


async def test_a_date_that_was_entered_before_is_named_and_refused(clinic):
    number = await clinic.appointment(AppointmentKind.INFUSION, "2026-04-13T09:30")

    said = await told(clinic, INFUSION)
    assert said == (
        2,
        "local",
        f"this date is there already, as number {number}; leave the row out.",
    )


async def test_a_cancelled_date_may_be_entered_again(clinic):
    number = await clinic.appointment(AppointmentKind.INFUSION, "2026-04-13T09:30")
    async with clinic.service.begin() as session:
        (await session.get_one(Appointment, number)).status = "cancelled"

    assert (await imported(clinic, table(INFUSION))).bad == []


async def test_a_patient_of_another_team_is_told_apart(clinic):
    [bad] = (await imported(clinic, table(INFUSION), team=77)).bad

    assert bad.text == "P-0001 is no patient of team 77; `companion invite` enters one."


async def test_every_bad_row_is_told_and_no_other(clinic):
    rows = [INFUSION, "P-0099,infusion,2026-04-13T09:30,,,,,", TEST, "P-0001,x,y,,,,,"]

    bad = (await imported(clinic, table(*rows))).bad
    assert sorted((one.line, one.column) for one in bad) == [(3, "patient"), (5, "local")]


async def test_two_thousand_rows_are_entered_at_once(clinic):
    rows = []
    async with clinic.service.begin() as session:
        first = await session.get_one(Patient, 1)
        for number in range(2, 202):
            session.add(
                Patient(
                    care_team_id=first.care_team_id,
                    name=f"Patient {number}",
                    state_since=clinic.at,
                    created=clinic.at,
                )
            )
    start = datetime.fromisoformat("2026-03-10T09:00")
    for number in range(2, 202):
        days = [start + timedelta(days=14 * one) for one in range(10)]
        rows += [f"P-{number:04},infusion,{day:%Y-%m-%dT%H:%M},,,,," for day in days]

    entering = await imported(clinic, table(*rows))

    assert (len(entering.entered), entering.bad) == (2000, [])
    async with clinic.service.begin() as session:
        last = await session.get_one(Patient, 201)
        assert len(await appointments.of_patient(session, last)) == 10


# --- As a command ---------------------------------------------------------------------------------


def settings(folder: Path) -> dict[str, str]:
    address = "http://127.0.0.1:9"  # where nobody listens
    return environment(
        telegram_token=TOKEN, telegram_api_url=address, data_dir=str(folder), keys=KEY
    )


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed")
    who = ("--group", "-1000000000777", "--on-call", str(NURSE), "--patient", str(PATIENT))
    done = companion("seed", *who, env=settings(folder), cwd=folder)
    assert done.returncode == Exit.DONE, done.stderr
    return folder


@pytest.fixture
def run(seed: Path, tmp_path: Path) -> Run:
    shutil.copytree(seed, tmp_path, dirs_exist_ok=True)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return companion(*arguments, env=settings(tmp_path), cwd=tmp_path)

    return run


def to_come(days: int, clock: str = "09:30") -> str:
    day = datetime.now(UTC) + timedelta(days=days)  # noqa: TID251 -- commands read the real clock
    return f"{day:%Y-%m-%d}T{clock}"


def dates(run: Run) -> list[str]:
    said = json.loads(run("appointment", "list", "P-0001", "--json").stdout)
    return [one["local"] for one in said["appointments"]]


def test_one_bad_row_keeps_every_row_out(run, tmp_path):
    before = dates(run)
    good = f"P-0001,infusion,{to_come(60)},,,,,"
    (tmp_path / "dates.csv").write_bytes(table(good, "P-0099,infusion,2099-01-01T09:00,,,,,"))

    done = run("plan", "import", "dates.csv", "--json")

    assert done.returncode == Exit.REFUSED
    said = json.loads(done.stdout)
    assert (said["entered"], [one["line"] for one in said["errors"]]) == ([], [3])
    assert done.stderr.splitlines() == [
        "Line 3, patient: P-0099 is no patient; `companion invite` enters one.",
        "Nothing was entered.",
    ]
    assert dates(run) == before


def test_a_dry_run_shows_what_would_be_entered_and_enters_nothing(run, tmp_path):
    before = dates(run)
    (tmp_path / "dates.csv").write_bytes(table(f"P-0001,infusion,{to_come(60)},,,,,"))

    done = run("plan", "import", "dates.csv", "--dry-run", "--json")

    said = json.loads(done.stdout)
    assert (done.returncode, said["dry_run"], said["errors"]) == (Exit.DONE, True, [])
    assert [(one["id"], one["local"]) for one in said["entered"]] == [(None, to_come(60))]
    assert dates(run) == before


def test_a_good_table_is_entered_once_and_refused_the_second_time(run, tmp_path):
    rows = (f"P-0001,infusion,{to_come(60)},,,,,", f"P-0001,infusion,{to_come(74)},,,,,")
    (tmp_path / "dates.csv").write_bytes(table(*rows))

    first, second = (run("plan", "import", "dates.csv", "--team", "1") for _ in range(2))

    assert (first.returncode, len(first.stdout.splitlines())) == (Exit.DONE, 2)
    assert second.returncode == Exit.REFUSED
    assert dates(run)[-2:] == [to_come(60), to_come(74)]


@pytest.mark.parametrize(
    "arguments", [("missing.csv",), ("empty.csv",), ("dates.csv", "--team", "77")]
)
def test_what_cannot_be_imported_is_one_line_and_changes_nothing(run, tmp_path, arguments):
    (tmp_path / "empty.csv").write_bytes(table())
    (tmp_path / "dates.csv").write_bytes(table(f"P-0001,infusion,{to_come(60)},,,,,"))

    done = run("plan", "import", *arguments)

    assert (done.returncode, done.stdout) == (Exit.REFUSED, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_plan_is_proposed_accepted_shown_moved_and_cancelled_by_commands(run):
    start = to_come(60)[:10]
    wish = ("plan", "propose", "P-0001", "RA_COURSE", "--start", start, "--json")
    proposed = json.loads(run(*wish).stdout)
    accepted = json.loads(run(*wish, "--accept").stdout)
    shown = json.loads(run("plan", "show", "P-0001", "--json").stdout)

    assert (proposed["plan"], proposed["accepted"], accepted["accepted"]) == (None, False, True)
    assert [one["local"] for one in proposed["appointments"]] == [
        one["local"] for one in shown["appointments"]
    ]
    infusions = [one for one in shown["appointments"] if one["kind"] == "infusion"]
    assert {one["standing"] for one in infusions} == {"label"}

    number = str(infusions[0]["id"])
    moved = json.loads(run("plan", "move", number, "--to", to_come(61), "--along", "--json").stdout)
    assert moved["moved"]["local"] == to_come(61)
    assert [one["local"][:10] for one in moved["along"] if one["kind"] == "infusion"] == [
        to_come(75)[:10]
    ]
    gone = json.loads(run("plan", "cancel", number, "--along", "--json").stdout)["cancelled"]
    assert [one["status"] for one in gone] == ["cancelled", "cancelled"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("plan", "propose", "P-0001", "NHL_CLL", "--start", "2099-01-01"), "not_scheduled"),
        (("plan", "propose", "P-0001", "RA", "--start", "2099-01-01"), "unknown_regimen"),
        (("plan", "propose", "P-0001", "RA_COURSE", "--start", "2020-01-01"), "past"),
        (("plan", "propose", "P-0001", "RA_COURSE", "--start", "2099-01-01"), "too_far"),
        (("plan", "propose", "P-0001", "SLE", "--start", "2027-01-01"), "open_spacing"),
        (("plan", "show", "P-0001"), "no_plan"),
        (("plan", "move", "99", "--to", "2027-01-01T09:00"), "no_appointment"),
        (("plan", "move", "1", "--to", "2020-01-01T09:00"), "not_possible"),
        (("plan", "cancel", "99"), "no_appointment"),
        (("appointment", "missed", "99"), "no_appointment"),
        (("appointment", "missed", "1"), "not_possible"),
    ],
)
def test_what_is_refused_says_why_in_one_sentence(run, arguments, code):
    done = run(*arguments, "--json")

    assert done.returncode == Exit.REFUSED
    said = json.loads(done.stdout)["error"]
    assert (said["code"], len(said["text"].splitlines())) == (code, 1)


def test_brand_and_batch_are_kept_when_an_infusion_is_given(run):
    given = ("appointment", "given", "1", "--brand", "Truxima", "--batch", "B1234", "--json")

    said = json.loads(run(*given).stdout)
    assert (said["status"], said["brand"], said["batch"]) == ("given", "Truxima", "B1234")
