"""Carrying out the escalation policy: one step of one alert, and the words that go with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.escalation import Alert, Recipient, Status, escalate
from messages.texts import staff
from scheduler import cards
from scheduler.rota import cover_of
from store import alerts, people, teams

LATE = timedelta(seconds=120)  # from here on a page says that it is delayed

Reach = Mapping[Recipient, Sequence[int]]


async def advance(
    session: AsyncSession, before: Alert, now: datetime, notes: Sequence[str] = ()
) -> bool:
    """Carry out the alert's next step if it is due; False if it can wait or somebody was first.

    1. Decide, from who can be reached at this moment.
    2. Store the next state, if the alert still is as it was read.
    3. Owe the card to everybody of this step, and say in the old cards that there is a newer one.
    """
    team = await teams.team(session, before.care_team_id)
    cover = await cover_of(session, team)
    reach = await teams.reach(session, before.care_team_id, now, covered=cover.covered(now))
    change = escalate(before, reach.keys(), now, cover.at_work)
    if change is None or not await alerts.replace(session, before, change[0]):
        return False

    after, told = change
    patient = await people.patient(session, after.care_team_id, after.patient_id)
    assert patient is not None
    late = (staff.DELAYED.id,) if now - before.due > LATE else ()
    face = await cards.opened(session, after, patient, (*notes, *late))
    chats = _chats(told.recipients, reach, team.chat_id)
    await cards.show(session, after, face, cards.Showing(now, told, chats))
    if before.status is Status.ACKNOWLEDGED:
        old = cards.superseded(after, patient)
        await cards.reface(session, after, old, now, epoch=before.epoch)
    await alerts.note(session, after.id, now, "step", "service", step=told.step, epoch=told.epoch)
    return True


def _chats(recipients: Sequence[Recipient], reach: Reach, group: int | None) -> list[int]:
    """Return where to send. The group is always tried: a wrong refusal must not silence it."""
    chats = [chat for recipient in recipients for chat in reach.get(recipient, ())]
    if Recipient.GROUP in recipients and group is not None:
        chats.insert(0, group)
    return list(dict.fromkeys(chats))
