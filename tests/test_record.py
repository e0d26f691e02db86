"""The promise: who may read a record gets it as a picture or a page, a tap from any alarm."""

import struct
from io import BytesIO

import aiohttp
from pypdf import PdfReader
from sqlmodel import select

from care.appointments import AppointmentKind
from care.findings import Risk
from care.people import PatientState
from care.risks import Known
from messages.pages.facts import Facts, read
from messages.render import render
from messages.voice import Voice
from scheduler.risks import PREFIX
from store import patient_facts
from store.outbox import _message
from store.patient_facts import Said
from store.tables import Account, Appointment, Caregiver, OutboxRow, Patient
from tests.clinic import GROUP, LONDON, PATIENT, PRIMARY, STRANGER, VIEWER, Clinic
from tests.conftest import both_editions
from tests.outside import PATIENT as PATIENT_OUTSIDE
from tests.outside import outside
from tests.running import until

DOCTOR = "Show this to a doctor"
VISIT = "Page for the next visit"
OLD = "This button is no longer in use. Nothing has changed."
FORMS = ["sendPhoto", "sendDocument"]


async def rows(clinic: Clinic, who: int) -> list[OutboxRow]:
    """The pages owed to somebody, the newest last."""
    query = select(OutboxRow).where(OutboxRow.chat_id == who).order_by(OutboxRow.id)
    async with clinic.service.begin() as session:
        return [row for row in await session.exec(query) if "page" in row.payload["values"]]


async def facts(clinic: Clinic, who: int = PATIENT) -> Facts:
    row = (await rows(clinic, who))[-1]
    return read(row.payload["values"]["page"][0])


async def page(clinic: Clinic, who: int = PATIENT, language: str = "en") -> list[str]:
    """The lines of the newest page of a chat, made as at the moment of sending."""
    row = (await rows(clinic, who))[-1]
    columns = {name: getattr(row, name) for name in ("key", "chat_id", "lane", "method", "payload")}
    screen = render(Voice(language, LONDON, "GB", ("ar_XB",)), _message(columns))
    assert screen.document is not None
    return PdfReader(BytesIO(screen.document.content)).pages[0].extract_text().splitlines()


def files(clinic: Clinic) -> list[tuple]:
    return [(a.method, a.chat) for a in clinic.heard() if a.method in FORMS]


def codes(made: Facts) -> list[str]:
    return [code for _, _, signs in made.told for code, *_ in signs]


async def treated(clinic: Clinic) -> None:
    """Let an infusion of a brand have been given, and something be known of the patient."""
    number = await clinic.appointment(AppointmentKind.INFUSION, "2026-03-02T14:00")
    await clinic.appointment(AppointmentKind.INFUSION, "2026-08-18T09:30")
    await clinic.passes(days=3)
    async with clinic.service.begin() as session:
        (await session.get_one(Appointment, number)).brand = "Truxima"
        patient = await session.get_one(Patient, 1)
        by = Said("member:1", clinic.at)
        for risk in (Risk.STEROIDS, Risk.LIVES_ALONE):
            await patient_facts.note(session, patient, f"{PREFIX}{risk}", Known.YES, by)


@both_editions
async def test_a_patient_asks_for_a_picture_and_for_both_pages(clinic):
    await treated(clinic)
    await clinic.writes(PATIENT, "I have a fever of 39.2 and a cough, but no rash")
    await clinic.writes(PATIENT, "My record")
    clinic.heard()

    for label in ("Picture: 30 days", VISIT, DOCTOR):
        await clinic.taps(PATIENT, label)

    sent = [a for a in clinic.heard() if a.method in FORMS]
    assert [(a.method, a.chat) for a in sent] == [
        ("sendPhoto", PATIENT),
        ("sendDocument", PATIENT),
        ("sendDocument", PATIENT),
    ]
    assert str(sent[2].parameters["caption"]).splitlines()[-5:] == [
        "",
        "I am treated with rituximab. My defences against infection are weak.",
        "Please call my team:",
        "+44 20 7946 0018",
        "+44 20 7946 0019",
    ]
    lines = await page(clinic)
    assert lines[4:8] == [
        "Name Mina Demir",
        "Born not known",
        "Medicine rituximab (Truxima)",
        "Last infusion Monday, 2 March 2026",
    ]
    assert next(line for line in lines if line.startswith("•")) == "• Takes steroids (cortisone)"
    assert [line for line in lines if "alone" in line] == []


