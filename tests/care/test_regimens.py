from itertools import pairwise

import pytest

from care.regimens import (
    REGIMENS,
    SAME_COURSE,
    Anchor,
    Approval,
    Induction,
    NotOurs,
    RegimenId,
    UnknownRegimen,
    regimen_named,
)
from care.triage_table import OWNER, Status

LABEL, OURS = Status.LABEL, Status.PROPOSED
US_LABEL = "Truxima US prescribing information"
SECOND_HAND = "read only in a page that cites it"

ROWS = [
    # regimen, days of a course, who says so, its status
    ("RA_COURSE", (0, 14), f"{US_LABEL}: two infusions, two weeks apart", LABEL),
    ("RA_MAINT", (0, 14), f"{US_LABEL}: two infusions, two weeks apart", LABEL),
    ("GPA_MPA_IND", (0, 7, 14, 21), f"{US_LABEL}: once weekly for four weeks", LABEL),
    ("GPA_MPA_MAINT", (0, 14), f"{US_LABEL}: two infusions, two weeks apart", LABEL),
    ("GPA_MPA_PED", (0, 7, 14, 21), f"Rituxan label, {SECOND_HAND}: weekly, four times", OURS),
    ("DM_ADULT", (0, 14), "dermatomyositis article: day 0 and day 14; alternatives exist", OURS),
    ("PV", (0, 14), f"Rituxan label, {SECOND_HAND}: two infusions, 2 weeks apart", OURS),
]
OPEN = [
    ("JDM_LE_1_5", "RIM trial, two weeks at Great Ormond Street"),
    ("JDM_GT_1_5", "RIM trial, two weeks at Great Ormond Street"),
    ("SLE", "the literature holds two patterns"),
    ("CUSTOM", "the clinic's own dates"),
]


@pytest.mark.parametrize(("name", "days", "source", "status"), ROWS)
def test_the_days_of_a_course_have_their_source(name, days, source, status):
    offsets = REGIMENS[name].offsets

    assert (offsets.days, offsets.source, offsets.status) == (days, source, status)


@pytest.mark.parametrize(("name", "because"), OPEN)
def test_open_spacing_proposes_nothing_and_says_why(name, because):
    regimen = REGIMENS[name]

    assert (regimen.offsets, regimen.repeat, regimen.clinician_enters_dates) == (None, None, True)
    assert because in regimen.open_because


def test_every_regimen_is_in_one_of_the_two_tables():
    assert sorted([row[0] for row in ROWS] + [row[0] for row in OPEN]) == sorted(RegimenId)
    assert list(REGIMENS) == [row.id for row in REGIMENS.values()]


@pytest.mark.parametrize("name", ["RA_COURSE", "RA_MAINT"])
def test_courses_for_arthritis_come_every_24_weeks_and_not_within_16_as_the_label_says(name):
    regimen = REGIMENS[name]

    assert [(step.days, step.status) for step in (regimen.repeat.first, regimen.repeat.then)] == [
        (168, LABEL),
        (168, LABEL),
    ]
    assert regimen.repeat.offsets.days == (0, 14)
    assert (regimen.gap.least.days, regimen.gap.least.status) == (112, LABEL)
    assert regimen.gap.least.source.startswith(f"{US_LABEL}: not sooner than 16 weeks")


def test_the_label_names_no_anchor_so_ours_is_the_last_infusion_and_proposed():
    gaps = [row.gap for row in REGIMENS.values()]

    assert {(gap.anchor, gap.anchor_status) for gap in gaps} == {(Anchor.LAST, OURS)}


@pytest.mark.parametrize("name", [r for r in RegimenId if r not in ("RA_COURSE", "RA_MAINT")])
def test_16_weeks_are_only_our_warning_where_no_label_was_read(name):
    least = REGIMENS[name].gap.least

    assert (least.days, least.status) == (112, OURS)


def test_maintenance_of_vasculitis_goes_on_with_one_infusion_every_26_weeks():
    repeat = REGIMENS["GPA_MPA_MAINT"].repeat

    assert (repeat.first.days, repeat.then.days, repeat.offsets.days) == (182, 182, (0,))
    assert "MAINRITSAN" in repeat.first.source
    assert repeat.first.status is OURS


def test_maintenance_of_vasculitis_has_a_window_to_begin_in_for_each_induction():
    start = REGIMENS["GPA_MPA_MAINT"].start
    windows = {kind: (one.earliest.days, one.latest.days) for kind, one in start.items()}

    assert windows == {Induction.RITUXIMAB: (112, 168), Induction.OTHER: (0, 28)}
    assert {one.latest.status for one in start.values()} == {OURS}
    assert all(SECOND_HAND in one.latest.source for one in start.values())


def test_pemphigus_is_repeated_after_a_year_and_then_every_half_year_as_in_the_eu_leaflet():
    repeat = REGIMENS["PV"].repeat

    assert (repeat.first.days, repeat.then.days, repeat.offsets.days) == (364, 182, (0,))
    assert "EU Truxima leaflet: at 1 year" in repeat.first.source


@pytest.mark.parametrize("name", ["GPA_MPA_IND", "GPA_MPA_PED", "DM_ADULT"])
def test_what_no_calendar_repeats_says_why(name):
    regimen = REGIMENS[name]

    assert regimen.repeat is None
    assert regimen.no_repeat


def test_staff_see_which_uses_no_label_covers():
    off_label = {row.id for row in REGIMENS.values() if row.off_label}
    by_region = {row.id for row in REGIMENS.values() if row.approval is Approval.BY_REGION}

    assert off_label == {"DM_ADULT", "JDM_LE_1_5", "JDM_GT_1_5", "SLE"}
    assert by_region == {"GPA_MPA_PED", "PV"}


def test_every_number_has_an_owner_and_a_date():
    for row in REGIMENS.values():
        windows = row.start.values() if row.start else ()
        numbers = [row.gap.least, *(n for one in windows for n in (one.earliest, one.latest))]
        numbers += [row.repeat.first, row.repeat.then] if row.repeat else []
        numbers += [row.offsets] if row.offsets else []

        assert {(one.owner, bool(one.date), bool(one.source)) for one in numbers} == {
            (OWNER, True, True)
        }


def test_no_preset_leaves_more_days_inside_a_course_than_make_a_new_one():
    for row in REGIMENS.values():
        days = row.offsets.days if row.offsets else ()

        assert all(b - a <= SAME_COURSE.days for a, b in pairwise(days))


@pytest.mark.parametrize(
    "name",
    [
        "NHL",
        "CLL",
        "NHL_CLL",
        "nhl/cll",
        "LYMPHOMA",
        "leukaemia",
        "Leukemia",
        "non-Hodgkin lymphoma",
    ],
)
def test_lymphoma_and_leukaemia_are_refused_with_the_reason(name):
    with pytest.raises(NotOurs, match="oncology team plans them"):
        regimen_named(name)


def test_a_regimen_is_found_however_it_is_written():
    assert regimen_named(" gpa-mpa-ind ") is REGIMENS["GPA_MPA_IND"]


def test_an_unknown_regimen_is_answered_with_those_there_are():
    with pytest.raises(UnknownRegimen, match=r"^'RA' is not a regimen; choose one of: RA_COURSE, "):
        regimen_named("RA")


def test_no_regimen_speaks_of_a_dose():
    for row in REGIMENS.values():
        words = f"{row.name} {row.label} {row.no_repeat} {row.open_because} {row.offsets}".lower()

        assert "mg" not in words.replace("gpa_mpa", "")
