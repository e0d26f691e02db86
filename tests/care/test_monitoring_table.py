from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.monitoring import blood_tests, missing_before, window
from care.monitoring_table import (
    PRESETS,
    RULES,
    SWITCH,
    CannotOverride,
    Condition,
    Gate,
    Override,
    Rhythm,
    rules_with,
)
from care.triage_table import Status
from tests.care.test_monitoring import RA, conditions, infusions, offsets, plans, presets

# The rows: each test with its rule and the source that it rests on


@pytest.mark.parametrize(
    ("code", "rule", "status", "source"),
    [
        ("cbc", ("course", "blood_count", None), "label", "Ruxience prescribing information 2.1"),
        ("igg", ("course", "interval", None), "guideline", "BSR guideline"),
        ("lft", ("first", "panel", None), "proposed", "NHS Lanarkshire"),
        ("renal", ("first", "panel", None), "proposed", "NHS Lanarkshire"),
        ("crp_esr", ("first", "panel", None), "proposed", "NHS Lanarkshire"),
        ("hbv", ("first", "none", None), "label", "Ruxience prescribing information 2.1"),
        ("hbv_dna", ("none", "interval", "hbv_core"), "proposed", "secondary source"),
        ("hcv", ("first", "none", None), "proposed", "NHS Lanarkshire"),
        ("tb", ("first", "none", None), "proposed", "both articles"),
        ("vzv", ("first", "none", None), "proposed", "NHS Lanarkshire"),
        ("hiv", ("first", "none", None), "proposed", "NHS Lanarkshire"),
        ("ck", ("first", "panel", "muscle_disease"), "proposed", "dermatomyositis article"),
        ("pft", ("first", "interval", "lung_disease"), "proposed", "dermatomyositis article"),
        ("bcells", ("course", "none", None), "proposed", "Versus Arthritis"),
        (
            "pregnancy",
            ("course", "none", "could_be_pregnant"),
            "proposed",
            "BMJ Practical Neurology",
        ),
        ("bp", ("on_the_day", "none", None), "proposed", "EU Truxima leaflet"),
        ("weight", ("on_the_day", "none", None), "proposed", "doses by body surface"),
        ("joint_status", ("none", "none", None), "proposed", "rheumatoid arthritis article"),
    ],
)
def test_each_row_keeps_its_rule_and_names_its_source(code, rule, status, source):
    row = RULES.tests[code]

    assert (row.gate, row.rhythm, row.needs) == rule
    assert row.status == status
    assert row.source.startswith(source)
    assert row.name
    assert row.owner
    assert date.fromisoformat(row.date)


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("draw.earliest", 14, "proposed"),
        ("draw.best", 7, "proposed"),
        ("draw.latest", 3, "proposed"),
        ("default.first", 28, "proposed"),
        ("default.every", 84, "proposed"),
        ("2-4w.first", 14, "proposed"),
        ("2-4w.second", 28, "proposed"),
        ("2-4m.every", 91, "label"),
        ("4w+16w.first", 28, "proposed"),
        ("4w+16w.second", 112, "proposed"),
        ("blood_count.until", 364, "proposed"),
        ("igg.every", 182, "proposed"),
        ("hbv_dna.every", 91, "proposed"),
        ("hbv_dna.until", 731, "proposed"),
        ("pft.every", 182, "proposed"),
        ("lft.methotrexate", 42, "proposed"),
    ],
)
def test_each_number_is_what_the_source_says(name, value, status):
    assert (RULES.days(name), RULES.numbers[name].status) == (value, status)


def test_every_number_names_source_owner_date_and_lies_in_its_own_bounds():
    for name, number in RULES.numbers.items():
        assert number.source, name
        assert number.owner, name
        assert date.fromisoformat(number.date)
        assert number.least <= number.value <= number.most, name
        assert number.status in {Status.LABEL, Status.GUIDELINE, Status.PROPOSED}


