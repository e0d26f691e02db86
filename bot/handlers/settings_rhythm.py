"""When messages come: quiet hours, how often questions are asked, what a calendar says.

Set by the patient, or by who cares for a patient without a telephone. Whatever changes, what is
planned is worked out anew.
"""

from datetime import datetime, time

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import Press, encode
from bot.handlers.settings_screen import Screen
from bot.handlers.settings_turn import TOPIC, Turn, again, ask, refuse, tapped, tell, turn_into
from bot.inbox import Handlers
from bot.said import quiet
from care import quiet_choices
from care.calendar import QuietHours
from care.delivery import Choice, Rows, Value
from care.quiet_choices import CHOICES, LEAST_OPEN_HOURS, NotTwoTimes, TooLong
from messages.declare import Text, voiced
from messages.texts import patient_rhythm as texts
from scheduler import answer_buttons
from scheduler.appointing import plan_all, quiet_of
from store import outbox, people
from store.tables import Patient

HOURS = "%H%M"
SOME_DAY = "2026-12-01"  # a clock is written as a moment; of this one only the hour is shown


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Follow a button of the screen about reminders."""
    turn, at = await tapped(session, update, now)
    patient, choice = turn.charge, at.press.choice
    if patient is None or patient.id != at.press.subject:
        await refuse(session, turn, at)
        return
    if choice in texts.SWITCHES:
        await turn_into(session, at, now, await _switch(session, turn, patient, choice))
    elif choice == "other":
        await ask(session, turn, "quiet")
        await outbox.owe(session, now, quiet(at))
    elif choice in SCREENS:
        await turn_into(session, at, now, SCREENS[choice](turn, patient))
    else:
        await _press_hours(session, turn, patient)


async def _switch(session: AsyncSession, turn: Turn, patient: Patient, choice: str) -> Screen:
    setting, _, state = choice.rpartition("_")
    if setting == "seldom":
        patient.seldom = state == "on"
    else:
        patient.titled_calendar = state == "on"
    session.add(patient)
    await session.flush()
    await plan_all(session, patient, turn.now)
    screen = of(turn, patient)
    if setting == "seldom":
        return screen
    offer = answer_buttons.calendar(patient)
    return Screen((*screen.texts, texts.NEW_FILE.id), screen.values, (*offer, *screen.rows))


async def _press_hours(session: AsyncSession, turn: Turn, patient: Patient) -> None:
    """Take the quiet hours of a button."""
    assert turn.at is not None
    hours = {_written(one): one for one in CHOICES}.get(turn.at.press.choice)
    if hours is None:
        await refuse(session, turn, turn.at)
        return
    await _set(session, turn, patient, hours)
    await turn_into(session, turn.at, turn.now, of(turn, patient))


async def typed(session: AsyncSession, turn: Turn, words: str) -> bool:
    """Take typed quiet hours, or say what is wrong with them. Return whether they were meant so."""
    patient = turn.charge
    if patient is None:
        return False
    try:
        hours = quiet_choices.understand(words)
    except NotTwoTimes:
        await again(session, turn, "quiet", texts.UNREAD_QUIET)
        return any(sign.isdigit() for sign in words)
    except TooLong:
        await again(session, turn, "quiet", texts.TOO_LONG, {"hours": LEAST_OPEN_HOURS})
        return True
    await people.end_conversation(session, turn.chat, TOPIC)
    await _set(session, turn, patient, hours)
    await tell(session, turn, Screen((texts.QUIET_SET.id,), _shown(hours)))
    return True


async def _set(session: AsyncSession, turn: Turn, patient: Patient, hours: QuietHours) -> None:
    patient.quiet = str(hours)
    session.add(patient)
    await session.flush()
    await plan_all(session, patient, turn.now)


# --- Screens --------------------------------------------------------------------------------------


def of(turn: Turn, patient: Patient) -> Screen:
    """Return how a patient's messages come, with a button for each thing that can be changed."""
    states = (_state("seldom", on=patient.seldom), _state("titles", on=patient.titled_calendar))
    head = voiced("patient.rhythm", care=turn.who.own is None)
    words = (head, *(texts.STATES[state].id for state in states))
    other = {"on": "off", "off": "on"}
    names = [f"{name}_{other[on]}" for name, _, on in (one.rpartition("_") for one in states)]
    buttons = [
        _button(texts.CHANGE_QUIET, "quiet", patient),
        *(_button(texts.SWITCHES[name], name, patient) for name in names),
        Choice(texts.BACK.id, encode(Press("set", "back"))),
    ]
    values = {**_shown(quiet_of(patient.quiet)), "name": patient.call_name or patient.name}
    return Screen(words, values, tuple((button,) for button in buttons))


def _which_hours(turn: Turn, patient: Patient) -> Screen:  # noqa: ARG001 -- like the other screens
    hours: Rows = tuple(
        (
            Choice(
                texts.THESE_HOURS.id,
                encode(Press("rhythm", _written(one), patient.id or 0)),
                values=_shown(one),
            ),
        )
        for one in CHOICES
    )
    last = (
        (_button(texts.OTHER_HOURS, "other", patient),),
        (_button(texts.BACK, "open", patient),),
    )
    return Screen((texts.WHICH_QUIET.id,), rows=(*hours, *last))


SCREENS = {"open": of, "quiet": _which_hours}


def _button(label: Text, choice: str, patient: Patient) -> Choice:
    return Choice(label.id, encode(Press("rhythm", choice, patient.id or 0)))


def _state(name: str, *, on: bool) -> str:
    return f"{name}_on" if on else f"{name}_off"


def _written(hours: QuietHours) -> str:
    return f"{hours.start:{HOURS}}_{hours.end:{HOURS}}"


def _shown(hours: QuietHours) -> dict[str, Value]:
    return {"from": _clock(hours.start), "to": _clock(hours.end)}


def _clock(at: time) -> str:
    return f"{SOME_DAY}T{at:%H:%M}"


ROUTES: Handlers = {"press.rhythm": press}
