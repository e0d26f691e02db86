"""What follows an answer to a reminder: the reason, the day it was done, another reminder.

Old buttons change nothing, except that who says to be ill is always asked how.
"""

from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import report
from bot.handlers.dates_asked import Asked, asked, reminder_at, rows_of, show, today_of
from bot.inbox import Handlers
from bot.said import answer, cause, quiet
from care.appointments import Answer, AppointmentKind, Reason
from care.calendar import DAY
from care.severity import Severity
from care.snoozing import Snooze, moments
from care.symptom_check import Check
from messages.declare import Text
from messages.texts import patient_answers as texts
from messages.texts import patient_dates, staff
from scheduler import appointing, asking_back, attending, checking, visits
from scheduler.asking_back import DAYS_BACK, WRITTEN_DAY
from store import outbox
from store.tables import Appointment

REASONS = frozenset(Reason)
SNOOZES = frozenset(Snooze)


# --- Why not --------------------------------------------------------------------------------------


async def give_reason(session: AsyncSession, update: Update, now: datetime) -> None:
    """Note why somebody cannot come. Whoever is ill is asked about it at once, on any button."""
    who = await asked(session, update, now)
    if who is None:
        return
    if who.at.press.choice not in REASONS:
        await _refuse(session, who, staff.OLD_BUTTON)
        return
    reason, row = Reason(who.at.press.choice), who.row
    fits = not who.outdated and row.answer is Answer.CANNOT_COME
    if fits and row.reason is not reason:
        await attending.because(session, who.reading.patient, row, reason, now)
    await show(session, who)
    if reason is Reason.ILL:
        await _ask_how(session, who, cause(update))
    if fits:
        await outbox.owe(session, now, answer(who.at, patient_dates.NOTED))
    else:
        await _refuse(session, who, patient_dates.OUTDATED)


async def _ask_how(session: AsyncSession, who: Asked, why: str) -> None:
    """Open the questions about being unwell; ten minutes of silence are an alert, as ever."""
    patient, now = who.reading.patient, who.reading.now
    known = await report.context_of(session, patient, who.at.sender, now)
    told = checking.Asked(patient, who.at.sender, known)
    occasion = checking.Occasion("unwell", Severity.URGENT, why)
    await checking.open_check(session, told, Check(), occasion, now)


# --- On which day ---------------------------------------------------------------------------------


async def say_day(session: AsyncSession, update: Update, now: datetime) -> None:
    """Note on which day blood was taken; a day to come, or meant on another day, is asked again."""
    who = await asked(session, update, now)
    if who is None:
        return
    if who.outdated or who.row.kind is not AppointmentKind.BLOOD_TEST:
        await show(session, who)
        await _refuse(session, who, patient_dates.OUTDATED)
        return
    today = await today_of(session, who)
    if who.at.press.choice == "which":
        await show(session, who, asking_back.every_day(who.row, today))
        await outbox.owe(session, now, quiet(who.at))
        return
    name, _, written = who.at.press.choice.partition("_")
    refused = _impossible(name, _day(written), today)
    if refused is not None:
        await show(session, who, asking_back.which_day(who.row, today))
        await _refuse(session, who, refused)
        return
    await _note_day(session, who, _day(written) or today)


async def _note_day(session: AsyncSession, who: Asked, day: date) -> None:
    row, now = who.row, who.reading.now
    if row.answer is not Answer.DONE:
        await attending.reply(session, who.reading.patient, row, Answer.DONE, now)
    if row.done_on != day:
        await attending.done_on(session, row, day, now)
    await show(session, who)
    await outbox.owe(session, now, answer(who.at, patient_dates.NOTED))


def _impossible(name: str, day: date | None, today: date) -> Text | None:
    """Return why a day cannot be taken: it is none, has not come yet, or "today" is over."""
    if day is None or (today - day).days >= DAYS_BACK:
        return staff.OLD_BUTTON
    if day > today:
        return texts.NOT_YET
    meant = {"today": today, "yesterday": today - DAY}.get(name, day)
    return None if day == meant else texts.NEW_DAY


def _day(written: str) -> date | None:
    try:
        return datetime.strptime(written, WRITTEN_DAY).date()  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        return None


# --- Later, and told already ----------------------------------------------------------------------


async def put_off(session: AsyncSession, update: Update, now: datetime) -> None:
    """Ask when to remind again, or plan it for every date of the message that has no answer."""
    who = await asked(session, update, now)
    if who is None:
        return
    heard = visits.hears(who.reading.patient)
    if who.outdated or not heard:
        await show(session, who)
        await _refuse(session, who, patient_dates.OUTDATED if heard else patient_dates.SILENT)
        return
    waiting = await _waiting(session, who)
    clock = await appointing.clock_of(session, who.reading.patient)
    possible = moments(min((row.at for row in waiting), default=now), clock, now)
    choice = who.at.press.choice
    if choice in SNOOZES and Snooze(choice) in possible:
        await _snooze(session, who, waiting, possible[Snooze(choice)])
    elif possible:
        await show(session, who, asking_back.when(who.row, possible))
        await outbox.owe(session, now, quiet(who.at))
    else:
        await show(session, who)
        await _refuse(session, who, texts.TOO_LATE)


async def _waiting(session: AsyncSession, who: Asked) -> list[Appointment]:
    """Return the dates of the message that have no answer yet; the one pressed is among them."""
    reminder = await reminder_at(session, who.at)
    rows = await rows_of(session, reminder) if reminder else [who.row]
    return [row for row in rows if row.answer is Answer.NONE and row.at > who.reading.now]


async def _snooze(
    session: AsyncSession, who: Asked, waiting: list[Appointment], until: datetime
) -> None:
    now = who.reading.now
    for row in waiting:
        await appointing.snooze(session, row, until, now)
    question = asking_back.agreed(until)
    await show(session, who, question)
    said = answer(who.at, texts.SNOOZED, values=question.values)
    await outbox.owe(session, now, said)


async def told_already(session: AsyncSession, update: Update, now: datetime) -> None:
    """Ask whoever has answered by word for the same answer, in one tap."""
    who = await asked(session, update, now)
    if who is None:
        return
    if who.outdated or who.row.answer is not Answer.NONE:
        await show(session, who)
        await outbox.owe(session, now, answer(who.at, patient_dates.NOTED))
        return
    await show(session, who, asking_back.coming_or_not())
    await outbox.owe(session, now, quiet(who.at))


async def _refuse(session: AsyncSession, who: Asked, text: Text) -> None:
    await outbox.owe(session, who.reading.now, answer(who.at, text, loud=True))


ROUTES: Handlers = {
    "press.reason": give_reason,
    "press.done": say_day,
    "press.later": put_off,
    "press.told": told_already,
}
