"""The promise: staff make and change a plan by buttons, and nothing counts that was not shown."""

import re
from datetime import date

import pytest

from bot.handlers.date_picker import Picker, Span
from bot.handlers.team_plan_lines import remark_lines
from care.appointments import AppointmentKind, AppointmentStatus
from care.delivery import Choice
from care.people import PatientState
from care.plan_warnings import PlanWarning, Remark
from care.regimens import REGIMENS
from messages import languages
from messages.declare import TEXTS
from messages.texts.staff_plan import UNUSUAL
from messages.voice import Voice
from scheduler.planning_values import history_of
from store import appointments, plans, teams
from store.tables import Account, Appointment, CareTeam, Patient
from tests.clinic import BACKUP, GROUP, PATIENT, PRIMARY, STRANGER, TAGS, VIEWER, Clinic
from tests.test_every_screen import OPEN, _starts_right_to_left
from tests.test_team import in_group

INFUSION, BLOOD = AppointmentKind.INFUSION, AppointmentKind.BLOOD_TEST
MARKS = re.compile("[\u2066-\u2069\u200f]")
SCREEN_OVER = (
    "This screen is over, or somebody else asked for it. Nothing has changed. Write /plan again."
)


async def rows_of(clinic: Clinic, kind: AppointmentKind = INFUSION) -> list[Appointment]:
    async with clinic.service.begin() as session:
        rows = await appointments.of_patient(session, await session.get_one(Patient, 1))
        session.expunge_all()
        return [row for row in rows if row.kind is kind]


async def planned(clinic: Clinic, kind: AppointmentKind = INFUSION) -> list[str]:
    return [
        row.local for row in await rows_of(clinic, kind) if row.status is AppointmentStatus.PLANNED
    ]


def newest(clinic: Clinic, who: int = PRIMARY):
    return [a for a in clinic.telegram.accepted if a.chat == who and a.text][-1]


def text(clinic: Clinic, who: int = PRIMARY) -> str:
    return TAGS.sub("", newest(clinic, who).text)


def buttons(clinic: Clinic, who: int = PRIMARY) -> dict[str, str]:
    return newest(clinic, who).buttons


async def taps(clinic: Clinic, *labels: str, who: int = PRIMARY) -> None:
    """Tap buttons of the newest screen, one screen after the other."""
    for label in labels:
        found = newest(clinic, who)
        assert label in found.buttons, f"no {label!r} in {list(found.buttons)}: {found.text}"
        await clinic.presses(who, found.buttons[label], found.message_id)


async def day(clinic: Clinic, month: str, label: str, who: int = PRIMARY) -> None:
    """Turn to a month of the calendar and tap a day."""
    for _ in range(30):
        if month in buttons(clinic, who):
            break
        await taps(clinic, "Later", who=who)
    await taps(clinic, label, who=who)


def number_of(regimen: str) -> str:
    return str(list(REGIMENS).index(regimen) + 1)


async def new_plan(clinic: Clinic, regimen: str = "RA_COURSE", courses: str | None = "1") -> None:
    """Walk to the preview of a plan that begins on 13 April 2026 at nine."""
    await clinic.writes(PRIMARY, "/plan P-0001")
    await taps(clinic, "New plan", number_of(regimen), "Go on", "1")
    if "None so far" in buttons(clinic):
        await taps(clinic, "None so far")
    await day(clinic, "April 2026", "13")
    await taps(clinic, "09:00", *([courses] if courses else []))


# --- A new plan -----------------------------------------------------------------------------------


async def test_a_plan_is_made_by_taps_and_entered_only_at_the_last(clinic):
    await new_plan(clinic)

    assert text(clinic).splitlines()[0] == "A PROPOSAL. Nothing is entered yet."
    assert await planned(clinic) == []

    await taps(clinic, "Enter these dates")

    assert text(clinic).splitlines()[0] == "Entered. A patient who gets my reminders is reminded."
    assert await planned(clinic) == ["2026-04-13T09:00", "2026-04-27T09:00"]


async def test_a_preview_names_every_date_its_standing_and_its_source(clinic):
    await new_plan(clinic)

    said = text(clinic)
    assert "1. Blood test, Tuesday, 7 April 2026, 09:00" in said
    assert "2. Infusion, Monday, 13 April 2026, 09:00\n– as the label says" in said
    assert f"– {REGIMENS['RA_COURSE'].offsets.source} (as the label says)" in said


