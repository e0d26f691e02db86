"""How a question around an infusion looks to one reader, as it stands: text, values, buttons.

Always as things are now, whenever it was first sent. Changes nothing. The list before an infusion
is in scheduler/questionnaire_list.py.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind, AppointmentStatus, Dated
from care.cadence import WATCH, CheckPart, planned_end, very_first
from care.delivery import Page, Rows, Value
from care.reminder_kinds import ReminderKind
from messages.declare import voiced
from messages.texts import patient_checks as texts
from scheduler.planning_values import dated, history_of
from scheduler.questionnaire_list import before
from scheduler.questionnaire_sheet import Sheet, joined, on_clinic_clock, said
from scheduler.visits import Reading, wall
from scheduler.wayout import way_out
from store import appointments, people, plans, teams
from store.questionnaires import FEVER
from store.tables import Appointment, Patient, Questionnaire


async def page(session: AsyncSession, reading: Reading, row: Questionnaire) -> Page:
    """Return a question as it stands, for one reader."""
    appointment = await appointments.find(session, row.care_team_id, row.appointment_id)
    assert appointment is not None
    sheet = Sheet(row, appointment, reading)
    match row.kind:
        case ReminderKind.PRE_INFUSION:
            made = await before(session, sheet)
        case ReminderKind.REACTION:
            made = await _watch(session, sheet)
        case _:
            made = await _later(session, sheet)
    head = Page((texts.HEAD,), {"q_name": _name(reading.patient)})
    whole = joined((head, made, await _by(session, sheet)))
    return Page(
        tuple(voiced(id, care=reading.care) for id in whole.texts), whole.values, whole.rows
    )


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
        "q_watch_until": on_clinic_clock(end + WATCH, sheet.appointment),
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
