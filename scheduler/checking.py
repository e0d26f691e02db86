"""The symptom check as it happens: a question out, an answer in, the team told at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care import symptom_check
from care.check_steps import Choice, Step
from care.delivery import Choice as Button
from care.delivery import Lane, Method, OutboxMessage, Rows, Value
from care.findings import Context, Finding
from care.policies import SILENT_CHECK
from care.reasons import explain, to_document
from care.severity import Severity
from care.symptom_check import Check
from care.thresholds import Limits
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import redflag, redflag_check
from scheduler import recheck
from scheduler.alerting import RedFlag, raise_alert
from scheduler.answers import answer_report, voiced
from scheduler.wayout import way_out
from store import outbox, reports, teams
from store.tables import Patient, SymptomCheck

STEPS = tuple(Step)
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
    session: AsyncSession, who: "Asked", check: Check, occasion: Occasion, now: datetime
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
        answers=_document(check, (), None),
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


async def proceed(
    session: AsyncSession, row: SymptomCheck, who: "Asked", answered: Answered, now: datetime
) -> None:
    """Take an answer in, tell the team what is new, ask on. Raises Outdated for an old screen.

    1. Move on by the table. 2. What was not told yet is an alert, or enriches the one there is.
    3. The clock of silence starts anew while more is asked. 4. The next question, or the end.
    """
    before, told, grave = check_of(row), *_told(row)
    limits = who.known.limits
    after = symptom_check.choose(before, answered.at, answered.choice, answered.celsius, limits)
    found = symptom_check.findings(after, limits)
    severity = symptom_check.severity(after, who.known)
    new = tuple(one for one in found if one.code not in told)
    advised = False
    if new and severity is not None and not row.practice:
        why = explain(found, symptom_check.context(after, who.known))
        report = replace(_report(row, answered, severity, new, limits), reason=to_document(why))
        advised = severity is not grave
        await _tell(session, who, report, new, advised=advised, now=now)
    row.answers = _document(after, [one.code for one in found], severity or grave)
    _rest(row, after, reported=bool(found), now=now)
    session.add(row)
    await session.flush()
    edits = None if advised or row.practice else answered.edits
    await ask(session, row, who, Screen(answered.cause, edits), now)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, about whom, and what is known beside the answers."""

    patient: Patient
    chat: int
    known: Context

    @property
    def care(self) -> bool:
        """Say whether somebody else answers for the patient."""
        return self.chat != self.patient.account_id


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a question goes: a message of its own, or the one with the question before."""

    cause: str
    edits: tuple[int, int] | None = None
    intro: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    question: str = ""
    rows: Rows = ()


async def ask(
    session: AsyncSession, row: SymptomCheck, who: Asked, screen: Screen, now: datetime
) -> None:
    """Owe the screen on which a check stands."""
    check = check_of(row)
    if check.step is Step.RESCUE and not row.practice:
        return  # the answer to an emergency holds its own buttons
    team = await teams.team(session, row.care_team_id)
    way = await way_out(session, team, who.chat, now)
    question = screen.question or voiced(f"redflag.check.{check.step}", care=who.care)
    texts = (*screen.intro, question)
    if check.ended:
        texts += way.texts
    if row.practice:
        texts = (redflag.PRACTICE.id, *texts)
    values = {
        **way.values,
        **symptom_check.figures(who.known.limits),
        "name": who.patient.call_name or who.patient.name,
        **screen.values,
    }
    chat, target = who.chat, ""
    if screen.edits is not None:
        chat, target = screen.edits[0], f"{screen.edits[0]}:{screen.edits[1]}"
    rows = screen.rows or _rows(row, check, values)
    message = OutboxMessage(
        key=f"check:{row.id}:{check.step}:{screen.cause}",
        chat_id=chat,
        lane=Lane.SAFETY if check.ended else Lane.CONVERSATION,
        texts=texts,
        values=values,
        rows=rows,
        keyboard="" if rows or target else KEYBOARD,
        method=Method.EDIT if target else Method.SEND,
        target=target,
    )
    await outbox.owe(session, now, message)


def check_of(row: SymptomCheck) -> Check:
    """Return where a stored check stands. Raises ValueError when it cannot be read."""
    return symptom_check.from_document(row.answers["check"])


def _rows(row: SymptomCheck, check: Check, values: Mapping[str, Value]) -> Rows:
    if check.ended:
        return ()
    screen = STEPS.index(check.step)
    lines = [
        tuple(
            Button(
                redflag_check.LABELS[choice].id,
                f"check.{choice}:{row.id}:{screen}",
                values={name: values[name] for name in redflag_check.LABELS[choice].vars},
            )
            for choice in line
        )
        for line in symptom_check.rows(check.step)
    ]
    if check.answers and check.step is not Step.RESCUE:
        lines.append((Button(redflag_check.BACK.id, f"check.back:{row.id}:{screen}"),))
    return tuple(lines)


async def _tell(  # noqa: PLR0913 -- one deed, by keyword
    session: AsyncSession,
    who: Asked,
    report: reports.Report,
    new: Sequence[Finding],
    *,
    advised: bool,
    now: datetime,
) -> None:
    severity = report.severity or Severity.SAME_DAY
    if severity is Severity.NEXT_VISIT:
        await reports.add(session, who.patient, report, now)
        return
    codes = tuple(one.code for one in new)
    flag = RedFlag(severity, codes, report.cause, enriches=True)
    raised = await raise_alert(session, who.patient, flag, now)
    await recheck.follow(session, who.patient, who.chat, codes, now)
    await reports.add(session, who.patient, replace(report, alert_id=raised.alert.id), now)
    if advised:
        await answer_report(session, who.patient, raised, now)


def _report(
    row: SymptomCheck,
    answered: Answered,
    severity: Severity,
    new: Sequence[Finding],
    limits: Limits,
) -> reports.Report:
    findings: list[dict[str, object]] = [
        {"code": one.code, "polarity": one.polarity.value, "celsius": one.celsius} for one in new
    ]
    return reports.Report(
        cause=f"{answered.cause}:check:{row.id}",
        account_id=row.account_id,
        severity=severity,
        findings=findings,
        rules=limits.rules,
        words=answered.words,
        check_id=row.id,
    )


def _rest(row: SymptomCheck, check: Check, *, reported: bool, now: datetime) -> None:
    """Set when silence counts: no longer once something was told, or nothing more is asked."""
    ended = check.ended or check.step is Step.RESCUE
    row.due = None if ended or reported or row.due is None else now + SILENT_CHECK
    if ended:
        row.state, row.closed = DONE, now


def _document(check: Check, told: Sequence[str], severity: Severity | None) -> dict[str, object]:
    return {
        "check": symptom_check.to_document(check),
        "told": list(told),
        "severity": severity,
    }


def _told(row: SymptomCheck) -> tuple[frozenset[str], Severity | None]:
    grave = row.answers.get("severity")
    return frozenset(row.answers.get("told", ())), Severity(grave) if grave else None
