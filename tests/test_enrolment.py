"""The promise: whoever was invited comes in by buttons or words, and alerts from the first tap."""

import json

import pytest
from sqlmodel import col, select

from bot.routes import handlers_for
from care.people import PatientState, Topic
from messages import languages
from scheduler.consenting import VERSION
from store.tables import Account, Consent, Conversation, Invitation, Patient
from tests.clinic import GROUP, PRIMARY, STRANGER, Clinic
from tests.joining import (
    AFTER_CONSENT,
    BEFORE_CONSENT,
    CONSENT,
    NEW,
    OTHER,
    OWN_NUMBER,
    answers,
    found,
    in_group,
    invited,
    joined,
    told,
)

NOBODY_READS = "This chat is not linked to your care team. Nobody reads what you write here."
OLD = "This question is no longer open. Nothing has changed."
NOTED = "This is noted already. Please answer the newest question."
ALL_NOTED = "You have answered all questions. What you said is noted."


async def consents(clinic: Clinic) -> list[tuple]:
    async with clinic.service.begin() as session:
        rows = await session.exec(select(Consent).order_by(col(Consent.id)))
        return [(row.topic, row.agreed, row.version, row.language) for row in rows]


async def conversations(clinic: Clinic, who: int) -> list[str]:
    async with clinic.service.begin() as session:
        query = select(Conversation.topic).where(Conversation.account_id == who)
        return list(await session.exec(query))


async def opened(clinic: Clinic, *said: str) -> int:
    """Open a new invitation and answer the first questions. Return the patient's number."""
    number, issued = await invited(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *said)
    return number


async def test_every_answer_is_kept_and_the_team_reads_who_joined(clinic):
    number = await joined(clinic)

    patient = await found(clinic, Patient, number)
    account = await found(clinic, Account, NEW)
    invitation = await found(clinic, Invitation, 1)
    assert (patient.state, patient.account_id) == (PatientState.ENROLLED, NEW)
    assert (patient.call_name, patient.phone) == ("Zora", OWN_NUMBER)
    assert (patient.contact_name, patient.contact_phone) == ("Deniz", "+44 20 7946 0124")
    assert (patient.shared_phone, patient.discreet) == (False, False)
    assert (account.language, account.language_chosen) == ("en", True)
    assert (account.country, account.zone) == ("GB", "Europe/London")
    assert (invitation.opened_by, invitation.used_at) == (NEW, clinic.at)
    assert await consents(clinic) == [(topic, True, VERSION, "en") for topic in Topic]
    assert in_group(clinic) == ["P-0002 has joined. Speaks: English."]


async def test_the_numbers_the_keyboard_and_a_card_for_the_phone_book_are_given(clinic):
    await joined(clinic)

    *_, welcome, card, practice = [a for a in clinic.telegram.accepted if a.chat == NEW]
    assert "Your team:\n+44 20 7946 0018" in welcome.text
    assert "No receipt number within a minute? Then nobody knows. Call." in welcome.text
    markup = welcome.parameters["reply_markup"]
    keyboard = (json.loads(markup) if isinstance(markup, str) else markup)["keyboard"]
    assert next([key["text"] for key in row] for row in keyboard) == ["I feel unwell"]
    assert (card.method, card.parameters["phone_number"]) == ("sendContact", "+44 20 7946 0018")
    assert practice.text.startswith("PRACTICE: nobody is told.")


async def test_words_and_digits_answer_as_buttons_do(clinic):
    number, issued = await invited(clinic)
    await clinic.writes(NEW, f"/start {issued.spoken.lower()}")

    typed = ("english", "1", "continue", "yes", "YES, I AGREE.", "2", "no")
    await clinic.writes(NEW, typed[0])
    for words in (*typed[1:], "Zora", "1", "1", "skip this", "yes", "united kingdom"):
        await clinic.writes(NEW, words)

    patient = await found(clinic, Patient, number)
    assert (patient.state, patient.call_name) == (PatientState.ENROLLED, "Zora")
    assert (patient.phone, patient.contact_name) == (None, None)
    assert (patient.shared_phone, patient.discreet) == (True, True)
    given = [(topic, agreed) for topic, agreed, _, _ in await consents(clinic)]
    assert given == list(zip(Topic, (True, True, False, False), strict=True))


