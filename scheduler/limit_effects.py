"""What other thresholds would have made of a team's last 30 days, read from what is kept.

Normal temperatures are kept where the symptom check asked for them, and beside other signs; those
that somebody wrote in a chat are not, and whoever reads the numbers is told so.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.effects import (
    LOOKED_BACK,
    Effect,
    Kept,
    effect,
    in_a_window,
    looks_at_normal,
    looks_at_windows,
)
from care.findings import Finding, Polarity
from care.severity import Severity
from care.thresholds import Limits
from care.triage_table import TABLE
from scheduler.alerting import hours_since_infusion
from store import judged, people
from store.tables import SymptomCheck, SymptomReport

FEVER = "T_FEVER"


async def effect_of(
    session: AsyncSession, care_team_id: int, change: tuple[Limits, Limits], moment: datetime
) -> Effect:
    """Return what the second limits in place of the first would have made of the last 30 days."""
    now, then = change
    since = moment - LOOKED_BACK
    kept: list[Kept] = []
    for report in await judged.reports(session, care_team_id, since):
        found = _findings(report.findings)
        hours = None
        if looks_at_windows(now, then) and in_a_window(found):
            hours = await _hours(session, report)
        kept.append(Kept(report.severity, found, hours))
    if looks_at_normal(now, then):
        kept += _normal(await judged.checks(session, care_team_id, since), now)
    return effect(kept, now, then)


async def _hours(session: AsyncSession, report: SymptomReport) -> float | None:
    patient = await people.patient(session, report.care_team_id, report.patient_id)
    return await hours_since_infusion(session, patient, report.at) if patient else None


def _findings(stored: Iterable[Mapping[str, object]]) -> tuple[Finding, ...]:
    """Return the signs of a stored report; a code that the table has no more is left out."""
    return tuple(
        Finding(
            code,
            TABLE[code].category,
            Polarity(str(one.get("polarity") or Polarity.PRESENT)),
            celsius=celsius if isinstance(celsius := one.get("celsius"), float | int) else None,
        )
        for one in stored
        if (code := str(one.get("code"))) in TABLE
    )


def _normal(checks: Iterable[SymptomCheck], now: Limits) -> list[Kept]:
    """Return the checks in which a temperature was typed that is normal by what counts now."""
    found = []
    for row in checks:
        celsius = row.answers.get("check", {}).get("temperature")
        if celsius is None or now.code(celsius) is not None:
            continue
        told = _findings({"code": code} for code in row.answers.get("told") or ())
        measured = Finding(FEVER, TABLE[FEVER].category, Polarity.NEGATED, celsius=celsius)
        severity = row.answers.get("severity")
        found.append(Kept(Severity(severity) if severity else None, (*told, measured)))
    return found
