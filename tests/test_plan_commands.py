"""`companion plan` as scripts and people at a prompt see it. Without a database, by promise."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.app import app
from bot.commands.console import Exit
from bot.commands.errors import said_of
from bot.commands.plan_file import Wrong, read_plan
from bot.commands.plan_texts import ERRORS, WARNINGS
from care.plan_errors import PlanError
from care.plan_warnings import PlanWarning
from tests.running import companion, environment

LONDON = ("--zone", "Europe/London")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return companion("plan", *arguments, env=environment(), cwd=tmp_path)

    return run


@pytest.fixture
def check(run: Run, tmp_path: Path) -> Callable[..., tuple[int, dict]]:
    def check(**plan) -> tuple[int, dict]:
        whole = {"regimen": "RA_COURSE", "zone": "Europe/London", **plan}
        (tmp_path / "plan.json").write_text(json.dumps(whole), encoding="utf-8")
        done = run("check", "plan.json", "--json")
        return done.returncode, json.loads(done.stdout)

    return check


def document(done: subprocess.CompletedProcess[str]) -> dict:
    assert done.returncode == Exit.DONE, done.stderr
    [line] = done.stdout.splitlines()
    return json.loads(line)


def infusion(ref: str, local: str, **more) -> dict:
    return {"ref": ref, "kind": "infusion", "local": local, "status": "planned", **more}


def blood(ref: str, local: str, gates: str) -> dict:
    return {"ref": ref, "kind": "blood_test", "local": local, "status": "planned", "gates": gates}


def test_a_preview_is_one_document_with_the_keys_that_scripts_read(run, tmp_path):
    said = document(run("preview", "RA_COURSE", "--start", "2026-09-07", *LONDON, "--json"))
    infusions = [one for one in said["appointments"] if one["kind"] == "infusion"]

    assert infusions == [
        {
            "ref": "i1",
            "kind": "infusion",
            "course": 1,
            "day": 0,
            "local": "2026-09-07T09:00",
            "zone": "Europe/London",
            "utc": "2026-09-07T08:00:00Z",
            "tests": [],
            "gates": None,
            "source": "Truxima US prescribing information: two infusions, two weeks apart",
            "status": "label",
        },
        {
            "ref": "i2",
            "kind": "infusion",
            "course": 1,
            "day": 14,
            "local": "2026-09-21T09:00",
            "zone": "Europe/London",
            "utc": "2026-09-21T08:00:00Z",
            "tests": [],
            "gates": None,
            "source": "Truxima US prescribing information: two infusions, two weeks apart",
            "status": "label",
        },
    ]
    assert [one for one in said["reminders"] if one["appointment"] == "i1"] == [
        {
            "appointment": "i1",
            "slot": slot,
            "local_date": day,
            "local": f"{day}T{hour}:00",
            "utc": f"{day}T{utc}:00:00Z",
            "expires": expires,
            "moved": moved,
        }
        for slot, day, hour, utc, expires, moved in [
            ("7d", "2026-08-31", "10", "09", "2026-09-06T09:00:00Z", False),
            ("1d", "2026-09-06", "10", "09", "2026-09-07T07:00:00Z", False),
            ("morning", "2026-09-07", "08", "07", "2026-09-07T08:00:00Z", True),
        ]
    ]
    assert (said["regimen"], said["warnings"]) == ("RA_COURSE", [])
    assert {one["kind"] for one in said["checks"]} == {"pre_infusion", "reaction", "check_in"}
    assert list(tmp_path.iterdir()) == []


def test_each_proposed_course_has_a_blood_test_before_it(run):
    asked = ("--start", "2026-09-07", "--courses", "2", *LONDON)
    said = document(run("preview", "RA_COURSE", *asked, "--json"))
    gates = {one["gates"]: one for one in said["appointments"] if one["gates"]}

    assert list(gates) == ["i1", "i3"]
    assert gates["i1"]["local"] == "2026-08-31T09:00"
    assert "cbc" in gates["i1"]["tests"]


def test_no_blood_test_is_proposed_for_a_public_holiday_of_the_country(run):
    asked = ("preview", "RA_COURSE", "--start", "2027-01-08", *LONDON)

    assert visits(document(run(*asked, "--json")))[0] == "2027-01-01T09:00"
    assert visits(document(run(*asked, "--country", "GB", "--json")))[0] == "2026-12-31T09:00"


def visits(plan: dict) -> list[str]:
    return [one["local"] for one in plan["appointments"] if one["kind"] == "blood_test"]


def test_a_patient_elsewhere_is_reminded_by_the_clock_there(run):
    asked = ("--start", "2026-09-07", *LONDON, "--patient-zone", "Asia/Tokyo")
    said = document(run("preview", "RA_COURSE", *asked, "--quiet", "20:00-09:00", "--json"))
    week = next(one for one in said["reminders"] if one["appointment"] == "i1")

    assert (week["local"], week["utc"]) == ("2026-08-31T10:00", "2026-08-31T01:00:00Z")


def test_nothing_is_sent_before_the_patient_enrolled(run):
    asked = ("--start", "2026-09-07", *LONDON, "--enrolled", "2026-09-05T12:00:00Z", "--json")
    said = document(run("preview", "RA_COURSE", *asked))
    sent = [one["utc"] for one in (*said["reminders"], *said["checks"])]

    assert min(sent) == "2026-09-05T12:00:00Z"
    assert not [one for one in said["reminders"] if one["appointment"] == "b1"]


def test_the_clinics_own_dates_are_taken_as_entered(run):
    asked = ("--start", "2026-09-07", "--dates", "2026-09-07,2026-09-14", "--time", "11:30")
    said = document(run("preview", "JDM_LE_1_5", *asked, *LONDON, "--json"))
    infusions = [one for one in said["appointments"] if one["kind"] == "infusion"]

    assert [(one["local"], one["course"], one["day"]) for one in infusions] == [
        ("2026-09-07T11:30", 1, 0),
        ("2026-09-14T11:30", 1, 7),
    ]
    assert {(one["source"], one["status"]) for one in infusions} == {
        ("entered by the clinic", "proposed")
    }
    assert said["off_label"] is True


def test_a_start_that_the_dates_leave_out_is_not_lost(run):
    asked = ("--start", "2026-09-07", "--dates", "2026-09-21", *LONDON, "--json")
    said = document(run("preview", "CUSTOM", *asked))
    infusions = [one for one in said["appointments"] if one["kind"] == "infusion"]

    assert [one["local"] for one in infusions] == ["2026-09-07T09:00", "2026-09-21T09:00"]


def test_a_first_day_in_the_past_is_no_error(run):
    said = document(run("preview", "GPA_MPA_IND", "--start", "2020-03-02", *LONDON, "--json"))
    infusions = [one for one in said["appointments"] if one["kind"] == "infusion"]

    assert [one["day"] for one in infusions] == [0, 7, 14, 21]


START = ("--start", "2026-09-07", *LONDON)


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (("NHL_CLL", *START), "not_scheduled", "oncology team plans them"),
        (("RA", *START), "unknown_regimen", "'RA' is not a regimen"),
        (("JDM_GT_1_5", *START), "open_spacing", "enter the clinic's dates with --dates"),
        (("DM_ADULT", *START, "--courses", "2"), "no_repeat", "repeated on relapse"),
        (("CUSTOM", *START, "--dates", "2026-09-01"), "dates", "begin earlier"),
        (("CUSTOM", *START, "--dates", "2026-09-07,2026-09-07"), "same_moment", "same moment"),
        (("CUSTOM", *START, "--dates", "x"), "date", "'x' is no date"),
        (("RA_COURSE", "--start", "2062-99-01", *LONDON), "date", "is no date"),
        (("RA_COURSE", "--start", "0206-09-01", *LONDON), "date", "check the year"),
        (("RA_COURSE", "--start", "2026-09-07", "--zone", "X/Y"), "not_possible", "time zone"),
        (
            ("RA_COURSE", "--start", "2026-03-29", *LONDON, "--time", "01:30"),
            "no_such_time",
            "does not exist",
        ),
        (("RA_COURSE", *START, "--time", "9 am"), "not_possible", "not a time of day"),
        (("RA_COURSE", *START, "--country", "QQ"), "not_possible", "not the two-letter code"),
        (("RA_COURSE", *START, "--blood-tests", "weekly"), "unknown_preset", "is no preset"),
        (("RA_COURSE", *START, "--last-infusion", "2026-09-07"), "last_infusion", "begins on"),
        (("RA_COURSE", *START, "--enrolled", "2026-09-01T08:00"), "date", "has no zone"),
    ],
)
def test_what_cannot_be_proposed_is_refused_with_the_reason(arguments, code, text):
    done = CliRunner().invoke(app(), ["plan", "preview", *arguments, "--json"])
    status, found, sentence = said_of(done.exception)

    assert (status, found, done.stdout) == (Exit.REFUSED, code, "")
    assert text in sentence


def test_a_refusal_is_one_document_and_one_line(run):
    done = run("preview", "CLL", *START, "--json")
    error = json.loads(done.stdout)["error"]

    assert (done.returncode, error["code"]) == (Exit.REFUSED, "not_scheduled")
    assert done.stderr == error["text"] + "\n"


def test_a_preview_without_a_day_is_wrong_usage(run):
    assert run("preview", "RA_COURSE", *LONDON).returncode == Exit.USAGE


def test_people_read_a_table(run):
    done = run("preview", "DM_ADULT", "--start", "2026-12-25", *LONDON, "--country", "GB")
    lines = done.stdout.splitlines()

    assert lines[:3] == [
        "DM_ADULT  Dermatomyositis or refractory myositis in adults",
        "OFF-LABEL. No label covers myositis.",
        "A proposal only: the clinic enters the dates.",
    ]
    assert (
        "i1   infusion    Fri 2026-12-25 09:00 Europe/London  course 1, day 0  [proposed]" in lines
    )
    assert "Warning, i1: 2026-12-25 is a public holiday in GB: Christmas Day. (proposed)" in lines


def test_a_sound_plan_is_not_complained_of(check):
    plan = [
        infusion("i1", "2026-09-07T09:00"),
        infusion("i2", "2026-09-21T09:00"),
        blood("b1", "2026-08-28T09:00", gates="i1"),
    ]

    assert check(country="GB", appointments=plan) == (0, {"warnings": [], "errors": []})


def test_warnings_do_not_block(check):
    plan = [
        infusion("i1", "2026-06-01T09:00", status="given"),
        infusion("i2", "2026-06-15T09:00", status="given"),
        infusion("i3", "2026-09-07T09:00"),
    ]
    status, said = check(appointments=plan)

    assert (status, said["errors"]) == (Exit.DONE, [])
    assert said["warnings"][0] == {
        "code": "courses_too_close",
        "appointment": "i3",
        "text": (
            "Only 84 days after the last infusion of the course before (2026-06-15), less than "
            "112. Source: Truxima US prescribing information: not sooner than 16 weeks after the "
            "preceding course. Counted from the last infusion: our own choice: the label does not "
            "say whether it counts from the first or the last infusion."
        ),
        "status": "label",
    }
    assert [(one["code"], one["appointment"]) for one in said["warnings"]] == [
        ("courses_too_close", "i3"),
        ("test_missing", "i3"),
    ]


def test_errors_end_with_1_and_stand_in_the_document(check):
    plan = [
        infusion("i1", "2026-09-07T09:00"),
        blood("b1", "2026-09-08T09:00", gates="i1"),
    ]

    assert check(appointments=plan) == (
        Exit.REFUSED,
        {
            "warnings": [],
            "errors": [
                {
                    "code": "test_too_late",
                    "appointment": "b1",
                    "text": "b1 is a test for i1 and must come before it, not after or at once.",
                }
            ],
        },
    )


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"zone": "Mars/Olympus"}, "zone: 'Mars/Olympus' is not a time zone"),
        ({"zone": 3}, "zone: a text is needed here."),
        ({"regimen": "lymphoma"}, "regimen: Lymphoma and leukaemia are not scheduled here"),
        ({"country": "UK"}, "country: 'UK' is not the two-letter code"),
        ({"induction": "surgery"}, "induction: 'surgery' is none of: rituximab, other."),
        ({"last_induction": "spring"}, "last_induction: 'spring' is no date"),
        ({"appointments": {}}, "appointments: a list of appointments is needed here."),
        ({"appointments": [3]}, "appointments[0]: an object is needed here."),
        (
            {"appointments": [infusion("i1", "2026-09-31T09:00")]},
            "appointments[0].local: '2026-09-31T09:00' is no date and time",
        ),
        (
            {"appointments": [infusion("i1", "2026-09-07")]},
            "appointments[0].local: '2026-09-07' has no time",
        ),
        (
            {"appointments": [infusion("i1", "2026-09-07T09:00Z")]},
            "appointments[0].local: '2026-09-07T09:00Z' has a zone",
        ),
        (
            {"appointments": [infusion("i1", "0206-09-07T09:00")]},
            "appointments[0].local: '0206-09-07T09:00': check the year.",
        ),
        (
            {"appointments": [infusion("i1", "2026-09-07T09:00", course=0)]},
            "appointments[0].course: 0 is no course",
        ),
        (
            {"appointments": [infusion("i1", "2026-09-07T09:00", kind="scan")]},
            "appointments[0].kind: 'scan' is none of: infusion, blood_test.",
        ),
    ],
)
def test_a_wrong_field_is_one_line_that_says_where(wrong, text):
    whole = {"regimen": "RA_COURSE", "zone": "Europe/London", "appointments": [], **wrong}

    with pytest.raises(Wrong, match=f"^{re.escape(text)}") as found:
        read_plan(json.dumps(whole))

    assert "\n" not in str(found.value)


def test_a_wrong_field_is_an_error_of_the_plan(check):
    assert check(appointments=[{"ref": "i1"}]) == (
        Exit.REFUSED,
        {
            "warnings": [],
            "errors": [
                {
                    "code": "unclear",
                    "appointment": None,
                    "text": "appointments[0].kind: a text is needed here.",
                }
            ],
        },
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            b'{"regimen":\n oops}',
            "plan.json: This is not JSON, line 2, column 2: Expecting value.\n",
        ),
        (b"[]", 'plan.json: This is not a plan: it must be one object, {"regimen": \u2026}.\n'),
        (b"\xff\xfe\x00", "plan.json: This is not text in UTF-8, byte 0.\n"),
        (b"[" * 100_000, "plan.json: This is not a plan: it is nested too deeply.\n"),
    ],
)
def test_a_file_that_is_no_plan_is_one_line_too(tmp_path, content, text):
    (tmp_path / "plan.json").write_bytes(content)
    done = CliRunner().invoke(app(), ["plan", "check", str(tmp_path / "plan.json")])
    status, code, sentence = said_of(done.exception)

    assert (status, code, done.stdout) == (Exit.REFUSED, "unreadable", "")
    assert sentence + "\n" == f"{tmp_path}/{text}"


def test_a_file_that_is_not_there_is_named(run):
    done = run("check", "nowhere.json")

    assert (done.returncode, done.stdout, done.stderr) == (
        Exit.REFUSED,
        "",
        "nowhere.json: This file cannot be read: No such file or directory.\n",
    )


def test_every_code_has_its_sentence():
    assert (set(WARNINGS), set(ERRORS)) == (set(PlanWarning), set(PlanError))
