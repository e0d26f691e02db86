"""Who asks in their own words finds the answer; nobody's story is taken for a question."""

import pytest

from messages.declare import TEXTS
from messages.finding import MOST, NOTHING, STORY, Found, Kind, entries, find, words_in
from messages.languages import LANGUAGES, PSEUDO
from messages.lexicons import read_lexicons
from messages.texts.topics import UNANSWERED
from messages.voice import CATALOGS, Voice
from messages.word_index import ALIKE, WRITTEN, Phrase, index, phrase_words, slips, units

COMMAS = str.maketrans("،、，;；؛\n", ",,,,,,,")
SPOKEN = [
    code
    for code in LANGUAGES
    if code not in PSEUDO
    and (code == "en" or all(CATALOGS.translation(code, TEXTS[one.words]) for one in entries()))
]


def found(words: str, language: str = "en", **more) -> Found:
    return find(words, language, **{"intimate": True} | more)


def ids(words: str, language: str = "en", **more) -> list[str]:
    return [str(one.id) for one in found(words, language, **more).entries]


def said(id: str, language: str) -> str:
    return Voice(language, preview=(language,)).label(TEXTS[id])


@pytest.mark.parametrize("language", SPOKEN)
def test_everything_is_found_by_each_of_its_own_words_and_by_its_question(language):
    asked = {
        (one.kind, one.id): [
            *said(one.words, language).translate(COMMAS).split(","),
            said(one.question, language).partition("\n")[0] if one.question else "",
            *one.names,
        ]
        for one in entries()
    }
    shared = {}
    for words in asked.values():
        for one in {word.strip() for word in words if word.strip()}:
            shared[one] = shared.get(one, 0) + 1

    lost = [
        (id, word.strip())
        for (kind, id), words in asked.items()
        for word in words
        if word.strip()
        and (kind, id) not in [(one.kind, one.id) for one in found(word, language).entries]
    ]

    assert [(id, word) for id, word in lost if shared[word] == 1] == []
    assert len(lost) <= len(entries()) / 20


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("my brother thinks that wine would do me good", "alcohol"),
        ("alcohol", "alcohol"),
        ("Can I drink wine?", "alcohol"),
        ("can i drnik alcohl", "alcohol"),
        ("tooth pulled", "dentist"),
        ("SWIMMING??", "exercise"),
        ("hairloss", "hair_mood"),
        ("is it ok that I breastfeed my baby", "breastfeeding"),
        ("can I get pregnant", "pregnant"),
        ("operation on my knee", "surgery"),
        ("how long does it take", "infusion_time"),
        ("Prevnar 20", "pneumonia"),
        ("yellow fever", "yellow_fever"),
        ("zostavx", "shingles_vaccine"),
        ("who reads this", "who_reads"),
        ("PML", "pml"),
        ("ibuprofen for my knee", "painkillers"),
        ("cervical cancer", "hpv"),
        ("can I cancel", "come_ill"),
        ("travel vaccine", "travel_vaccines"),
        ("which vaccines do I need to travel", "travel_vaccines"),
    ],
)
def test_what_people_type_finds_what_they_mean(words, first):
    assert ids(words)[:1] == [first]


@pytest.mark.parametrize("words", ["can i drink wine", "dentist", "are you a doctor", "Gardasil"])
def test_one_clear_best_is_told_from_several(words):
    assert found(words).clear
    assert not found("tylenol").clear
    assert found("tylenol").sure


@pytest.mark.parametrize(
    "words", ["", "?", "👍", "hello there", "good morning", "thank you", "ok", "zqx blorp", "12"]
)
def test_what_asks_nothing_finds_nothing(words):
    assert found(words) == NOTHING


@pytest.mark.parametrize("language", SPOKEN)
def test_what_no_answer_is_about_is_answered_by_no_other(language):
    listed = said(UNANSWERED.id, language).translate(COMMAS).split(",")
    asked = ASKED_OF_CANCER[language]

    assert [(one, ids(one, language)) for one in (*listed, *asked) if ids(one, language)] == []
    assert {len(phrase_words(one)) for one in listed} == {1}  # each by itself
    assert language == "en" or said(UNANSWERED.id, language) != UNANSWERED.english


ASKED_OF_CANCER = {
    "en": ["does it cause cancer", "Can it give me skin cancer?", "will I get lymphoma"],
    "tr": ["kanser yapar mı", "bu ilaç kansere yol açar mı"],
    "de": ["verursacht es Krebs", "bekomme ich davon Hautkrebs?"],
    "es": ["¿causa cáncer?", "me puede dar un tumor"],
    "ru": ["вызывает ли рак", "может ли быть опухоль от него"],
    "ar": ["هل يسبب السرطان", "هل يؤدي إلى أورام"],
    "fr": ["est-ce que ça donne le cancer"],
    "pt_BR": ["causa câncer?"],
    "hi": ["क्या इससे कैंसर होता है"],
    "zh_Hans": ["会致癌吗", "会得肿瘤吗"],
}


