"""The promise: each working day, when it opens, a team reads once what waits and who comes."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from care.appointments import Answer, AppointmentKind
from care.calendar import local
from care.cover import Closure, CoverHours
from care.digest import next_edition, opening
from care.people import PatientState
from care.reminder_kinds import ReminderKind
from care.tasks import TaskKind
from messages.markup import units
from messages.texts import staff_digest as says
from scheduler import appointing, digest
from scheduler.chores import Chore, ask
from scheduler.digest import post
from scheduler.rota import COVER
from scheduler.ticks import TICKS, stay_alive
from scheduler.visits import PRIVATE
from store import appointments, plans, reports, teams
from store.tables import (
    Account,
    CareTeam,
    Patient,
    Questionnaire,
    ReminderRow,
    TreatmentPlan,
)
from tests.clinic import GROUP, LONDON, PATIENT, Clinic
from tests.conftest import both_editions

INFUSION, TEST = AppointmentKind.INFUSION, AppointmentKind.BLOOD_TEST
TUESDAY = datetime(2026, 3, 3, 8, tzinfo=UTC)
HEAD = "Rheumatology: Tuesday, 3 March 2026"
ROWS = select(ReminderRow)
WEEK = "Mon-Fri 08:30-17:00"


@pytest.fixture
async def working(clinic) -> Clinic:
    """A clinic that opens at half past eight on working days."""
    await opens(clinic, WEEK)
    return clinic


async def opens(clinic: Clinic, hours: str, closures=()) -> None:
    cover = CoverHours.parse(hours, ZoneInfo(LONDON))
    async with clinic.service.begin() as session:
        document = replace(cover, closures=tuple(closures)).as_json()
        decision = teams.Decision("test", clinic.at)
        await teams.decide(session, clinic.team, COVER, document, decision)


async def until(clinic: Clinic, moment: datetime) -> list[str]:
    """Look at the day at a moment; return the daily messages that the group was sent."""
    await at(clinic, moment)
    return await owed(clinic)


async def at(clinic: Clinic, moment: datetime) -> None:
    """Look at the day and at nothing else, so that months go by quickly."""
    clinic.at = moment
    await post(clinic.service)


async def owed(clinic: Clinic) -> list[str]:
    await clinic.delivery.once()
    said = [text for chat, text in clinic.texts() if chat == GROUP]
    return [text for text in said if text.startswith("Rheumatology: ")]


async def another(clinic: Clinic, number: int, **more) -> int:
    """Let another patient take part; nobody has entered anything for them."""
    async with clinic.service.begin() as session:
        account = Account(id=PATIENT + 100 + number, zone=LONDON, created=clinic.at)
        session.add(account)
        await session.flush()
        given = {"state": PatientState.ENROLLED, "state_since": clinic.at} | more
        row = Patient(
            care_team_id=clinic.team,
            account_id=account.id,
            name=f"Patient {number}",
            created=clinic.at,
            **given,
        )
        session.add(row)
        await session.flush()
        return row.id


async def dated(clinic: Clinic, patient: int, kind: AppointmentKind, at: str) -> int:
    async with clinic.service.begin() as session:
        row = await session.get_one(Patient, patient)
        entry = appointing.Entry(kind, datetime.fromisoformat(at), LONDON, "Day unit")
        return (await appointing.enter(session, row, entry, "test", clinic.at)).id


# --- When -----------------------------------------------------------------------------------------


@both_editions
async def test_it_comes_once_when_the_team_opens_and_makes_no_sound(working):
    await working.appointment(INFUSION, "2026-03-03T13:00")

    assert await until(working, datetime(2026, 3, 3, 8, 29, tzinfo=UTC)) == []
    (text,) = await until(working, datetime(2026, 3, 3, 8, 30, tzinfo=UTC))
    assert text == f"{HEAD}\n\nToday:\n13:00 · P-0001 · Infusion · no answer yet"
    sent = [a for a in working.telegram.accepted if a.chat == GROUP and a.text.startswith("Rheu")]
    assert [bool(one.parameters["disable_notification"]) for one in sent] == [True]
    assert await until(working, datetime(2026, 3, 3, 23, tzinfo=UTC)) == []


def test_it_is_looked_at_by_the_running_service():
    assert digest.TICK in TICKS


async def test_with_nothing_to_say_nothing_is_said_later_that_day_either(working):
    assert await until(working, TUESDAY + timedelta(hours=1)) == []

    await working.appointment(INFUSION, "2026-03-03T15:00")
    assert await until(working, TUESDAY + timedelta(hours=3)) == []


async def test_a_restart_and_a_second_service_say_nothing_twice(working):
    await working.appointment(INFUSION, "2026-03-03T13:00")
    assert len(await until(working, TUESDAY + timedelta(hours=1))) == 1

    await working.starts()
    await post(working.service)
    assert await until(working, TUESDAY + timedelta(hours=2)) == []


async def test_even_without_its_memory_a_day_has_one_message(working):
    await working.appointment(INFUSION, "2026-03-03T13:00")
    await until(working, TUESDAY + timedelta(hours=1))
    async with working.service.begin() as session:
        before = {"day": "2026-03-02", "at": "2026-03-02T08:30:00+00:00"}
        decision = teams.Decision("test", working.at)
        await teams.decide(session, working.team, digest.SEEN, before, decision)

    assert await until(working, TUESDAY + timedelta(hours=2)) == []


async def test_after_an_hour_of_downtime_it_comes_late_on_the_same_day(working):
    await working.appointment(INFUSION, "2026-03-03T13:00")

    assert len(await until(working, datetime(2026, 3, 3, 11, tzinfo=UTC))) == 1


async def test_after_a_week_of_downtime_only_the_present_day_is_told(working):
    await working.appointment(INFUSION, "2026-03-04T13:00")
    await working.appointment(INFUSION, "2026-03-10T13:00")

    (text,) = await until(working, datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert text.splitlines()[0] == "Rheumatology: Tuesday, 10 March 2026"
    assert text.count("Infusion") == 1


async def test_a_team_made_today_after_it_opened_hears_tomorrow(clinic):
    await opens(clinic, "Mon-Fri 08:00-17:00")  # and it is nine
    await clinic.appointment(INFUSION, "2026-03-02T15:00")

    assert await until(clinic, datetime(2026, 3, 2, 16, tzinfo=UTC)) == []


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("hours", ["Mon-Sun 01:30-17:00", "always", "Mon-Sun 06:00-14:00"])
async def test_it_comes_exactly_once_a_day_over_both_changes_of_clocks(clinic, change, hours):
    await opens(clinic, hours)
    begin = datetime.combine(change - timedelta(days=2), datetime.min.time(), UTC)
    clinic.at = begin
    await another(clinic, 1)
    async with clinic.service.begin() as session:
        chore = Chore(TaskKind.UNREACHABLE, "test")
        await ask(session, clinic.team, None, chore, clinic.at)  # there is always something to say

    for half in range(2 * 24 * 5):
        await at(clinic, begin + timedelta(minutes=30 * half))

    days = [text.splitlines()[0] for text in await owed(clinic)]
    assert len(days) == len(set(days)) == 5


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Mon-Fri 08:30-17:00", "08:30"),
        ("Mon-Fri 07:00-12:00, 13:00-16:00", "07:00"),
        ("always", "08:00"),
        ("never", "08:00"),
        ("Mon-Sun 20:00-08:00", "20:00"),
        ("Mon-Sun 00:00-04:00, 10:00-12:00", "10:00"),
        ("Mon-Sun 18:00-09:00", "18:00"),
    ],
)
def test_the_day_begins_when_the_team_opens(hours, expected):
    cover = CoverHours.parse(hours, ZoneInfo(LONDON))

    at = opening(cover, date(2026, 3, 3))
    assert f"{local(at, cover.zone):%H:%M}" == expected


@pytest.mark.parametrize(("hours", "days"), [(WEEK, 5), ("never", 5), ("always", 7)])
def test_there_is_no_message_on_a_day_without_work(hours, days):
    cover = CoverHours.parse(hours, ZoneInfo(LONDON))
    week = [date(2026, 3, 2) + timedelta(days=n) for n in range(7)]

    assert sum(opening(cover, day) is not None for day in week) == days


def test_a_closed_day_has_none_and_the_next_is_found():
    closed = Closure(date(2026, 12, 24), date(2027, 1, 3), "holidays")
    cover = replace(CoverHours.parse(WEEK, ZoneInfo(LONDON)), closures=(closed,))
    now = datetime(2026, 12, 24, 12, tzinfo=UTC)

    found = next_edition(cover, date(2026, 12, 23), now - timedelta(days=9), now)
    assert (found.day, found.at) == (date(2027, 1, 4), datetime(2027, 1, 4, 8, 30, tzinfo=UTC))


def test_every_day_of_ten_years_has_one_and_they_come_in_order():
    for zone in (LONDON, "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Africa/Cairo"):
        cover = CoverHours.always(ZoneInfo(zone))
        days = [date(2020, 1, 1) + timedelta(days=n) for n in range(3653)]
        moments = [opening(cover, day) for day in days]

        assert all(earlier < later for earlier, later in pairwise(moments))


async def test_whoever_moves_the_clock_is_told_when_it_is_due(working):
    await stay_alive(working.service)

    async with working.service.begin() as session:
        assert await digest.next_due(session) == datetime(2026, 3, 3, 8, 30, tzinfo=UTC)


async def test_one_teams_broken_record_keeps_no_other_team_from_hearing(working):
    await working.appointment(INFUSION, "2026-03-03T13:00")
    async with working.service.begin() as session:
        broken = CareTeam(
            name="Broken", country="GB", zone="Nowhere/None", phone="+441", created=working.at
        )
        session.add(broken)

    working.at = TUESDAY + timedelta(hours=1)
    await post(working.service)
    assert len(await owed(working)) == 1


# --- What -----------------------------------------------------------------------------------------


async def test_it_lists_today_and_tomorrow_with_the_answers_and_nobodys_name(working):
    other = await another(working, 1)
    confirmed = await dated(working, 1, INFUSION, "2026-03-03T13:00")
    await dated(working, other, TEST, "2026-03-04T09:00")
    await dated(working, other, INFUSION, "2026-03-05T09:00")
    async with working.service.begin() as session:
        row = await appointments.any_team(session, confirmed)
        await appointing.say(session, row, Answer.CONFIRMED, working.at)

    (text,) = await until(working, TUESDAY + timedelta(hours=1))
    assert text.split("\n\n")[1:] == [
        "Today:\n13:00 · P-0001 · Infusion · will come",
        f"Tomorrow:\n09:00 · P-{other:04} · Blood test · no answer yet",
    ]
    assert re.findall("Mina|Demir|Patient 1|Day unit", text) == []


async def test_whoever_is_in_hospital_is_marked_so(working):
    await dated(working, 1, INFUSION, "2026-03-03T13:00")
    await _becomes(working, 1, PatientState.IN_HOSPITAL)

    (text,) = await until(working, TUESDAY + timedelta(hours=1))
    assert "13:00 · P-0001 · Infusion · no answer yet · in hospital" in text


async def test_whoever_has_died_is_on_no_list(working):
    await dated(working, 1, INFUSION, "2026-03-03T13:00")
    await _becomes(working, 1, PatientState.DECEASED)

    assert await until(working, TUESDAY + timedelta(hours=1)) == []


async def test_it_counts_tasks_and_says_since_when_the_oldest_waits(working):
    async with working.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        for key in ("a", "b"):
            chore = Chore(TaskKind.UNREACHABLE, key)
            await ask(session, working.team, patient, chore, working.at)

    (text,) = await until(working, TUESDAY + timedelta(hours=1))
    assert text.split("\n\n")[1] == (
        "Tasks that are not done: 2. The oldest is from Monday, 2 March 2026, 09:00.\n"
        "To see them: /tasks"
    )


async def test_what_was_reported_for_the_next_visit_is_said_once(working):
    async with working.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        said = reports.Report("m:1", PATIENT, "next_visit", [], "test")
        await reports.add(session, patient, said, working.at)

    (text,) = await until(working, TUESDAY + timedelta(hours=1))
    assert text.split("\n\n")[1] == "Reported for the next visit since the last list: P-0001"
    assert await until(working, TUESDAY + timedelta(days=1, hours=1)) == []


async def test_questions_before_an_infusion_without_an_answer_are_named(working):
    infusion = await dated(working, 1, INFUSION, "2026-03-06T13:00")
    await _asked(working, infusion, ReminderKind.PRE_INFUSION, "week_before", "open")

    (text,) = await until(working, TUESDAY + timedelta(hours=1))
    assert "No answer yet to the questions before the infusion: P-0001" in text


async def test_two_silent_check_ins_in_a_row_are_one_line_once(working):
    infusion = await dated(working, 1, INFUSION, "2026-03-30T13:00")
    for _ in range(2):
        await _asked(working, infusion, ReminderKind.CHECK_IN, "check_in", "silent")

    (text,) = await until(working, TUESDAY + timedelta(hours=1))
    assert "No answer to two check-ins in a row. That is not “fine”: P-0001" in text
    following = await until(working, TUESDAY + timedelta(days=1, hours=1))
    assert [text for text in following if "check-ins" in text] == []


async def test_tests_without_a_date_before_an_infusion_are_a_warning_and_no_task(working):
    await _planned(working, {"conditions": ["could_be_pregnant"], "last_infusion": "2025-09-01"})
    await dated(working, 1, INFUSION, "2026-03-12T13:00")

    (text,) = await until(working, TUESDAY + timedelta(hours=1))
    assert text.split("\n\n")[1] == (
        "No date in time for blood tests before these infusions:\n"
        "P-0001 · Thursday, 12 March 2026 · blood count, antibodies and another test"
    )


async def test_before_the_very_first_infusion_the_tests_of_the_beginning_are_named_too(working):
    await _planned(working, {})
    await dated(working, 1, INFUSION, "2026-03-12T13:00")

    (text,) = await until(working, TUESDAY + timedelta(hours=1))
    assert "hepatitis B" in text


async def test_without_a_plan_nobody_has_said_which_tests_there_must_be(working):
    await dated(working, 1, INFUSION, "2026-03-12T13:00")

    assert await until(working, TUESDAY + timedelta(hours=1)) == []


async def test_who_has_no_date_to_come_is_named_once_a_week(working):
    monday = datetime(2026, 3, 9, 9, tzinfo=UTC)

    (text,) = await until(working, monday)
    assert text.split("\n\n")[1] == (
        "Take part, and have no date to come: P-0001\nTo enter one: /dates P-0007"
    )
    assert await until(working, monday + timedelta(days=1)) == []
    assert len(await until(working, monday + timedelta(days=7))) == 1


async def test_who_is_away_for_long_is_asked_about_once_a_week(working):
    await _becomes(working, 1, PatientState.IN_HOSPITAL)

    (text,) = await until(working, datetime(2026, 3, 23, 9, tzinfo=UTC))
    assert text.split("\n\n")[1] == (
        "Away for 14 days or longer. Is that still right?\n"
        "P-0001 · in hospital · since Monday, 2 March 2026, 09:00"
    )


async def test_another_teams_patients_are_on_no_list_of_ours(working):
    async with working.service.begin() as session:
        team = CareTeam(name="Other", country="GB", zone=LONDON, phone="+441", created=working.at)
        session.add(team)
        await session.flush()
        patient = await session.get_one(Patient, 1)
        patient.care_team_id = team.id
        session.add(patient)
    await dated(working, 1, INFUSION, "2026-03-03T13:00")

    assert await until(working, TUESDAY + timedelta(hours=1)) == []
    assert await until(working, TUESDAY + timedelta(days=6, hours=1)) == []  # nor as dateless


def test_what_is_private_has_no_name_in_a_group():
    assert says.TESTS.keys() & PRIVATE == set()


@pytest.mark.parametrize("language", ["en", "en_XA", "ar_XB"])
async def test_a_long_day_is_several_messages_that_fit_and_lose_nobody(working, language):
    async with working.service.begin() as session:
        (await session.get_one(CareTeam, working.team)).language = language
    numbers = [await another(working, n) for n in range(70)]
    for number in numbers:
        await dated(working, number, INFUSION, "2026-03-03T13:00")
    async with working.service.begin() as session:
        for number in numbers:
            patient = await session.get_one(Patient, number)
            said = reports.Report(f"m:{number}", PATIENT, "next_visit", [], "test")
            await reports.add(session, patient, said, working.at)

    working.at = TUESDAY + timedelta(hours=1)
    await post(working.service)
    for _ in range(10):
        await working.delivery.once()

    sent = [a.text for a in working.telegram.accepted if a.chat == GROUP]
    assert len(sent) > 3
    assert max(units(text) for text in sent) <= 4096
    named = re.findall(r"P-\d{4}", "".join(sent))
    assert sorted(named) == sorted(f"P-{number:04}" for number in numbers for _ in range(2))


async def _becomes(clinic: Clinic, number: int, state: PatientState) -> None:
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, number)
        patient.state, patient.state_since = state, clinic.at
        session.add(patient)


async def _planned(clinic: Clinic, facts: dict) -> None:
    async with clinic.service.begin() as session:
        plan = TreatmentPlan(
            care_team_id=clinic.team,
            patient_id=1,
            regimen="RA_COURSE",
            facts=facts,
            made_by="test",
            created=clinic.at,
        )
        await plans.add(session, plan)


async def _asked(
    clinic: Clinic, appointment: int, kind: ReminderKind, part: str, state: str
) -> None:
    async with clinic.service.begin() as session:
        count = len((await session.exec(ROWS)).all())
        reminder = ReminderRow(
            appointment_id=appointment,
            patient_id=1,
            kind=kind,
            local_date=date(2026, 2, 1) + timedelta(days=count),
            slot=part,
            due=clinic.at,
            expires=clinic.at,
            state="owed",
            owed_at=clinic.at,
        )
        session.add(reminder)
        await session.flush()
        row = Questionnaire(
            care_team_id=clinic.team,
            patient_id=1,
            appointment_id=appointment,
            reminder_id=reminder.id,
            kind=kind,
            part=part,
            state=state,
            asked_at=clinic.at,
            deadline=clinic.at + timedelta(hours=1),
        )
        session.add(row)


async def test_every_paragraph_can_be_translated(working):
    async with working.service.begin() as session:
        (await session.get_one(CareTeam, working.team)).language = "en_XA"
        patient = await session.get_one(Patient, 1)
        said = reports.Report("m:1", PATIENT, "next_visit", [], "test")
        await reports.add(session, patient, said, datetime(2026, 3, 8, 9, tzinfo=UTC))
        await ask(session, working.team, patient, Chore(TaskKind.UNREACHABLE, "a"), working.at)
    await _planned(working, {})
    other, away = await another(working, 1), await another(working, 2)
    await _becomes(working, away, PatientState.PAUSED)
    infusion = await dated(working, 1, INFUSION, "2026-03-23T13:00")
    await dated(working, 1, TEST, "2026-03-24T13:00")
    await _asked(working, infusion, ReminderKind.PRE_INFUSION, "week_before", "open")
    for _ in range(2):
        await _asked(working, infusion, ReminderKind.CHECK_IN, "check_in", "silent")

    await at(working, datetime(2026, 3, 23, 9, tzinfo=UTC))
    await working.delivery.once()

    sent = [a.text for a in working.telegram.accepted if a.chat == GROUP]
    parts = [part for text in sent[1:] for part in text.split("\n\n")]  # the first is the task
    named = "".join(parts)
    assert len(parts) >= 9
    assert [part for part in parts if not part.startswith("⟦")] == []
    assert f"P-{other:04}" in named
    assert f"P-{away:04}" in named
