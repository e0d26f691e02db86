"""A patient goes to another team of this installation: offer, acceptance, consent, switch.

Until the switch the first team answers everything, so that a patient always has exactly one. No
name and no report of theirs reaches the other team before the patient has agreed.
"""

import re
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.people import PatientState
from care.transfers import ASKED, NEXT, TransferState, expires
from messages.declare import Text
from messages.texts import patient_transfer, staff_transfer
from scheduler import switching, transfer_notices
from scheduler.ports import Service, Tick
from scheduler.transfer_notices import Change
from store import alerts, audit, people, teams, transfers
from store.tables import CareTeam, Member, Patient, Task, Transfer

OFFER = re.compile(r"transfer:([0-9]+):offer")
LEAVES = frozenset({PatientState.LEFT})


class NotPossible(Exception):
    """A patient cannot be offered, or the answer comes too late. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def takers(session: AsyncSession, team: CareTeam) -> list[CareTeam]:
    """Return the other teams that could take a patient: with a group and a confirmed number."""
    found = await teams.teams(session)
    return [one for one in found if one.id != team.id and _can_take(one)]


async def offer(
    session: AsyncSession, patient: Patient, to: CareTeam, by: str, now: datetime
) -> Transfer:
    """Offer a patient to another team. Raises NotPossible, and then changed nothing."""
    await _check(session, patient, to)
    row = Transfer(
        patient_id=patient.id or 0,
        from_team_id=patient.care_team_id,
        to_team_id=to.id or 0,
        offered_by=by,
        offered_at=now,
    )
    row = await transfers.add(session, row)
    change = await change_of(session, row)
    await _note(session, change, by, "transfer offered", now)
    await transfer_notices.offered(session, change, now)
    return row


async def accept(session: AsyncSession, row: Transfer, by: Member, now: datetime) -> None:
    """Take an offered patient, and ask the patient. Raises NotPossible when it has ended."""
    actor = f"member:{by.id}"
    await _to(session, row, TransferState.ACCEPTED, now, by=actor)
    change = await change_of(session, row)
    await _note(session, change, actor, "transfer accepted", now)
    await transfer_notices.accepted(session, change, by.name, now)


async def decline(session: AsyncSession, row: Transfer, by: Member, now: datetime) -> None:
    """Leave an offered patient with the first team. Raises NotPossible when it has ended."""
    await _to(session, row, TransferState.DECLINED, now)
    change = await change_of(session, row)
    await _note(session, change, f"member:{by.id}", "transfer declined", now)
    await transfer_notices.declined(session, change, by.name, now)


async def agree(session: AsyncSession, row: Transfer, by: str, now: datetime) -> bool:
    """Take the patient's yes, and switch unless an alert is open. Return whether it is done.

    Raises NotPossible when the question is no longer open.
    """
    await _to(session, row, TransferState.AGREED, now)
    change = await change_of(session, row)
    await _note(session, change, by, "transfer agreed", now)
    if await _switch(session, row, now):
        return True
    alert = await alerts.unresolved(session, row.from_team_id, row.patient_id)
    await transfer_notices.waits(session, change, alert.number if alert else 0, now)
    return False


async def refuse(session: AsyncSession, row: Transfer, by: str, now: datetime) -> None:
    """Take the patient's no: nothing changes. Raises NotPossible when it is no longer asked."""
    await _to(session, row, TransferState.REFUSED, now)
    change = await change_of(session, row)
    await _note(session, change, by, "transfer refused", now)
    told = patient_transfer.STAYED
    await transfer_notices.ended(session, change, staff_transfer.REFUSED, told, now)


async def withdraw(session: AsyncSession, row: Transfer, by: str, now: datetime) -> None:
    """Take an offer back, at any step before the switch. Raises NotPossible when it has ended."""
    was = TransferState(row.state)
    await _to(session, row, TransferState.WITHDRAWN, now)
    change = await change_of(session, row)
    await _note(session, change, by, "transfer withdrawn", now)
    await _end(session, change, was, staff_transfer.WITHDRAWN, now)


async def change_of(session: AsyncSession, row: Transfer) -> Change:
    """Return whom and which teams a transfer is about."""
    patient = await people.patient_of_any_team(session, row.patient_id)
    assert patient is not None, "a transfer's patient is never erased"
    former = await teams.team(session, row.from_team_id)
    return Change(row, patient, former, await teams.team(session, row.to_team_id))


