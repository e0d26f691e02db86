"""The commands that everybody has, in any state, and the words typed instead of them.

Holds /start, /help, /privacy, /cancel and /stop; settings, leaving and /topics have modules of
their own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.handlers import (
    check,
    enrolment,
    leaving,
    opening,
    report,
    settings,
    stranger,
    topics,
)
from bot.handlers.enrolment_answers import bare
from bot.scene import Command, Commands, Scene
from care.delivery import Choice, Lane, OutboxMessage, Rows, Value
from care.findings import Action
from care.people import PatientState, Topic
from messages import languages
from messages.declare import voiced
from messages.keyboards import PATIENT as KEYBOARD
from messages.keyboards import Key
from messages.listing import line
from messages.texts import commands as menu
from messages.texts import patient_settings as texts
from messages.texts import redflag
from messages.voice import Voice
from scheduler.consenting import ANSWER_DAYS
from scheduler.enrolment import note_consent
from scheduler.leaving import stops
from scheduler.quiet import quieten
from scheduler.wayout import way_out
from store import alerts, outbox, people, reports, teams
from store.tables import Patient

CONVERSATIONS = (leaving.TOPIC, settings.TOPIC)  # what /cancel leaves, beside the way in
COMMA = re.compile(r"[,،，、]")


# --- /start ---------------------------------------------------------------------------------------


async def start(session: AsyncSession, scene: Scene) -> None:
    """Open an invitation, go on with the questions, or say hello again."""
    if scene.argument:
        await opening.open_invitation(session, scene, scene.argument)
        return
    if await enrolment.resume(session, scene):
        return
    own = scene.speaker.own
    if own is not None and own.state in (PatientState.INVITED, PatientState.LEFT):
        await help_(session, scene)  # not in, or in no more: only the numbers hold
    elif scene.speaker.patients:
        await opening.welcome_back(session, scene)
    else:
        await stranger.greet(session, scene)


# --- /help and /privacy ---------------------------------------------------------------------------


async def help_(session: AsyncSession, scene: Scene) -> None:
    """Say what this can do, whom to call, and who is behind it."""
    if not scene.speaker.patients:
        number, values = stranger.ambulance(scene.speaker.account)
        general = (texts.HELP_STRANGER.id, number, texts.MAKER.id)
        await _say(session, scene, general, values, rows=stranger.choose_country())
        return
    patient = scene.speaker.patients[0]
    team = await teams.team(session, patient.care_team_id)
    way = await way_out(session, team, scene.speaker.chat, scene.now)
    said = voiced("patient.help", care=scene.speaker.own is None)
    words = (said, *way.texts, redflag.NO_RECEIPT.id, texts.HELP_COMMANDS.id, texts.MAKER.id)
    name = patient.call_name or patient.name
    await _say(session, scene, words, {**way.values, "name": name, "commands": _listed()})


def _listed() -> list[str]:
    """Return every command of the menu with what it does; who reads this has found /help."""
    return [
        line(texts.HELP_COMMAND, {"command": f"/{name}", "does": does.id})
        for name, does in menu.DESCRIPTIONS.items()
        if name != "help"
    ]


async def privacy(session: AsyncSession, scene: Scene) -> None:
    """Say what is kept, who holds it, and what can be asked for."""
    team_id = await _team_of(session, scene)
    if team_id is None:
        await _say(session, scene, (texts.PRIVACY_STRANGER.id,))
        return
    team = await teams.team(session, team_id)
    values: dict[str, Value] = {"team": team.name, "phone": team.phone, "days": ANSWER_DAYS}
    await _say(session, scene, (*texts.POLICY, redflag.TEAM_NUMBER.id), values)


async def _team_of(session: AsyncSession, scene: Scene) -> int | None:
    for patient in scene.speaker.patients:
        return patient.care_team_id
    for member in await teams.memberships(session, scene.speaker.account.id):
        return member.care_team_id
    return None


# --- /cancel --------------------------------------------------------------------------------------


async def cancel(session: AsyncSession, scene: Scene) -> None:
    """Leave the question that is open. An alert stays, and so do questions about being unwell."""
    account_id = scene.speaker.account.id
    if await enrolment.leave(session, scene):
        return
    topics = [
        topic for topic in CONVERSATIONS if await people.conversation(session, account_id, topic)
    ]
    for topic in topics:
        await people.end_conversation(session, account_id, topic)
    words = [texts.CANCELLED.id if topics else texts.NOTHING_OPEN.id]
    if await reports.open_check(session, account_id) is not None:
        words = [texts.CANCEL_CHECK.id]
    if await _alerted(session, scene.speaker.patients):
        words.append(texts.CANCEL_ALERT.id)
    await _say(session, scene, tuple(words))


async def _alerted(session: AsyncSession, patients: Sequence[Patient]) -> bool:
    for patient in patients:
        if await alerts.unresolved(session, patient.care_team_id, patient.id or 0):
            return True
    return False


# --- /stop ----------------------------------------------------------------------------------------


async def stop(session: AsyncSession, scene: Scene) -> None:
    """End what we begin, and tell the team. Answers to symptoms never end."""
    patient = scene.speaker.own
    if patient is None:
        await _stop_for_others(session, scene)
        return
    refused = (Topic.REMINDERS, False)
    await note_consent(session, patient, scene.speaker.account, refused, scene.now)
    patient.reminders_stopped_at = patient.reminders_stopped_at or scene.now
    session.add(patient)
    await quieten(session, patient)
    key = f"stopped:{patient.id}:{scene.speaker.cause}"
    await stops(session, patient, key, scene.now)
    again: Rows = ((Choice(texts.START_AGAIN.id, f"set.reminders_on:{patient.id}:0"),),)
    await _say(session, scene, (texts.STOPPED.id,), rows=again)


async def _stop_for_others(session: AsyncSession, scene: Scene) -> None:
    if not scene.speaker.patients:
        await _say(session, scene, (texts.STOPPED_STRANGER.id,))
        return
    cared_for = scene.speaker.patients[0]
    name = cared_for.call_name or cared_for.name
    await _say(session, scene, (texts.STOPPED_CARE.id,), {"name": name})


# --- I feel unwell --------------------------------------------------------------------------------


async def unwell(session: AsyncSession, scene: Scene) -> None:
    """Open the questions about being unwell; for practice, or for nobody's patient, say so."""
    if await enrolment.practice(session, scene):
        return
    if not scene.speaker.patients:
        if not await stranger.red_flag(session, scene):
            await stranger.in_need(session, scene)
        return
    await check.unwell(session, scene)


