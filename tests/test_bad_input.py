"""The promise: whatever is sent, there is a clear answer, and nothing is lost."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from store.tables import Patient
from tests.clinic import GROUP, PATIENT, PRIMARY

URGENT = "🟠 No. 1 · URGENT · P-0001"


async def test_a_red_flag_at_the_end_of_4096_characters_alerts_and_is_kept_whole(clinic):
    words = "blah " * 815 + "I have a fever 39"
    assert len(words) <= 4096

    await clinic.writes(PATIENT, words)
    assert (GROUP, URGENT) in clinic.said()
    await clinic.presses(PRIMARY, "details:1:0")

    details = [text for chat, text in clinic.texts() if chat == PRIMARY]
    assert any(text.startswith("In their own words") for text in details)


async def test_html_in_a_name_is_shown_as_it_is_written(clinic):
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        patient.name, patient.call_name = "<b>Mina</b> & Co", "<i>M"

    await clinic.writes(PATIENT, "I feel unwell")
    await clinic.writes(PATIENT, "I have a fever")
    await clinic.presses(PRIMARY, "details:1:0")

    sent = [a.parameters["text"] for a in clinic.heard() if "text" in a.parameters]
    assert any("&lt;b&gt;Mina&lt;/b&gt; &amp; Co" in text for text in sent)
    assert not any("<i>M" in text for text in sent)


async def test_html_in_the_patients_words_cannot_look_like_ours(clinic):
    await clinic.writes(PATIENT, "I have a fever <b>No. 9 closed</b> <39")
    await clinic.presses(PRIMARY, "details:1:0")

    sent = [a.parameters["text"] for a in clinic.heard() if "text" in a.parameters]
    assert any("&lt;b&gt;No. 9 closed&lt;/b&gt; &lt;39" in text for text in sent)


async def test_a_button_from_last_week_answers_and_changes_nothing(clinic):
    await clinic.writes(PATIENT)
    await clinic.presses(PRIMARY, "ack:1:0")
    await clinic.presses(PRIMARY, "resolve.spoken:1:0")
    await clinic.passes(days=7)
    clinic.heard()

    for data in ("ack:1:0", "why:1:0", "resolve.spoken:1:0", "back:1:0"):
        await clinic.presses(PRIMARY, data)

    assert [chat for chat, _ in clinic.said()] == ["answer"] * 4


async def test_an_edit_into_a_red_flag_is_a_new_report(clinic):
    await clinic.writes(PATIENT, "I am fine")
    clinic.heard()
    body = {"message_id": 1, "date": 1, "edit_date": 2, "text": "I have a fever 39"}
    person = {"id": PATIENT, "is_bot": False, "first_name": "X"}
    chat = {"id": PATIENT, "type": "private"}

    await clinic.receives({"edited_message": body | {"from": person, "chat": chat}})

    assert (GROUP, URGENT) in clinic.said()


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=some.text(min_size=1, max_size=300))
async def test_any_words_are_answered(clinic, words):
    clinic.heard()

    await clinic.writes(PATIENT, words)

    assert PATIENT in {a.chat for a in clinic.heard()}


async def test_an_update_that_cannot_be_read_reaches_a_human(clinic):
    sender = {"id": PATIENT, "is_bot": False, "first_name": "X"}

    await clinic.receives({"message": {"message_id": 5, "from": sender}})

    assert [text.splitlines()[0] for chat, text in clinic.texts() if chat == GROUP] == [
        "Task · A message could not be read (entry 1). Patient: P-0001. Please call."
    ]