async def show_offer(session: AsyncSession, task: Task, chat_id: int, now: datetime) -> bool:
    """Owe an offer that a task is about to one member's chat. False for any other task."""
    number = OFFER.fullmatch(task.key)
    row = await transfers.find(session, int(number[1])) if number else None
    if row is None or row.state != TransferState.OFFERED or row.to_team_id != task.care_team_id:
        return False
    await transfer_notices.show(session, await change_of(session, row), chat_id, now)
    return True


async def sweep(service: Service) -> int:
    """End what nobody answered or what makes no sense any more; switch what waited for an alert.

    Return how many changed. An alert that a switch has left behind follows its patient first.
    """
    now = service.now()
    async with service.begin() as session:
        if not await transfers.anything_to_do(session):
            return 0
        changed = await transfers.rescue_alerts(session)
        for row in await transfers.every_open(session):
            changed += await _look(session, row, now)
    if changed:
        service.bells.outbox.set()
    return changed


async def _look(session: AsyncSession, row: Transfer, now: datetime) -> bool:
    change, was = await change_of(session, row), TransferState(row.state)
    if not _stays(change.patient):
        await withdraw(session, row, "service", now)
        return True
    if was is TransferState.AGREED:
        return await _switch(session, row, now)
    until = expires(was, row.accepted_at or row.offered_at)
    if until is None or now < until:
        return False
    await _to(session, row, TransferState.EXPIRED, now)
    await _note(session, change, "service", "transfer expired", now)
    await _end(session, change, was, staff_transfer.EXPIRED, now)
    return True


async def _switch(session: AsyncSession, row: Transfer, now: datetime) -> bool:
    """Switch, if no alert is open: from here on the other team answers."""
    change = await change_of(session, row)
    await transfers.hold(session, change.patient)
    if await alerts.unresolved(session, row.from_team_id, row.patient_id) is not None:
        return False
    await _to(session, row, TransferState.DONE, now)
    await _note(session, change, "service", "transfer done", now)
    left = await switching.switch(session, change, now)
    await transfer_notices.done(session, change, left, now)
    return True


async def _end(
    session: AsyncSession, change: Change, was: TransferState, text: Text, now: datetime
) -> None:
    """Tell both teams, and the patient if the patient was asked and is still there."""
    told = patient_transfer.OFF if was in ASKED and _stays(change.patient) else None
    await transfer_notices.ended(session, change, text, told, now)


async def _to(
    session: AsyncSession, row: Transfer, to: TransferState, now: datetime, *, by: str | None = None
) -> None:
    """Put a transfer into a state and read it again. Raises NotPossible if it cannot be."""
    if to not in _next(row) or not await transfers.move(session, row, to, now, accepted_by=by):
        raise NotPossible("old")
    await session.refresh(row)


def _next(row: Transfer) -> frozenset[TransferState]:
    return NEXT.get(TransferState(row.state), frozenset())


async def _check(session: AsyncSession, patient: Patient, to: CareTeam) -> None:
    """Raise NotPossible unless this patient can be offered to this team now."""
    if not _stays(patient):
        raise NotPossible("state")
    if await transfers.open_of(session, patient) is not None:
        raise NotPossible("open")
    if to.id == patient.care_team_id or not _can_take(to):
        raise NotPossible("no_team")
    if not await transfer_notices.deciders(session, patient):
        raise NotPossible("no_chat")
    await _check_members(session, patient, to)


async def _check_members(session: AsyncSession, patient: Patient, to: CareTeam) -> None:
    for chat in await people.chats_of(session, patient):
        if await teams.member(session, to.id or 0, chat) is not None:
            raise NotPossible("member")


def _stays(patient: Patient) -> bool:
    return patient.state.is_answered and patient.state not in LEAVES


def _can_take(team: CareTeam) -> bool:
    numbers = bool(team.phone) and team.phone_confirmed_at is not None
    return numbers and team.chat_id is not None


async def _note(
    session: AsyncSession, change: Change, actor: str, deed: str, now: datetime
) -> None:
    """Write the same line into the books of both teams."""
    subject = f"patient:{change.patient.id}"
    for team in (change.former, change.team):
        codes = {"from": change.former.id, "to": change.team.id}
        await audit.note(
            session, team.id or 0, now, actor=actor, deed=deed, subject=subject, **codes
        )


TICK = Tick("transfers", sweep, transfers.next_due, what="an offer to another team expires")
