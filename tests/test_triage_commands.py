"""`companion triage` and `companion evaluate`, as scripts and people at a prompt see them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.app import app
from bot.commands.console import Exit
from care.triage_table import RULES_VERSION
from tests.running import companion, environment

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    runner, line = CliRunner(), app("triage")

    def run(*arguments: str, given: str | None = None) -> tuple[int, str]:
        done = runner.invoke(line, arguments, input=given)
        return done.exit_code, done.output

    return run


def lines(said: str) -> list[dict]:
    return [json.loads(one) for one in said.splitlines()]


def test_a_result_has_the_keys_that_programs_read(run):
    status, said = run("triage", "no cough, but I have 38.2", "--json")

    assert status == Exit.DONE
    assert json.loads(said) == {
        "line": 1,
        "action": "alert",
        "severity": "urgent",
        "findings": [
            {
                "code": "T_COUGH_NEW",
                "category": "cough",
                "polarity": "negated",
                "span": [3, 8],
                "value": None,
            },
            {
                "code": "T_FEVER",
                "category": "fever",
                "polarity": "present",
                "span": [21, 25],
                "value": {"celsius": 38.2},
            },
        ],
        "answer": None,
        "rules": RULES_VERSION,
    }


def test_people_read_lines(run):
    assert run("triage", "I have 38.2") == (
        Exit.DONE,
        "alert, urgent\n  T_FEVER (fever): present 38.2 °C\n",
    )
    assert run("triage", "I feel unwell")[1].endswith("  says redflag.check.emergency_1.you\n")


def test_the_context_counts(run):
    _, alone = run("triage", "I have a rash", "--json")
    _, after = run("triage", "I have a rash", "--context", '{"hours_since_infusion": 5}', "--json")

    assert [json.loads(one)["severity"] for one in (alone, after)] == ["same_day", "urgent"]
    _, frail = run("triage", "I have 37.6", "--context", '{"risks": ["lives_alone"]}', "--json")
    assert json.loads(frail)["severity"] == "urgent"


@pytest.mark.parametrize(
    ("context", "complaint"),
    [
        ("{", "--context: Expecting property name"),
        ("[]", "--context: context: give an object"),
        ('{"about": "dog"}', "context.about: 'dog'; use self, child or other"),
        ('{"age": "old"}', "context.age: 'old'; give a number or leave it out"),
        ('{"baseline": "T_FEVER"}', "context.baseline: give a list of codes"),
        ('{"risks": ["bad luck"]}', "context.risks: give a list of: steroids, "),
        ('{"risks": [{}]}', "context.risks: give a list of: steroids, "),
    ],
)
def test_a_wrong_context_is_named(run, context, complaint):
    status, said = run("triage", "hello", "--context", context)

    assert status == Exit.USAGE
    assert complaint in said


@pytest.mark.parametrize("arguments", [(), ("a text", "--batch", "-")])
def test_it_wants_a_text_or_a_batch(run, arguments):
    assert run("triage", *arguments) == (
        Exit.USAGE,
        "Give a text in quotes, or --batch with a file of JSON lines.\n",
    )


def test_a_batch_goes_on_after_a_bad_line(run):
    batch = '{"text": "I have a fever"}\n[1]\n{"tex": 1}\nno json\n\n{"text": "thank you"}\n'

    status, said = run("triage", "--batch", "-", given=batch)

    found = lines(said)
    assert status == Exit.REFUSED
    assert [one["line"] for one in found] == [1, 2, 3, 4, 6]
    assert [one.get("action") for one in found] == ["alert", None, None, None, "menu"]
    assert found[1]["error"] == 'give an object with "text"'
    assert found[2]["error"] == '"text" is missing, or is no text'
    assert found[3]["error"].startswith("no JSON")


def test_a_batch_without_a_fault_ends_well(run, tmp_path):
    file = tmp_path / "batch.jsonl"
    file.write_text('{"text": "thank you", "lang": 7, "context": {"asked": "temperature"}}\n')

    status, said = run("triage", "--batch", str(file))

    assert (status, [one["action"] for one in lines(said)]) == (Exit.DONE, ["menu"])


def test_a_file_that_is_not_there_is_named(run):
    assert run("triage", "--batch", "none.jsonl")[1] == "none.jsonl: No such file or directory\n"
    assert run("evaluate", "none.jsonl")[1] == "none.jsonl: No such file or directory\n"


def test_it_needs_no_settings_and_no_database(tmp_path):
    done: subprocess.CompletedProcess[str] = companion(
        "triage", "I can't breathe", "--json", env=environment(), cwd=tmp_path
    )

    assert (done.returncode, json.loads(done.stdout)["severity"]) == (Exit.DONE, "emergency")
    assert list(tmp_path.iterdir()) == []


LABELLED = [
    {"text": "I have a fever", "lang": "en", "labels": ["fever"], "polarity": "present"},
    {"text": "la la la", "lang": "en", "labels": ["cough"], "polarity": "present"},
    {"text": "I have a fever", "labels": ["none"], "polarity": "unknown"},
    {"text": "fever?", "labels": ["fever"], "polarity": "present", "ambig": True},
]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "labelled.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in LABELLED))
    return str(path)


def test_an_evaluation_names_what_it_missed_and_what_rang_for_nothing(run, file):
    status, said = run("evaluate", file, "--json")

    found = json.loads(said)
    assert status == Exit.DONE
    assert [one["line"] for one in found["missed"]] == [2]
    assert [one["line"] for one in found["false_alerts"]] == [3]
    [whole] = [one for one in found["groups"] if (one["view"], one["by"]) == ("present", "all")]
    assert whole["alert"] == {"hits": 1, "of": 2, "share": 0.5, "low": 0.0945, "high": 0.9055}


def test_the_page_holds_the_figures_and_the_lines(run, file, tmp_path):
    page = tmp_path / "triage.md"

    run("evaluate", file, "--report", str(page))

    said = page.read_text(encoding="utf-8")
    assert "| all | 2 | 50.0 % (9.5 to 90.5) | 50.0 % (9.5 to 90.5) |" in said
    assert "- 2 (en, cough): la la la → nothing" in said
    assert "No clinician has signed these rules" in said


def test_labels_that_are_no_list_are_named_with_their_line(run, tmp_path):
    file = tmp_path / "wrong.jsonl"
    file.write_text('{"text": "a", "labels": ["none"]}\n{"text": "b", "labels": "fever"}\n')

    status, said = run("evaluate", str(file))

    assert status == Exit.REFUSED
    assert said == f'{file}: line 2: "labels": give a list of categories, or ["none"]\n'


def test_words_can_be_read_by_a_teams_own_thresholds_and_by_no_careless_ones(run):
    words = ("triage", "my temperature is 37.8", "--context")

    assert run(*words, '{"limits": {}}')[1].startswith("alert, same_day")
    assert run(*words, '{"limits": {"fever": 37.8}}')[1].startswith("alert, urgent")
    status, said = run(*words, '{"limits": {"fever": 39}}')
    assert (status, "less careful than any team may be" in said) == (Exit.USAGE, True)
