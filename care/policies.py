"""The numbers of the escalation policy, each in this one place.

Owner: the care team's lead. Date: 2026-11. Source: design of this project after published on-call
practice and a nurse's reading. Status: PROPOSED, no clinician has signed them; a team may change
them, and what it changes is kept with who, when and why.
"""

from collections.abc import Mapping
from datetime import timedelta

from care.escalation import EscalationPolicy, EscalationStep, Recipient
from care.severity import Severity


def _minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def _steps(first: float, second: float, last: float) -> tuple[EscalationStep, ...]:
    group, primary, backup, lead = Recipient
    return (
        EscalationStep((group, primary), _minutes(first)),
        EscalationStep((backup,), _minutes(second), other_channel=True),
        EscalationStep((lead,), _minutes(last)),
    )


EMERGENCY = EscalationPolicy(
    steps=_steps(3, 3, 5),
    patient_hears_after=_minutes(5),
    comes_back_after=_minutes(10),
)
URGENT = EscalationPolicy(
    steps=(
        EscalationStep((Recipient.GROUP, Recipient.PRIMARY), _minutes(10)),
        *_steps(10, 10, 15),
    ),
    patient_hears_after=_minutes(15),
    comes_back_after=_minutes(30),
)
SAME_DAY = EscalationPolicy(
    steps=(
        EscalationStep((Recipient.GROUP,), _minutes(240), silent=True),
        EscalationStep((Recipient.LEAD,), _minutes(240)),
    ),
    patient_hears_after=_minutes(480),
    comes_back_after=_minutes(480),
    cover_only=True,
)

POLICIES: Mapping[Severity, EscalationPolicy] = {
    Severity.EMERGENCY: EMERGENCY,
    Severity.URGENT: URGENT,
    Severity.SAME_DAY: SAME_DAY,
}

HELP_SILENT = _minutes(5)  # after an emergency: silence counts as "I cannot call"
RECHECK_SILENT = _minutes(30)  # asked to measure again, and then nothing: the team is told
SILENT_CHECK = _minutes(10)  # "I feel unwell" and then nothing: an urgent alert
REFUSED_LASTS = timedelta(hours=24)  # a safety message refused for so long is a task
TASK_DEADLINE = timedelta(hours=24)  # when a task without a better deadline is overdue
INVITATION_LASTS = timedelta(days=7)
GROUP_CODE_LASTS = timedelta(hours=24)
DOWNTIME_NOTICE = timedelta(seconds=120)  # Telegram keeps a press 150 s: a margin of 30
BLOCKED_AFTER_INFUSION = timedelta(hours=24)  # who blocks us so soon after one is called at once
BLOCKED_AFTER_NEURO = timedelta(days=14)  # and after a nerve symptom: loss of insight is a sign
SELF_CHECK = timedelta(days=1)  # how often a group's settings are looked at again
