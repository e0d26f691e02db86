"""The promise: before an infusion every yes reaches a human in time, and nothing new is one tap."""

from datetime import UTC, datetime, timedelta

import pytest

from care.pre_infusion import QUESTIONS, Item
from messages.declare import TEXTS
from messages.texts import patient_checks, staff_checks
from scheduler import questionnaires
from scheduler.infusion_unit import UnitChange, change_unit
from store.tables import CareTeam
from store.teams import Decision
from tests.clinic import GROUP, PATIENT, PRIMARY, STRANGER, Clinic
from tests.questions import (
    BEFORE,
    DAY_BEFORE,
    HEAD,
    MORNING,
    WEEK_BEFORE,
    alerts,
    asks,
    buttons,
    cared_for,
    changes,
    heard_by,
    infusion,
    page,
    questions,
    taps,
    task_kinds,
    tasks,
)

INFUSION_AT = "2026-03-09T14:00"  # a Monday; the clinic opens its day a week before, at nine
DAY = "Monday, 9 March 2026"
SETS_OUT = datetime(2026, 3, 9, 13, tzinfo=UTC)
NOTED = "Noted. You reported nothing new."
OLD = "This button belongs to an older question. Nothing has changed."


@pytest.fixture
async def listed(clinic) -> Clinic:
    """A clinic whose patient has just been asked the full list."""
    await asks(clinic, await infusion(clinic, INFUSION_AT), BEFORE, WEEK_BEFORE)
    clinic.heard()
    return clinic


async def on_the_morning(clinic: Clinic) -> Clinic:
    """Let the patient be asked on the morning of an infusion that is two hours away."""
    number = await infusion(clinic, "2026-03-02T13:00")
    await asks(clinic, number, BEFORE, MORNING, timedelta(hours=3))
    clinic.heard()
    return clinic


# --- The list -------------------------------------------------------------------------------------


async def test_the_full_list_is_one_screen_with_two_buttons(listed):
    lines = page(listed).split("\n")

    assert lines[0] == HEAD
    assert lines[2:4] == [f"Before the infusion on {DAY}:", "Is one of these true for you?"]
    assert [line for line in lines if line.startswith("–")] == [
        "– New or worse trouble with thinking, eyesight, balance or strength",
        "– Fever, cough or another infection, or an antibiotic",
        "– New trouble with the heart or with breathing",
        "– Close to somebody with measles",
        "– Close to somebody with chickenpox or shingles",
        "– Close to somebody with COVID",
        "– Pregnant, or perhaps pregnant",
        "– A vaccine in the last 4 weeks, or one planned",
        "– A new medicine",
        "– Surgery or a visit to the dentist planned",
    ]
    assert buttons(listed) == ["Nothing of this", "Yes, something"]


async def test_which_one_names_the_lines_of_each_screen_six_at_most(listed):
    await taps(listed, "Yes, something")

    assert len([line for line in page(listed).split("\n") if line.startswith("–")]) == 6
    assert buttons(listed)[0:2] == ["Thinking, sight, balance", "Fever or infection"]
    assert buttons(listed)[-2:] == ["More lines", "That is all"]
    await taps(listed, "More lines")
    assert [line for line in page(listed).split("\n") if line.startswith("–")] == [
        "– Pregnant, or perhaps pregnant",
        "– A vaccine in the last 4 weeks, or one planned",
        "– A new medicine",
        "– Surgery or a visit to the dentist planned",
    ]


async def test_nothing_new_is_one_tap_and_nobody_is_disturbed(listed):
    await taps(listed, "Nothing of this")

    assert page(listed).split("\n")[2] == NOTED
    assert "Your team" not in page(listed)
    assert heard_by(listed, GROUP) == []
    assert (await task_kinds(listed), await alerts(listed)) == ([], [])
    assert [row.state for row in await questions(listed)] == ["answered"]


async def test_it_is_read_in_two_voices(clinic):
    await cared_for(clinic, instead=True)

    await asks(clinic, await infusion(clinic, INFUSION_AT), BEFORE, WEEK_BEFORE)

    lines = page(clinic, STRANGER).split("\n")
    assert lines[:2] == ["A question from the care team", "It is about Mina."]
    assert lines[4] == "Is one of these true for Mina?"


