"""What a sweep is measured beside: APScheduler with a job for each reminder, as it comes."""

import asyncio
import json
import logging
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobEvent
from apscheduler.jobstores.base import BaseJobStore
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import create_engine, event

from benchmarks import gauges
from benchmarks.sweep import Measured, settle, stalls, tell

LOADING = 0.0007  # seconds that a job may take to be stored: none is due before all are
SLACK = 5.0
PATIENCE = 900.0  # seconds after which we wait no longer


class Count:
    """Counts what became of jobs."""

    def __init__(self) -> None:
        self.ran, self.missed = 0, 0
        self.last = 0.0

    def see(self, happened: JobEvent) -> None:
        """Note one job that ran, or that was dropped because it was late."""
        self.last = time.time()
        if happened.code == EVENT_JOB_MISSED:
            self.missed += 1
        else:
            self.ran += 1


async def nothing(_patient: int) -> None:
    """Do a reminder's work: none, so that only the scheduler is measured."""


def _no_wait(raw: sqlite3.Connection, _record: object) -> None:
    raw.execute("PRAGMA synchronous=OFF")


@contextmanager
def _store(name: str) -> Iterator[BaseJobStore]:
    """Yield a store of jobs that waits for no disk in the block, where it is loaded, only after."""
    if name == "memory":
        yield MemoryJobStore()
        return
    Path(name.removeprefix("sqlite:///")).unlink(missing_ok=True)
    engine = create_engine(name)
    event.listen(engine, "connect", _no_wait)
    yield SQLAlchemyJobStore(engine=engine)
    event.remove(engine, "connect", _no_wait)
    engine.dispose()


async def measure(store: str, jobs: int) -> Measured:
    """Let so many jobs fall due together, and wait until each has run or was dropped."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it has a line for each job it drops
    scheduler, count = AsyncIOScheduler(timezone="UTC"), Count()
    scheduler.add_listener(count.see, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
    due = datetime.now(UTC) + timedelta(seconds=jobs * LOADING + SLACK)  # noqa: TID251 -- it begins now
    tell(f"storing {jobs:,} jobs of APScheduler, due at {due:%H:%M:%S} UTC")
    with _store(store) as loaded:
        scheduler.add_jobstore(loaded)
        scheduler.start(paused=True)
        for n in range(jobs):
            scheduler.add_job(nothing, "date", run_date=due, args=[n])
    if time.time() > due.timestamp():
        raise TimeoutError
    settle()
    async with stalls() as loop:
        scheduler.resume()
        ends = due.timestamp() + PATIENCE
        while count.ran + count.missed < jobs and time.time() < ends:  # noqa: ASYNC110 -- as probed
            await asyncio.sleep(0.05)
    missed, memory = jobs - count.ran, gauges.memory(os.getpid())
    scheduler.shutdown(wait=False)
    took = count.last - due.timestamp()
    return Measured(took, loop.cpu, loop.longest, loop.longest, loop.alone, missed, memory)


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(measure(sys.argv[1], int(sys.argv[2]))))))
