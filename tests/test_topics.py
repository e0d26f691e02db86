"""The promise: anybody finds an answer by topic or by asking, and never takes it for a human's."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.callbacks import Press, decode
from bot.handlers.topics import PAGES, related
from bot.speaking import Speaker
from care.delivery import Page
from care.people import PatientState
from care.tasks import TaskKind
from care.vaccines import Disease
from messages import topics
from messages.declare import TEXTS
from messages.finding import Kind
from messages.markup import ELLIPSIS
from messages.texts.topics import BUTTON_UNITS, TOPICS, Topic
from messages.voice import Voice
from store.tables import Account, AlertRow, Caregiver, Patient, SymptomCheck, Task
from tests.clinic import GROUP, PATIENT, STRANGER, TAGS, Clinic

ENGLISH = Voice()
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
OLD = "This button is no longer in use. Nothing has changed."
NOBODY = "Nobody has read what you wrote."
NOT_UNDERSTOOD = "I do not understand this, and nobody has read it."
YES, NO, SEND = "Yes, unwell now", "No", "Send it to my team"


def label(id: str) -> str:
    return ENGLISH.label(TEXTS[id])


def question(one: topics.Answer) -> str:
    return label(one.short[0]).partition("\n")[0]


async def shown(clinic: Clinic, who: int = PATIENT) -> tuple[list[str], list[str]]:
    """What somebody sees last: the lines of the message, and its buttons."""
    seen = [one for one in clinic.heard() if one.chat == who]
    lines = TAGS.sub("", seen[-1].text).split("\n")
    return [line for line in lines if line], list(seen[-1].buttons)


async def asks(clinic: Clinic, words: str, who: int = PATIENT) -> tuple[list[str], list[str]]:
    await clinic.writes(who, words)
    return await shown(clinic, who)


async def presses(clinic: Clinic, data: str, who: int = PATIENT) -> tuple[list[str], list[str]]:
    await clinic.presses(who, data)
    return await shown(clinic, who)


async def cares(clinic: Clinic, who: int = STRANGER) -> None:
    """Let somebody care for the patient."""
    await clinic.writes(who, "/topics")
    async with clinic.service.begin() as session:
        patient = (await session.exec(select(Patient))).one()
        team, at = patient.care_team_id, clinic.at
        session.add(
            Caregiver(
                care_team_id=team,
                patient_id=patient.id,
                account_id=who,
                name="Ali",
                joined_at=at,
                created=at,
            )
        )
    clinic.heard()


def reader(*, shared: bool = False, cares: bool = False, nobody: bool = False) -> Speaker:
    """Return somebody who reads: the patient, a caregiver, or nobody's patient."""
    patient = Patient(
        id=1,
        care_team_id=1,
        name="Mina Demir",
        state=PatientState.ENROLLED,
        state_since=NOW,
        created=NOW,
        shared_phone=shared,
    )
    mine, others = (None, (patient,)) if cares else (patient, ())
    account = Account(id=PATIENT, created=NOW)
    return Speaker(account, "m", None, ()) if nobody else Speaker(account, "m", mine, others)


def tapped(who: Speaker) -> dict[str, Page]:
    """Return every screen that a reader gets to by tapping, from the topics on."""
    found: dict[str, Page] = {}
    waiting = ["topics:0:0"]
    while waiting:
        data = waiting.pop()
        press = decode(data)
        page = PAGES[press.deed](who, press)
        assert page is not None, data
        found[data] = page
        below = [choice.data for row in page.rows for choice in row]
        waiting += [one for one in below if one not in found and not one.startswith("unclear.")]
    return found


def labels(page: Page) -> list[str]:
    return [ENGLISH.button(choice.label, choice.values) for row in page.rows for choice in row]


def lines_of(page: Page) -> list[str]:
    said = TAGS.sub("", ENGLISH.paragraphs(page.texts, page.values)).split("\n")
    return [line for line in said if line]


READERS = [
    reader(),
    reader(shared=True),
    reader(cares=True),
    reader(nobody=True),
]


# --- Browsing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["/topics", "topics", "Questions and answers", "questions"])
async def test_the_topics_are_opened_by_command_by_key_and_by_their_name(clinic, words):
    lines, buttons = await asks(clinic, words)

    assert lines[0] == "Questions and answers"
    assert buttons == [*(text.english for text in TOPICS.values()), "Close"]


