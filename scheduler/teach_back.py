"""The short questions after the do's and don'ts: what was answered, by whom, what is still open.

What counts and when it is asked again stands in `care/teach_back.py`. Kept as facts under
`taught.LESSON`, append-only. Nothing here alerts, and no answer changes how a symptom is judged.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Choice, Page, Value
from care.people import PatientState
from care.teach_back import Given, Lesson, Outcome, Stand, Standing, standing
from messages.declare import voiced
from messages.listing import line
from messages.texts import patient_teach_back as says
from messages.texts import staff_teach_back as staff_says
from scheduler.visits import Reading
from store import audit, patient_facts, people
from store.patient_facts import Said
from store.tables import Patient, PatientFact

PREFIX = "taught."
EPOCHS = 10**9  # a press carries nine digits
UNSETTLED = frozenset({Stand.NOT_YET, Stand.OPEN})


async def given(session: AsyncSession, patient: Patient) -> list[Given]:
    """Return every answer to the short questions, the earliest first. One statement."""
    return given_in(await patient_facts.told(session, patient, PREFIX))


def given_in(facts: Iterable[PatientFact]) -> list[Given]:
    """Return the answers among a patient's facts. What a later version wrote is left out."""
    found = []
    for fact in facts:
        name, value = fact.name.removeprefix(PREFIX), str(fact.value)
        if name in set(Lesson) and value in set(Outcome):
            found.append(Given(Lesson(name), Outcome(value), fact.at))
    return found


async def latest(session: AsyncSession, patient: Patient) -> int:
    """Return what a question's buttons carry: another one after each answer."""
    facts = await patient_facts.told(session, patient, PREFIX)
    return max((fact.id or 0 for fact in facts), default=0) % EPOCHS


async def note(
    session: AsyncSession, patient: Patient, lesson: Lesson, outcome: Outcome, said: Said
) -> None:
    """Keep what became of a question."""
    await patient_facts.note(session, patient, f"{PREFIX}{lesson.value}", outcome.value, said)


async def asked_in(session: AsyncSession, patient: Patient, chat: int) -> bool:
    """Say whether this chat is asked: the patient's own, or the caregivers' where there is none.

    Who cares for a patient with a chat of their own cannot show what the patient knows.
    """
    if patient.account_id is not None:
        return chat == patient.account_id
    return chat in await people.chats_of(session, patient)


def page(reading: Reading) -> Page:
    """Return the message that asks to answer once more; its button opens the question."""
    name = reading.patient.call_name or reading.patient.name
    rows = ((Choice(says.OPEN.id, f"teach.open:{reading.patient.id}:0"),),)
    return Page((voiced(says.INVITE, care=reading.care),), {"name": name}, rows)


# --- What the team sees ---------------------------------------------------------------------------


async def standings(
    session: AsyncSession, patient: Patient, now: datetime
) -> Mapping[Lesson, Standing]:
    """Return how it stands with each of the questions."""
    found = await given(session, patient)
    return {lesson: standing(found, lesson, now) for lesson in Lesson}


def lines(found: Mapping[Lesson, Standing]) -> list[str]:
    """Return a line about each of the questions, for a member's direct chat."""
    return [_line(one) for one in found.values()]


def _line(one: Standing) -> str:
    values: dict[str, Value] = {"lesson": staff_says.NAMES[one.lesson].id}
    if one.at is not None:
        values["at"] = one.at.isoformat()
    return line(staff_says.LINES[one.stand], values)


async def talk_through(session: AsyncSession, patient: Patient, actor: str, now: datetime) -> bool:
    """Note that a member has talked through what was not clear. False when nothing was open."""
    lessons = unsettled(await standings(session, patient, now))
    for lesson in lessons:
        await note(session, patient, lesson, Outcome.TALKED, Said(actor, now))
    if lessons:
        team, subject = patient.care_team_id, f"patient:{patient.id}"
        await audit.note(session, team, now, actor=actor, deed="talked through", subject=subject)
    return bool(lessons)


def unsettled(found: Mapping[Lesson, Standing]) -> list[Lesson]:
    """Return which questions were answered otherwise than advised, and not talked through."""
    return [lesson for lesson, one in found.items() if one.stand in UNSETTLED]


async def still_open(session: AsyncSession, care_team_id: int, now: datetime) -> Sequence[Patient]:
    """Return the patients who take part and have not got there after the last ask, in order."""
    found = await patient_facts.told_in_team(session, care_team_id, PREFIX)
    numbers = [number for number, facts in found.items() if _is_open(given_in(facts), now)]
    rows = [await people.patient(session, care_team_id, number) for number in sorted(numbers)]
    return [row for row in rows if row is not None and row.state is PatientState.ENROLLED]


def _is_open(found: Collection[Given], now: datetime) -> bool:
    return any(standing(found, lesson, now).stand is Stand.OPEN for lesson in Lesson)
