"""The short questions after the do's and don'ts: one a screen, answered by a tap, or left alone.

A button, never a trap: words that somebody types meanwhile are read as everywhere. An old button
changes nothing and shows what there is to answer now. Holds no sentence.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import Press, encode
from bot.inbox import Handlers
from bot.said import PressedAbout, answer, cause, face, pressed, quiet
from bot.speaking import Speaker
from care import teach_back as rules
from care.appointments import AppointmentKind
from care.delivery import Choice, Lane, OutboxMessage, Page, Rows
from care.teach_back import QUESTIONS, Lesson, Outcome, Stand, outcome_of
from messages.declare import voiced
from messages.texts import content, staff
from messages.texts import patient_teach_back as says
from scheduler import teach_back
from scheduler.reminder_plan import clock_of, plan_questions
from scheduler.visits import hears
from store import appointments, outbox, people
from store.patient_facts import Said
from store.tables import Patient

DEED = "teach"
OPEN, NEXT, CLOSE = "open", "next", "close"
SYMPTOMS = frozenset({Lesson.INFECTION, Lesson.PML})
DUE_AGAIN = frozenset({Stand.NOT_YET, Stand.OPEN})


async def offers(session: AsyncSession, who: Speaker, now: datetime, *, again_only: bool) -> Rows:
    """Return a button for each patient about whom there is something to ask in this chat.

    With `again_only` just for those who were asked before, and for whom it is still open.
    """
    asked = [
        patient
        for patient in who.patients
        if await teach_back.asked_in(session, patient, who.chat)
        and await _due(session, patient, now, again_only=again_only)
    ]
    several = len(who.patients) > 1
    return tuple((_start(patient, several=several),) for patient in asked)


async def _due(session: AsyncSession, patient: Patient, now: datetime, *, again_only: bool) -> bool:
    lessons = await _to_ask(session, patient, now)
    if not again_only:
        return bool(lessons)
    found = await teach_back.standings(session, patient, now)
    return any(found[lesson].stand in DUE_AGAIN for lesson in lessons)


def _start(patient: Patient, *, several: bool) -> Choice:
    data = encode(Press(DEED, OPEN, patient.id or 0))
    if not several:
        return Choice(says.START.id, data)
    return Choice(says.START_NAMED.id, data, values={"name": patient.call_name or patient.name})


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Open the questions, take an answer in, or go on; whoever is not asked changes nothing."""
    asked = await _asked(session, update, now)
    if asked is None:
        return

    choice = asked.at.press.choice
    if choice == OPEN:
        await _open(session, asked, cause(update))
    elif choice == NEXT:
        await _turn(session, asked, await _question(session, asked))
    elif choice == CLOSE:
        await _turn(session, asked, Page((says.CLOSED.id,), {}))
    else:
        await _answer(session, asked)


async def _asked(session: AsyncSession, update: Update, now: datetime) -> PressedAbout | None:
    """Return who is asked about whom; otherwise answer, and return None."""
    at = pressed(update)
    patient = await people.patient_of_any_team(session, at.press.subject)
    mine = (
        patient is not None
        and at.chat == at.sender
        and await teach_back.asked_in(session, patient, at.sender)
    )
    if patient is not None and mine and patient.state.is_answered:
        return PressedAbout(at, patient, now)
    await outbox.owe(session, now, answer(at, staff.OLD_BUTTON))
    return None


async def _open(session: AsyncSession, asked: PressedAbout, why: str) -> None:
    """Send the first question as a message of its own: what it was pressed under stays."""
    page = await _question(session, asked)
    message = OutboxMessage(
        key=f"{DEED}:{why}:{asked.patient.id}",
        chat_id=asked.at.sender,
        lane=Lane.CONVERSATION,
        texts=page.texts,
        values=page.values,
        rows=page.rows,
    )
    await outbox.owe(session, asked.now, message, quiet(asked.at))


async def _turn(session: AsyncSession, asked: PressedAbout, page: Page) -> None:
    shown = face(asked.at, page.texts, page.values, page.rows)
    await outbox.owe(session, asked.now, shown, quiet(asked.at))


