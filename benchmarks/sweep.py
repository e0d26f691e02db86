"""A million planned reminders, and the sweep that owes what is due of them.

Each measurement runs in a process of its own, beside a job of APScheduler for each reminder
(benchmarks/apscheduler_jobs.py). The reminders are rows as the service plans them: three infusions
a patient, three slots each; only the clock moves.
"""

import asyncio
import gc
import json
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import BigInteger, Connection, func, insert, literal, select, text
from sqlmodel import SQLModel

from benchmarks import gauges
from benchmarks.pauses import Pause, pauses, without
from scheduler.ports import Service
from scheduler.reminding import remind
from store import schema, teams
from store.engine import Store, open_store
from store.keyring import Keyring
from tests.postgres import Postgres

KEY = "BENCHMARK_KEY"  # under which a process finds what its database is sealed with
ZONE = "Europe/London"
BEGIN = datetime(2026, 1, 6, 9, tzinfo=UTC)  # an hour before anything is due
DUE = {0: 0, 1_000: 1, 10_000: 2, 100_000: 3}  # due together, and how many hours later
PATIENTS = sum(DUE) + 112
VISITS = (0, 14, 182)  # days from the first infusion
SLOTS = (("7d", timedelta(days=7)), ("1d", timedelta(days=1)), ("morning", timedelta(hours=2)))
LOOKS = 1_000  # sweeps that find nothing, for a median
JOBS = (10_000, 100_000)
NAP = 0.001
LINE = "{:<40} {:>9} {:>9} {:>11} {:>10} {:>12} {:>8} {:>10}"
GOALS = (
    "Promised: nothing due under 1 ms, 10,000 under 2 s, no stall of ours over 10 ms, none missed"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Times in seconds, memory in MB. `missed`: due, and never owed."""

    took: float
    cpu: float  # of our process, for the whole; other work on the machine does not lengthen it
    longest: float  # sweep, or look for jobs
    stall: float
    alone: float  # the same without the pauses of the machine itself: benchmarks/pauses.py
    missed: int
    memory: float


class Stalls:
    """Notes by how much a short sleep in this loop is late at most."""

    def __init__(self) -> None:
        self.longest, self.alone, self.cpu = 0.0, 0.0, 0.0
        self._late: list[Pause] = []

    async def watch(self) -> None:
        """Sleep again and again, for ever."""
        while True:
            due = time.perf_counter() + NAP
            await asyncio.sleep(NAP)
            if (now := time.perf_counter()) - due > NAP:
                self._late.append((due, now))

    def judge(self, machine: Sequence[Pause]) -> None:
        """Find the longest, as it was and without what the machine itself stood still."""
        self.longest = max((end - begin for begin, end in self._late), default=0.0)
        self.alone = max((without(*late, machine) for late in self._late), default=0.0)


@asynccontextmanager
async def stalls() -> AsyncIterator[Stalls]:
    """Watch the loop as long as the block."""
    found = Stalls()
    async with pauses() as machine:
        watching = asyncio.ensure_future(found.watch())
        began = time.process_time()
        try:
            yield found
            found.cpu = time.process_time() - began
            await asyncio.sleep(10 * NAP)  # the last stall shows when it is over
        finally:
            watching.cancel()
    found.judge(machine)


async def show(folder: Path) -> None:
    """Measure on both editions and beside APScheduler, and print a line for each."""
    os.environ[KEY] = Fernet.generate_key().decode()
    print(f"\nReminders due together, of {PATIENTS * 9:,} that are planned. {GOALS}.")
    print(
        LINE.format(
            "",
            "time, s",
            "CPU, s",
            "longest, ms",
            "stall, ms",
            "our own",
            "missed",
            "memory, MB",
        )
    )
    with Postgres(folder / "postgresql") as server:
        editions = {
            "SQLite": f"sqlite+aiosqlite:///{folder}/sweep.db",
            "PostgreSQL": server.fresh("sweep"),
        }
        for edition, address in editions.items():
            await _in_process("benchmarks.sweep", "fill", address)
            for due in DUE:
                found = await _in_process("benchmarks.sweep", "sweep", address, str(due))
                _line(f"sweep, {edition}, {due:,} due", found)
    for store in ("memory", f"sqlite:///{folder}/jobs.db"):
        for jobs in JOBS:
            found = await _in_process("benchmarks.apscheduler_jobs", store, str(jobs))
            _line(f"APScheduler, {store.partition(':')[0]}, {jobs:,} jobs", found)


def _line(what: str, found: dict[str, Any]) -> None:
    one = Measured(**found)
    seconds = [f"{found:.5f}" for found in (one.took, one.cpu)]
    pauses = [f"{found * 1000:.1f}" for found in (one.longest, one.stall, one.alone)]
    shown = (*seconds, *pauses)
    print(LINE.format(what, *shown, f"{one.missed:,}", f"{one.memory:.0f}"), flush=True)


async def _in_process(module: str, *arguments: str) -> dict[str, Any]:
    """Run a part of the benchmark, and return what it found; what it says meanwhile is shown."""
    command = (sys.executable, "-m", module, *arguments)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{module} failed")
    found: dict[str, Any] = json.loads(said or "{}")
    return found


def tell(what: str) -> None:
    """Say what is going on to whoever waits; standard output is for the result."""
    print(f"  ... {what}", file=sys.stderr, flush=True)


@contextmanager
def timed(times: list[float]) -> Iterator[None]:
    """Add how long the block took."""
    began = time.perf_counter()
    yield
    times.append(time.perf_counter() - began)


def settle() -> None:
    """Take what is loaded out of later collections, as a service does at its start."""
    gc.collect()
    gc.freeze()


async def sweep(store: Store, due: int) -> Measured:
    """Let so many reminders fall due, and sweep until none is left."""
    service = Service(store.begin, lambda: BEGIN + timedelta(hours=DUE[due]), _unsent, "bench")
    async with store.begin() as session:
        await teams.team(session, 1)  # a service has long read one, and knows how
    settle()
    before, times = await _owed(store), list[float]()
    tell(f"sweeping {due:,} due")
    async with stalls() as loop:
        for _ in range(1 if due else LOOKS):
            made = due
            while made:
                with timed(times):
                    made = await remind(service)
            if not due:
                with timed(times):
                    await remind(service)
                await asyncio.sleep(0)
    missed = due - (await _owed(store) - before)
    took = sum(times) if due else statistics.median(times)
    cpu = loop.cpu if due else loop.cpu / len(times)
    memory = gauges.memory(os.getpid())
    return Measured(took, cpu, max(times), loop.longest, loop.alone, missed, memory)


async def _unsent(*_: object) -> Any:
    raise AssertionError("a sweep only owes")


async def _owed(store: Store) -> int:
    """Return to how many patients a message is owed."""
    outbox = SQLModel.metadata.tables["outbox"]
    async with store.begin() as session:
        query = select(func.count(outbox.c.chat_id.distinct()))
        return int((await (await session.connection()).execute(query)).scalar_one())


async def fill(store: Store) -> None:
    """Make the tables, and plan a million reminders."""
    tell("planning a million reminders")
    await schema.upgrade(store.engine)
    async with store.engine.begin() as connection:
        await connection.run_sync(_fill)
    if store.distributed:  # what the server does by itself within a minute or so
        async with store.engine.connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await alone.execute(text("VACUUM ANALYZE"))


def _fill(connection: Connection) -> None:
    team: dict[str, Any] = {"id": 1, "name": "Rheumatology", "country": "GB", "zone": ZONE}
    team |= {"language": "en", "phone": "+44 20 7946 0018", "next_alert": 1, "created": BEGIN}
    connection.execute(insert(SQLModel.metadata.tables["care_team"]), team)
    first = 1
    for number, hours in DUE.items():
        size = number or PATIENTS - sum(DUE)
        at = BEGIN + timedelta(days=7, hours=hours) if number else BEGIN + timedelta(days=30)
        _crowd(connection, first, size, at)
        first += size


def _crowd(connection: Connection, first: int, size: int, at: datetime) -> None:
    """Enter patients whose first infusion is at the same moment, with all their dates."""
    add = partial(_add, connection, range(first, first + size))
    known = {"created": BEGIN, "zone": ZONE}
    add("account", **known, id=_account, language="en", language_chosen=False, started_at=BEGIN)
    add(
        "patient",
        id=_own,
        account_id=_account,
        care_team_id=1,
        created=BEGIN,
        name="Mina Demir",
        call_name="Mina",
        phone="+44 20 7946 0100",
        state="enrolled",
        state_since=BEGIN,
        shared_phone=False,
        discreet=False,
    )
    for visit, days in enumerate(VISITS):
        _infusion(add, visit, at + timedelta(days=days))


def _infusion(add: Callable[..., None], visit: int, at: datetime) -> None:
    def number(n: Any) -> Any:
        return n + visit * PATIENTS

    add(
        "appointment",
        id=number,
        patient_id=_own,
        care_team_id=1,
        created=BEGIN,
        zone=ZONE,
        kind="infusion",
        local=at.strftime("%Y-%m-%dT%H:%M"),
        at=at,
        tests=[],
        place="Day unit",
        status="planned",
        answer="none",
        version=0,
        made_by="benchmark",
    )
    ends = [*(at - before for _, before in SLOTS[1:]), at]
    for (slot, before), expires in zip(SLOTS, ends, strict=True):
        day = at.date() - timedelta(days=before.days)
        add(
            "reminder",
            appointment_id=number,
            patient_id=_own,
            kind="reminder",
            slot=slot,
            local_date=day,
            due=at - before,
            expires=expires,
            state="planned",
        )


def _own(n: Any) -> Any:
    return n + 0


def _account(n: Any) -> Any:
    return n + literal(5_000_000_000, BigInteger)


def _add(connection: Connection, numbers: range, name: str, /, **columns: Any) -> None:
    """Add a row for each number; a column's value is one for all, or follows from the number."""
    table = SQLModel.metadata.tables[name]
    each = select(literal(numbers.start, BigInteger).label("n")).cte("each", recursive=True)
    each = each.union_all(select(each.c.n + 1).where(each.c.n < numbers[-1]))
    values = [
        value(each.c.n) if callable(value) else literal(value, table.c[column].type)
        for column, value in columns.items()
    ]
    connection.execute(insert(table).from_select(list(columns), select(*values)))


async def main(what: str, address: str, due: int = 0) -> None:
    """Fill a database or measure a sweep of it, as the arguments say."""
    store = open_store(address, Keyring.of([os.environ[KEY]]))
    try:
        if what == "fill":
            await fill(store)
        else:
            print(json.dumps(asdict(await sweep(store, due))))
    finally:
        await store.close()


if __name__ == "__main__":  # a process of one measurement
    asyncio.run(main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])))
