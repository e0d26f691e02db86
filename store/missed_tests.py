"""Blood tests that nobody has marked as done, beside the infusion that may be waiting for them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import String, and_, cast, exists, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from care.appointments import Answer, AppointmentKind, AppointmentStatus
from care.people import PatientState
from store.tables import Appointment, Patient, Task

MISSED = "missed_test"
CARED_FOR = (PatientState.ENROLLED, PatientState.PAUSED, PatientState.IN_HOSPITAL)
LOOKED_BACK = timedelta(days=60)  # longer before an infusion than any team's time for a draw


def key_of(test: Appointment) -> str:
    """Return why a task about this test is opened: once for each day that was set for it."""
    return f"{MISSED}:{test.id}:{test.version}"


async def unmarked(
    session: AsyncSession, after: datetime, until: datetime, limit: int = 500
) -> Sequence[tuple[Appointment, Appointment]]:
    """Return tests nobody has marked, with an infusion between two moments that may need them.

    The next infusion first. Left out: what is a task already, and who is not cared for here.
    """
    test, infusion = aliased(Appointment), aliased(Appointment)
    gated = or_(
        col(test.gates_id) == col(infusion.id),
        and_(col(test.gates_id).is_(None), col(test.at) > after - LOOKED_BACK),
    )
    key = literal(f"{MISSED}:") + cast(col(test.id), String) + ":" + cast(col(test.version), String)
    query = (
        select(test, infusion)
        .join(infusion, col(infusion.patient_id) == col(test.patient_id))
        .join(Patient, col(Patient.id) == col(infusion.patient_id))
        .where(
            col(infusion.at) > after,
            infusion.at <= until,
            infusion.kind == AppointmentKind.INFUSION,
            infusion.status == AppointmentStatus.PLANNED,
            test.kind == AppointmentKind.BLOOD_TEST,
            test.status == AppointmentStatus.PLANNED,
            test.answer != Answer.DONE,
            test.at < infusion.at,
            gated,
            col(Patient.state).in_(CARED_FOR),
            ~exists().where(col(Task.key) == key),
        )
        .order_by(col(infusion.at), col(test.at))
        .limit(limit)
    )
    return (await session.exec(query)).all()
