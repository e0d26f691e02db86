"""The promise: words that tell of a death are heard, and where there is doubt they are not."""

import pytest

from care.death import may_need_help, says_died
from messages.death_words import read_death_words

NAMES = ("Mina Hill", "Mina", "Анна", "王秀英")
WORDS = read_death_words()


def told(words: str) -> bool:
    return says_died(words, WORDS, NAMES, years={2026})


@pytest.mark.parametrize(
    "words",
    [
        "He passed away",
        "he died this morning",
        "She has died.",
        "My mother passed away on Sunday",
        "Mina has passed away",
        "I am sorry to tell you that my wife is dead",
        "Passed away last night",
        "Our little son has sadly died",
        "Hello. my dad’s dead",
    ],
)
def test_words_that_tell_of_a_death(words):
    assert told(words)


@pytest.mark.parametrize(
    "words",
    [
        "he is not dead",
        "I thought he died",
        "what if she died?",
        "he nearly died",
        "I am scared that he will die",
        "I wish I was dead",
        "my uncle died",
        "his mother died",
        "my dog died",
        "my phone is dead",
        "my husband died in 2015",
        "my husband died ten years ago",
        "did he die?",
        "I am dead tired",
        "he hasn't died",
        "I died laughing",
        "my leg feels dead",
    ],
)
def test_words_that_do_not(words):
    assert not told(words)


# --- Of whom it is said ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("meant", "not_meant"),
    [
        ("Mina died", "Mina's canary died"),
        ("Mrs Hill died", "I saw the hill. It died"),
        ("my mother Mina died", "the mother of Mina died"),
        ("I am her sister. She died", "Her sister was ill. She died"),
        ("my wife died. My neighbour helps me", "My neighbour was ill and he died"),
        ("My husband was in hospital. He died", "My uncle was in hospital. He died"),
        ("we lost my father on Friday", "we lost my father's keys on Friday"),
        ("we lost my father", "the nurse lost my father"),
        ("my husband and I lost our son", "my husband and I lost our dog"),
        ("вчера умерла мама", "у соседки умерла мама"),
        ("زوجي مات", "زوجي مات أبوه"),
        ("Husband died last night", "Her husband died last night"),
        ("murió mi padre", "mi padre está triste, murió su tío"),
        ("скончалась моя мама", "скончалась тётя моей мамы"),
        ("не стало Анны", "у Анны не стало лучше"),
        ("babamı kaybettik", "babamın gözlüğünü kaybettik"),
        ("annem öldü", "annem iyi oldu"),
        ("أمي توفيت", "أم زوجي توفيت"),
        ("पापा नहीं रहे", "पापा खाना खा नहीं रहे"),
        ("王秀英去世了", "王秀英的猫死了"),
    ],
)
def test_it_counts_of_whom_it_is_said(meant, not_meant):
    assert (told(meant), told(not_meant)) == (True, False)


# --- How it is meant ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("meant", "not_meant"),
    [
        ("my dad died, what do I do with his tablets?", "did my dad die?"),
        ("Ich muss sagen, dass er gestorben ist", "Ich habe Angst, dass er gestorben ist"),
        ("мама умерла", "я думала, мама умерла"),
        ("er ist gestorben", "er ist nicht gestorben"),
        ("she died, I do not know what to do", "she has not died"),
        ("mein Mann ist tot", "mein Mann ist todmüde"),
        ("mi marido murió hace tres días", "mi marido murió hace tres años"),
        ("my mother died on 2 March 2026", "my mother died on 2 March 2015"),
        ("ya no manden más mensajes murió mi papá", "mi papá no se ha muerto"),
        ("my wife died", "since my wife died I sleep badly"),
        ("my wife died after the operation", "after my wife died I slept badly"),
    ],
)
def test_it_counts_how_it_is_meant(meant, not_meant):
    assert (told(meant), told(not_meant)) == (True, False)


@pytest.mark.parametrize(
    "words",
    [
        "MY MOTHER DIED",
        "my mother\u2019s dead",
        "ｍｙ ｍｏｔｈｅｒ ｄｉｅｄ！",
        "Elle est decedee",
        "Elle est de\u0301ce\u0301de\u0301e",
        "ANNEM VEFAT ETTİ",
        "annem vefat etti\u200f",
        "أمي مـــاتت",
        "امى توفيت",
        "توفّيَت والدتي",
        "мама умерла 😢",
        "मेरे पति गुज़र गए",
        "我妈妈，去世了。",
        "媽媽過世了",
    ],
)
def test_however_it_is_written(words):
    assert told(words)


@pytest.mark.parametrize(
    ("meant", "not_meant"),
    [
        ("papa ist tot", "papa s'est levé tôt ce matin"),
        ("mama met embareh", "mama met the nurse yesterday"),
        ("Sorry to tell you, babam vefat etti", "Sorry to tell you, babam hasta oldu"),
    ],
)
def test_a_word_counts_in_the_language_that_knows_the_others_too(meant, not_meant):
    assert (told(meant), told(not_meant)) == (True, False)


def test_a_message_that_repeats_itself_takes_no_longer_than_others():
    assert told("我朋友死了" * 1000 + "。我妈妈死了") is False


@pytest.mark.parametrize("words", ["", " ", "?", "…", "\u200d", "s", "no", "'", "_ _ _", "*", "的"])
def test_next_to_nothing_tells_of_nothing(words):
    assert (told(words), may_need_help(words, WORDS)) == (False, False)
