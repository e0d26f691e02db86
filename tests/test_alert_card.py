"""The promise: whoever carries the card gets it, with the name only if wished, and nobody else."""

from care.appointments import AppointmentKind, AppointmentStatus
from store.tables import Account, Appointment, Caregiver, Patient
from tests.clinic import LONDON, PATIENT, PRIMARY, STRANGER, Clinic
from tests.test_record import facts, files, page, rows

OFFER = "Alert card for the wallet"
NAMED, BARE = "With the name", "Without a name"
OLD = "This button is no longer in use. Nothing has changed."
BOTH = ["sendPhoto", "sendDocument"]


async def treated(clinic: Clinic) -> int:
    """Let the hour of an infusion have passed without a word, and another one be planned."""
    number = await clinic.appointment(AppointmentKind.INFUSION, "2026-03-02T14:00")
    await clinic.appointment(AppointmentKind.INFUSION, "2026-08-18T09:30")
    await clinic.passes(days=3)
    async with clinic.service.begin() as session:
        (await session.get_one(Appointment, number)).brand = "Truxima"
        (await session.get_one(Patient, 1)).birth_date = "1961-04-05"
    return number


async def carer(clinic: Clinic) -> None:
    async with clinic.service.begin() as session:
        session.add(Account(id=STRANGER, zone=LONDON, created=clinic.at, started_at=clinic.at))
        await session.flush()
        row = Caregiver(care_team_id=1, patient_id=1, account_id=STRANGER, name="Ali")
        row.joined_at = row.created = clinic.at
        session.add(row)


async def test_a_patient_gets_the_card_as_a_picture_and_as_a_page(clinic):
    number = await treated(clinic)
    await clinic.writes(PATIENT, "/card")
    assert clinic.said()[-1] == (PATIENT, "Your alert card")

    await clinic.taps(PATIENT, NAMED)

    sent = [a for a in clinic.heard() if a.chat == PATIENT]
    assert [a.method for a in sent] == BOTH
    assert [str(a.parameters["caption"]).splitlines()[0] for a in sent] == [
        "Your alert card",
        "Your alert card on paper",
    ]
    lines = await page(clinic)
    assert lines[:4] == [
        "Medical alert: immune system weakened",
        "Name Mina Demir",
        "Born 1961",
        "Medicine rituximab (Truxima)",
    ]
    made = (await facts(clinic)).person
    assert (made.last_infusion, made.unconfirmed) == ("2026-03-02", True)
    assert made.next_infusion == "2026-08-18T09:30[Europe/London]"
    assert (made.phones, made.night_phones, made.emergency) == (
        ["+44 20 7946 0018"],
        ["+44 20 7946 0019"],
        ["999", "112"],
    )

    async with clinic.service.begin() as session:
        (await session.get_one(Appointment, number)).status = AppointmentStatus.GIVEN
    await clinic.writes(PATIENT, "card")
    await clinic.taps(PATIENT, BARE)
    made = (await facts(clinic)).person
    assert (made.name, made.born, made.unconfirmed) == ("", "", False)


async def test_what_nobody_recorded_is_not_on_the_card(clinic):
    await clinic.presses(PATIENT, "record.card_bare:1")

    lines = await page(clinic)
    assert lines[1:3] == ["Medicine rituximab", "Last infusion not recorded"]
    assert [line for line in lines if "Next" in line or "Mina" in line] == []


async def test_the_record_and_the_do_that_speaks_of_the_card_offer_it(clinic):
    await clinic.writes(PATIENT, "My record")
    await clinic.taps(PATIENT, OFFER)
    await clinic.presses(PATIENT, "walk.DO5")
    labels = [label for a in clinic.heard() for label in a.buttons if a.chat == PATIENT]
    assert labels.count(OFFER) == 2  # in the record, and under the card
    await clinic.presses(PATIENT, "walk.DO6")
    assert OFFER not in clinic.heard()[0].buttons

    await clinic.presses(STRANGER, "walk.DO5")
    assert OFFER not in clinic.heard()[0].buttons


async def test_a_caregiver_and_a_member_get_it_in_the_language_of_who_carries_it(clinic):
    await carer(clinic)
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).language = "ar_XB"
    for who, deed in ((STRANGER, "record"), (PRIMARY, "chart")):
        clinic.heard()
        await clinic.presses(who, f"{deed}.card:1")
        await clinic.taps(who, NAMED)

        offer, *sent = [a for a in clinic.heard() if a.chat == who]
        assert (BARE in offer.buttons, [a.method for a in sent]) == (True, BOTH)
        assert (await facts(clinic, who)).language == "ar_XB"
        captions = [str(a.parameters["caption"]) for a in sent]
        assert [("Mina" in one, "P-0001" in one) for one in captions] == [
            (who == STRANGER, who == PRIMARY)
        ] * 2
        lines = await page(clinic, who)
        assert "Name Mina Demir" in lines
        assert "Medical alert: immune system weakened" in lines


async def test_nobody_else_gets_it(clinic):
    for who, data in (
        (STRANGER, "record.card:1"),
        (STRANGER, "record.card_named:1"),
        (PRIMARY, "record.card_named:1"),
        (PATIENT, "record.card_named:2"),
    ):
        await clinic.presses(who, data)
        assert clinic.texts() == [("answer", OLD)]
    await clinic.presses(PATIENT, "chart.card_named:1")
    assert files(clinic) == []
    assert await rows(clinic, STRANGER) == []
