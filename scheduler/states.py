"""A patient's state changes here: what stops, what is told to whom, what stays for a human.

Only a member's word changes a state. That somebody wrote of a death stops what we begin, at once;
it is a member who confirms it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentStatus
from care.delivery import Lane, OutboxMessage, Values
from care.escalation import Alert, resolve
from care.patient_states import ASK_ABOUT_HOSPITAL, NEXT, OVER, WITHOUT_A_TEAM
from care.people import PatientState
from care.tasks import TaskKind
from messages.declare import voiced
from messages.keyboards import NONE
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import patient_states, redflag_talk, staff_commands
from scheduler import age_notices, appointing, cards
from scheduler.chores import Chore, ask
from scheduler.ports import Service, Tick
from scheduler.quiet import hush, quieten
from scheduler.wayout import way_out
from store import alerts, appointments, audit, outbox, people, tasks, teams
from store.tables import Member, Patient

TOLD = {
    PatientState.ENROLLED: patient_states.AGAIN,
    PatientState.PAUSED: patient_states.PAUSED,
    PatientState.IN_HOSPITAL: patient_states.IN_HOSPITAL,
    PatientState.DISCHARGED: redflag_talk.NO_TEAM,
    PatientState.TRANSFERRED: redflag_talk.NO_TEAM,
}


class NotNow(Exception):
    """The patient's state does not allow it, or an alert must be closed first."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Change:
    """A new state, who says so, and whether the family of a patient who died reads a line."""

    state: PatientState
    by: Member
    condolence: bool = False


async def change(session: AsyncSession, patient: Patient, change: Change, now: datetime) -> None:
    """Put a patient into a state and let follow what must. Raises NotNow, and then changed nothing.

    1. Who has died: everything automatic stops, dates are cancelled, an open alert is closed by
       the member and becomes a task to review. One line of sympathy, if the member wants it.
    2. Who leaves this team: the same, but only once no alert is open; the chat is told the truth.
    3. Paused or in hospital: what we begin stops, symptoms are still answered.
    4. Back again: the reminders are planned anew.
    """
    alert = await alerts.unresolved(session, patient.care_team_id, patient.id or 0)
    if change.state not in await possible(session, patient):
        raise NotNow("old")
    if alert is not None and change.state in WITHOUT_A_TEAM:
        raise NotNow("alert")

    first = patient.state is PatientState.INVITED and change.state is PatientState.ENROLLED
    codes = {"was": patient.state.value, "state": change.state.value}
    await people.set_state(session, patient, change.state, now)
    await _note(session, patient, f"member:{change.by.id}", "patient state", now, **codes)
    await _follow(session, patient, change, now)
    if first:
        await age_notices.takes_part(session, patient, now)
        return
    if change.state is not PatientState.DECEASED:
        await _tell(session, patient, change.state, now)
        return
    await _close(session, patient, alert, change.by, now)
    if change.condolence:
        await _condole(session, patient, f"state:{patient.id}:{int(now.timestamp())}", now)


async def possible(session: AsyncSession, patient: Patient) -> Sequence[PatientState]:
    """Return which states may follow by a member's hand.

    Who has not joined takes part only through somebody who cares for them and has joined, and
    only as long as they have no chat of their own: they would have to agree themselves.
    """
    after = NEXT[patient.state]
    if patient.state is not PatientState.INVITED:
        return after
    through = patient.account_id is None and bool(await people.caregivers(session, patient))
    return after if through else [one for one in after if one is not PatientState.ENROLLED]


async def ask_about_hospital(service: Service) -> int:
    """Ask once about each patient who has long been in hospital, as noted. Return how many."""
    now, asked = service.now(), 0
    async with service.begin() as session:
        for patient in await people.in_hospital(session):
            if now >= patient.state_since + ASK_ABOUT_HOSPITAL:
                days = ASK_ABOUT_HOSPITAL.days
                chore = Chore(
                    TaskKind.STILL_IN_HOSPITAL, _stay(patient), None, {"days": days}, silent=True
                )
                asked += await ask(session, patient.care_team_id, patient, chore, now) is not None
    if asked:
        service.bells.outbox.set()
    return asked


async def _next_question(session: AsyncSession) -> datetime | None:
    """Return when the next patient will have been in hospital for long."""
    found = await people.in_hospital(session)
    waits = [one for one in found if not await tasks.is_known(session, _stay(one))]
    return min((one.state_since + ASK_ABOUT_HOSPITAL for one in waits), default=None)