@pytest.mark.parametrize(
    "known", [{"birth_date": "2010-05-04"}, {"shared_phone": True}], ids=["child", "shared phone"]
)
async def test_pregnancy_is_asked_of_no_child_and_where_nobody_else_reads(clinic, known):
    await changes(clinic, **known)

    await asks(clinic, await infusion(clinic, INFUSION_AT), BEFORE, WEEK_BEFORE)
    await taps(clinic, "Yes, something", "More lines")

    assert "regnan" not in page(clinic)
    assert [label for label in clinic.labels(PATIENT) if "pregnan" in label] == []


async def test_a_grown_up_with_a_birth_date_is_asked_about_pregnancy(clinic):
    await changes(clinic, birth_date="2008-03-02")  # eighteen today

    await asks(clinic, await infusion(clinic, INFUSION_AT), BEFORE, WEEK_BEFORE)

    assert "– Pregnant, or perhaps pregnant" in page(clinic).split("\n")


async def test_pregnancy_is_never_asked_in_a_caregivers_chat(clinic):
    await cared_for(clinic, instead=True)

    await asks(clinic, await infusion(clinic, INFUSION_AT), BEFORE, WEEK_BEFORE)

    assert "regnan" not in page(clinic, STRANGER)


async def test_the_last_reaction_is_asked_only_of_who_has_had_an_infusion(clinic):
    await infusion(clinic, "2026-02-23T14:00")

    await asks(clinic, await infusion(clinic, INFUSION_AT), BEFORE, WEEK_BEFORE)

    assert "– A bad reaction to the last infusion" in page(clinic).split("\n")


def test_every_line_has_its_words_for_both_sides_and_a_source():
    for item in Item:
        assert QUESTIONS[item].source
        assert patient_checks.LINES[item].id in TEXTS
        assert staff_checks.ITEMS[item].id in TEXTS


# --- Red flags ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "code", "severity", "next_question"),
    [
        ("Thinking, sight, balance", "N_TOUCH", "urgent", "Speaking, understanding"),
        ("Fever or infection", "T_INF_OTHER", "same_day", "Shaking, cannot stop"),
        ("Heart or breathing", "T_SOB", "urgent", "Chest pain or pressure"),
        ("Close to measles", "X_MEASLES", "urgent", None),
        ("Chickenpox or shingles", "X_VZV", "same_day", None),
        ("Close to COVID", "X_COVID", "same_day", None),
    ],
)
async def test_a_red_flag_alerts_at_the_tap(listed, label, code, severity, next_question):
    await taps(listed, "Yes, something", label)

    (alert,) = await alerts(listed)
    assert (list(alert.findings), str(alert.severity)) == ([code], severity)
    asked_on = [one for one in listed.telegram.accepted if next_question in one.buttons]
    assert bool(asked_on) == (next_question is not None)
    assert await task_kinds(listed) == ["before_infusion"]


async def test_who_is_told_to_call_now_does_not_read_that_it_can_wait(listed):
    await taps(listed, "Yes, something", "Thinking, sight, balance", "That is all")

    assert "For one of these, do not wait: call your team now." in page(listed).split("\n")


async def test_a_second_red_flag_adds_to_the_card_that_nobody_has_taken(listed):
    await taps(listed, "Yes, something", "Close to measles")
    listed.heard()

    await taps(listed, "Close to COVID")

    assert [(a.chat, a.method) for a in listed.heard() if a.chat in (GROUP, PRIMARY)] == [
        (GROUP, "editMessageText"),
        (PRIMARY, "editMessageText"),
    ]
    (alert,) = await alerts(listed)
    assert sorted(alert.findings) == ["X_COVID", "X_MEASLES"]


