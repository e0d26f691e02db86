"""A yes to a question around an infusion that is a red flag: told at once, then asked on about."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.check_steps import Step
from care.delivery import Lane, OutboxMessage
from care.findings import About, Context, Finding
from care.pre_infusion import Question
from care.reasons import to_document, told_apart
from care.reminder_kinds import ReminderKind
from care.severity import Severity
from care.symptom_check import Check, comes_to
from care.triage_table import TABLE
from scheduler import contexts
from scheduler.alerting import News, RedFlag, raise_alert
from scheduler.answers import answer_report
from scheduler.checking import Asked, Occasion, check_of, open_check
from scheduler.visits import Reading
from scheduler.wayout import way_out
from store import outbox, reports, teams
from store.tables import Appointment, Patient, Questionnaire


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers which question, and the press or message it came by."""

    row: Questionnaire
    appointment: Appointment
    patient: Patient
    chat: int
    cause: str
    now: datetime

    @property
    def reading(self) -> Reading:
        """Return who reads the page that follows."""
        return Reading(self.patient, self.chat, self.now)

    @property
    def late(self) -> bool:
        """Say whether the question no longer counts: the date changed, or it is time to go."""
        row = self.row
        before = row.kind is ReminderKind.PRE_INFUSION
        return row.state == "void" or (before and self.now >= (row.deadline or self.now))


async def alert(session: AsyncSession, answering: Answering, question: Question) -> None:
    """Alert about a yes, answer it, and ask on where the symptom check asks about just that."""
    patient, now, code = answering.patient, answering.now, question.code or ""
    known = await known_to(session, answering.reading)
    severity, cause = question.severity(known), f"{answering.cause}:{patient.id}:{question.item}"
    flag = RedFlag(severity, (code,), cause, enriches=True)
    raised = await raise_alert(session, patient, flag, now)
    said = reports.Report(
        cause=cause,
        account_id=answering.chat,
        severity=severity,
        findings=[{"code": code, "polarity": "present"}],
        rules=known.limits.rules,
        alert_id=raised.alert.id,
        reason=to_document(told_apart((Finding(code, TABLE[code].category),), known, severity)),
    )
    await reports.add(session, patient, said, now)
    if question.private:
        await _thank(session, answering)
    elif raised.news is not News.ENRICHED:
        await answer_report(session, patient, raised, now)
    if question.step is not None:
        await _ask_on(session, answering, question.step)


async def _thank(session: AsyncSession, answering: Answering) -> None:
    """Owe the answer to what only the patient may read, in the patient's own chat."""
    team = await teams.team(session, answering.patient.care_team_id)
    way = await way_out(session, team, answering.chat, answering.now)
    message = OutboxMessage(
        key=f"private:{answering.cause}",
        chat_id=answering.chat,
        lane=Lane.SAFETY,
        texts=("redflag.pregnancy.you", *way.texts),
        values=way.values,
    )
    await outbox.owe(session, answering.now, message)


async def _ask_on(session: AsyncSession, answering: Answering, step: Step) -> None:
    """Open the symptom check there, unless one is open that comes to the same question."""
    known = await reports.open_check(session, answering.chat)
    if known is not None and comes_to(check_of(known), step):
        return
    await check(session, answering, Check(step=step), "pre_infusion", None)


async def check(
    session: AsyncSession,
    answering: Answering,
    asked: Check,
    reason: str,
    silent: Severity | None = Severity.URGENT,
) -> None:
    """Open the symptom check; `silent` is how grave it is when it is left unanswered, if at all."""
    known = await known_to(session, answering.reading)
    who = Asked(answering.patient, answering.chat, known)
    occasion = Occasion(reason, silent, answering.cause)
    await open_check(session, who, replace(asked, about=known.about), occasion, answering.now)


async def known_to(session: AsyncSession, reading: Reading) -> Context:
    """Return what is known of the patient of a page, and whether the patient reads it."""
    about = About.CHILD if reading.care else About.SELF
    return await contexts.to_judge(session, reading.patient, about, reading.now)
