"""Who is told what when a child takes part through the family, and when that ends."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.coming_of_age import ComingOfAge
from care.delivery import Lane, OutboxMessage, Value
from messages.declare import Text
from messages.keyboards import NONE
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import patient_states, staff_transfer
from store import outbox, people
from store.tables import Caregiver, CareTeam, Patient


@dataclass(frozen=True, slots=True)
class Growing:
    """A patient who will come of age or has: the record, the team, and when."""

    patient: Patient
    team: CareTeam
    when: ComingOfAge

    @property
    def soon(self) -> str:
        """Return the key of the task half a year ahead."""
        return f"of_age:{self.patient.id}:{self.when.day}:soon"

    @property
    def today(self) -> str:
        """Return the key of what is done on the day."""
        return f"of_age:{self.patient.id}:{self.when.day}:today"

    @property
    def about(self) -> dict[str, Value]:
        """Return what messages to the family need."""
        name = self.patient.call_name or self.patient.name
        return {"name": name, "phone": [self.team.phone]}


async def takes_part(session: AsyncSession, patient: Patient, now: datetime) -> None:
    """Owe the family of a child the line that dates and reminders come to their chats."""
    for role in await people.caregivers(session, patient):
        if role.account_id is None:
            continue
        message = OutboxMessage(
            key=f"state:{patient.id}:{int(now.timestamp())}:{role.account_id}",
            chat_id=role.account_id,
            lane=Lane.CONVERSATION,
            texts=(patient_states.THROUGH_FAMILY.id,),
            values={"name": patient.call_name or patient.name},
            keyboard=KEYBOARD,
        )
        await outbox.owe(session, now, message)


async def tell_family(
    session: AsyncSession, growing: Growing, role: Caregiver, text: Text, now: datetime
) -> None:
    """Owe somebody of the family a line; the keyboard goes where nobody is left to press it for."""
    if role.account_id is None:
        return
    left = await people.living_in(session, role.account_id)
    message = OutboxMessage(
        key=f"{growing.today}:{text.id}:{role.id}",
        chat_id=role.account_id,
        lane=Lane.SAFETY,
        texts=(text.id,),
        values=growing.about,
        keyboard=KEYBOARD if left else NONE,
    )
    await outbox.owe(session, now, message)


async def tell_own(
    session: AsyncSession, growing: Growing, text: Text, values: dict[str, Value], now: datetime
) -> None:
    """Owe the young person a line, in the chat of their own."""
    if growing.patient.account_id is None:
        return
    message = OutboxMessage(
        key=f"{growing.today}:{text.id}",
        chat_id=growing.patient.account_id,
        lane=Lane.SAFETY,
        texts=(text.id,),
        values=values,
        keyboard=KEYBOARD,
    )
    await outbox.owe(session, now, message)


async def tell_team(session: AsyncSession, growing: Growing, now: datetime) -> None:
    """Owe the group the line that the family's access has ended."""
    if growing.team.chat_id is None:
        return
    message = OutboxMessage(
        key=f"{growing.today}:group",
        chat_id=growing.team.chat_id,
        lane=Lane.CONVERSATION,
        texts=(staff_transfer.OF_AGE_ENDED.id,),
        values={"patient": growing.patient.pseudonym},
        silent=True,
    )
    await outbox.owe(session, now, message)