@pytest.mark.parametrize("who", READERS, ids=["patient", "shared", "caregiver", "stranger"])
def test_everything_a_reader_may_see_is_reached_by_tapping_and_nothing_else(who):
    seen = tapped(who)

    intimate = who in (READERS[0], READERS[3])
    may = [one for one in topics.ANSWERS if intimate or not one.childbearing]
    assert {decode(data).choice for data in seen if data.startswith("answer.")} == {
        one.id for one in may
    }
    assert {decode(data).choice for data in seen if data.startswith("vaccine.")} == {*Disease}
    assert len([one for one in topics.ANSWERS if one.childbearing]) >= 3


def test_each_answer_names_its_source_and_opens_with_its_question():
    seen, patient = tapped(READERS[0]), READERS[0]

    for one in topics.ANSWERS:
        for epoch in (0, 1):
            page = PAGES["answer"](patient, Press("answer", one.id, epoch=epoch))
            assert lines_of(page)[0] == question(one)
            assert [line[:7] for line in lines_of(page)].count("Source:") == 1, one.id
            assert labels(page)[-2:] == ["All topics", "Close"]
            assert ("I feel unwell" in labels(page)) is one.unwell
            assert ("Vaccines by name" in labels(page)) is (one.topic is Topic.VACCINES)
            assert ({"More", "Short"} & {*labels(page)} != set()) is (one.mores > 0)
    assert "I feel unwell" not in [
        one for page in tapped(READERS[3]).values() for one in labels(page)
    ]
    assert len(seen) > len(topics.ANSWERS)


def test_every_screen_can_be_translated_and_is_shown_whole():
    for data, page in tapped(READERS[2]).items():
        made_up = Voice("en_XA")
        said = TAGS.sub("", made_up.paragraphs(page.texts, page.values)).split("\n\n")
        pressed = [made_up.button(one.label, one.values) for row in page.rows for one in row]

        assert [part for part in (*said, *pressed) if not part.startswith("⟦")] == [], data
        for country in ("US", "GB"):
            whole = Voice("en", country=country).paragraphs(page.texts, page.values)
            assert ELLIPSIS not in whole, data
            assert len(page.rows) <= 16, data


async def test_each_vaccine_can_be_reached_by_tapping(clinic):
    await asks(clinic, "/topics")
    await clinic.taps(PATIENT, "Vaccines")
    await clinic.taps(PATIENT, "Vaccines by name")
    _, first = await shown(clinic)
    await clinic.taps(PATIENT, "Next")
    _, second = await shown(clinic)
    await clinic.taps(PATIENT, "Back")

    assert (await shown(clinic))[1] == first
    names = [label(f"content.vaccine.{one}.name") for one in Disease]
    assert [one for one in first + second if one in names] == names
    for one, name in zip(Disease, names, strict=True):
        page = PAGES["vaccine"](READERS[0], Press("vaccine", one))
        assert lines_of(page)[0] == f"Vaccine: {name}"
        assert labels(page) == ["I feel unwell", "Vaccines by name", "All topics", "Close"]


async def test_it_goes_from_topic_to_answer_to_more_and_back_in_one_message(clinic):
    await clinic.writes(PATIENT, "/topics")
    number = clinic.heard()[-1].message_id
    for name in ("Everyday life", "Alcohol", "More", "Short", "Everyday life", "All topics"):
        seen = [one for one in clinic.telegram.accepted if one.chat == PATIENT][-1]
        await clinic.presses(PATIENT, seen.buttons[name], number)
    await clinic.presses(PATIENT, "topics.close:0:0", number)

    heard = clinic.heard()
    faces = [one for one in heard if one.chat == PATIENT]
    firsts = [TAGS.sub("", one.text).partition("\n")[0] for one in faces]
    assert {(one.method, one.parameters["message_id"]) for one in faces} == {
        ("editMessageText", number)
    }
    alcohol = question(topics.BY_ID["alcohol"])
    assert firsts == [
        "Everyday life",
        *[alcohol] * 3,
        "Everyday life",
        "Questions and answers",
        "Questions and answers: closed.",
    ]
    assert len([one for one in heard if one.chat == "answer"]) == len(faces)
    assert faces[-1].buttons == {}


