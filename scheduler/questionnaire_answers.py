"""What an answer around an infusion does. A red flag alerts first; nothing is ever cancelled here.

One answer suffices, whoever speaks for the patient gives it. A changed mind is told to the team,
and what the team was asked to do stays until a human closes it.
"""

from collections.abc import Awaitable, Callable, Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentStatus
from care.cadence import LATER_TAKES
from care.check_steps import Step
from care.policies import SILENT_CHECK
from care.pre_infusion import QUESTIONS, Item
from care.reminder_kinds import ReminderKind
from care.severity import Severity
from care.symptom_check import Check
from care.tasks import TaskKind
from messages.texts import staff_checks
from scheduler import appointing, chores
from scheduler import questionnaire_fever as fever
from scheduler import questionnaire_pages as pages
from scheduler import questionnaire_tasks as told
from scheduler.questionnaire_flags import Answering, alert, check
from scheduler.questionnaire_list import offered
from scheduler.questionnaire_sheet import items_of, said
from scheduler.visits import wall
from store import alerts, questionnaires
from store.questionnaires import FEVER
from store.tables import Questionnaire

Deed = Callable[[AsyncSession, Answering], Awaitable[bool]]


async def take_in(session: AsyncSession, answering: Answering, choice: str) -> bool:
    """Do what an answer asks for. False if it no longer counts, and nothing was changed.

    Whoever says that something is wrong is asked what, however old the button.
    """
    item = choice.removeprefix("item_")
    if item != choice:
        return await _mark(session, answering, item)
    if choice in GRAVE and answering.late:
        silent = Severity.SAME_DAY if choice == "yes" else Severity.URGENT
        await check(session, answering, Check(step=Step.EMERGENCY_1), "late_answer", silent)
        return True
    deed = DEEDS.get((_family(answering.row), choice))
    return deed is not None and await deed(session, answering)


def _family(row: Questionnaire) -> str:
    return FEVER if row.part == FEVER else row.kind.value


async def _settle(session: AsyncSession, answering: Answering, **answers: object) -> None:
    """Note an answer, and who gave it."""
    row = answering.row
    row.answers = {**row.answers, **answers}
    row.state, row.due = "answered", None
    row.answered_at, row.answered_by = answering.now, answering.chat
    await questionnaires.keep(session, row)


# --- Before an infusion ---------------------------------------------------------------------------


async def _nothing_before(session: AsyncSession, answering: Answering) -> bool:
    """Note that nothing is new; whoever said yes before, or was missed, is told of to the team."""
    row, appointment = answering.row, answering.appointment
    if answering.late:
        return False
    line = None
    if await told.was_told(session, row):
        line = staff_checks.NOTHING_AFTER_ALL
    elif await questionnaires.task_of(session, told.silent_key(appointment)) is not None:
        line = staff_checks.ANSWERED_NOW
    if line is not None and said(row) != "nothing":
        key, day = f"nothing:{row.id}:{answering.cause}", wall(appointment)
        await told.say(session, answering.patient, line, key, answering.now, day=day)
    await _settle(session, answering, said="nothing", screen=0)
    return True


async def _open_list(session: AsyncSession, answering: Answering) -> bool:
    """Show the lines to press. A yes without a line is told to the team as well, a little later."""
    return await _turn(session, answering, 1)


async def _second_screen(session: AsyncSession, answering: Answering) -> bool:
    return await _turn(session, answering, 2)


async def _turn(session: AsyncSession, answering: Answering, screen: int) -> bool:
    row = answering.row
    if answering.late:
        return False
    row.answers = {**row.answers, "screen": screen}
    if not items_of(row):
        soon = answering.now + SILENT_CHECK
        row.due = min(row.due or soon, soon)
    await questionnaires.keep(session, row)
    return True


async def _done(session: AsyncSession, answering: Answering) -> bool:
    if answering.late:
        return False
    await _settle(session, answering, said="yes", screen=0)
    if not items_of(answering.row):
        await _tell_yes(session, answering)
    return True


async def _mark(session: AsyncSession, answering: Answering, name: str) -> bool:
    """Take in a yes to one line: what is a red flag alerts at once, the team answers each."""
    row = answering.row
    lines = {one.item: one for one in await offered(session, answering.reading, row)}
    question = next((one for item, one in lines.items() if item == name), None)
    if question is None or answering.late or row.kind is not ReminderKind.PRE_INFUSION:
        return False
    marked = items_of(row)
    if question.item in marked:
        return True
    await _settle(session, answering, said="yes", items=[*marked, question.item.value])
    if question.code is not None:
        await alert(session, answering, question)
    await _tell_yes(session, answering)
    return True


async def _tell_yes(session: AsyncSession, answering: Answering) -> None:
    asked = (answering.row, answering.appointment)
    await told.tell_yes(session, answering.patient, asked, answering.now)


# --- The day after an infusion --------------------------------------------------------------------


async def _given(session: AsyncSession, answering: Answering) -> bool:
    """Mark the infusion as given at its planned end; it may have been denied before."""
    row, appointment, now = answering.row, answering.appointment, answering.now
    denied = appointment.status is AppointmentStatus.MISSED
    planned = appointment.status is AppointmentStatus.PLANNED and row.state != "void"
    if appointment.at > now or not (denied or planned):
        return False
    end = await pages.watch_of(session, answering.patient, appointment)
    at = min(now, end or appointment.at + LATER_TAKES)
    await appointing.give(session, appointment, _actor(answering), at, now)
    row.answers = {**row.answers, "did": "given"}
    if denied:
        row.state = "answered" if said(row) else "open"
        key, day = f"took_place:{row.id}:{answering.cause}", wall(appointment)
        await told.say(session, answering.patient, staff_checks.TOOK_PLACE, key, now, day=day)
    await questionnaires.keep(session, row)
    return True