async def test_refused_reminders_are_not_sent_and_symptoms_are_still_answered(clinic):
    refuses = ("Yes, I agree", "No, I do not agree", "Yes, I agree", "Yes, I agree")
    number = await opened(clinic, *BEFORE_CONSENT, *refuses, *AFTER_CONSENT)
    clinic.heard()

    await clinic.writes(NEW, "I have a fever")

    assert (await found(clinic, Patient, number)).reminders_stopped_at == clinic.at
    assert (GROUP, "🟠 No. 1 · URGENT · P-0002") in clinic.said()


async def test_a_no_to_data_ends_it_and_the_team_hears_of_it(clinic):
    number = await opened(clinic, *BEFORE_CONSENT)
    clinic.heard()

    await answers(clinic, NEW, "No, I do not agree")

    heard = clinic.texts()
    assert [chat for chat, _ in heard if chat != "answer"] == [GROUP, NEW]
    assert heard[0][1].startswith("Task · Invited for P-0002: did not agree")
    assert NOBODY_READS in heard[1][1]
    assert "+44 20 7946 0018" in heard[1][1]
    patient = await found(clinic, Patient, number)
    assert (patient.account_id, patient.state) == (None, PatientState.INVITED)
    assert [row[:2] for row in await consents(clinic)] == [(Topic.TREATMENT_DATA, False)]
    assert await conversations(clinic, NEW) == []


async def test_who_said_no_can_open_the_invitation_again(clinic):
    number, issued = await invited(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *BEFORE_CONSENT, "No, I do not agree")

    await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *BEFORE_CONSENT, *CONSENT, *AFTER_CONSENT)

    assert (await found(clinic, Patient, number)).state is PatientState.ENROLLED


@pytest.mark.parametrize("step", range(len((*BEFORE_CONSENT, *CONSENT, *AFTER_CONSENT)) + 1))
async def test_a_red_flag_alerts_at_every_question_and_the_questions_go_on(clinic, step):
    every = (*BEFORE_CONSENT, *CONSENT, *AFTER_CONSENT)
    number = await opened(clinic, *every[:step])
    clinic.heard()

    await clinic.writes(NEW, "I cannot breathe")

    heard = clinic.said()
    assert (GROUP, "🔴 No. 1 · EMERGENCY · P-0002") in heard
    assert (PRIMARY, "🔴 No. 1 · EMERGENCY · P-0002") in heard
    assert (NEW, "Please read this now.") in heard
    await clinic.writes(NEW, "/start")
    await answers(clinic, NEW, *every[step:])
    assert (await found(clinic, Patient, number)).state is PatientState.ENROLLED


async def test_a_no_while_the_team_works_on_a_report_cuts_nobody_off(clinic):
    number = await opened(clinic, *BEFORE_CONSENT)
    await clinic.writes(NEW, "I cannot breathe")
    clinic.heard()

    await clinic.presses(NEW, f"enrol.no:1:{4}")

    assert "You hear from us about that report, and nothing else." in told(clinic, NEW)[0]
    assert (await found(clinic, Patient, number)).account_id == NEW


async def test_old_buttons_answer_and_change_nothing(clinic):
    await opened(clinic, *BEFORE_CONSENT)
    first = next(a for a in clinic.telegram.accepted if a.chat == NEW and a.buttons)
    await answers(clinic, NEW, "Yes, I agree")
    clinic.heard()

    for _ in range(2):
        await clinic.presses(NEW, first.buttons["English"], first.message_id)
        assert clinic.said() == [("answer", NOTED), (NEW, "We go on where you stopped.")]
        clinic.heard()
    await clinic.presses(NEW, "enrol.yes:1:4")
    await clinic.presses(STRANGER, "enrol.yes:1:5")
    await clinic.presses(NEW, "enrol.nonsense:1:5")
    await clinic.presses(NEW, "enrol.yes:1:6")

    assert clinic.said() == [("answer", NOTED), *[("answer", OLD)] * 3]
    assert [row[:2] for row in await consents(clinic)] == [(Topic.TREATMENT_DATA, True)]


async def test_a_second_tap_after_the_last_question_says_that_all_is_noted(clinic):
    await joined(clinic)
    last = clinic.telegram.accepted[-1]
    (skip,) = last.buttons.values()
    await clinic.presses(NEW, skip)
    clinic.heard()

    await clinic.presses(NEW, skip)
    await clinic.presses(STRANGER, skip)

    assert clinic.said() == [("answer", ALL_NOTED), ("answer", OLD)]


