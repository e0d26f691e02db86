"""What a team has decided about hours and policies, and what follows for a given moment."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from care.cover import CoverHours
from care.escalation import EscalationPolicy, Opening
from care.policies import POLICIES
from care.reminders import SLOTS as DEFAULT_SLOTS
from care.reminders import SlotPlan
from care.severity import Severity
from store import alerts, teams
from store.tables import CareTeam

COVER = "cover_hours"
SLOTS = "reminder_slots"
NO_PROMISE = timedelta(hours=24)  # a team that never opens still has a deadline inside


def policy_setting(severity: Severity) -> str:
    """Return the name under which a team keeps its policy for a severity."""
    return f"policy.{severity}"


async def cover_of(session: AsyncSession, team: CareTeam) -> CoverHours:
    """Return when somebody of the team reads; a team that has not said so always does."""
    zone = ZoneInfo(team.zone)
    document = await teams.setting(session, team.id or 0, COVER)
    return CoverHours.from_json(document, zone) if document else CoverHours.always(zone)


async def policy_of(session: AsyncSession, team: CareTeam, severity: Severity) -> EscalationPolicy:
    """Return the team's policy for a severity, or the default."""
    document = await teams.setting(session, team.id or 0, policy_setting(severity))
    return alerts.load(document) if document else POLICIES[severity]


def opening(cover: CoverHours, now: datetime) -> Opening:
    """Return what the calendar says about an alert that opens now."""
    deadline = cover.same_day_deadline(now) or now + NO_PROMISE
    return Opening(now, cover.at_work(now), cover.lead_at(now, deadline), deadline)


async def slots_of(session: AsyncSession, team: CareTeam) -> SlotPlan:
    """Return the team's reminder slots, or the default ones."""
    document = await teams.setting(session, team.id or 0, SLOTS)
    return SlotPlan.from_json(document, "the team") if document else DEFAULT_SLOTS