async def test_what_is_unusual_is_said_before_the_dates_and_blocks_nothing(clinic):
    await clinic.writes(PRIMARY, "/plan P-0001")
    await taps(clinic, "New plan", number_of("CUSTOM"), "Go on", "1", "Not known")
    await day(clinic, "April 2026", "12·")
    await taps(clinic, "Go on", "09:00")

    said = text(clinic)
    assert "– Sunday, 12 April 2026, 09:00: a weekend." in said
    assert said.index("Unusual") < said.index("1. ")
    await taps(clinic, "Enter these dates")
    assert await planned(clinic) == ["2026-04-12T09:00"]


def test_a_test_that_is_missing_is_called_as_its_reader_calls_it():
    window = {"earliest": "2026-04-01", "latest": "2026-04-12"}
    values = {**window, "tests": "Blood count with differential and platelets", "codes": "cbc"}
    remark = Remark(PlanWarning.TEST_MISSING, "i1", values=values)

    lines = remark_lines([remark], {"i1": "2026-04-13T09:00[Europe/London]"})

    said = Voice("tr").say(UNUSUAL, warnings=lines)
    assert "Blood count" not in said
    assert Voice("tr").term("staff.plan.test.cbc") in said


async def test_several_days_are_chosen_where_the_sources_leave_them_open(clinic):
    await clinic.writes(PRIMARY, "/plan P-0001")
    await taps(clinic, "New plan", number_of("JDM_LE_1_5"), "Go on", "1", "None so far")
    await day(clinic, "April 2026", "13")
    await taps(clinic, "20", "21", "[21]", "Go on", "09:00")

    assert "OFF-LABEL: no label covers this use." in text(clinic)
    await taps(clinic, "Enter these dates")

    assert await planned(clinic) == ["2026-04-13T09:00", "2026-04-20T09:00"]


async def test_conditions_are_marked_and_change_the_tests(clinic):
    await clinic.writes(PRIMARY, "/plan P-0001")
    await taps(
        clinic, "New plan", number_of("DM_ADULT"), "○ Muscle disease", "Go on", "1", "None so far"
    )
    await day(clinic, "April 2026", "13")
    await taps(clinic, "09:00", "Enter these dates")

    assert "ck" in {code for row in await rows_of(clinic, BLOOD) for code in row.tests}


async def test_maintenance_is_asked_for_its_induction(clinic):
    await clinic.writes(PRIMARY, "/plan P-0001")
    await taps(clinic, "New plan", number_of("GPA_MPA_MAINT"), "Go on", "1", "Rituximab")
    await taps(clinic, "Earlier", "16", "None so far")
    await day(clinic, "April 2026", "13")
    await taps(clinic, "09:00", "1")

    said = text(clinic)
    assert "The infusion before this plan: Monday, 16 February 2026" in said  # the induction's
    assert "maintenance begins 56 days after Monday, 16 February 2026" in said


async def test_who_comes_in_the_middle_of_a_course_is_asked_for_the_last_infusion(clinic):
    await clinic.writes(PRIMARY, "/plan P-0001")
    await taps(clinic, "New plan", number_of("RA_COURSE"), "Go on", "1")
    assert text(clinic).startswith("On which day was the last infusion of this patient")
    await taps(clinic, "Earlier", "16")
    await day(clinic, "April 2026", "13")
    await taps(clinic, "09:00", "1")
    assert "The infusion before this plan: Monday, 16 February 2026" in text(clinic)

    await taps(clinic, "Enter these dates")

    async with clinic.service.begin() as session:
        plan = await plans.current(session, await session.get_one(Patient, 1))
    assert history_of(plan).last_infusion == date(2026, 2, 16)
    await taps(clinic, "New plan", number_of("RA_COURSE"), "Go on", "1")
    assert text(clinic).startswith("Which day is the first infusion?")  # it is known by now
    await day(clinic, "May 2026", "11")
    await taps(clinic, "09:00", "1")
    assert "The infusion before this plan: Monday, 16 February 2026" in text(clinic)


async def test_a_last_infusion_that_is_on_record_is_not_asked_for(clinic):
    await clinic.appointment(INFUSION, "2026-03-03T09:30")
    await clinic.passes(days=2)

    await clinic.writes(PRIMARY, "/plan P-0001")
    await taps(clinic, "New plan", number_of("RA_COURSE"), "Go on", "1")

    assert text(clinic).startswith("Which day is the first infusion?")
    await day(clinic, "April 2026", "13")
    await taps(clinic, "09:00", "1")
    assert "The infusion before this plan: Tuesday, 3 March 2026" in text(clinic)


