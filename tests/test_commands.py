"""The commands as scripts and people at a prompt see them: output, exit codes, refusals."""

import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.commands.console import Exit
from tests.outside import NURSE, PATIENT, TOKEN
from tests.running import companion, environment, running, simulator

GROUP = "-1000000000777"
LONDON = ("--country", "GB", "--zone", "Europe/London", "--phone", "+44 20 7946 0018")
NIGHT = ("--after-hours-phone", "+44 20 7946 0019")
KEY = Fernet.generate_key().decode()
Run = Callable[..., "Said"]


class Said:
    """What a command printed, and how it ended."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.status = done.returncode
        self.out = done.stdout
        self.err = done.stderr

    @property
    def document(self) -> dict:
        """Return the one JSON document on stdout; fails when there is more or less."""
        [line] = self.out.splitlines()
        return json.loads(line)


def settings(folder: Path) -> dict[str, str]:
    return environment(
        telegram_token=TOKEN,
        telegram_api_url="http://127.0.0.1:9",  # where nobody listens
        data_dir=str(folder),
        keys=KEY,
    )


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return settings(tmp_path)


@pytest.fixture
def run(env: dict[str, str], tmp_path: Path) -> Run:
    def run(*arguments: str, **more: str | None) -> Said:
        changed = {f"COMPANION_{name.upper()}": value for name, value in more.items()}
        given = {name: value for name, value in {**env, **changed}.items() if value is not None}
        return Said(companion(*arguments, env=given, cwd=tmp_path))

    return run


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    """A folder with a seeded database, made once, and what the command said of it."""
    folder = tmp_path_factory.mktemp("seed")
    who = ("--group", GROUP, "--on-call", str(NURSE), "--patient", str(PATIENT))
    done = companion("seed", *who, "--patients", "2", "--json", env=settings(folder), cwd=folder)
    return folder, Said(done).document


@pytest.fixture
def seeded(seed: tuple[Path, dict], tmp_path: Path) -> dict:
    folder, said = seed
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return said


def in_a_week(hour: int = 9) -> str:
    day = datetime.now(UTC) + timedelta(days=9)  # noqa: TID251 -- commands read the real clock
    return f"{day:%Y-%m-%d}T{hour:02}:30"


# ---- what a program reads -----------------------------------------------------------------------


def test_a_team_is_made_and_shown_as_it_was_entered(run: Run) -> None:
    made = run("team", "create", "Rheumatology", *LONDON, *NIGHT, "--json")
    bare = run("team", "create", "Neurology", *LONDON)

    assert (made.status, made.err) == (Exit.DONE, "")
    assert made.document["id"] == 1
    assert bare.out == "2\n"
    assert run("team", "show", "1", "--json").document == made.document
    names = [team["name"] for team in run("team", "list", "--json").document["teams"]]
    assert names == ["Rheumatology", "Neurology"]


def test_a_seed_makes_a_bound_team_and_its_patients(run: Run, seeded: dict) -> None:
    assert seeded["patients"] == ["P-0001", "P-0002"]
    assert run("team", "show", "1", "--json").document["chat"] == int(GROUP)
    [member] = run("member", "list", "1", "--json").document["members"]
    assert (member["telegram_id"], member["on_call"], member["can_be_paged"]) == (
        NURSE,
        "primary",
        True,
    )
    assert run("alerts", "--json").document == {"alerts": []}


def test_a_date_is_entered_listed_moved_out_of_the_way_and_given(run: Run, seeded: dict) -> None:
    add = ("appointment", "add", "P-0001", "blood_test", "--at", in_a_week(), "--tests", "cbc,igg")
    made = run(*add, "--json").document

    assert (made["patient"], made["kind"], made["local"], made["tests"]) == (
        "P-0001",
        "blood_test",
        in_a_week(),
        ["cbc", "igg"],
    )
    assert made["utc"].endswith("Z")
    assert run("appointment", "list", "p-1", "--json").document["appointments"][-1] == made
    assert run("appointment", "given", "1", "--json").document["status"] == "given"
    number = str(made["id"])
    assert run("appointment", "cancel", number, "--json").document["status"] == "cancelled"
    refused = run("appointment", "cancel", "1", "--json")
    assert refused.status == Exit.REFUSED


def test_settings_are_printed_with_secrets_masked(run: Run, env) -> None:
    shown = run("config", "--json")

    assert shown.document["COMPANION_TELEGRAM_API_URL"]["value"] == "http://127.0.0.1:9"
    assert TOKEN not in shown.out
    assert env["COMPANION_KEYS"] not in shown.out


def test_a_new_key_is_one_that_works(run: Run) -> None:
    key = run("keys", "new").out.strip()

    assert run("team", "list", "--json", keys=key).document == {"teams": []}


# ---- refused, and nothing changed ---------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("team", "show", "9"),
        ("member", "list", "9"),
        ("member", "remove", "9"),
        ("appointment", "list", "P-0099"),
        ("appointment", "list", "nobody"),
        ("appointment", "cancel", "99"),
        ("appointment", "given", "99"),
        ("invite", "9", "--name", "Ann"),
        ("invite", "1", "--name", "Ann", "--expires", "soon"),
        ("invite", "1", "--name", "Ann", "--expires", "0d"),
        ("invite", "1", "--name", "Ann", "--phone", "12"),
        ("appointment", "add", "P-0099", "infusion", "--at", "2099-01-01T09:00"),
        ("appointment", "add", "P-0001", "infusion", "--at", "2020-01-01T09:00"),
        ("appointment", "add", "P-0001", "infusion", "--at", "tomorrow"),
        ("appointment", "add", "P-0001", "infusion", "--at", "2099-01-01T09:00+02:00"),
        ("appointment", "add", "P-0001", "infusion", "--at", "2099-01-01T09:00", "--zone", "Mars"),
        ("team", "create", "X", "--country", "ZZ", *LONDON[2:]),
        ("team", "create", "X", "--zone", "Europe/Atlantis", *LONDON[:2], *LONDON[4:]),
        ("team", "create", "X", "--phone", "extension 4", *LONDON[:4]),
        ("team", "create", "X", *LONDON, "--phone-hours", "whenever"),
        ("team", "create", "X", *LONDON, "--language", "tlh"),
        ("seed", "--group", GROUP, "--on-call", "1", "--patient", "2", "--country", "ZZ"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_refused_in_one_line(run: Run, seeded: dict, arguments) -> None:
    refused = run(*arguments, "--json")

    assert refused.status == Exit.REFUSED, refused.err
    assert set(refused.document) == {"error"}
    assert set(refused.document["error"]) == {"code", "text"}
    assert refused.err == refused.document["error"]["text"] + "\n"


def test_a_refused_command_leaves_everything_as_it_was(run: Run, seeded: dict) -> None:
    before = run("appointment", "list", "P-0001", "--json").out

    run("appointment", "add", "P-0001", "infusion", "--at", "2020-01-01T09:00")

    assert run("appointment", "list", "P-0001", "--json").out == before


def test_a_seed_writes_to_nobody_but_a_server_on_this_machine(run: Run) -> None:
    who = ("--group", GROUP, "--on-call", "1", "--patient", "2", "--json")

    refused = run("seed", *who, telegram_api_url="https://telegram.example")

    assert (refused.status, refused.document["error"]["code"]) == (Exit.REFUSED, "not_local")


def test_an_invitation_waits_until_telegram_says_what_the_bot_is_called(run: Run, seeded) -> None:
    refused = run("invite", "1", "--name", "Ann", "--json")

    assert (refused.status, refused.document["error"]["code"]) == (Exit.REFUSED, "no_bot")


# ---- wrong usage, wrong settings ----------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("team", "show"),
        ("team", "show", "first"),
        ("invite", "1"),
        ("appointment", "add", "P-0001", "dance", "--at", "2099-01-01T09:00"),
        ("alerts", "--jsom"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_two(run: Run, arguments) -> None:
    wrong = run(*arguments)

    assert (wrong.status, wrong.out) == (Exit.USAGE, "")
    assert wrong.err != ""


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("telegram_tokn", "1:a", "COMPANION_TELEGRAM_TOKEN"),
        ("keys", "short", "COMPANION_KEYS"),
        ("keys", None, "COMPANION_KEYS"),
        ("http_port", "http", "COMPANION_HTTP_PORT"),
        ("database_url", "mysql://x/y", "COMPANION_DATABASE_URL"),
    ],
)
def test_a_wrong_setting_is_three_and_named_in_one_line(run: Run, name, value, says) -> None:
    wrong = run("team", "list", "--json", **{name: value})

    assert (wrong.status, wrong.out) == (Exit.SETTING, "")
    [line] = wrong.err.splitlines()
    assert says in line


def test_the_service_does_not_start_without_a_token(run: Run) -> None:
    wrong = run("run", telegram_token=None)

    assert wrong.status == Exit.SETTING
    [line] = wrong.err.splitlines()
    assert line.startswith("COMPANION_TELEGRAM_TOKEN")


def test_keys_of_another_database_are_a_wrong_setting(run: Run, seeded: dict) -> None:
    wrong = run("alerts", "--json", keys=Fernet.generate_key().decode())

    assert wrong.status == Exit.SETTING
    [line] = wrong.err.splitlines()
    assert line.startswith("COMPANION_KEYS")


# ---- with a running service ---------------------------------------------------------------------


@pytest.fixture
async def served(env, tmp_path: Path, seeded: dict) -> AsyncIterator[None]:
    """A service on the same database, before a simulator."""
    async with simulator() as telegram:
        await telegram.control("bots", {"token": TOKEN, "username": "outside_bot"})
        await telegram.control("users", {"id": PATIENT, "first_name": "Pat"})
        env["COMPANION_TELEGRAM_API_URL"] = telegram.address
        command = (sys.executable, "-m", "bot", "run")
        async with running(*command, env=env, cwd=tmp_path):
            await telegram.control(
                "messages", {"chat_id": PATIENT, "from": PATIENT, "text": "Hi", "token": TOKEN}
            )
            await telegram.idle()
            yield


async def test_a_second_service_on_the_same_database_is_four(run: Run, served) -> None:
    second = run("run")

    assert second.status == Exit.HELD
    [line] = second.err.splitlines()
    assert line.startswith("Another service works on this database")


async def test_commands_work_beside_a_running_service(run: Run, served, tmp_path: Path) -> None:
    invited = run("invite", "1", "--name", "Ann", "--png", str(tmp_path / "ann.png"), "--json")

    document = invited.document
    assert invited.status == Exit.DONE
    assert document["patient"] == "P-0003"
    assert document["link"] == f"https://t.me/outside_bot?start={document['token']}"
    assert (tmp_path / "ann.png").read_bytes().startswith(b"\x89PNG")
    member = run("member", "add", "1", "--name", "Ben", "--role", "clinician", "--json").document
    assert member["link"].startswith("https://t.me/outside_bot?start=")
    bound = run("team", "bind", "1", "--json").document
    assert bound["link"].startswith("https://t.me/outside_bot?startgroup=")
    assert bound["command"] == f"/bind {bound['code']}"


async def test_a_schema_is_not_changed_under_a_running_service(run: Run, served) -> None:
    assert run("db", "upgrade").status == Exit.HELD
    assert run("db", "version", "--json").document["database"] is not None


# ---- what a service does not carry along ---------------------------------------------------------

LOADED = (
    "import sys; from bot.commands.app import app; app(*sys.argv[1:]);"
    "print(*sorted(name for name in sys.modules if name.startswith(('bot.commands.', 'alembic'))))"
)


def loaded_for(*asked: str) -> set[str]:
    """Return which modules of commands, and of migrations, there are when one is asked for."""
    done = subprocess.run(
        (sys.executable, "-c", LOADED, *asked), capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("service", ["run", "start"])
def test_a_service_loads_the_commands_that_run_something_and_no_others(service) -> None:
    parts = ("app", "console", "running", "service")
    ours = {f"bot.commands.{part}" for part in parts}

    assert loaded_for(service) - {"bot.commands.errors"} == ours
    assert loaded_for("plan") == loaded_for() > ours


ALONE = """
import sys
from bot.commands import command
command(*sys.argv[1:])
import bot.journal, bot.main
print("typer" in sys.modules)
"""


@pytest.mark.parametrize(("asked", "loaded"), [("run", False), ("start", False), ("config", True)])
def test_a_service_carries_no_command_line_along(asked, loaded) -> None:
    done = subprocess.run(
        (sys.executable, "-c", ALONE, asked), capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == str(loaded)