async def test_the_button_under_a_grave_answer_opens_the_questions_about_being_unwell(clinic):
    await presses(clinic, "answer.fever:0:0")

    await clinic.taps(PATIENT, "I feel unwell")

    async with clinic.service.begin() as session:
        assert len((await session.exec(select(SymptomCheck))).all()) == 1


@pytest.mark.parametrize(
    "data",
    [
        *("topic.nonsense:0", "topic:0", "topics.nonsense:0"),
        *("answer.nonsense:0", "answer:0", "answer.fever:0:9"),
        *("vaccine.nonsense:0", "vaccine:0:99"),
    ],
)
async def test_a_forged_button_is_answered_and_shows_nothing(clinic, data):
    await clinic.presses(PATIENT, data)

    assert clinic.said() == [("answer", OLD)]


def test_every_button_fits_what_telegram_carries_and_a_screen_shows():
    for one in topics.ANSWERS:
        assert len(one.id) <= 24
        assert len(label(one.name)) <= BUTTON_UNITS
        assert len(one.related) <= 3


# --- Who reads ------------------------------------------------------------------------------------


async def test_a_caregiver_reads_for_whom_it_is_and_nothing_about_childbearing(clinic):
    await cares(clinic)
    lines, _ = await asks(clinic, "/topics", STRANGER)
    assert "“You” in the answers is Mina." in lines

    hidden = next(one for one in topics.ANSWERS if one.childbearing)
    await clinic.presses(STRANGER, f"answer.{hidden.id}:0:0")
    assert clinic.said() == [("answer", OLD)]
    lines, _ = await asks(clinic, "alcohol", STRANGER)
    assert lines[1:3] == [
        "Is Mina unwell now? Press “Yes, unwell now”, or call.",
        "This answer may fit. “You” in it is Mina.",
    ]
    assert (await asks(clinic, "condom", STRANGER))[0][0] == NOT_UNDERSTOOD


@pytest.mark.parametrize("hidden", [one for one in topics.ANSWERS if one.childbearing])
def test_below_no_answer_stands_one_on_childbearing_for_who_must_not_see_it(hidden):
    other = topics.BY_ID["alcohol"]
    one = replace(other, related=(hidden.id, other.id, "nonsense"))

    seen = [[below.id for below in related(one, who)] for who in READERS]

    assert seen == [[hidden.id, other.id], [other.id], [other.id], [hidden.id, other.id]]


def test_what_may_not_be_seen_takes_nobodys_place_below_an_answer():
    hidden = [one.id for one in topics.ANSWERS if one.childbearing][:2]
    may = ["alcohol", "smoking", "food", "exercise"]
    one = replace(topics.BY_ID["tired"], related=(*hidden, *may))

    assert [[below.id for below in related(one, who)] for who in READERS] == [
        [*hidden, "alcohol"],
        may[:3],
        may[:3],
        [*hidden, "alcohol"],
    ]


async def test_a_caregiver_reads_whose_vaccines_an_answer_is_about(clinic):
    await cares(clinic)

    lines, buttons = await asks(clinic, "travel vaccine", STRANGER)

    assert lines[2] == "This answer may fit. “You” in it is Mina."
    assert lines[3] == question(topics.BY_ID["travel_vaccines"])
    assert label("content.answer.travel_vaccines.name") not in buttons
    assert label("content.answer.travel.name") in buttons


async def test_on_a_shared_telephone_nothing_about_childbearing_is_shown_or_found(clinic):
    assert (await asks(clinic, "condom"))[0][0] == NOBODY
    async with clinic.service.begin() as session:
        (await session.exec(select(Patient))).one().shared_phone = True

    assert (await asks(clinic, "condom"))[0][0] == NOT_UNDERSTOOD
    hidden = next(one for one in topics.ANSWERS if one.childbearing)
    await clinic.presses(PATIENT, f"answer.{hidden.id}:0:0")
    assert clinic.said() == [("answer", OLD)]


