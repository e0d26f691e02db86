"""The promise: whatever goes wrong and however it is logged, no name, symptom or token is written.

Each test writes something beside the canary, so that an empty log cannot pass.
"""

import io
import json
import logging
import subprocess
import sys
import threading
import warnings

import pytest
import structlog
from telegram import Bot

from bot.journal import Quiet, start_journal
from bot.journal_fields import redacted
from bot.request import AiohttpRequest
from bot.telegram import send
from care.delivery import Lane, OutboxMessage, Result
from messages.screen import Screen
from tests.bot.wire import HANG_UP, accepts, refuses, says

NAME = "Zebedaea"
SYMPTOM = "coughs blood since Tuesday"
TOKEN = "123456789:AAHqO3yF0Kv7dlUsWnB5xVbR2cQpZt8mEgI"
KEY = "Zm9vYmFyYmF6cXV1eGZvb2JhcmJhenF1dXhmb29iYXI="
PHONE = "+393401234567"
CANARIES = (NAME, SYMPTOM, "blood", TOKEN, KEY, PHONE, "340123", "S3cret-of-a-short-kind")

ours = structlog.get_logger("bot.somewhere")
plain = logging.getLogger("messages.somewhere")


class Journal(io.StringIO):
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.getvalue().splitlines()]

    def last(self) -> dict:
        """Return the last line without its moment."""
        return {name: value for name, value in self.lines()[-1].items() if name != "time"}


@pytest.fixture
def journal(monkeypatch):
    for hook in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, hook, getattr(sys, hook))
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    root = logging.getLogger()
    before = root.handlers, root.level
    journal = Journal()
    start_journal("DEBUG", ["S3cret-of-a-short-kind"], journal)
    yield journal
    root.handlers, root.level = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
    assert [canary for canary in CANARIES if canary in journal.getvalue()] == []
    assert journal.getvalue() != ""


def alone() -> None:
    """Leave the journal's handler alone with the root: pytest adds its own, which raises."""
    root = logging.getLogger()
    root.handlers = [handler for handler in root.handlers if isinstance(handler, Quiet)]


def raises(text: str) -> None:
    raise ValueError(text)


def test_a_line_has_its_sentence_its_ids_and_its_moment(journal):
    ours.info("message sent", key="page:4:1:chat", attempt=2, result=Result.SENT, patient="P-0007")

    [line] = journal.lines()
    assert line.pop("time").endswith("Z")
    assert line == {
        "event": "message sent",
        "level": "info",
        "key": "page:4:1:chat",
        "attempt": 2,
        "result": "sent",
        "patient": "P-0007",
    }


def test_a_field_nobody_thought_of_is_named_and_empty(journal):
    ours.warning("odd", first_name=NAME, temperature=38.5, text=SYMPTOM)

    hidden = {"first_name": "…", "temperature": "…", "text": "…"}
    assert journal.last() == {"event": "odd", "level": "warning"} | hidden


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("patient", NAME),
        ("member", NAME),
        ("id", SYMPTOM),
        ("key", NAME),
        ("message", SYMPTOM),
        ("error", SYMPTOM),
        ("error", ValueError(SYMPTOM)),
        ("key", {"name": NAME}),
        ("team", [NAME]),
    ],
)
def test_a_known_field_takes_no_words(journal, field, value):
    ours.warning("odd", **{field: value})

    assert journal.last() == {"event": "odd", "level": "warning", field: "…"}


@pytest.mark.parametrize(
    ("secret", "written"),
    [
        (TOKEN, "call:…:1"),
        (PHONE, "call:…:1"),
        ("S3cret-of-a-short-kind", "call:…:1"),
        (KEY, "…"),  # its equals sign is in no code
    ],
)
def test_a_secret_is_blotted_out_even_where_a_code_may_stand(journal, secret, written):
    ours.warning("odd", key=f"call:{secret}:1")

    assert journal.last()["key"] == written