async def test_the_graver_question_stays_open_when_another_line_is_pressed(listed):
    await taps(listed, "Yes, something", "Heart or breathing")
    listed.heard()

    await taps(listed, "Thinking, sight, balance")

    assert [a for a in listed.heard() if "Speaking, understanding" in a.buttons] == []
    await taps(listed, "Chest pain or pressure")
    assert [str(alert.severity) for alert in await alerts(listed)] == ["emergency"]


async def test_a_possible_pregnancy_is_read_by_nobody_but_the_member_who_calls(listed):
    await cared_for(listed)
    await taps(listed, "Yes, something", "More lines", "Perhaps pregnant", "That is all")

    heard = listed.texts()
    assert [text for chat, text in heard if chat in (GROUP, STRANGER) and "regnan" in text] == []
    assert "Private matter, call now" in next(text for chat, text in heard if chat == GROUP)
    assert [t.split("\n")[0] for c, t in heard if c == PATIENT and t.startswith("Thank")] == [
        "Thank you for telling us."
    ]
    listed.heard()
    await listed.presses(PRIMARY, "task.details:1")
    (details,) = heard_by(listed, PRIMARY)
    assert details.endswith("Yes to:\n– Pregnant, or perhaps pregnant")


# --- What the team must answer --------------------------------------------------------------------


@pytest.mark.parametrize("label", ["A vaccine", "A new medicine", "Surgery or dentist"])
async def test_what_is_no_red_flag_is_a_task_to_be_done_before_setting_out(listed, label):
    await taps(listed, "Yes, something", "More lines", label)

    assert await alerts(listed) == []
    (task,) = await tasks(listed)
    assert (str(task.kind), task.deadline) == ("before_infusion", SETS_OUT)
    assert heard_by(listed, GROUP)[0].split("\n")[:2] == [
        f"Task · P-0001 answered yes before the infusion on {DAY}.",
        "Details show to what. Please call: the patient waits for you before setting out.",
    ]


async def test_a_week_before_the_team_will_look_at_it_by_a_day_that_is_named(listed):
    await taps(listed, "Yes, something", "More lines", "A vaccine", "That is all")

    assert page(listed).split("\n")[2:] == [
        "The answer was yes to:",
        "– A vaccine in the last 4 weeks, or one planned",
        "",
        f"Your team will look at this before {DAY}.",
        "Nothing is cancelled: that is for your team to say.",
    ]
    assert buttons(listed) == ["Something else too", "Nothing after all"]


@pytest.mark.parametrize("part", [DAY_BEFORE, MORNING])
async def test_close_to_it_nobody_sets_out_unheard_and_the_unit_can_be_called(clinic, part):
    async with clinic.service.begin() as session:
        team = await session.get_one(CareTeam, 1)
        decision = Decision("test", clinic.at, "the unit has its own desk")
        await change_unit(session, team, UnitChange(phone="+44 20 7946 0222"), decision)
    await asks(clinic, await infusion(clinic, "2026-03-02T14:00"), BEFORE, part)

    await taps(clinic, "Yes, there is", "More lines", "A vaccine", "That is all")

    assert page(clinic).split("\n")[5:] == [
        "Do not set out before your team has answered.",
        "Nothing heard by Monday, 2 March 2026, 13:00?",
        "Call the infusion unit:",
        "+44 20 7946 0222",
        "Nothing is cancelled: that is for your team to say.",
    ]


async def test_the_details_name_the_lines_and_what_is_added_later(listed):
    await taps(listed, "Yes, something", "More lines", "A vaccine")
    await taps(listed, "A new medicine")
    listed.heard()

    await listed.presses(PRIMARY, "task.details:1")

    assert heard_by(listed, PRIMARY)[0].endswith(
        "Yes to:\n– Vaccine lately, or planned\n– A new medicine"
    )
    assert await task_kinds(listed) == ["before_infusion"]


async def test_what_is_added_after_somebody_took_the_task_is_another_task(listed):
    await taps(listed, "Yes, something", "More lines", "A vaccine")
    await listed.presses(PRIMARY, "task.take:1")

    await taps(listed, "A new medicine")

    assert await task_kinds(listed) == ["before_infusion"] * 2


