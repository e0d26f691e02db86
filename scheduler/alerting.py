"""Red flags become alerts here, and only here: one unresolved alert per patient, always told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from care.cadence import FIRST_TAKES
from care.delivery import Lane, OutboxMessage
from care.escalation import Alert, Status, frozen, reopen
from care.policies import HELP_SILENT
from care.severity import Severity, worst
from messages.texts import staff
from scheduler import cards, questionnaire_fever
from scheduler.paging import advance
from scheduler.rota import cover_of, opening, policy_of
from store import alerts, appointments, outbox, teams
from store.tables import Patient

SECONDS_AN_HOUR = 3600


class News(StrEnum):
    """What a report did to the patient's alert."""

    OPENED = "opened"
    WORSE = "worse"
    ADDED = "added"
    ENRICHED = "enriched"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """Something to alert about: how grave, which signs, and why if there was only silence.

    `enriches`: a further answer in a check that has alerted already. While nobody has taken the
    alert and it gets no graver, it adds to the card instead of paging everybody anew.
    """

    severity: Severity
    codes: tuple[str, ...]
    cause: str
    silence: bool = False
    enriches: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """The alert after a red flag, and what the flag did to it."""

    alert: Alert
    news: News
    cause: str
    codes: tuple[str, ...] = ()


async def raise_alert(
    session: AsyncSession, patient: Patient, flag: RedFlag, now: datetime
) -> Raised:
    """Open the patient's alert, or add to the one they have; the team is told either way.

    1. None unresolved: a new number, its first step at once.
    2. New signs or graver: the same number opens again at its first step, with a new epoch.
    3. A further answer of the same check, no graver, nobody has it yet: the card is enriched.
    4. The same again: a quiet line in the group, once in ten minutes.
    """
    assert patient.id is not None
    await questionnaire_fever.follow(session, patient, flag.codes, now)
    known = await alerts.unresolved(session, patient.care_team_id, patient.id)
    if known is None:
        alert = await _open(session, patient, flag, now)
        return Raised(alert, News.OPENED, flag.cause, flag.codes)
    if set(flag.codes) <= set(known.findings) and known.severity.at_least(flag.severity):
        await _add(session, patient, known, flag, now)
        return Raised(known, News.ADDED, flag.cause, flag.codes)
    if flag.enriches and known.status is Status.OPEN and known.severity.at_least(flag.severity):
        alert = await _enrich(session, patient, known, flag, now)
        return Raised(alert, News.ENRICHED, flag.cause, flag.codes)
    alert = await _worsen(session, patient, known, flag, now)
    return Raised(alert, News.WORSE, flag.cause, flag.codes)


async def _open(session: AsyncSession, patient: Patient, flag: RedFlag, now: datetime) -> Alert:
    assert patient.id is not None
    team = await teams.team(session, patient.care_team_id)
    calendar = opening(await cover_of(session, team), now)
    policy, due = frozen(await policy_of(session, team, flag.severity), calendar)
    earlier = await alerts.latest_resolved(session, patient.care_team_id, patient.id)
    alert = Alert(
        id=0,
        care_team_id=patient.care_team_id,
        patient_id=patient.id,
        number=await alerts.next_number(session, patient.care_team_id),
        severity=flag.severity,
        policy=policy,
        due=due,
        opened=now,
        findings=flag.codes,
        deadline=calendar.deadline if policy.cover_only else None,
        hears_at=now + policy.patient_hears_after,
        hours_since_infusion=await hours_since_infusion(session, patient, now),
        previous_id=earlier.id if earlier else None,
        help_due=_help_due(flag, now),
    )
    alert = await alerts.add(session, alert)
    await alerts.note(session, alert.id, now, "opened", "service", codes=list(flag.codes))
    await advance(session, alert, now, _notes(flag))
    return alert


async def _enrich(
    session: AsyncSession, patient: Patient, known: Alert, flag: RedFlag, now: datetime
) -> Alert:
    """Add what a further answer says to the card that is already out."""
    new = tuple(code for code in flag.codes if code not in known.findings)
    richer = replace(known, findings=(*known.findings, *new))
    if not await alerts.replace(session, known, richer):
        raise Raced(known.id)
    await alerts.note(session, known.id, now, "enriched", "service", codes=list(new))
    await cards.reface(session, richer, await cards.opened(session, richer, patient), now)
    return richer


async def _worsen(
    session: AsyncSession, patient: Patient, known: Alert, flag: RedFlag, now: datetime
) -> Alert:
    team = await teams.team(session, patient.care_team_id)
    calendar = opening(await cover_of(session, team), now)
    severity = worst((known.severity, flag.severity)) or flag.severity
    policy = await policy_of(session, team, severity)
    new = tuple(code for code in flag.codes if code not in known.findings)
    again = reopen(known, severity, policy, calendar)
    again = replace(again, findings=(*new, *known.findings))
    if known.help_answer is None:
        again = replace(again, help_due=_help_due(flag, now) or known.help_due)
    if not await alerts.replace(session, known, again):
        raise Raced(known.id)
    await alerts.note(session, known.id, now, "worse", "service", codes=list(new))
    await cards.reface(session, again, cards.superseded(again, patient), now, epoch=known.epoch)
    await advance(session, again, now, (staff.WORSE.id, *_notes(flag)))
    return again


class Raced(Exception):
    """Somebody changed the alert between reading and writing: the transaction starts anew."""


async def _add(
    session: AsyncSession, patient: Patient, alert: Alert, flag: RedFlag, now: datetime
) -> None:
    """Say in the group that the patient wrote again; a row of presses is one line."""
    await alerts.note(session, alert.id, now, "added", "service", codes=list(flag.codes))
    team = await teams.team(session, alert.care_team_id)
    if team.chat_id is None:
        return
    minutes = int(now.timestamp() // 600)
    message = OutboxMessage(
        key=f"addition:{alert.id}:{alert.epoch}:{minutes}",
        chat_id=team.chat_id,
        lane=Lane.ALERT,
        texts=(staff.ADDITION.id,),
        values={"number": alert.number, "patient": patient.pseudonym},
        alert_id=alert.id,
        epoch=alert.epoch,
    )
    await outbox.owe(session, now, message)


def _help_due(flag: RedFlag, now: datetime) -> datetime | None:
    """Return when to ask whether help is coming; words of suicide get no form to fill in."""
    asks = flag.severity is Severity.EMERGENCY and "Z_SELF" not in flag.codes
    return now + HELP_SILENT if asks else None


def _notes(flag: RedFlag) -> Sequence[str]:
    return (staff.SILENCE.id,) if flag.silence else ()


async def hours_since_infusion(
    session: AsyncSession, patient: Patient, now: datetime
) -> float | None:
    """Return how long ago the last infusion was over, in hours, or None when none is on record.

    Nobody notes when it was: the longest it takes is counted, so that what comes a day after its
    end still counts as a reaction. While it runs, no time has passed.
    """
    last = await appointments.last_infusion(session, patient, now)
    if last is None:
        return None
    return max((now - last - FIRST_TAKES).total_seconds(), 0) / SECONDS_AN_HOUR