async def test_the_page_for_a_visit_holds_what_was_reported_and_nothing_that_was_denied(clinic):
    await treated(clinic)
    await clinic.writes(PATIENT, "I have a fever of 39.2 and a cough, but no rash")

    await clinic.presses(PATIENT, "record.visit:1")

    lines = await page(clinic)
    assert lines[5:8] == [
        "Last infusion Monday, 2 March 2026",
        "Next infusion Tuesday, 18 August 2026, 09:30",
        "Team Rheumatology",
    ]
    start = lines.index("Day Reported symptoms What was advised")
    assert lines[start + 1 : start + 4] == ["Thu 5 Mar Fever", "New cough", "Call the team at once"]
    assert [line for line in lines if "rash" in line.lower()] == []
    assert not any("fever of 39.2" in line for line in lines)  # nobody's own words


async def test_advice_to_call_carries_the_page_and_advice_to_wait_does_not(clinic):
    for words, grave in (
        ("I feel a bit sick", False),
        ("I have a fever", True),
        ("I can't breathe and my lips are blue", True),
    ):
        clinic.heard()
        await clinic.writes(PATIENT, words)
        labels = [label for a in clinic.heard() if a.chat == PATIENT for label in a.buttons]
        assert (DOCTOR in labels) is grave, words
    await clinic.passes(minutes=6)
    (unanswered,) = [a for a in clinic.heard() if "has answered report" in a.text]
    await clinic.presses(PATIENT, unanswered.buttons[DOCTOR])
    assert files(clinic) == [("sendDocument", PATIENT)]


async def test_a_reading_in_the_questions_is_on_the_picture_though_nothing_was_wrong(clinic):
    await clinic.writes(PATIENT, "my temperature is 37.8")
    await clinic.passes(hours=1)
    await clinic.writes(PATIENT, "37.1")

    await clinic.presses(PATIENT, "record.d7:1")

    made = (await facts(clinic)).record(LONDON)
    assert [one.celsius for one in made.temperatures] == [37.8, 37.1]
    assert made.fever == 38.0


async def test_a_private_sign_stays_between_the_patient_and_the_team(clinic):
    await clinic.writes(PATIENT, "I have a rash and I want to die")

    await clinic.presses(PATIENT, "record.d7:1")
    await clinic.presses(PRIMARY, "chart.d7:1")

    assert "Z_SELF" not in codes(await facts(clinic, PATIENT))
    assert "Z_SELF" in codes(await facts(clinic, PRIMARY))


async def test_a_caregiver_gets_it_in_the_voice_for_caregivers(clinic):
    async with clinic.service.begin() as session:
        session.add(Account(id=STRANGER, zone=LONDON, created=clinic.at, started_at=clinic.at))
        await session.flush()
        carer = Caregiver(care_team_id=1, patient_id=1, account_id=STRANGER, name="Ali")
        carer.joined_at = carer.created = clinic.at
        session.add(carer)

    await clinic.writes(STRANGER, "/record")
    for name in ("d7", "visit", "doctor"):
        await clinic.presses(STRANGER, f"record.{name}:1")

    heard = [a for a in clinic.heard() if a.chat == STRANGER]
    assert heard[0].text.splitlines()[1].startswith("It holds what was reported here about Mina:")
    captions = [str(a.parameters["caption"]) for a in heard if a.method in FORMS]
    assert [("Mina" in caption, "Your record" in caption) for caption in captions] == [
        (True, False)
    ] * 3