@pytest.mark.parametrize(("minutes", "told"), [(9, []), (10, ["before_infusion"])])
async def test_a_yes_without_a_line_is_told_after_ten_minutes(listed, minutes, told):
    await taps(listed, "Yes, something")

    await listed.passes(minutes=minutes)

    assert await task_kinds(listed) == told


async def test_all_said_without_a_line_is_a_yes_at_once(listed):
    await taps(listed, "Yes, something", "That is all")
    listed.heard()

    await listed.presses(PRIMARY, "task.details:1")

    assert heard_by(listed, PRIMARY)[0].endswith("Pressed yes, and has not said to what.")


# --- A changed mind -------------------------------------------------------------------------------


async def test_nothing_can_become_something_until_the_patient_sets_out(listed):
    await taps(listed, "Nothing of this")
    await listed.passes(days=7, hours=3, minutes=59)  # a minute before

    await taps(listed, "Yes, something after all", "More lines", "A vaccine")

    assert "before_infusion" in await task_kinds(listed)


async def test_taken_back_is_told_to_the_team_and_the_task_is_for_a_human_to_close(listed):
    await taps(listed, "Yes, something", "More lines", "A vaccine", "That is all")
    listed.heard()

    await taps(listed, "Nothing after all")

    assert heard_by(listed, GROUP)[0].split("\n") == [
        f"P-0001 first said yes, and now: nothing of the list. Infusion: {DAY}.",
        "The task stays open until somebody closes it.",
    ]
    assert [str(task.status) for task in await tasks(listed)] == ["open"]
    await listed.presses(PRIMARY, "task.details:1")
    assert "– Vaccine lately, or planned" in heard_by(listed, PRIMARY)[0].split("\n")


async def test_after_setting_out_an_old_button_changes_nothing(clinic):
    await on_the_morning(clinic)
    await clinic.passes(hours=3)
    clinic.heard()

    await taps(clinic, "Nothing new since")

    assert dict(clinic.texts())["answer"] == f"{OLD}\nUnwell now? Press the key at the bottom."
    assert [row.answers for row in await questions(clinic)] == [{}]


async def test_after_setting_out_a_yes_is_asked_about_all_the_same(clinic):
    await on_the_morning(clinic)
    await clinic.passes(hours=3)
    clinic.heard()

    await taps(clinic, "Yes, there is")

    assert "Chest pain or pressure" in clinic.labels(PATIENT)


# --- Words instead of buttons ---------------------------------------------------------------------


@pytest.mark.parametrize("words", ["No", "nothing", "None of these"])
async def test_a_plain_no_counts_like_the_tap(listed, words):
    await listed.writes(PATIENT, words)

    assert [text.split("\n")[2] for text in heard_by(listed, PATIENT)] == [NOTED] * 2
    assert [row.state for row in await questions(listed)] == ["answered"]


@pytest.mark.parametrize("words", ["yes", "I don't know", "not sure"])
async def test_a_plain_yes_and_not_knowing_show_the_lines(listed, words):
    await listed.writes(PATIENT, words)

    assert "Thinking, sight, balance" in buttons(listed)
    await listed.passes(minutes=10)
    assert await task_kinds(listed) == ["before_infusion"]


async def test_a_red_flag_in_the_words_goes_first(listed):
    await listed.writes(PATIENT, "no, but I have a fever of 39")

    assert [str(alert.severity) for alert in await alerts(listed)] == ["urgent"]
    assert [row.state for row in await questions(listed)] == ["open"]


async def test_words_belong_to_the_symptom_check_that_is_open(listed):
    await listed.writes(PATIENT, "I feel unwell")
    await taps(listed, "I am Mina")

    await listed.writes(PATIENT, "no")

    assert [row.state for row in await questions(listed)] == ["open"]


async def test_a_plain_no_means_nothing_when_the_last_question_is_answered(listed):
    await taps(listed, "Nothing of this")
    listed.heard()

    await listed.writes(PATIENT, "no")

    assert NOTED not in "\n".join(heard_by(listed, PATIENT))


# --- Silence --------------------------------------------------------------------------------------


