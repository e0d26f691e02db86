"""The symptom check as it happens: a question out, an answer in, the team told at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care import symptom_check
from care.check_steps import Choice, Step
from care.check_usual import unchanged
from care.delivery import Rows, Value
from care.findings import Finding
from care.policies import SILENT_CHECK
from care.reasons import explain, to_document
from care.severity import Severity, worst
from care.symptom_check import Check
from care.thresholds import Limits
from messages.declare import voiced
from scheduler import check_usual, contexts, recheck
from scheduler.alerting import RedFlag, raise_alert
from scheduler.answers import answer_report
from scheduler.check_screens import STEPS as STEPS  # noqa: PLC0414 -- others know them from here
from scheduler.check_screens import Asked as Asked  # noqa: PLC0414
from scheduler.check_screens import Screen as Screen  # noqa: PLC0414
from scheduler.check_screens import ask as ask  # noqa: PLC0414
from scheduler.check_screens import check_of as check_of  # noqa: PLC0414
from scheduler.check_whose import another, every_name
from store import people, reports
from store.tables import Patient, SymptomCheck

DONE = "finished"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a check is opened, and what 10 minutes of silence would mean.

    A `question` of its own, with its `buttons`, takes the place of the first screen.
    """

    reason: str
    severity_if_silent: Severity | None
    cause: str
    intro: tuple[str, ...] = ()
    practice: bool = False
    question: str = ""
    buttons: Callable[[int], Rows] | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    words: str | None = None  # that we did not understand, and somebody must read


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: to which screen, what, the value typed, and the message or press it came by."""

    at: Step
    choice: Choice
    cause: str
    celsius: float | None = None
    edits: tuple[int, int] | None = None  # chat and message that hold the question
    words: str | None = None


async def open_check(
    session: AsyncSession, who: Asked, check: Check, occasion: Occasion, now: datetime
) -> SymptomCheck:
    """Open a check and ask its first question. One that was open before is left, as it is told."""
    await leave(session, who.chat, now)
    patient = who.patient
    assert patient.id is not None
    silent = None if occasion.practice else occasion.severity_if_silent
    row = SymptomCheck(
        care_team_id=patient.care_team_id,
        patient_id=patient.id,
        account_id=who.chat,
        reason=occasion.reason,
        answers=_document(check) | ({"words": occasion.words} if occasion.words else {}),
        practice=occasion.practice,
        severity_if_silent=silent,
        due=now + SILENT_CHECK if silent else None,
        opened=now,
    )
    session.add(row)
    await session.flush()
    screen = Screen(occasion.cause, intro=occasion.intro, values=occasion.values)
    if occasion.buttons is not None:
        screen = replace(screen, question=occasion.question, rows=occasion.buttons(row.id or 0))
    await ask(session, row, who, screen, now)
    return row


async def leave(session: AsyncSession, chat: int, now: datetime) -> None:
    """Close a check that a newer one replaces. What it has told stays told."""
    known = await reports.open_check(session, chat)
    if known is not None:
        known.state, known.due, known.closed = "left", None, now
        session.add(known)
        await session.flush()


async def asked_of(
    session: AsyncSession, check_id: int, account: int
) -> tuple[SymptomCheck, Patient] | None:
    """Return an open check that this account is asked, and whom it is about; None for any other."""
    row = await reports.check(session, check_id)
    if row is None or row.account_id != account or row.state != "open":
        return None
    patient = await people.patient(session, row.care_team_id, row.patient_id)
    return (row, patient) if patient is not None else None


async def finish(session: AsyncSession, row: SymptomCheck, now: datetime) -> None:
    """End a check that one answer has settled: silence means nothing any more."""
    row.state, row.due, row.closed = DONE, None, now
    session.add(row)
    await session.flush()


async def proceed(
    session: AsyncSession, row: SymptomCheck, who: Asked, answered: Answered, now: datetime
) -> None:
    """Take an answer in, tell the team what is new, ask on. Raises Outdated for an old screen.

    1. Move on by the table. 2. What was not told yet is an alert, or enriches the one there is; so
    is what turns out to be graver. 3. The clock of silence starts anew while more is asked.
    4. The next question, or the end.
    """
    before = check_of(row)
    who = await check_usual.knowing(session, who, before, answered.at, answered.choice)
    after = await _moved(session, before, who, answered, now)
    other = await another(session, row) if after.step is Step.ELSE else None
    if other is not None:
        await _ask_about(session, row, other, (before, answered.cause), now)
        return
    told = await _told_now(session, row, who, answered, after, now)
    row.answers = _document(after, told) | _unread(row, told)
    reported = told.severity is not None and told.severity is not Severity.NEXT_VISIT
    _rest(row, after, reported=reported, half=symptom_check.half_said(after, who.known), now=now)
    session.add(row)
    await session.flush()
    screen = Screen(answered.cause, None if told.advised or row.practice else answered.edits)
    if after.step is Step.ELSE:
        screen = replace(screen, values=await every_name(session, row))
    if not row.practice:
        new = unchanged(after.answers) - unchanged(before.answers)
        await check_usual.declare(session, who, new, now)
        if after.ended and told.severity is Severity.NEXT_VISIT:
            await check_usual.for_next_visit(session, who, told.noted, now)
            end = voiced("redflag.check.next_visit", care=who.care)
            screen = replace(screen, question=end)
    await ask(session, row, who, screen, now)


async def _ask_about(
    session: AsyncSession,
    row: SymptomCheck,
    patient: Patient,
    left: tuple[Check, str],
    now: datetime,
) -> None:
    """Ask the same of another patient of this chat: it was not about the one before."""
    before, cause = left
    about = contexts.speaker(patient, row.account_id)
    known = await contexts.to_judge(session, patient, about, now)
    occasion = Occasion(row.reason, row.severity_if_silent, cause)
    check = Check(step=before.step, subject=before.subject)
    await open_check(session, Asked(patient, row.account_id, known), check, occasion, now)


async def _moved(
    session: AsyncSession, before: Check, who: Asked, answered: Answered, now: datetime
) -> Check:
    """Move on by the table; about the infusion nobody is asked whose plan has the answer."""
    said = (answered.at, answered.choice, answered.celsius, who.known)
    after = symptom_check.choose(before, *said)
    if after.step is Step.INFUSION and await check_usual.plan_says_none(session, who, now):
        return symptom_check.choose(replace(before, settled=True), *said)
    return after


@dataclass(frozen=True, slots=True)
class Told:
    """What a check has told so far: signs, how grave, and by which report if it can wait.

    `advised`: the person has just been told what to do, in a message of its own.
    """

    codes: tuple[str, ...] = ()
    severity: Severity | None = None
    noted: str = ""
    advised: bool = False


async def _told_now(  # noqa: PLR0913, PLR0917 -- one answer, and all that is known beside it
    session: AsyncSession,
    row: SymptomCheck,
    who: Asked,
    answered: Answered,
    after: Check,
    now: datetime,
) -> Told:
    """Tell what is new or graver, and return all that is told now."""
    before, limits = _told(row), who.known.limits
    found = symptom_check.findings(after, limits)
    severity = symptom_check.severity(after, who.known)
    new = tuple(one for one in found if one.code not in before.codes)
    graver = severity is not None and not (before.severity and before.severity.at_least(severity))
    codes = tuple(one.code for one in found)
    gravest = worst(one for one in (severity, before.severity) if one is not None)
    if severity is None or row.practice or not (new or graver):
        return Told(codes, gravest, before.noted)
    waits = severity is Severity.NEXT_VISIT
    report = _report(row, answered, severity, found if graver or waits else new, limits)
    why = explain(found, symptom_check.context(after, who.known))
    report = replace(report, reason=to_document(why))
    if waits:
        await reports.add(session, who.patient, report, now)
        return Told(codes, gravest, report.cause)
    await _tell(session, who, report, advised=graver, now=now)
    return Told(codes, gravest, before.noted, advised=graver)


async def _tell(
    session: AsyncSession, who: Asked, report: reports.Report, *, advised: bool, now: datetime
) -> None:
    codes = tuple(str(one["code"]) for one in report.findings)
    flag = RedFlag(report.severity or Severity.SAME_DAY, codes, report.cause, enriches=True)
    raised = await raise_alert(session, who.patient, flag, now)
    await recheck.follow(session, who.patient, who.chat, codes, now)
    await reports.add(session, who.patient, replace(report, alert_id=raised.alert.id), now)
    if advised:
        await answer_report(session, who.patient, raised, now)


def _report(
    row: SymptomCheck,
    answered: Answered,
    severity: Severity,
    told: Sequence[Finding],
    limits: Limits,
) -> reports.Report:
    findings: list[dict[str, object]] = [
        {"code": one.code, "polarity": one.polarity.value, "celsius": one.celsius} for one in told
    ]
    return reports.Report(
        cause=f"{answered.cause}:check:{row.id}",
        account_id=row.account_id,
        severity=severity,
        findings=findings,
        rules=limits.rules,
        words=answered.words or row.answers.get("words"),
        check_id=row.id,
    )


def _rest(row: SymptomCheck, check: Check, *, reported: bool, half: bool, now: datetime) -> None:
    """Set when silence counts: while more is asked, until the team was told.

    What is only half said keeps the clock, whatever was told before.
    """
    ended = check.ended or check.step is Step.RESCUE
    asleep = row.severity_if_silent is None or (row.due is None and not half)
    row.due = None if ended or asleep or (reported and not half) else now + SILENT_CHECK
    if ended:
        row.state, row.closed = DONE, now


def _document(check: Check, told: Told = Told()) -> dict[str, object]:
    return {
        "check": symptom_check.to_document(check),
        "told": list(told.codes),
        "severity": told.severity,
        "noted": told.noted,
    }


def _unread(row: SymptomCheck, told: Told) -> dict[str, object]:
    """Return the words that opened the check, as long as nobody was told of anything."""
    words = row.answers.get("words")
    return {"words": words} if words and not told.codes else {}


def _told(row: SymptomCheck) -> Told:
    grave = row.answers.get("severity")
    return Told(
        tuple(row.answers.get("told", ())),
        Severity(grave) if grave else None,
        str(row.answers.get("noted", "")),
    )