async def _answer(session: AsyncSession, asked: PressedAbout) -> None:
    """Keep an answer and say what is advised. Each question is answered once on a day."""
    found = _read(asked.at.press.choice)
    current = asked.at.press.epoch == await teach_back.latest(session, asked.patient)
    lessons = await _to_ask(session, asked.patient, asked.now)
    if found is None or not current or found[0] not in lessons:
        page = await _question(session, asked)
        shown = face(asked.at, page.texts, page.values, page.rows)
        old = answer(asked.at, staff.OLD_BUTTON, loud=True)
        await outbox.owe(session, asked.now, shown, old)
        return

    lesson, outcome = found
    said = Said(f"account:{asked.at.sender}", asked.now)
    await teach_back.note(session, asked.patient, lesson, outcome, said)
    await plan_questions(session, asked.patient, asked.now)

    left = [one for one in lessons if one is not lesson]
    await _turn(session, asked, await _said(session, asked, lesson, outcome, left))


def _read(choice: str) -> tuple[Lesson, Outcome] | None:
    """Return which question was answered and what that comes to, or None if it is none of ours."""
    name, _, chosen = choice.partition("_")
    if name not in set(Lesson) or chosen not in set(rules.Choice):
        return None
    outcome = outcome_of(Lesson(name), rules.Choice(chosen))
    return (Lesson(name), outcome) if outcome else None


async def _to_ask(session: AsyncSession, patient: Patient, now: datetime) -> Sequence[Lesson]:
    zone = (await clock_of(session, patient)).zone
    return rules.to_ask(await teach_back.given(session, patient), now, zone)


# --- How it looks ---------------------------------------------------------------------------------


async def _question(session: AsyncSession, asked: PressedAbout) -> Page:
    """Return the next question with its answers, or that there is none for today."""
    lessons = await _to_ask(session, asked.patient, asked.now)
    if not lessons:
        return Page((says.NOTHING.id,), {})
    lesson, epoch = lessons[0], await teach_back.latest(session, asked.patient)
    texts = [says.HEADING, says.QUESTIONS[lesson].ask, *([says.NOW] * (lesson in SYMPTOMS))]
    rows = [
        (_button(says.CHOICES[choice].id, asked, f"{lesson}_{choice}", epoch),)
        for choice in QUESTIONS[lesson].choices
    ]
    return Page(_voiced(asked, texts), _values(asked), (*rows, (_closing(asked),)))


async def _said(
    session: AsyncSession,
    asked: PressedAbout,
    lesson: Lesson,
    outcome: Outcome,
    left: Sequence[Lesson],
) -> Page:
    """Return what is said to an answer, and the way on."""
    known, said = outcome is Outcome.ADVISED, says.QUESTIONS[lesson]
    texts = [says.HEADING, said.right if known else said.explained]
    texts += [] if known else await _whether_again(session, asked, lesson)
    if not left:
        return Page(_voiced(asked, [*texts, says.END.id]), _values(asked))
    onward = _button(content.NEXT.id, asked, NEXT)
    return Page(_voiced(asked, texts), _values(asked), ((onward, _closing(asked)),))


async def _whether_again(session: AsyncSession, asked: PressedAbout, lesson: Lesson) -> list[str]:
    """Return what follows: asked once more, the team's turn, or nothing that could be promised."""
    found = await teach_back.given(session, asked.patient)
    if rules.standing(found, lesson, asked.now).stand is Stand.OPEN:
        return [says.TALK.id]
    zone = (await clock_of(session, asked.patient)).zone
    days = [one for one in rules.asked_again(found, asked.now, zone) if one.lesson is lesson]
    rows = await appointments.of_patient(session, asked.patient)
    course = [row for row in rows if row.kind is AppointmentKind.INFUSION and row.status.stands]
    return [says.AGAIN.id] if days and course and hears(asked.patient) else []


def _voiced(asked: PressedAbout, texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(voiced(id, care=asked.care) for id in texts)


def _values(asked: PressedAbout) -> Mapping[str, str]:
    return {"name": asked.patient.call_name or asked.patient.name}


def _button(label: str, asked: PressedAbout, choice: str, epoch: int = 0) -> Choice:
    return Choice(label, encode(Press(DEED, choice, asked.patient.id or 0, epoch)))


def _closing(asked: PressedAbout) -> Choice:
    return _button(content.CLOSE.id, asked, CLOSE)


ROUTES: Handlers = {f"press.{DEED}": press}