async def test_lymphoma_is_refused_with_the_reason(clinic):
    await clinic.writes(PRIMARY, "/plan P-0001")
    await taps(clinic, "New plan")
    clinic.heard()

    await taps(clinic, "Lymphoma or leukaemia")

    [(_, said)] = clinic.texts()
    assert said.splitlines()[0] == "Lymphoma and leukaemia are not scheduled here."


async def test_a_new_plan_says_which_dates_of_the_old_one_go(clinic):
    await new_plan(clinic)
    await taps(clinic, "Enter these dates")
    await new_plan(clinic, "DM_ADULT", courses=None)

    assert "End the old, enter these" in buttons(clinic)
    await taps(clinic, "End the old, enter these")
    async with clinic.service.begin() as session:
        plan = await plans.current(session, await session.get_one(Patient, 1))
        assert plan.regimen == "DM_ADULT"


async def test_what_changed_since_the_preview_is_shown_anew_and_not_entered(clinic):
    await new_plan(clinic)
    await clinic.passes(days=37)  # the day of the blood test is over

    await taps(clinic, "Enter these dates")

    said = text(clinic)
    assert said.splitlines()[0].startswith("Something has changed meanwhile.")
    assert await planned(clinic) == []
    await taps(clinic, "Enter these dates")
    assert await planned(clinic) == ["2026-04-13T09:00", "2026-04-27T09:00"]


async def test_every_date_of_a_long_plan_can_be_seen_before_it_is_entered(clinic):
    await new_plan(clinic, courses="3")
    seen = numbers(clinic)
    assert (seen[0], len(seen)) == (1, 12)
    while "Dates after" in buttons(clinic):
        await taps(clinic, "Dates after")
        seen += numbers(clinic)

    assert seen == list(range(1, seen[-1] + 1))
    await taps(clinic, "Dates before", "Enter these dates")
    entered = [*await planned(clinic), *await planned(clinic, BLOOD)]
    assert len(entered) == len(seen)


async def test_no_length_of_two_plans_cuts_a_source_off_and_what_is_left_is_counted(clinic):
    await new_plan(clinic, courses="4")
    await taps(clinic, "Enter these dates")
    for month in range(5, 12):
        await clinic.appointment(INFUSION, f"2026-{month:02}-02T09:30")
    await new_plan(clinic, "PV", courses="4")

    seen, gone, left = numbers(clinic), going(clinic), more(clinic)
    while "Dates after" in buttons(clinic):
        assert re.search(r"(?m)^Where the days come from:\n– .*\)$", text(clinic))
        await taps(clinic, "Dates after")
        seen, gone, left = seen + numbers(clinic), gone + going(clinic), left + more(clinic)

    assert seen == list(range(1, len(seen) + 1))
    assert left == [10, 1, 4]  # of the dates that go twice, of those that stay once
    assert len(set(gone)) == len(gone) == 16
    assert "End the old, enter these" in buttons(clinic)


def more(clinic: Clinic) -> list[int]:
    return [int(one) for one in re.findall(r"– (\d+) more: press “Dates after”", text(clinic))]


def going(clinic: Clinic) -> list[str]:
    part = text(clinic).partition("These dates of it are cancelled:\n")[2]
    return [one for one in part.partition("\n\n")[0].splitlines() if "more:" not in one]


def numbers(clinic: Clinic) -> list[int]:
    return [int(found) for found in re.findall(r"(?m)^(\d+)\. ", text(clinic))]


async def test_leaving_changes_nothing(clinic):
    await new_plan(clinic)

    await taps(clinic, "Leave it")

    assert text(clinic) == "P-0001: nothing more was changed."
    assert await planned(clinic) == []


# --- Who, where, and when a press counts ----------------------------------------------------------


async def test_a_viewer_sees_the_plan_and_has_no_button(clinic):
    await clinic.appointment(INFUSION, "2026-04-13T09:30")

    await clinic.writes(VIEWER, "/plan P-0001")

    assert "Infusion, Monday, 13 April 2026" in text(clinic, VIEWER)
    assert buttons(clinic, VIEWER) == {}