async def test_somebody_without_a_team_may_read_and_hears_that_nobody_reads_along(clinic):
    lines, _ = await presses(clinic, "answer.fever:0:0", STRANGER)
    assert lines[0] == question(topics.BY_ID["fever"])
    lines, buttons = await asks(clinic, "alcohol", STRANGER)

    assert lines[0] == "Nobody reads what you write here."
    assert "Call your local ambulance number." in lines
    assert question(topics.BY_ID["alcohol"]) in lines
    assert {YES, SEND, "I feel unwell"} & {*buttons} == set()
    assert (await asks(clinic, "hello", STRANGER))[0][
        0
    ] == "This chat is not linked to a care team."
    assert (await asks(clinic, "headache and fever", STRANGER))[0][0] != lines[0]


# --- Asking ---------------------------------------------------------------------------------------


async def test_what_fits_is_opened_and_says_on_every_page_that_nobody_has_read_the_words(clinic):
    opened = await asks(clinic, "can I drink wine?")
    whole = await presses(clinic, "answer.alcohol:0:3")

    for lines, buttons in (opened, whole):
        assert lines[:4] == [
            NOBODY,
            "Are you unwell now? Press “Yes, unwell now”, or call.",
            "This answer may fit:",
            question(topics.BY_ID["alcohol"]),
        ]
        assert buttons[0] == YES
        assert buttons[-1] == SEND
    assert opened[1][1], whole[1][1] == ("More", "Short")
    assert GROUP not in {one.chat for one in clinic.telegram.accepted}


async def test_what_fits_several_is_listed(clinic):
    lines, buttons = await asks(clinic, "tylenol")

    assert lines[0] == NOBODY
    assert lines[-1] == "These answers may fit. Choose one:"
    assert buttons[0] == YES
    assert buttons[-1] == SEND
    assert 2 <= len(buttons) - 2 <= 4
    await clinic.taps(PATIENT, buttons[1])
    assert (await shown(clinic))[0][0] == NOBODY


async def test_one_answer_that_may_fit_is_not_offered_as_several_to_choose_from(clinic):
    lines, buttons = await asks(clinic, "africa gizmo")

    assert lines[-1] == "This answer may fit:"
    assert buttons == ["Yes, unwell now", "Travel vaccines", "Send it to my team"]


async def test_among_answers_a_vaccine_is_called_one(clinic):
    _, buttons = await asks(clinic, "booster")

    assert buttons[1:4] == [
        "Vaccine: COVID",
        "COVID vaccine",
        "Vaccine: tetanus, diphtheria, whooping cough",
    ]


async def test_under_a_vaccine_stand_the_answers_about_it(clinic):
    _, buttons = await asks(clinic, "can I get the flu jab?")

    below = ["Vaccines by name", "All topics", SEND]
    assert buttons[:2] == [YES, label("content.answer.flu_vaccine.name")]
    assert buttons[-3:] == below
    assert len(buttons) <= 6
    _, buttons = await asks(clinic, "what is a live vaccine?")
    assert buttons[:2] == [YES, label("content.answer.live_vaccine.name")]


async def test_a_vaccine_among_answers_about_vaccines_is_opened_and_they_stand_below(clinic):
    lines, buttons = await asks(clinic, "covid booster")

    assert lines[0] == NOBODY
    assert lines[3] == "Vaccine: COVID"
    below = ["Vaccines by name", "All topics", SEND]
    assert buttons == [YES, label("content.answer.covid_vaccine.name"), *below]


async def test_who_writes_a_vaccines_name_and_no_more_gets_that_vaccine(clinic):
    lines, buttons = await asks(clinic, "Yellow fever?")

    assert lines[0] == NOBODY
    assert lines[3] == "Vaccine: yellow fever"
    letter = label("content.answer.yellow_fever_letter.name")
    assert buttons[:2] == [YES, letter]


async def test_words_that_are_not_understood_keep_their_question_and_answers_stand_below(clinic):
    words = "my brother thinks that wine would do me good"
    lines, buttons = await asks(clinic, words)

    assert lines == [
        NOT_UNDERSTOOD,
        "Are you unwell now?",
        "Not unwell? One of these answers may fit.",
    ]
    assert buttons == [YES, NO, SEND, label("content.answer.alcohol.name")]
    for nothing in ("zqx blorp", "my fever cleared up months ago", "does it cause cancer?"):
        assert await asks(clinic, nothing) == (lines[:2], [YES, NO, SEND])


