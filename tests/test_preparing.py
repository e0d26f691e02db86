"""The promise: on the day before an infusion a patient reads how to get ready, once, and no advice
about a medicine."""

from care.appointments import AppointmentKind
from tests.clinic import PATIENT, Clinic
from tests.journeys.living import Heard, lived, utc

READY = "To get ready for tomorrow:"
TABLETS = "Do not stop them on your own."


async def the_eve(clinic: Clinic) -> list[Heard]:
    await lived(clinic, utc(2026, 3, 18, 23, 30))
    return await lived(clinic, utc(2026, 3, 19, 23, 30))


async def test_the_day_before_says_once_how_to_get_ready_and_how_long_it_takes(clinic):
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-20T09:30")

    heard = await the_eve(clinic)

    ready = [one.text for one in heard if READY in one.text]
    assert len(ready) == 1
    assert "– Plan for about 6 hours at the unit." in ready[0]
    assert TABLETS in ready[0]
    assert READY not in heard[0].first_line


async def test_a_later_infusion_is_shorter(clinic):
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-05T09:30")
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-20T09:30")

    [text] = [one.text for one in await the_eve(clinic) if READY in one.text]

    assert "– Plan for about 4 hours at the unit." in text


async def test_who_has_confirmed_reads_it_with_the_question_in_the_afternoon(clinic):
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-20T09:30")
    await lived(clinic, utc(2026, 3, 13, 12))
    await clinic.taps(PATIENT, "I will come")

    heard = await the_eve(clinic)

    assert [one.at for one in heard if READY in one.text] == [utc(2026, 3, 19, 17)]


async def test_a_blood_test_needs_no_such_preparation(clinic):
    await clinic.appointment(AppointmentKind.BLOOD_TEST, "2026-03-20T09:30")

    heard = await the_eve(clinic)

    assert heard
    assert [one for one in heard if READY in one.text] == []
