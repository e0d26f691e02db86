"""What it means that we begin nothing more towards a patient: what is owed is taken back.

Decides nothing: why somebody is to be left in peace is known to whoever asks for it.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane
from store import alerts, appointments, outbox, people, questionnaires, reports
from store.tables import Patient

TALK = (Lane.ALERT, Lane.SAFETY, Lane.ECHO, Lane.CONVERSATION)


async def quieten(session: AsyncSession, patient: Patient) -> None:
    """Take back what we owe of our own accord: reminders and everything slower.

    What has not left yet counts as never said, so that it can be planned again.
    """
    await appointments.void(session, await _dates(session, patient))
    for chat in await people.chats_of(session, patient):
        if len(await people.living_in(session, chat)) <= 1:
            await outbox.purge(session, chat, keep=TALK)


async def hush(session: AsyncSession, patient: Patient) -> None:
    """Take back everything we owe about a patient, and end what would make us write again.

    Where a chat stands for another patient too, only what is about this one is taken back.
    """
    alert = await alerts.unresolved(session, patient.care_team_id, patient.id or 0)
    for chat in await people.chats_of(session, patient):
        others = [one for one in await people.living_in(session, chat) if one.id != patient.id]
        about = [alert.id] if alert else []
        await outbox.purge(session, chat, about=about if others else None)
    dates = await _dates(session, patient)
    await appointments.void(session, dates)
    await questionnaires.void(session, dates)
    await reports.leave_checks(session, patient)
    if alert is not None:
        await alerts.leave_in_peace(session, alert.id)


async def _dates(session: AsyncSession, patient: Patient) -> list[int]:
    return [row.id or 0 for row in await appointments.of_patient(session, patient)]
