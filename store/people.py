"""Accounts, patients and those who care for them. Every look at a patient names the team."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, update
from sqlalchemy import select as select_columns
from sqlalchemy.orm.util import identity_key
from sqlmodel import SQLModel, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from care.escalation import Status
from care.people import ANSWERED, PatientState
from store.prepared import Keeping, Objects, Prepared, among
from store.tables import (
    Account,
    AlertRow,
    Caregiver,
    Chat,
    Conversation,
    Patient,
    SymptomCheck,
)

CARER = SQLModel.metadata.tables["caregiver"]
CARED_FOR = Prepared(
    select_columns(CARER.c.patient_id)
    .where(
        CARER.c.account_id == bindparam("account"),
        CARER.c.removed_at.is_(None),
        CARER.c.joined_at.is_not(None),
    )
    .order_by(CARER.c.patient_id)
    .distinct()
)
ACCOUNTS = Objects(Account, col(Account.id) == bindparam("account"))
PATIENTS_WITH = Objects(Patient, col(Patient.account_id) == bindparam("account"))
CONVERSING = Objects(
    Conversation,
    col(Conversation.account_id) == bindparam("account"),
    col(Conversation.topic) == bindparam("topic"),
)
RECORD = SQLModel.metadata.tables["patient"]
OF_A_CHILD = [RECORD.c[name] for name in ("id", "care_team_id", "account_id", "birth_date")]
CHILDREN = Prepared(
    select_columns(*OF_A_CHILD, func.min(CARER.c.joined_at))
    .join(CARER, CARER.c.patient_id == RECORD.c.id)
    .where(
        RECORD.c.birth_date.is_not(None),
        or_(*(RECORD.c.state == state for state in sorted(ANSWERED))),
        CARER.c.removed_at.is_(None),
        CARER.c.joined_at.is_not(None),
    )
    .group_by(*OF_A_CHILD)
    .order_by(RECORD.c.id)
)
TALK = SQLModel.metadata.tables["conversation"]
CONVERSE = Keeping(
    TALK, TALK.c.keys(), key=["account_id", "topic"], renewed=["step", "answers", "updated"]
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads a chat: in which language, by which clock, and whether it can be reached."""

    language: str = "en"
    zone: str = "UTC"
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A patient whose date of birth is known and for whom somebody cares, since `cared_since`."""

    patient_id: int
    care_team_id: int
    account_id: int | None
    born: date
    cared_since: datetime


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What Telegram says of somebody who writes to us."""

    id: int
    language: str


async def meet(session: AsyncSession, who: Newcomer, now: datetime) -> Account:
    """Return the account of whoever writes; whoever writes can be reached."""
    account = await ACCOUNTS.first(session, account=who.id)
    if account is None:
        account = Account(id=who.id, language=who.language, created=now, started_at=now)
        session.add(account)
        await session.flush()
    if account.started_at is None:
        account.started_at = now
    if account.unreachable_since is not None:
        account.unreachable_since = None
    return account


async def account(session: AsyncSession, account_id: int) -> Account | None:
    """Return an account."""
    return await ACCOUNTS.first(session, account=account_id)


async def patient_with(session: AsyncSession, account_id: int | None) -> Patient | None:
    """Return the patient who writes from this account."""
    if account_id is None:
        return None
    return await PATIENTS_WITH.first(session, account=account_id)


async def patient(session: AsyncSession, care_team_id: int, patient_id: int) -> Patient | None:
    """Return a patient of a team, or None when the team has no such patient."""
    found = await session.get(Patient, patient_id)
    return found if found and found.care_team_id == care_team_id else None


async def patient_of_any_team(session: AsyncSession, patient_id: int) -> Patient | None:
    """Return a patient for the operator's commands, which belong to no team."""
    return await session.get(Patient, patient_id)


