"""Symptom checks, what was reported in them, and what was measured."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from care.escalation import Status
from care.severity import Severity
from store.prepared import Prepared
from store.tables import Patient, Reading, SymptomCheck, SymptomReport

CHECK = SQLModel.metadata.tables["symptom_check"]
PLANNED = "planned"  # a check that begins when it is due
OPEN_CHECK = Prepared(
    select_columns(CHECK.c.id)
    .where(CHECK.c.account_id == bindparam("account"), CHECK.c.state == "open")
    .order_by(CHECK.c.id.desc())
    .limit(1)
)
REPORT = SQLModel.metadata.tables["symptom_report"]
ALERT = SQLModel.metadata.tables["alert"]
CLOSED = Prepared(
    select_columns(REPORT.c.findings, REPORT.c.at, ALERT.c.resolved_reason)
    .join(ALERT, ALERT.c.id == REPORT.c.alert_id)
    .where(
        REPORT.c.patient_id == bindparam("patient"),
        REPORT.c.care_team_id == bindparam("team"),
        REPORT.c.at >= bindparam("since"),
        ALERT.c.status == Status.RESOLVED,
    )
)
REASON = "reason"  # in the first finding of a report: what decided, with what was known then
NEXT_SILENCE = Prepared(select_columns(func.min(CHECK.c.due)).where(CHECK.c.due.is_not(None)))


@dataclass(frozen=True, slots=True)
class Report:
    """What one message or press said. `cause` names it, so that it counts once."""

    cause: str
    account_id: int
    severity: Severity | None
    findings: Sequence[dict[str, object]]
    rules: str
    words: str | None = None
    check_id: int | None = None
    alert_id: int | None = None
    reason: Mapping[str, object] | None = None


async def add(session: AsyncSession, patient: Patient, report: Report, now: datetime) -> None:
    """Keep a report, in codes and in the person's own words, and what decided how urgent it is.

    The reason is kept and not worked out again later: the team's numbers and what is known of the
    patient change, and nobody may read a reason that nobody had then.
    """
    assert patient.id is not None
    row = SymptomReport(
        care_team_id=patient.care_team_id,
        patient_id=patient.id,
        account_id=report.account_id,
        check_id=report.check_id,
        alert_id=report.alert_id,
        severity=report.severity,
        findings=_findings(report),
        words=report.words,
        rules=report.rules,
        cause=report.cause,
        at=now,
    )
    session.add(row)
    await session.flush()
    for finding in report.findings:
        if finding.get("celsius") is not None:
            session.add(_reading(row, str(finding["celsius"]), now))


async def of_alert(session: AsyncSession, alert_id: int) -> Sequence[SymptomReport]:
    """Return what was reported under an alert, as it came."""
    query = select(SymptomReport).where(SymptomReport.alert_id == alert_id)
    return (await session.exec(query.order_by(col(SymptomReport.id)))).all()


async def open_check(session: AsyncSession, account_id: int) -> SymptomCheck | None:
    """Return the check that this account has not finished."""
    found = await OPEN_CHECK.rows(session, account=account_id)
    return await session.get(SymptomCheck, found[0][0]) if found else None


async def check(session: AsyncSession, check_id: int) -> SymptomCheck | None:
    """Return a check. Whoever asks must compare its account with the sender."""
    return await session.get(SymptomCheck, check_id)


async def leave_checks(session: AsyncSession, patient: Patient) -> None:
    """End a patient's open checks: nobody waits for their answers, silence means nothing."""
    await session.exec(
        update(SymptomCheck)
        .where(
            col(SymptomCheck.care_team_id) == patient.care_team_id,
            col(SymptomCheck.patient_id) == patient.id,
            col(SymptomCheck.state).in_(("open", PLANNED)),
        )
        .values(state="left", due=None)
    )


async def closed(
    session: AsyncSession, patient: Patient, moment: datetime
) -> Sequence[tuple[Collection[str], datetime, str | None]]:
    """Return codes and moment of each report since then whose alert is closed, and why it was."""
    team = patient.care_team_id
    rows = await CLOSED.rows(session, patient=patient.id, team=team, since=moment)
    return [(codes_in(findings), at, reason) for findings, at, reason in rows]


def codes_in(findings: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """Return the codes of a stored report's signs that are there, each once."""
    there = (one for one in findings if one.get("polarity", "present") == "present")
    return tuple(dict.fromkeys(str(one.get("code")) for one in there))


def reason_of(row: SymptomReport) -> object:
    """Return what decided how urgent a stored report is, as it was kept, or None."""
    return row.findings[0].get(REASON) if row.findings else None


async def since(
    session: AsyncSession, patient: Patient, moment: datetime
) -> Sequence[SymptomReport]:
    """Return what was reported about a patient since a moment."""
    query = select(SymptomReport).where(
        SymptomReport.care_team_id == patient.care_team_id,
        SymptomReport.patient_id == patient.id,
        col(SymptomReport.at) >= moment,
    )
    return (await session.exec(query)).all()


async def of_cause(session: AsyncSession, patient: Patient, cause: str) -> SymptomReport | None:
    """Return what one message or press of a patient reported."""
    query = select(SymptomReport).where(
        SymptomReport.patient_id == patient.id, SymptomReport.cause == cause
    )
    return (await session.exec(query)).first()


async def is_planned(session: AsyncSession, patient: Patient, reason: str) -> bool:
    """Say whether a check about a patient is planned for this reason."""
    query = select(SymptomCheck.id).where(
        SymptomCheck.patient_id == patient.id,
        SymptomCheck.reason == reason,
        SymptomCheck.state == PLANNED,
    )
    return (await session.exec(query)).first() is not None


async def silent(session: AsyncSession, now: datetime, limit: int = 100) -> Sequence[SymptomCheck]:
    """Return checks that were opened and left unanswered for too long, or are to begin now."""
    if not await NEXT_SILENCE.reached(session, now):
        return ()
    query = (
        select(SymptomCheck)
        .where(col(SymptomCheck.due).is_not(None), col(SymptomCheck.due) <= now)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.exec(query)).all()


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when the next check becomes an alert by silence."""
    return await NEXT_SILENCE.moment(session)


def _findings(report: Report) -> list[dict[str, object]]:
    findings = [dict(one) for one in report.findings]
    if findings and report.reason is not None:
        findings[0][REASON] = dict(report.reason)
    return findings


def _reading(row: SymptomReport, celsius: str, now: datetime) -> Reading:
    return Reading(
        care_team_id=row.care_team_id,
        patient_id=row.patient_id,
        report_id=row.id,
        kind="temperature",
        value=celsius,
        unit="°C",
        at=now,
    )
