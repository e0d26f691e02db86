"""What is known of a patient that makes an infection graver: read for judging, noted by members.

Gathers what stands on record; what it means is decided in `care/risks.py`. Facts are kept under
`risk.NAME`, append-only: who said what, and when.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from care import risks
from care.findings import Risk
from care.monitoring_table import Condition
from care.risks import LATELY, Known, Word
from care.usual import UsualSigns
from scheduler.usual import signs_in
from store import audit, patient_facts, plans, reports
from store.patient_facts import Said
from store.tables import Patient, PatientFact

PREFIX = "risk."
CONDITIONS = frozenset(Condition)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a patient: age in years, each risk by the word that counts, usual signs.

    `asserted` is the number of the latest thing said of a risk; it tells an old screen.
    `dose_harms`: the plan names a medicine that can harm an unborn child.
    """

    age: int | None
    risks: Mapping[Risk, Word | None]
    usual: UsualSigns
    asserted: int = 0
    dose_harms: bool = False


async def profile(session: AsyncSession, patient: Patient, now: datetime) -> Profile:
    """Return what is known of a patient by now, in three statements."""
    facts = await patient_facts.known(session, patient)
    plan = await plans.current_facts(session, patient)
    closed = await reports.closed(session, patient, now - LATELY)
    said = [*_facts(facts), *_plan(plan)]
    said += [word for one in closed for word in risks.by_report(one[0], one[2], one[1])]
    return Profile(
        age_of(patient, now),
        risks.standing(said, now),
        signs_in(facts),
        max((fact.id or 0 for name, fact in facts.items() if name.startswith(PREFIX)), default=0),
        not risks.DOSE_HARMS.isdisjoint(_conditions(plan)),
    )


async def note(  # noqa: PLR0913, PLR0917 -- one fact, and on whose word
    session: AsyncSession, patient: Patient, risk: Risk, known: Known, by: Said, actor: str
) -> None:
    """Keep what somebody of the team says of a risk; the book notes that it was said, not what."""
    await patient_facts.note(session, patient, f"{PREFIX}{risk.value}", known.value, by)
    await audit.note(
        session,
        patient.care_team_id,
        by.at,
        actor=actor,
        deed="fact noted",
        subject=f"patient:{patient.id}",
        fact=risk.value,
    )


def age_of(patient: Patient, now: datetime) -> int | None:
    """Return a patient's age in years, or None without a date of birth."""
    if patient.birth_date is None:
        return None
    return risks.age_on(date.fromisoformat(patient.birth_date), now.date())


def _facts(facts: Mapping[str, PatientFact]) -> Iterator[tuple[Risk, Word]]:
    for risk in Risk:
        fact = facts.get(f"{PREFIX}{risk.value}")
        if fact is not None and fact.value in set(Known):
            yield risk, Word(Known(fact.value), fact.who, fact.at)


def _plan(plan: tuple[Mapping[str, Any], datetime] | None) -> Iterator[tuple[Risk, Word]]:
    if plan is not None:
        yield from risks.by_plan(_conditions(plan), plan[1])


def _conditions(plan: tuple[Mapping[str, Any], datetime] | None) -> frozenset[Condition]:
    said = plan[0].get("conditions", ()) if plan else ()
    return frozenset(Condition(one) for one in said if one in CONDITIONS)
