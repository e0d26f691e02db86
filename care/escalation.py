"""Alerts and their escalation policy: who hears next that nobody has acknowledged."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from care.severity import Severity

SHORTEST = timedelta(minutes=30)  # between two steps that are bound to cover hours


class Recipient(StrEnum):
    """Who can be told: the team's group, or whoever stands on a position of the on-call shift."""

    GROUP = "group"
    PRIMARY = "primary"
    BACKUP = "backup"
    LEAD = "lead"


class Status(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """Tell `recipients`, then give them `wait` to acknowledge. Silent: posted, but no phone rings.

    `other_channel` asks for a road besides Telegram as well, where one is set up.
    """

    recipients: tuple[Recipient, ...]
    wait: timedelta
    silent: bool = False
    other_channel: bool = False


@dataclass(frozen=True, slots=True)
class EscalationPolicy:
    """One severity's policy. `cover_only`: never outside cover hours, so it never rings at night.

    `patient_hears_again` says after how long the patient is told anew, and how often.
    """

    steps: tuple[EscalationStep, ...]
    patient_hears_after: timedelta
    comes_back_after: timedelta
    patient_hears_again: tuple[timedelta, int] = (timedelta(hours=1), 3)
    cover_only: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """A patient's report that a human must acknowledge. Its policy is frozen when it opens."""

    id: int
    care_team_id: int
    patient_id: int
    number: int
    severity: Severity
    policy: EscalationPolicy
    due: datetime
    opened: datetime
    findings: tuple[str, ...] = ()
    status: Status = Status.OPEN
    epoch: int = 0
    step: int = 0
    deadline: datetime | None = None
    hears_at: datetime | None = None
    heard: int = 0
    acknowledged_by: int | None = None
    acknowledged_at: datetime | None = None
    held_before_by: int | None = None
    hours_since_infusion: float | None = None
    previous_id: int | None = None
    help_due: datetime | None = None
    help_answer: str | None = None


@dataclass(frozen=True, slots=True)
class Notification:
    """Tell `recipients` about an alert; `epoch` and `step` make each one unique."""

    recipients: tuple[Recipient, ...]
    epoch: int
    step: int
    silent: bool = False
    other_channel: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What the calendar says when an alert opens: when somebody reads, and until when to answer.

    `starts`: now, or the next opening. `lead_at`: when the lead hears. `deadline`: a time that
    exists.
    """

    at: datetime
    starts: datetime
    lead_at: datetime
    deadline: datetime


def frozen(policy: EscalationPolicy, opening: Opening) -> tuple[EscalationPolicy, datetime]:
    """Return the policy as it will be carried out, and when its first step is due.

    A policy bound to cover hours gets its waits from the calendar: the group first, then the lead.
    """
    if not policy.cover_only:
        return policy, opening.at
    waits = (opening.lead_at - opening.starts, opening.deadline - opening.lead_at)
    steps = tuple(
        replace(step, wait=max(wait, SHORTEST))
        for step, wait in zip(policy.steps, waits, strict=False)
    )
    hears = opening.deadline - opening.at
    whole = max(opening.deadline - opening.starts, SHORTEST)
    carried = replace(policy, steps=steps, patient_hears_after=hears, comes_back_after=whole)
    return carried, opening.starts


def escalate(
    alert: Alert,
    reachable: AbstractSet[Recipient],
    now: datetime,
    at_work: Callable[[datetime], datetime],
) -> tuple[Alert, Notification] | None:
    """Return the alert's next state and whom to notify, or None if it can wait.

    A step that reaches nobody is skipped at once. The last step that reaches somebody repeats:
    an open alert never goes quiet. An acknowledged one without outcome comes back. `at_work`
    turns a moment into the next one inside cover hours.
    """
    if alert.status is Status.RESOLVED or now < alert.due:
        return None
    if alert.status is Status.ACKNOWLEDGED:
        alert = comes_back(alert, now)
    steps = alert.policy.steps
    possible = [i for i, step in enumerate(steps) if not reachable.isdisjoint(step.recipients)]
    index = next((i for i in possible if i >= alert.step), (possible or [len(steps) - 1])[-1])
    number, step = max(alert.step, index), steps[index]
    due = now + step.wait
    if alert.policy.cover_only:
        due = at_work(due)
    after = replace(alert, step=number + 1, due=due)
    told = Notification(step.recipients, alert.epoch, number, step.silent, step.other_channel)
    return after, told


def acknowledge(alert: Alert, member: int, now: datetime) -> Alert:
    """Return the alert in the hands of `member`, who will contact the patient."""
    due = now + alert.policy.comes_back_after
    if alert.deadline is not None and alert.policy.cover_only:
        due = max(alert.deadline, now + SHORTEST)
    taken = replace(alert, status=Status.ACKNOWLEDGED, acknowledged_by=member, due=due)
    return replace(taken, acknowledged_at=now, hears_at=None)


def resolve(alert: Alert) -> Alert:
    """Return the alert closed for good. Only a human does this."""
    return replace(alert, status=Status.RESOLVED, hears_at=None)


def comes_back(alert: Alert, now: datetime) -> Alert:
    """Return the alert at its first step, under its old number; buttons of before are void."""
    holder = alert.acknowledged_by or alert.held_before_by
    fresh = replace(alert, status=Status.OPEN, acknowledged_by=None, acknowledged_at=None)
    again = replace(fresh, step=0, due=now, epoch=alert.epoch + 1, held_before_by=holder)
    return replace(again, hears_at=now + alert.policy.patient_hears_after, heard=0)


def reopen(alert: Alert, severity: Severity, policy: EscalationPolicy, opening: Opening) -> Alert:
    """Return the alert after new or worse findings: highest severity, first step, next epoch."""
    carried, due = frozen(policy, opening)
    again = comes_back(replace(alert, severity=severity, policy=carried), opening.at)
    hears = opening.at + carried.patient_hears_after
    deadline = opening.deadline if carried.cover_only else None
    return replace(again, due=due, hears_at=hears, deadline=deadline)


def tell_patient(
    alert: Alert, now: datetime, at_work: Callable[[datetime], datetime]
) -> Alert | None:
    """Return the alert after the patient is told that nobody has answered, or None if not yet.

    Once at the policy's time, then a few times more, then at the next opening of the team.
    """
    if alert.status is not Status.OPEN or alert.hears_at is None or now < alert.hears_at:
        return None
    pause, times = alert.policy.patient_hears_again
    following = now + pause
    if alert.heard >= times:
        following = at_work(now + timedelta(hours=12))
    return replace(alert, heard=alert.heard + 1, hears_at=following)