EVERYDAY = {
    "en": "I see|who is this|not now|so so|what is this|we bought bread|my room is small|old|I need"
    " money|the street is long|happy new year|grandma came to visit|can you hear me",
    "tr": "var|var mı|vardım|kanserim var mı|haber var mı|ne var ne yok|iki kardeşim var|hep"
    "|hep böyle|hepsi bu|her|bir|iki|ben|sen|gel|bekle|kar yağdı|boş ver|bu kadar|bu kim|sağol"
    "|şaka yaptım|yol uzun|kendine iyi bak|her şey yolunda",
    "de": "war|wer|toll|schön|danke schön|zwei|wer ist das|was ist das|die Suppe war gut|groß"
    "|die Katze ist auf dem Dach|mach die Tür zu|ich lese einen Roman|wie immer",
    "es": "muy|más|de nada|claro|grande|perdón|nada nuevo|qué es esto|hace viento|leo una novela",
    "ru": "вар|так|вот|раз|два|потом|пока|до завтра|скоро буду|кто это|так себе|мы варили суп",
    "ar": "كل|من|هو|بس|السلام عليكم|ما هذا|من هذا|اسمي مينا|وأنت",
    "fr": "amen|non|je lis un roman|je t'aime|c'est tout|à bientôt|bonne chance|je vais bien"
    "|coucou",
    "pt_BR": "var|um|dois|tudo bem|quem é|mais|muito bom|qual é o seu nome",
    "hi": "हर|वर|पर|एक|अरे|सही|अच्छा|यह रहा|मज़े करो|क्यों नहीं",
    "zh_Hans": "一|二|大|有吗|没有|你好|谢谢|总是这样|这条街很长",
}


@pytest.mark.parametrize("language", EVERYDAY)
def test_everyday_words_open_nothing_and_bring_up_nothing(language):
    asked = [one for one in EVERYDAY[language].split("|") if language in SPOKEN]

    brought = [(one, ids(one, language)) for one in asked if found(one, language)]

    assert brought == []


@pytest.mark.parametrize(
    ("language", "asked", "first"),
    [
        ("tr", "Antalya'ya uçabilir miyim", "travel"),
        ("ar", "هل أستطيع السفر", "travel"),
        ("ar", "هل يسقط شعري", "hair_mood"),
        ("hi", "क्या मैं शराब पी सकता हूँ?", "alcohol"),
        ("hi", "क्या मैं यात्रा कर सकती हूँ", "travel"),
        ("hi", "क्या मेरे बाल झड़ेंगे", "hair_mood"),
    ],
)
def test_a_question_as_people_ask_it_is_answered_at_once(language, asked, first):
    fits = found(asked, language)

    assert fits.clear
    assert fits.entries[0].id == first


@pytest.mark.parametrize("language", SPOKEN)
def test_nothing_is_found_by_the_first_letters_of_a_name(language):
    lexicon = read_lexicons().by_language[language.partition("_")[0]]
    names = sorted({phrase_words(name)[0] for one in entries() for name in one.names})
    suffixing = LANGUAGES[language].suffixing
    source = index([Phrase(0, (name,)) for name in names], lexicon, suffixing=suffixing)
    begun = {name[:letters] for name in names for letters in (3, 4)} - {*names}

    assert {one: source.near(one) for one in begun if 1 in source.near(one).values()} == {}
    assert {one for one in begun if max(source.near(one).values(), default=0) > ALIKE} == set()
    assert [name for name in names if source.near(name).get(name) != WRITTEN] == []


@pytest.mark.parametrize("words", ["good evening", "thanks a lot", "my wife says hello"])
def test_one_answer_is_opened_on_more_than_makes_a_list(words):
    assert found(words).sure
    assert not found(words).clear


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_word_of_the_readers_language_is_no_english_word(language):
    own, english = words_in(language), words_in("en")
    both = [word for word in english.postings.iterkeys() if own.knows(word) and not own.near(word)]

    assert {word for word in both if ids(word)} != set()
    assert {word for word in both if ids(word, language)} == set()
    assert ids("deadly", language) == ids("deadly")


def test_a_word_that_a_language_says_all_the_time_tells_little():
    said = ["wine and bread", "wine and fish", "bread and fish", "fish and wine"]
    source = index([Phrase(0, ("wine", "and")), Phrase(1, ("beer",))], texts=said)

    assert source.rarity(["beer"]) == 1
    assert 0 < source.rarity(["and"]) < source.rarity(["wine"]) < 1
    assert source.rarity(["and", "wine"]) == 0
    assert index([Phrase(0, ("and",))]).rarity(["and"]) == 1


