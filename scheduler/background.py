"""What stands behind an alert: why it is so grave, what is known of the patient, what came before.

Paragraphs for one member's direct chat, never a group. Reads and never changes; a reason is shown
as it was kept with its report, nothing is judged anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Value
from care.escalation import Alert
from care.reasons import Reason, from_document
from care.regimens import REGIMENS, RegimenId
from care.risks import Known, answer_of
from care.severity import Severity
from messages.listing import line
from messages.texts import staff_reasons as says
from messages.texts.staff_commands import SEVERITIES
from messages.texts.staff_plan_names import REGIMEN_NAMES
from scheduler.alerting import hours_since_infusion
from scheduler.cards import who_answers
from scheduler.check_screens import check_of
from scheduler.risks import Profile, profile
from store import plans, reports, teams
from store.tables import Patient, SymptomReport, TreatmentPlan

BEFORE_DAYS = 30
BEFORE_SHOWN = 5
HOURS_SHOWN = 72  # up to here hours since the infusion are counted, then days
SILENT = "X_SILENT"
UNCLEAR = "X_UNCLEAR"


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Messages to say one after the other, and what they need."""

    texts: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)


async def behind(
    session: AsyncSession, patient: Patient, alert: Alert, now: datetime
) -> Paragraphs:
    """Return why an alert is so grave, what is known of the patient, and what came before it."""
    here = await reports.of_alert(session, alert.id)
    lately = now - timedelta(days=BEFORE_DAYS)
    told = sorted(await reports.since(session, patient, lately), key=lambda row: row.id or 0)
    parts = (
        await _answered(session, here),
        why(alert.severity, here),
        await _infusion(session, patient, now),
        await _place(session, patient),
        await _known(session, patient, now),
        _before(told, alert),
    )
    values: dict[str, Value] = {}
    for part in parts:
        values |= part.values
    return Paragraphs(tuple(text for part in parts for text in part.texts), values)


def why(severity: Severity, told: Iterable[SymptomReport]) -> Paragraphs:
    """Return what decided a severity: the latest report that was as grave says it."""
    as_grave = [row for row in told if row.severity is severity]
    values: dict[str, Value] = {"why_severity": SEVERITIES[severity].id}
    for row in reversed(as_grave):
        reason = from_document(reports.reason_of(row))
        if reason is not None and reason.severity is severity:
            return _because(reason, row.rules, values)
    silent = any(SILENT in reports.codes_in(row.findings) for row in as_grave)
    text = says.WHY_SILENCE if silent else says.WHY_UNRECORDED
    return Paragraphs((text.id,), values)


def _because(reason: Reason, rules: str, values: dict[str, Value]) -> Paragraphs:
    values |= {
        "why_signs": [f"staff.finding.{code}" for code in reason.codes],
        "why_source": reason.source,
        "why_status": says.STATUSES[reason.status].id,
        "why_rules": rules,
    }
    if reason.grounds:
        values["why_grounds"] = [says.GROUNDS[one].id for one in reason.grounds]
    return Paragraphs((says.WHY[reason.rule].id, says.WHY_SOURCE.id), values)


async def _answered(session: AsyncSession, told: Iterable[SymptomReport]) -> Paragraphs:
    """Return what was answered beside the signs in the latest check that has told of any."""
    checks = [row.check_id for row in told if row.check_id is not None]
    row = await reports.check(session, max(checks)) if checks else None
    if row is None:
        return Paragraphs()
    try:
        pressed = check_of(row).answers
    except ValueError:  # of another version; who calls must not wait for what it said
        return Paragraphs()
    found = [
        text.id for (step, choice), text in says.ANSWERED.items() if pressed.get(step) == choice
    ]
    return Paragraphs((says.ANSWERS.id,), {"answered": found}) if found else Paragraphs()