async def test_an_old_button_never_turns_the_practice_on_again(clinic):
    await joined(clinic)
    await clinic.passes(hours=1)
    first = next(a for a in clinic.telegram.accepted if a.chat == NEW and a.buttons)
    clinic.heard()

    await clinic.presses(NEW, first.buttons["English"], first.message_id)
    await clinic.writes(NEW, "I feel unwell")

    said = [words for chat, words in clinic.said() if chat == NEW]
    assert [words for words in said if words.startswith("PRACTICE")] == []


async def test_a_typed_choice_is_understood_as_a_preview_shows_it(clinic):
    clinic.preview = ("de",)
    await clinic.starts()
    clinic.handlers = handlers_for(clinic.preview)
    await opened(clinic, "Deutsch", "Weiter", "Weiter")
    shown = clinic.telegram.accepted[-1].buttons
    for _ in CONSENT:
        yes = next(iter(clinic.telegram.accepted[-1].buttons))
        await clinic.writes(NEW, yes.upper())
    await answers(clinic, NEW, "Zora", OWN_NUMBER, "Deniz", "+44 20 7946 0124")

    await clinic.writes(NEW, "Nein")  # as the button reads: a critical draft

    assert next(iter(shown)) not in ("Yes, I agree", "Yes")
    assert "Nein" in clinic.labels(NEW)
    assert told(clinic, NEW)[-1].startswith("In welchem Land")


async def test_back_asks_again_and_the_latest_answer_counts(clinic):
    number = await opened(clinic, *BEFORE_CONSENT, "Yes, I agree", "Yes, I agree", "Back")
    assert told(clinic, NEW)[-1].startswith("Do you agree? Reminders")

    await answers(clinic, NEW, "No, I do not agree")

    assert (await found(clinic, Patient, number)).reminders_stopped_at == clinic.at
    assert [row[1] for row in await consents(clinic)] == [True, True, False]


async def test_a_day_and_a_crash_later_the_open_question_is_asked_again(clinic):
    number = await opened(clinic, *BEFORE_CONSENT, *CONSENT, "Zora")
    await clinic.passes(days=1)
    await clinic.starts()
    clinic.heard()

    await clinic.writes(NEW, "/start")

    again = told(clinic, NEW)[0]
    assert again.startswith(
        "We go on where you stopped.\n\nOn which number can your team call you?"
    )
    await answers(clinic, NEW, *AFTER_CONSENT[1:])
    patient = await found(clinic, Patient, number)
    assert (patient.state, patient.call_name) == (PatientState.ENROLLED, "Zora")


async def test_cancel_leaves_and_says_how_to_come_back(clinic):
    await opened(clinic, *BEFORE_CONSENT, *CONSENT)
    clinic.heard()

    await clinic.writes(NEW, "/cancel")
    await clinic.writes(NEW, "Zora")

    cancelled, unread = told(clinic, NEW)
    assert cancelled.startswith("We stop here.\nTo go on, type /start")
    assert "nobody has read it" in unread
    assert (await found(clinic, Patient, 2)).call_name is None
    await clinic.writes(NEW, "/start")
    assert "What shall we call you?" in told(clinic, NEW)[0]


@pytest.mark.parametrize(
    "wrong", ["020 7946 0123", "112", "0044 20 7946 0123", "+44 (0)20 7946 0123"]
)
async def test_a_number_nobody_could_dial_is_asked_for_again(clinic, wrong):
    number = await opened(clinic, *BEFORE_CONSENT, *CONSENT, "Zora")
    clinic.heard()

    await clinic.writes(NEW, wrong)

    (said,) = told(clinic, NEW)
    assert said.startswith("Your team could not dial that.")
    assert said.endswith("+44 20 7946 0018")
    assert (await found(clinic, Patient, number)).phone is None


async def test_a_shared_contact_is_a_number_too(clinic):
    number = await opened(clinic, *BEFORE_CONSENT, *CONSENT, "Zora")

    contact = {"phone_number": "442079460123", "first_name": "X", "user_id": NEW}
    await clinic.writes(NEW, "", contact=contact)

    assert (await found(clinic, Patient, number)).phone == "+442079460123"


