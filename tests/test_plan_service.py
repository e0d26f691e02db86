"""The promise: a plan is proposed by rules, entered by a human, and changed as a whole."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from care.monitoring_table import Condition
from care.plan_errors import PlanError
from care.plan_warnings import History, PlanWarning
from care.plans import NotProposed
from care.proposals import Dates, Impossible
from care.regimens import REFUSED, REGIMENS, Induction, NotOurs
from care.triage_table import Status
from scheduler import appointing, planning, planning_changes
from scheduler.appointing import Entry, NotPossible
from scheduler.overrides import Kind, OwnNumbers, set_own
from scheduler.planning import Outdated, Wish
from scheduler.planning_changes import CannotBe
from scheduler.planning_values import dated, history_of
from store import appointments, audit, plans, teams
from store.tables import Appointment, Patient
from tests.clinic import LONDON, Clinic
from tests.conftest import both_editions

ZONE = ZoneInfo(LONDON)
FIRST = date(2026, 4, 13)  # a Monday, six weeks from the clinic's day
INFUSION, BLOOD = AppointmentKind.INFUSION, AppointmentKind.BLOOD_TEST
at = datetime.fromisoformat  # a wall time has no zone


def wish(regimen: str = "RA_COURSE", first: date = FIRST, **more) -> Wish:
    kept = {name: more.pop(name) for name in ("courses", "days") if name in more}
    start = None if "days" in kept else first
    return Wish(regimen, Dates(ZONE, time(9, 30), start, **kept), **more)


async def patient_of(session) -> Patient:
    return await session.get_one(Patient, 1)


async def accepted(clinic: Clinic, wanted: Wish) -> int:
    async with clinic.service.begin() as session:
        patient = await patient_of(session)
        offer = await planning.propose(session, patient, wanted, clinic.at)
        return (await planning.accept(session, patient, offer, "member:1", clinic.at)).id


async def offered(clinic: Clinic, wanted: Wish) -> planning.Offer:
    async with clinic.service.begin() as session:
        return await planning.propose(session, await patient_of(session), wanted, clinic.at)


async def rows_of(clinic: Clinic, *kinds: AppointmentKind) -> list[Appointment]:
    async with clinic.service.begin() as session:
        rows = await appointments.of_patient(session, await patient_of(session))
        session.expunge_all()
        return [row for row in rows if row.kind in (kinds or list(AppointmentKind))]


async def planned(clinic: Clinic, *kinds: AppointmentKind) -> list[str]:
    rows = await rows_of(clinic, *kinds)
    return [row.local for row in rows if row.status is AppointmentStatus.PLANNED]


async def moves(clinic: Clinic, number: int, to: str, *, along: bool) -> planning_changes.Outlook:
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, number)
        wall = datetime.fromisoformat(to)
        change = await planning_changes.propose_move(session, row, wall, clinic.at)
        return await planning_changes.move(session, change, "member:1", clinic.at, along=along)


# --- Proposing and accepting ----------------------------------------------------------------------


async def test_nothing_is_entered_until_somebody_accepts(clinic):
    offer = await offered(clinic, wish())

    assert [one.wall.date() for one in offer.proposal.appointments if one.kind is INFUSION] == [
        FIRST,
        date(2026, 4, 27),
    ]
    assert await rows_of(clinic) == []


@both_editions
async def test_an_accepted_plan_is_entered_with_course_source_and_what_gates_what(clinic):
    number = await accepted(clinic, wish(place="Day unit"))

    rows = await rows_of(clinic)
    infusions = [row for row in rows if row.kind is INFUSION]
    gating = [row for row in rows if row.gates_id is not None]
    assert [(row.local, row.course, row.standing) for row in infusions] == [
        ("2026-04-13T09:30", 1, "label"),
        ("2026-04-27T09:30", 1, "label"),
    ]
    assert {row.source for row in infusions} == {REGIMENS["RA_COURSE"].offsets.source}
    assert [(row.local, row.gates_id) for row in gating] == [("2026-04-07T09:00", infusions[0].id)]
    assert {row.plan_id for row in rows} == {number}
    assert {row.place for row in rows} == {"Day unit"}


async def test_what_is_only_proposed_is_stored_as_proposed(clinic):
    await accepted(clinic, wish("PV"))

    infusions = await rows_of(clinic, INFUSION)
    assert {row.standing for row in infusions} == {Status.PROPOSED}


async def test_the_clinics_own_days_are_said_to_be_the_clinics(clinic):
    await accepted(clinic, wish("CUSTOM", days=(FIRST, date(2026, 4, 20))))

    assert {row.source for row in await rows_of(clinic, INFUSION)} == {"entered by the clinic"}


@pytest.mark.parametrize(
    ("regimen", "off_label"), [("RA_COURSE", False), ("DM_ADULT", True), ("GPA_MPA_IND", False)]
)
async def test_a_use_that_no_label_covers_says_so(clinic, regimen, off_label):
    assert (await offered(clinic, wish(regimen))).proposal.regimen.off_label is off_label


@pytest.mark.parametrize("name", ["NHL_CLL", "lymphoma", "Leukaemia"])
async def test_lymphoma_and_leukaemia_are_refused_with_the_reason(clinic, name):
    with pytest.raises(NotOurs) as refused:
        await offered(clinic, wish(name))

    assert str(refused.value) == REFUSED
    assert await rows_of(clinic) == []


async def test_a_regimen_of_open_spacing_waits_for_the_clinics_dates(clinic):
    with pytest.raises(NotProposed) as refused:
        await offered(clinic, wish("JDM_LE_1_5"))

    assert refused.value.code == "open_spacing"


@pytest.mark.parametrize(
    ("first", "courses", "code"),
    [(date(2026, 3, 1), 1, "past"), (FIRST, 20, "too_far")],
)
async def test_what_nobody_can_mean_is_refused(clinic, first, courses, code):
    with pytest.raises(NotProposed) as refused:
        await offered(clinic, wish(first=first, courses=courses))

    assert refused.value.code == code


async def test_a_time_that_no_clock_shows_cannot_be(clinic):
    wanted = Wish("RA_COURSE", Dates(ZONE, time(1, 30), date(2026, 3, 29)))
    with pytest.raises(Impossible) as refused:
        await offered(clinic, wanted)

    assert refused.value.faults[0].code is PlanError.NO_SUCH_TIME


async def test_a_test_whose_day_is_over_is_not_entered_but_said_to_be_missing(clinic):
    offer = await offered(clinic, wish(first=date(2026, 3, 3)))

    assert [one for one in offer.proposal.appointments if one.gates] == []
    codes = [one.code for one in offer.proposal.remarks]
    assert PlanWarning.TEST_MISSING in codes


async def test_conditions_add_their_tests_and_are_kept_with_the_plan(clinic):
    known = frozenset({Condition.MUSCLE_DISEASE})
    await accepted(clinic, wish("DM_ADULT", history=History(conditions=known)))

    assert "ck" in {code for row in await rows_of(clinic, BLOOD) for code in row.tests}
    async with clinic.service.begin() as session:
        plan = await plans.current(session, await patient_of(session))
        assert history_of(plan).conditions == known


async def test_the_last_infusion_on_record_is_the_one_a_new_course_is_measured_from(clinic):
    number = await clinic.appointment(INFUSION, "2026-03-02T10:00")
    await clinic.passes(hours=3)
    offer = await offered(clinic, wish())

    [close] = [r for r in offer.proposal.remarks if r.code is PlanWarning.COURSES_TOO_CLOSE]
    assert (close.values["days"], close.values["least"]) == ("42", "112")
    assert number


async def test_maintenance_outside_its_window_warns_and_is_entered_all_the_same(clinic):
    before = History(last_induction=date(2026, 3, 1), induction=Induction.RITUXIMAB)
    wanted = wish("GPA_MPA_MAINT", history=before)

    codes = {one.code for one in (await offered(clinic, wanted)).proposal.remarks}
    assert PlanWarning.OUTSIDE_START_WINDOW in codes
    await accepted(clinic, wanted)
    assert len(await planned(clinic, INFUSION)) == 2


async def test_a_teams_own_number_decides_and_not_ours(clinic):
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        decision = teams.Decision("Dr Özlem Kaya", clinic.at, "our own protocol", "protocol 7")
        own = OwnNumbers(Kind.REGIMEN, "RA_COURSE", {"repeat.first": 182})
        await set_own(session, team, own, decision)

    await accepted(clinic, wish(courses=2))
    assert (await planned(clinic, INFUSION))[2] == "2026-10-12T09:30"


# --- A plan in place of another -------------------------------------------------------------------


async def test_a_new_plan_ends_the_old_one_and_keeps_what_both_have(clinic):
    old = await accepted(clinic, wish())
    kept = (await rows_of(clinic, INFUSION))[0]

    new = await accepted(clinic, wish("CUSTOM", days=(FIRST, date(2026, 5, 11))))

    rows = {row.local: row for row in await rows_of(clinic, INFUSION)}
    assert (rows["2026-04-13T09:30"].id, rows["2026-04-13T09:30"].plan_id) == (kept.id, new)
    assert rows["2026-04-27T09:30"].status is AppointmentStatus.CANCELLED
    assert rows["2026-05-11T09:30"].plan_id == new
    async with clinic.service.begin() as session:
        every = await plans.every(session, await patient_of(session))
        assert [(plan.id, plan.ended is None) for plan in every] == [(new, True), (old, False)]


async def test_a_date_entered_by_hand_stays_when_a_plan_is_accepted(clinic):
    await clinic.appointment(BLOOD, "2026-03-20T08:00")
    offer = await offered(clinic, wish())

    await accepted(clinic, wish())

    assert [row.local for row in offer.stays] == ["2026-03-20T08:00"]
    assert "2026-03-20T08:00" in await planned(clinic, BLOOD)


async def test_two_members_cannot_both_replace_the_same_plan(clinic):
    first = await offered(clinic, wish())
    await accepted(clinic, wish("PV"))

    async with clinic.service.begin() as session:
        patient = await patient_of(session)
        with pytest.raises(Outdated):
            await planning.accept(session, patient, first, "member:2", clinic.at)
    assert len(await planned(clinic, INFUSION)) == 2


async def test_what_is_given_of_the_old_plan_is_not_cancelled(clinic):
    await accepted(clinic, wish())
    await clinic.passes(days=43)
    await accepted(clinic, wish("CUSTOM", days=(date(2026, 5, 18),)))

    statuses = {row.local: row.status for row in await rows_of(clinic, INFUSION)}
    assert statuses["2026-04-13T09:30"] is AppointmentStatus.PLANNED
    assert statuses["2026-04-27T09:30"] is AppointmentStatus.CANCELLED


async def test_every_step_of_a_plan_stands_in_the_book(clinic):
    await accepted(clinic, wish())
    await accepted(clinic, wish("PV"))

    async with clinic.service.begin() as session:
        lines = await audit.book(session, clinic.team)
    deeds = [line.deed for line in lines if line.subject.startswith("plan:")]
    assert deeds == ["plan accepted", "plan ended", "plan accepted"]
    assert audit.broken_at(lines) is None


# --- Moving ---------------------------------------------------------------------------------------


async def test_moving_an_infusion_along_moves_its_test_and_the_rest_of_its_course(clinic):
    await accepted(clinic, wish())
    first = (await rows_of(clinic, INFUSION))[0]

    await moves(clinic, first.id, "2026-04-15T11:00", along=True)

    assert await planned(clinic, INFUSION) == ["2026-04-15T11:00", "2026-04-29T09:30"]
    assert (await planned(clinic, BLOOD))[0] == "2026-04-09T09:00"


async def test_moving_only_one_leaves_the_others_and_says_what_is_unusual_then(clinic):
    await accepted(clinic, wish())
    first = (await rows_of(clinic, INFUSION))[0]

    outlook = await moves(clinic, first.id, "2026-05-04T09:30", along=False)

    assert await planned(clinic, INFUSION) == ["2026-04-27T09:30", "2026-05-04T09:30"]
    codes = {one.code for one in outlook.remarks}
    assert PlanWarning.TEST_OUTSIDE_WINDOW in codes
    assert PlanWarning.PUBLIC_HOLIDAY in codes


async def test_an_infusion_cannot_be_moved_before_its_test_alone(clinic):
    await accepted(clinic, wish())
    first = (await rows_of(clinic, INFUSION))[0]

    with pytest.raises(CannotBe) as refused:
        await moves(clinic, first.id, "2026-04-06T09:30", along=False)
    assert refused.value.fault.code is PlanError.TEST_TOO_LATE

    await moves(clinic, first.id, "2026-04-08T09:30", along=True)
    assert (await planned(clinic, BLOOD))[0] == "2026-04-02T09:00"


async def test_a_moved_date_is_a_new_question_and_old_buttons_are_void(clinic):
    await accepted(clinic, wish())
    first = (await rows_of(clinic, INFUSION))[0]
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, first.id)
        await appointing.say(session, row, Answer.CONFIRMED, clinic.at)

    await moves(clinic, first.id, "2026-04-14T09:30", along=True)

    row = (await rows_of(clinic, INFUSION))[0]
    assert (row.answer, row.version) == (Answer.NONE, 1)


async def test_a_date_cannot_be_moved_into_the_past(clinic):
    await accepted(clinic, wish("CUSTOM", days=(FIRST,)))
    first = (await rows_of(clinic, INFUSION))[0]

    with pytest.raises((NotPossible, CannotBe)):
        await moves(clinic, first.id, "2026-03-01T09:30", along=True)
    assert await planned(clinic, INFUSION) == ["2026-04-13T09:30"]


async def test_what_was_unusual_before_is_not_told_again_of_another_date(clinic):
    await accepted(clinic, wish("CUSTOM", days=(date(2026, 4, 12), date(2026, 5, 5))))  # a Sunday
    second = (await rows_of(clinic, INFUSION))[1]

    outlook = await moves(clinic, second.id, "2026-05-06T09:30", along=True)

    assert [one.code for one in outlook.remarks if one.code is PlanWarning.WEEKEND] == []


# --- Adding and cancelling ------------------------------------------------------------------------


async def adds(clinic: Clinic, entry: Entry) -> Appointment:
    async with clinic.service.begin() as session:
        patient = await patient_of(session)
        addition = await planning_changes.propose_add(session, patient, entry)
        row = await planning_changes.add(session, patient, addition, "member:1", clinic.at)
        session.expunge(row)
        return row


async def test_an_added_test_is_for_the_infusion_in_whose_window_it_lies(clinic):
    number = await accepted(clinic, wish())
    second = (await rows_of(clinic, INFUSION))[1]

    row = await adds(clinic, Entry(BLOOD, at("2026-04-20T08:00"), LONDON, tests=("cbc",)))

    assert (row.plan_id, row.gates_id) == (number, second.id)


async def test_an_added_infusion_belongs_to_the_course_around_it(clinic):
    await accepted(clinic, wish(courses=2))

    near = await adds(clinic, Entry(INFUSION, at("2026-05-11T09:00"), LONDON))
    far = await adds(clinic, Entry(INFUSION, at("2027-06-01T09:00"), LONDON))

    assert (near.course, far.course) == (1, 3)


async def test_an_infusion_is_cancelled_alone_or_with_its_tests(clinic):
    await accepted(clinic, wish())
    first = (await rows_of(clinic, INFUSION))[0]
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, first.id)
        gone = await planning_changes.cancel(session, row, "member:1", clinic.at, along=True)
        cancelled = [one.local for one in gone]

    assert cancelled == ["2026-04-13T09:30", "2026-04-07T09:00"]
    assert await planned(clinic, INFUSION) == ["2026-04-27T09:30"]


# --- What the pure rules are given ----------------------------------------------------------------


async def test_courses_are_counted_through_every_plan(clinic):
    await accepted(clinic, wish())
    await clinic.passes(days=100)
    await accepted(clinic, wish("CUSTOM", days=(date(2026, 10, 1), date(2026, 10, 15))))

    infusions = [one for one in dated(await rows_of(clinic)) if one.kind is INFUSION]
    assert [(one.course, one.day) for one in infusions] == [(1, 0), (1, 14), (2, 0), (2, 14)]


async def test_a_cancelled_infusion_counts_for_no_rule(clinic):
    await accepted(clinic, wish())
    first = (await rows_of(clinic, INFUSION))[0]
    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, first.id)
        await planning_changes.cancel(session, row, "member:1", clinic.at, along=False)

    found = dated(await rows_of(clinic))
    assert [one.wall for one in found if one.kind is INFUSION] == [at("2026-04-27T09:30")]
    assert [one.gates for one in found if one.gates] == []


# --- Rule zero ------------------------------------------------------------------------------------


async def test_no_dose_stands_anywhere_in_a_plan(clinic):
    for regimen in ("RA_COURSE", "GPA_MPA_IND", "DM_ADULT"):
        await accepted(clinic, wish(regimen))

    async with clinic.service.begin() as session:
        every = await plans.every(session, await patient_of(session))
        said = " ".join(str(plan.model_dump()) for plan in every)
        rows = await appointments.of_patient(session, await patient_of(session))
        said += " ".join(str(row.model_dump()) for row in rows)
    assert "Truxima" in said
    assert [word for word in ("mg", "375", "1000", "575", "milligram") if word in said] == []
