"""Everything on one machine: the simulator and the service as two processes, and people to play.

The service under the demo is the one that runs for real; only its addresses differ. Nothing here
is imported by it.
"""

import asyncio
import os
import shutil
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from cryptography.fernet import Fernet

from bot.demo_cast import Cast, Troupe, arrange, post
from bot.settings import load_settings
from messages.languages import ENGLISH, LANGUAGES, Status

FOLDER = Path(".demo")
FIRST_PORT, LAST_PORT = 8090, 8190
TOKEN = "1000001:demo-token-of-no-worth"  # noqa: S105 -- the simulator takes any
BOT_NAME = "companion_demo_bot"
GRACE = 4.0  # seconds a process has to end by itself
HINT = "With a token from @BotFather: COMPANION_TELEGRAM_TOKEN=... make run (see README)."


class Ended(Exception):
    """One of the two processes ended by itself."""


def _drafts() -> list[str]:
    """Return the languages that are not open to patients: here they may be seen, as drafts."""
    shown = (Status.PREVIEW, Status.PSEUDO)
    return [one.code for one in LANGUAGES.values() if one.status in shown]


@dataclass(frozen=True, slots=True)
class Staging:
    """What is put on: the folder it keeps its things in, the service, and what people speak."""

    folder: Path = FOLDER
    service: tuple[str, ...] = ("-m", "bot", "run")
    language: str = ENGLISH
    hint: str = HINT


@dataclass(frozen=True, slots=True)
class Place:
    """Where the demo keeps its things, and where its page is."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        """Return the simulator's address."""
        return f"http://127.0.0.1:{self.port}"

    def log(self, module: str) -> Path:
        """Return where a process writes what went wrong."""
        return self.folder / f"{module.partition('.')[0]}.log"

    def environment(self) -> dict[str, str]:
        """Return the service's environment: ours for what is ours, and nothing else of it."""
        others = {k: v for k, v in os.environ.items() if not k.startswith("COMPANION_")}
        return others | {
            "COMPANION_TELEGRAM_TOKEN": TOKEN,
            "COMPANION_TELEGRAM_API_URL": self.address,
            "COMPANION_CLOCK_URL": self.address,
            "COMPANION_DATA_DIR": str(self.folder / "data"),
            "COMPANION_KEYS_FILE": str(self.folder / "keys" / "companion.keys"),
            "COMPANION_PREVIEW_LANGUAGES": ",".join(_drafts()),
        }


async def run(staging: Staging = Staging()) -> int:
    """Run the demo until it is asked to end, and return its exit status."""
    place = Place(_folder(staging.folder, keep=bool(os.environ.get("KEEP"))), _free_port())
    asked, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    async with AsyncExitStack() as stack:
        simulator = await _start(place, "-m", "simulator", "--port", str(place.port))
        stack.push_async_callback(_end, simulator)
        await _listening(simulator)
        async with aiohttp.ClientSession(place.address) as control:
            await _arrange(place, control, staging.language)
        service = await _start(place, *staging.service)
        stack.push_async_callback(_end, service)
        sys.stdout.write(f"Open {place.address}/\n{staging.hint}\n")
        sys.stdout.flush()
        return await _until(place, asked, simulator, service)


async def _arrange(place: Place, control: aiohttp.ClientSession, language: str) -> None:
    settings = load_settings(place.environment(), None)
    cast: Cast = await arrange(settings, control, Troupe(TOKEN, BOT_NAME, language))
    for card in cast.links:
        await post(control, "/control/links", card)


def _folder(folder: Path, *, keep: bool) -> Path:
    """Make the folder anew, unless what is in it is to be kept; keys lie apart from data."""
    if folder.exists() and not keep:
        shutil.rmtree(folder)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    keys = folder / "keys" / "companion.keys"
    keys.parent.mkdir(exist_ok=True)
    if not keys.exists():
        keys.write_text(Fernet.generate_key().decode() + "\n")
        keys.chmod(0o600)
    return folder.resolve()


def _free_port() -> int:
    for port in range(FIRST_PORT, LAST_PORT):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Ended(f"No port between {FIRST_PORT} and {LAST_PORT} is free; end what uses them.")


async def _start(place: Place, *arguments: str) -> Process:
    log = place.log(arguments[1]).open("ab")
    with log:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=place.folder,
            env=place.environment(),
            stdout=PIPE if arguments[1] == "simulator" else log,
            stderr=log,
            start_new_session=True,
        )


async def _listening(simulator: Process) -> None:
    assert simulator.stdout is not None
    async with asyncio.timeout(30):
        line = await simulator.stdout.readline()
    if not line:
        raise Ended("The simulator did not start; see simulator.log in its folder.")


async def _until(place: Place, asked: asyncio.Event, simulator: Process, service: Process) -> int:
    """Wait for the request to end, or for a process that ends by itself."""
    waits = {
        asyncio.ensure_future(asked.wait()): "",
        asyncio.ensure_future(simulator.wait()): "simulator",
        asyncio.ensure_future(service.wait()): "bot",
    }
    done, rest = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in rest:
        wait.cancel()
    ended = [waits[wait] for wait in done if waits[wait]]
    if ended and not asked.is_set():
        sys.stderr.write(f"The {ended[0]} process ended by itself; see {place.log(ended[0])}.\n")
        return 1
    return 0


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), GRACE)
    except TimeoutError:
        process.kill()
        await process.wait()
