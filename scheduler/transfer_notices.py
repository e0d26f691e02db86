"""Who is told what about a change of team: both groups by pseudonym, the patient in their chat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Choice, Lane, Method, OutboxMessage, Rows, Value, Values
from care.policies import TASK_DEADLINE
from care.tasks import TaskKind
from care.transfers import OFFER_LASTS, TransferState, expires
from messages import languages
from messages.declare import Text, voiced
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import patient_enrolment, patient_transfer, staff_transfer
from scheduler import chores
from scheduler.rota import cover_of
from scheduler.wayout import way_out
from store import outbox, people, plans, tasks
from store.tables import CareTeam, Patient, Transfer

DEED = "transfer"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of team: of whom, from which team, to which."""

    row: Transfer
    patient: Patient
    former: CareTeam
    team: CareTeam

    @property
    def task(self) -> str:
        """Return the key of the task that the offer is for the other team."""
        return f"transfer:{self.row.id}:offer"

    @property
    def patients_values(self) -> dict[str, Value]:
        """Return what the patient's side reads of it."""
        return {
            "former": self.former.name,
            "team": self.team.name,
            "name": self.patient.call_name or self.patient.name,
        }


async def deciders(session: AsyncSession, patient: Patient) -> Sequence[int]:
    """Return the chats that may agree: the patient's own, or else those of who cares for them.

    Left out: who refuses our messages.
    """
    own = patient.account_id
    chats = [own] if own is not None else await people.chats_of(session, patient)
    found = [await people.account(session, chat) for chat in chats]
    return [one.id for one in found if one and one.started_at and one.unreachable_since is None]


async def offered(session: AsyncSession, change: Change, now: datetime) -> None:
    """Owe the other team a task that can be answered, and the first team the line that it is."""
    until = _until(change)
    team = change.team
    cover = await cover_of(session, team)
    asked = tasks.Asked(
        key=change.task,
        care_team_id=team.id or 0,
        patient_id=change.patient.id,
        kind=TaskKind.TRANSFER,
        deadline=min(cover.at_work(now + TASK_DEADLINE), now + OFFER_LASTS),
        particulars={"patient": change.patient.pseudonym},
    )
    task = await tasks.open_task(session, asked, now)
    assert task is not None, "each offer has a number of its own"
    assert team.chat_id is not None, "who has no group is offered nobody"
    message = OutboxMessage(
        key=chores.keys_of(task)[0],
        chat_id=team.chat_id,
        lane=Lane.ECHO,
        texts=(staff_transfer.OFFER.id,),
        values=await offer_values(session, change),
        rows=offer_rows(change),
    )
    await outbox.owe(session, now, message)
    values: dict[str, Value] = {"team": team.name, "deadline": until}
    await _to_group(session, change, change.former, staff_transfer.OFFERED, values, now)


async def offer_values(session: AsyncSession, change: Change) -> Values:
    """Return what the other team may know before the patient has agreed: no name, no report."""
    account = await people.account(session, change.patient.account_id or 0)
    plan = await plans.current(session, change.patient)
    language = languages.LANGUAGES[account.language if account else change.former.language]
    return {
        "patient": change.patient.pseudonym,
        "team": change.former.name,
        "phone": change.former.phone,
        "country": (account.country if account else None) or change.former.country,
        "language": language.native_name,
        "regimen": plan.regimen if plan else "–",
        "deadline": _until(change),
    }


async def show(session: AsyncSession, change: Change, chat_id: int, now: datetime) -> None:
    """Owe an offer that is open to one member's chat, with its buttons."""
    message = OutboxMessage(
        key=f"{DEED}:{change.row.id}:shown:{chat_id}:{int(now.timestamp())}",
        chat_id=chat_id,
        lane=Lane.CONVERSATION,
        texts=(staff_transfer.OFFER.id,),
        values=await offer_values(session, change),
        rows=offer_rows(change),
    )
    await outbox.owe(session, now, message)


def offer_rows(change: Change) -> Rows:
    """Return the buttons under an offer, for the team that is asked."""
    return (
        (Choice(staff_transfer.ACCEPT.id, f"{DEED}.accept:{change.row.id}"),),
        (Choice(staff_transfer.DECLINE.id, f"{DEED}.decline:{change.row.id}"),),
    )


def withdraw_rows(change: Change) -> Rows:
    """Return the button under an offer, for the team that made it."""
    return ((Choice(staff_transfer.WITHDRAW.id, f"{DEED}.withdraw:{change.row.id}"),),)


async def accepted(session: AsyncSession, change: Change, by: str, now: datetime) -> None:
    """Owe the patient the question, and both teams the line that it is asked."""
    here: dict[str, Value] = {"team": change.former.name, "name": by}
    await _close_card(session, change, staff_transfer.ACCEPTED_HERE, here, now)
    values: dict[str, Value] = {"team": change.team.name, "deadline": _until(change)}
    await _to_group(session, change, change.former, staff_transfer.ACCEPTED, values, now)
    rows = (
        (Choice(patient_transfer.AGREE.id, f"{DEED}.yes:{change.row.id}"),),
        (Choice(patient_transfer.STAY.id, f"{DEED}.no:{change.row.id}"),),
    )
    numbers = [one for one in (change.team.phone, change.team.after_hours_phone) if one]
    for chat in await deciders(session, change.patient):
        said = patient_transfer.ASK
        message = _to_patient(change, chat, said, {"phone": numbers}, rows)
        await outbox.owe(session, now, message)


