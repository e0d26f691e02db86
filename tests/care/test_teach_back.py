"""The rules of the three questions: what is the advice, when something is asked again, when not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from care.teach_back import (
    ASKS,
    COUNTS,
    FIRST_AGAIN,
    QUESTIONS,
    SECOND_AGAIN,
    WAITS,
    Again,
    Choice,
    Given,
    Lesson,
    Outcome,
    Stand,
    asked_again,
    outcome_of,
    standing,
    to_ask,
)
from care.triage_table import Status

T0 = datetime(2026, 3, 2, 9, tzinfo=UTC)
LONDON, HONOLULU = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Honolulu")
INFECTION, PML, VACCINE = Lesson
GOOD, OTHER, UNSURE, TALKED = Outcome


def on(*days: tuple[int, Outcome], lesson: Lesson = INFECTION) -> list[Given]:
    return [Given(lesson, outcome, T0 + timedelta(days=day)) for day, outcome in days]


def stand(given: list[Given], day: int) -> Stand:
    return standing(given, INFECTION, T0 + timedelta(days=day)).stand


def days(given: list[Given], now: int = 0) -> list[int]:
    found = asked_again(given, T0 + timedelta(days=now), LONDON)
    return [(again.day - T0.date()).days for again in found]


@pytest.mark.parametrize("lesson", Lesson)
def test_one_answer_is_the_advice_and_not_knowing_is_one_too(lesson):
    choices = QUESTIONS[lesson].choices
    outcomes = [outcome_of(lesson, choice) for choice in choices]

    assert sorted(outcomes) == [GOOD, OTHER, OTHER, UNSURE]
    assert choices[-1] is Choice.UNSURE
    foreign = set(Choice) - set(choices)
    assert {outcome_of(lesson, choice) for choice in foreign} == {None}


def test_the_advice_for_a_sign_of_illness_is_to_tell_the_team_and_the_live_one_is_live():
    advised = {lesson: QUESTIONS[lesson].advised for lesson in Lesson}

    assert advised == {INFECTION: Choice.TELL, PML: Choice.TELL, VACCINE: Choice.YELLOW_FEVER}


@pytest.mark.parametrize("figure", [FIRST_AGAIN, SECOND_AGAIN, WAITS, ASKS, COUNTS])
def test_every_figure_is_proposed_and_says_where_it_comes_from(figure):
    assert figure.status is Status.PROPOSED
    assert figure.source.startswith("our own choice")


def test_the_latest_answer_counts():
    assert stand([], 0) is Stand.NEVER
    assert stand(on((0, GOOD)), 0) is Stand.THERE
    assert stand(on((0, OTHER), (3, GOOD)), 3) is Stand.THERE
    assert stand(on((0, GOOD), (3, UNSURE)), 3) is Stand.NOT_YET
    assert stand(on((0, OTHER), (20, TALKED)), 20) is Stand.TALKED


def test_after_two_further_asks_or_silence_it_is_the_teams():
    assert stand(on((0, OTHER), (3, UNSURE)), 10) is Stand.NOT_YET
    assert stand(on((0, OTHER), (3, UNSURE), (10, OTHER)), 10) is Stand.OPEN
    assert stand(on((0, UNSURE)), 13) is Stand.NOT_YET
    assert stand(on((0, UNSURE)), 14) is Stand.OPEN
    assert stand(on((0, OTHER), (5, GOOD), (20, OTHER)), 21) is Stand.NOT_YET


def test_what_is_not_known_is_asked_on_two_other_days_and_what_is_a_year_later():
    assert days(on((0, OTHER))) == [3, 10]
    assert days(on((0, OTHER), (3, OTHER)), 3) == [10]
    assert days(on((0, OTHER), (1, OTHER)), 1) == [3]  # twice already: one ask is left
    assert days(on((0, OTHER), (3, OTHER), (10, OTHER)), 10) == []
    assert days(on((0, OTHER)), 14) == []
    assert days(on((0, GOOD))) == days(on((0, TALKED))) == [365]
    assert days([]) == []


def test_no_ask_can_wait_until_the_next_one_is_near():
    assert FIRST_AGAIN.value + WAITS.value <= SECOND_AGAIN.value - 3


def test_the_questions_of_a_day_come_together_and_each_on_its_own_days():
    given = on((0, OTHER)) + on((0, UNSURE), lesson=PML) + on((0, GOOD), lesson=VACCINE)

    found = asked_again(given, T0, LONDON)

    assert found == (
        *(Again(INFECTION, date(2026, 3, 5)), Again(PML, date(2026, 3, 5))),
        *(Again(INFECTION, date(2026, 3, 12)), Again(PML, date(2026, 3, 12))),
        Again(VACCINE, date(2027, 3, 2)),
    )


def test_nothing_is_asked_twice_on_a_day_of_the_patients_own_calendar():
    given, evening = on((0, OTHER)), T0 + timedelta(hours=14)

    assert to_ask(given, evening, LONDON) == (PML, VACCINE)
    assert to_ask(given, evening, HONOLULU) == (INFECTION, PML, VACCINE)  # it was eleven at night
    assert to_ask(given, T0 + timedelta(days=1), LONDON) == (INFECTION, PML, VACCINE)


def test_what_was_known_is_asked_anew_after_a_year_and_not_before():
    given = on((0, GOOD))

    assert to_ask(given, T0 + timedelta(days=364), LONDON) == (PML, VACCINE)
    assert to_ask(given, T0 + timedelta(days=365), LONDON) == (INFECTION, PML, VACCINE)
