"""The switch of a patient to another team: every row that follows, in one transaction."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler import appointing
from scheduler.quiet import quieten
from scheduler.transfer_notices import Change
from store import transfers


async def switch(session: AsyncSession, change: Change, now: datetime) -> int:
    """Make the other team responsible. Return how many tasks the former team had not done.

    1. What we owe of our own accord is taken back: it names the former team's numbers.
    2. Dates, plan, reports, consents, caregivers and invitations follow; alerts and tasks stay.
    3. What the former team had to do ends.
    4. The reminders are planned anew, as the new team wants them.
    """
    patient = change.patient
    await quieten(session, patient)
    await transfers.hand_over(session, patient, change.team.id or 0)
    left = await transfers.end_tasks(session, patient, change.former.id or 0, now)
    await appointing.plan_all(session, patient, now)
    return left