async def test_no_takes_no_answer_away(clinic):
    keyboard = [[{"text": one, "callback_data": one}] for one in ("x", "answer.alcohol:0:2")]
    message = {"message_id": 1, "date": 1, "chat": {"id": PATIENT, "type": "private"}}
    message |= {"reply_markup": {"inline_keyboard": keyboard}}
    press = {"id": "1", "chat_instance": "1", "data": "unclear.no:1", "message": message}
    press |= {"from": {"id": PATIENT, "is_bot": False, "first_name": "M"}}
    await clinic.receives({"callback_query": press})

    assert (await shown(clinic))[1] == [label("content.answer.alcohol.name")]


async def test_the_words_reach_the_team_only_when_they_are_sent(clinic):
    await asks(clinic, "can I drink wine?")
    async with clinic.service.begin() as session:
        assert (await session.exec(select(Task))).all() == []

    await clinic.taps(PATIENT, SEND)

    async with clinic.service.begin() as session:
        task = (await session.exec(select(Task))).one()
    assert (task.kind, task.particulars["words"]) == (TaskKind.UNREAD_TEXT, "can I drink wine?")


@pytest.mark.parametrize(
    ("words", "alerts"),
    [
        ("I have shingles", 1),
        ("I am so tired and I have the flu", 1),
        ("I had my flu jab and now I have a fever", 1),
        ("sepsis", 1),
        ("headache", 0),
        ("pneumonia", 0),
        ("my arm hurts", 0),
    ],
)
async def test_a_sign_of_illness_is_never_answered_from_here(clinic, words, alerts):
    await asks(clinic, words)

    async with clinic.service.begin() as session:
        checks = (await session.exec(select(SymptomCheck))).all()
        assert len((await session.exec(select(AlertRow))).all()) == alerts
    assert alerts or len(checks) == 1
    pressed = [data for one in clinic.telegram.accepted for data in one.buttons.values()]
    assert [data for data in pressed if data.startswith((Kind.ANSWER, Kind.VACCINE))] == []


async def test_a_question_about_a_sign_keeps_its_fixed_answer_and_numbers(clinic):
    lines, buttons = await asks(clinic, "what if I get a fever after the infusion?")

    assert lines[0] == "About your question."
    assert [line for line in lines if line.startswith("+44")] != []
    assert lines[-1] == "More about this:"
    assert buttons[0] == YES
    assert buttons[-1] == SEND
    assert len(buttons) == 3


@pytest.mark.parametrize(
    ("words", "first", "verdict"),
    [
        ("can I get the flu jab?", "Vaccine: flu", "Live:"),
        ("can I have the flu jab", "Vaccine: flu", "Live:"),
        ("can I get Shingrix", "Vaccine: shingles", "Live:"),
        ("shingles vaccine ok?", "Vaccine: shingles", "Live:"),
        ("is Gardasil allowed", "Vaccine: HPV (cervical cancer)", "Not live:"),
        ("I had my yellow fever vaccine", "Vaccine: yellow fever", "Live:"),
        ("travel vaccine", "Which travel vaccines can I have?", ""),
        ("which travel vaccines do I need", "Which travel vaccines can I have?", ""),
        ("when is the best time for a vaccine", "When is the best time for a vaccine?", ""),
        ("vaccine side effects", "DON'T get a live vaccine", ""),
        ("my brother thinks travel vaccines would do me good", "DON'T get a live vaccine", ""),
        ("may I have a vaccine?", "DON'T get a live vaccine", ""),
        ("can I have the MMR and flu jab", "DON'T get a live vaccine", ""),
    ],
)
async def test_a_vaccine_by_any_name_is_answered_with_its_kind(clinic, words, first, verdict):
    lines, buttons = await asks(clinic, words)

    assert lines[:3] == [
        "You wrote about a vaccine. Nobody has read it.",
        "This is what we know:",
        first,
    ]
    kinds = [line for line in lines if line in ("Live:", "Not live:")]
    assert kinds[:1] == ([verdict] if verdict else [])
    assert buttons[0] == YES
    assert buttons[-1] == SEND
    async with clinic.service.begin() as session:
        assert (await session.exec(select(AlertRow))).all() == []