async def test_a_viewer_who_presses_all_the_same_is_refused(clinic):
    await clinic.writes(PRIMARY, "/plan P-0001")
    clinic.heard()

    await clinic.presses(VIEWER, buttons(clinic)["New plan"])

    [(_, said)] = clinic.texts()
    assert said == "You can look, but not act: ask an admin of your team. Nothing has changed."


@pytest.mark.parametrize("who", [STRANGER, PATIENT])
async def test_nobody_outside_the_team_can_press(clinic, who):
    await clinic.writes(PRIMARY, "/plan P-0001")
    clinic.heard()

    await clinic.presses(who, buttons(clinic)["New plan"])

    [(_, said)] = clinic.texts()
    assert said == "Only the patient's care team can do this. Nothing has changed."


async def test_another_member_cannot_press_under_my_screen(clinic):
    await clinic.writes(PRIMARY, "/plan P-0001", **in_group(PRIMARY))
    await clinic.writes(BACKUP, "/plan P-0001", **in_group(BACKUP))
    first = next(a for a in clinic.telegram.accepted if a.chat == GROUP and a.buttons)
    clinic.heard()

    await clinic.presses(BACKUP, first.buttons["Add a date"], first.message_id, GROUP)

    assert [said for _, said in clinic.texts()] == [SCREEN_OVER]


async def test_an_old_button_is_answered_and_changes_nothing(clinic):
    await new_plan(clinic)
    old = dict(buttons(clinic))
    await taps(clinic, "Enter these dates")
    before = await planned(clinic)
    clinic.heard()

    await clinic.presses(PRIMARY, old["Enter these dates"])

    assert [said for _, said in clinic.texts()] == [SCREEN_OVER]
    assert await planned(clinic) == before


@pytest.mark.parametrize(
    "data", ["plan.accept:1:5", "plan.d20269999:1:0", "plan:0:0", "plan.new:99:1", "plan.xyz:1"]
)
async def test_a_made_up_press_changes_nothing(clinic, data):
    await clinic.writes(PRIMARY, "/plan P-0001")

    await clinic.presses(PRIMARY, data)

    assert await planned(clinic) == []


@pytest.mark.parametrize("choice", ["d20200101", "d20991231", "t0930", "accept", "zzz", "on", "m9"])
async def test_a_choice_that_the_screen_does_not_offer_changes_nothing(clinic, choice):
    await clinic.writes(PRIMARY, "/plan P-0001")
    await taps(clinic, "New plan", number_of("RA_COURSE"), "Go on", "1", "None so far")
    one = next(iter(buttons(clinic).values()))
    clinic.heard()

    await clinic.presses(PRIMARY, re.sub(r"plan\.\w+", f"plan.{choice}", one))

    assert [said for _, said in clinic.texts()] == [SCREEN_OVER]
    assert await planned(clinic) == []


async def test_the_name_stands_in_the_direct_chat_only(clinic):
    await clinic.writes(PRIMARY, "/plan P-0001")
    assert text(clinic).splitlines()[0] == "P-0001 · Mina Demir: plan and dates"

    await clinic.writes(PRIMARY, "/plan P-0001", **in_group(PRIMARY))
    said = text(clinic, GROUP)
    assert said.splitlines()[0] == "P-0001: plan and dates"
    assert "Mina" not in said
    assert "New plan" not in buttons(clinic, GROUP)


async def test_private_tests_are_not_named_in_the_group(clinic):
    async with clinic.service.begin() as session:
        await session.get_one(Patient, 1)
    number = await clinic.appointment(BLOOD, "2026-04-13T09:30")
    async with clinic.service.begin() as session:
        (await session.get_one(Appointment, number)).tests = ["cbc", "pregnancy"]

    await clinic.writes(PRIMARY, "/plan P-0001", **in_group(PRIMARY))
    assert "Pregnancy" not in text(clinic, GROUP)
    await clinic.writes(PRIMARY, "/plan P-0001")
    assert "Pregnancy test" in text(clinic)


async def test_a_plan_of_another_teams_patient_is_not_shown(clinic):
    await clinic.writes(PRIMARY, "/plan P-0099")

    assert text(clinic).startswith("Your team has no patient with this number.")


async def test_who_lost_the_patient_meanwhile_can_no_longer_enter(clinic):
    await new_plan(clinic)
    async with clinic.service.begin() as session:
        team = await session.get_one(CareTeam, clinic.team)
        other = CareTeam(
            **team.model_dump(exclude={"id", "chat_id", "name", "created"}),
            name="Other",
            created=clinic.at,
        )
        session.add(other)
        await session.flush()
        (await session.get_one(Patient, 1)).care_team_id = other.id

    await taps(clinic, "Enter these dates")

    assert await planned(clinic) == []


