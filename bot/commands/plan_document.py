"""A plan as programs read it: appointments, reminders, questions and warnings as plain values.

Works nothing out itself: the rules stand in `care/`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.commands.console import utc
from bot.commands.plan_texts import error_text, warning_text
from care import cadence, reminders
from care.appointments import AppointmentKind, Dated
from care.calendar import local
from care.monitoring_table import MONITORING_VERSION
from care.plan_errors import Fault, begins, infusions_of
from care.plan_warnings import Remark
from care.plans import Basis
from care.proposals import Proposal
from care.regimens import RULES_VERSION
from care.reminders import SLOTS, PatientClock, Slot

RULES = f"{RULES_VERSION}+{MONITORING_VERSION}"
AT_ONCE = datetime.min.replace(tzinfo=UTC)  # nobody said when the patient enrolled: always


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would mean for one patient."""

    plan: Proposal
    patient: PatientClock
    enrolled: datetime = AT_ONCE


@dataclass(frozen=True, slots=True)
class Told:
    """One reminder and the appointment it is for."""

    appointment: str
    slot: Slot
    local_date: date
    due: datetime
    expires: datetime
    moved: bool


def preview_document(preview: Preview) -> dict[str, Any]:
    """Return a preview as its JSON document."""
    regimen = preview.plan.regimen
    return {
        "regimen": regimen.id,
        "rules": RULES,
        "name": regimen.name,
        "off_label": regimen.off_label,
        "label": regimen.label,
        "appointments": [
            appointment_document(one, preview.plan.bases) for one in preview.plan.appointments
        ],
        "reminders": [_reminder(one, preview.patient) for one in told(preview)],
        "checks": [
            {"kind": one.kind, "appointment": one.appointment, "utc": utc(one.at), "part": one.part}
            for one in asked(preview)
        ],
        "warnings": [warning_document(one) for one in preview.plan.remarks],
    }


def told(preview: Preview) -> list[Told]:
    """Return the reminders of a preview, first to last."""
    made = (
        Told(one.ref, it.slot, it.local_date, it.due, it.expires, it.moved)
        for one in preview.plan.appointments
        for it in reminders.reminders(
            reminders.Appointment(one.wall, one.zone),
            preview.patient,
            SLOTS.of(one.kind),
            preview.enrolled,
        )
    )
    return sorted(made, key=lambda one: one.due)


def asked(preview: Preview) -> Sequence[cadence.Check]:
    """Return the questions of a preview, first to last."""
    infusions = infusions_of(preview.plan.appointments)
    made = cadence.checks(infusions, preview.patient, preview.plan.last_infusion)
    owed = cadence.still_owed(made, preview.patient, preview.enrolled)
    return sorted(owed, key=lambda one: one.at)


def warning_document(remark: Remark) -> dict[str, Any]:
    """Return a warning as its JSON object."""
    return {
        "code": remark.code,
        "appointment": remark.appointment,
        "text": warning_text(remark),
        "status": remark.status,
    }


def error_document(fault: Fault) -> dict[str, Any]:
    """Return an error as its JSON object."""
    return {"code": fault.code, "appointment": fault.appointment, "text": error_text(fault)}


def preview_lines(preview: Preview) -> list[str]:
    """Return a preview as a table for people."""
    regimen = preview.plan.regimen
    return [
        f"{regimen.id}  {regimen.name}",
        f"{'OFF-LABEL. ' if regimen.off_label else ''}{regimen.label}",
        "A proposal only: the clinic enters the dates.",
        "",
        *(appointment_line(one, preview.plan.bases) for one in preview.plan.appointments),
        "",
        f"{len(told(preview))} reminders, {len(asked(preview))} questions: see them with --json.",
        *warning_lines(preview.plan.remarks),
    ]


def warning_lines(warnings: Iterable[Remark]) -> list[str]:
    """Return warnings as lines for people."""
    return [
        f"Warning, {one.appointment or 'the whole plan'}: {warning_text(one)} ({one.status})"
        for one in warnings
    ]


def appointment_line(one: Dated, bases: Mapping[str, Basis]) -> str:
    """Return one proposed date as a line for people."""
    basis = bases[one.ref]
    what = f"course {one.course}, day {one.day}"
    if one.kind is AppointmentKind.BLOOD_TEST:
        what = ", ".join(one.tests) + (f", before {one.gates}" if one.gates else "")
    when = f"{one.wall:%a %Y-%m-%d %H:%M} {one.zone}"
    return f"{one.ref:<4} {one.kind:<11} {when}  {what}  [{basis.status}]"


def appointment_document(one: Dated, bases: Mapping[str, Basis]) -> dict[str, Any]:
    """Return one proposed date as its JSON object."""
    basis = bases[one.ref]
    return {
        "ref": one.ref,
        "kind": one.kind,
        "course": one.course,
        "day": one.day,
        "local": one.wall.isoformat(timespec="minutes"),
        "zone": str(one.zone),
        "utc": utc(begins(one)),
        "tests": list(one.tests),
        "gates": one.gates,
        "source": basis.source,
        "status": basis.status,
    }


def _reminder(one: Told, patient: PatientClock) -> dict[str, Any]:
    return {
        "appointment": one.appointment,
        "slot": one.slot,
        "local_date": one.local_date.isoformat(),
        "local": local(one.due, patient.zone).replace(tzinfo=None).isoformat(timespec="minutes"),
        "utc": utc(one.due),
        "expires": utc(one.expires),
        "moved": one.moved,
    }
