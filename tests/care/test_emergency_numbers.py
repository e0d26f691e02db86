import re
from contextlib import suppress

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from care.emergency_numbers import (
    NotDialable,
    Unconfirmed,
    UnknownCountry,
    country_code,
    crisis_line,
    dialable,
    emergency_dialable,
    emergency_number,
    needs_confirmation,
)
from care.emergency_table import COUNTRIES, NUMBERS, EmergencyNumber, Trust

# Public lists give these first for an ambulance; they are the police's.
POLICE = {
    "TW": "110",
    "TH": "191",
    "VN": "113",
    "KR": "112",
    "ZA": "10111",
    "IL": "100",
    "IR": "110",
    "NP": "100",
    "PK": "15",
    "PE": "105",
    "BA": "122",
    "AE": "999",
    "LB": "112",
    "IQ": "104",
    "RW": "112",
}
ABSENT = ["LY", "SY", "TM", "AF", "YE", "SD", "TJ", "MD", "XK"]
VERIFY = "PE UY BA IL PS IQ IR AE MA DZ ZA ET RW PK LK NP TW KR TH VN ID KH".split()  # noqa: SIM905 - read as a line


@pytest.mark.parametrize(
    ("country", "numbers"),
    [
        ("TR", ("112",)),
        ("GB", ("999", "112")),
        ("FR", ("15", "112")),
        ("PL", ("112", "999")),
        ("AU", ("000",)),
        ("OM", ("9999",)),
        ("IN", ("112", "108")),
        ("de", ("112",)),
        (" us ", ("911",)),
    ],
)
def test_a_known_country_has_its_ambulance_first(country, numbers):
    assert emergency_number(country).numbers == numbers
    assert emergency_number(country).trust is Trust.KNOWN


def test_who_cannot_speak_can_write_where_that_is_known():
    assert emergency_number("FR").sms == "114"
    assert {code for code, entry in NUMBERS.items() if entry.sms} == {"FR"}


def test_what_differs_between_two_sources_is_exactly_what_we_do_not_show():
    unsure = sorted(code for code, entry in NUMBERS.items() if entry.trust is Trust.VERIFY)

    assert unsure == sorted(VERIFY)
    assert [emergency_number(code) for code in unsure] == [None] * len(VERIFY)


@pytest.mark.parametrize("country", ABSENT)
def test_a_country_nobody_checked_has_no_number_and_no_candidate(country):
    assert country in COUNTRIES
    assert emergency_number(country) is None
    assert needs_confirmation(country) == Unconfirmed()


@pytest.mark.parametrize("country", [None, "", "ZZ", "Türkiye", "T", "112", "🇹🇷"])
def test_in_the_way_of_a_red_flag_nothing_raises(country):
    assert emergency_number(country) is None
    assert needs_confirmation(country) == Unconfirmed()


def test_staff_see_the_candidate_and_what_is_known_about_it():
    assert needs_confirmation("AE") == Unconfirmed(("998",), "999 is police")
    assert needs_confirmation("TR") is None


def test_what_a_team_confirmed_wins_in_its_own_country_only():
    confirmed = {"AE": "998", "FR": "112"}

    assert emergency_number("AE", confirmed) == EmergencyNumber("998", trust=Trust.CONFIRMED)
    assert emergency_number("FR", confirmed) == EmergencyNumber(
        "112", trust=Trust.CONFIRMED, sms="114"
    )
    assert emergency_number("TR", confirmed) == NUMBERS["TR"]
    assert emergency_number("IR", confirmed) is None
    assert needs_confirmation("AE", confirmed) is None
    assert needs_confirmation("IR", confirmed) == Unconfirmed(("115",), "110 is police")


def test_an_empty_confirmation_confirms_nothing():
    assert emergency_number("AE", {"AE": ""}) is None


@pytest.mark.parametrize(("country", "number"), sorted(POLICE.items()))
def test_the_police_are_no_ambulance(country, number):
    assert number not in NUMBERS[country].numbers


