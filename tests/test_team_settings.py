"""The promise: what a team sets counts, with who, when and why; nonsense is refused."""

from datetime import timedelta

import pytest

from care.appointments import AppointmentKind
from care.cover_notation import UnclearHours
from care.monitoring_table import CannotOverride
from care.regimens import NotOurs, RegimenId, UnknownRegimen
from care.reminders import SLOTS, Slot, UnclearSlots
from care.triage_table import Status
from scheduler.infusion_unit import NoSuchUnit, UnitChange, change_unit, unit_of
from scheduler.overrides import Kind, OwnNumbers, regimen_of, rules_of, set_own
from scheduler.rota import slots_of
from scheduler.team_settings import choose_slots, in_force
from store import audit, team_settings, teams
from store.tables import Account
from tests.clinic import GROUP, PATIENT, PHONE, PRIMARY, STRANGER, VIEWER, Clinic

UNIT_PHONE = "+44 20 7946 0055"


def decided(clinic: Clinic, who: str = "Dr Ana Ruiz", why: str = "our ward's rule"):
    return teams.Decision(who, clinic.at, why, "the command line")


async def kept(clinic: Clinic, kind: Kind, name: str, /, **more):
    numbers = more.pop("numbers")
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        await set_own(session, team, OwnNumbers(kind, name, numbers), decided(clinic, **more))


async def gap(clinic: Clinic):
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        return (await regimen_of(session, team, "ra-course")).gap.least


# --- The infusion unit ----------------------------------------------------------------------------


async def test_a_team_that_said_nothing_is_its_own_unit(clinic):
    async with clinic.service.begin() as session:
        unit = await unit_of(session, await teams.team(session, clinic.team))

    assert (unit.phone, unit.hours, unit.travel) == (PHONE, None, timedelta(hours=1))
    assert unit.country == "GB"


async def test_each_thing_said_of_the_unit_stays_until_it_is_said_anew(clinic):
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        await change_unit(session, team, UnitChange(phone=UNIT_PHONE), decided(clinic))
        await change_unit(session, team, UnitChange(hours="Mon-Fri 08:00-16:00"), decided(clinic))
        await change_unit(session, team, UnitChange(travel=timedelta(minutes=150)), decided(clinic))
    async with clinic.service.begin() as session:
        unit = await unit_of(session, await teams.team(session, clinic.team))
        rows = await team_settings.under(session, clinic.team, "infusion_unit")

    assert (unit.phone, str(unit.hours)) == (UNIT_PHONE, "Mon-Fri 08:00-16:00")
    assert unit.travel == timedelta(minutes=150)
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (UnitChange(hours="never"), NoSuchUnit),
        (UnitChange(hours="whenever"), UnclearHours),
        (UnitChange(travel=timedelta(minutes=-1)), NoSuchUnit),
        (UnitChange(travel=timedelta(hours=13)), NoSuchUnit),
    ],
)
async def test_no_unit_that_cannot_be(clinic, change, refusal):
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        with pytest.raises(refusal):
            await change_unit(session, team, change, decided(clinic))
        rows = await team_settings.under(session, clinic.team, "infusion_unit")

    assert rows == []


# --- Own numbers ----------------------------------------------------------------------------------


async def test_a_teams_own_number_counts_and_keeps_who_when_and_why(clinic):
    await kept(clinic, Kind.REGIMEN, "RA_COURSE", numbers={"gap.least": 140})

    found = await gap(clinic)
    assert (found.counts, found.days, found.standing) == (140, 112, Status.PROPOSED)
    assert found.said_by == "the team (Dr Ana Ruiz): our ward's rule"
    assert found.override.when == clinic.at


async def test_our_number_comes_back_when_the_team_takes_its_own_back(clinic):
    await kept(clinic, Kind.REGIMEN, "RA_COURSE", numbers={"gap.least": 140})
    await kept(clinic, Kind.REGIMEN, "RA_COURSE", numbers={"gap.least": None})

    found = await gap(clinic)
    assert (found.counts, found.override) == (112, None)
    async with clinic.service.begin() as session:
        rows = await team_settings.under(session, clinic.team, "regimen.")
        deeds = [(line.deed, line.subject) for line in await audit.book(session, clinic.team)]
    assert [row.value for row in rows] == [{"gap.least": 140}, {"gap.least": None}]
    assert deeds.count(("own numbers", "setting:regimen.RA_COURSE")) == 2