# --- Words instead of commands --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listening:
    """Takes a word in any language for the command it names."""

    commands: Commands

    async def __call__(self, session: AsyncSession, scene: Scene) -> bool:
        """Carry out the command that the whole message is a word for."""
        said = bare(scene.words)
        if not said or len(said) > menu.WORD_UNITS:
            return False
        voices = [Voice(one.code) for one in languages.offered(scene.preview)]
        for name, words in menu.WORDS.items():
            if any(said in typed_for(voice.label(words)) for voice in voices):
                await self.commands[name](session, scene)
                return True
        return False


def typed_for(words: str) -> set[str]:
    """Return what may be typed, from the words that translators wrote with commas between."""
    return {bare(one) for one in COMMA.split(words)}


def _heard(command: Command) -> Command:
    """Return a command that first hears what else was said: "/help I cannot breathe"."""

    async def hear(session: AsyncSession, scene: Scene) -> None:
        reading = scene.reading
        if scene.argument and reading is not None and reading.action is Action.ALERT:
            if scene.speaker.patients:
                await report.report(session, scene.speaker, reading, scene.words, scene.now)
            else:
                await stranger.red_flag(session, scene)
            return
        await command(session, scene)

    return hear


COMMANDS: Commands = {
    name: _heard(command)
    for name, command in (
        ("start", start),
        ("topics", topics.open_topics),
        ("help", help_),
        ("settings", settings.show),
        ("language", settings.ask_language),
        ("privacy", privacy),
        ("cancel", cancel),
        ("stop", stop),
        ("delete", leaving.ask),
        ("unwell", unwell),
    )
}
KEYS: Mapping[Key, Command] = {**topics.KEYS, Key.HELP: help_, Key.UNWELL: unwell}


async def _say(
    session: AsyncSession,
    scene: Scene,
    words: tuple[str, ...],
    values: Mapping[str, Value] | None = None,
    rows: Rows = (),
) -> None:
    """Answer a command; whoever has a team keeps the keyboard."""
    message = OutboxMessage(
        key=f"command:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.CONVERSATION,
        texts=words,
        values=values or {},
        rows=rows,
    )
    if scene.speaker.patients and not rows:
        message = replace(message, keyboard=KEYBOARD)
    await outbox.owe(session, scene.now, message)
