"""Who did what, in ids and codes, each line sealed to the one before. Nothing personal, ever."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from store.tables import AuditEvent

FIRST = "0" * 64
INSTALLATION = 0  # the team number of what belongs to no team


async def note(  # noqa: PLR0913 -- one line of the book, by keyword
    session: AsyncSession,
    care_team_id: int,
    now: datetime,
    *,
    actor: str,
    deed: str,
    subject: str = "",
    **codes: object,
) -> None:
    """Add a line to the team's book."""
    last = await _last(session, care_team_id)
    row = AuditEvent(
        care_team_id=care_team_id,
        number=last.number + 1 if last else 1,
        at=now,
        actor=actor,
        deed=deed,
        subject=subject,
        codes=codes,
        before=last.seal if last else FIRST,
        seal="",
    )
    row.seal = _seal(row)
    session.add(row)
    await session.flush()


async def book(session: AsyncSession, care_team_id: int) -> Sequence[AuditEvent]:
    """Return the team's book from its first line."""
    query = select(AuditEvent).where(AuditEvent.care_team_id == care_team_id)
    return (await session.exec(query.order_by(col(AuditEvent.number)))).all()


def broken_at(lines: Sequence[AuditEvent]) -> int | None:
    """Return the number of the first line that was changed, removed or slipped in, or None."""
    before = FIRST
    for expected, line in enumerate(lines, 1):
        if line.number != expected or line.before != before or line.seal != _seal(line):
            return expected
        before = line.seal
    return None


async def _last(session: AsyncSession, care_team_id: int) -> AuditEvent | None:
    query = (
        select(AuditEvent)
        .where(AuditEvent.care_team_id == care_team_id)
        .order_by(col(AuditEvent.number).desc())
        .limit(1)
    )
    return (await session.exec(query)).first()


def _seal(row: AuditEvent) -> str:
    parts = [
        row.care_team_id,
        row.number,
        row.at.astimezone(UTC).isoformat(),
        row.actor,
        row.deed,
        row.subject,
        row.codes,
        row.before,
    ]
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
