"""The answers to questions around infusions, by button or by a plain word.

Old buttons change nothing, except that whoever says something is wrong is always asked what. Every
press shows the questions as they stand now, in each chat that has them. Holds no sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.inbox import Handlers
from bot.said import answer, cause, pressed
from bot.scene import Scene
from care.appointments import AppointmentStatus
from care.delivery import Lane, Method, OutboxMessage, Page
from care.detector_languages import Lexicons
from care.detector_words import words
from care.reminder_kinds import ReminderKind
from messages.texts import patient_dates, redflag_frame, staff
from scheduler import questionnaire_pages as pages
from scheduler.composing import compose
from scheduler.questionnaire_answers import take_in
from scheduler.questionnaire_flags import Answering
from scheduler.visits import Reading
from store import appointments, outbox, people, questionnaires, reports
from store.tables import ReminderRow

NOTHING, SOMETHING = ("no", "none"), ("yes", "not_sure")


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take an answer in, show how things stand, and say so when the button was too old."""
    at = pressed(update)
    why = cause(update)
    answering = await _answering(session, at.press.subject, (at.sender, why), now)
    if answering is None:
        await outbox.owe(session, now, answer(at, staff.OLD_BUTTON))
        return

    counts = await take_in(session, answering, at.press.choice)

    here = None if at.message_id is None else (at.chat, at.message_id)
    await _reface(session, answering, here)
    text = patient_dates.NOTED if counts else redflag_frame.OLD_SCREEN
    await outbox.owe(session, now, answer(at, text, loud=not counts))


@dataclass(frozen=True, slots=True)
class Listening:
    """Takes a plain yes or no for the answer to what was asked last, where no check is open."""

    lexicons: Lexicons

    async def __call__(self, session: AsyncSession, scene: Scene) -> bool:
        """Return whether the words were an answer."""
        word = self._word(scene.words)
        if word is None or await reports.open_check(session, scene.speaker.chat) is not None:
            return False
        who = (scene.speaker.chat, scene.speaker.cause)
        open_still = [
            one
            for patient in scene.speaker.patients
            if (row := await questionnaires.newest(session, patient)) is not None
            and (one := await _answering(session, row.id or 0, who, scene.now)) is not None
            and await _waits(session, one)
        ]
        if len(open_still) != 1:
            return False  # nothing is open, or nobody knows about whom
        return await self._take_in(session, open_still[0], word)

    def _word(self, said: str) -> str | None:
        plain = " ".join(word.text for word in words(said.strip(" .!")))
        for choice in (*NOTHING, *SOMETHING):
            if plain in self.lexicons.choices(choice):
                return choice
        return None

    async def _take_in(self, session: AsyncSession, answering: Answering, word: str) -> bool:
        choice = _meant(answering, word)
        if choice is None or not await take_in(session, answering, choice):
            return False
        await _reface(session, answering, None)
        page = await pages.page(session, answering.reading, answering.row)
        message = OutboxMessage(
            key=f"answered:{answering.cause}:{answering.row.id}",
            chat_id=answering.chat,
            lane=Lane.CONVERSATION,
            texts=page.texts,
            values=page.values,
            rows=page.rows,
        )
        await outbox.owe(session, answering.now, message)
        return True


def _meant(answering: Answering, word: str) -> str | None:
    """Return the button that a word stands for, or None where it could stand for two."""
    row, nothing = answering.row, word in NOTHING
    if row.kind is ReminderKind.PRE_INFUSION:
        return "nothing" if nothing else "yes"
    if row.close_person and pages.asked_beside(answering.reading):
        return "close_no" if nothing else "close_yes"
    took_place = answering.appointment.status is not AppointmentStatus.PLANNED
    if row.kind is ReminderKind.REACTION and not took_place and word != "none":
        return None  # did it take place, or is anything wrong?
    return "nothing" if nothing else "wrong"


async def _waits(session: AsyncSession, answering: Answering) -> bool:
    """Say whether a question still waits for its answer."""
    row = answering.row
    reminder = await appointments.reminder(session, row.reminder_id)
    expired = reminder is None or reminder.expires <= answering.now
    return row.state == "open" and not answering.late and not expired


async def _answering(
    session: AsyncSession, questionnaire_id: int, who: tuple[int, str], now: datetime
) -> Answering | None:
    """Return what is answered, if whoever answers speaks for the patient."""
    chat, why = who
    row = await questionnaires.find(session, questionnaire_id)
    if row is None:
        return None
    patient = await people.patient(session, row.care_team_id, row.patient_id)
    appointment = await appointments.find(session, row.care_team_id, row.appointment_id)
    if patient is None or appointment is None or not patient.state.is_answered:
        return None
    if chat not in await people.chats_of(session, patient):
        return None
    return Answering(row, appointment, patient, chat, why, now)


# --- How it looks afterwards ----------------------------------------------------------------------


async def _reface(
    session: AsyncSession, answering: Answering, here: tuple[int, int] | None
) -> None:
    """Give every message with the question its new face: the one that was pressed, and the others.

    A covered one in another chat stays covered.
    """
    reminder = await appointments.reminder(session, answering.row.reminder_id)
    together = await appointments.told_with(session, reminder) if reminder else ()
    known = await questionnaires.places(session, [row.id or 0 for row in together])
    places = dict.fromkeys(known if not answering.patient.discreet else ())
    if here is not None:
        places[here] = None
    for chat, number in places:
        shown = together if (chat, number) in known else ()
        page = await _page(session, answering, chat, shown)
        message = OutboxMessage(
            key=f"face:{answering.cause}:{answering.row.id}:{chat}:{number}",
            chat_id=chat,
            lane=Lane.CONVERSATION,
            texts=page.texts,
            values=page.values,
            rows=page.rows,
            method=Method.EDIT,
            target=f"{chat}:{number}",
        )
        await outbox.owe(session, answering.now, message)


async def _page(
    session: AsyncSession, answering: Answering, chat: int, together: Sequence[ReminderRow]
) -> Page:
    """Return the message as it should look now in a chat: all of it, or this question alone."""
    reading = Reading(answering.patient, chat, answering.now)
    if together:
        return await compose(session, reading, together)
    return await pages.page(session, reading, answering.row)


ROUTES: Handlers = {"press.qn": press}
