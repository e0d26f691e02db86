"""Chats whose care has ended: the patient has died, or no team is responsible any more.

Nothing is asked there and nothing is begun; whoever writes is told the truth and whom to call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers.team_commands import written_command
from bot.inbox import Handler, Handlers
from bot.said import answer, pressed
from bot.scene import Scene
from bot.speaking import speaker
from care.death import may_need_help, says_died
from care.death_words import DeathWords
from care.delivery import Lane, OutboxMessage, Value
from care.findings import Action
from care.people import PatientState
from messages.keyboards import NONE
from messages.texts import redflag_talk
from messages.texts.redflag_states import AFTER_DEATH
from scheduler import states
from scheduler.wayout import way_out
from store import invitations, outbox, teams
from store.tables import Patient

# What must work without a team too: a new way in, what is kept, how to have it deleted.
STILL = frozenset({"privacy", "delete", "language"})
# A death whose year is given is news in the first weeks of the next year too.
NEWS = timedelta(weeks=4)
HARMLESS = frozenset({Action.MENU, Action.ANSWER})


async def gate(session: AsyncSession, scene: Scene) -> bool:
    """Answer for a patient whose care has ended, if the chat stands for nobody else."""
    speaker = scene.speaker
    if speaker.patients or not speaker.ended:
        return False
    if await _is_let_through(session, scene):
        return False
    await _answer(session, scene, _foremost(speaker.ended))
    return True


@dataclass(frozen=True, slots=True)
class Hearing:
    """Stops everything automatic when somebody writes that the patient has died.

    A red flag in the same words is about somebody who lives, and comes first.
    """

    lexicon: DeathWords

    async def __call__(self, session: AsyncSession, scene: Scene) -> bool:
        """Return whether the words told of a death; then the team is asked, and nobody else is."""
        if scene.reading is not None and scene.reading.action is Action.ALERT:
            return False
        told = [one for one in scene.speaker.patients if self._tells_of(one, scene)]
        if len(told) != 1:
            return False
        [patient] = told
        await states.hear_of_death(session, patient, scene.speaker.cause, scene.now)
        if may_need_help(scene.words, self.lexicon):
            await _ambulance(session, patient, scene.speaker.chat, scene.speaker.cause, scene.now)
        return True

    def _tells_of(self, patient: Patient, scene: Scene) -> bool:
        years = {scene.now.year, (scene.now - NEWS).year}
        return says_died(scene.words, self.lexicon, _names(patient), years)


def guarded(handlers: Handlers) -> Handlers:
    """Return handlers of a patient's buttons that change nothing where the care has ended."""
    return {name: _guarded(handler) for name, handler in handlers.items()}


def _guarded(handler: Handler) -> Handler:
    async def press(session: AsyncSession, update: Update, now: datetime) -> None:
        who = await speaker(session, update, now)
        if who.patients or not who.ended:
            await handler(session, update, now)
            return
        patient = _foremost(who.ended)
        text = AFTER_DEATH if patient.state is PatientState.DECEASED else redflag_talk.NO_TEAM
        values = await _values(session, patient, who.chat, now)
        await outbox.owe(session, now, answer(pressed(update), text, loud=True, values=values))

    return press


async def _is_let_through(session: AsyncSession, scene: Scene) -> bool:
    """Say whether a command works here still: a member's, a new way in, what is kept of whom."""
    command = written_command(scene.words)
    if command is None:
        return False
    if command.name == "start" and command.argument:
        found = await invitations.find(session, command.argument)
        return found is None or found.patient_id not in {one.id for one in scene.speaker.ended}
    members = await teams.memberships(session, scene.speaker.chat)
    return command.name in STILL or bool(members)


async def _answer(session: AsyncSession, scene: Scene, patient: Patient) -> None:
    """Owe the answer; the emergency number stands in it unless the words are plainly harmless."""
    team = await teams.team(session, patient.care_team_id)
    way = await way_out(session, team, scene.speaker.chat, scene.now)
    died = patient.state is PatientState.DECEASED
    harmless = scene.reading is not None and scene.reading.action in HARMLESS
    text = AFTER_DEATH if died else redflag_talk.NO_TEAM
    message = OutboxMessage(
        key=f"ended:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.SAFETY,
        texts=(text.id, *(() if died and harmless else way.texts[-1:])),
        values=await _values(session, patient, scene.speaker.chat, scene.now),
        keyboard=NONE,
    )
    await outbox.owe(session, scene.now, message)


async def _values(
    session: AsyncSession, patient: Patient, chat: int, now: datetime
) -> dict[str, Value]:
    team = await teams.team(session, patient.care_team_id)
    way = await way_out(session, team, chat, now)
    return {**way.values, "phone": team.phone}


def _foremost(ended: Sequence[Patient]) -> Patient:
    """Return about whom to speak: somebody who has died comes first."""
    died = (one for one in ended if one.state is PatientState.DECEASED)
    return next(died, ended[0])


async def _ambulance(
    session: AsyncSession, patient: Patient, chat: int, cause: str, now: datetime
) -> None:
    team = await teams.team(session, patient.care_team_id)
    way = await way_out(session, team, chat, now)
    message = OutboxMessage(
        f"ambulance:{cause}", chat, Lane.SAFETY, way.texts[-1:], dict(way.values)
    )
    await outbox.owe(session, now, message)


def _names(patient: Patient) -> tuple[str, ...]:
    first = patient.name.split()[:1]
    return tuple(dict.fromkeys(n for n in (patient.call_name, patient.name, *first) if n))
