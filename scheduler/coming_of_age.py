"""A child in our care becomes an adult: the family's access ends, and nobody is left alone by it.

Decided here. Half a year ahead the team is asked to invite the young person. On the day, at
midnight where the young person lives,

* who has joined and not agreed that the family reads along: the family's access ends;
* who has joined and agreed: it stays, and the young person is told that it does;
* who has not joined: dates and reminders end for the family, and the team is told aloud; what the
  family reports still alerts, because a red flag must reach somebody. The patient is "invited"
  again, which is what that state means.

While an alert is open nothing is taken away: that waits until the alert is closed. Only access from
before the day ends by it; who cares for a grown-up patient is not touched. Where a guardian goes on
deciding, the team takes the date of birth out and lets the patient take part through the family.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from care.calendar import DAY
from care.coming_of_age import (
    AGES,
    OLDEST,
    USUAL_AGE,
    YOUNGEST,
    ComingOfAge,
    coming_of_age,
)
from care.delivery import Value
from care.people import PatientState, Topic
from care.tasks import TaskKind
from messages.texts import patient_transfer, staff_transfer
from scheduler import age_notices
from scheduler.age_notices import Growing
from scheduler.appointing import plan_all
from scheduler.chores import Chore, ask
from scheduler.ports import Service, Tick
from scheduler.quiet import quieten
from store import (
    alerts,
    audit,
    consents,
    invitations,
    outbox,
    people,
    tasks,
    teams,
)
from store.people import Child
from store.tables import CareTeam, Patient

AGE = "age_of_majority"  # the setting under which a team keeps its own age, in years
SEES = frozenset({PatientState.ENROLLED, PatientState.PAUSED, PatientState.IN_HOSPITAL})
NOT_IN = frozenset({PatientState.INVITED, PatientState.LEFT})


async def age_of(session: AsyncSession, team: CareTeam) -> int:
    """Return the age, in years, at which patients of a team count as adults."""
    own = await teams.setting(session, team.id or 0, AGE)
    return int(own) if own is not None else AGES.get(team.country, USUAL_AGE)


async def set_age(
    session: AsyncSession, team: CareTeam, years: int, decision: teams.Decision
) -> None:
    """Let a team set the age at which its patients count as adults. Raises ValueError."""
    if not YOUNGEST <= years <= OLDEST:
        raise ValueError(f"{years} is no age of majority; it lies between {YOUNGEST} and {OLDEST}.")
    await teams.decide(session, team.id or 0, AGE, years, decision)
    subject = f"team:{team.id}"
    await audit.note(
        session,
        team.id or 0,
        decision.at,
        actor="operator",
        deed="age of majority set",
        subject=subject,
        years=years,
    )


async def when_of(session: AsyncSession, patient: Patient) -> ComingOfAge | None:
    """Return when a patient comes of age or came of age; None without a date of birth."""
    if patient.birth_date is None:
        return None
    team = await teams.team(session, patient.care_team_id)
    zone = await _zone(session, patient.account_id, team)
    born = date.fromisoformat(patient.birth_date)
    return coming_of_age(born, await age_of(session, team), zone)


async def set_birth_date(
    session: AsyncSession, patient: Patient, born: date | None, by: str, now: datetime
) -> None:
    """Note when a patient was born, or that nobody says so; a child then takes part.

    A child has no chat of their own: the family that has joined gets the reminders.
    """
    patient.birth_date = born.isoformat() if born else None
    session.add(patient)
    await session.flush()
    deed = "birth date entered" if born else "birth date removed"
    await _note(session, patient, by, deed, now)
    await take_part(session, patient, now)


async def take_part(session: AsyncSession, patient: Patient, now: datetime) -> None:
    """Let a child who has no chat take part through the family, if somebody of it has joined."""
    when = await when_of(session, patient)
    if when is None or now >= when.at:
        return
    waits = patient.state is PatientState.INVITED and patient.account_id is None
    if waits and await people.caregivers(session, patient):
        await people.set_state(session, patient, PatientState.ENROLLED, now)
        await session.flush()
        await plan_all(session, patient, now)
        await age_notices.takes_part(session, patient, now)


async def sweep(service: Service) -> int:
    """Do what is due for everybody who comes of age. Return for how many something changed."""
    now, changed = service.now(), 0
    async with service.begin() as session:
        for child in await _near(session, now):
            when = await _when(session, child)
            if now < when.ahead or child.cared_since >= when.at:
                continue
            growing = await _growing(session, child, when)
            deed = _prepare if now < when.at else _arrive
            changed += await deed(session, growing, now)
    if changed:
        service.bells.outbox.set()
    return changed


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when somebody next comes of age, or is half a year from it."""
    found = []
    for child in await people.children(session):
        when = await _when(session, child)
        growing = await _growing(session, child, when)
        if child.cared_since >= when.at or await tasks.is_known(session, growing.today):
            continue
        asked = child.account_id is not None or await tasks.is_known(session, growing.soon)
        found.append(when.at if asked else when.ahead)
    return min(found, default=None)


async def _prepare(session: AsyncSession, growing: Growing, now: datetime) -> bool:
    """Ask the team, once, to invite a young person who has not joined."""
    if await _has_joined(session, growing.patient):
        return False
    values: dict[str, Value] = {"day": growing.when.day.isoformat()}
    chore = Chore(TaskKind.COMING_OF_AGE, growing.soon, growing.when.at, values)
    return await _ask(session, growing, chore, now)


