"""The promise: a reminder for every slot, exactly once, at its hour, and never when pointless."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from care.appointments import Answer, AppointmentKind
from care.people import PatientState
from care.reminder_kinds import ReminderKind
from scheduler import appointing
from scheduler.reminding import A_STRETCH, Share, remind
from store import appointments, reminders, sqlite
from store.tables import Account, Appointment, Caregiver, OutboxRow, Patient, ReminderRow
from tests.clinic import LONDON, PATIENT, STRANGER, Clinic
from tests.conftest import both_editions

INFUSION, BLOOD_TEST = AppointmentKind
REMINDER = "A reminder from your care team"
CALL_FIRST = "Fever, cough or any infection? Do not come without calling first."
LATE = "This comes late. I was out of order."


async def until(clinic: Clinic, moment: datetime) -> list:
    """Live until a moment, and return when the patient heard what: each message's lines.

    Goes from due moment to due moment, with a look a minute before each: nothing comes early.
    """
    heard = []
    while clinic.at < moment:
        async with clinic.service.begin() as session:
            due = await appointments.next_due(session) or moment
        for at in (due - timedelta(minutes=1), due):
            ahead = min(max(at, clinic.at + timedelta(seconds=1)), moment) - clinic.at
            await clinic.passes(seconds=ahead.total_seconds())
            heard += [
                (clinic.at, text.split("\n")) for chat, text in clinic.texts() if chat == PATIENT
            ]
    return heard


def wall(written: str) -> datetime:
    return datetime.fromisoformat(written)


def utc(*at: int) -> datetime:
    return datetime(*at, tzinfo=UTC)


async def confirms(clinic: Clinic, number: int) -> None:
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, number)
        await appointing.say(session, row, Answer.CONFIRMED, clinic.at)


async def patient_of(clinic: Clinic, **changes: object) -> None:
    async with clinic.service.begin() as session:
        patient = (await session.exec(select(Patient))).one()
        for name, value in changes.items():
            setattr(patient, name, value)


async def states(clinic: Clinic) -> dict[str, str]:
    async with clinic.service.begin() as session:
        every = (await session.exec(select(ReminderRow))).all()
    rows = [row for row in every if row.kind is ReminderKind.REMINDER]
    return {f"{row.appointment_id}:{row.slot}": row.state for row in rows}


@both_editions
@pytest.mark.parametrize(
    ("today", "local", "expected"),
    [
        (
            utc(2026, 3, 20, 9),  # the clocks go forward on the 29th, at one in the night
            "2026-03-29T11:00",
            [utc(2026, 3, 22, 10), utc(2026, 3, 23, 10), utc(2026, 3, 28, 10), utc(2026, 3, 29, 7)],
        ),
        (
            utc(2026, 10, 17, 8),  # and back on the 25th
            "2026-10-25T11:00",
            [
                utc(2026, 10, 18, 9),
                utc(2026, 10, 19, 9),
                utc(2026, 10, 24, 9),
                utc(2026, 10, 25, 8),
            ],
        ),
    ],
)
async def test_each_slot_comes_once_at_its_hour_on_both_odd_nights(clinic, today, local, expected):
    clinic.at = today
    await clinic.appointment(INFUSION, local)

    heard = await until(clinic, expected[-1] + timedelta(hours=6))  # a week, the nudge, a day, now

    assert [at for at, _ in heard] == expected
    assert [lines[0] for _, lines in heard] == [REMINDER] * 4


async def test_a_blood_test_is_heard_of_three_days_one_day_and_two_hours_before(clinic):
    await clinic.appointment(BLOOD_TEST, "2026-03-09T14:00")

    heard = await until(clinic, utc(2026, 3, 10))

    assert [at for at, _ in heard] == [
        utc(2026, 3, 6, 10),
        utc(2026, 3, 8, 10),
        utc(2026, 3, 9, 12),
    ]


async def test_an_early_infusion_is_heard_of_on_the_evening_before_as_well(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T08:00")

    heard = await until(clinic, utc(2026, 3, 10))

    assert [at for at, _ in heard] == [
        utc(2026, 3, 2, 10),
        utc(2026, 3, 3, 10),  # nobody has answered
        utc(2026, 3, 8, 10),
        utc(2026, 3, 8, 20, 30),
        utc(2026, 3, 9, 18),  # the watch, four hours after its end: the day's second message
    ]


async def test_it_says_what_when_and_where_and_the_lock_screen_says_none_of_it(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")

    week, again, day = (lines for _, lines in await until(clinic, utc(2026, 3, 8, 12)))

    assert week[:7] == [
        REMINDER,
        "",
        "Infusion",
        "Monday, 9 March 2026, 14:00",
        "Day unit",
        "",
        "Please press an answer.",
    ]
    assert again == [*week[:6], "No answer has come yet. Please press one now."]
    assert day[:7] == [*week[:6], CALL_FIRST]
    assert ["Your team:", "+44 20 7946 0018"] in [day[n : n + 2] for n in range(len(day))]


async def test_tests_are_named_in_plain_words_and_intimate_ones_not_at_all(clinic):
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        at, tests = datetime(2026, 3, 5, 14), ("cbc", "IgG", "zinc", "HIV")  # noqa: DTZ001 -- wall
        entry = appointing.Entry(BLOOD_TEST, at, LONDON, "Lab", tests)
        await appointing.enter(session, patient, entry, "test", clinic.at)

    lines = (await until(clinic, utc(2026, 3, 2, 12)))[0][1]

    assert lines[2:6] == [
        "Blood test",
        "Thursday, 5 March 2026, 14:00",
        "Lab",
        "blood count, antibodies (IgG), zinc",
    ]


async def test_the_zone_is_named_where_the_patients_clock_shows_another_hour(clinic):
    await clinic.appointment(INFUSION, "2026-03-10T14:00")
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).zone = "Europe/Istanbul"
        patient = await session.get_one(Patient, 1)
        await appointing.plan_all(session, patient, clinic.at)

    heard = await until(clinic, utc(2026, 3, 10, 23))

    assert [at for at, _ in heard] == [
        utc(2026, 3, 3, 7),  # ten o'clock in Istanbul
        utc(2026, 3, 4, 7),
        utc(2026, 3, 9, 7),
        utc(2026, 3, 10, 10),  # the last question before setting out, and the reminder with it
    ]
    assert {lines[3] for _, lines in heard} == {"Tuesday, 10 March 2026, 14:00 (London)"}


async def test_the_same_tick_again_and_a_crash_between_tell_nobody_twice(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    clinic.at += timedelta(hours=1)
    for _ in range(3):
        await remind(clinic.service)

    await clinic.starts()
    await clinic.passes()
    await clinic.starts()
    await clinic.passes()

    assert clinic.said() == [(PATIENT, REMINDER)]


@both_editions
async def test_two_that_sweep_at_the_same_time_tell_nobody_twice(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-05T14:00")
    clinic.at += timedelta(hours=1)

    made = await asyncio.gather(*(remind(clinic.service) for _ in range(4)))
    await clinic.passes()

    assert sum(made) == 1
    assert clinic.said() == [(PATIENT, REMINDER)]


async def test_a_crash_before_the_commit_loses_none(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    clinic.at += timedelta(hours=1)

    @asynccontextmanager
    async def dies():
        async with clinic.store.begin() as session:
            yield session
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await remind(replace(clinic.service, begin=dies))
    await clinic.passes()

    assert clinic.said() == [(PATIENT, REMINDER)]


async def test_what_can_arrive_twice_is_not_sent_twice(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    clinic.telegram.hangs_up.add(PATIENT)

    await clinic.passes(hours=1)
    clinic.telegram.hangs_up.clear()
    await clinic.passes(hours=2)

    assert clinic.said() == [(PATIENT, REMINDER)]


async def test_after_a_day_of_downtime_what_still_makes_sense_comes_late_and_says_so(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-03T09:00")

    await clinic.starts()
    await clinic.passes(days=1, hours=4)  # one o'clock, Tuesday: the blood test is over

    lines = next(text.split("\n") for chat, text in clinic.texts() if text.startswith(REMINDER))
    assert lines[:4] == [REMINDER, "", LATE, ""]
    assert lines[4:6] == ["Infusion", "Monday, 9 March 2026, 14:00"]
    assert await states(clinic) == {
        "1:7d": "owed",
        "1:1d": "planned",
        "1:morning": "planned",
        "2:3d": "expired",
        "2:1d": "expired",
        "2:morning": "expired",
    }


async def test_two_hours_late_is_not_late_yet(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")

    await clinic.passes(hours=3)

    assert LATE not in clinic.texts()[0][1]


async def test_back_in_the_night_it_waits_until_the_patient_is_up(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.passes(hours=14)  # eleven in the evening
    assert [text for text in clinic.texts() if text[1].startswith(REMINDER)] == []

    heard = await until(clinic, utc(2026, 3, 3, 10))

    assert [at for at, _ in heard] == [utc(2026, 3, 3, 8)]


async def test_a_cancelled_date_is_silent_even_if_its_message_waits_for_the_network(clinic):
    first = await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-05T14:00")
    clinic.at += timedelta(hours=1)
    await remind(clinic.service)  # both are owed, as one message that has not left
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, first)
        await appointing.cancel(session, row, "test", clinic.at)

    await clinic.passes(seconds=1)

    [said] = [text.split("\n") for _, text in clinic.texts()]
    assert said[0] == "A date has changed"
    assert [label for label in clinic.labels(PATIENT) if label.startswith("2")] == []
    assert said[said.index("2. Infusion") + 3] == "Cancelled by the team"
    assert "1. Blood test" in said


async def test_a_moved_date_is_heard_of_at_its_new_time_only(clinic):
    number = await clinic.appointment(INFUSION, "2026-03-12T14:00")
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, number)
        await appointing.move(session, row, wall("2026-03-13T15:00"), "test", clinic.at)
    await confirms(clinic, number)

    heard = await until(clinic, utc(2026, 3, 13, 19))

    assert [at for at, _ in heard] == [
        utc(2026, 3, 2, 9, 0, 1),  # that it was moved
        utc(2026, 3, 6, 10),  # only questions: the answer has come
        utc(2026, 3, 12, 17),
        utc(2026, 3, 13, 11),
    ]
    heard = [heard[0], heard[3]]
    assert {lines[3] for _, lines in heard} == {"Friday, 13 March 2026, 15:00"}


async def test_a_date_that_no_longer_stands_is_silent_even_if_its_plan_was_left_behind(clinic):
    number = await clinic.appointment(BLOOD_TEST, "2026-03-09T14:00")
    async with clinic.service.begin() as session:
        (await session.get_one(Appointment, number)).answer = Answer.DONE

    assert await until(clinic, utc(2026, 3, 10)) == []

    assert await states(clinic) == {"1:3d": "voided", "1:1d": "voided", "1:morning": "voided"}


async def test_what_falls_due_together_is_one_message_with_its_dates_in_order(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-05T14:00")

    heard = await until(clinic, utc(2026, 3, 2, 23))

    assert len(heard) == 1
    assert [line for line in heard[0][1] if line[:2] in ("1.", "2.")] == [
        "1. Blood test",
        "2. Infusion",
    ]
    assert clinic.labels(PATIENT) == [
        "1: I will come",
        "1: I can't come",
        "1: Done already",
        "2: I will come",
        "2: I can't come",
        "Remind me later",
        "Nothing of this",
        "Yes, something",
    ]


async def test_one_message_a_day_what_can_wait_comes_tomorrow_and_what_cannot_today(clinic):
    await clinic.appointment(BLOOD_TEST, "2026-03-05T14:00")
    await clinic.passes(hours=1)
    clinic.heard()
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.passes(minutes=1)
    assert clinic.said() == []
    await clinic.appointment(BLOOD_TEST, "2026-03-03T09:00")
    await clinic.passes(minutes=1)

    heard = clinic.texts()
    assert [text.split("\n")[2] for _, text in heard] == ["Blood test"]
    later = await until(clinic, utc(2026, 3, 3, 12))
    assert [(at, lines[2]) for at, lines in later] == [(utc(2026, 3, 3, 8), "1. Blood test")]
    assert "2. Infusion" in later[0][1]


async def test_on_an_infusion_day_there_may_be_two(clinic):
    await clinic.appointment(INFUSION, "2026-03-03T16:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-04T14:00")

    heard = await until(clinic, utc(2026, 3, 3, 23))

    assert [at for at, _ in heard] == [
        utc(2026, 3, 2, 9, 0, 1),  # at once: the week before is over
        utc(2026, 3, 3, 10),
        utc(2026, 3, 3, 14),
    ]


@pytest.mark.parametrize("state", [one for one in PatientState if one is not PatientState.ENROLLED])
async def test_who_is_not_enrolled_hears_nothing(clinic, state):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await patient_of(clinic, state=state)

    assert await until(clinic, utc(2026, 3, 10)) == []


async def test_who_died_while_the_message_waited_hears_nothing(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    clinic.at += timedelta(hours=1)
    await remind(clinic.service)
    await patient_of(clinic, state=PatientState.DECEASED)

    await clinic.passes(seconds=1)

    assert clinic.said() == []


async def test_who_stopped_reminders_hears_none_until_they_are_planned_again(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await patient_of(clinic, reminders_stopped_at=clinic.at)
    assert await until(clinic, utc(2026, 3, 3)) == []
    await patient_of(clinic, reminders_stopped_at=None)
    async with clinic.service.begin() as session:
        await appointing.plan_all(session, await session.get_one(Patient, 1), clinic.at)

    heard = await until(clinic, utc(2026, 3, 3, 12))

    assert [at for at, _ in heard] == [utc(2026, 3, 3, 8)]


async def test_a_discreet_reminder_says_nothing_until_it_is_asked(clinic):
    await patient_of(clinic, discreet=True)
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.passes(hours=1)
    assert clinic.texts() == [(PATIENT, "You have a message from me.")]

    await clinic.presses(STRANGER, "reveal:1:0")
    assert [chat for chat, _ in clinic.texts()] == ["answer"]
    await clinic.taps(PATIENT, "Show")

    shown = clinic.heard()
    assert [one.method for one in shown] == ["answerCallbackQuery", "editMessageText"]
    assert "Monday, 9 March 2026, 14:00" in shown[1].text
    assert list(shown[1].buttons)[:2] == ["I will come", "I can't come"]


async def test_who_has_no_telegram_is_reminded_through_who_cares_for_them(clinic):
    await patient_of(clinic, account_id=None)
    async with clinic.service.begin() as session:
        session.add(Account(id=STRANGER, zone=LONDON, created=clinic.at, started_at=clinic.at))
        await session.flush()
        caregiver = Caregiver(
            care_team_id=1,
            patient_id=1,
            account_id=STRANGER,
            name="Ali",
            joined_at=clinic.at,
            created=clinic.at,
        )
        session.add(caregiver)
    await clinic.appointment(INFUSION, "2026-03-09T14:00")

    await clinic.passes(hours=1)

    heard = clinic.texts()
    assert [chat for chat, _ in heard] == [STRANGER]
    assert heard[0][1].split("\n")[:2] == [
        "A reminder from the care team",
        "This is for Mina.",
    ]


async def test_one_broken_record_costs_nobody_else_a_reminder(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    async with clinic.service.begin() as session:
        session.add(Account(id=STRANGER, zone="Mars/Base", created=clinic.at))
        await session.flush()
        broken = Patient(
            care_team_id=1,
            account_id=STRANGER,
            name="Nur",
            state=PatientState.ENROLLED,
            state_since=clinic.at,
            created=clinic.at,
        )
        session.add(broken)
        await session.flush()
        row = (await session.exec(select(ReminderRow).order_by(ReminderRow.due).limit(1))).one()
        local = (await session.get_one(Appointment, row.appointment_id)).model_dump()
        session.add(Appointment(**local | {"id": 99, "patient_id": broken.id}))
        await session.flush()
        copy = row.model_dump() | {"id": None, "appointment_id": 99, "patient_id": broken.id}
        session.add(ReminderRow(**copy))

    await clinic.passes(hours=1)

    assert clinic.said() == [(PATIENT, REMINDER)]
    assert (await states(clinic))["99:7d"] == "planned"


async def crowd(clinic: Clinic, size: int) -> None:
    """Let so many more patients have an infusion at the same hour, and be due a reminder."""
    async with clinic.service.begin() as session:
        for n in range(1, size + 1):
            session.add(Account(id=n, zone=LONDON, created=clinic.at))
        await session.flush()
        for n in range(1, size + 1):
            session.add(
                Patient(
                    care_team_id=1,
                    account_id=n,
                    name=f"No {n}",
                    state=PatientState.ENROLLED,
                    state_since=clinic.at,
                    created=clinic.at,
                )
            )
        await session.flush()
        when = datetime(2026, 3, 9, 14)  # noqa: DTZ001 -- a wall clock
        for patient in (await session.exec(select(Patient))).all():
            entry = appointing.Entry(INFUSION, when, LONDON)
            await appointing.enter(session, patient, entry, "test", clinic.at)
    clinic.at += timedelta(hours=1)


async def owed_to(clinic: Clinic) -> list[int]:
    async with clinic.service.begin() as session:
        return sorted(row.chat_id for row in await session.exec(select(OutboxRow)))


async def test_five_hundred_at_ten_oclock_are_all_told_and_once(clinic):
    await crowd(clinic, 500)

    while await remind(clinic.service):
        pass

    assert await owed_to(clinic) == [*range(1, 501), PATIENT]


@both_editions
@pytest.mark.parametrize("share", [Share(patients=4), Share(seconds=0)])
async def test_a_sweep_in_many_transactions_tells_everybody_once(clinic, share):
    await crowd(clinic, 60)
    under_way, most, begun = 0, 0, 0

    @asynccontextmanager
    async def begins():
        nonlocal under_way, most, begun
        async with clinic.store.begin() as session:
            begun += 1
            under_way += 1
            most = max(most, under_way)
            yield session
            under_way -= 1

    made = await remind(replace(clinic.service, begin=begins), share)

    assert made == 61
    assert await owed_to(clinic) == [*range(1, 61), PATIENT]
    assert begun > 61 / (share.patients or 1)
    assert most == (2 if clinic.store.distributed else 1)


BREAKS = ["UPDATE account SET zone = 'Mars/Base' WHERE id = 70"]
BREAKS += ["UPDATE patient SET name = 'unsealed' WHERE account_id = 70"]


@both_editions
@pytest.mark.parametrize("breaks", BREAKS)
async def test_one_broken_record_among_many_costs_only_itself(clinic, breaks):
    await crowd(clinic, 150)
    async with clinic.service.begin() as session:
        await (await session.connection()).execute(text(breaks))

    made = await remind(clinic.service)

    assert made == 150
    assert await owed_to(clinic) == [*(n for n in range(1, 151) if n != 70), PATIENT]


async def test_whoever_waits_for_the_loop_goes_between_a_few_patients(clinic):
    await crowd(clinic, 150)
    turns, within = 0, 0

    async def counts() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    @asynccontextmanager
    async def begins():
        nonlocal within
        async with clinic.store.begin() as session:
            before = turns
            yield session
            within += turns - before  # the commit may leave the loop alone, and counts for nothing

    counting = asyncio.ensure_future(counts())
    made = await remind(replace(clinic.service, begin=begins))
    counting.cancel()

    assert made == 151
    assert within >= made / A_STRETCH * 2  # deciding and writing


def test_the_commit_of_a_full_transaction_never_holds_up_the_loop():
    """Each reminder changes two rows: its own, and that of the message."""
    assert reminders.AT_ONCE[True] * 2 > sqlite.FEW


@both_editions
async def test_what_somebody_changes_while_we_decide_is_told_as_it_stands_then(clinic):
    number = await clinic.appointment(INFUSION, "2026-03-09T14:00")
    clinic.at += timedelta(hours=1)
    async with clinic.service.begin() as session:
        [patient] = await reminders.awaited(session, clinic.at, 1)
        near = reminders.Near(clinic.at, clinic.at, clinic.at)
        known = await reminders.known(session, [patient], near)
        planned = [row.id for row in known[patient].planned]
        await appointments.void(session, [number])

        with pytest.raises(reminders.Outdated):
            await reminders.change(session, {reminders.Change("owed"): planned})

    assert set((await states(clinic)).values()) == {"voided"}