async def test_the_latest_of_several_decisions_counts_for_each_number_by_itself(clinic):
    await kept(clinic, Kind.MONITORING, "draw", numbers={"earliest": 21, "latest": 2})
    clinic.at += timedelta(days=1)
    await kept(clinic, Kind.MONITORING, "draw", numbers={"latest": 4}, who="Dr Ben")

    async with clinic.service.begin() as session:
        rules = await rules_of(session, await teams.team(session, clinic.team))
    earliest, latest = rules.numbers["draw.earliest"], rules.numbers["draw.latest"]
    assert (earliest.counts, earliest.override.who) == (21, "Dr Ana Ruiz")
    assert (latest.counts, latest.override.who) == (4, "Dr Ben")


async def test_another_teams_numbers_stay_as_they_were(clinic):
    await kept(clinic, Kind.MONITORING, "igg", numbers={"every": 91})

    async with clinic.service.begin() as session:
        other = await teams.team(session, clinic.team)
        session.expunge(other)
        other.id = clinic.team + 1
        assert (await rules_of(session, other)).days("igg.every") == 182


@pytest.mark.parametrize(
    ("kind", "name", "numbers"),
    [
        (Kind.REGIMEN, "RA_COURSE", {"gap.least": 5000}),
        (Kind.REGIMEN, "RA_COURSE", {"gap.least": -1}),
        (Kind.REGIMEN, "RA_COURSE", {"gap.least": True}),
        (Kind.REGIMEN, "RA_COURSE", {"dose": 500}),
        (Kind.REGIMEN, "RA_COURSE", {"repeat.first": 10}),
        (Kind.REGIMEN, "RA", {"gap.least": 120}),
        (Kind.REGIMEN, "GPA_MPA_MAINT", {"start.rituximab.earliest": 200}),
        (Kind.REGIMEN, "RA_COURSE", {"gap.least": None}),
        (Kind.MONITORING, "cbc", {"used": 0}),
        (Kind.MONITORING, "cbc", {"every": 28}),
        (Kind.MONITORING, "draw", {"latest": 14, "earliest": 7}),
        (Kind.MONITORING, "blood_count", {"until": 90}),
    ],
)
async def test_nonsense_is_refused_in_a_sentence_and_not_kept(clinic, kind, name, numbers):
    with pytest.raises(CannotOverride, match=r"^[^\n]{20,}\.$"):
        await kept(clinic, kind, name, numbers=numbers)

    async with clinic.service.begin() as session:
        assert await team_settings.under(session, clinic.team, f"{kind}.") == []


@pytest.mark.parametrize(
    "decided_by",
    [{"who": ""}, {"who": "operator"}, {"who": " The team "}, {"who": "12"}, {"why": " "}],
)
async def test_a_number_needs_a_named_clinician_and_a_reason(clinic, decided_by):
    with pytest.raises(CannotOverride):
        await kept(clinic, Kind.REGIMEN, "RA_COURSE", numbers={"gap.least": 120}, **decided_by)

    assert (await gap(clinic)).override is None


async def test_what_is_not_ours_to_schedule_is_refused_with_the_reason(clinic):
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        with pytest.raises(NotOurs, match="oncology"):
            await regimen_of(session, team, "NHL")
        with pytest.raises(UnknownRegimen, match="RA_COURSE"):
            await regimen_of(session, team, "XYZ")
        assert (await regimen_of(session, team, "sle")).id is RegimenId.SLE


# --- /team ----------------------------------------------------------------------------------------


async def set_up(clinic: Clinic) -> None:
    """Let the team decide about everything that a member reads."""
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        change = UnitChange(UNIT_PHONE, "Mon-Fri 08:00-16:00", timedelta(minutes=90))
        await change_unit(session, team, change, decided(clinic, who="Cem"))
        chosen = {AppointmentKind.INFUSION: ["7d", "2d"], AppointmentKind.BLOOD_TEST: ["morning"]}
        await choose_slots(session, team, chosen, decided(clinic, who="Ben"))
        await teams.decide(session, team.id, "digest", {"day": "2026-03-01"}, decided(clinic))
    await kept(clinic, Kind.REGIMEN, "RA_COURSE", numbers={"gap.least": 140})


