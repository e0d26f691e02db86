"""What must be true after any number of kills. It asks Telegram and the database, not us."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import State
from care.escalation import Status
from store.tables import (
    AlertEvent,
    AlertRow,
    InboxRow,
    InboxState,
    OutboxRow,
    SymptomReport,
    Task,
)
from tests.crash.storm import RedFlag, Storm
from tests.crash.telegram import Call


@dataclass(frozen=True)
class Verdict:
    """What was lost or doubled. All of it empty is what we promise."""

    lost: tuple[str, ...] = ()  # red flags that no alert in the team's group tells of
    unanswered: tuple[str, ...] = ()  # messages of patients that nothing answered
    unhandled: tuple[str, ...] = ()  # messages that were not kept, or not handled
    hidden: tuple[str, ...] = ()  # poison that no human was told of
    forgotten: tuple[str, ...] = ()  # alerts that somebody took, and nobody knows
    doubled: tuple[str, ...] = ()  # patients with two unresolved alerts, numbers with two patients

    def __bool__(self) -> bool:
        """Say whether anything is wrong."""
        return any(getattr(self, field.name) for field in fields(self))


async def doubled(session: AsyncSession) -> tuple[str, ...]:
    """Return the patients with more than one unresolved alert."""
    rows = await session.exec(select(AlertRow).where(AlertRow.status != Status.RESOLVED))
    found = Counter(row.patient_id for row in rows)
    return tuple(f"patient {patient}" for patient, count in found.items() if count > 1)


async def judge(storm: Storm) -> Verdict:
    """Compare what people sent with what they were answered, and what the team was told."""
    calls = [c for c in await storm.telegram.calls() if c.accepted and c.method == "sendMessage"]
    async with storm.store.begin() as session:
        judge = Judge(storm, calls, *await _rows(session))
        return Verdict(
            lost=tuple(judge.lost()),
            unanswered=tuple(judge.unanswered()),
            unhandled=tuple(judge.unhandled()),
            hidden=tuple(judge.hidden()),
            forgotten=tuple(judge.forgotten()),
            doubled=(*await doubled(session), *judge.mistaken()),
        )


@dataclass(frozen=True)
class Rows:
    """What the database holds of it."""

    reports: dict[str, SymptomReport]
    alerts: dict[int, AlertRow]
    inbox: dict[str, InboxRow]
    tasks: dict[str, Task]
    sent: set[str]  # keys of messages that went out
    took: set[int]  # alerts that somebody took


async def _rows(session: AsyncSession) -> tuple[Rows]:
    reports = {row.cause: row for row in await session.exec(select(SymptomReport))}
    alerts = {row.id or 0: row for row in await session.exec(select(AlertRow))}
    inbox = {row.key: row for row in await session.exec(select(InboxRow))}
    tasks = {row.key: row for row in await session.exec(select(Task))}
    sent = await session.exec(select(OutboxRow.key).where(OutboxRow.state == State.SENT))
    took = await session.exec(
        select(AlertEvent.alert_id).where(col(AlertEvent.deed).startswith("ack"))
    )
    return (Rows(reports, alerts, inbox, tasks, set(sent), set(took)),)


@dataclass(frozen=True)
class Judge:
    """One look at everything."""

    storm: Storm
    calls: list[Call]
    rows: Rows

    def lost(self) -> Iterator[str]:
        for flag in self.storm.red_flags:
            report = self.rows.reports.get(f"{flag.cause}:{flag.team.patients[flag.who]}")
            alert = self.rows.alerts.get(report.alert_id or 0) if report else None
            if alert is None or not self._told(flag, alert):
                yield flag.cause

    def _told(self, flag: RedFlag, alert: AlertRow) -> bool:
        """Say whether a card as grave as the flag was accepted in the group."""
        known = {flag.severity, "EMERGENCY"}
        headers = {f"No. {alert.number} · {severity} · " for severity in known}
        return any(
            call.chat == flag.team.group and any(header in call.text for header in headers)
            for call in self.calls
        )

    def unanswered(self) -> Iterator[str]:
        replies = Counter(call.chat for call in self.calls)
        written = Counter([flag.who for flag in self.storm.red_flags])
        written.update(who for who, _ in self.storm.talk)
        for who, count in written.items():
            if replies[who] < count:
                yield str(who)

    def unhandled(self) -> Iterator[str]:
        causes = [flag.cause for flag in self.storm.red_flags]
        for key in causes + [f"m:{who}:{message}" for who, message in self.storm.talk]:
            row = self.rows.inbox.get(key)
            if row is None or row.state is not InboxState.DONE:
                yield key

    def hidden(self) -> Iterator[str]:
        kept = [r for r in self.rows.inbox.values() if r.state is InboxState.QUARANTINED]
        if len(kept) != self.storm.poison:
            yield f"{len(kept)} of {self.storm.poison}"
        log = self.storm.log.read_text()
        for row in kept:
            task = self.rows.tasks.get(f"quarantine:{row.id}")
            shown = task is not None and f"task:{task.id}:first" in self.rows.sent
            logged = re.search(rf"update\.quarantined.*\b{row.id}\b", log)
            if not shown and (row.sender is not None or not logged):
                yield row.key

    def forgotten(self) -> Iterator[str]:
        for alert in self.rows.alerts.values():
            who = self._account(alert.patient_id)
            if who in self.storm.taken and alert.id not in self.rows.took:
                yield str(who)

    def _account(self, patient: int) -> int | None:
        everybody = (item for team in self.storm.teams for item in team.patients.items())
        return next((who for who, number in everybody if number == patient), None)

    def mistaken(self) -> Iterator[str]:
        """Yield patients with another number of alerts than the one they should have."""
        expected = {flag.team.patients[flag.who]: 1 for flag in self.storm.red_flags}
        found = Counter(alert.patient_id for alert in self.rows.alerts.values())
        for patient in expected.keys() | found.keys():
            if found[patient] > expected.get(patient, 0):
                yield f"alerts of patient {patient}: {found[patient]}"


async def intact(storm: Storm) -> bool:
    """Say whether the database finds nothing wrong with itself."""
    async with storm.store.begin() as session:
        if session.get_bind().dialect.name != "sqlite":
            return True
        return (await session.exec(text("PRAGMA integrity_check"))).scalar() == "ok"