def test_every_country_is_listed_once():
    territories = {code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", code)}
    not_countries = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN"}
    invented = {"XA", "XB", "ZZ"}

    assert territories - not_countries - invented == COUNTRIES
    assert NUMBERS.keys() <= COUNTRIES


@pytest.mark.parametrize("country", sorted(NUMBERS))
def test_every_number_is_one_a_phone_can_dial(country):
    entry = NUMBERS[country]

    assert [emergency_dialable(number) for number in entry.numbers] == list(entry.numbers)
    assert len(set(entry.numbers)) == len(entry.numbers)


def test_a_country_code_is_two_letters_of_a_country():
    assert [country_code(text) for text in ("tr", " DE ", "XK")] == ["TR", "DE", "XK"]


@pytest.mark.parametrize("text", ["", "TUR", "ZZ", "EU", "Turkey", "UK"])
def test_what_is_no_country_is_refused_with_an_example(text):
    with pytest.raises(UnknownCountry) as refused:
        country_code(text)
    assert str(refused.value) == f"'{text}' is not the two-letter code of a country; write TR."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+44 20 7946 0018", "+44 20 7946 0018"),
        ("+442079460018", "+442079460018"),
        ("  + 44  (20) 7946-0018 ", "+44 20 7946 0018"),
        ("(+44) 20.7946.0018", "+44 20 7946 0018"),
        ("+44–20–7946–0018", "+44 20 7946 0018"),
        ("\u202a+44\u00a020\u00a07946\u00a00018\u202c", "+44 20 7946 0018"),
        ("+٩٠ ٢١٢ ٥٥٥ ٤٧ ٢٨", "+90 212 555 47 28"),
        ("＋９０ ２１２ ５５５ ４７ ２８", "+90 212 555 47 28"),
        ("+39 06 1234567", "+39 06 1234567"),
        ("+1 202 555 0100", "+1 202 555 0100"),
        ("+2901234", "+2901234"),
        ("+491234567890123", "+491234567890123"),
    ],
)
def test_a_number_is_kept_in_international_form_and_readable(text, number):
    assert dialable(text) == number


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "There is no number here; write it like this"),
        (" - ", "There is no number here; write it like this"),
        ("444 47 28", "A number without + and country cannot be dialled from abroad; write"),
        ("0800 111 0 111", "A number that begins with 0 cannot be dialled from abroad; write"),
        ("0212 555 47 28", "A number that begins with 0 cannot be dialled from abroad; write"),
        ("111", "A short number cannot be dialled from abroad; write an ordinary one"),
        ("112", "A short number cannot be dialled from abroad; write an ordinary one"),
        ("0090 212 555 47 28", "00 in front works only from some countries; write a + instead"),
        ("+0212 555 47 28", "No country's code begins with 0; write"),
        ("+90 0212 555 47 28", "Leave out the 0 after the country's code; write"),
        (
            "+90 444 47 28",
            "A free or shared-cost number does not answer from abroad; write an ordinary one",
        ),
        (
            "+1 800 555 0100",
            "A free or shared-cost number does not answer from abroad; write an ordinary one",
        ),
        ("+1 555 0100", "After +1 there are ten digits; write all of them"),
        ("+1 202 555 01000", "After +1 there are ten digits; write all of them"),
        ("+", "This number is too short; write all of it"),
        ("+290123", "This number is too short; write all of it"),
        ("+2901234567890123", "A phone number has at most 15 digits; write one number only"),
        ("++44 20 7946 0018", "A phone number is a + and digits, nothing else; write"),
        ("+44 20 7946 0018 ext 5", "A phone number is a + and digits, nothing else; write"),
        ("+44 20 7946 0018 / 19", "A phone number is a + and digits, nothing else; write"),
        ("+44 20 7946 0018, +44 20", "A phone number is a + and digits, nothing else; write"),
        ("+44 20 7946 0018\n+44 20", "A phone number is a + and digits, nothing else; write"),
        ("call the ward", "A phone number is a + and digits, nothing else; write"),
    ],
)
def test_a_number_that_somebody_abroad_cannot_dial_is_refused_with_the_reason(text, why):
    with pytest.raises(NotDialable) as refused:
        dialable(text)
    assert str(refused.value) == f"{why}: +44 20 7946 0018."


@pytest.mark.parametrize("text", ["+49 (0)30 123456", "+44 ( 0 ) 20 7946 0018"])
def test_the_zero_in_brackets_is_not_dialled_along(text):
    with pytest.raises(NotDialable, match=r"Leave out the \(0\), which is not dialled from abroad"):
        dialable(text)


@given(st.text(alphabet="+0123456789 ()-./٠٩x\n\u200f", max_size=24))
def test_whatever_is_taken_is_e164_and_stays_as_it_is(text):
    with suppress(NotDialable):
        number = dialable(text)

        assert re.fullmatch(r"\+[1-9][0-9]*( [0-9]+)*", number)
        assert 7 <= len(number.replace(" ", "")) - 1 <= 15
        assert dialable(number) == number


@pytest.mark.parametrize("text", ["0212 555 47 28", "+90 0212 555 47 28", "+90 212 555 47 28 x"])
def test_a_refusal_does_not_repeat_what_may_be_a_patients_number(text):
    with pytest.raises(NotDialable) as refused:
        dialable(text)
    assert "555" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("112", "112"),
        (" 1 1 2 ", "112"),
        ("١١٢", "112"),
        ("000", "000"),
        ("061", "061"),
        ("10177", "10177"),
        ("+44 20 7946 0018", "+44 20 7946 0018"),
    ],
)
def test_an_emergency_number_may_be_short(text, number):
    assert emergency_dialable(text) == number


@pytest.mark.parametrize("text", ["", "1", "0800 1", "112 or 999", "112/999", "0800 111 0 111"])
def test_an_emergency_number_is_one_number(text):
    with pytest.raises(NotDialable):
        emergency_dialable(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("116 123", "116 123"), ("0800 111 0 111", "0800 111 0 111"), ("988", "988")],
)
def test_a_crisis_line_is_kept_as_people_there_dial_it(text, number):
    assert crisis_line(text) == number


@pytest.mark.parametrize("text", ["", "12", "text HOME to 741741", "116 123 or 999"])
def test_a_crisis_line_is_a_number(text):
    with pytest.raises(NotDialable) as refused:
        crisis_line(text)
    assert str(refused.value) == (
        "A crisis line has 3 to 15 digits; write it as it is dialled: 116 123."
    )
