"""*I feel unwell*: the guided questions, by buttons, words or digits, and what opens them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import report, settings_place
from bot.inbox import Handlers
from bot.said import Pressed, answer, pressed, quiet
from bot.scene import Scene
from care import check_words, symptom_check
from care.check_steps import NEXT, THERMOMETER, Choice, Step
from care.delivery import Value
from care.detector_languages import Lexicons
from care.findings import Action, Reading
from care.severity import Severity, worst
from care.symptom_check import Check, Outdated
from messages.texts import redflag_check, redflag_frame, redflag_talk
from messages.voice import Voice
from scheduler.checking import (
    STEPS,
    Answered,
    Asked,
    Occasion,
    Screen,
    ask,
    asked_of,
    check_of,
    leave,
    open_check,
    proceed,
)
from store import outbox, people, reports
from store.tables import SymptomCheck

KEPT = 3000  # characters of a message that a team reads in its details
UNCLEAR_AT_LEAST = Severity.SAME_DAY
FIRST_SCREEN = {
    redflag_check.WHOM.id: Step.WHO,
    "redflag.check.who": Step.WHO,
    "redflag.check.emergency_1": Step.EMERGENCY_1,
    redflag_talk.TEMPERATURE_AGAIN.id: Step.TEMPERATURE,
    "redflag.check.direction": Step.NOW,
}


async def unwell(session: AsyncSession, scene: Scene) -> None:
    """Open the check: the first question names the patient."""
    if not scene.speaker.patients:
        return
    occasion = Occasion("unwell", Severity.URGENT, scene.speaker.cause)
    await open_check(session, await asked(session, scene), Check(), occasion, scene.now)


async def asked(session: AsyncSession, scene: Scene) -> Asked:
    """Return whom this chat is asked about: its owner, or the first of those cared for."""
    patient, chat = scene.speaker.patients[0], scene.speaker.chat
    return Asked(patient, chat, await report.context_of(session, patient, chat, scene.now))


async def _asked_in(session: AsyncSession, row: SymptomCheck, scene: Scene) -> Asked | None:
    """Return whom an open check is about, who need not be the first this chat stands for."""
    patient, chat = await people.patient(session, row.care_team_id, row.patient_id), row.account_id
    if patient is None:
        return None
    return Asked(patient, chat, await report.context_of(session, patient, chat, scene.now))


@dataclass(frozen=True, slots=True)
class Listening:
    """Takes typed answers to an open check. A red flag in the words alerts first all the same."""

    lexicons: Lexicons

    async def __call__(self, session: AsyncSession, scene: Scene) -> bool:
        """Return whether the words were an answer, or held a red flag while a check is open."""
        row = await reports.open_check(session, scene.speaker.chat)
        if row is None or not scene.words or not scene.speaker.patients:
            return False
        who = await _asked_in(session, row, scene)
        if who is None:
            return False
        check = check_of(row)
        words = (scene.words, self.lexicons, scene.speaker.language)
        copied = check_words.copied(check.step, scene.words, labels(check.step, who, scene))
        choice = copied or check_words.understand(check.step, *words, who.known.limits)
        alerts = scene.reading is not None and scene.reading.action is Action.ALERT
        if choice is None and await settings_place.waits_for_a_country(session, scene):
            return False
        if choice is None:
            return False if alerts else await self._again(session, scene, row, who)
        celsius = None
        if check.step in THERMOMETER and copied is None:
            celsius = check_words.typed_temperature(*words)
        said = Answered(check.step, choice, scene.speaker.cause, celsius, words=scene.words)
        await proceed(session, row, who, said, scene.now)
        return True

    async def _again(
        self, session: AsyncSession, scene: Scene, row: SymptomCheck, who: Asked
    ) -> bool:
        """Ask again what was not answered; an impossible temperature is named as such."""
        if scene.reading is not None and _asks(scene.reading):
            return False
        at_thermometer = check_of(row).step in THERMOMETER
        intro = redflag_talk.TEMPERATURE_AGAIN if at_thermometer else redflag_frame.CHOOSE
        screen = Screen(scene.speaker.cause, intro=(intro.id,), values={"typed": scene.words})
        await ask(session, row, who, screen, scene.now)
        return True


def labels(step: Step, who: Asked, scene: Scene) -> Mapping[Choice, str]:
    """Return what the buttons of a screen say to whoever writes."""
    voice, of = Voice(scene.speaker.language, preview=scene.preview), redflag_check.LABELS
    name = who.patient.call_name or who.patient.name
    values: Mapping[str, Value] = {**symptom_check.figures(who.known.limits), "name": name}
    return {
        choice: voice.label(of[choice], **{needed: values[needed] for needed in of[choice].vars})
        for choice in NEXT[step]
    }


async def unclear_words(session: AsyncSession, scene: Scene) -> bool:
    """Ask the one question that unclear words leave open; 10 silent minutes are an alert."""
    reading = scene.reading
    if reading is None or not _asks(reading) or not scene.speaker.patients:
        return False
    severity = worst((reading.severity or UNCLEAR_AT_LEAST, UNCLEAR_AT_LEAST))
    intro: tuple[str, ...] = ()
    if reading.answer == redflag_talk.TEMPERATURE_AGAIN.id:
        intro = (redflag_talk.TEMPERATURE_AGAIN.id,)
    values = {"typed": scene.words}
    occasion = Occasion(
        "unclear",
        severity,
        scene.speaker.cause,
        intro=intro,
        values=values,
        words=scene.words[:KEPT],
    )
    who = await asked(session, scene)
    await open_check(session, who, _about(reading), occasion, scene.now)
    return True


def _asks(reading: Reading) -> bool:
    """Say whether words leave a question open about something that was understood."""
    return reading.action is Action.ASK and reading.answer != redflag_talk.NOT_UNDERSTOOD.id


def _about(reading: Reading) -> Check:
    codes = report.codes_of(reading.findings)
    known = [code for code in codes if code != report.UNCLEAR]
    question = (reading.answer or "").removesuffix(".you").removesuffix(".care")
    if known and question in ("redflag.check.now", "redflag.check.last"):
        return symptom_check.comes_back(known[0])
    return Check(step=FIRST_SCREEN.get(question, Step.WHO))


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take a pressed answer in; a press on a screen that was left says so and changes nothing."""
    at = pressed(update)
    found = await asked_of(session, at.press.subject, at.sender)
    if found is None:
        await outbox.owe(session, now, answer(at, redflag_frame.OLD_SCREEN, loud=True))
        return
    row, patient = found
    known = await report.context_of(session, patient, at.chat, now)
    try:
        await _answered(session, row, Asked(patient, at.chat, known), at, now)
    except (Outdated, ValueError):
        await outbox.owe(session, now, answer(at, redflag_frame.OLD_SCREEN, loud=True))
        return
    await outbox.owe(session, now, quiet(at))


async def _answered(
    session: AsyncSession, row: SymptomCheck, who: Asked, at: Pressed, now: datetime
) -> None:
    check = check_of(row)
    if at.press.epoch >= len(STEPS) or STEPS[at.press.epoch] is not check.step:
        raise Outdated(check.step)
    edits = (at.chat, at.message_id) if at.message_id is not None else None
    cause = f"q:{at.query.id}"
    if at.press.choice == "back":
        document = {**row.answers, "check": symptom_check.to_document(symptom_check.back(check))}
        row.answers = document
        session.add(row)
        await session.flush()
        await ask(session, row, who, Screen(cause, edits), now)
        return
    said = Answered(check.step, Choice(at.press.choice), cause, edits=edits)
    await proceed(session, row, who, said, now)


async def cancel(session: AsyncSession, chat: int, now: datetime) -> None:
    """Leave an open check; what it has told stays told."""
    await leave(session, chat, now)


ROUTES: Handlers = {"press.check": press}