async def _not_given(session: AsyncSession, answering: Answering) -> bool:
    """Note that it did not take place: no watch any more, and the team finds out why."""
    row, appointment, now = answering.row, answering.appointment, answering.now
    if answering.late or appointment.status is not AppointmentStatus.PLANNED:
        return False
    await _settle(session, answering, did="not_given")
    await appointing.miss(session, appointment, _actor(answering), now)
    await questionnaires.void(session, [appointment.id or 0])
    await session.refresh(row)
    key = f"not_given:{appointment.id}:{appointment.version}"
    chore = chores.Chore(TaskKind.NOT_GIVEN, key, values={"day": wall(appointment)})
    await chores.ask(session, row.care_team_id, answering.patient, chore, now)
    return True


async def _running(session: AsyncSession, answering: Answering) -> bool:
    row = answering.row
    if answering.late or answering.appointment.status is not AppointmentStatus.PLANNED:
        return False
    row.answers = {**row.answers, "did": "running"}
    await questionnaires.keep(session, row)
    return True


def _actor(answering: Answering) -> str:
    return f"patient:{answering.patient.id}"


async def _reaction(session: AsyncSession, answering: Answering) -> bool:
    """Ask what is wrong; triage knows when the infusion was, and asks how lately all the same."""
    await _settle(session, answering, said="wrong")
    await check(session, answering, Check(step=Step.EMERGENCY_1), "reaction")
    return True


# --- Later ----------------------------------------------------------------------------------------


async def _nothing(session: AsyncSession, answering: Answering) -> bool:
    if answering.late:
        return False
    await _settle(session, answering, said="nothing")
    return True


async def _something(session: AsyncSession, answering: Answering) -> bool:
    await _settle(session, answering, said="wrong")
    await check(session, answering, Check(step=Step.EMERGENCY_1), _family(answering.row))
    return True


async def _noticed(session: AsyncSession, answering: Answering) -> bool:
    """Alert about what somebody close has noticed; the patient is often the last to notice."""
    if answering.late:
        await check(session, answering, Check(step=Step.NERVES), "late_answer")
        return True
    await _close(session, answering, "yes")
    await alert(session, answering, QUESTIONS[Item.NERVES])
    return True


async def _not_noticed(session: AsyncSession, answering: Answering) -> bool:
    if answering.late:
        return False
    await _close(session, answering, "no")
    return True


async def _close(session: AsyncSession, answering: Answering, word: str) -> None:
    row = answering.row
    close = {**row.answers.get("close", {}), str(answering.chat): word}
    if pages.asked_beside(answering.reading):
        row.answers = {**row.answers, "close": close}
        await questionnaires.keep(session, row)
    else:
        await _settle(session, answering, said="wrong", close=close)


async def _less(session: AsyncSession, answering: Answering) -> bool:
    return await _pace(session, answering, "yes")


async def _as_before(session: AsyncSession, answering: Answering) -> bool:
    return await _pace(session, answering, "no")


async def _pace(session: AsyncSession, answering: Answering, word: str) -> bool:
    """Ask less often from now on, or not, as whoever decides for the patient wishes."""
    row, patient = answering.row, answering.patient
    if not row.answers.get("offer") or pages.asked_beside(answering.reading):
        return False
    row.answers = {**row.answers, "seldom": word}
    await questionnaires.keep(session, row)
    if patient.seldom != (word == "yes"):
        patient.seldom = word == "yes"
        session.add(patient)
        await appointing.plan_all(session, patient, answering.now)
    return True


async def _no_fever(session: AsyncSession, answering: Answering) -> bool:
    """Note a day without fever and tell the team, whose alert stays as it is."""
    patient, now = answering.patient, answering.now
    if not await _nothing(session, answering):
        return False
    open_still = await alerts.unresolved(session, patient.care_team_id, patient.id or 0)
    if open_still is not None:
        key = f"no_fever:{answering.row.id}"
        line = staff_checks.NO_FEVER
        await told.say(session, patient, line, key, now, number=open_still.number)
    await fever.decide(session, patient, answering.row, now)
    return True


async def _still_fever(session: AsyncSession, answering: Answering) -> bool:
    await _something(session, answering)
    await fever.decide(session, answering.patient, answering.row, answering.now)
    return True


GRAVE = frozenset({"yes", "wrong"})
_BEFORE, _AFTER, _LATER = "pre_infusion", "reaction", "check_in"
DEEDS: Mapping[tuple[str, str], Deed] = {
    (_BEFORE, "nothing"): _nothing_before,
    (_BEFORE, "yes"): _open_list,
    (_BEFORE, "screen_1"): _open_list,
    (_BEFORE, "screen_2"): _second_screen,
    (_BEFORE, "done"): _done,
    (_AFTER, "given"): _given,
    (_AFTER, "not_given"): _not_given,
    (_AFTER, "running"): _running,
    (_AFTER, "nothing"): _nothing,
    (_AFTER, "wrong"): _reaction,
    (_LATER, "nothing"): _nothing,
    (_LATER, "wrong"): _something,
    (_LATER, "close_yes"): _noticed,
    (_LATER, "close_no"): _not_noticed,
    (_LATER, "seldom"): _less,
    (_LATER, "not_seldom"): _as_before,
    (FEVER, "nothing"): _no_fever,
    (FEVER, "wrong"): _still_fever,
}