def _stay(patient: Patient) -> str:
    """Return the key under which one stay in hospital is asked about."""
    return f"in_hospital:{patient.id}:{int(patient.state_since.timestamp())}"


async def hear_of_death(session: AsyncSession, patient: Patient, cause: str, now: datetime) -> None:
    """Stop everything automatic because somebody wrote that the patient has died; ask the team.

    The patient is paused, not deceased: words can be misread, and a member must confirm. Alerts
    keep climbing in the team; the family hears no more about them.
    """
    await hush(session, patient)
    if patient.state is PatientState.ENROLLED:
        await people.set_state(session, patient, PatientState.PAUSED, now)
    await _note(session, patient, "service", "death reported", now)
    chore = Chore(TaskKind.DEATH_REPORTED, f"death:{patient.id}:{now.date()}")
    await ask(session, patient.care_team_id, patient, chore, now)
    await _condole(session, patient, f"death:{cause}", now)


async def _follow(session: AsyncSession, patient: Patient, change: Change, now: datetime) -> None:
    """Stop or start what we begin, as the new state wants it."""
    if change.state not in OVER:
        await quieten(session, patient)
        if change.state is PatientState.ENROLLED:
            await appointing.plan_all(session, patient, now)
        return
    await hush(session, patient)
    for row in await appointments.of_patient(session, patient):
        if row.status is AppointmentStatus.PLANNED and row.at > now:
            await appointing.cancel(session, row, f"member:{change.by.id}", now)


async def _close(
    session: AsyncSession, patient: Patient, alert: Alert | None, by: Member, now: datetime
) -> None:
    """Close the alert of a patient who has died, which a human must look at again."""
    if alert is None:
        return
    await alerts.close(session, alert, by.id or 0, "deceased", now)
    actor = f"member:{by.id}"
    await alerts.note(session, alert.id, now, "resolved", actor, reason="deceased")
    values: Values = {"number": alert.number, "patient": patient.pseudonym, "name": by.name}
    face = cards.Face((staff_commands.DIED_ALERT.id,), values, name="deceased")
    await cards.reface(session, resolve(alert), face, now)
    chore = Chore(TaskKind.REVIEW, f"review:{alert.id}", values={"number": alert.number})
    await ask(session, patient.care_team_id, patient, chore, now)


async def _tell(
    session: AsyncSession, patient: Patient, state: PatientState, now: datetime
) -> None:
    key = f"state:{patient.id}:{int(now.timestamp())}"
    team = await teams.team(session, patient.care_team_id)
    for chat in await people.chats_of(session, patient):
        way = await way_out(session, team, chat, now)
        message = OutboxMessage(
            key=f"{key}:{chat}",
            chat_id=chat,
            lane=Lane.SAFETY if state in OVER else Lane.CONVERSATION,
            texts=(
                voiced(_plain(TOLD[state].id), care=chat != patient.account_id),
                *_numbers(state, way.texts),
            ),
            values={**way.values, "name": patient.call_name or patient.name},
            keyboard=await _keyboard(session, chat, over=state in OVER),
        )
        await outbox.owe(session, now, message)


def _plain(id: str) -> str:
    """Return a message's id without its voice."""
    return id.removesuffix(".you")


def _numbers(state: PatientState, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the team's number for whom the team no longer cares."""
    return texts[-1:] if state in OVER else texts


async def _keyboard(session: AsyncSession, chat: int, *, over: bool) -> str:
    """Return the keyboard of a chat: none where nobody is left whom it would be for."""
    return NONE if over and not await people.living_in(session, chat) else KEYBOARD


async def _condole(session: AsyncSession, patient: Patient, key: str, now: datetime) -> None:
    """Owe one line of sympathy with the team's number, and then nothing."""
    died = patient.state is PatientState.DECEASED
    team = await teams.team(session, patient.care_team_id)
    for chat in await people.chats_of(session, patient):
        message = OutboxMessage(
            key=f"{key}:{chat}",
            chat_id=chat,
            lane=Lane.SAFETY,
            texts=(redflag_talk.DEATH.id,),
            values={"phone": team.phone},
            keyboard=await _keyboard(session, chat, over=died),
        )
        await outbox.owe(session, now, message)


async def _note(
    session: AsyncSession, patient: Patient, actor: str, deed: str, now: datetime, **codes: str
) -> None:
    team, subject = patient.care_team_id, f"patient:{patient.id}"
    await audit.note(session, team, now, actor=actor, deed=deed, subject=subject, **codes)


TICK = Tick(
    "ask_about_hospital",
    ask_about_hospital,
    _next_question,
    looks=60,
    what="a long stay in hospital",
)
