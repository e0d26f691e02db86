"""The promise: killed at any moment, the service loses nothing that Telegram handed it.

The seed is printed with the result; `SEED` repeats a run as far as a machine's timing allows.
"""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from cryptography.fernet import Fernet

from bot.clock import machine_time
from store.engine import open_store
from store.installation import unlock
from store.keyring import Keyring
from tests.crash.cast import assemble
from tests.crash.oracle import Verdict, doubled, intact, judge
from tests.crash.storm import Storm, environment
from tests.crash.telegram import running_telegram

SEED: int | None = None
KILLS = 25  # on each edition
DRAINED_WITHIN = 180  # seconds; a group takes twenty messages a minute


@asynccontextmanager
async def storm_on(database: str, folder: Path) -> AsyncIterator[Storm]:
    """Make a world: a Telegram, teams and patients, and a service that is not running yet."""
    seed = secrets.randbits(32) if SEED is None else SEED
    print(f"seed {seed}")  # noqa: T201 -- whoever looks into a failure needs it
    key = Fernet.generate_key().decode()
    store = open_store(database, Keyring.of([key]))
    async with running_telegram() as telegram:
        now = machine_time()
        await unlock(store, now)
        teams = await assemble(telegram, store, now)
        words = environment(telegram, database, key, folder)
        yield Storm(telegram, store, teams, words, folder / "service.log", Random(seed))  # noqa: S311 -- repeatable
    await store.close()


async def settled(storm: Storm) -> Verdict:
    """Let the honest service finish, and judge what it could not make good."""
    await storm.telegram.is_mended()
    process = await storm.starts()
    await storm.is_awake(process)
    async with asyncio.timeout(DRAINED_WITHIN):
        while await judge(storm) and await storm.is_busy():
            assert process.returncode is None, storm.log.read_text()
            await asyncio.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    return await judge(storm)


async def killed(storm: Storm) -> Verdict:
    """Kill the service again and again while Telegram misbehaves, then judge."""
    await storm.telegram.goes_wrong()
    for _ in range(KILLS):
        await storm.lives_and_dies()
        async with storm.store.begin() as session:
            assert await doubled(session) == ()
    assert await intact(storm)
    verdict = await settled(storm)
    print(f"{storm.kills} kills, {len(storm.red_flags)} red flags")  # noqa: T201
    return verdict


@pytest.mark.timeout(600)  # kills take their time on a busy machine
async def test_killed_at_any_moment_it_loses_nothing(postgres, tmp_path):
    """Both editions at the same time: most of it is waiting."""
    sqlite, distributed = tmp_path / "sqlite", tmp_path / "postgresql"
    for folder in (sqlite, distributed):
        folder.mkdir()

    async with (
        storm_on(f"sqlite+aiosqlite:///{sqlite}/companion.db", sqlite) as first,
        storm_on(postgres.fresh("crash"), distributed) as second,
    ):
        verdicts = await asyncio.gather(killed(first), killed(second))

    assert verdicts == [Verdict(), Verdict()]


@pytest.mark.parametrize(
    ("variant", "point"), [("confirm_first", "confirmed"), ("sent_first", "marked")]
)
async def test_a_broken_service_is_caught_every_time(variant, point, database, tmp_path):
    """The same storm with a fault of ours in it: the same judge must see the loss."""
    async with storm_on(database, tmp_path) as storm:
        await storm.alarms()
        process = await storm.starts(variant, point)
        assert await asyncio.wait_for(process.wait(), 60) == -signal.SIGKILL

        verdict = await settled(storm)

        assert verdict.lost == (storm.red_flags[0].cause,)
