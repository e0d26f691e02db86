"""The list of a patient's usual symptoms as a member sees it: what stands, and what to press.

For a direct chat, never a group. Holds no rule and changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Choice, Rows, Value
from care.people import Role
from care.usual import UsualSigns
from messages.declare import Text
from messages.texts import staff_usual as says
from scheduler import usual
from store import teams
from store.tables import Patient

EPOCHS = 10**9  # a press carries nine digits
CONFIRM, END = "yes_", "end_"  # what a press begins with; the sign follows


@dataclass(frozen=True, slots=True)
class Listed:
    """Paragraphs about usual symptoms, what they need, and the buttons of this reader."""

    texts: tuple[str, ...] = ()
    values: dict[str, Value] = field(default_factory=dict)
    rows: Rows = ()


async def listed(session: AsyncSession, patient: Patient, reader: int) -> Listed:
    """Return the usual symptoms of a patient with what this reader may press; nothing if none."""
    member = await teams.member(session, patient.care_team_id, reader)
    if member is None:
        return Listed()
    signs, epoch = await usual.signs(session, patient), await usual.latest(session, patient)
    return _listed(signs, patient, member.role, epoch)


def _listed(signs: UsualSigns, patient: Patient, role: Role, epoch: int) -> Listed:
    texts, rows = [], []
    values: dict[str, Value] = {}
    if signs.declared:
        texts.append(says.DECLARED.id)
        values["usual_declared"] = _names(signs.declared)
        if role is Role.CLINICIAN:
            texts.append(says.BEFORE_CONFIRMING.id)
            rows += _rows(says.CONFIRM, CONFIRM, signs.declared, patient, epoch)
    if signs.confirmed:
        texts.append(says.CONFIRMED.id)
        values["usual_confirmed"] = _names(signs.confirmed)
    if role.acts:
        rows += _rows(says.END, END, signs.declared | signs.confirmed, patient, epoch)
    return Listed(tuple(texts), values, tuple(rows))


def _names(codes: Iterable[str]) -> list[str]:
    return [f"staff.finding.{code}" for code in sorted(codes)]


def _rows(
    label: Text, deed: str, codes: Iterable[str], patient: Patient, epoch: int
) -> list[tuple[Choice, ...]]:
    return [
        (
            Choice(
                label.id,
                f"usual.{deed}{code}:{patient.id}:{epoch % EPOCHS}",
                values={"sign": f"staff.finding.{code}"},
            ),
        )
        for code in sorted(codes)
    ]