async def declined(session: AsyncSession, change: Change, by: str, now: datetime) -> None:
    """Owe the first team the other's no."""
    here: dict[str, Value] = {"team": change.former.name, "name": by}
    await _close_card(session, change, staff_transfer.DECLINED_HERE, here, now)
    values: dict[str, Value] = {"team": change.team.name}
    await _to_group(session, change, change.former, staff_transfer.DECLINED, values, now)


async def waits(session: AsyncSession, change: Change, number: int, now: datetime) -> None:
    """Owe everybody the truth that an open alert keeps the change from being made."""
    values: dict[str, Value] = {"team": change.former.name, "number": number}
    for team in (change.former, change.team):
        await _to_group(session, change, team, staff_transfer.WAITS, values, now)
    for chat in await people.chats_of(session, change.patient):
        said = patient_transfer.WAITS
        await outbox.owe(session, now, _to_patient(change, chat, said, {"number": number}))


async def ended(
    session: AsyncSession, change: Change, text: Text, told: Text | None, now: datetime
) -> None:
    """Owe both teams the end of an offer, and the patient `told` if there is something to say."""
    values: dict[str, Value] = {"team": change.former.name, "days": OFFER_LASTS.days}
    await _close_card(session, change, text, values, now)
    for team in (change.former, change.team):
        await _to_group(session, change, team, text, values, now)
    if told is not None:
        for chat in await deciders(session, change.patient):
            await outbox.owe(session, now, _to_patient(change, chat, told, {}))


async def done(session: AsyncSession, change: Change, left: int, now: datetime) -> None:
    """Owe everybody the change: the patient with the new numbers, the new team as a task."""
    values: dict[str, Value] = {"team": change.team.name, "count": left}
    await _to_group(session, change, change.former, staff_transfer.GONE, values, now)
    about: dict[str, Value] = {
        "team": change.former.name,
        "count": left,
        "phone": change.former.phone,
    }
    chore = chores.Chore(
        TaskKind.TRANSFER, f"transfer:{change.row.id}:done", None, about, staff_transfer.OURS_NOW
    )
    await chores.ask(session, change.team.id or 0, change.patient, chore, now)
    for chat in await people.chats_of(session, change.patient):
        way = await way_out(session, change.team, chat, now)
        line = _to_patient(change, chat, patient_transfer.SWITCHED, way.values)
        card = OutboxMessage(
            key=f"{DEED}:{change.row.id}:card:{chat}",
            chat_id=chat,
            lane=Lane.SAFETY,
            texts=(patient_enrolment.CARD.id,),
            values={"name": change.team.name, "phone": change.team.phone},
            method=Method.CONTACT,
        )
        await outbox.owe(session, now, replace(line, texts=(*line.texts, *way.texts)), card)


def _to_patient(
    change: Change, chat: int, text: Text, values: Values, rows: Rows = ()
) -> OutboxMessage:
    """Return what one chat of the patient's side reads; it keeps its keyboard."""
    said = voiced(text.id.removesuffix(".you"), care=chat != change.patient.account_id)
    return OutboxMessage(
        key=f"{DEED}:{change.row.id}:{text.id}:{chat}",
        chat_id=chat,
        lane=Lane.SAFETY,
        texts=(said,),
        values={**change.patients_values, **values},
        rows=rows,
        keyboard="" if rows else KEYBOARD,
    )


async def _to_group(  # noqa: PLR0913, PLR0917 -- one line, as it is said
    session: AsyncSession, change: Change, team: CareTeam, text: Text, values: Values, now: datetime
) -> None:
    """Owe a line to a team's group."""
    if team.chat_id is None:
        return
    message = OutboxMessage(
        key=f"{DEED}:{change.row.id}:{text.id}:group:{team.id}",
        chat_id=team.chat_id,
        lane=Lane.ECHO,
        texts=(text.id,),
        values={"patient": change.patient.pseudonym, **values},
    )
    await outbox.owe(session, now, message)


async def _close_card(
    session: AsyncSession, change: Change, text: Text, values: Values, now: datetime
) -> None:
    """End the other team's task, and give its card a face without buttons."""
    await tasks.withdraw(session, change.task, now)
    task = await tasks.with_key(session, change.task)
    for row in await outbox.sent_as(session, *chores.keys_of(task)) if task else ():
        message = OutboxMessage(
            key=f"{DEED}:{change.row.id}:{text.id}:face:{row.id}",
            chat_id=row.chat_id,
            lane=Lane.ECHO,
            texts=(text.id,),
            values={"patient": change.patient.pseudonym, **values},
            method=Method.EDIT,
            target=f"{row.chat_id}:{row.message_id}",
        )
        await outbox.owe(session, now, message)


def _until(change: Change) -> str:
    row = change.row
    until = expires(TransferState(row.state), row.accepted_at or row.offered_at)
    assert until is not None, "only who waits for an answer says until when"
    return until.isoformat()
