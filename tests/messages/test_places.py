"""Whoever chooses a country finds it, and in it zones that exist, by the cities people know."""

from zoneinfo import ZoneInfo

import pytest

from messages.places import Zone, countries, country_name, is_country, is_zone, zones


def test_every_country_has_a_zone_that_can_be_used():
    listed = [(code, zones(code)) for code, _ in countries()]

    assert [code for code, found in listed if not found] == []
    assert {ZoneInfo(zone.id).key == zone.id for _, found in listed for zone in found} == {True}
    assert [
        zone for _, found in listed for zone in found if not zone.city or "/" in zone.city
    ] == []


@pytest.mark.parametrize("code", ["TR", "LY", "SY", "TM", "AF", "YE", "SD", "TJ", "MD", "XK", "US"])
def test_countries_that_other_lists_forget_are_there(code):
    assert is_country(code)


@pytest.mark.parametrize("code", ["", "tr", "EU", "XA", "ZZ", "001", "TUR", "T1", "𝐓𝐑"])
def test_what_is_no_country_is_none(code):
    assert not is_country(code)
    assert zones(code) == []
    with pytest.raises(KeyError):
        country_name(code)


def test_a_country_of_one_zone_needs_no_question():
    assert zones("TR", "tr") == [Zone("Europe/Istanbul", "İstanbul")]
    assert zones("IN") == [Zone("Asia/Kolkata", "Kolkata")]


def test_zones_run_from_west_to_east():
    cities = [zone.city for zone in zones("AU")]

    assert cities.index("Perth") < cities.index("Adelaide") < cities.index("Sydney")


def test_names_follow_the_language_and_fall_back_to_english():
    assert country_name("TR", "de") == "Türkei"
    assert country_name("TR", "ar_XB") == country_name("TR", "ar")
    assert country_name("LY", "xx") == "Libya"


def test_old_zone_names_still_work_and_invented_ones_do_not():
    assert [is_zone(zone) for zone in ("Europe/Istanbul", "Asia/Calcutta", "UTC")] == [True] * 3
    assert [is_zone(zone) for zone in ("", "Mars/X", "localtime", "../etc/passwd")] == [False] * 4
