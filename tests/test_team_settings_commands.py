"""The promise: what a team sets at the prompt counts at once, and says who, when and why."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.commands.console import Exit
from tests.outside import NURSE, PATIENT, TOKEN
from tests.running import companion, environment

KEY = Fernet.generate_key().decode()
WHO = ("--who", "Dr Ana Ruiz", "--why", "the ward's own rule")
Run = Callable[..., subprocess.CompletedProcess[str]]


def installed(folder: Path) -> dict[str, str]:
    return environment(
        telegram_token=TOKEN,
        telegram_api_url="http://127.0.0.1:9",  # where nobody listens
        data_dir=str(folder),
        keys=KEY,
    )


@pytest.fixture(scope="module")
def seed(tmp_path_factory) -> Path:
    """A folder with a seeded database: one team, two patients, an infusion in a month."""
    folder = tmp_path_factory.mktemp("seed")
    who = ("--group", "-1000000000777", "--on-call", str(NURSE), "--patient", str(PATIENT))
    asked = (
        ("seed", *who, "--patients", "2"),
        ("appointment", "add", "P-0001", "infusion", "--at", "2030-12-20T09:30"),
    )
    for arguments in asked:
        done = companion(*arguments, env=installed(folder), cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def run(seed: Path, tmp_path: Path) -> Run:
    shutil.copytree(seed, tmp_path, dirs_exist_ok=True)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return companion("team", *arguments, env=installed(tmp_path), cwd=tmp_path)

    return run


def read(done: subprocess.CompletedProcess[str]) -> dict:
    assert done.returncode == Exit.DONE, done.stderr
    return json.loads(done.stdout)


def in_force(run: Run, *names: str) -> list[dict]:
    every = read(run("settings", "1", "--json"))["settings"]
    return [one for one in every if one["name"] in names]


def test_everything_in_force_has_a_value_and_somebody_behind_it(run):
    every = read(run("settings", "1", "--json"))["settings"]

    names = [one["name"] for one in every]
    assert len(names) == len(set(names)) > 60
    assert {name.partition(".")[0] for name in names} == {
        "cover_hours",
        "infusion_unit",
        "reminder_slots",
        "policy",
        "regimen",
        "monitoring",
        "threshold",
    }
    assert [one for one in every if one["value"] in (None, "") or not one["source"]] == []
    statuses = {"label", "guideline", "leaflet", "proposed", "team"}
    assert {one["status"] for one in every} <= statuses


def test_the_unit_is_shown_changed_and_shown_again(run):
    before = read(run("unit", "1", "--json"))
    assert (before["hours"], before["travel_minutes"]) == (None, 60)

    changed = run(
        "unit", "1", "--phone", "+44 20 7946 0055", "--hours", "Mon-Fri 08:00-16:00",
        "--travel-minutes", "90", *WHO, "--json",
    )  # fmt: skip
    after = {
        "phone": "+44 20 7946 0055",
        "hours": "Mon-Fri 08:00-16:00",
        "travel_minutes": 90,
        "country": before["country"],
    }
    assert read(changed) == after
    assert read(run("unit", "1", "--json")) == after
    (found,) = in_force(run, "infusion_unit.travel_minutes")
    assert (found["value"], found["own"], found["who"]) == (90, True, "Dr Ana Ruiz")


def test_other_slots_plan_every_patient_anew_and_say_how_far_it_is(run):
    done = run("slots", "1", "--infusion", "morning,2d", "--why", "asked for", "--json")

    assert read(done)["infusion"] == ["2d", "morning"]
    assert read(done)["patients"] == 2
    assert done.stderr == "Planned anew: 2 of 2 patients.\n"
    own, other = in_force(run, "reminder_slots.infusion", "reminder_slots.blood_test")
    assert (own["value"], own["why"]) == ("2d, morning", "asked for")
    assert other["value"] == "3d, 1d, morning"


def test_a_number_of_the_teams_own_says_whose_and_ours_can_come_back(run):
    name = "regimen.RA_COURSE.gap.least"
    done = run("override", "1", "regimen", "ra-course", "gap.least=140", *WHO, "--json")
    (made,) = read(done)["settings"]

    assert (made["name"], made["value"], made["own"]) == (name, 140, True)
    assert (made["who"], made["why"]) == ("Dr Ana Ruiz", "the ward's own rule")
    assert made["when"].endswith("Z")

    read(run("override", "1", "regimen", "RA_COURSE", "gap.least=ours", *WHO, "--json"))
    (found,) = in_force(run, name)
    assert (found["value"], found["own"], found["status"]) == (112, False, "label")


def test_numbers_of_tests_are_set_by_the_tests_name(run):
    done = run("override", "1", "test", "igg", "every=91", "until=400", *WHO, "--json")

    found = [(one["name"], one["value"]) for one in read(done)["settings"]]
    assert found == [("monitoring.igg.every", 91), ("monitoring.igg.until", 400)]


def test_a_threshold_is_set_more_careful_at_once_and_less_careful_by_name(run):
    (made,) = read(run("threshold", "1", "fever", "37.7", "--json"))["settings"]
    assert (made["name"], made["value"], made["own"]) == ("threshold.fever", "37.7", True)

    less = ("threshold", "1", "fever", "37.9")
    refused = run(*less)
    assert (refused.returncode, refused.stdout) == (Exit.REFUSED, "")
    counts = "fever 37.9 is less careful than 37.7, which counts now. "
    assert refused.stderr == f"{counts}'operator' is nobody: name the clinician.\n"
    assert run(*less, "--clinician", "Dr Ana Ruiz").stderr == f"{counts}{NO_REASON}\n"
    (made,) = in_force(run, "threshold.fever")
    assert made["value"] == "37.7"

    by_name = ("--clinician", "Dr Ana Ruiz", "--why", "too many calls")
    (made,) = read(run(*less, *by_name, "--json"))["settings"]
    assert (made["value"], made["who"], made["why"]) == ("37.9", "Dr Ana Ruiz", "too many calls")

    assert run("threshold", "1", "fever", "38.5", *by_name).stderr == (
        "fever 38.5 is less careful than any team may be; "
        "choose one of: 38, 37.9, 37.8, 37.7, 37.6.\n"
    )
    (made,) = read(run("threshold", "1", "fever", "ours", *by_name, "--json"))["settings"]
    assert (made["value"], made["own"], made["status"]) == ("38", False, "proposed")


OWN = ("override", "1", "regimen", "RA_COURSE")
SLOTS = "Each kind of appointment needs at least one of these slots: 14d, 7d, 3d, 2d, 1d, morning."
NOBODY = "Say which clinician decided this."
NO_REASON = "Say why it is changed; the reason is kept with the number."
REFUSALS = {
    (*OWN, "gap.least=9000", *WHO): "RA_COURSE.gap.least cannot be 9000; it can be 0 to 731 days.",
    (*OWN, "gap.least=140"): NOBODY,
    (*OWN, "gap.least=140", "--who", "Dr Ana"): NO_REASON,
    (*OWN, "gap.least=soon", *WHO): (
        "'gap.least=soon' is not a number; write gap.least=28, or gap.least=ours."
    ),
    (*OWN, "dose=500", *WHO): (
        "'dose' is no number here; there are: gap.least, repeat.first, repeat.then."
    ),
    (
        "override",
        "1",
        "test",
        "cbc",
        "used=0",
        *WHO,
    ): "cbc.used cannot be 0; the label asks for it.",
    ("slots", "1", "--infusion", "9d", "--why", "x"): SLOTS,
    ("unit", "1", "--travel-minutes", "6000"): "The way to the unit takes 0 to 720 minutes.",
    ("unit", "1", "--hours", "mornings"): (
        "'mornings' is not a day of the week; write Mon-Fri 08:00-17:00."
    ),
    ("settings", "9"): "There is no team 9; see `companion team list`.",
}


def test_nonsense_is_refused_in_one_line_and_changes_nothing(run):
    before = run("settings", "1", "--json").stdout

    for arguments, sentence in REFUSALS.items():
        done = run(*arguments)
        assert (done.returncode, done.stdout, done.stderr) == (Exit.REFUSED, "", f"{sentence}\n")

    assert run("settings", "1", "--json").stdout == before


def test_lymphoma_is_refused_with_the_reason(run):
    done = run("override", "1", "regimen", "NHL", "gap.least=28", *WHO)

    assert (done.returncode, "oncology" in done.stderr) == (Exit.REFUSED, True)


def test_slots_need_a_reason(run):
    done = run("slots", "1", "--infusion", "7d,morning")

    assert (done.returncode, "--why" in done.stderr) == (Exit.USAGE, True)