# --- Days and times that are written --------------------------------------------------------------


async def at_the_calendar(clinic: Clinic) -> None:
    await clinic.writes(PRIMARY, "/plan P-0001")
    await taps(clinic, "New plan", number_of("RA_COURSE"), "Go on", "1", "None so far")


@pytest.mark.parametrize("words", ["2026-04-13", "April 13", "13 April 2026", "13/4/26"])
async def test_a_written_day_counts_only_after_a_press_that_shows_it(clinic, words):
    await at_the_calendar(clinic)

    await clinic.writes(PRIMARY, words)

    assert text(clinic) == "I read a day in what you wrote. Which one do you mean?"
    assert list(buttons(clinic)) == ["Yes: Monday, 13 April 2026", "No, another"]
    await taps(clinic, "Yes: Monday, 13 April 2026", "09:00", "1", "Enter these dates")
    assert await planned(clinic) == ["2026-04-13T09:00", "2026-04-27T09:00"]


async def test_a_day_that_can_be_read_in_two_ways_is_asked_for(clinic):
    await at_the_calendar(clinic)

    await clinic.writes(PRIMARY, "05/06/2026")

    assert list(buttons(clinic)) == [
        "Yes: Friday, 5 June 2026",
        "Yes: Wednesday, 6 May 2026",
        "No, another",
    ]


@pytest.mark.parametrize("words", ["2020-01-01", "31.2.2026", "99999"])
async def test_a_day_nobody_can_choose_is_asked_for_again(clinic, words):
    await at_the_calendar(clinic)

    await clinic.writes(PRIMARY, words)

    assert text(clinic).splitlines()[0] == (
        "I cannot read a day in this that can be chosen. Press one, or write it as 2026-12-01."
    )


async def test_a_written_time_counts_only_after_a_press(clinic):
    await at_the_calendar(clinic)
    await day(clinic, "April 2026", "13")

    await clinic.writes(PRIMARY, "9.45")
    await taps(clinic, "Yes: 09:45", "1", "Enter these dates")

    assert await planned(clinic) == ["2026-04-13T09:45", "2026-04-27T09:45"]


async def test_words_of_a_member_are_no_day_when_no_day_was_asked_for(clinic):
    await clinic.writes(PRIMARY, "/plan P-0001")
    clinic.heard()

    await clinic.writes(PRIMARY, "2026-04-13")

    assert "I read a day" not in text(clinic)


async def test_a_red_flag_is_never_taken_for_a_day(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).account_id = PRIMARY
    await at_the_calendar(clinic)

    await clinic.writes(PRIMARY, "fever 39.5 since 13 April")

    assert "I read a day" not in text(clinic)
    assert [a for a in clinic.telegram.accepted if a.chat == GROUP and "No. 1" in a.text]


# --- Changing dates -------------------------------------------------------------------------------


async def entered(clinic: Clinic) -> None:
    await new_plan(clinic)
    await taps(clinic, "Enter these dates")


async def test_an_infusion_is_moved_with_what_hangs_on_it(clinic):
    await entered(clinic)

    await taps(clinic, "Move a date", "2")
    await taps(clinic, "15", "09:00")

    said = text(clinic)
    assert "From: Monday, 13 April 2026, 09:00" in said
    assert "To: Wednesday, 15 April 2026, 09:00" in said
    assert "would be Wednesday, 29 April 2026, 09:00" in said
    await taps(clinic, "Move all of these")
    assert await planned(clinic) == ["2026-04-15T09:00", "2026-04-29T09:00"]
    assert (await planned(clinic, BLOOD))[0] == "2026-04-09T09:00"


@pytest.mark.parametrize("stopped", [False, True])
async def test_who_moves_a_date_reads_when_the_patient_will_not_hear_of_it(clinic, stopped):
    await entered(clinic)
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        patient.reminders_stopped_at = clinic.at if stopped else None

    await taps(clinic, "Move a date", "2")
    await taps(clinic, "15", "09:00", "Move all of these")

    assert ("hears nothing of this from me. Please call." in text(clinic)) is stopped


