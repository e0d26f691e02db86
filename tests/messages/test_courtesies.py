"""Thanks and greetings are known for what they are, and nothing that says more is."""

import pytest

from messages.catalogs import Catalogs
from messages.courtesies import only_courtesy
from messages.languages import ENGLISH, LANGUAGES, PSEUDO
from messages.texts.patient import COURTESIES

CATALOGS = Catalogs()
OTHERS = [code for code in LANGUAGES if code not in (ENGLISH, *PSEUDO)]
THANKS = {
    "en": "Ok, thank you! 🙏",
    "tr": "Tamam, ÇOK TEŞEKKÜR EDERİM",
    "ar": "شُكراً جزيلاً",
    "ru": "Спасибо большое!",
    "es": "Buenos dias, gracias",
    "de": "Vielen Dank, schönen Abend",
    "fr": "Merci beaucoup 😊 bonne soirée",
    "pt_BR": "Bom dia! Obrigada",
    "hi": "ठीक है, धन्यवाद",
    "zh_Hans": "好的，谢谢您！",
}


@pytest.mark.parametrize("language", THANKS)
def test_thanks_are_a_courtesy(language):
    assert only_courtesy(THANKS[language], language)


@pytest.mark.parametrize("language", OTHERS)
def test_every_listed_courtesy_is_one(language):
    listed = CATALOGS.translation(language, COURTESIES)

    assert listed is not None
    assert [one for one in listed.split(",") if not only_courtesy(one, language)] == []


@pytest.mark.parametrize(
    "words",
    [
        "",
        "👍",
        "?",
        "yes",
        "thanks, I feel awful",
        "ok but my chest",
        "good night nurse I cannot see",
    ],
)
def test_what_says_more_or_nothing_is_none(words):
    assert not only_courtesy(words, "en")


def test_a_long_message_is_none():
    assert not only_courtesy("thank you " * 5, "en")
