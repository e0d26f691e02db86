"""Ending the link of one person who cares for a patient: what stops, and who is told.

Whether it may be ended is decided by whoever asks for it.
"""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, OutboxMessage, Values
from messages.declare import Text
from messages.keyboards import NONE
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import patient_states, staff_carers
from store import alerts, audit, outbox, people, teams
from store.tables import Caregiver, CareTeam, Member, Patient


async def unlink(
    session: AsyncSession, patient: Patient, role: Caregiver, by: Member, now: datetime
) -> None:
    """End a caregiver's link to a patient, at once.

    1. The link ends: nothing about the patient goes there, and nothing is taken from there.
       An invitation that is not used yet leads nowhere.
    2. What is owed there is unwanted: all of it, or what is about this patient where the chat
       stands for others too.
    3. Whoever it was is told, with the team's number; the patient is, and the group.

    A symptom check that they left open goes on: its silence still reaches the team.
    """
    role.removed_at = now
    session.add(role)
    await session.flush()
    team = await teams.team(session, patient.care_team_id)
    if role.account_id is not None and role.joined_at is not None:
        await _take_back(session, patient, role.account_id)
        await _tell(session, patient, role, team, now)
    await _tell_group(session, patient, role, (team, by), now)
    subject, codes = f"patient:{patient.id}", {"caregiver": role.id}
    await audit.note(
        session,
        patient.care_team_id,
        now,
        actor=f"member:{by.id}",
        deed="caregiver removed",
        subject=subject,
        **codes,
    )


async def _take_back(session: AsyncSession, patient: Patient, chat: int) -> None:
    others = await people.living_in(session, chat)
    alert = await alerts.unresolved(session, patient.care_team_id, patient.id or 0)
    about = [alert.id] if alert else []
    await outbox.purge(session, chat, about=about if others else None)


async def _tell(
    session: AsyncSession, patient: Patient, role: Caregiver, team: CareTeam, now: datetime
) -> None:
    assert role.account_id is not None
    name = patient.call_name or patient.name
    values: Values = {"name": name, "carer": role.name, "phone": [team.phone]}
    left = await people.living_in(session, role.account_id)
    texts = (patient_states.UNLINKED_CARE, KEYBOARD if left else NONE)
    messages = [_line(role, role.account_id, *texts, values)]
    if patient.account_id is not None:
        texts = (patient_states.UNLINKED, KEYBOARD)
        messages.append(_line(role, patient.account_id, *texts, values))
    await outbox.owe(session, now, *messages)


def _line(role: Caregiver, chat: int, text: Text, keyboard: str, values: Values) -> OutboxMessage:
    return OutboxMessage(
        key=f"unlinked:{role.id}:{chat}",
        chat_id=chat,
        lane=Lane.SAFETY,
        texts=(text.id,),
        values=values,
        keyboard=keyboard,
    )


async def _tell_group(
    session: AsyncSession,
    patient: Patient,
    role: Caregiver,
    of: tuple[CareTeam, Member],
    now: datetime,
) -> None:
    team, by = of
    if team.chat_id is None:
        return
    message = OutboxMessage(
        key=f"unlinked:{role.id}:group",
        chat_id=team.chat_id,
        lane=Lane.CONVERSATION,
        texts=(staff_carers.ENDED.id,),
        values={"patient": patient.pseudonym, "name": by.name},
        silent=True,
    )
    await outbox.owe(session, now, message)
