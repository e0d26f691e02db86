"""Entering many dates at once, as read from a table: all of them, or none and why.

A row that names nobody's patient, a date that is there already, or one that cannot be is bad; each
bad row is told once, with its line, its column and what to do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import AppointmentKind
from care.calendar import instant, local, zone_named
from scheduler import appointing
from store import appointments, people, teams
from store.tables import Appointment, Patient

Key = tuple[int, AppointmentKind, datetime]  # patient, kind, moment: what may be there but once


class BadRow(Exception):
    """One row that cannot be entered. `column` is empty where it is about the whole row."""

    def __init__(self, line: int, column: str, text: str) -> None:
        where = f"Line {line}, {column}" if column else f"Line {line}"
        super().__init__(f"{where}: {text}")
        self.line, self.column, self.text = line, column, text


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row as it was read. `gates` is the wall time of the infusion that a test is for."""

    line: int
    patient: int
    kind: AppointmentKind
    wall: datetime
    zone: str | None
    place: str | None = None
    tests: Sequence[str] = ()
    course: int | None = None
    gates: datetime | None = None


@dataclass(slots=True)
class Import:
    """Enters rows for the patients of a team, or of every team; `by` is who does it."""

    session: AsyncSession
    by: str
    now: datetime
    team: int | None = None
    bad: list[BadRow] = field(default_factory=list)
    entered: list[Appointment] = field(default_factory=list)
    _patients: dict[int, Patient] = field(default_factory=dict)
    _known: dict[Key, str] = field(default_factory=dict)
    _rows: dict[Key, Appointment] = field(default_factory=dict)

    async def enter(self, rows: Iterable[ImportRow]) -> None:
        """Enter the rows, infusions first, so that tests find theirs. What is bad is kept apart.

        Whoever calls keeps the transaction only if nothing is bad.
        """
        for row in sorted(rows, key=lambda one: one.kind is AppointmentKind.BLOOD_TEST):
            try:
                await self._enter(row)
            except BadRow as bad:
                self.bad.append(bad)
        for patient in self._patients.values():
            await appointing.plan_all(self.session, patient, self.now)

    async def _enter(self, row: ImportRow) -> None:
        patient = await self._patient(row)
        zone = row.zone or (await teams.team(self.session, patient.care_team_id)).zone
        key = (row.patient, row.kind, self._moment(row, row.wall, zone))
        if key in self._known:
            text = f"this date is there already, {self._known[key]}; leave the row out."
            raise BadRow(row.line, "local", text)
        entry = appointing.Entry(
            kind=row.kind,
            local=row.wall,
            zone=zone,
            place=row.place,
            tests=row.tests,
            course=row.course,
            gates_id=self._gated(row, zone),
        )
        try:
            made = await appointing.enter(
                self.session, patient, entry, self.by, self.now, planned=False
            )
        except appointing.NotPossible as error:
            raise BadRow(row.line, "local", str(error)) from error
        self._known[key], self._rows[key] = f"in line {row.line}", made
        self.entered.append(made)

    async def _patient(self, row: ImportRow) -> Patient:
        """Return the patient of a row, with every date there is for them noted once."""
        if row.patient in self._patients:
            return self._patients[row.patient]
        patient = await people.patient_of_any_team(self.session, row.patient)
        ours = patient is not None and self.team in (None, patient.care_team_id)
        if patient is None or not ours:
            whose = "" if self.team is None else f" of team {self.team}"
            text = f"P-{row.patient:04} is no patient{whose}; `companion invite` enters one."
            raise BadRow(row.line, "patient", text)
        self._patients[row.patient] = patient
        for one in await appointments.of_patient(self.session, patient):
            if one.status.stands:
                key = (row.patient, one.kind, one.at)
                self._known[key], self._rows[key] = f"as number {one.id}", one
        return patient

    def _gated(self, row: ImportRow, zone: str) -> int | None:
        """Return the infusion that a test is for: one of the file, or one that was there."""
        if row.gates is None:
            return None
        if row.kind is AppointmentKind.INFUSION:
            raise BadRow(row.line, "gates", "an infusion is for no other; leave the cell empty.")
        if row.gates <= row.wall:
            raise BadRow(row.line, "gates", "a test comes before its infusion; check both times.")
        at = self._moment(row, row.gates, zone)
        infusion = self._rows.get((row.patient, AppointmentKind.INFUSION, at))
        if infusion is None:
            text = f"P-{row.patient:04} has no infusion at {row.gates:%Y-%m-%dT%H:%M}; add its row."
            raise BadRow(row.line, "gates", text)
        return infusion.id

    @staticmethod
    def _moment(row: ImportRow, wall: datetime, zone: str) -> datetime:
        place = zone_named(zone)
        at = instant(wall.date(), wall.time(), place)
        if local(at, place).replace(tzinfo=None) != wall:
            text = f"{wall:%H:%M} does not exist in {zone} on that day; take another time."
            raise BadRow(row.line, "local", text)
        return at
