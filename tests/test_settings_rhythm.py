"""The promise: messages come when the patient wants them, by the clock the patient chose."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from care.appointments import AppointmentKind
from care.people import PatientState
from care.quiet_choices import CHOICES, NotTwoTimes, TooLong, understand
from care.reminder_kinds import ReminderKind
from scheduler import appointing
from store.tables import Account, Appointment, Caregiver, Patient, ReminderRow
from tests.clinic import GROUP, LONDON, PATIENT, PRIMARY, STRANGER, Clinic
from tests.conftest import both_editions
from tests.joining import found, told

INFUSION, BLOOD_TEST = AppointmentKind
OLD = "This button is no longer in use. Nothing has changed."
ISTANBUL, TOKYO = "Europe/Istanbul", "Asia/Tokyo"
NOTHING = "You have a message from me."


async def planned(clinic: Clinic, kind: ReminderKind = ReminderKind.REMINDER) -> list[datetime]:
    query = select(ReminderRow.due).where(ReminderRow.state == "planned", ReminderRow.kind == kind)
    async with clinic.service.begin() as session:
        return sorted(await session.exec(query))


async def hours(clinic: Clinic, zone: str) -> set[time]:
    """At which hours on the wall of a zone reminders come, but for those of the last morning."""
    query = select(ReminderRow.due).where(
        ReminderRow.state == "planned",
        ReminderRow.kind == ReminderKind.REMINDER,
        ReminderRow.slot != "morning",
    )
    async with clinic.service.begin() as session:
        return {due.astimezone(ZoneInfo(zone)).time() for due in await session.exec(query)}


async def goes_to(clinic: Clinic, country: str, *then: str) -> None:
    await clinic.writes(PATIENT, "/settings")
    await clinic.taps(PATIENT, "I am in another country")
    await clinic.writes(PATIENT, country)
    for label in then:
        await clinic.taps(PATIENT, label)


async def opens_rhythm(clinic: Clinic, who: int = PATIENT) -> None:
    await clinic.writes(who, "/settings")
    await clinic.taps(who, "When I hear from you")


async def place(clinic: Clinic) -> tuple[str | None, str, str | None]:
    account = await found(clinic, Account, PATIENT)
    return account.country, account.zone, account.home_zone


# --- On a journey ---------------------------------------------------------------------------------


async def test_on_a_journey_reminders_keep_the_clock_of_home_until_something_else_is_chosen(clinic):
    await clinic.appointment(INFUSION, "2026-04-20T14:00")
    before = await planned(clinic)

    await goes_to(clinic, "Japan")
    assert await place(clinic) == ("JP", LONDON, None)
    assert await planned(clinic) == before

    clinic.heard()
    await clinic.taps(PATIENT, "My home time: London")
    (said,) = told(clinic, PATIENT)
    assert said.startswith("Reminders come by the clock of London, as at home.\n")
    assert "Emergency:\n119" in said
    assert await place(clinic) == ("JP", LONDON, LONDON)
    assert await planned(clinic) == before


async def test_on_a_journey_reminders_can_follow_the_clock_of_the_place(clinic):
    await clinic.appointment(INFUSION, "2026-04-20T14:00")

    await goes_to(clinic, "Japan", "Where I am now: Tokyo")

    assert await place(clinic) == ("JP", TOKYO, LONDON)
    assert await hours(clinic, TOKYO) == {time(10)}


@both_editions
async def test_back_home_is_one_tap_and_brings_the_country_back(clinic):
    await clinic.appointment(INFUSION, "2026-04-20T14:00")
    before = await planned(clinic)
    await goes_to(clinic, "Japan", "Where I am now: Tokyo")
    await goes_to(clinic, "Türkiye", "Where I am now: Istanbul")
    assert await place(clinic) == ("TR", ISTANBUL, LONDON)

    await clinic.writes(PATIENT, "/settings")
    clinic.heard()
    await clinic.taps(PATIENT, "I am back home")

    (said,) = told(clinic, PATIENT)
    assert said.startswith("You are home again: United Kingdom\n")
    assert "Emergency:\n999\n112" in said
    assert await place(clinic) == ("GB", LONDON, None)
    assert await planned(clinic) == before
    await clinic.taps(PATIENT, "I am back home")
    assert ("answer", OLD) in clinic.said()
    await clinic.writes(PATIENT, "/settings")
    assert "I am back home" not in clinic.telegram.accepted[-1].buttons


async def test_who_enters_the_country_of_home_again_is_home_and_is_asked_nothing(clinic):
    await goes_to(clinic, "Japan", "Where I am now: Tokyo")

    await goes_to(clinic, "United Kingdom")

    assert await place(clinic) == ("GB", LONDON, None)


@pytest.mark.parametrize(
    "data", ["travel.here_JP_0:0:0", "travel.home_JP_0:0:0", "travel.here:0:0", "travel.up_GB_0:0"]
)
async def test_an_old_clock_changes_nothing(clinic, data):
    before = await place(clinic)

    await clinic.presses(PATIENT, data)

    assert clinic.said() == [("answer", OLD)]
    assert await place(clinic) == before


@pytest.mark.parametrize(
    ("at", "country", "labels", "zone"),
    [
        ("2026-04-02T14:00", "Germany", ["Berlin", "Where I am now: Berlin"], "Europe/Berlin"),
        ("2026-11-01T14:00", "Egypt", ["Where I am now: Cairo"], "Africa/Cairo"),
        ("2026-04-02T14:00", "Japan", ["Where I am now: Tokyo"], TOKYO),
        ("2026-11-01T14:00", "Japan", ["My home time: London"], LONDON),
    ],
)
async def test_both_changes_of_clocks_on_a_journey_keep_the_hour_and_lose_no_reminder(
    clinic, at, country, labels, zone
):
    clinic.at = datetime.fromisoformat(at).replace(tzinfo=UTC) - timedelta(days=12, hours=4)
    await clinic.appointment(INFUSION, at)
    await clinic.appointment(BLOOD_TEST, at.replace("14:00", "15:00"))

    await goes_to(clinic, country, *labels)

    assert await hours(clinic, zone) == {time(10)}
    async with clinic.service.begin() as session:
        rows = await session.exec(
            select(ReminderRow.appointment_id, ReminderRow.slot).where(
                ReminderRow.state == "planned", ReminderRow.kind == ReminderKind.REMINDER
            )
        )
        assert sorted(rows) == [
            *((1, "1d"), (1, "7d"), (1, "morning")),
            *((2, "1d"), (2, "3d"), (2, "morning")),
        ]


# --- Quiet hours ----------------------------------------------------------------------------------


async def test_quiet_hours_are_chosen_by_a_button_and_move_what_is_planned(clinic):
    await clinic.appointment(INFUSION, "2026-04-20T14:00")
    await opens_rhythm(clinic)
    await clinic.taps(PATIENT, "Change quiet hours")
    clinic.heard()

    await clinic.taps(PATIENT, "08:00 to 16:00")

    assert "Quiet hours: 08:00 to 16:00. I begin nothing then." in told(clinic, PATIENT)[0]
    assert (await found(clinic, Patient, 1)).quiet == "08:00-16:00"
    assert await hours(clinic, LONDON) == {time(16)}


@pytest.mark.parametrize("words", ["22-7", "from 10 pm to 7 am", "٢٢:٠٠ – ٧:٠٠", "22h00 7h"])
async def test_quiet_hours_can_be_typed_as_people_write_hours(clinic, words):
    await opens_rhythm(clinic)
    await clinic.taps(PATIENT, "Change quiet hours")
    await clinic.taps(PATIENT, "Other hours")
    clinic.heard()

    await clinic.writes(PATIENT, words)

    assert told(clinic, PATIENT)[0].startswith("Quiet hours are now: 22:00 to 07:00\n")
    assert (await found(clinic, Patient, 1)).quiet == "22:00-07:00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("0-24", "Too long: reminders need 8 hours of the day. Type shorter hours, like this:"),
        ("9-8", "Too long: reminders need 8 hours of the day. Type shorter hours, like this:"),
        ("22", "I read no hours in it. Type both, like this:"),
        ("2230-700", "I read no hours in it. Type both, like this:"),
        ("25-8", "I read no hours in it. Type both, like this:"),
    ],
)
async def test_hours_that_cannot_be_are_refused_with_the_reason_and_asked_again(
    clinic, words, said
):
    await opens_rhythm(clinic)
    await clinic.taps(PATIENT, "Change quiet hours")
    await clinic.taps(PATIENT, "Other hours")
    clinic.heard()

    await clinic.writes(PATIENT, words)

    assert told(clinic, PATIENT)[0].split("\n") == [said, "22:00-07:00"]
    assert (await found(clinic, Patient, 1)).quiet is None
    await clinic.writes(PATIENT, "22-7")
    assert (await found(clinic, Patient, 1)).quiet == "22:00-07:00"


async def test_a_red_flag_is_no_quiet_hour(clinic):
    await opens_rhythm(clinic)
    await clinic.taps(PATIENT, "Change quiet hours")
    await clinic.taps(PATIENT, "Other hours")
    clinic.heard()

    await clinic.writes(PATIENT, "fever 39 since 10")

    assert [said[:5] for chat, said in clinic.said() if chat == GROUP] == ["🟠 No."]
    assert (await found(clinic, Patient, 1)).quiet is None


@pytest.mark.parametrize(
    ("words", "hours"),
    [("21:00-08:00", "21:00-08:00"), ("24-8", "00:00-08:00"), ("12am 8am", "00:00-08:00")],
)
def test_midnight_is_understood(words, hours):
    assert str(understand(words)) == hours


@pytest.mark.parametrize("words", ["", "a b", "1 2 3", "13pm-7am", "0pm-7", "1:2-3:4", "7:60-9"])
def test_what_is_no_pair_of_hours_is_none(words):
    with pytest.raises((NotTwoTimes, TooLong)):
        understand(words)


def test_every_choice_leaves_room_and_is_offered_once():
    assert len({str(one) for one in CHOICES}) == len(CHOICES) == 5


# --- Pace and titles ------------------------------------------------------------------------------


async def test_less_often_and_as_usual_are_switches_that_plan_anew(clinic):
    await clinic.appointment(INFUSION, "2026-03-03T14:00")
    usual = await planned(clinic, ReminderKind.CHECK_IN)
    await opens_rhythm(clinic)

    await clinic.taps(PATIENT, "Ask less often")
    assert (await found(clinic, Patient, 1)).seldom is True
    assert len(await planned(clinic, ReminderKind.CHECK_IN)) < len(usual)

    await clinic.taps(PATIENT, "Ask as usual")
    assert (await found(clinic, Patient, 1)).seldom is False
    assert await planned(clinic, ReminderKind.CHECK_IN) == usual


async def test_titles_are_neutral_until_the_patient_wants_them_named(clinic):
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await opens_rhythm(clinic)
    clinic.heard()

    await clinic.taps(PATIENT, "Name dates in the calendar")
    assert "Your calendar names what a date is for, and where." in told(clinic, PATIENT)[0]
    assert (await found(clinic, Patient, 1)).titled_calendar is True

    await clinic.taps(PATIENT, "Add to my calendar")
    assert "sendDocument" in [a.method for a in clinic.heard()]
    await clinic.taps(PATIENT, "Neutral calendar titles")
    assert (await found(clinic, Patient, 1)).titled_calendar is False


async def test_back_leads_to_the_settings(clinic):
    await opens_rhythm(clinic)
    clinic.heard()

    await clinic.taps(PATIENT, "Back")

    assert told(clinic, PATIENT)[0].startswith("Settings\n")


CHOSEN = ["quiet", "other", "open", "seldom_on", "titles_on", "2100_0800", "0000_2300", "x"]


@pytest.mark.parametrize("choice", CHOSEN)
@pytest.mark.parametrize(("who", "whose"), [(STRANGER, 1), (PRIMARY, 1), (PATIENT, 2)])
async def test_nobody_sets_the_rhythm_of_somebody_else(clinic, choice, who, whose):
    await clinic.presses(who, f"rhythm.{choice}:{whose}:0")

    assert clinic.said() == [("answer", OLD)]
    row = await found(clinic, Patient, 1)
    assert (row.quiet, row.seldom, row.titled_calendar) == (None, False, False)


@pytest.mark.parametrize("choice", ["0000_2300", "2100_0900", "x", ""])
async def test_forged_hours_change_nothing(clinic, choice):
    await clinic.presses(PATIENT, f"rhythm.{choice}:1:0" if choice else "rhythm:1:0")

    assert clinic.said() == [("answer", OLD)]
    assert (await found(clinic, Patient, 1)).quiet is None


async def test_who_cares_for_a_patient_without_a_telephone_sets_it_for_them(clinic):
    async with clinic.service.begin() as session:
        session.add(Account(id=STRANGER, zone=LONDON, created=clinic.at, started_at=clinic.at))
        child = Patient(
            care_team_id=1,
            name="Ada Demir",
            call_name="Ada",
            state=PatientState.ENROLLED,
            state_since=clinic.at,
            created=clinic.at,
        )
        session.add(child)
        await session.flush()
        carer = Caregiver(care_team_id=1, patient_id=child.id, account_id=STRANGER, name="Ali")
        carer.joined_at = carer.created = clinic.at
        session.add(carer)

    await opens_rhythm(clinic, STRANGER)
    clinic.heard()
    await clinic.taps(STRANGER, "Change quiet hours")
    await clinic.taps(STRANGER, "8:00 PM to 9:00 AM")

    assert "This is for Ada." in told(clinic, STRANGER)[-1]
    assert [(await found(clinic, Patient, n)).quiet for n in (1, 2)] == [None, "20:00-09:00"]


async def test_the_screens_can_be_translated(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).language = "en_XA"
    await clinic.writes(PATIENT, "/settings")
    for data in ("rhythm.open:1:0", "rhythm.quiet:1:0", "rhythm.other:1:0"):
        await clinic.presses(PATIENT, data)
    for words in ("0-24", "x 1", "22-7"):
        await clinic.writes(PATIENT, words)
    await clinic.presses(PATIENT, "land.JP:0:0")
    for data in ("travel.home_JP_0:0:0", "travel.here_JP_0:0:0", "set.home:0:0"):
        await clinic.presses(PATIENT, data)

    heard = clinic.heard()
    parts = [part for a in heard for part in a.text.split("\n\n") if part]
    assert len(parts) > 20
    assert [part for part in parts if not part.startswith("⟦")] == []
    assert [label for a in heard for label in a.buttons if not label.startswith("⟦")] == []


# --- Discreet -------------------------------------------------------------------------------------


async def test_discreet_says_nothing_of_any_kind_of_message_until_it_is_asked(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).discreet = True
    await clinic.appointment(INFUSION, "2026-03-09T14:00")
    await clinic.appointment(BLOOD_TEST, "2026-03-06T08:00")
    said, shown = [], []

    for hour in range(0, 24 * 16, 2):
        await clinic.passes(hours=2)
        if hour == 30:
            async with clinic.service.begin() as session:
                row = await session.get_one(Appointment, 1)
                to = datetime(2026, 3, 10, 15, 30)  # noqa: DTZ001 -- a wall time
                await appointing.move(session, row, to, "test", clinic.at)
        heard = [a for a in clinic.heard() if a.chat == PATIENT]
        said += [a.text for a in heard]
        shown += [label for a in heard for label in a.buttons]

    async with clinic.service.begin() as session:
        kinds = set(await session.exec(select(ReminderRow.kind).where(ReminderRow.state == "owed")))
    assert kinds >= {
        *(ReminderKind.REMINDER, ReminderKind.NUDGE, ReminderKind.CHANGE),
        ReminderKind.PRE_INFUSION,
        *(ReminderKind.REACTION, ReminderKind.CHECK_IN),
    }
    assert set(said) == {NOTHING}
    assert set(shown) == {"Show"}
