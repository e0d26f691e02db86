"""What follows when somebody goes: members, chats that close to us, patients who want to leave."""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from care.calendar import local
from care.delivery import Lane, OutboxMessage, Value
from care.findings import Category
from care.patient_states import LEAVING_WAITS
from care.people import PatientState, Position
from care.policies import BLOCKED_AFTER_INFUSION, BLOCKED_AFTER_NEURO
from care.tasks import TaskKind
from care.triage_table import TABLE
from messages.declare import Text
from messages.texts import staff_tasks
from messages.texts import staff_team as says
from scheduler.appointing import plan_all
from scheduler.chores import Chore, ask
from scheduler.rota import cover_of
from store import alerts, appointments, audit, outbox, people, reports, tasks, teams
from store.tables import CareTeam, Member, Patient

logger = structlog.get_logger(__name__)


async def remove_member(
    session: AsyncSession, team: CareTeam, member: Member, key: str, now: datetime
) -> None:
    """End a member's rights at once, and leave nothing with somebody who is gone.

    1. No member any more, and on no shift.
    2. The alerts they held come back, the tasks they had taken are open again.
    3. The group reads who left, how they come back, and which place on call is now empty.
    """
    assert team.id is not None
    assert member.id is not None
    held = await _positions(session, member, now)
    member.removed_at = now
    session.add(member)
    await teams.stand_down(session, member, now)
    await alerts.let_go(session, team.id, member.id, now)
    await tasks.let_go(session, team.id, member.id)
    subject = f"member:{member.id}"
    deed = "member left the group"
    await audit.note(session, team.id, now, actor="service", deed=deed, subject=subject)

    if team.chat_id is not None:
        texts = (says.LEFT, *((says.GAP,) if held else ()))
        message = _line(f"{key}:group", team.chat_id, texts, team, member, held)
        await outbox.owe(session, now, message)
    if member.account_id is not None:
        message = _line(f"{key}:you", member.account_id, (says.LEFT_YOU,), team, member, held)
        await outbox.owe(session, now, message)


async def lose_member(session: AsyncSession, member: Member, key: str, now: datetime) -> None:
    """Tell the group that a member blocked us and cannot be paged; the rota stays as it is."""
    team = await teams.team(session, member.care_team_id)
    held = await _positions(session, member, now)
    if team.chat_id is None:
        return
    texts = (says.BLOCKED, *((says.GAP,) if held else ()))
    message = _line(f"{key}:{member.id}", team.chat_id, texts, team, member, held)
    await outbox.owe(session, now, message)


async def lose_patient(session: AsyncSession, patient: Patient, key: str, now: datetime) -> None:
    """Ask the team to call a patient whose chat is closed: loudly while that may matter.

    It matters with an open alert, soon after an infusion, and for two weeks after a nerve
    symptom: not wanting to hear any more can itself be a sign.
    """
    risky = await _at_risk(session, patient, now)
    note = staff_tasks.RISKY if risky else staff_tasks.NOT_RISKY
    chore = Chore(TaskKind.UNREACHABLE, f"{key}:{patient.id}", note=note, silent=not risky)
    await ask(session, patient.care_team_id, patient, chore, now)


async def stops(session: AsyncSession, patient: Patient, key: str, now: datetime) -> None:
    """Ask the team about a patient who wants no reminders: aloud soon after a nerve symptom."""
    risky = await _nerves(session, patient, now - BLOCKED_AFTER_NEURO)
    note = staff_tasks.LEFT_AFTER_NERVES if risky else None
    chore = Chore(TaskKind.LEAVING, key, note=note, silent=not risky)
    await ask(session, patient.care_team_id, patient, chore, now)


async def wants_deletion(session: AsyncSession, patient: Patient, key: str, now: datetime) -> None:
    """Ask the team to delete a patient's record, after the days in which it can be taken back.

    The task remembers in which state the patient was: see `stays`.
    """
    risky = await _nerves(session, patient, now - BLOCKED_AFTER_NEURO)
    note = staff_tasks.DELETE_AFTER_NERVES if risky else staff_tasks.DELETE_WAITS
    team = await teams.team(session, patient.care_team_id)
    day = local(now + LEAVING_WAITS, ZoneInfo(team.zone)).date()
    values = {"day": day.isoformat(), "was": patient.state.value}
    chore = Chore(TaskKind.LEAVING, key, values=values, note=note, silent=not risky)
    await ask(session, patient.care_team_id, patient, chore, now)


