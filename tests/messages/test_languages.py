"""A person is offered only what is ready, and understood whatever Telegram calls the language."""

import pytest

from messages import languages
from messages.languages import LANGUAGES, PSEUDO, Status, is_rtl, offered, understand


def test_english_is_open_and_the_made_up_languages_are_not():
    assert LANGUAGES["en"].status is Status.OPEN
    assert PSEUDO == ("en_XA", "ar_XB")
    assert [one.code for one in offered()] == [
        code for code, one in LANGUAGES.items() if one.status is Status.OPEN
    ]


def test_the_operator_sees_what_is_previewed():
    assert [one.code for one in offered(["ar_XB", "nonsense"])] == ["en", "ar_XB"]


def test_a_menu_code_is_what_telegram_takes():
    codes = [one.bot_menu_code for one in LANGUAGES.values()]

    assert [code for code in codes if code and len(code) != 2] == []


BLOCK = '[{0}]\nname="n"\nnative_name="n"\ndir="ltr"\nstatus="{1}"\ntelegram_tags={2}\n'
OPEN = ["en", "he", "id", "fa", "ku", "pt_BR", "zh_Hans", "zh_Hant"]
SEVERAL = languages.read(
    "".join(BLOCK.format(code, "open", []) for code in OPEN)
    + BLOCK.format("tr", "open", ["tr"])
    + BLOCK.format("nb", "open", ["nb", "nn"])
    + BLOCK.format("de", "preview", [])
    + BLOCK.format("fr", "closed", [])
)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("tr", "tr"),
        ("tr-TR", "tr"),
        ("TR_tr", "tr"),
        ("iw", "he"),
        ("in", "id"),
        ("no", "nb"),
        ("nn", "nb"),
        ("pt", "pt_BR"),
        ("pt-br", "pt_BR"),
        ("pt-PT", "pt_BR"),
        ("zh", "zh_Hans"),
        ("zh-hans", "zh_Hans"),
        ("zh-Hans-CN", "zh_Hans"),
        ("zh-hans-raw", "zh_Hans"),
        ("zh-TW", "zh_Hant"),
        ("zh-hant-beta", "zh_Hant"),
        ("classic-zh-cn", "zh_Hans"),
        ("fa-raw", "fa"),
        ("fa-AF", "fa"),
        ("prs", "fa"),
        ("kmr", "ku"),
        ("en-US", "en"),
        ("en_US.UTF-8", "en"),
        ("", "en"),
        (None, "en"),
        ("xx", "en"),
        ("de", "en"),
        ("fr", "en"),
        ("../../etc", "en"),
    ],
)
def test_a_tag_means_a_language_that_is_offered(tag, code):
    assert understand(tag, among=SEVERAL) == code


def test_a_tag_means_a_previewed_language_where_the_operator_wants_it():
    assert understand("de-AT", preview=["de", "fr"], among=SEVERAL) == "de"
    assert understand("fr", preview=["de", "fr"], among=SEVERAL) == "en"


@pytest.mark.parametrize(
    ("language", "rtl"),
    [
        ("ar", True),
        ("he", True),
        ("fa", True),
        ("en", False),
        ("ar_XB", True),
        ("", False),
        ("??", False),
    ],
)
def test_the_direction_of_a_language_is_known(language, rtl):
    assert is_rtl(language) is rtl


def test_a_wrong_status_is_refused():
    with pytest.raises(ValueError, match="ajar"):
        languages.read('[xx]\nname="n"\nnative_name="n"\ndir="ltr"\nstatus="ajar"\n')
