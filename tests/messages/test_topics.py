"""The answers say what their sources say, corrected, in words that a child of twelve can read."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import chain, pairwise

import pytest

from messages.catalogs import fields
from messages.declare import TEXTS, Level
from messages.markup import plain, units
from messages.texts import content
from messages.texts.topics import BLOCK_UNITS, BUTTON_UNITS, Answer, Topic
from messages.topics import ANSWERS, BY_ID, answers, of_topic
from messages.voice import Voice

READERS = [Voice("en", country=country) for country in ("US", "GB")]
NO_FIGURE = {
    "sources",
    "unwell",
    "paracetamol",
    "emergency_room",
    "original",
    "leaflet",
}
SCREEN = 2400
ROOM = 245  # a translation is longer than its English, and has the same limit

# Names of illnesses, medicines and tests: readers know theirs, and there is no shorter word.
NAMES = frozenset(
    re.findall(
        r"\w+",
        "acetaminophen arthritis covid dermatomyositis hepatitis ibuprofen mabthera methotrexate "
        "myositis paracetamol pemphigus rheumatoid rituxan rituximab ruxience shingrix truxima "
        "tylenol vasculitis vulgaris zostavax igg igm iga gpa mpa jdm pjp pml ck tb mmr bcg us eu",
    )
)
GRADE = 6.0


def each_answer(promise: Callable[[Answer], None]) -> Callable[..., None]:
    """Keep a promise for all answers, topic by topic: one test for each would be hundreds."""

    @pytest.mark.parametrize("topic", Topic)
    def told(topic: Topic) -> None:
        for one in of_topic(topic, intimate=True):
            try:
                promise(one)
            except AssertionError as broken:
                broken.add_note(f"the answer is {one.id}")
                raise

    told.__name__, told.__module__ = promise.__name__, promise.__module__
    return told


def said(id: str, *, country: str = "US", short: bool = False) -> str:
    one = BY_ID[id]
    ids = one.short if short else one.long
    return plain(Voice("en", country=country).paragraphs(ids, one.values))


def english(one: Answer) -> list[str]:
    """Return the English of its own blocks, without those that stand under every answer."""
    return [TEXTS[id].english for id in one.long if id.startswith(f"content.answer.{one.id}.")]


def spoken(one: Answer) -> str:
    """Return its own blocks as a reader sees them."""
    own = [id for id in one.long if id.startswith(f"content.answer.{one.id}.")]
    return plain("\n".join(READERS[0].say(TEXTS[id], **one.values) for id in own))


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.?!:]+(?:\s|$)|\n", text) if re.search(r"\w", part)]


def syllables(word: str) -> int:
    """Count the groups of vowels, less those that English does not speak."""
    bare = re.sub(r"(?<=[^aeiouy])e$|(?<=[^aeioutd])ed$|(?<=[^aeioucsxz])es$", "", word.lower())
    return max(
        1, len(re.findall("[aeiouy]+", bare)) + word.endswith("le") * (word[-3:-2] not in "aeiou")
    )


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text; names of things count as words of one syllable."""
    words = re.findall(r"[A-Za-z]+(?:['’-][A-Za-z]+)*", text)
    heard = sum(1 if word.lower() in NAMES else syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * heard / len(words) - 15.59


@each_answer
def test_an_answer_fits_its_screen_in_every_region_and_each_block_its_translation(one: Answer):
    for voice in READERS:
        screens = [voice.paragraphs(ids, one.values) for ids in (one.short, one.long)]
        blocks = [units(voice.say(TEXTS[id], **one.values)) for id in one.long]

        assert [screen for screen in screens if units(screen) > SCREEN or "…" in screen] == []
        assert [block for block in blocks if block > ROOM] == []
    assert units(TEXTS[one.name].english) <= BUTTON_UNITS


def test_the_grade_tells_plain_words_from_hard_ones():
    spoken_so = {
        "breathe": 1,
        "people": 2,
        "urine": 2,
        "blisters": 2,
        "infusion": 3,
        "emergency": 4,
    }

    assert {word: syllables(word) for word in spoken_so} == spoken_so
    assert grade("Call your team. Do not wait.") < 1
    assert grade("Persistent respiratory symptoms necessitate immediate consultation.") > GRADE
    assert ROOM < BLOCK_UNITS  # what a screen of an answer comfortably holds


@each_answer
def test_an_answer_names_its_source_once_and_uses_each_figure(one: Answer):
    asked = Counter(chain.from_iterable(re.findall(r"{(\w+)}", text) for text in english(one)))

    assert one.sources
    assert asked.keys() - NO_FIGURE == one.figures.keys()
    assert [figure for figure in one.figures.values() if figure < 2] == []
    assert said(one.id, short=True).count("Source: ") == said(one.id).count("Source: ") == 1


@each_answer
def test_no_digit_stands_in_an_english_sentence_and_none_judges_or_comforts(one: Answer):
    text = " ".join([*english(one), TEXTS[one.name].english])

    assert re.findall(r"\d", re.sub(r"{\w+}", "", text)) == []
    assert (
        re.findall(r"(?i)\b(safe|don't worry|you are fine|harmless|normal\.)|[✅✔☑🟢💚]", text)
        == []
    )


@each_answer
def test_a_noun_takes_its_number_from_one_figure_so_that_it_can_be_translated(one: Answer):
    counted = re.compile(r"{(\w+)} (?!(?:of|or|to|more)\b)[a-z]")
    several = [
        text for text in english(one) if len(set(counted.findall(text)) & one.figures.keys()) > 1
    ]

    assert several == []


@each_answer
def test_an_answer_can_be_read_after_six_years_of_school(one: Answer):
    text = spoken(one)
    long = [part for part in sentences(text) if len(part.split()) > 15]

    assert long == []
    assert grade(text) <= GRADE


@each_answer
def test_an_answer_begins_with_the_question_and_can_be_looked_for(one: Answer):
    question, *rest = TEXTS[one.short[0]].english.split("\n")
    words = TEXTS[one.words].english.split(", ")

    assert re.fullmatch(r"<b>.+\?</b>", question)
    assert rest
    assert 8 <= len(words) <= 20
    assert [word for word, n in Counter(words).items() if n > 1 or word != word.strip()] == []


@each_answer
def test_an_answer_leads_only_to_others_that_exist(one: Answer):
    assert [id for id in one.related if id not in BY_ID or id == one.id] == []
    assert len(set(one.related)) == len(one.related) <= 3


@each_answer
def test_where_it_may_be_grave_nobody_is_told_to_ask_first(one: Answer):
    text = " ".join(english(one))
    grave = "{unwell}" in text or "emergency number at once" in text

    assert one.unwell == ("{unwell}" in text)
    assert not (grave and content.ASK.id in (*one.short, *one.long))


def test_ids_and_names_are_unique_and_no_topic_is_empty():
    names = [TEXTS[one.name].english for one in ANSWERS]

    assert len(BY_ID) == len(ANSWERS)
    assert [name for name, n in Counter(names).items() if n > 1] == []
    assert [topic for topic in Topic if not of_topic(topic, intimate=True)] == []
    assert sum(len(of_topic(topic, intimate=True)) for topic in Topic) == len(ANSWERS)


def test_what_concerns_childbearing_is_hidden_where_others_read():
    intimate = re.compile(r"(?i)pregnan|birth control|breastfeed")
    hidden = [one.id for one in answers(intimate=True) if one not in answers(intimate=False)]

    assert hidden == [one.id for one in ANSWERS if one.childbearing] != []
    assert [one.id for one in answers(intimate=False) if intimate.search(spoken(one))] == []


def test_each_region_reads_its_own_words():
    assert "acetaminophen (Tylenol)" in said("before_medicines", country="US")
    assert "acetaminophen" not in said("before_medicines", country="GB")
    assert "The older one is Rituxan." in said("biosimilar", country="CA")
    assert "The older one is MabThera." in said("biosimilar", country="TR")


# --- What the source documents said otherwise -----------------------------------------------------

CORRECTED = {
    "how_long": [
        "For joints it takes 2 to 16 weeks.",
        "For muscle disease it can take up to 26 weeks.",
    ],
    "how_often": [
        "one course is most often 2 infusions, not one.",
        "The infusions of such a course are 2 weeks apart.",
        "not before 16 weeks have passed since the last course.",
    ],
    "biosimilar": ["Studies show that the two work much the same."],
    "why_infusion": ["Truxima is given only through a vein."],
    "after_infusion": ["for 24 hours after each infusion, not only the first."],
    "pml": ["thinking, memory, speech or sight?", "balance, walking, or strength on one side?"],
    "lungs": ["Tell your team, even if it is mild."],
    "how_often_tests": ["one before the first infusion.", "After that, one every 2 to 4 months."],
    "tests_before": [
        "Everybody needs a blood test for hepatitis B and a blood count.",
        "Your clinic may also check for TB. Not all clinics do.",
    ],
    "gpa": ["Your team sets all dates."],
    "comes_back": ["Blood tests do not show for sure when the illness returns."],
    "juvenile": ["The child's team sets the dates."],
    "live_vaccine": [
        "The old shingles vaccine, Zostavax, is live. The newer one, Shingrix, is not"
    ],
    "vaccine_time": ["Sources differ on how long. So we give no date. Your team decides."],
    "shingles_vaccine": ["The newer one, Shingrix, is not live. Your team decides if and when."],
    "birth_control": ["Use it during treatment and for 12 months after."],
    "breastfeeding": ["Keep to the longer time until your team decides."],
    "smoking": ["Smoking may make this kind of medicine work less well."],
    "ck_study": ["One very small study looked at 3 people.", "The illness came back in 2 of them."],
    "muscle_trial": ["it could not prove that the medicine was the reason."],
    "study_switching": ["only 20 people", "We found no large study on switching."],
    "ra_trial": ["This was the first rituximab, not Truxima.", "about 51 of 100 people"],
}


@pytest.mark.parametrize(("id", "lines"), CORRECTED.items(), ids=CORRECTED)
def test_where_a_source_document_is_wrong_readers_get_what_is_right_and_we_know_why(id, lines):
    assert [line for line in lines if line not in said(id)] == []
    assert BY_ID[id].correction


def test_no_correction_goes_without_its_test():
    assert {one.id for one in ANSWERS if one.correction} == CORRECTED.keys()


def test_no_answer_repeats_what_was_found_wrong():
    everything = "\n".join(map(spoken, ANSWERS))
    wrong = (
        r"(?i)mandatory|shingrix is live|large(?:-scale)? switching|TB test is required"
        r"|\b40 (?:%|percent)|usually (?:during|with) the first infusion|truxima trials?\b"
    )

    assert re.findall(wrong, everything) == []
    assert not re.search(r"(?i)no shingles vaccine", everything)


def test_every_word_on_shingrix_says_that_it_is_not_live():
    spoke = [spoken(one) for one in ANSWERS if "Shingrix" in spoken(one)]

    assert spoke
    assert [text for text in spoke if not re.search(r"Shingrix[^.?]* (?:is|are) not\b", text)] == []


def test_off_label_use_is_never_called_approved():
    for id in ("muscle", "juvenile", "lupus"):
        assert "off-label: the label does not name it." in said(id)
        assert "approved" not in said(id)


def test_research_says_that_it_is_research():
    note = "This is research. It does not say how it will be for you."

    assert [
        one.id for one in of_topic(Topic.RESEARCH, intimate=False) if note not in said(one.id)
    ] == []


def test_the_grave_ones_send_for_help_and_are_critical():
    emergency = ["after_infusion", "skin", "liver", "pml", "heart", "belly", "lungs", "sepsis"]
    report = ["fever_after", "fever", "skin", "liver", "pml", "signs", "low_cells", "lungs"]

    assert [id for id in emergency if "Call the emergency number at once" not in said(id)] == []
    assert [id for id in report if "Press “I feel unwell”, or call." not in said(id)] == []
    assert [id for id in emergency if TEXTS[BY_ID[id].short[0]].level is not Level.CRITICAL] == []


def test_a_fever_has_no_number_here_because_the_team_sets_it():
    assert BY_ID["fever"].figures == {}
    assert "Any fever counts." in said("fever", short=True)
    assert "Sources differ here. You read the more careful one." in said("fever", short=True)


def test_the_answers_of_a_topic_stand_together():
    order = [one.topic for one in ANSWERS]

    assert sum(a is not b for a, b in pairwise(order)) == len(set(order)) - 1


def test_every_place_in_an_answer_has_a_value():
    assert [
        one.id
        for one in ANSWERS
        for text in english(one)
        if fields(text) - NO_FIGURE - one.figures.keys()
    ] == []