async def patients(session: AsyncSession, care_team_id: int) -> Sequence[Patient]:
    """Return the patients of a team, as they joined."""
    query = select(Patient).where(Patient.care_team_id == care_team_id)
    return (await session.exec(query.order_by(col(Patient.id)))).all()


async def cared_for_by(session: AsyncSession, account_id: int) -> Sequence[Patient]:
    """Return the patients whom somebody with this account cares for."""
    found = [number for (number,) in await CARED_FOR.rows(session, account=account_id)]
    return [await session.get_one(Patient, number) for number in found]


async def caregiver(
    session: AsyncSession, care_team_id: int, caregiver_id: int
) -> Caregiver | None:
    """Return somebody who cares for a patient of a team, unless they were removed."""
    found = await session.get(Caregiver, caregiver_id)
    fits = found and found.care_team_id == care_team_id and found.removed_at is None
    return found if fits else None


async def caregivers(session: AsyncSession, patient: Patient) -> Sequence[Caregiver]:
    """Return who cares for a patient and has joined."""
    query = select(Caregiver).where(
        Caregiver.care_team_id == patient.care_team_id,
        Caregiver.patient_id == patient.id,
        col(Caregiver.removed_at).is_(None),
        col(Caregiver.joined_at).is_not(None),
    )
    return (await session.exec(query.order_by(col(Caregiver.id)))).all()


async def linked(session: AsyncSession, patient: Patient) -> Sequence[Caregiver]:
    """Return who cares for a patient and was not removed, whether they have joined or not."""
    query = select(Caregiver).where(
        Caregiver.care_team_id == patient.care_team_id,
        Caregiver.patient_id == patient.id,
        col(Caregiver.removed_at).is_(None),
    )
    return (await session.exec(query.order_by(col(Caregiver.id)))).all()


async def carer_roles(session: AsyncSession, account_id: int) -> Sequence[Caregiver]:
    """Return what somebody with this account is as a caregiver, a row for each patient."""
    query = select(Caregiver).where(
        Caregiver.account_id == account_id,
        col(Caregiver.removed_at).is_(None),
        col(Caregiver.joined_at).is_not(None),
    )
    return (await session.exec(query.order_by(col(Caregiver.id)))).all()


async def living_in(session: AsyncSession, chat_id: int) -> Sequence[Patient]:
    """Return the patients for whom a chat stands and whom a team still answers."""
    own = await patient_with(session, chat_id)
    found = [*([own] if own else []), *await cared_for_by(session, chat_id)]
    return [one for one in {one.id: one for one in found}.values() if one.state.is_answered]


async def chats_of(session: AsyncSession, patient: Patient) -> Sequence[int]:
    """Return where a patient's safety messages go: the own chat, and the caregivers' chats."""
    query = select(Caregiver.account_id).where(
        Caregiver.patient_id == patient.id,
        col(Caregiver.removed_at).is_(None),
        col(Caregiver.joined_at).is_not(None),
    )
    found = [patient.account_id, *(await session.exec(query)).all()]
    return [chat for chat in dict.fromkeys(found) if chat is not None]


async def children(session: AsyncSession) -> Sequence[Child]:
    """Return the patients of every team who have a date of birth and somebody who cares for them.

    Of each only what must be known: to open a whole record takes longer.
    """
    return [
        Child(number, team, account, date.fromisoformat(day), since)
        for number, team, account, day, since in await CHILDREN.rows(session)
    ]


async def in_hospital(session: AsyncSession) -> Sequence[Patient]:
    """Return the patients of every team who are in hospital, as far as is noted."""
    query = select(Patient).where(Patient.state == PatientState.IN_HOSPITAL)
    return (await session.exec(query.order_by(col(Patient.id)))).all()


async def set_state(
    session: AsyncSession, patient: Patient, state: PatientState, now: datetime
) -> None:
    """Put a patient into a state."""
    patient.state, patient.state_since = state, now
    session.add(patient)


