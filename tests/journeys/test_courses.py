"""Whole courses, lived day by day by somebody who answers: from the plan to the next course."""

from datetime import date

from tests.clinic import Clinic
from tests.joining import NEW, joined
from tests.journeys.living import utc
from tests.journeys.persona import Patience, in_the_night, per_day, planned


async def test_a_course_for_ra_is_lived_from_the_invitation_until_the_next_one(clinic: Clinic):
    patient = await joined(clinic, NEW)
    await planned(clinic, "RA_COURSE", date(2026, 3, 23), courses=2, patient=patient)
    await clinic.passes(days=1)

    heard = await Patience(clinic, NEW).lives(utc(2026, 9, 9))

    assert in_the_night(heard) == []
    infusions = {date(2026, 3, 23), date(2026, 4, 6), date(2026, 9, 7)}
    two = infusions | {date(2026, 3, 24)}
    assert {day: n for day, n in per_day(heard).items() if n > (2 if day in two else 1)} == {}
    assert len({one.at for one in heard}) == len(heard) > 25
    assert [one for one in heard if "Monday, 7 September 2026" in one.text]