async def test_what_cannot_be_is_said_and_not_offered(clinic):
    await entered(clinic)

    await taps(clinic, "Move a date", "2")
    await taps(clinic, "6*", "09:00")

    assert "Move only this one" not in buttons(clinic)
    assert "It cannot move alone: A blood test would come after its infusion." in text(clinic)
    assert "Unusual if all move:" in text(clinic)


async def test_a_date_that_somebody_else_moved_meanwhile_is_not_moved_again(clinic):
    await entered(clinic)
    await taps(clinic, "Move a date", "2")
    await clinic.writes(BACKUP, "/plan P-0001")
    await taps(clinic, "Move a date", "2", "14", "09:00", "Move all of these", who=BACKUP)
    clinic.heard()

    await taps(clinic, "15", "09:00")

    assert SCREEN_OVER in [said for _, said in clinic.texts()]
    assert await planned(clinic) == ["2026-04-14T09:00", "2026-04-28T09:00"]


async def test_a_blood_test_is_added_with_its_tests(clinic):
    await entered(clinic)

    await taps(clinic, "Add a date", "Blood test")
    label = "○ Blood count with differential and platelets"
    await taps(clinic, label, "Go on")
    await day(clinic, "April 2026", "20")
    await taps(clinic, "08:00", "Enter this date")

    [row] = [row for row in await rows_of(clinic, BLOOD) if row.local == "2026-04-20T08:00"]
    second = (await rows_of(clinic))[1]
    assert (row.tests, row.gates_id) == (["cbc"], second.id)


async def test_an_infusion_is_cancelled_with_its_tests(clinic):
    await entered(clinic)

    await taps(clinic, "Cancel a date", "2")
    assert text(clinic).splitlines()[0] == "Cancel Infusion, Monday, 13 April 2026, 09:00?"
    await taps(clinic, "Cancel it and its tests")

    assert await planned(clinic) == ["2026-04-27T09:00"]
    assert "2026-04-07T09:00" not in await planned(clinic, BLOOD)


async def test_brand_and_batch_are_kept_when_an_infusion_took_place(clinic):
    await clinic.appointment(INFUSION, "2026-03-02T10:00")
    await clinic.passes(hours=6)
    await clinic.writes(PRIMARY, "/plan P-0001")

    await taps(clinic, "It took place, or not", "1", "Yes, it took place", "Truxima")
    await clinic.writes(PRIMARY, "B1234")
    assert text(clinic) == "Brand: Truxima\nBatch: B1234\nIs this right?"
    await taps(clinic, "Yes, keep this")

    [row] = await rows_of(clinic)
    assert (row.status, row.brand, row.batch) == (AppointmentStatus.GIVEN, "Truxima", "B1234")


async def test_a_brand_that_is_not_on_a_button_is_written(clinic):
    await clinic.appointment(INFUSION, "2026-03-02T10:00")
    await clinic.passes(hours=6)
    await clinic.writes(PRIMARY, "/plan P-0001")

    await taps(clinic, "It took place, or not", "1", "Yes, it took place")
    await clinic.writes(PRIMARY, "Mabtas 500")
    await taps(clinic, "Not known")

    [row] = await rows_of(clinic)
    assert (row.brand, row.batch) == ("Mabtas 500", None)


@pytest.mark.parametrize("state", [PatientState.DECEASED, PatientState.DISCHARGED])
async def test_nothing_is_entered_for_who_has_died_or_left_care_meanwhile(clinic, state):
    await new_plan(clinic)
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).state = state
    clinic.heard()

    await taps(clinic, "Enter these dates")

    [said] = [said for _, said in clinic.texts()]
    assert said == "This patient is no longer with your team, or has died. Nothing has changed."
    assert await planned(clinic) == []
    await clinic.writes(PRIMARY, "/plan P-0001")
    assert buttons(clinic) == {}


async def test_an_infusion_that_did_not_take_place_is_noted(clinic):
    await clinic.appointment(INFUSION, "2026-03-02T10:00")
    await clinic.passes(hours=6)
    await clinic.writes(PRIMARY, "/plan P-0001")

    await taps(clinic, "It took place, or not", "1", "No, it did not")

    assert [row.status for row in await rows_of(clinic)] == [AppointmentStatus.MISSED]


async def test_dates_can_be_changed_in_the_group(clinic):
    await clinic.appointment(INFUSION, "2026-04-13T09:30")
    await clinic.writes(PRIMARY, "/plan P-0001", **in_group(PRIMARY))

    for label in ("Cancel a date", "1", "Cancel only this one"):
        shown = newest(clinic, GROUP)
        await clinic.presses(PRIMARY, shown.buttons[label], shown.message_id, GROUP)

    assert await planned(clinic) == []


