"""A blood test that nobody marked as done in time becomes a task of the team, once.

When that is, stands in care/missed_tests.py. The patient is asked nothing more because of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.cadence import departure
from care.cover import CoverHours
from care.missed_tests import FARTHEST, belongs, missed_at
from care.monitoring_table import Rules
from care.policies import TASK_DEADLINE
from care.tasks import TaskKind
from scheduler.chores import Chore, ask
from scheduler.infusion_unit import InfusionUnit, unit_of
from scheduler.overrides import rules_of
from scheduler.planning_values import dated
from scheduler.ports import Service, Tick
from scheduler.rota import cover_of
from store import installation, missed_tests, people, teams
from store.tables import Appointment

SOON = timedelta(days=8)  # what is missed later is looked for again long before
Pair = tuple[Appointment, Appointment]  # a test, and the infusion that waits for it


async def open_tasks(service: Service) -> int:
    """Open a task for each test that was not marked in time. Return how many."""
    now, opened = service.now(), 0
    async with service.begin() as session:
        pairs = await missed_tests.unmarked(session, now, now + FARTHEST)
        rules = await _rules(session, pairs)
        for test, infusion in pairs:
            at = _missed_at((test, infusion), rules[test.care_team_id])
            if at is not None and at <= now:
                opened += await _open(session, (test, infusion), now)
    if opened:
        service.bells.outbox.set()
    return opened


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when the next test that nobody marks is missed, if that is soon."""
    alive = await installation.last_alive(session)
    if alive is None:
        return None
    pairs = await missed_tests.unmarked(session, alive, alive + FARTHEST + SOON)
    rules = await _rules(session, pairs)
    found = [_missed_at(pair, rules[pair[0].care_team_id]) for pair in pairs]
    return min((at for at in found if at is not None), default=None)


async def _open(session: AsyncSession, pair: Pair, now: datetime) -> bool:
    test, infusion = pair
    patient = await people.patient(session, test.care_team_id, test.patient_id)
    team = await teams.team(session, test.care_team_id)
    deadline = _deadline(infusion, await unit_of(session, team), await cover_of(session, team), now)
    chore = Chore(TaskKind.MISSED_TEST, missed_tests.key_of(test), deadline)
    return await ask(session, test.care_team_id, patient, chore, now) is not None


def _deadline(
    infusion: Appointment, unit: InfusionUnit, cover: CoverHours, now: datetime
) -> datetime:
    """Return the usual deadline, or when the patient sets out if that is sooner."""
    (one,) = dated([infusion])
    return min(cover.at_work(now + TASK_DEADLINE), max(now, departure(one, unit.travel)))


def _missed_at(pair: Pair, rules: Rules) -> datetime | None:
    found = {one.ref: one for one in dated(pair)}
    test, infusion = (found[str(row.id)] for row in pair)
    return missed_at(test, infusion, rules) if belongs(test, infusion, rules) else None


async def _rules(session: AsyncSession, pairs: Sequence[Pair]) -> Mapping[int, Rules]:
    numbers = {test.care_team_id for test, _ in pairs}
    return {
        number: await rules_of(session, await teams.team(session, number)) for number in numbers
    }


TICK = Tick("miss_tests", open_tasks, next_due, looks=60, what="a blood test not marked as done")
