"""How a question around an infusion looks to one reader, as it stands: text, values, buttons.

Always as things are now, whenever it was first sent. Changes nothing. What is private stands only
on the page of whoever may be asked it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.cadence import WATCH, CheckPart, planned_end, very_first
from care.calendar import local
from care.delivery import Choice, Rows, Value
from care.findings import NOTHING_KNOWN
from care.pre_infusion import QUESTIONS, Item, Question, Reader, asked, is_child
from care.reminder_kinds import ReminderKind
from care.severity import Severity
from messages.declare import Text
from messages.texts import patient_checks as texts
from scheduler.answers import voiced
from scheduler.infusion_unit import unit_of
from scheduler.planning_values import dated, history_of
from scheduler.visits import Page, Reading, wall
from scheduler.wayout import way_out
from store import appointments, people, plans, teams
from store.questionnaires import FEVER
from store.tables import Appointment, Patient, Questionnaire

A_SCREEN = 6  # lines to press on one screen; more are not found
ASKS: Mapping[str, tuple[str, Text, Text]] = {
    CheckPart.WEEK_BEFORE: (texts.LIST, texts.NONE_OF_THIS, texts.YES_SOMETHING),
    CheckPart.DAY_BEFORE: (texts.DAY_BEFORE, texts.NOTHING_SINCE, texts.YES_SINCE),
    CheckPart.MORNING: (texts.MORNING, texts.NOTHING_SINCE, texts.YES_SINCE),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question, the appointment it is about, and who reads it."""

    row: Questionnaire
    appointment: Appointment
    reading: Reading

    def button(self, text: Text, choice: str) -> tuple[Choice, ...]:
        """Return a line with one button."""
        return (Choice(text.id, f"qn.{choice}:{self.row.id}"),)

    @property
    def over(self) -> bool:
        """Say whether it is time to set out, so that a question before it comes too late."""
        return self.row.deadline is not None and self.reading.now >= self.row.deadline


def said(row: Questionnaire) -> str:
    """Return what was answered: nothing, yes, wrong, or an empty word while it is open."""
    return str(row.answers.get("said", ""))


def items_of(row: Questionnaire) -> list[Item]:
    """Return the lines of the list that were answered with yes."""
    return [Item(one) for one in row.answers.get("items", ())]


def joined(pages: Iterable[Page]) -> Page:
    """Return several pages as one."""
    made = list(pages)
    values: dict[str, Value] = {}
    for one in made:
        values |= one.values
    paragraphs = dict.fromkeys(chain.from_iterable(one.texts for one in made))
    return Page(tuple(paragraphs), values, tuple(chain.from_iterable(one.rows for one in made)))


async def page(session: AsyncSession, reading: Reading, row: Questionnaire) -> Page:
    """Return a question as it stands, for one reader."""
    appointment = await appointments.find(session, row.care_team_id, row.appointment_id)
    assert appointment is not None
    sheet = Sheet(row, appointment, reading)
    match row.kind:
        case ReminderKind.PRE_INFUSION:
            made = await _before(session, sheet)
        case ReminderKind.REACTION:
            made = await _watch(session, sheet)
        case _:
            made = await _later(session, sheet)
    head = Page((texts.HEAD,), {"q_name": _name(reading.patient)})
    whole = joined((head, made, await _by(session, sheet)))
    return Page(
        tuple(voiced(id, care=reading.care) for id in whole.texts), whole.values, whole.rows
    )


async def offered(
    session: AsyncSession, reading: Reading, row: Questionnaire
) -> tuple[Question, ...]:
    """Return the lines of the list that this reader may be asked."""
    patient = reading.patient
    rows = await appointments.of_patient(session, patient)
    of_it = next((one for one in rows if one.id == row.appointment_id), None)
    before = [one for one in rows if of_it and one.at < of_it.at and one.status.stands]
    infused = any(one.kind is AppointmentKind.INFUSION for one in before)
    history = history_of(await plans.current(session, patient))
    alone = not reading.care and not patient.shared_phone
    child = patient.account_id is None or is_child(_birth(patient), reading.now.date())
    known = infused or history.last_infusion is not None
    return asked(Reader(alone=alone, child=child, infused_before=known))


async def watch_of(
    session: AsyncSession, patient: Patient, appointment: Appointment
) -> datetime | None:
    """Return when an infusion is over if all goes well, or None for one that does not stand."""
    rows = dated(await appointments.of_patient(session, patient))
    infusions = [one for one in rows if one.kind is AppointmentKind.INFUSION]
    own = next((one for one in infusions if one.ref == str(appointment.id)), None)
    if own is None:
        return None
    history = history_of(await plans.current(session, patient))
    return planned_end(own, first=_is_first(own, infusions, history.last_infusion))


def _is_first(own: Dated, infusions: Sequence[Dated], before: date | None) -> bool:
    return before is None and very_first(infusions) is own


def _name(patient: Patient) -> str:
    return patient.call_name or patient.name


def _birth(patient: Patient) -> date | None:
    return date.fromisoformat(patient.birth_date) if patient.birth_date else None


# --- Before an infusion ---------------------------------------------------------------------------


