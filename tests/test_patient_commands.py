"""The promise: what a member does for a patient in Telegram, an operator can do at a prompt."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.console import Exit
from tests.running import companion
from tests.test_commands import GROUP, LONDON, NURSE, PATIENT, Said, settings

OTHER_GROUP = "-1000000000778"
Run = Callable[..., Said]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two teams, each with a group, and a patient of the first."""
    folder = tmp_path_factory.mktemp("two")
    env = settings(folder)
    who = ("--group", GROUP, "--on-call", str(NURSE), "--patient", str(PATIENT))
    for arguments in (
        ("seed", *who),
        ("team", "create", "North", *LONDON),
        ("team", "bind", "2", "--chat", OTHER_GROUP),
    ):
        done = companion(*arguments, env=env, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def run(prepared: Path, tmp_path: Path) -> Run:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)

    def run(*arguments: str) -> Said:
        return Said(companion(*arguments, env=settings(tmp_path), cwd=tmp_path))

    return run


def code(said: Said) -> tuple[int, str]:
    return said.status, said.document["error"]["code"]


def test_a_patient_is_offered_once_and_the_offer_taken_back(run: Run) -> None:
    made = run("patient", "transfer", "P-0001", "--to", "2", "--json")
    again = run("patient", "transfer", "P-0001", "--to", "2", "--json")
    back = run("patient", "transfer", "P-0001", "--withdraw", "--json")
    over = run("patient", "transfer", "P-0001", "--withdraw", "--json")

    offered = {"patient": "P-0001", "from": 1, "to": 2, "state": "offered"}
    assert (made.status, made.document) == (Exit.DONE, offered)
    assert code(again) == (Exit.REFUSED, "open")
    assert back.document == offered | {"state": "withdrawn"}
    assert code(over) == (Exit.REFUSED, "old")


def test_a_patient_is_not_offered_to_the_own_team_or_to_nobody(run: Run) -> None:
    own = run("patient", "transfer", "P-0001", "--to", "1", "--json")

    assert code(own) == (Exit.REFUSED, "no_team")
    assert run("patient", "transfer", "P-0001").status == Exit.USAGE
    assert run("patient", "transfer", "P-0001", "--to", "9", "--json").status == Exit.REFUSED


def test_a_date_of_birth_is_entered_and_taken_out_again(run: Run) -> None:
    made = run("patient", "birth", "P-0001", "2020-02-29", "--json").document
    gone = run("patient", "birth", "P-0001", "none", "--json").document

    assert made == {
        "patient": "P-0001",
        "born": "2020-02-29",
        "of_age_on": "2038-03-01",
        "of_age_at": made["of_age_at"],
    }
    assert gone == {"patient": "P-0001", "born": None, "of_age_on": None, "of_age_at": None}
    assert code(run("patient", "birth", "P-0001", "29.2.2020", "--json")) == (
        Exit.REFUSED,
        "birth_date",
    )


def test_the_alert_card_is_written_to_a_file_that_can_be_printed(run: Run, tmp_path: Path) -> None:
    made = run("patient", "card", "P-0001", "-o", "card.pdf", "--json")
    picture = run("patient", "card", "P-0001", "-o", "card.png", "--without-name")

    assert (made.status, made.document) == (Exit.DONE, {"output": "card.pdf", "nameless": False})
    assert (tmp_path / "card.pdf").read_bytes()[:5] == b"%PDF-"
    assert picture.status == Exit.DONE
    assert (tmp_path / "card.png").read_bytes()[:4] == b"\x89PNG"
    assert run("patient", "card", "P-0001", "-o", "card.doc").status == Exit.USAGE
    nowhere = run("patient", "card", "P-0001", "-o", "no/card.pdf", "--json")
    assert code(nowhere) == (Exit.REFUSED, "output")


def test_what_is_known_of_a_patient_is_said_with_a_name_and_taken_back(run: Run) -> None:
    nothing = run("patient", "facts", "1", "P-0001", "--json").document
    said = ("--steroids", "yes", "--lives-alone", "no", "--who", "Dr Ada")
    made = run("patient", "facts", "1", "P-0001", *said, "--json").document["risks"]
    back = run("patient", "facts", "1", "P-0001", "--steroids", "unknown", "--who", "Ana")

    assert {one["known"] for one in nothing["risks"].values()} == {"unknown"}
    never = {"stand": "never", "when": None}
    assert nothing["taught"] == dict.fromkeys(("infection", "pml", "vaccine"), never)
    assert {name: one["known"] for name, one in made.items() if one["who"] == "Dr Ada"} == {
        "steroids": "yes",
        "lives_alone": "no",
    }
    assert back.out.splitlines()[:3] == ["P-0001", "age: not known", "steroids: unknown"]
    assert run("patient", "facts", "1", "P-0001", "--steroids", "no").status == Exit.USAGE
    assert code(run("patient", "facts", "2", "P-0001", "--json")) == (Exit.REFUSED, "no_patient")


def test_a_team_sets_its_own_age_with_a_reason(run: Run) -> None:
    assert run("patient", "adult-age", "1", "--json").document == {"team": 1, "adult_age": 18}
    assert run("patient", "adult-age", "1", "16").status == Exit.USAGE

    run("patient", "adult-age", "1", "16", "--why", "the law in Scotland")

    assert run("patient", "adult-age", "1").out == "16\n"
    assert run("patient", "birth", "P-0001", "2020-06-01", "--json").document["of_age_on"] == (
        "2036-06-01"
    )
    slip = run("patient", "adult-age", "1", "61", "--why", "a slip", "--json")
    assert code(slip) == (Exit.REFUSED, "age")


def test_who_has_a_chat_needs_no_new_way_in(run: Run) -> None:
    assert code(run("patient", "invite", "P-0001", "--json")) == (Exit.REFUSED, "joined")
