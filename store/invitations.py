"""Ways in: single-use links and spoken codes. Only their traces are kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from care.people import InvitationKind
from store.keyring import Keyring, borrow
from store.tables import Invitation

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # spoken aloud: no I, L, O, U, 0, 1
CODE_LENGTH = 12  # 30^12: about 59 bits


@dataclass(frozen=True, slots=True)
class For:
    """Whom an invitation is for."""

    kind: InvitationKind
    care_team_id: int
    patient_id: int | None = None
    caregiver_id: int | None = None
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation just made. The token and the code exist only here: we keep their traces."""

    id: int
    token: str
    code: str
    expires: datetime

    @property
    def spoken(self) -> str:
        """Return the code in groups of four, as one reads it out."""
        return "-".join(self.code[i : i + 4] for i in range(0, len(self.code), 4))


async def issue(
    session: AsyncSession, whom: For, expires: datetime, by: str, now: datetime
) -> Issued:
    """Make an invitation; earlier unused ones for the same person are revoked."""
    await _revoke_earlier(session, whom, now)
    token = secrets.token_urlsafe(16)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    keyring = _keyring(session)
    row = Invitation(
        care_team_id=whom.care_team_id,
        kind=whom.kind,
        token_trace=keyring.trace(token),
        code_trace=keyring.trace(code),
        patient_id=whom.patient_id,
        caregiver_id=whom.caregiver_id,
        member_id=whom.member_id,
        expires=expires,
        made_by=by,
        made_at=now,
    )
    session.add(row)
    await session.flush()
    assert row.id is not None
    return Issued(row.id, token, code, expires)


def code_in(said: str) -> str | None:
    """Return the spoken code that these signs may be meant as, or None."""
    code = "".join(sign for sign in said.upper() if sign in ALPHABET)
    return code if len(code) == CODE_LENGTH else None


async def find(session: AsyncSession, said: str) -> Invitation | None:
    """Return the invitation behind a token or a spoken code, in whatever state it is."""
    keyring = _keyring(session)
    code = code_in(said)
    traces = [keyring.trace(said)]
    if code is not None:
        traces.append(keyring.trace(code))
    query = select(Invitation).where(
        or_(col(Invitation.token_trace).in_(traces), col(Invitation.code_trace).in_(traces))
    )
    return (await session.exec(query)).first()


async def with_id(session: AsyncSession, invitation_id: int) -> Invitation | None:
    """Return an invitation as it is now."""
    return await session.get(Invitation, invitation_id, populate_existing=True)


async def opened_by(session: AsyncSession, account_id: int) -> Invitation | None:
    """Return the invitation this account opened last and has not finished."""
    query = (
        select(Invitation)
        .where(
            Invitation.opened_by == account_id,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
        )
        .order_by(col(Invitation.id).desc())
        .limit(1)
    )
    return (await session.exec(query)).first()


def stands(invitation: Invitation, account_id: int, now: datetime) -> bool:
    """Say whether this account may come in by this invitation now."""
    return (
        invitation.used_at is None
        and invitation.revoked_at is None
        and now < invitation.expires
        and invitation.opened_by in (None, account_id)
    )


async def open_by(
    session: AsyncSession, invitation: Invitation, account_id: int, now: datetime
) -> bool:
    """Tie an invitation to the account that opens it; False if another was first."""
    done = await session.exec(
        update(Invitation)
        .where(
            col(Invitation.id) == invitation.id,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
            or_(col(Invitation.opened_by).is_(None), col(Invitation.opened_by) == account_id),
        )
        .values(opened_by=account_id, opened_at=now)
    )
    return done.rowcount == 1


async def use(session: AsyncSession, invitation: Invitation, now: datetime) -> bool:
    """Use an invitation up; False if somebody got there first."""
    done = await session.exec(
        update(Invitation)
        .where(
            col(Invitation.id) == invitation.id,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
        )
        .values(used_at=now)
    )
    return done.rowcount == 1


async def _revoke_earlier(session: AsyncSession, whom: For, now: datetime) -> None:
    if whom.kind is InvitationKind.GROUP:
        same = col(Invitation.kind) == InvitationKind.GROUP
    else:
        same = (
            (col(Invitation.patient_id).is_not_distinct_from(whom.patient_id))
            & (col(Invitation.caregiver_id).is_not_distinct_from(whom.caregiver_id))
            & (col(Invitation.member_id).is_not_distinct_from(whom.member_id))
        )
    await session.exec(
        update(Invitation)
        .where(
            col(Invitation.care_team_id) == whom.care_team_id,
            col(Invitation.kind) == whom.kind,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
            same,
        )
        .values(revoked_at=now)
    )


def _keyring(session: AsyncSession) -> Keyring:
    return borrow(session.get_bind().dialect)
