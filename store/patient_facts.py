"""What is known of a patient, fact by fact: who said it, when, why. Append-only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, col
from sqlmodel import select as select_rows
from sqlmodel.ext.asyncio.session import AsyncSession

from care.people import PatientState
from store.prepared import Prepared
from store.tables import Patient, PatientFact

FACT = SQLModel.metadata.tables["patient_fact"]
TOLD = Prepared(
    select_columns(*FACT.c).where(FACT.c.patient_id == bindparam("patient")).order_by(FACT.c.id)
)
NAMES = [column.key for column in FACT.c]


@dataclass(frozen=True, slots=True)
class Said:
    """On whose word a fact stands, when it was said, and why if that was asked."""

    who: str
    at: datetime
    why: str | None = None


async def note(
    session: AsyncSession, patient: Patient, name: str, value: object, said: Said
) -> PatientFact:
    """Keep a fact under its name. What was said before stays, and counts no longer."""
    assert patient.id is not None
    row = PatientFact(
        care_team_id=patient.care_team_id,
        patient_id=patient.id,
        name=name,
        value=value,
        who=said.who,
        why=said.why,
        at=said.at,
    )
    session.add(row)
    await session.flush()
    return row


async def known(
    session: AsyncSession, patient: Patient, prefix: str = ""
) -> Mapping[str, PatientFact]:
    """Return the latest fact under each name that begins with `prefix`, by name."""
    return {row.name: row for row in await told(session, patient, prefix)}


async def told(session: AsyncSession, patient: Patient, prefix: str = "") -> Sequence[PatientFact]:
    """Return everything said under names that begin with `prefix`, the earliest first.

    One statement, which may run for every report. The rows are to be read, not changed.
    """
    rows = await TOLD.rows(session, patient=patient.id)
    facts = (PatientFact(**dict(zip(NAMES, row, strict=True))) for row in rows)
    return [fact for fact in facts if fact.name.startswith(prefix)]


async def told_in_team(
    session: AsyncSession, care_team_id: int, prefix: str
) -> Mapping[int, Sequence[PatientFact]]:
    """Return what was said under such names of each patient who takes part in a team.

    For what is looked at once a day or less: it reads the facts of the whole team.
    """
    query = (
        select_rows(PatientFact)
        .join(Patient, col(Patient.id) == col(PatientFact.patient_id))
        .where(
            Patient.care_team_id == care_team_id,
            Patient.state == PatientState.ENROLLED,
            col(PatientFact.name).startswith(prefix),
        )
        .order_by(col(PatientFact.id))
    )
    found: dict[int, list[PatientFact]] = {}
    for fact in (await session.exec(query)).all():
        found.setdefault(fact.patient_id, []).append(fact)
    return found
