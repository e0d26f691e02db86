"""The promise: whoever may read a patient's dates gets them for a calendar, and can correct it."""

from datetime import datetime, timedelta

import pytest
from icalendar import Calendar
from sqlmodel import select

from care.appointments import AppointmentKind
from care.delivery import Method
from care.people import PatientState
from messages.render import render
from messages.voice import Voice
from scheduler import appointing
from store.outbox import _message
from store.tables import Account, Appointment, Caregiver, OutboxRow, Patient
from tests.clinic import LONDON, PATIENT, STRANGER, Clinic
from tests.conftest import both_editions

INFUSION, BLOOD_TEST = AppointmentKind
OLD = "This button is no longer in use. Nothing has changed."


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def owed(clinic: Clinic, who: int = PATIENT) -> list[OutboxRow]:
    query = select(OutboxRow).where(OutboxRow.method == Method.DOCUMENT, OutboxRow.chat_id == who)
    async with clinic.service.begin() as session:
        return list((await session.exec(query.order_by(OutboxRow.id))).all())


async def file(clinic: Clinic, who: int = PATIENT, voice: Voice | None = None) -> Calendar:
    """The newest calendar file of a chat, made as at the moment of sending."""
    row = (await owed(clinic, who))[-1]
    columns = {name: getattr(row, name) for name in ("key", "chat_id", "lane", "method", "payload")}
    screen = render(voice or Voice("en"), _message(columns))
    assert screen.document.name == "dates.ics"
    return Calendar.from_ical(screen.document.content)


def only(calendar: Calendar):
    (event,) = calendar.walk("VEVENT")
    return event


def shown(calendar: Calendar) -> list[tuple]:
    return [
        (event["summary"], event.decoded("dtstart").isoformat(), int(event["sequence"]))
        for event in calendar.walk("VEVENT")
    ]


async def changed(clinic: Clinic, number: int, change) -> None:
    async with clinic.service.begin() as session:
        await change(session, await session.get_one(Appointment, number))


async def moved(clinic: Clinic, number: int, to: str) -> None:
    await changed(
        clinic,
        number,
        lambda session, row: appointing.move(session, row, wall(to), "test", clinic.at),
    )


async def cancelled(clinic: Clinic, number: int) -> None:
    await changed(
        clinic, number, lambda session, row: appointing.cancel(session, row, "test", clinic.at)
    )