TEAM, ACCOUNT, CHAT = (SQLModel.metadata.tables[name] for name in ("care_team", "account", "chat"))
TEAMS_IN = Prepared(
    select_columns(TEAM.c.chat_id, TEAM.c.language, TEAM.c.zone, TEAM.c.country).where(
        among(TEAM.c.chat_id, "chats")
    )
)
PEOPLE_IN = Prepared(
    select_columns(ACCOUNT.c.id, ACCOUNT.c.language, ACCOUNT.c.zone, ACCOUNT.c.country).where(
        among(ACCOUNT.c.id, "chats")
    )
)
PERSON_REACHED, GROUP_REACHED = (
    Prepared(
        update(table)
        .where(among(table.c.id, "chats"), table.c.unreachable_since.is_not(None))
        .values(unreachable_since=None)
    )
    for table in (ACCOUNT, CHAT)
)


async def readers(session: AsyncSession, chats: Collection[int]) -> dict[int, Reader]:
    """Return who reads each of these chats; a chat nobody knows reads English."""
    groups, private = _by_kind(chats)
    found = await TEAMS_IN.rows(session, chats=groups) if groups else ()
    known = await PEOPLE_IN.rows(session, chats=private) if private else ()
    return {chat: Reader(*reads) for chat, *reads in (*found, *known)}


def _by_kind(chats: Collection[int]) -> tuple[list[int], list[int]]:
    """Return groups and private chats: Telegram's numbers say which they are."""
    return [chat for chat in chats if chat < 0], [chat for chat in chats if chat >= 0]


async def mark_unreachable(session: AsyncSession, chat_id: int, now: datetime) -> bool:
    """Note that a chat refuses us; False if that was known."""
    table = Account if chat_id > 0 else Chat
    done = await session.exec(
        update(table)
        .where(col(table.id) == chat_id, col(table.unreachable_since).is_(None))
        .values(unreachable_since=now)
    )
    return done.rowcount == 1


async def mark_reached(session: AsyncSession, chats: Collection[int]) -> None:
    """Note that these chats accepted a message."""
    groups, private = _by_kind(chats)
    for again, numbers in ((PERSON_REACHED, private), (GROUP_REACHED, groups)):
        if numbers:
            await again.run(session, {"chats": numbers})


async def conversation(session: AsyncSession, account_id: int, topic: str) -> Conversation | None:
    """Return where an account stands in a conversation."""
    return await CONVERSING.first(session, account=account_id, topic=topic)


async def converse(  # noqa: PLR0913 -- one row, by keyword
    session: AsyncSession,
    account_id: int,
    topic: str,
    *,
    step: str,
    answers: object,
    now: datetime,
) -> None:
    """Note where an account stands in a conversation."""
    said = {"step": step, "answers": answers, "updated": now}
    known = session.identity_map.get(identity_key(Conversation, (account_id, topic)))
    if known is not None:
        known.sqlmodel_update(said)
        session.add(known)  # even if it was to be forgotten
        return
    await CONVERSE.run(session, {"account_id": account_id, "topic": topic, **said})


async def end_conversation(session: AsyncSession, account_id: int, topic: str) -> None:
    """Forget a conversation."""
    row = await session.get(Conversation, (account_id, topic))
    if row is not None:
        await session.delete(row)


async def waiting_for_an_answer(session: AsyncSession, care_team_id: int) -> Sequence[Patient]:
    """Return the patients who may have pressed something: an alert or a question is open."""
    alerted = select(AlertRow.patient_id).where(
        AlertRow.care_team_id == care_team_id, AlertRow.status != Status.RESOLVED
    )
    asked = select(SymptomCheck.patient_id).where(
        SymptomCheck.care_team_id == care_team_id, SymptomCheck.state == "open"
    )
    query = select(Patient).where(
        Patient.care_team_id == care_team_id,
        or_(col(Patient.id).in_(alerted), col(Patient.id).in_(asked)),
    )
    return (await session.exec(query)).all()
