"""What is known beside the words when a report is judged: the infusion, the patient, the team.

Two depths: what it takes to read words, for every message, and all that is known, once something
was found or asked. Reads and never changes.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.findings import About, Context
from care.risks import present
from scheduler.alerting import hours_since_infusion
from scheduler.limits import limits_of
from scheduler.risks import profile
from store.tables import Patient


async def to_read(session: AsyncSession, patient: Patient, about: About, now: datetime) -> Context:
    """Return what it takes to find signs in words: the infusion, the team's numbers, who writes."""
    hours = await hours_since_infusion(session, patient, now)
    return Context(hours, about, limits=await limits_of(session, patient.care_team_id))


async def to_judge(session: AsyncSession, patient: Patient, about: About, now: datetime) -> Context:
    """Return everything that changes how urgent a sign is for this patient."""
    return await beside(session, patient, await to_read(session, patient, about, now), now)


async def beside(session: AsyncSession, patient: Patient, read: Context, now: datetime) -> Context:
    """Return what it took to read, with the patient's age, risks and confirmed usual signs.

    What is only declared as usual counts where it was asked whether it is worse: in the symptom
    check, which looks it up by itself.
    """
    known = await profile(session, patient, now)
    return replace(
        read,
        age=known.age,
        risks=present(known.risks),
        baseline=known.usual.confirmed,
        dose_harms=known.dose_harms,
    )


def speaker(patient: Patient, chat: int) -> About:
    """Say whether the patient writes, or somebody who looks after the patient."""
    return About.SELF if chat == patient.account_id else About.CHILD