async def _before(session: AsyncSession, sheet: Sheet) -> Page:
    if sheet.row.state == "void":
        return Page((texts.CHANGED.id,), {})
    if sheet.over:
        return Page((texts.ENDED.id,), {})
    if sheet.row.answers.get("screen"):
        return await _choosing(session, sheet)
    match said(sheet.row):
        case "nothing":
            return Page((texts.NOTHING,), {}, (sheet.button(texts.AFTER_ALL, "yes"),))
        case "yes":
            return await _said_yes(session, sheet)
    return await _question(session, sheet)


async def _question(session: AsyncSession, sheet: Sheet) -> Page:
    part = CheckPart(sheet.row.part)
    text, none, yes = ASKS[part]
    lines = await offered(session, sheet.reading, sheet.row)
    values: dict[str, Value] = {
        f"q_{part}_day": wall(sheet.appointment),
        "q_list": [texts.LINES[one.item].id for one in lines],
    }
    return Page((text,), values, (sheet.button(none, "nothing"), sheet.button(yes, "yes")))


async def _choosing(session: AsyncSession, sheet: Sheet) -> Page:
    """Return the screen on which each line of the list is pressed: at most six at once."""
    row, marked = sheet.row, items_of(sheet.row)
    every = [one.item for one in await offered(session, sheet.reading, row)]
    second = row.answers["screen"] > 1
    shown = every[A_SCREEN:] if second else every[:A_SCREEN]
    lines = [
        sheet.button(texts.BUTTONS[item], f"item_{item}") for item in shown if item not in marked
    ]
    turn = (texts.FIRST_LINES, "screen_1") if second else (texts.MORE, "screen_2")
    lines += [sheet.button(*turn)] if len(every) > A_SCREEN else []
    made = _marked(sheet)
    values: dict[str, Value] = {"q_list": [texts.LINES[item].id for item in shown]}
    rows = (*lines, sheet.button(texts.DONE, "done"))
    return joined((made, Page((texts.CHOOSE,), values, rows)))


async def _said_yes(session: AsyncSession, sheet: Sheet) -> Page:
    """Return what happens now: who looks at it by when, and whether to set out."""
    part = CheckPart(sheet.row.part)
    marked = _marked(sheet)
    if not items_of(sheet.row):
        marked = Page((texts.UNSAID.id,), {})
    values: dict[str, Value] = {f"q_{part}_day": wall(sheet.appointment)}
    follows = texts.STAY.get(part, texts.LOOKED_AT)
    if part in texts.STAY and sheet.row.deadline is not None:
        team = await teams.team(session, sheet.row.care_team_id)
        values["q_unit"] = [(await unit_of(session, team)).phone]
        values[f"q_{part}_until"] = _on_clinic_clock(sheet.row.deadline, sheet.appointment)
    rows = (sheet.button(texts.ANOTHER, "yes"), sheet.button(texts.NONE_AFTER_ALL, "nothing"))
    now = (texts.CALL_NOW,) if any(_is_urgent(one) for one in items_of(sheet.row)) else ()
    return joined((marked, Page((*now, follows), values, rows)))


def _is_urgent(item: Item) -> bool:
    question = QUESTIONS[item]
    return question.code is not None and question.severity(NOTHING_KNOWN).at_least(Severity.URGENT)


def _marked(sheet: Sheet) -> Page:
    """Return what was answered with yes; what is private only to the patient."""
    reads_all = not sheet.reading.care and not sheet.reading.patient.shared_phone
    lines = [one for one in items_of(sheet.row) if reads_all or not QUESTIONS[one].private]
    if not lines:
        return Page((), {})
    part = CheckPart(sheet.row.part)
    return Page((texts.YES[part].id,), {f"q_{part}_yes": [texts.LINES[one].id for one in lines]})


def _on_clinic_clock(moment: datetime, appointment: Appointment) -> str:
    here = local(moment, ZoneInfo(appointment.zone)).replace(tzinfo=None)
    return f"{here.isoformat(timespec='minutes')}[{appointment.zone}]"


# --- The day after an infusion --------------------------------------------------------------------


async def _watch(session: AsyncSession, sheet: Sheet) -> Page:
    status = sheet.appointment.status
    if status is AppointmentStatus.MISSED:
        return Page((texts.NOT_GIVEN,), {}, (sheet.button(texts.IT_DID_AFTER_ALL, "given"),))
    if sheet.row.state == "void" or not status.stands:
        return Page((texts.CHANGED.id,), {})
    end = await watch_of(session, sheet.reading.patient, sheet.appointment)
    assert end is not None
    values: dict[str, Value] = {
        "q_watch_day": wall(sheet.appointment),
        "q_watch_until": _on_clinic_clock(end + WATCH, sheet.appointment),
    }
    asks = _asks_unusual(sheet)
    whole = (_took_place(sheet), asks, await _whom_to_call(session, sheet))
    return joined((Page((), values), *whole))


