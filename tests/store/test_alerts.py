"""The promise: one unresolved alert per patient, and of two who change one, one wins."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from care.escalation import Status
from scheduler.ticks import escalate_alerts
from store import alerts
from store.tables import AlertEvent
from tests.clinic import PATIENT
from tests.conftest import both_editions


@both_editions
async def test_a_patient_has_one_unresolved_alert(alerted):
    async with alerted.store.begin() as session:
        alert = await alerts.find(session, 1)
        with pytest.raises(IntegrityError):
            await alerts.add(session, replace(alert, number=2))
        await session.rollback()


@both_editions
async def test_a_resolved_one_makes_room_for_the_next(alerted):
    async with alerted.store.begin() as session:
        alert = await alerts.find(session, 1)
        assert await alerts.close(session, alert, 1, "other", alerted.at)

        second = await alerts.add(session, replace(alert, number=2))

    assert second.id != alert.id


@both_editions
async def test_a_stored_alert_comes_back_as_it_was(alerted):
    async with alerted.store.begin() as session:
        alert = await alerts.find(session, 1)
        changed = replace(alert, step=7, heard=2, due=alerted.at, findings=("A", "B"))
        assert await alerts.replace(session, alert, changed)

    async with alerted.store.begin() as session:
        assert await alerts.find(session, 1) == changed


@both_editions
async def test_numbers_have_no_holes_and_no_twins(clinic):
    async def take() -> int:
        async with clinic.store.begin() as session:
            return await alerts.next_number(session, clinic.team)

    taken = await asyncio.gather(*(take() for _ in range(12)))

    assert sorted(taken) == list(range(1, 13))


@both_editions
async def test_of_many_who_acknowledge_at_once_one_wins(alerted):
    async def acknowledge(member: int) -> bool:
        async with alerted.store.begin() as session:
            alert = await alerts.find(session, 1)
            if alert.status is not Status.OPEN:
                return False
            after = replace(alert, status=Status.ACKNOWLEDGED, acknowledged_by=member)
            return await alerts.replace(session, alert, after)

    won = await asyncio.gather(*(acknowledge(1 + n % 3) for n in range(8)))

    assert won.count(True) == 1


@both_editions
async def test_acknowledging_and_escalating_at_once_never_both_count(alerted):
    """Whichever is first: no step goes out after the acknowledgement was stored."""
    async with alerted.store.begin() as session:
        read = await alerts.find(session, 1)
    alerted.at += timedelta(minutes=30)

    async def acknowledge() -> bool:
        async with alerted.store.begin() as session:
            after = replace(read, status=Status.ACKNOWLEDGED, acknowledged_by=1)
            return await alerts.replace(session, read, after)

    acknowledged, stepped = await asyncio.gather(acknowledge(), escalate_alerts(alerted.service))

    async with alerted.store.begin() as session:
        after = await alerts.find(session, 1)
    assert (acknowledged, stepped) in {(True, 0), (False, 1), (True, 1)}
    if acknowledged and stepped:  # it was due again at once, and came back: another epoch
        assert after.epoch == read.epoch + 1
    else:
        assert after.step == read.step + stepped


@both_editions
async def test_two_reports_at_once_make_one_alert(clinic):
    await asyncio.gather(clinic.writes(PATIENT), clinic.writes(PATIENT, "fever of 39"))
    await clinic.passes(seconds=5)

    async with clinic.store.begin() as session:
        assert len(await alerts.of_team(session, clinic.team)) == 1


@both_editions
async def test_history_is_kept_with_the_alert(alerted):
    async with alerted.store.begin() as session:
        await alerts.note(session, 1, alerted.at, "tried", "test", step=1)
    async with alerted.store.begin() as session:
        event = await session.get_one(AlertEvent, 3)

    assert (event.deed, event.codes) == ("tried", {"step": 1})