def test_every_test_has_its_switch_and_every_name_of_a_number_leads_to_one():
    used = {name.removesuffix(".used") for name in RULES.numbers if name.endswith(".used")}
    named = [days for preset in PRESETS.values() for days in (preset.blood_count, preset.panel)]

    assert used == set(RULES.tests)
    assert {RULES.numbers[f"{code}.used"].unit for code in used} == {SWITCH}
    assert {name for days in named for name in (*days.after, days.every) if name} < {*RULES.numbers}
    assert all(
        {f"{code}.every", f"{code}.until"} < {*RULES.numbers}
        for code, test in RULES.tests.items()
        if test.rhythm is Rhythm.INTERVAL
    )


# A team's own numbers


def override(value, who="Dr. Aydin", why="our laboratory needs it", when=None):
    return Override(value, who, when or datetime(2026, 11, 20, 9, tzinfo=UTC), why)


def test_a_teams_number_counts_and_ours_stays_beside_it():
    mine = override(182)

    rules = rules_with({"default.every": mine})

    number = rules.numbers["default.every"]
    assert (number.value, number.counts, number.override) == (84, 182, mine)
    assert offsets(blood_tests(infusions(*RA), rules=rules), "cbc") == [-7, 42, 224]
    assert RULES.numbers["default.every"].override is None


def test_a_clinic_that_checks_tuberculosis_has_it_before_the_first_infusion_only():
    rules = rules_with({"tb.used": override(1), "vzv.used": override(0)})

    visits = blood_tests(infusions(*RA, 168), rules=rules)

    assert offsets(visits, "tb") == [-7]
    assert offsets(visits, "vzv") == []
    assert missing_before(infusions(0)[0], infusions(0), rules=rules)[-1] == "tb"


def test_a_teams_window_is_kept():
    rules = rules_with({"draw.earliest": override(5), "draw.latest": override(1)})

    assert offsets(blood_tests(infusions(*RA), rules=rules))[0] == -5


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("igg.every", override(182, who=" "), "Say who changes igg.every and why."),
        ("igg.every", override(182, why=""), "Say who changes igg.every and why."),
        (
            "igg.every",
            override(182, when=datetime(2026, 11, 20)),  # noqa: DTZ001 - that is the point
            "Say when igg.every was changed, with a time zone.",
        ),
        ("igg.every", override(0), "igg.every cannot be 0; it can be 28 to 366 days."),
        ("igg.every", override(True), "igg.every cannot be True; it can be 28 to 366 days."),  # noqa: FBT003 - that is the point
        ("igg.every", override("91"), "igg.every cannot be '91'; it can be 28 to 366 days."),
        ("draw.latest", override(0), "draw.latest cannot be 0; it can be 1 to 14 days."),
        ("tb.used", override(2), "tb.used cannot be 2; it can be 1 for yes, 0 for no."),
        ("hbv.used", override(0), "hbv.used cannot be 0; the label asks for it."),
        ("cbc.used", override(0), "cbc.used cannot be 0; the label asks for it."),
        ("igg.evry", override(91), "'igg.evry' is no number of the monitoring rules."),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_one_sentence(name, change, sentence):
    with pytest.raises(CannotOverride) as refused:
        rules_with({name: change})

    assert str(refused.value) == sentence


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(CannotOverride, match=r"^The window before an infusion would end before"):
        rules_with({"draw.earliest": override(5), "draw.latest": override(6)})


@given(plans, presets, conditions, st.integers(4, 42), st.integers(1, 14))
def test_in_any_window_of_a_team_a_draw_lies_inside_it(plan, preset, said, earliest, latest):
    if latest <= earliest:
        rules = rules_with({"draw.earliest": override(earliest), "draw.latest": override(latest)})
        by_ref = {each.ref: each for each in plan}
        for each in blood_tests(plan, preset, said, rules):
            if each.gates:
                first, last = window(by_ref[each.gates], rules)
                assert first <= each.wall.date() <= last


def test_no_row_with_a_gate_is_left_out_of_the_draw():
    rules = rules_with({name: override(1) for name in RULES.numbers if name.endswith(".used")})
    gated = {c for c, t in RULES.tests.items() if t.gate in {Gate.FIRST, Gate.COURSE}}

    visits = blood_tests(infusions(0), "default", frozenset(Condition), rules)

    assert {*visits[0].tests} == gated
