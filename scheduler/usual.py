"""A patient's usual symptoms: declared by the patient, confirmed by a clinician, ended by a press.

What is declared changes nothing in how a symptom is judged by itself; the rules are in
`care/usual.py`. Kept as facts `usual.CODE`, append-only: who said what, and when.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.usual import Standing, Usual, UsualSigns, can_be_usual, counting
from store import patient_facts
from store.patient_facts import Said
from store.tables import Patient, PatientFact

PREFIX = "usual."


async def signs(session: AsyncSession, patient: Patient) -> UsualSigns:
    """Return what counts as usual for a patient: confirmed, and declared only. One statement."""
    return signs_in(await patient_facts.known(session, patient, PREFIX))


async def confirmed(session: AsyncSession, patient: Patient) -> frozenset[str]:
    """Return the codes that a clinician has confirmed as usual for a patient."""
    return (await signs(session, patient)).confirmed


async def declared(session: AsyncSession, patient: Patient) -> frozenset[str]:
    """Return the codes that were declared as usual and that no clinician has confirmed."""
    return (await signs(session, patient)).declared


def signs_in(facts: Mapping[str, PatientFact]) -> UsualSigns:
    """Return what counts as usual among a patient's facts, however many others are with them."""
    return counting(one for one in map(read, facts.values()) if one is not None)


def read(fact: PatientFact) -> Usual | None:
    """Return the usual symptom that a fact stands for, or None when it stands for another thing."""
    name, value = fact.name, fact.value
    if not name.startswith(PREFIX) or not isinstance(value, dict):
        return None
    try:
        standing = Standing(str(value.get("standing")))
    except ValueError:
        return None  # of a later version: what we do not know is not usual
    return Usual(name.removeprefix(PREFIX), standing, value.get("before") is True)


async def declare(
    session: AsyncSession, patient: Patient, code: str, said: Said, *, before: bool = True
) -> bool:
    """Note that somebody calls a symptom usual. False when that is known, or can never be."""
    if not can_be_usual(code, before=before):
        return False
    known = await standing(session, patient, code)
    if known is not None and known.standing is not Standing.ENDED:
        return False
    await _note(session, patient, Usual(code, Standing.DECLARED, before), said)
    return True


async def confirm(
    session: AsyncSession, patient: Patient, code: str, member_id: int, now: datetime
) -> bool:
    """Note that a clinician confirms a declared symptom as usual. False when none is declared."""
    return await _move(session, patient, code, Standing.CONFIRMED, Said(f"member:{member_id}", now))


async def end(
    session: AsyncSession, patient: Patient, code: str, member_id: int, now: datetime
) -> bool:
    """Note that a symptom is usual no longer. False when it was not."""
    return await _move(session, patient, code, Standing.ENDED, Said(f"member:{member_id}", now))


async def take_back(session: AsyncSession, patient: Patient, code: str, said: Said) -> bool:
    """Note that whoever called a symptom usual takes it back. False once a clinician confirmed."""
    known = await standing(session, patient, code)
    if known is None or known.standing is not Standing.DECLARED:
        return False
    return await _move(session, patient, code, Standing.ENDED, said)


async def standing(session: AsyncSession, patient: Patient, code: str) -> Usual | None:
    """Return how a symptom stands, or None when nobody has called it usual."""
    fact = (await patient_facts.known(session, patient, PREFIX)).get(f"{PREFIX}{code}")
    return read(fact) if fact is not None else None


async def latest(session: AsyncSession, patient: Patient) -> int:
    """Return the number of the latest thing said of usual symptoms: it tells an old list."""
    facts = await patient_facts.known(session, patient, PREFIX)
    return max((fact.id or 0 for fact in facts.values()), default=0)


FROM: Mapping[Standing, frozenset[Standing]] = {
    Standing.CONFIRMED: frozenset({Standing.DECLARED}),
    Standing.ENDED: frozenset({Standing.DECLARED, Standing.CONFIRMED}),
}


async def _move(
    session: AsyncSession, patient: Patient, code: str, to: Standing, said: Said
) -> bool:
    known = await standing(session, patient, code)
    if known is None or known.standing not in FROM[to]:
        return False
    await _note(session, patient, Usual(code, to, known.before), said)
    return True


async def _note(session: AsyncSession, patient: Patient, usual: Usual, said: Said) -> None:
    value = {"standing": usual.standing.value, "before": usual.before}
    await patient_facts.note(session, patient, f"{PREFIX}{usual.code}", value, said)