async def test_a_member_opens_it_from_the_details_or_the_patient_in_a_direct_chat(
    clinic,
):
    await clinic.writes(PATIENT)
    await clinic.presses(VIEWER, "details:1:0", chat=GROUP)
    await clinic.taps(VIEWER, "Record of symptoms")
    await clinic.writes(VIEWER, "/patient P-0001")
    await clinic.taps(VIEWER, "Record of symptoms")
    clinic.heard()

    await clinic.taps(VIEWER, "Picture: 7 days")
    await clinic.presses(PRIMARY, "chart.doctor:1", chat=GROUP)

    heard = clinic.heard()
    assert [(a.method, a.chat) for a in heard if a.chat != "answer"] == [
        ("sendPhoto", VIEWER),
        ("sendDocument", PRIMARY),
    ]
    captions = [str(a.parameters["caption"]).splitlines()[0] for a in heard if a.method in FORMS]
    assert captions == ["P-0001 · record of 7 days", "P-0001 · page for a doctor elsewhere"]


async def test_nobody_else_gets_anything_and_a_choice_of_nobodys_is_an_old_button(clinic):
    for who, data in (
        (STRANGER, "record.visit:1"),
        (PRIMARY, "record.visit:1"),
        (PATIENT, "record.menu:1"),
        (PATIENT, "record.d8:1"),
        (PATIENT, "record.visit:2"),
    ):
        await clinic.presses(who, data)
        assert clinic.texts() == [("answer", OLD)]
    for who in (PATIENT, STRANGER):
        await clinic.presses(who, "chart.visit:1")
        assert [chat for chat, _ in clinic.texts()] == ["answer"]
    assert await rows(clinic, STRANGER) == []


async def test_the_row_holds_facts_and_no_file_and_the_page_is_in_the_readers_language(clinic):
    await clinic.presses(PATIENT, "record.doctor:1")

    (row,) = await rows(clinic, PATIENT)
    assert "%PDF" not in str(row.payload)
    latin = await page(clinic)
    assert latin[0] == "For a doctor or nurse"
    async with clinic.service.begin() as session:
        (await session.get_one(Patient, 1)).state = PatientState.LEFT
    clinic.heard()
    await clinic.presses(PATIENT, "record.doctor:1")
    assert files(clinic) in ([], [("sendDocument", PATIENT)])


async def test_the_whole_service_sends_real_files_to_a_real_telephone(tmp_path):
    async with outside(tmp_path) as world, world.runs() as service:
        await world.says("/start")
        await world.says("I have a fever of 39.2")
        await world.alerted()
        before = resident(service.pid)
        await tap(world, DOCTOR)
        await world.says("/record")
        for label in ("Picture: 30 days", VISIT):
            await tap(world, label)
        sent = await until(lambda: files_of(world))
        doctor, picture, visit = [await fetched(world, one) for one in sent]
        grown = resident(service.pid) - before

    assert struct.unpack(">I", picture[16:20]) == (1080,)
    texts = [PdfReader(BytesIO(one)).pages[0].extract_text() for one in (visit, doctor)]
    assert [text.splitlines()[0] for text in texts] == [
        "Record for the next visit",
        "For a doctor or nurse",
    ]
    assert grown < 12_000  # kilobytes: what draws is gone again


async def tap(world, label: str) -> None:
    """Press the newest button with a label, once the telephone shows one."""

    async def shown() -> list[int]:
        messages = await world.telegram.messages(PATIENT_OUTSIDE)
        return [
            one["message_id"]
            for one in messages
            if any(button["text"] == label for row in one["buttons"] for button in row)
        ]

    number = (await until(shown))[-1]
    body = {"chat_id": PATIENT_OUTSIDE, "from": PATIENT_OUTSIDE, "message_id": number}
    await world.telegram.control("presses", body | {"button": label})


async def files_of(world) -> list[str]:
    messages = await world.telegram.messages(PATIENT_OUTSIDE)
    found = [one["photo"] or one["document_at"] for one in messages]
    there = [one for one in found if one]
    return there if len(there) == 3 else []


async def fetched(world, place: str) -> bytes:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{world.telegram.address}{place}") as got,
    ):
        assert got.status == 200
        return await got.read()


def resident(pid: int) -> int:
    """Kilobytes of memory that a process holds."""
    with open(f"/proc/{pid}/status") as status:  # noqa: PTH123 -- no file, the kernel's answer
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
