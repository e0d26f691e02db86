"""Somebody writes words. Rules read them; what is a red flag alerts first and asks second."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.speaking import Speaker
from care.delivery import Lane, OutboxMessage
from care.findings import Context, Finding, Polarity, Reading
from care.reasons import to_document, told_apart
from care.severity import Severity
from care.tasks import TaskKind
from care.triage_table import TABLE
from messages.texts.redflag_talk import SENT_TO_TEAM
from scheduler import contexts, recheck
from scheduler.alerting import RedFlag, raise_alert
from scheduler.answers import answer_report
from scheduler.chores import Chore, ask
from scheduler.wayout import way_out
from store import outbox, reports, teams
from store.tables import Patient

UNCLEAR = "X_UNCLEAR"
COUNTED = frozenset({Polarity.PRESENT, Polarity.PAST, Polarity.OTHER})


async def context_of(session: AsyncSession, patient: Patient, chat: int, now: datetime) -> Context:
    """Return everything that changes how urgent a sign is, and who writes in this chat."""
    return await contexts.to_judge(session, patient, contexts.speaker(patient, chat), now)


async def report(
    session: AsyncSession, speaker: Speaker, reading: Reading, words: str, now: datetime
) -> None:
    """Alert the team about what was read in somebody's words, and tell them what to do now.

    A chat that stands for several patients alerts for each: the team asks who it is.
    """
    assert reading.severity is not None
    for patient in speaker.patients:
        cause = f"{speaker.cause}:{patient.id}"
        known = await context_of(session, patient, speaker.chat, now)
        reason = told_apart(reading.findings, known, reading.severity)
        said = reports.Report(
            cause=cause,
            account_id=speaker.chat,
            severity=reading.severity,
            findings=[_stored(found) for found in reading.findings],
            rules=reading.rules,
            words=words,
            reason=to_document(reason),
        )
        await tell_team(session, patient, said, codes_of(reading.findings), now)
    if reading.severity is Severity.NEXT_VISIT:
        await _say_who_has_it(session, speaker, now)


async def tell_team(
    session: AsyncSession,
    patient: Patient,
    said: reports.Report,
    codes: tuple[str, ...],
    now: datetime,
) -> None:
    """Alert about one patient and answer; what can wait until the next visit is a task."""
    severity = said.severity or Severity.SAME_DAY
    if severity is Severity.NEXT_VISIT:
        await reports.add(session, patient, said, now)
        await _for_next_visit(session, patient, said.cause, now)
        return
    raised = await raise_alert(session, patient, RedFlag(severity, codes, said.cause), now)
    await recheck.follow(session, patient, said.account_id, codes, now)
    await reports.add(session, patient, replace(said, alert_id=raised.alert.id), now)
    await answer_report(session, patient, raised, now)


def codes_of(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the codes that count, the gravest first; what is denied or supposed does not."""
    codes = dict.fromkeys(found.code for found in findings if found.polarity in COUNTED)
    graver = sorted(codes, key=lambda code: TABLE[code].severity.rank, reverse=True)
    return tuple(graver) or (UNCLEAR,)


def _stored(found: Finding) -> dict[str, object]:
    document: dict[str, object] = {"code": found.code, "polarity": found.polarity.value}
    if found.celsius is not None:
        document["celsius"] = found.celsius
    return document


async def _for_next_visit(
    session: AsyncSession, patient: Patient, cause: str, now: datetime
) -> None:
    chore = Chore(TaskKind.NEXT_VISIT, f"next_visit:{cause}")
    await ask(session, patient.care_team_id, patient, chore, now)


async def _say_who_has_it(session: AsyncSession, speaker: Speaker, now: datetime) -> None:
    """Answer a report that alerts nobody: silence would pass for "nobody has it", or for "seen"."""
    team = await teams.team(session, speaker.patients[0].care_team_id)
    way = await way_out(session, team, speaker.chat, now)
    message = OutboxMessage(
        key=f"next_visit:{speaker.cause}",
        chat_id=speaker.chat,
        lane=Lane.SAFETY,
        texts=(SENT_TO_TEAM.id, *way.texts),
        values=way.values,
    )
    await outbox.owe(session, now, message)