async def stays(session: AsyncSession, patient: Patient, key: str, now: datetime) -> bool:
    """Take a patient back who had asked to be deleted, as they were. False when it is too late."""
    task = await tasks.with_key(session, key)
    late = now - patient.state_since > LEAVING_WAITS
    if task is None or late or patient.state is not PatientState.LEFT:
        return False
    if patient.reminders_stopped_at == patient.state_since:
        patient.reminders_stopped_at = None
    await people.set_state(session, patient, PatientState(task.particulars["was"]), now)
    await session.flush()
    await plan_all(session, patient, now)
    await tasks.withdraw(session, key, now)
    subject, team = f"patient:{patient.id}", await teams.team(session, patient.care_team_id)
    actor = f"patient:{patient.id}"
    await audit.note(session, team.id or 0, now, actor=actor, deed="stays", subject=subject)
    if team.chat_id is not None:
        values: dict[str, Value] = {"patient": patient.pseudonym}
        text = (staff_tasks.STAYS.id,)
        line = OutboxMessage(f"{key}:stays", team.chat_id, Lane.ECHO, text, values)
        await outbox.owe(session, now, line)
    return True


async def lose_group(
    session: AsyncSession, team: CareTeam, text: Text, key: str, now: datetime
) -> None:
    """Tell everybody on call, and every admin, that the team's group cannot be reached.

    Open alerts take their next step at once: the group may have been the only one who was told.
    """
    covered = (await cover_of(session, team)).covered(now)
    reach = await teams.reach(session, team.id or 0, now, covered=covered)
    paged = {chat for chats in reach.values() for chat in chats if chat > 0}
    actors = [m for m in await teams.members(session, team.id or 0) if m.role.acts]
    chats = dict.fromkeys([*sorted(paged), *(m.account_id for m in actors if m.account_id)])
    logger.error("group.lost", team=team.id, told=len(chats))
    for chat in chats:
        message = OutboxMessage(
            key=f"{key}:{chat}",
            chat_id=chat,
            lane=Lane.ALERT,
            texts=(text.id,),
            values={"team": team.name},
            silent=chat not in paged,
        )
        await outbox.owe(session, now, message)
    for row in await alerts.of_team(session, team.id):
        await alerts.hurry(session, row.id or 0, row.epoch, now)


async def _positions(session: AsyncSession, member: Member, now: datetime) -> list[Position]:
    """Return where a member stands on call and nobody else does."""
    standing = await teams.on_call(session, member.care_team_id, now)
    held = [Position(shift.position) for shift, who in standing if who.id == member.id]
    others = {Position(shift.position) for shift, who in standing if who.id != member.id}
    return [position for position in dict.fromkeys(held) if position not in others]


async def _at_risk(session: AsyncSession, patient: Patient, now: datetime) -> bool:
    if await alerts.unresolved(session, patient.care_team_id, patient.id or 0):
        return True
    last = await appointments.last_infusion(session, patient, now)
    if last is not None and now - last <= BLOCKED_AFTER_INFUSION:
        return True
    return await _nerves(session, patient, now - BLOCKED_AFTER_NEURO)


async def _nerves(session: AsyncSession, patient: Patient, since: datetime) -> bool:
    said = await reports.since(session, patient, since)
    codes = {str(finding.get("code")) for report in said for finding in report.findings}
    return any(code in TABLE and TABLE[code].category is Category.NEURO for code in codes)


def _line(  # noqa: PLR0913, PLR0917 -- one message, as it is said
    key: str,
    chat: int,
    texts: tuple[Text, ...],
    team: CareTeam,
    member: Member,
    held: list[Position],
) -> OutboxMessage:
    values: dict[str, Value] = {"team": team.name, "name": member.name}
    if held:
        values["position"] = says.POSITIONS[held[0]].id
    return OutboxMessage(key, chat, Lane.ALERT, tuple(text.id for text in texts), values)