def test_a_key_is_blotted_out_of_whatever_a_line_has_become():
    assert redacted(f"{KEY} gAAAAABl{KEY} 340-123-4567 00393401234567") == "… … … …"
    assert redacted("2026-03-01T09:00:00.012345Z page:4:-1000000000001:1") == (
        "2026-03-01T09:00:00.012345Z page:4:-1000000000001:1"
    )


def test_a_name_of_a_field_can_be_a_canary_too(journal):
    ours.warning("odd", **{f"{NAME} {SYMPTOM}": 1})

    assert journal.last() == {"event": "odd", "level": "warning", "…": "…"}


def test_a_sentence_with_words_put_into_it_is_not_written(journal):
    ours.warning(f"{NAME} has a fever")
    ours.warning("%s has a fever" % NAME)  # noqa: UP031 -- the mistake is the point
    ours.warning("%s has a fever", NAME)
    ours.bind(who=NAME).warning("bound")

    said = [(line["event"], line.get("at", "").split(":")[0]) for line in journal.lines()]
    here = "tests/bot/test_journal.py"
    assert said == [("…", here), ("…", here), ("… has a fever", ""), ("bound", "")]


def test_the_standard_library_leads_to_the_same_door(journal):
    plain.warning(f"{NAME} {SYMPTOM}")
    plain.warning("%s of %s: %s", NAME, "redflag.fever", ValueError.__name__)
    plain.warning("%(who)s %(count)d", {"who": NAME, "count": 3})
    plain.warning("sent", extra={"who": NAME})

    assert [line["event"] for line in journal.lines()] == [
        "…",
        "… of redflag.fever: ValueError",
        "… 3",
        "sent",
    ]


def test_arguments_that_do_not_fit_lose_themselves_and_not_the_line(journal):
    alone()
    plain.warning("%d of %d", NAME)

    assert journal.last() == {"event": "%d of %d", "level": "warning"}


def test_an_error_is_its_type_and_our_lines(journal):
    try:
        try:
            raises(SYMPTOM)
        except ValueError as error:
            raise KeyError(NAME) from error
    except KeyError:
        ours.exception("it failed", entry=5)

    line = journal.last()
    kinds = [error.split(" at ")[0] for error in line["errors"]]
    assert (line["event"], line["entry"], kinds) == ("it failed", 5, ["KeyError", "ValueError"])
    inner, outer = line["errors"][1].removeprefix("ValueError at ").split(" < ")
    assert {inner.split(":")[0], outer.split(":")[0]} == {"tests/bot/test_journal.py"}


def test_a_group_of_errors_is_all_their_types(journal):
    group = ExceptionGroup(NAME, [ValueError(SYMPTOM), ExceptionGroup("x", [KeyError(NAME)])])

    ours.error("a loop ended", exc_info=group)
    plain.error("a loop ended", exc_info=group)

    types = ["ExceptionGroup", "ValueError", "ExceptionGroup", "KeyError"]
    assert [line["errors"] for line in journal.lines()] == [types, types]


def test_errors_that_lead_to_each_other_end_somewhere(journal):
    first, second = ValueError(NAME), ValueError(SYMPTOM)
    first.__cause__, second.__cause__ = second, first

    ours.error("circle", exc_info=first)

    assert journal.last()["errors"] == ["ValueError"] * 8


@pytest.mark.parametrize("library", ["httpx", "telegram.Bot", "asyncio", "sqlalchemy.engine"])
def test_other_libraries_say_where_and_not_what(journal, library):
    logger = logging.getLogger(library)
    logger.debug("%s", SYMPTOM)
    logger.info("POST https://api.telegram.org/bot%s/sendMessage", TOKEN)
    logger.error("update %s of %s was not processed", SYMPTOM, NAME, exc_info=KeyError(NAME))

    [line] = journal.lines()
    assert (line["event"], line["level"], line["errors"]) == ("…", "error", ["KeyError"])
    assert line["at"].startswith(f"{library} test_journal:")


