"""/plan: a patient's treatment plan, looked at and changed step by step, by buttons.

A press counts only for the member who asked, on the newest screen, while the patient is the
team's; any other is answered and changes nothing. Names stand in the direct chat only.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.asking import Asking, Reply, here, plainly
from bot.handlers import team_plan_changes as changes
from bot.handlers import team_plan_screens as screens
from bot.handlers.date_picker import NOTHING
from bot.handlers.team_plan_steps import STEPS
from bot.handlers.team_plan_turn import TOPIC, Refused, Screen, Turn, keep, turned
from bot.inbox import Handlers
from bot.said import Pressed, answer, cause, face, pressed, quiet
from bot.scene import Scene
from care.delivery import Lane, OutboxMessage
from care.findings import Action
from messages.dates import clock_said, days_said
from messages.declare import Text
from messages.texts import staff, staff_commands
from messages.texts import staff_picker as picks
from messages.texts import staff_plan as says
from messages.values import NAME_UNITS
from scheduler.naming import patient_number
from store import audit, outbox, people, teams

TYPING_LASTS = timedelta(hours=1)
EXAMPLE_DAY, EXAMPLE_TIME = "2026-12-01", "09:30"
WORDS_ON_A_PACK = 3  # of a brand or a batch; more of them are about something else
CALENDARS = frozenset(screens.CALENDARS)
SHOWS: Mapping[str, screens.Shows] = {
    "plan": screens.the_plan,
    "regimen": screens.regimen,
    "conditions": screens.conditions,
    "preset": screens.preset,
    "induction": screens.induction,
    **dict.fromkeys(screens.CALENDARS, screens.calendar),
    "day_read": changes.day_read,
    "time": screens.hour,
    "time_read": changes.time_read,
    "courses": screens.courses,
    "preview": screens.preview,
    "which": screens.which,
    "kind": changes.kind,
    "tests": changes.tests,
    "move": changes.move,
    "add": changes.add,
    "cancel": changes.cancel,
    "end": changes.took_place,
    "brand": changes.brand,
    "batch": changes.batch,
    "batch_read": changes.batch_read,
}


async def show(session: AsyncSession, asking: Asking) -> None:
    """Show a patient's plan where it was asked for, with what the member can do about it."""
    number = patient_number(asking.argument)
    patient = await people.patient(session, asking.team.id or 0, number or 0)
    account = await people.account(session, asking.sender)
    if patient is None or account is None:
        await here(session, asking, plainly(staff_commands.UNKNOWN_PATIENT))
        return
    turn = Turn(asking.member, asking.team, patient, account, asking.now, 0, "plan", asking.direct)
    turn = turned(turn, asking.cause)
    screen = await screens.the_plan(session, turn)
    await _note(session, turn, "plan shown")
    if asking.member.role.acts:
        await keep(session, turn)
    await here(session, asking, Reply(screen.texts, screen.values, screen.rows))


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Follow a button of a plan, if whoever pressed may, and it is of the newest screen."""
    at = pressed(update)
    try:
        turn = await _turn(session, at, now)
        if at.press.choice == NOTHING:
            await outbox.owe(session, now, quiet(at))
            return
        turn, screen = await _followed(session, turn, at.press.choice, cause(update))
    except Refused as refused:
        await outbox.owe(session, now, answer(at, refused.text, loud=True))
        return
    ids = tuple(text.id for text in screen.texts)
    await outbox.owe(session, now, quiet(at), face(at, ids, screen.values, screen.rows))


async def listen(session: AsyncSession, scene: Scene) -> bool:
    """Read a day, a time or a batch that a member wrote; it counts only after a press."""
    row = await people.conversation(session, scene.speaker.chat, TOPIC)
    red = scene.reading is not None and scene.reading.action is Action.ALERT
    fresh = row is not None and scene.now - row.updated <= TYPING_LASTS
    if row is None or not fresh or red or not scene.words or scene.words.startswith("/"):
        return False
    try:
        turn = await _standing(session, scene.speaker.chat, row.answers, scene.now)
    except Refused:
        return False
    turn = replace(turn, step=row.step, facts=row.answers, direct=True)
    read = _read(turn, scene.words)
    if read is None:
        return False
    turn = turned(read, scene.speaker.cause)
    screen = (await SHOWS[turn.step](session, turn)).under(*turn.notes)
    await keep(session, turn)
    await outbox.owe(session, scene.now, _message(scene, screen))
    return True


# --- Who may, and on which screen -----------------------------------------------------------------


async def _turn(session: AsyncSession, at: Pressed, now: datetime) -> Turn:
    """Return where the member stands. Raises Refused when the press does not count."""
    facts = {"patient": at.press.subject}
    turn = await _standing(session, at.sender, facts, now)
    row = await people.conversation(session, at.sender, TOPIC)
    known: dict[str, Any] = row.answers if row else {}
    same = known.get("patient") == turn.patient.id and known.get("team") == turn.team.id
    if row is None or not same or known.get("turn") != at.press.epoch:
        raise Refused(says.OVER)
    direct = at.chat == at.sender
    return replace(turn, number=at.press.epoch, step=row.step, direct=direct, facts=known)


async def _standing(
    session: AsyncSession, sender: int, facts: Mapping[str, Any], now: datetime
) -> Turn:
    """Return a turn of a member who may act for this patient now. Raises Refused."""
    patient = await people.patient_of_any_team(session, int(facts["patient"]))
    member = await teams.member(session, patient.care_team_id, sender) if patient else None
    account = await people.account(session, sender)
    if patient is None or member is None or account is None:
        raise Refused(staff.REFUSED)
    if not member.role.acts:
        raise Refused(staff.VIEWER_REFUSED)
    if not patient.state.is_answered:
        raise Refused(says.NOT_OURS_NOW)
    team = await teams.team(session, patient.care_team_id)
    return Turn(member, team, patient, account, now, 0, "plan", direct=False)


async def _followed(
    session: AsyncSession, turn: Turn, choice: str, why: str
) -> tuple[Turn, Screen]:
    """Return the turn after a press, and its screen."""
    if choice == "leave":
        await people.end_conversation(session, turn.account.id, TOPIC)
        return turn, Screen((says.LEFT,), {"patient": turn.patient.pseudonym})
    after = turned(await STEPS[turn.step](session, turn, choice), why)
    screen = (await SHOWS[after.step](session, after)).under(*after.notes)
    await keep(session, after)
    return after, screen


# --- What was written -----------------------------------------------------------------------------


def _read(turn: Turn, words: str) -> Turn | None:
    """Return the screen that asks whether it was read rightly; None where nothing was asked."""
    if turn.step in CALENDARS or turn.step == "day_read":
        return _read_day(turn, words)
    if turn.step in ("time", "time_read"):
        return _read_time(turn, words)
    said = " ".join(words.split())
    if len(said.split()) > WORDS_ON_A_PACK or len(said) > NAME_UNITS:
        return None
    if turn.step == "brand":
        return turn.on("batch", brand=said)
    return turn.on("batch_read", batch=said) if turn.step in ("batch", "batch_read") else None


def _read_day(turn: Turn, words: str) -> Turn | None:
    back = turn.facts["back"] if turn.step == "day_read" else turn.step
    asked = turn.on(back)
    span = screens.span_of(asked)
    days = [day for day in days_said(words, turn.locale, turn.today) if span.holds(day)]
    if days:
        return turn.on("day_read", back=back, read=[str(day) for day in days])
    return _unread(asked, words, picks.NO_DAY)


def _read_time(turn: Turn, words: str) -> Turn | None:
    clock = clock_said(words, turn.locale)
    if clock is not None:
        return turn.on("time_read", read_clock=f"{clock:%H:%M}")
    return _unread(turn.on("time"), words, picks.NO_TIME)


def _unread(turn: Turn, words: str, text: Text) -> Turn | None:
    """Ask again where figures were written; other words are for somebody else to hear."""
    return replace(turn, notes=(text,)) if any(sign.isdigit() for sign in words) else None


def _message(scene: Scene, screen: Screen) -> OutboxMessage:
    return OutboxMessage(
        key=f"plan:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.CONVERSATION,
        texts=tuple(text.id for text in screen.texts),
        values={"example": _example(screen), **screen.values},
        rows=screen.rows,
    )


def _example(screen: Screen) -> str:
    return EXAMPLE_TIME if picks.NO_TIME in screen.texts else EXAMPLE_DAY


async def _note(session: AsyncSession, turn: Turn, deed: str) -> None:
    subject, team = f"patient:{turn.patient.id}", turn.team.id or 0
    await audit.note(session, team, turn.now, actor=turn.actor, deed=deed, subject=subject)


ROUTES: Handlers = {"press.plan": press}
