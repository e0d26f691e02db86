"""Questions where the tone matters most: thoughts of suicide, and a test that may be pregnancy.

What they report is private: the group reads only that somebody must call.
"""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import report
from bot.handlers.check import asked
from bot.inbox import Handlers
from bot.said import Pressed, answer, cause, pressed, quiet
from bot.scene import Scene
from care.check_steps import Step
from care.combination import combine
from care.delivery import Choice, Rows
from care.findings import Action, Finding
from care.reasons import explain, to_document
from care.severity import Severity, worst
from care.symptom_check import Check
from care.triage_table import TABLE
from messages.texts import redflag_frame, redflag_talk
from scheduler.checking import Asked, Occasion, asked_of, finish, open_check
from store import outbox, people, reports
from store.tables import SymptomCheck

SELF_HARM, TEST = redflag_talk.SELF_HARM_ASK.id, redflag_talk.WHICH_TEST.id
CODES = {
    ("harm", "yes"): "Z_SELF",
    ("test", "pregnancy"): "P_PREG",
    ("test", "covid"): "X_COVID",
}


async def listen(session: AsyncSession, scene: Scene) -> bool:
    """Ask the plain question; ten silent minutes bring it to a human all the same."""
    reading = scene.reading
    if reading is None or reading.action is not Action.ASK or not scene.speaker.patients:
        return False
    if reading.answer not in (SELF_HARM, TEST):
        return False
    severity = worst((reading.severity or Severity.SAME_DAY, Severity.SAME_DAY))
    question = reading.answer
    rows = _harm_rows if question == SELF_HARM else _test_rows
    occasion = Occasion("sensitive", severity, scene.speaker.cause, question=question, buttons=rows)
    who = await asked(session, scene)
    await open_check(session, who, Check(step=Step.NOW), occasion, scene.now)
    return True


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take in what was pressed under such a question."""
    at = pressed(update)
    found = await asked_of(session, at.press.subject, at.sender)
    if found is None:
        await outbox.owe(session, now, answer(at, redflag_frame.OLD_SCREEN, loud=True))
        return
    row, _ = found
    await finish(session, row, now)
    await _take_in(session, row, at, cause(update), now)
    await outbox.owe(session, now, quiet(at))


async def _take_in(
    session: AsyncSession, row: SymptomCheck, at: Pressed, why: str, now: datetime
) -> None:
    patient = await people.patient(session, row.care_team_id, row.patient_id)
    assert patient is not None
    code = CODES.get((at.press.deed, at.press.choice))
    if code is None:
        # "No" to one plain question is not the end of it: is anything else wrong now?
        who = await _asked(session, row, now)
        await open_check(session, who, Check(), Occasion("unwell", Severity.SAME_DAY, why), now)
        return
    found = (Finding(code, TABLE[code].category),)
    known = await report.context_of(session, patient, row.account_id, now)
    said = reports.Report(
        cause=f"{why}:{patient.id}",
        account_id=row.account_id,
        severity=combine(found, known),
        findings=[{"code": code, "polarity": "present"}],
        rules=known.limits.rules,
        check_id=row.id,
        reason=to_document(explain(found, known)),
    )
    await report.tell_team(session, patient, said, (code,), now)


async def _asked(session: AsyncSession, row: SymptomCheck, now: datetime) -> Asked:
    patient = await people.patient(session, row.care_team_id, row.patient_id)
    assert patient is not None
    known = await report.context_of(session, patient, row.account_id, now)
    return Asked(patient, row.account_id, known)


def _harm_rows(check_id: int) -> Rows:
    return (
        (Choice(redflag_talk.YES.id, f"harm.yes:{check_id}"),),
        (Choice(redflag_talk.NO.id, f"harm.no:{check_id}"),),
    )


def _test_rows(check_id: int) -> Rows:
    return (
        (Choice(redflag_talk.PREGNANCY_TEST.id, f"test.pregnancy:{check_id}"),),
        (Choice(redflag_talk.COVID_TEST.id, f"test.covid:{check_id}"),),
        (Choice(redflag_talk.OTHER_TEST.id, f"test.other:{check_id}"),),
    )


ROUTES: Handlers = {"press.harm": press, "press.test": press}
