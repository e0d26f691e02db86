"""The promise: a loop that dies takes the process with it, and two services never share a file."""

import asyncio
import sys

import pytest

from tests.crash.storm import ROOT
from tests.crash.test_crash import storm_on

ENDS_WITHIN = 30  # seconds


@pytest.mark.parametrize("variant", ["no_delivery", "bad_tick"])
async def test_a_process_with_a_dead_loop_ends_by_itself(variant, database, tmp_path):
    async with storm_on(database, tmp_path) as storm:
        process = await storm.starts(variant)

        assert await asyncio.wait_for(process.wait(), ENDS_WITHIN) == 1


async def test_a_second_service_on_the_same_file_is_refused_and_the_first_goes_on(
    database, tmp_path
):
    async with storm_on(database, tmp_path) as storm:
        first = await storm.starts()
        await storm.is_awake(first)

        second = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env=storm.environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(second.communicate(), ENDS_WITHIN)

        assert second.returncode == 4
        assert said.decode().startswith("Another service works on this database")
        assert first.returncode is None
        first.terminate()
        assert await asyncio.wait_for(first.wait(), ENDS_WITHIN) == 0
