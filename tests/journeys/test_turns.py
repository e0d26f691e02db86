"""What does not go as planned: a date that moves, a test nobody did, a week without us, hives."""

from datetime import date, timedelta

from sqlmodel import select

from care.appointments import AppointmentKind, AppointmentStatus
from care.reminder_kinds import ReminderKind
from scheduler import planning_changes
from store.tables import Appointment, ReminderRow
from tests.clinic import GROUP, PATIENT, Clinic
from tests.journeys.living import Heard, lived, utc
from tests.journeys.persona import Patience, in_the_night, per_day, planned


async def the_infusions(clinic: Clinic) -> list[Appointment]:
    async with clinic.service.begin() as session:
        query = select(Appointment).where(Appointment.kind == AppointmentKind.INFUSION)
        return list((await session.exec(query.order_by(Appointment.at))).all())


async def in_the_group(clinic: Clinic, until) -> list[Heard]:
    return await lived(clinic, until, who=GROUP)


async def test_four_weekly_infusions_never_bring_more_than_two_messages_a_day(clinic: Clinic):
    await planned(clinic, "GPA_MPA_IND", date(2026, 3, 23))

    heard = await Patience(clinic).lives(utc(2026, 4, 20))

    days = [one.at.astimezone(None).date() for one in await the_infusions(clinic)]
    busy = {*days, days[0] + timedelta(days=1)}
    assert len(days) == 4
    assert per_day(heard)[date(2026, 3, 30)] <= 2  # day 7: the second infusion
    assert {d: n for d, n in per_day(heard).items() if n > (2 if d in busy else 1)} == {}
    assert in_the_night(heard) == []


async def test_a_moved_infusion_takes_what_hangs_on_it_along_and_the_patient_hears_at_once(
    clinic: Clinic,
):
    await planned(clinic, "RA_COURSE", date(2026, 3, 23))
    await lived(clinic, utc(2026, 3, 16, 12))
    first, second = await the_infusions(clinic)

    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, first.id)
        to = row.at.replace(tzinfo=None) + timedelta(days=7)
        change = await planning_changes.propose_move(session, row, to, clinic.at)
        await planning_changes.move(session, change, "test", clinic.at, along=True)
    heard = await lived(clinic, utc(2026, 3, 17, 12))

    assert len(heard) == 1
    assert "Monday, 30 March 2026" in heard[0].text
    assert "Monday, 23 March 2026" in heard[0].text  # what it was
    after = await the_infusions(clinic)
    assert [one.local for one in after] == ["2026-03-30T09:30", "2026-04-13T09:30"]
    on_the_old_day = await lived(clinic, utc(2026, 3, 23, 23))
    assert [one for one in on_the_old_day if "Infusion\nMonday, 23 March" in one.text] == []
    assert second.version < after[1].version


async def test_a_blood_test_that_nobody_marked_is_a_task_before_its_infusion(clinic: Clinic):
    await planned(clinic, "RA_COURSE", date(2026, 3, 23))

    seen = await in_the_group(clinic, utc(2026, 3, 21))

    tasks = [one for one in seen if "a blood test was not marked as done" in one.text]
    assert len(tasks) == 1
    assert tasks[0].at <= utc(2026, 3, 20, 12)


async def test_hives_six_hours_after_an_infusion_nobody_marked_are_a_reaction(clinic: Clinic):
    await planned(clinic, "RA_COURSE", date(2026, 3, 23))
    await lived(clinic, utc(2026, 3, 23, 21, 30))
    [first, _] = await the_infusions(clinic)
    assert first.status is AppointmentStatus.PLANNED

    clinic.heard()
    await clinic.writes(PATIENT, "I have hives all over")

    cards = [text for chat, text in clinic.texts() if chat == GROUP]
    assert len(cards) == 1
    assert "URGENT" in cards[0]
    assert "Possible infusion reaction" in cards[0]
    assert "Hours since the last infusion: 6" in cards[0]  # it was over at 15:30


async def test_the_day_of_watching_begins_when_the_infusion_is_over(clinic: Clinic):
    await planned(clinic, "RA_COURSE", date(2026, 3, 23))
    await lived(clinic, utc(2026, 3, 24, 14))  # over at 15:30 the day before, if all went well

    clinic.heard()
    await clinic.writes(PATIENT, "I have hives all over")

    [card] = [text for chat, text in clinic.texts() if chat == GROUP]
    assert "Possible infusion reaction" in card


async def test_after_a_week_of_downtime_one_honest_message_and_nothing_pointless(clinic: Clinic):
    await planned(clinic, "RA_COURSE", date(2026, 3, 23))
    await lived(clinic, utc(2026, 3, 15, 12))

    clinic.at = utc(2026, 3, 22, 12)  # a week in which nothing ran
    heard = await lived(clinic, utc(2026, 3, 22, 23))

    assert len(heard) == 1
    assert "This comes late. I was out of order." in heard[0].text
    assert "Monday, 23 March 2026" in heard[0].text
    assert "16 March" not in heard[0].text  # the blood test of that week is over


async def test_no_row_is_owed_twice_over_a_whole_course(clinic: Clinic):
    await planned(clinic, "RA_COURSE", date(2026, 3, 23))
    await Patience(clinic).lives(utc(2026, 5, 20))

    async with clinic.service.begin() as session:
        rows = (await session.exec(select(ReminderRow))).all()
        planned_still = [row for row in rows if row.state == "planned" and row.due <= clinic.at]
    names = [(row.appointment_id, row.kind, row.local_date, row.slot) for row in rows]
    assert planned_still == []
    assert len(names) == len(set(names))
    assert {row.kind for row in rows if row.state == "owed"} >= {
        ReminderKind.REMINDER,
        ReminderKind.PRE_INFUSION,
        ReminderKind.REACTION,
        ReminderKind.CHECK_IN,
    }