async def test_going_without_a_number_takes_two_steps(clinic):
    await opened(clinic, *BEFORE_CONSENT, *CONSENT, "Zora", "I have no number")

    assert told(clinic, NEW)[-1].startswith("Are you sure? Without a number your team cannot call")
    await answers(clinic, NEW, "Go on without a number")
    assert told(clinic, NEW)[-1].startswith("Whom can your team call")


async def test_the_clinics_number_is_offered_by_its_ending_only(clinic):
    number, issued = await invited(clinic, phone="+44 20 7946 0187")
    await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *BEFORE_CONSENT, *CONSENT, "Zora")

    assert [said for said in told(clinic, NEW) if "7946 0187" in said] == []
    await answers(clinic, NEW, "The one ending in 187")
    assert (await found(clinic, Patient, number)).phone == "+44 20 7946 0187"


@pytest.mark.parametrize("name", ["x" * 65, "…", "please tell me where I should sit", "a\nb"])
async def test_what_is_no_name_is_asked_again_and_also_whether_they_are_unwell(clinic, name):
    number = await opened(clinic, *BEFORE_CONSENT, *CONSENT)
    clinic.heard()

    await clinic.writes(NEW, name)

    again, unwell = told(clinic, NEW)
    assert again.startswith("That does not look like a name.")
    assert "Are you unwell now?" in unwell
    assert (await found(clinic, Patient, number)).call_name is None


async def test_a_name_full_of_markup_is_only_a_name(clinic):
    await opened(clinic, *BEFORE_CONSENT, *CONSENT, "<b>Zo&ra</b>", *AFTER_CONSENT[1:])
    clinic.heard()

    await clinic.writes(NEW, "I have a fever")
    await clinic.presses(PRIMARY, "details:1:0")

    assert (await found(clinic, Patient, 2)).call_name == "<b>Zo&ra</b>"
    assert [chat for chat, _ in clinic.said()].count(NEW) == 1


async def test_unclear_words_at_a_question_are_still_asked_about(clinic):
    await opened(clinic, *BEFORE_CONSENT)
    clinic.heard()

    await clinic.writes(NEW, "the weather is nice here")

    again, unwell = told(clinic, NEW)
    assert again.startswith("Please press one of the buttons.")
    assert "Are you unwell now?" in unwell


async def test_another_country_changes_the_clock_the_number_and_the_reminders(clinic):
    everything = (*BEFORE_CONSENT, *CONSENT, *AFTER_CONSENT[:-1])
    await opened(clinic, *everything, "Another country", "Atlantis")
    assert told(clinic, NEW)[-1].startswith("I do not know a country of that name.")

    await answers(clinic, NEW, "united")
    assert told(clinic, NEW) == ["Which one do you mean?"]
    assert clinic.labels(NEW)[-4:-1] == [
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    ]
    await answers(clinic, NEW, "australia")
    assert (await found(clinic, Account, NEW)).country == "AU"
    await answers(clinic, NEW, "Perth")

    assert (await found(clinic, Account, NEW)).zone == "Australia/Perth"
    assert "Emergency:\n000" in "\n".join(told(clinic, NEW))


async def test_a_second_tap_takes_nobody_two_questions_further(clinic):
    await opened(clinic, "English")
    newest = [a for a in clinic.telegram.accepted if a.chat == NEW and a.buttons][-1]
    clinic.heard()

    await clinic.presses(NEW, newest.buttons["Continue"], newest.message_id)
    await clinic.presses(NEW, newest.buttons["Continue"], newest.message_id)

    assert [said for _, said in clinic.said()] == ["Your privacy here", NOTED]


async def test_a_language_on_preview_is_spoken_from_the_next_message_on(clinic):
    await opened(clinic, languages.LANGUAGES["en_XA"].native_name)

    assert (await found(clinic, Account, NEW)).language == "en_XA"
    assert told(clinic, NEW)[-1].startswith("⟦")
    await answers(clinic, NEW, "1")
    assert "Rheumatology" in told(clinic, NEW)[-1]


async def test_only_the_own_phone_answers_for_a_patient(clinic):
    await opened(clinic, *BEFORE_CONSENT)
    clinic.heard()

    await clinic.presses(OTHER, "enrol.yes:1:4")

    assert clinic.said() == [("answer", OLD)]
    assert await consents(clinic) == []