async def test_a_member_reads_what_is_set_and_who_changed_it_last(clinic):
    await set_up(clinic)

    await clinic.writes(VIEWER, "/team")

    ((chat, text),) = clinic.texts()
    assert chat == VIEWER
    assert text.split("\n\n") == [
        "Rheumatology\nSomebody reads: always\nTime zone: Europe/London",
        f"Infusion unit:\n{UNIT_PHONE}\nThe way there takes 90 minutes, as far as we know.",
        "Infusion unit open: Mon-Fri 08:00-16:00",
        ("Patients are reminded:\nInfusion: 7, 2 days before\nBlood test: on the morning"),
        (
            "Changed last:\n"
            "days between infusions (RA_COURSE) · Dr Ana Ruiz · Monday, 2 March 2026, 09:00\n"
            "reminders · Ben · Monday, 2 March 2026, 09:00\n"
            "infusion unit · Cem · Monday, 2 March 2026, 09:00\n"
            "hours of the team · test · Monday, 2 March 2026, 09:00"
        ),
        "To change any of it, ask who runs this service. Each change keeps who, when and why.",
    ]


async def test_a_team_that_has_set_nothing_reads_what_counts_all_the_same(clinic):
    await clinic.writes(PRIMARY, "/team")

    ((_, text),) = clinic.texts()
    assert f"Infusion unit:\n{PHONE}\n" in text
    assert "Infusion unit open: nobody has entered its hours." in text
    assert "Infusion: 7, 1 days before, and on the morning" in text


@pytest.mark.parametrize("who", [PATIENT, STRANGER])
async def test_nobody_else_reads_a_teams_settings(clinic, who):
    await set_up(clinic)

    await clinic.writes(who, "/team")

    assert [text for _, text in clinic.texts() if UNIT_PHONE in text] == []


async def test_the_group_reads_it_too(clinic):
    group = {"chat": {"id": GROUP, "type": "supergroup"}}

    await clinic.writes(PRIMARY, "/team", **group)

    assert clinic.said() == [(GROUP, "Rheumatology")]


@pytest.mark.parametrize(("language", "opens"), [("en_XA", "⟦"), ("ar_XB", "")])
async def test_every_paragraph_of_it_can_be_translated(clinic, language, opens):
    await set_up(clinic)
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PRIMARY)).language = language

    await clinic.writes(PRIMARY, "/team")

    ((_, text),) = clinic.texts()
    assert [part for part in text.split("\n\n") if not part.startswith(opens)] == []
    assert "Patients are reminded" not in text


# --- Slots ----------------------------------------------------------------------------------------


async def test_slots_of_one_kind_leave_the_other_as_it_was(clinic):
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        chosen = {AppointmentKind.INFUSION: ["2d"]}
        plan = await choose_slots(session, team, chosen, decided(clinic))
        found = await slots_of(session, team)

    assert found.infusion == plan.infusion == (Slot.DAYS_2,)
    assert found.blood_test == SLOTS.blood_test


async def test_no_slots_at_all_would_be_silence_by_a_slip(clinic):
    async with clinic.service.begin() as session:
        team = await teams.team(session, clinic.team)
        with pytest.raises(UnclearSlots):
            await choose_slots(session, team, {AppointmentKind.INFUSION: []}, decided(clinic))


# --- Everything in force --------------------------------------------------------------------------


async def test_each_setting_says_whose_it_is(clinic):
    await set_up(clinic)

    async with clinic.service.begin() as session:
        found = await in_force(session, await teams.team(session, clinic.team))
    by_name = {one.name: one for one in found}

    assert len(by_name) == len(found)
    own = {one.name for one in found if one.who}
    assert own == {
        "cover_hours",
        "infusion_unit.phone",
        "infusion_unit.hours",
        "infusion_unit.travel_minutes",
        "reminder_slots.infusion",
        "reminder_slots.blood_test",
        "regimen.RA_COURSE.gap.least",
    }
    gap = by_name["regimen.RA_COURSE.gap.least"]
    assert (gap.value, gap.who, gap.why, gap.status) == (
        140,
        "Dr Ana Ruiz",
        "our ward's rule",
        "team",
    )
    ours = by_name["regimen.RA_MAINT.gap.least"]
    assert (ours.value, ours.status) == (112, Status.LABEL)
