"""Alerts, from opened to resolved. Every change is a compare-and-set."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from care.escalation import Alert, EscalationPolicy, Status
from store.prepared import Prepared, among, written_out
from store.tables import AlertEvent, AlertRow, CareTeam

CHANGING = (
    "status",
    "severity",
    "policy",
    "findings",
    "epoch",
    "step",
    "due",
    "deadline",
    "hears_at",
    "heard",
    "acknowledged_by",
    "acknowledged_at",
    "held_before_by",
    "help_due",
    "help_answer",
)
ALERT = SQLModel.metadata.tables["alert"]
RESOLVED, OPEN = (written_out(ALERT.c.status, one) for one in (Status.RESOLVED, Status.OPEN))
STATES = Prepared(
    select_columns(ALERT.c.id, ALERT.c.status, ALERT.c.epoch).where(among(ALERT.c.id, "ids"))
)
NEXT_STEP, NEXT_HEARING, NEXT_HELP = (
    Prepared(select_columns(func.min(moment)).where(~RESOLVED, *also))
    for moment, also in (
        (ALERT.c.due, ()),
        (ALERT.c.hears_at, (OPEN,)),
        (ALERT.c.help_due, ()),
    )
)


async def unresolved(session: AsyncSession, care_team_id: int, patient_id: int) -> Alert | None:
    """Return the patient's one unresolved alert."""
    query = select(AlertRow).where(
        AlertRow.care_team_id == care_team_id,
        AlertRow.patient_id == patient_id,
        AlertRow.status != Status.RESOLVED,
    )
    row = (await session.exec(query)).first()
    return _alert(row) if row else None


async def latest_resolved(
    session: AsyncSession, care_team_id: int, patient_id: int
) -> Alert | None:
    """Return the alert of the patient that was resolved last."""
    query = (
        select(AlertRow)
        .where(
            AlertRow.care_team_id == care_team_id,
            AlertRow.patient_id == patient_id,
            AlertRow.status == Status.RESOLVED,
        )
        .order_by(col(AlertRow.number).desc())
        .limit(1)
    )
    row = (await session.exec(query)).first()
    return _alert(row) if row else None


async def next_number(session: AsyncSession, care_team_id: int) -> int:
    """Take the team's next alert number; the row is locked until the transaction ends."""
    taken = await session.exec(
        update(CareTeam)
        .where(col(CareTeam.id) == care_team_id)
        .values(next_alert=CareTeam.next_alert + 1)
        .returning(col(CareTeam.next_alert))
    )
    return int(taken.scalar_one()) - 1


async def add(session: AsyncSession, alert: Alert) -> Alert:
    """Store a new alert and return it with its id."""
    values = asdict(alert) | {"id": None, "policy": dump(alert.policy)}
    row = AlertRow(**values | {"findings": list(alert.findings)})
    session.add(row)
    await session.flush()
    return _alert(row)


async def find(session: AsyncSession, alert_id: int) -> Alert | None:
    """Return an alert as it is now. Whoever asks must check the right to see it."""
    row = await session.get(AlertRow, alert_id, populate_existing=True)
    return _alert(row) if row else None


