"""The promise: a blood test that nobody marked as done is a task before its infusion, once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from care.appointments import Answer, AppointmentKind, Dated
from care.missed_tests import missed_at
from care.people import PatientState
from care.tasks import TaskKind
from scheduler import appointing, missed_tests
from scheduler.overrides import Kind, OwnNumbers, set_own
from store import appointments, tasks, teams
from store.tables import Patient
from tests.clinic import GROUP, LONDON, PATIENT, Clinic
from tests.conftest import both_editions

INFUSION, TEST = AppointmentKind.INFUSION, AppointmentKind.BLOOD_TEST
CARD = "Task · P-0001: a blood test was not marked as done."
NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)  # three days before the infusion


async def planned(clinic: Clinic, test: str = "2026-03-12T08:00", infusion="2026-03-19T09:30"):
    """Enter an infusion and a blood test that it waits for; return their numbers."""
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        entry = appointing.Entry(INFUSION, datetime.fromisoformat(infusion), LONDON)
        first = await appointing.enter(session, patient, entry, "test", clinic.at)
        entry = appointing.Entry(
            TEST, datetime.fromisoformat(test), LONDON, tests=["cbc"], gates_id=first.id
        )
        second = await appointing.enter(session, patient, entry, "test", clinic.at)
        return first.id, second.id


async def until(clinic: Clinic, moment: datetime) -> list[str]:
    """Let time pass up to a moment; return the tasks about tests that the group was shown."""
    await clinic.passes(seconds=(moment - clinic.at).total_seconds())
    return [text.split("\n")[0] for chat, text in clinic.texts() if chat == GROUP and CARD in text]


async def opened(clinic: Clinic):
    async with clinic.service.begin() as session:
        found = await tasks.unfinished(session, clinic.team)
        return [task for task in found if task.kind == TaskKind.MISSED_TEST]


@both_editions
async def test_a_test_that_nobody_marked_is_a_task_three_days_before_the_infusion(clinic):
    await planned(clinic)

    assert await until(clinic, NOON - timedelta(minutes=1)) == []
    assert await until(clinic, NOON) == [CARD]

    (task,) = await opened(clinic)
    assert task.deadline < datetime(2026, 3, 19, 9, 30, tzinfo=UTC)


async def test_it_is_a_task_once_whatever_happens_to_the_service(clinic):
    await planned(clinic)
    await until(clinic, NOON)

    await clinic.starts()
    assert await until(clinic, NOON + timedelta(hours=5)) == []
    assert len(await opened(clinic)) == 1


async def test_a_test_the_patient_reported_as_done_is_no_task(clinic):
    _, test = await planned(clinic)
    async with clinic.service.begin() as session:
        row = await appointments.any_team(session, test)
        await appointing.say(session, row, Answer.DONE, clinic.at)

    assert await until(clinic, NOON + timedelta(days=2)) == []


async def test_a_test_the_team_marked_is_no_task(clinic):
    _, test = await planned(clinic)
    await clinic.passes(days=11)
    async with clinic.service.begin() as session:
        row = await appointments.any_team(session, test)
        await appointing.give(session, row, "test", row.at, clinic.at)

    assert await until(clinic, NOON + timedelta(days=2)) == []


@pytest.mark.parametrize("which", [0, 1])
async def test_a_cancelled_date_is_no_task(clinic, which):
    numbers = await planned(clinic)
    async with clinic.service.begin() as session:
        row = await appointments.any_team(session, numbers[which])
        await appointing.cancel(session, row, "test", clinic.at)

    assert await until(clinic, NOON + timedelta(days=2)) == []


async def test_a_draw_on_the_last_day_may_be_marked_before_anybody_asks(clinic):
    await planned(clinic, test="2026-03-16T10:30")

    assert await until(clinic, NOON + timedelta(hours=2)) == []
    assert await until(clinic, NOON + timedelta(hours=2, minutes=30)) == [CARD]


async def test_a_date_entered_by_hand_counts_when_it_lies_before_the_infusion(clinic):
    await clinic.appointment(INFUSION, "2026-03-19T09:30")
    await clinic.appointment(TEST, "2026-03-06T08:00")

    assert await until(clinic, NOON) == [CARD]


async def test_a_test_of_weeks_before_belongs_to_no_infusion_by_its_days_alone(clinic):
    await clinic.appointment(INFUSION, "2026-03-19T09:30")
    await clinic.appointment(TEST, "2026-03-04T08:00")

    assert await until(clinic, NOON + timedelta(days=1)) == []


async def test_the_teams_own_days_count(clinic):
    await planned(clinic)
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        decision = teams.Decision("Dr Ana", clinic.at, "the laboratory is slow")
        own = OwnNumbers(Kind.MONITORING, "draw", {"latest": 5})
        await set_own(session, team, own, decision)

    assert await until(clinic, NOON - timedelta(days=2)) == [CARD]


async def test_after_downtime_it_is_a_task_at_once_and_never_after_the_infusion(clinic):
    await planned(clinic)
    assert await until(clinic, datetime(2026, 3, 19, 5, tzinfo=UTC)) == [CARD]
    (task,) = await opened(clinic)
    assert task.deadline == datetime(2026, 3, 19, 8, 30, tzinfo=UTC)  # when she sets out


async def test_nobody_is_asked_about_an_infusion_that_has_begun(clinic):
    await planned(clinic)

    assert await until(clinic, datetime(2026, 3, 19, 9, 31, tzinfo=UTC)) == []


async def test_the_patient_hears_nothing_more_because_of_it(clinic):
    await planned(clinic)
    await until(clinic, NOON - timedelta(minutes=1))
    clinic.heard()

    await clinic.passes(minutes=1)

    assert [chat for chat, _ in clinic.texts() if chat == PATIENT] == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (PatientState.IN_HOSPITAL, [CARD]),
        (PatientState.DECEASED, []),
        (PatientState.TRANSFERRED, []),
    ],
)
async def test_it_is_for_those_the_team_cares_for(clinic, state, expected):
    await planned(clinic)
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        patient.state = state
        session.add(patient)

    assert await until(clinic, NOON) == expected


def test_a_draw_on_the_day_itself_is_never_missed_for_that_infusion():
    zone = ZoneInfo(LONDON)
    infusion = Dated("1", INFUSION, datetime(2026, 3, 19, 9, 30), zone)  # noqa: DTZ001 -- a wall time
    test = Dated("2", TEST, datetime(2026, 3, 19, 7, 30), zone, gates="1")  # noqa: DTZ001 -- as above

    assert missed_at(test, infusion) is None


async def test_whoever_moves_the_clock_is_told_when_it_is_due(clinic):
    await planned(clinic)
    await clinic.passes()

    async with clinic.service.begin() as session:
        assert await missed_tests.next_due(session) == NOON

    await until(clinic, NOON)
    async with clinic.service.begin() as session:
        assert await missed_tests.next_due(session) is None


async def test_a_test_moved_to_another_day_may_be_missed_again(clinic):
    _, test = await planned(clinic)
    await until(clinic, NOON)
    async with clinic.service.begin() as session:
        row = await appointments.any_team(session, test)
        row.local, row.at, row.version = "2026-03-17T08:00", NOON + timedelta(hours=20), 1
        session.add(row)

    await until(clinic, NOON + timedelta(days=1))
    assert len(await opened(clinic)) == 2
