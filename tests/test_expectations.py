"""The promise: what to expect is said with its source behind it, or it is left to the team."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from care.appointments import AppointmentKind
from care.expectations import (
    CELLS,
    EXPECTATIONS,
    OF_REGIMEN,
    Expectation,
    Figure,
    Moment,
    Stage,
    expected,
    indication_of,
    moments,
)
from care.people import PatientState
from care.regimens import Indication, RegimenId
from care.triage_table import Status
from messages.catalogs import fields
from messages.declare import TEXTS, Level
from messages.markup import plain
from messages.texts import patient_expectations as says
from messages.voice import Voice
from scheduler import expectations
from scheduler.visits import Reading
from store import plans
from store.tables import Patient, TreatmentPlan
from tests.clinic import GROUP, PATIENT, PHONE, PRIMARY, STRANGER, Clinic

OURS = [one for one in TEXTS.values() if one.id.startswith("patient.expect.")]
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 16)


@dataclass(frozen=True)
class Planned:
    slot: str


def figures() -> list[Figure]:
    every = [CELLS, *(part for one in EXPECTATIONS.values() for part in (one.works, one.relapse))]
    return [figure for part in every for figure in part.values()]


async def on(clinic: Clinic, regimen: str | None) -> None:
    if regimen is None:
        return
    async with clinic.service.begin() as session:
        plan = TreatmentPlan(
            care_team_id=clinic.team,
            patient_id=1,
            regimen=regimen,
            made_by="test",
            created=clinic.at,
        )
        await plans.add(session, plan)


async def page(clinic: Clinic, *stages: str, chat: int = PATIENT):
    async with clinic.service.begin() as session:
        reading = Reading(await session.get_one(Patient, 1), chat, clinic.at)
        if stages:
            return await expectations.page(session, reading, [Planned(one) for one in stages])
        return await expectations.on_request(session, reading)


def worded(shown, language: str = "en") -> str:
    return plain(Voice(language).paragraphs(shown.texts, shown.values))


# --- The figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize("figure", figures())
def test_each_figure_names_its_source_owner_date_and_standing(figure):
    assert len(figure.source) > 20
    assert figure.status in (Status.LEAFLET, Status.PROPOSED)
    assert figure.owner
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", figure.date)
    assert re.search(rf"\b{figure.value}\b", figure.source), "the source says another figure"


@pytest.mark.parametrize("indication", [Indication.VESSELS, Indication.LUPUS, Indication.SKIN])
def test_where_no_source_says_how_long_no_figure_is_given(indication):
    assert expected(indication) == Expectation()


def test_what_is_known_of_adults_only_is_not_said_of_children():
    assert expected(Indication.MUSCLE_CHILD).relapse == {}
    assert expected(Indication.MUSCLE).relapse != {}


def test_every_regimen_has_an_indication_but_the_clinics_own():
    assert set(RegimenId) - set(OF_REGIMEN) == {RegimenId.CUSTOM}
    assert indication_of("CUSTOM") is indication_of("of another program") is None
    assert indication_of("JDM_LE_1_5") is Indication.MUSCLE_CHILD


# --- The moments ----------------------------------------------------------------------------------


def test_it_is_said_once_after_the_course_once_when_overdue_and_once_when_it_may_come_back():
    assert moments(Indication.JOINTS, FIRST, LAST) == (
        Moment(Stage.WORKS, LAST + timedelta(days=7)),
        Moment(Stage.OVERDUE, FIRST + timedelta(weeks=16)),
        Moment(Stage.RELAPSE, FIRST + timedelta(weeks=26)),
    )


def test_nobody_is_told_that_time_is_over_where_no_source_says_how_long_it_takes():
    slots = [moment.slot for moment in moments(None, FIRST)]

    assert slots == [Stage.WORKS, Stage.RELAPSE]


def test_nothing_is_said_of_a_course_once_the_next_has_begun():
    until = FIRST + timedelta(weeks=24)
    slots = [moment.slot for moment in moments(Indication.MUSCLE, FIRST, LAST, until)]

    assert slots == [Stage.WORKS]


@pytest.mark.parametrize("indication", [*Indication, None])
def test_each_moment_comes_once_and_they_come_in_order(indication):
    found = moments(indication, FIRST, LAST)

    assert len({one.slot for one in found}) == len(found)
    assert [one.day for one in found] == sorted(one.day for one in found)


# --- The words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", OURS, ids=lambda text: text.id)
def test_no_sentence_holds_a_figure_a_promise_or_more_than_fifteen_words(text):
    english = plain(text.english)

    assert re.findall(r"\d|rituximab|arthritis|vasculitis|lupus|pemphigus", english) == []
    assert re.findall(r"(?i)worry|will help|you will be|cured|normal|safe|fine\b", english) == []
    sentences = re.split(r"[.?!:]\s|\n", english)
    assert [one for one in sentences if len(one.split()) > 15] == []


def test_each_paragraph_speaks_to_both_and_tells_who_cares_whom_it_is_about():
    clinical = {text.id for text in OURS if text.level is Level.CLINICAL}
    ids = {id.rpartition(".")[0] for id in clinical}

    assert clinical == {f"{id}.{voice}" for id in ids for voice in ("you", "care")}
    assert "{name}" in TEXTS[f"{says.HEADING}.care"].english


def test_every_placeholder_of_an_indication_has_its_figure():
    for indication in (*Indication, None):
        of = expected(indication)
        known = {*CELLS, *of.works, *of.relapse, "name"}
        stages = [s for s in Stage if s is not Stage.OVERDUE or of.longest]
        for id in (id for stage in stages for id in says.said_at(stage, indication)):
            for voice in ("you", "care"):
                assert fields(TEXTS[f"{id}.{voice}"].english) <= known, (id, indication)


# --- On the real store ----------------------------------------------------------------------------


async def test_arthritis_reads_its_own_figures_and_whom_to_call(clinic):
    await on(clinic, "RA_COURSE")

    said = worded(await page(clinic, "works")).split("\n\n")

    assert said == [
        "What to expect",
        (
            "The medicine works slowly.\n"
            "It can take 2 to 16 weeks until your joints feel better.\n"
            "For many people it takes 4 to 6 weeks."
        ),
        "Keep taking your other medicines as your team told you.\nDo not stop them on your own.",
        (
            "Worse than before, or something new? Do not wait for the medicine to work.\n"
            "Press “I feel unwell”, or call."
        ),
        f"Your team:\n{PHONE}",
        "Emergency:\n999\n112",
    ]


async def test_muscle_disease_reads_the_truth_about_the_small_study(clinic):
    await on(clinic, "DM_ADULT")

    said = worded(await page(clinic, "relapse"))

    assert "In one very small study of 3 people it came back in 2." in said
    assert "That was after 6 and 10 months. It can be different for you." in said
    assert "Trouble swallowing or breathing, or choking? Do not wait." in said


async def test_a_child_with_muscle_disease_is_not_told_of_three_adults(clinic):
    await on(clinic, "JDM_GT_1_5")

    said = worded(await page(clinic, "relapse"))

    assert "study" not in said
    assert "muscle weakness or the rash" in said


@pytest.mark.parametrize("regimen", [None, "CUSTOM", "SLE", "GPA_MPA_IND"])
async def test_without_a_source_the_team_is_named_and_no_time(clinic, regimen):
    await on(clinic, regimen)

    said = worded(await page(clinic, "works"))

    assert "Ask them what to expect." in said
    assert "weeks" not in said


async def test_somebody_who_cares_reads_whom_it_is_about(clinic):
    await on(clinic, "RA_COURSE")

    said = worded(await page(clinic, "works", "relapse", chat=PATIENT + 50))

    assert said.splitlines()[:2] == ["What to expect", "This is about Mina."]
    assert re.findall(r"(?i)your joints|for you\b|your illness", said) == []


async def test_two_stages_of_one_day_are_one_message_with_one_heading(clinic):
    await on(clinic, "DM_ADULT")

    said = worded(await page(clinic, "relapse", "overdue"))

    assert said.count("What to expect") == said.count(PHONE) == 1
    assert said.index("Do you feel no better?") < said.index("B cells")


@pytest.mark.parametrize("slot", ["from_another_version", "overdue"])
async def test_what_cannot_be_said_any_more_is_never_an_empty_or_a_broken_message(clinic, slot):
    await on(clinic, "CUSTOM")

    said = worded(await page(clinic, slot))

    assert "Ask them what to expect." in said
    assert "…" not in said


@pytest.mark.parametrize("regimen", [None, *OF_REGIMEN])
async def test_every_text_can_be_translated(clinic, regimen):
    await on(clinic, regimen)

    said = Voice("en_XA").paragraphs((shown := await page(clinic)).texts, shown.values)

    assert [part for part in said.split("\n\n") if not part.startswith("⟦")] == []
    assert "…" not in worded(shown)


# --- Asked for ------------------------------------------------------------------------------------


async def test_the_command_answers_with_all_that_is_known(clinic):
    await on(clinic, "RA_COURSE")

    await clinic.writes(PATIENT, "/expect")

    ((chat, text),) = clinic.texts()
    assert (chat, text.splitlines()[0]) == (PATIENT, "What to expect")
    assert "It can take 2 to 16 weeks until your joints feel better." in text
    assert "after about 6 to 9 months, or later" in text
    assert "This is about most people. It says nothing about how you are now." in text


@pytest.mark.parametrize("command", ["/expect", "/dates", "/rules", "/help"])
async def test_a_red_flag_behind_a_command_is_heard_first(clinic, command):
    await clinic.writes(PATIENT, f"{command} I cannot breathe")

    assert GROUP in [chat for chat, _ in clinic.texts()]


async def test_the_button_under_the_dates_answers_each_time(clinic):
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-20T09:30")
    await clinic.writes(PATIENT, "/dates")
    clinic.heard()

    await clinic.taps(PATIENT, "What to expect")
    assert clinic.said() == [(PATIENT, "What to expect")]
    await clinic.taps(PATIENT, "What to expect")
    assert clinic.said() == [(PATIENT, "What to expect")]


@pytest.mark.parametrize("who", [STRANGER, PRIMARY])
async def test_nobody_else_learns_what_somebody_is_treated_for(clinic, who):
    await on(clinic, "DM_ADULT")

    await clinic.presses(who, "expect:1:0")
    await clinic.presses(who, "expect:99:0")

    assert [text for _, text in clinic.texts() if "muscle" in text or "What to" in text] == []


async def test_whoever_belongs_to_no_team_is_told_so(clinic):
    await clinic.writes(STRANGER, "/expect")

    assert [line for chat, line in clinic.said() if chat == STRANGER] == [
        "This chat is not linked to a care team."
    ]


async def test_where_care_has_ended_nothing_is_said_of_a_plan(clinic):
    await on(clinic, "DM_ADULT")
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        patient.state = PatientState.DECEASED
        session.add(patient)

    await clinic.presses(PATIENT, "expect:1:0")
    await clinic.writes(PATIENT, "/expect")

    assert [text for _, text in clinic.texts() if "What to expect" in text] == []


# --- On its days ----------------------------------------------------------------------------------


async def test_half_a_year_tells_each_part_once_and_on_its_day(clinic):
    await on(clinic, "RA_COURSE")
    for day in ("2026-03-04", "2026-03-18"):
        await clinic.appointment(AppointmentKind.INFUSION, f"{day}T09:30")
    found = []
    for day in range(200):
        await clinic.passes(hours=24 if day else 2)  # each day at eleven
        found += [
            (clinic.at.date(), text)
            for chat, text in clinic.texts()
            if chat == PATIENT and "What to expect" in text
        ]

    parts = ("It can take 2 to 16", "So many weeks", "the B cells")
    assert {part: [day for day, text in found if part in text] for part in parts} == {
        "It can take 2 to 16": [date(2026, 3, 25)],
        "So many weeks": [date(2026, 6, 24)],
        "the B cells": [date(2026, 9, 2)],
    }