async def _arrive(session: AsyncSession, growing: Growing, now: datetime) -> bool:
    """Do what the day wants; again and again, for what it finds may change until it is done."""
    patient = growing.patient
    if not await _has_joined(session, patient):
        return await _limit(session, growing, now)
    first = await _mark(session, growing, now)
    if await consents.agreed(session, patient, Topic.CAREGIVER):
        return first and await _keep(session, growing, now)
    if await alerts.unresolved(session, patient.care_team_id, patient.id or 0) is not None:
        return first
    return await _end(session, growing, now)


async def _limit(session: AsyncSession, growing: Growing, now: datetime) -> bool:
    """End dates and reminders for the family of who has not joined, and tell the team aloud."""
    patient = growing.patient
    if patient.state in SEES:
        await quieten(session, patient)
        was = patient.state.value
        await people.set_state(session, patient, PatientState.INVITED, now)
        await _note(session, patient, "service", "of age and not joined", now, was=was)
    values: dict[str, Value] = {"day": growing.when.day.isoformat()}
    note = staff_transfer.NOT_JOINED
    chore = Chore(TaskKind.COMING_OF_AGE, growing.today, None, values, note)
    if not await _ask(session, growing, chore, now):
        return False
    for role in await people.caregivers(session, patient):
        await age_notices.tell_family(session, growing, role, patient_transfer.OF_AGE_LIMITED, now)
    return True


async def _keep(session: AsyncSession, growing: Growing, now: datetime) -> bool:
    """Tell a young person who agreed to it that the family still reads along, and how it ends."""
    roles = await people.caregivers(session, growing.patient)
    values: dict[str, Value] = {"carers": ", ".join(role.name for role in roles)}
    text = patient_transfer.OF_AGE_KEPT_YOU
    await age_notices.tell_own(session, growing, text, values, now)
    return True


async def _end(session: AsyncSession, growing: Growing, now: datetime) -> bool:
    """End the access of everybody who cared for the child, and tell them and the young person."""
    roles = [
        role
        for role in await people.caregivers(session, growing.patient)
        if role.joined_at is not None and role.joined_at < growing.when.at
    ]
    if not roles:
        return False
    for role in roles:
        role.removed_at = now
        session.add(role)
        await session.flush()
        if role.account_id is not None and not await people.living_in(session, role.account_id):
            await outbox.purge(session, role.account_id)
        await age_notices.tell_family(session, growing, role, patient_transfer.OF_AGE_ENDED, now)
    await tasks.withdraw(session, growing.soon, now)
    await tasks.withdraw(session, growing.today, now)
    await age_notices.tell_own(session, growing, patient_transfer.OF_AGE_YOU, {}, now)
    await age_notices.tell_team(session, growing, now)
    codes = {"caregivers": [role.id for role in roles]}
    await _note(session, growing.patient, "service", "of age: family's access ended", now, **codes)
    return True


async def _has_joined(session: AsyncSession, patient: Patient) -> bool:
    """Say whether a young person is in with a chat of their own, every question answered."""
    if patient.account_id is None or patient.state in NOT_IN:
        return False
    open_still = await invitations.opened_by(session, patient.account_id)
    return open_still is None or open_still.patient_id != patient.id


async def _mark(session: AsyncSession, growing: Growing, now: datetime) -> bool:
    """Remember that the day has come, with nothing to do for a human. False if it was known."""
    asked = tasks.Asked(
        key=growing.today,
        care_team_id=growing.team.id or 0,
        patient_id=growing.patient.id,
        kind=TaskKind.COMING_OF_AGE,
        deadline=now,
        particulars={"day": growing.when.day.isoformat()},
    )
    if await tasks.open_task(session, asked, now) is None:
        return False
    await tasks.withdraw(session, growing.today, now)
    return True


async def _ask(session: AsyncSession, growing: Growing, chore: Chore, now: datetime) -> bool:
    team = growing.team.id or 0
    return await ask(session, team, growing.patient, chore, now) is not None


async def _growing(session: AsyncSession, child: Child, when: ComingOfAge) -> Growing:
    patient = await people.patient(session, child.care_team_id, child.patient_id)
    assert patient is not None, "it was just read"
    return Growing(patient, await teams.team(session, child.care_team_id), when)


async def _near(session: AsyncSession, now: datetime) -> list[Child]:
    """Return whose day may be near or over; where a child lives moves it by a day at most.

    Looks at each team once: most children are far from it, and nobody may wait for all of them.
    """
    ages: dict[int, int] = {}
    found = []
    for child in await people.children(session):
        if child.care_team_id not in ages:
            team = await teams.team(session, child.care_team_id)
            ages[child.care_team_id] = await age_of(session, team)
        when = coming_of_age(child.born, ages[child.care_team_id], UTC)
        if when.ahead - DAY <= now and child.cared_since < when.at + DAY:
            found.append(child)
    return found


async def _when(session: AsyncSession, child: Child) -> ComingOfAge:
    team = await teams.team(session, child.care_team_id)
    zone = await _zone(session, child.account_id, team)
    return coming_of_age(child.born, await age_of(session, team), zone)


async def _zone(session: AsyncSession, account_id: int | None, team: CareTeam) -> ZoneInfo:
    """Return the zone in which somebody is at home; who has no chat lives where the team is."""
    account = await people.account(session, account_id) if account_id is not None else None
    return ZoneInfo((account.home_zone or account.zone) if account else team.zone)


async def _note(
    session: AsyncSession, patient: Patient, actor: str, deed: str, now: datetime, **codes: object
) -> None:
    team, subject = patient.care_team_id, f"patient:{patient.id}"
    await audit.note(session, team, now, actor=actor, deed=deed, subject=subject, **codes)


TICK = Tick(
    "coming_of_age",
    sweep,
    next_due,
    looks=60,
    what="somebody comes of age, or will in half a year",
)