async def test_when_nothing_was_answered_by_the_morning_the_team_calls_in_time(clinic):
    number = await infusion(clinic, "2026-03-02T14:00")
    await asks(clinic, number, BEFORE, DAY_BEFORE)
    assert await task_kinds(clinic) == []

    await asks(clinic, number, BEFORE, MORNING)

    (task,) = await tasks(clinic)
    sets_out = datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert (str(task.kind), task.deadline) == ("check_silent", sets_out)
    assert [text.split("\n")[0] for text in heard_by(clinic, GROUP)] == [
        "Task · P-0001 has not answered the questions before the infusion on Monday, 2 March 2026."
    ]


async def test_one_answer_of_all_suffices(clinic):
    number = await infusion(clinic, "2026-03-02T14:00")
    await asks(clinic, number, BEFORE, DAY_BEFORE)
    await taps(clinic, "Nothing new since")

    await asks(clinic, number, BEFORE, MORNING)
    await clinic.passes(hours=12)

    assert await task_kinds(clinic) == []


@pytest.mark.parametrize(("minutes", "told"), [(119, []), (120, ["check_silent"])])
async def test_who_is_first_asked_on_the_morning_has_until_an_hour_before(clinic, minutes, told):
    await on_the_morning(clinic)  # it is nine, and at noon it is time to go

    await clinic.passes(minutes=minutes)

    assert await task_kinds(clinic) == told


async def test_an_answer_after_the_task_is_told_and_a_human_closes(clinic):
    await on_the_morning(clinic)
    await clinic.passes(hours=2)
    clinic.heard()

    await taps(clinic, "Nothing new since")

    assert heard_by(clinic, GROUP)[0].split("\n") == [
        "P-0001 has answered now: nothing new. Infusion: Monday, 2 March 2026.",
        "The task stays open until somebody closes it.",
    ]
    assert [str(task.status) for task in await tasks(clinic)] == ["open"]


# --- Who may answer -------------------------------------------------------------------------------


async def test_nobody_else_can_answer(listed):
    await listed.presses(STRANGER, "qn.nothing:1")

    assert [row.state for row in await questions(listed)] == ["open"]


@pytest.mark.parametrize("data", ["qn.nothing:99", "qn:1", "qn.item_x:1", "qn.given:1", "qn.x:1"])
async def test_a_forged_button_changes_nothing(listed, data):
    await listed.presses(PATIENT, data)

    assert [(row.state, row.answers) for row in await questions(listed)] == [("open", {})]


async def test_one_answer_suffices_and_the_other_chat_reads_whose_it_was(clinic):
    await cared_for(clinic, instead=True)
    await asks(clinic, await infusion(clinic, INFUSION_AT), BEFORE, WEEK_BEFORE)
    await changes(clinic, account_id=PATIENT)

    await clinic.presses(PATIENT, "qn.nothing:1")

    assert page(clinic, STRANGER).split("\n")[-1] == "This was answered by Mina."
    assert "answered by" not in page(clinic, PATIENT)


async def test_a_possible_pregnancy_stays_off_the_page_in_another_chat(clinic):
    await cared_for(clinic, instead=True)
    await asks(clinic, await infusion(clinic, INFUSION_AT), BEFORE, WEEK_BEFORE)
    await changes(clinic, account_id=PATIENT)

    for choice in ("yes", "item_pregnancy", "item_vaccine", "done"):
        await clinic.presses(PATIENT, f"qn.{choice}:1")

    assert "– Pregnant, or perhaps pregnant" in page(clinic, PATIENT).split("\n")
    assert [line for line in page(clinic, STRANGER).split("\n") if line.startswith("–")] == [
        "– A vaccine in the last 4 weeks, or one planned"
    ]


async def test_an_infusion_that_was_moved_is_asked_about_no_more(listed):
    async with listed.service.begin() as session:
        await questionnaires.void(session, [1])
    listed.heard()

    await taps(listed, "Nothing of this")

    assert page(listed).split("\n")[2] == ("This question no longer counts for this date.")
    assert [row.answers for row in await questions(listed)] == [{}]