# --- The calendar in other languages --------------------------------------------------------------


def _shown(one: Choice, voice: Voice) -> str:
    """Return a button as it would read in a language whose words are translated."""
    values = {
        name: var.show(one.values[name], voice) for name, var in TEXTS[one.label].vars.items()
    }
    return TEXTS[one.label].english.format(**values)


def labels(language: str, country: str, month: date = date(2026, 12, 1)) -> list[list[str]]:
    voice = Voice(language, country=country)
    span = Span(date(2026, 12, 10), date(2027, 12, 31))
    locale = languages.locale(language, country)
    picker = Picker(month, span, locale, country, lambda choice: choice)
    rows = [[_shown(one, voice) for one in row] for row in picker.rows()]
    return [[MARKS.sub("", label) for label in row] for row in rows]


def test_a_week_begins_as_it_does_where_the_reader_lives():
    assert labels("en", "GB")[1] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert labels("en", "US")[1] == ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"]


def test_months_and_weekdays_are_in_the_readers_language():
    german, arabic = labels("de", "DE"), labels("ar", "EG")

    assert german[0] == ["Dezember 2026"]
    assert german[1] == ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."]
    assert arabic[0] == ["ديسمبر 2026"]
    assert arabic[1][0] == "سبت"  # the week begins on Saturday there


def test_past_days_are_not_offered_and_weekends_and_holidays_are_marked():
    month = [label for row in labels("de", "DE")[2:-1] for label in row]

    assert month[:10] == ["–"] * 10  # the last of November, and nine days that are over
    assert month[10:15] == ["10", "11", "12·", "13·", "14"]
    assert month[25:27] == ["25*", "26*"]
    assert labels("de", "DE")[-1] == ["Later"]


def test_every_button_fits_what_telegram_takes():
    voice = Voice("en", country="GB")
    picker = Picker(
        date(2026, 8, 1),
        Span(date(2026, 1, 1), date(2027, 12, 31)),
        languages.locale("en", "GB"),
        "GB",
        lambda choice: f"plan.{choice}:999999999999:999999999",
    )

    rows = picker.rows()
    assert sum(len(row) for row in rows) <= 100
    assert max(len(row) for row in rows) <= 8
    assert max(len(one.data.encode()) for row in rows for one in row) <= 64
    assert all(voice.button(one.label, one.values) for row in rows for one in row)


async def walks(clinic: Clinic, language: str) -> list:
    """Press through every screen by what its buttons say, not by their words."""
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PRIMARY)).language = language
        assert await teams.team(session, clinic.team)
    await clinic.appointment(INFUSION, "2026-03-02T10:00")
    await clinic.appointment(INFUSION, "2026-05-04T10:00")
    await clinic.passes(hours=6)
    clinic.heard()
    await clinic.writes(PRIMARY, "/plan P-0001")
    walk = (
        "new r_GPA_MPA_MAINT c_lung_disease on p1 i_rituximab m202602 d20260216 d20260303 t1600 k1 "
        "change r_SLE on p0 m202604 d20260402 on t0900 accept move n#1 d20260413 t0900 all "
        "add a_blood_test s_cbc on d20260323 t0900 enter cancel n this end n given b0"
    )
    for choice in walk.split():
        shown = newest(clinic)
        start, _, at = choice.partition("#")
        found = [data for data in shown.buttons.values() if data.startswith(f"plan.{start}")]
        assert found, (choice, shown.text)
        await clinic.presses(PRIMARY, found[int(at or 0)], shown.message_id)
    await clinic.writes(PRIMARY, "B77")
    return [a for a in clinic.heard() if a.chat == PRIMARY]


async def test_every_screen_of_a_plan_can_be_translated(clinic):
    heard = await walks(clinic, "en_XA")

    parts = [TAGS.sub("", part) for a in heard for part in a.text.split("\n\n") if part]
    parts += [label for a in heard for label in a.buttons]
    assert len(parts) > 200
    assert [part for part in parts if not part.startswith(OPEN)] == []


async def test_every_screen_of_a_plan_reads_from_right_to_left(clinic):
    heard = await walks(clinic, "ar_XB")

    texts = [TAGS.sub("", a.text) for a in heard if a.text]
    assert len(texts) > 20
    assert [one for one in texts if not _starts_right_to_left(one)] == []
