"""The question before an infusion as it stands: the list, the lines to press, what follows a yes.

Changes nothing. What is private stands only on the page of whoever may be asked it.
"""

from collections.abc import Mapping
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind
from care.cadence import CheckPart
from care.delivery import Page, Value
from care.findings import Context
from care.pre_infusion import QUESTIONS, Item, Question, Reader, asked, is_child
from care.severity import Severity
from messages.declare import Text
from messages.texts import patient_checks as texts
from scheduler.infusion_unit import unit_of
from scheduler.planning_values import history_of
from scheduler.questionnaire_flags import known_to
from scheduler.questionnaire_sheet import Sheet, items_of, joined, on_clinic_clock, said
from scheduler.visits import Reading, wall
from store import appointments, plans, teams
from store.tables import Patient, Questionnaire

A_SCREEN = 6  # lines to press on one screen; more are not found
ASKS: Mapping[str, tuple[str, Text, Text]] = {
    CheckPart.WEEK_BEFORE: (texts.LIST, texts.NONE_OF_THIS, texts.YES_SOMETHING),
    CheckPart.DAY_BEFORE: (texts.DAY_BEFORE, texts.NOTHING_SINCE, texts.YES_SINCE),
    CheckPart.MORNING: (texts.MORNING, texts.NOTHING_SINCE, texts.YES_SINCE),
}


async def before(session: AsyncSession, sheet: Sheet) -> Page:
    """Return the question before an infusion as it stands, for one reader."""
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
        values[f"q_{part}_until"] = on_clinic_clock(sheet.row.deadline, sheet.appointment)
    rows = (sheet.button(texts.ANOTHER, "yes"), sheet.button(texts.NONE_AFTER_ALL, "nothing"))
    known = await known_to(session, sheet.reading)
    now = (texts.CALL_NOW,) if any(_is_urgent(one, known) for one in items_of(sheet.row)) else ()
    return joined((marked, Page((*now, follows), values, rows)))


def _is_urgent(item: Item, known: Context) -> bool:
    question = QUESTIONS[item]
    return question.code is not None and question.severity(known).at_least(Severity.URGENT)


def _marked(sheet: Sheet) -> Page:
    """Return what was answered with yes; what is private only to the patient."""
    reads_all = not sheet.reading.care and not sheet.reading.patient.shared_phone
    lines = [one for one in items_of(sheet.row) if reads_all or not QUESTIONS[one].private]
    if not lines:
        return Page((), {})
    part = CheckPart(sheet.row.part)
    return Page((texts.YES[part].id,), {f"q_{part}_yes": [texts.LINES[one].id for one in lines]})


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


def _birth(patient: Patient) -> date | None:
    return date.fromisoformat(patient.birth_date) if patient.birth_date else None
