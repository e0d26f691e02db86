"""Teams, members and invitations: how they come about, and what has to be there before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.cover import CoverHours
from care.people import InvitationKind, PatientState, Position, Role
from care.policies import GROUP_CODE_LASTS, INVITATION_LASTS
from scheduler.rota import COVER
from store import audit, invitations, teams
from store.invitations import For, Issued
from store.tables import Account, Caregiver, CareTeam, Member, Patient


class NotAllowed(Exception):
    """What was asked for cannot be done: a code for programs, one sentence for people."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class NewTeam:
    """What a team must say about itself before anybody can rely on it."""

    name: str
    country: str
    zone: str
    phone: str
    cover: CoverHours
    after_hours_phone: str | None = None
    emergency_number: str | None = None
    language: str = "en"


async def create_team(session: AsyncSession, new: NewTeam, by: str, now: datetime) -> CareTeam:
    """Make a team; its numbers count as confirmed by whoever entered them."""
    team = CareTeam(
        name=new.name,
        country=new.country,
        zone=new.zone,
        language=new.language,
        phone=new.phone,
        phone_confirmed_at=now,
        after_hours_phone=new.after_hours_phone,
        after_hours_confirmed_at=now if new.after_hours_phone else None,
        emergency_number=new.emergency_number,
        created=now,
    )
    session.add(team)
    await session.flush()
    assert team.id is not None
    decision = teams.Decision(by, now, "entered with the team")
    await teams.decide(session, team.id, COVER, new.cover.as_json(), decision)
    await audit.note(session, team.id, now, actor=by, deed="team made", subject=f"team:{team.id}")
    return team


async def add_member(
    session: AsyncSession, team: CareTeam, who: tuple[str, Role], by: str, now: datetime
) -> Member:
    """Add a member, not yet reachable: that needs an invitation, or a Telegram id."""
    assert team.id is not None
    name, role = who
    row = Member(care_team_id=team.id, name=name, role=role, created=now)
    session.add(row)
    await session.flush()
    subject = f"member:{row.id}"
    await audit.note(session, team.id, now, actor=by, deed="member added", subject=subject)
    return row


async def attach(session: AsyncSession, member: Member, account_id: int, now: datetime) -> None:
    """Tie a member to a Telegram account. Raises NotAllowed when it is a member already."""
    known = await teams.member(session, member.care_team_id, account_id)
    if known is not None and known.id != member.id:
        raise NotAllowed("already_member", "This Telegram account is a member of the team already.")
    if await session.get(Account, account_id) is None:
        team = await teams.team(session, member.care_team_id)
        session.add(Account(id=account_id, created=now, zone=team.zone, country=team.country))
        await session.flush()
    member.account_id, member.joined_at = account_id, now
    session.add(member)
    await session.flush()


async def put_on_call(
    session: AsyncSession, member: Member, position: Position, by: str, now: datetime
) -> None:
    """Put a member on a position, reached also outside cover hours: that is what on call means."""
    member.paged_outside_cover = True
    session.add(member)
    await teams.take_position(session, member, position, now)
    subject = f"member:{member.id}"
    await audit.note(
        session,
        member.care_team_id,
        now,
        actor=by,
        deed="on call",
        subject=subject,
        position=position,
    )


async def invite_member(session: AsyncSession, member: Member, by: str, now: datetime) -> Issued:
    """Make a member's invitation."""
    whom = For(InvitationKind.MEMBER, member.care_team_id, member_id=member.id)
    return await invitations.issue(session, whom, now + INVITATION_LASTS, by, now)


async def invite_group(session: AsyncSession, team: CareTeam, by: str, now: datetime) -> Issued:
    """Make the code that binds a group to the team: one use, a day."""
    assert team.id is not None
    whom = For(InvitationKind.GROUP, team.id)
    return await invitations.issue(session, whom, now + GROUP_CODE_LASTS, by, now)


@dataclass(frozen=True, slots=True)
class NewPatient:
    """Whom the team invites."""

    name: str
    phone: str | None = None
    lasts: timedelta = INVITATION_LASTS


async def invite_patient(
    session: AsyncSession, team: CareTeam, new: NewPatient, by: str, now: datetime
) -> tuple[Patient, Issued]:
    """Enter a patient and make the invitation. Raises NotAllowed for a team that lacks a number."""
    require_numbers(team)
    assert team.id is not None
    patient = Patient(
        care_team_id=team.id,
        name=new.name,
        phone=new.phone,
        state=PatientState.INVITED,
        state_since=now,
        created=now,
    )
    session.add(patient)
    await session.flush()
    whom = For(InvitationKind.PATIENT, team.id, patient_id=patient.id)
    issued = await invitations.issue(session, whom, now + new.lasts, by, now)
    subject = f"patient:{patient.id}"
    await audit.note(session, team.id, now, actor=by, deed="patient invited", subject=subject)
    return patient, issued


async def invite_again(
    session: AsyncSession, patient: Patient, lasts: timedelta, by: str, now: datetime
) -> Issued:
    """Make a new invitation for a patient who has not come in yet; earlier ones are void."""
    whom = For(InvitationKind.PATIENT, patient.care_team_id, patient_id=patient.id)
    return await invitations.issue(session, whom, now + lasts, by, now)


async def invite_caregiver(
    session: AsyncSession, patient: Patient, new: NewPatient, by: str, now: datetime
) -> tuple[Caregiver, Issued]:
    """Enter somebody who cares for a patient, and make the invitation."""
    team = await teams.team(session, patient.care_team_id)
    require_numbers(team)
    assert patient.id is not None
    caregiver = Caregiver(
        care_team_id=patient.care_team_id,
        patient_id=patient.id,
        name=new.name,
        phone=new.phone,
        created=now,
    )
    session.add(caregiver)
    await session.flush()
    whom = For(
        InvitationKind.CAREGIVER,
        patient.care_team_id,
        patient_id=patient.id,
        caregiver_id=caregiver.id,
    )
    issued = await invitations.issue(session, whom, now + new.lasts, by, now)
    subject = f"patient:{patient.id}"
    await audit.note(
        session, patient.care_team_id, now, actor=by, deed="caregiver invited", subject=subject
    )
    return caregiver, issued


def require_numbers(team: CareTeam) -> None:
    """Raise NotAllowed unless patients of this team can be given a number that was confirmed."""
    if not team.phone or team.phone_confirmed_at is None:
        raise NotAllowed(
            "no_phone", f"Team {team.id} has no confirmed phone number; confirm one first."
        )