def test_the_web_servers_addresses_are_not_written(journal):
    logging.getLogger("uvicorn.access").error("GET /i/%s", TOKEN)
    ours.info("still here")

    assert [line["event"] for line in journal.lines()] == ["still here"]


def test_a_warning_is_a_place(journal):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(f"{NAME} {SYMPTOM}", UserWarning, stacklevel=1)
        logging.captureWarnings(capture=False)

    assert journal.last()["event"] == "…"


def test_a_line_that_cannot_be_written_does_not_print_its_words(journal, capsys):
    alone()

    class Unwritable:
        def __str__(self):
            raise ValueError(NAME)

    plain.warning(Unwritable(), SYMPTOM)

    assert journal.getvalue().startswith("a log line was lost at test_journal:")
    assert capsys.readouterr() == ("", "")


def test_an_error_in_a_thread_is_a_type(journal):
    thread = threading.Thread(target=raises, args=(SYMPTOM,))
    thread.start()
    thread.join()

    assert journal.last()["error"] == "ValueError"


def test_below_the_level_nothing_is_said():
    journal = Journal()
    root = logging.getLogger()
    before = root.handlers, root.level
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    start_journal("ERROR", stream=journal)
    ours.warning("not this")
    logging.getLogger("httpx").warning("nor this")
    ours.error("this")
    root.handlers, root.level = before
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()

    assert [line["event"] for line in journal.lines()] == ["this"]


def test_on_a_terminal_it_is_readable_and_as_tight():
    script = f"""
import sys
sys.stderr.isatty = lambda: True
from bot.journal import start_journal
import structlog
start_journal("INFO")
structlog.get_logger("bot.x").info("message sent", key="page:4:1", who={NAME!r})
"""
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert "message sent" in said.stderr
    assert "page:4:1" in said.stderr
    assert NAME not in said.stderr
    assert said.stdout == ""


UNCAUGHT = {
    "at the top": "raise ValueError({0!r})",
    "in the loop": (
        "import asyncio\nasync def main():\n    raise ValueError({0!r})\nasyncio.run(main())"
    ),
    "in a group": (
        "import asyncio\nasync def fail():\n    raise ValueError({0!r})\n"
        "async def main():\n    async with asyncio.TaskGroup() as g:\n"
        "        g.create_task(fail())\nasyncio.run(main())"
    ),
    "in a task nobody awaits": (
        "import asyncio, gc\nasync def fail():\n    raise ValueError({0!r})\n"
        "async def main():\n    asyncio.ensure_future(fail())\n    await asyncio.sleep(0)\n"
        "    gc.collect()\nasyncio.run(main())\nraise SystemExit(1)"
    ),
}


@pytest.mark.parametrize("where", UNCAUGHT)
def test_an_error_that_ends_the_process_keeps_its_words(where):
    start = "from bot.journal import start_journal\nstart_journal('INFO')\n"
    script = start + UNCAUGHT[where].format(f"{NAME} {SYMPTOM} {TOKEN}")

    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert ended.returncode == 1
    assert [canary for canary in CANARIES if canary in ended.stderr + ended.stdout] == []
    assert "ValueError" in ended.stderr


async def test_no_call_to_telegram_leaves_its_token_or_its_words(journal, wire):
    alert = OutboxMessage("page:1:1", 1, Lane.ALERT, ())
    acts = (
        refuses(401, f"Unauthorized {TOKEN}"),
        refuses(400, f"Bad Request: {SYMPTOM}"),
        says(200, SYMPTOM.encode()),
        says(200, {"ok": True, "result": {"text": NAME, "message_id": NAME}}),
        HANG_UP,
        accepts({"message_id": 1}),
    )
    async with AiohttpRequest() as request:
        bot = Bot(TOKEN, f"{wire.url}/bot", request=request, get_updates_request=request)
        for act in acts:
            wire.does(act)
            await send(bot, alert, Screen(f"{NAME} {SYMPTOM}"))
    ours.info("done")

    assert journal.lines()[-1]["event"] == "done"