async def due(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[Alert]:
    """Return unresolved alerts whose wait is over, the most overdue first."""
    if not await NEXT_STEP.reached(session, now):
        return ()
    query = (
        select(AlertRow)
        .where(AlertRow.status != Status.RESOLVED, AlertRow.due <= now)
        .order_by(col(AlertRow.due))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_alert(row) for row in await session.exec(query)]


async def unheard(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[Alert]:
    """Return open alerts whose patient must now hear that nobody has answered."""
    if not await NEXT_HEARING.reached(session, now):
        return ()
    query = (
        select(AlertRow)
        .where(AlertRow.status == Status.OPEN, col(AlertRow.hears_at) <= now)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_alert(row) for row in await session.exec(query)]


async def helpless(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[Alert]:
    """Return emergencies whose patient has not said in time whether help is coming."""
    if not await NEXT_HELP.reached(session, now):
        return ()
    query = (
        select(AlertRow)
        .where(AlertRow.status != Status.RESOLVED, col(AlertRow.help_due) <= now)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_alert(row) for row in await session.exec(query)]


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when an alert next wants something."""
    found = [await query.moment(session) for query in (NEXT_STEP, NEXT_HEARING, NEXT_HELP)]
    return min((moment for moment in found if moment), default=None)


async def of_team(
    session: AsyncSession, care_team_id: int | None, *, resolved: bool = False
) -> Sequence[AlertRow]:
    """Return alerts as stored, the newest first; of every team when none is named."""
    query = select(AlertRow).order_by(col(AlertRow.opened).desc(), col(AlertRow.id).desc())
    if care_team_id is not None:
        query = query.where(AlertRow.care_team_id == care_team_id)
    if not resolved:
        query = query.where(AlertRow.status != Status.RESOLVED)
    return (await session.exec(query)).all()


async def states(session: AsyncSession, ids: Collection[int]) -> dict[int, tuple[Status, int]]:
    """Return the status and epoch of several alerts."""
    if not ids:
        return {}
    rows = await STATES.rows(session, ids=ids)
    return {number: (Status(status), epoch) for number, status, epoch in rows}


async def replace(session: AsyncSession, before: Alert, after: Alert) -> bool:
    """Store `after` if the alert still is as `before`; False if somebody got there first."""
    changed = {name: getattr(after, name) for name in CHANGING}
    changed |= {"policy": dump(after.policy), "findings": list(after.findings)}
    done = await session.exec(
        update(AlertRow)
        .where(col(AlertRow.id) == before.id, col(AlertRow.status) == before.status)
        .where(col(AlertRow.epoch) == before.epoch, col(AlertRow.step) == before.step)
        .where(col(AlertRow.heard) == before.heard)
        .values(**changed)
    )
    return done.rowcount == 1


async def hurry(session: AsyncSession, alert_id: int, epoch: int, now: datetime) -> None:
    """Make the next step due at once: the step before it reached nobody."""
    await session.exec(
        update(AlertRow)
        .where(col(AlertRow.id) == alert_id, col(AlertRow.epoch) == epoch)
        .where(col(AlertRow.status) == Status.OPEN, col(AlertRow.due) > now)
        .values(due=now)
    )


async def let_go(session: AsyncSession, care_team_id: int, member_id: int, now: datetime) -> None:
    """Make the alerts that a member holds come back at once: who left will not call."""
    await session.exec(
        update(AlertRow)
        .where(
            col(AlertRow.care_team_id) == care_team_id,
            col(AlertRow.acknowledged_by) == member_id,
            col(AlertRow.status) == Status.ACKNOWLEDGED,
            col(AlertRow.due) > now,
        )
        .values(due=now)
    )


async def leave_in_peace(session: AsyncSession, alert_id: int) -> None:
    """Tell the patient's side nothing more about an alert; the team's side goes on."""
    await session.exec(
        update(AlertRow).where(col(AlertRow.id) == alert_id).values(hears_at=None, help_due=None)
    )


async def close(
    session: AsyncSession, alert: Alert, member_id: int, reason: str, now: datetime
) -> bool:
    """Resolve an alert for a coded reason; False if somebody got there first."""
    done = await session.exec(
        update(AlertRow)
        .where(col(AlertRow.id) == alert.id, col(AlertRow.status) == alert.status)
        .where(col(AlertRow.epoch) == alert.epoch)
        .values(
            status=Status.RESOLVED,
            resolved_by=member_id,
            resolved_at=now,
            resolved_reason=reason,
            hears_at=None,
        )
    )
    return done.rowcount == 1


async def note(
    session: AsyncSession, alert_id: int, now: datetime, deed: str, actor: str, **codes: object
) -> None:
    """Add a line to the alert's history: ids and codes only."""
    session.add(AlertEvent(alert_id=alert_id, at=now, deed=deed, actor=actor, codes=codes))


def dump(policy: EscalationPolicy) -> object:
    """Return a policy as JSON, as it is frozen on an alert."""
    return _policy().dump_python(policy, mode="json")


def load(document: object) -> EscalationPolicy:
    """Return a policy from JSON. Raises ValueError when it is none."""
    return _policy().validate_python(document)


@cache
def _policy() -> TypeAdapter[EscalationPolicy]:
    return TypeAdapter(EscalationPolicy)


def _alert(row: AlertRow) -> Alert:
    values = {field.name: getattr(row, field.name) for field in fields(Alert)}
    return Alert(**values | {"policy": load(row.policy), "findings": tuple(row.findings)})