async def test_the_button_under_the_list_sends_every_date_to_come_as_one_file(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-04-05T08:00")
    await clinic.writes(PATIENT, "My dates")
    clinic.heard()

    await clinic.taps(PATIENT, "Add to my calendar")

    (sent,) = [a for a in clinic.heard() if a.method == "sendDocument"]
    assert sent.chat == PATIENT
    assert str(sent.parameters["caption"]).startswith("Your dates for your calendar\n")
    assert "protect_content" not in sent.parameters
    assert shown(await file(clinic)) == [
        ("Appointment", "2026-03-09T14:00:00+00:00", 0),
        ("Appointment", "2026-04-05T08:00:00+01:00", 0),
    ]


async def test_the_row_holds_values_and_the_file_is_in_the_language_of_whoever_reads(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.presses(PATIENT, "calendar.all:1:0")

    (row,) = await owed(clinic)
    assert "BEGIN:VCALENDAR" not in str(row.payload)
    titles = {
        event["summary"] for event in (await file(clinic, voice=Voice("en_XA"))).walk("VEVENT")
    }
    assert [title[0] for title in titles] == ["⟦"]


async def test_a_first_infusion_takes_longer_than_later_ones_and_a_blood_test_is_short(clinic):
    for kind, at in (
        (INFUSION, "2026-03-09T14:00"),
        (INFUSION, "2026-03-23T14:00"),
        (BLOOD_TEST, "2026-03-20T08:00"),
    ):
        await clinic.appointment(kind, at)
    await clinic.presses(PATIENT, "calendar.all:1:0")

    lengths = [event.decoded("duration") for event in (await file(clinic)).walk("VEVENT")]
    assert lengths == [timedelta(hours=6), timedelta(minutes=30), timedelta(hours=4)]


@both_editions
async def test_a_moved_date_updates_its_entry_and_a_cancelled_one_cancels_it(clinic):
    number = await clinic.appointment(INFUSION, "2026-03-09T14:00")
    files = []
    for change in (None, "2026-03-10T15:30", "cancel"):
        if change == "cancel":
            await cancelled(clinic, number)
        elif change:
            await moved(clinic, number, change)
        await clinic.passes(minutes=1)
        await clinic.presses(PATIENT, "calendar.all:1:0")
        files.append(await file(clinic))

    events = [one for calendar in files for one in calendar.walk("VEVENT")]
    assert len({event["uid"] for event in events}) == 1
    assert [int(event["sequence"]) for event in events] == sorted(
        {int(event["sequence"]) for event in events}
    )
    assert [event["status"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[1].decoded("dtstart").isoformat() == "2026-03-10T15:30:00+00:00"
    stamps = [event.decoded("dtstamp") for event in events]
    assert stamps == sorted(set(stamps))


async def test_what_nobody_was_told_of_and_nobody_exported_is_not_cancelled_in_a_calendar(clinic):
    kept = await clinic.appointment(INFUSION, "2026-05-09T14:00")
    number = await clinic.appointment(INFUSION, "2026-04-09T14:00")
    await cancelled(clinic, number)

    await clinic.presses(PATIENT, "calendar.all:1:0")

    assert [event["status"] for event in (await file(clinic)).walk("VEVENT")] == ["CONFIRMED"]
    assert kept != number


async def test_names_of_entries_tell_nothing_and_differ(clinic):
    for day in (9, 16):
        await clinic.appointment(INFUSION, f"2026-03-{day:02}T14:00")
    await clinic.presses(PATIENT, "calendar.all:1:0")

    names = [str(event["uid"]) for event in (await file(clinic)).walk("VEVENT")]
    assert len(set(names)) == 2
    assert [len(name) for name in names] == [36, 36]
    assert not any(part in name for name in names for part in ("companion", "infusion", "mina"))


async def test_titles_name_the_date_only_where_the_patient_chose_so(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).titled_calendar = True

    await clinic.presses(PATIENT, "calendar.all:1:0")

    (event,) = (await file(clinic)).walk("VEVENT")
    assert (event["summary"], event["location"]) == ("Infusion", "Day unit")


async def test_under_a_neutral_title_nothing_in_the_file_tells_what_it_is(clinic):
    number = await clinic.appointment(INFUSION, "2026-03-09T14:00")
    async with clinic.service.begin() as session:
        (await session.get_one(Appointment, number)).place = "Infusion unit, Rheumatology"

    await clinic.presses(PATIENT, "calendar.all:1:0")

    said = (await file(clinic)).to_ical().decode().casefold()
    (event,) = (await file(clinic)).walk("VEVENT")
    assert event["summary"] == "Appointment"
    assert "location" not in event
    assert [word for word in ("infusion", "rheuma", "unit", "rituximab") if word in said] == []


async def test_a_changed_date_offers_the_file_again(clinic):
    number = await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.passes(hours=1)
    clinic.heard()

    await moved(clinic, number, "2026-03-10T15:30")
    await clinic.passes(days=1)

    told = [a for a in clinic.heard() if a.chat == PATIENT and "changed" in a.text]
    assert [list(a.buttons)[-1] for a in told] != []
    assert ["Add to my calendar" in a.buttons for a in told] == [True]


async def test_a_caregiver_gets_the_file_too_in_the_voice_for_caregivers(clinic):
    async with clinic.service.begin() as session:
        session.add(Account(id=STRANGER, zone=LONDON, created=clinic.at, started_at=clinic.at))
        await session.flush()
        carer = Caregiver(care_team_id=1, patient_id=1, account_id=STRANGER, name="Ali")
        carer.joined_at = carer.created = clinic.at
        session.add(carer)
    await clinic.appointment(INFUSION, "2026-03-09T14:00")

    await clinic.presses(STRANGER, "calendar.all:1:0")

    (sent,) = [a for a in clinic.heard() if a.method == "sendDocument"]
    assert sent.chat == STRANGER
    assert "These are for " in str(sent.parameters["caption"])


@pytest.mark.parametrize("state", [PatientState.LEFT, PatientState.DECEASED])
async def test_where_care_has_ended_the_file_takes_out_what_was_put_in_and_nothing_else(
    clinic, state
):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.presses(PATIENT, "calendar.all:1:0")
    before = only(await file(clinic))
    clinic.at += timedelta(hours=1)
    await clinic.appointment(INFUSION, "2026-04-09T14:00")
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).state = state
    clinic.heard()

    await clinic.presses(PATIENT, "calendar.all:1:0")

    after = only(await file(clinic))
    assert (after["uid"], after["status"]) == (before["uid"], "CANCELLED")
    assert int(after["sequence"]) > int(before["sequence"])
    (sent,) = [a for a in clinic.heard() if a.method == "sendDocument"]
    assert sent.parameters["caption"] == (
        "These dates are cancelled.\nOpen the file, and they leave the calendar."
    )


@pytest.mark.parametrize("state", [PatientState.LEFT, PatientState.DECEASED])
async def test_where_care_has_ended_nobody_learns_of_a_date(clinic, state):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).state = state

    await clinic.presses(PATIENT, "calendar.all:1:0")

    assert await owed(clinic) == []
    assert [chat for chat, _ in clinic.texts()] == ["answer"]


async def test_without_dates_the_button_says_that_things_have_changed(clinic):
    await clinic.presses(PATIENT, "calendar.all:1:0")

    assert await owed(clinic) == []
    assert [chat for chat, _ in clinic.texts()] == ["answer"]


async def test_a_date_in_another_zone_brings_that_zone(clinic):
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        entry = appointing.Entry(INFUSION, wall("2026-03-29T09:30"), "Asia/Tokyo", "大学病院、2階")
        patient.titled_calendar = True
        await appointing.enter(session, patient, entry, "test", clinic.at)

    await clinic.presses(PATIENT, "calendar.all:1:0")

    calendar = await file(clinic)
    (event,) = calendar.walk("VEVENT")
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Tokyo"]
    assert event["location"] == "大学病院、2階"
    assert shown(calendar) == [("Infusion", "2026-03-29T09:30:00+09:00", 0)]