async def _infusion(session: AsyncSession, patient: Patient, now: datetime) -> Paragraphs:
    hours = await hours_since_infusion(session, patient, now)
    if hours is None:
        return Paragraphs((says.INFUSION_UNKNOWN.id,))
    if hours < HOURS_SHOWN:
        return Paragraphs((says.INFUSION_HOURS.id,), {"known_hours": int(hours)})
    return Paragraphs((says.INFUSION_DAYS.id,), {"known_days": int(hours // 24)})


async def _place(session: AsyncSession, patient: Patient) -> Paragraphs:
    """Return in which country the patient is, if it is not the team's: another number helps."""
    team = await teams.team(session, patient.care_team_id)
    account = await who_answers(session, patient)
    if account is None or account.country in {None, team.country}:
        return Paragraphs()
    return Paragraphs((says.ABROAD.id,), {"known_country": account.country or ""})


# --- What is known --------------------------------------------------------------------------------


async def _known(session: AsyncSession, patient: Patient, now: datetime) -> Paragraphs:
    known = await profile(session, patient, now)
    plan = await plans.current(session, patient)
    lines = [_plan(plan), _age(known), *_facts(known, plan)]
    return Paragraphs((says.KNOWN.id,), {"known": lines})


def _plan(plan: TreatmentPlan | None) -> str:
    if plan is None or plan.regimen not in REGIMENS:
        return line(says.NO_PLAN, {})
    return line(says.PLAN, {"regimen": REGIMEN_NAMES[RegimenId(plan.regimen)].id})


def _age(known: Profile) -> str:
    if known.age is None:
        return line(says.NO_AGE, {})
    return line(says.AGE, {"years": known.age})


def _facts(known: Profile, plan: TreatmentPlan | None) -> list[str]:
    """Return what is so, what is not, and what nobody has said; a plan never says no."""
    listed = frozenset(plan.facts.get("conditions", ())) if plan else frozenset()
    said = {says.GROUNDS[risk].id: answer_of(word) for risk, word in known.risks.items()}
    for condition, text in says.PLAN_FACTS.items():
        if condition in listed:
            said[text.id] = Known.YES
        elif condition not in says.ONLY_IF_SO:
            said[text.id] = Known.UNKNOWN
    by_answer = {one: [id for id, answer in said.items() if answer is one] for one in Known}
    return [line(says.FACTS[one], {"facts": ids}) for one, ids in by_answer.items() if ids]


# --- What came before -----------------------------------------------------------------------------


def _before(told: Sequence[SymptomReport], alert: Alert) -> Paragraphs:
    """Return what was reported before the latest report of this alert, the latest first."""
    latest = max((row.id or 0 for row in told if row.alert_id == alert.id), default=None)
    values: dict[str, Value] = {"before_days": BEFORE_DAYS}
    episodes = _episodes(told, alert)
    earlier = [row for row in told if latest is None or (row.id or 0) < latest]
    if not earlier:
        return Paragraphs((says.NOTHING_BEFORE.id,), values)
    shown = earlier[: -BEFORE_SHOWN - 1 : -1]
    values["before"] = [_line(row, episodes[row.id or 0]) for row in shown]
    return Paragraphs((says.EARLIER.id,), values)


def _episodes(told: Sequence[SymptomReport], alert: Alert) -> dict[int, str]:
    """Return for each report which episode it was part of, and if it was new or worse then."""
    found: dict[int, str] = {}
    codes: set[str] = set()
    gravest = -1
    for row in told:
        there, rank = reports.codes_in(row.findings), row.severity.rank if row.severity else 0
        if row.alert_id != alert.id:
            found[row.id or 0] = "earlier"
            continue
        worse = rank > gravest or not codes.issuperset(there)
        found[row.id or 0] = ("worse" if worse else "same") if codes else "first"
        codes, gravest = codes.union(there), max(gravest, rank)
    return found


def _line(row: SymptomReport, episode: str) -> str:
    codes = reports.codes_in(row.findings) or (UNCLEAR,)
    values: dict[str, Value] = {
        "at": row.at.isoformat(),
        "severity": SEVERITIES[row.severity or Severity.NEXT_VISIT].id,
        "signs": [f"staff.finding.{code}" for code in codes],
        "episode": says.EPISODES[episode].id,
    }
    return line(says.EARLIER_LINE, values)