@pytest.mark.parametrize(
    ("words", "first"), [("yellow fever", "yellow_fever"), ("Flu", "flu"), ("rabies?", "rabies")]
)
def test_what_is_called_by_its_name_and_no_more_is_meant(words, first):
    assert found(words).called
    assert ids(words)[0] == first
    assert not found(f"{words} letter").called


def test_a_story_is_no_question_and_a_long_one_is_not_even_looked_up():
    short = "wine"
    story = "my brother came from far away and we all sat together and drank wine"
    long = f"{story} " * 4

    assert found(short).sure
    assert len(story.split()) > STORY
    assert not found(story).sure
    assert not found("wine beer alcohol " * 5).sure
    assert found(long) == NOTHING


def test_what_is_not_sure_is_not_clear_either():
    unsure = found("my brother thinks that wine would do me good")

    assert [one.id for one in unsure.entries] == ["alcohol"]
    assert (unsure.sure, unsure.clear) == (False, False)


def test_no_more_are_offered_than_somebody_reads():
    assert {len(found(word).entries) <= MOST for word in ("vaccine", "fever", "baby", "how")} == {
        True
    }


def test_nothing_on_childbearing_is_found_where_it_must_not_be_shown():
    hidden = {one.id for one in entries() if one.childbearing}
    words = [
        word for one in entries() if one.childbearing for word in said(one.words, "en").split(",")
    ]

    assert hidden
    assert {id for word in words for id in ids(word)} & hidden == hidden
    assert {id for word in words for id in ids(word, intimate=False)} & hidden == set()


def test_only_vaccines_are_found_where_only_they_are_asked_for():
    assert ids("flu jab and fever", only=Kind.VACCINE) == ["flu"]


@pytest.mark.parametrize("language", ["tr", "de", "ru", "xx"])
def test_who_reads_another_language_finds_english_words_and_brands_too(language):
    assert ids("Shingrix", language, only=Kind.VACCINE) == ["shingles"]
    assert "dentist" in ids("dentist", language)


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("en", "travelling", "Travel"),
        ("en", "methotrexate", "metotrexate"),
        ("en", "alcohol", "alchohol"),
        ("en", "wine", "wiiiine"),
        ("tr", "grip aşısı", "GRIP ASISI"),
        ("tr", "seyahat", "seyahatlerimde"),
        ("tr", "aşı", "aşılarımı"),
        ("tr", "İLAÇ", "ilac"),
        ("ar", "سفر", "السَّفَر"),
        ("ar", "إجازة", "اجازه"),
        ("ar", "السفر", "للسفر"),
        ("ar", "حقنة", "الحقنه"),
        ("ru", "прививка", "прививку"),
        ("ru", "алкоголь", "алкоголя"),
        ("ru", "ещё", "еще"),
        ("ru", "прививка", "privivka"),
        ("es", "vacunación", "vacunacion"),
        ("es", "viajar", "viaje"),
        ("ru", "карта", "карту"),
        ("ar", "بطاقة", "بطاقتي"),
        ("de", "Impfung", "Impfungen"),
        ("de", "Straße", "strasse"),
        ("fr", "l'alcool", "alcool"),
        ("pt_BR", "cirurgia", "cirúrgia"),
        ("hi", "शराब", "शराब"),
        ("hi", "टीका", "टीके"),
        ("zh_Hans", "旅行", "我可以去旅行吗"),
        ("zh_Hans", "酒", "能喝酒吗"),
        ("zh_Hans", "流感疫苗", "流感疫苗可以打吗"),
    ],
)
def test_a_word_is_known_in_the_forms_in_which_people_type_it(language, written, typed):
    lexicon = read_lexicons().by_language[language.partition("_")[0]]
    suffixing = LANGUAGES[language].suffixing
    source = index([Phrase(0, phrase_words(written))], lexicon, suffixing=suffixing)

    met = {word for unit in units(typed) for word in source.near(unit.text)}

    assert met == set(phrase_words(written)) != set()
    assert {word for unit in units("zqx щъ غظ 龘") for word in source.near(unit.text)} == set()


@pytest.mark.parametrize(
    ("written", "meant", "number"),
    [
        ("wine", "wine", 0),
        ("wnie", "wine", 1),
        ("winne", "wine", 1),
        ("wie", "wine", 1),
        ("wane", "wine", 1),
        ("wein", "wine", 2),
        ("steriods", "steroids", 1),
        ("", "wine", 4),
    ],
)
def test_slips_are_counted_as_fingers_make_them(written, meant, number):
    assert slips(written, meant) == slips(meant, written) == number


def test_an_everyday_word_is_no_slip_of_another():
    source = index([Phrase(0, ("sorial",))], read_lexicons().by_language["en"])

    assert source.near("soxial") == {"sorial": 0.75}
    assert source.near("social") == {}