def _took_place(sheet: Sheet) -> Page:
    did = sheet.row.answers.get("did")
    if sheet.appointment.status is AppointmentStatus.GIVEN:
        return Page((texts.GIVEN.id,) if did == "given" else (), {})
    given = sheet.button(texts.IT_DID, "given")
    rows = (given, sheet.button(texts.IT_DID_NOT, "not_given"))
    if did == "running":
        return Page((texts.RUNNING,), {}, rows)
    return Page((texts.TOOK_PLACE,), {}, (*rows, sheet.button(texts.IT_RUNS, "running")))


def _asks_unusual(sheet: Sheet) -> Page:
    wrong = sheet.button(texts.WRONG, "wrong")
    match said(sheet.row):
        case "nothing":
            return Page((texts.NOTHING_UNUSUAL,), {}, (wrong,))
        case "wrong":
            return Page((texts.SAID_WRONG.id,), {}, (wrong,))
    text = texts.CLOSING if sheet.row.part == CheckPart.CLOSING else texts.WATCH
    return Page((text,), {}, (sheet.button(texts.UNUSUAL_NO, "nothing"), wrong))


async def _whom_to_call(session: AsyncSession, sheet: Sheet) -> Page:
    """Return every number of the next hours: the team's, its night line, the ambulance."""
    team = await teams.team(session, sheet.row.care_team_id)
    way = await way_out(session, team, sheet.reading.chat, sheet.reading.now)
    values: dict[str, Value] = {"q_call": [team.phone]}
    if numbers := way.values.get("emergency"):
        values |= {"q_emergency": numbers, "q_now": numbers}
    night = (texts.NIGHT.id,) if team.after_hours_phone else ()
    if team.after_hours_phone:
        values["q_night"] = [team.after_hours_phone]
    return Page((texts.CALL.id, *night, texts.EMERGENCY.id), values)


# --- Later ----------------------------------------------------------------------------------------


async def _later(session: AsyncSession, sheet: Sheet) -> Page:
    if sheet.row.state == "void":
        return Page((texts.ENDED.id,), {})
    if sheet.row.part == FEVER:
        return _fever(sheet)
    if sheet.row.close_person and asked_beside(sheet.reading):
        return _somebody_close(sheet)
    return joined((await _check_in(session, sheet), _less_often(sheet)))


def asked_beside(reading: Reading) -> bool:
    """Say whether somebody close reads in a chat of their own, while the patient has another."""
    return reading.care and reading.patient.account_id is not None


def _somebody_close(sheet: Sheet) -> Page:
    noticed = sheet.button(texts.CLOSE_YES, "close_yes")
    match sheet.row.answers.get("close", {}).get(str(sheet.reading.chat)):
        case "no":
            return Page((texts.CLOSE_THANKS,), {}, (noticed,))
        case "yes":
            return Page((texts.SAID_WRONG.id,), {}, (noticed,))
    return Page((texts.CLOSE,), {}, (sheet.button(texts.CLOSE_NO, "close_no"), noticed))


async def _check_in(session: AsyncSession, sheet: Sheet) -> Page:
    new = sheet.button(texts.NEW_YES, "wrong")
    match said(sheet.row):
        case "nothing":
            return Page((texts.NOTHING,), {}, (new,))
        case "wrong":
            return Page((texts.SAID_WRONG.id,), {}, (new,))
    patient = sheet.reading.patient
    others = [one for one in await people.chats_of(session, patient) if one != sheet.reading.chat]
    asks_close = sheet.row.close_person and (patient.account_id is None or not others)
    close = (sheet.button(texts.CLOSE_YES, "close_yes"),) if asks_close else ()
    rows: Rows = (sheet.button(texts.NEW_NO, "nothing"), new, *close)
    return Page((texts.CHECK_IN, *((texts.CLOSE,) if asks_close else ())), {}, rows)


def _less_often(sheet: Sheet) -> Page:
    """Return the offer to ask less often, to whoever decides about it: the patient, if there is."""
    answers = sheet.row.answers
    if not answers.get("offer") or asked_beside(sheet.reading):
        return Page((), {})
    match answers.get("seldom"):
        case "yes":
            return Page((texts.SELDOM_YES.id,), {})
        case "no":
            return Page((texts.SELDOM_NO.id,), {})
    rows = (sheet.button(texts.LESS, "seldom"), sheet.button(texts.AS_BEFORE, "not_seldom"))
    return Page((texts.SELDOM,), {}, rows)


def _fever(sheet: Sheet) -> Page:
    yes = sheet.button(texts.FEVER_YES, "wrong")
    match said(sheet.row):
        case "nothing":
            return Page((texts.NO_FEVER,), {}, (yes,))
        case "wrong":
            return Page((texts.SAID_WRONG.id,), {}, (yes,))
    return Page((texts.FEVER,), {}, (sheet.button(texts.FEVER_NO, "nothing"), yes))


async def _by(session: AsyncSession, sheet: Sheet) -> Page:
    """Return who has answered, if that was somebody else."""
    by, patient = sheet.row.answered_by, sheet.reading.patient
    if by is None or by == sheet.reading.chat:
        return Page((), {})
    names = {one.account_id: one.name for one in await people.caregivers(session, patient)}
    return Page((texts.BY.id,), {"q_by": names.get(by, _name(patient))})
