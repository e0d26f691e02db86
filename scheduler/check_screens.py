"""How a question of the symptom check looks: its words, its buttons, and where it goes.

Holds no answer and decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from care import symptom_check
from care.check_steps import USUAL, Step
from care.check_usual import ASKED_OF
from care.delivery import Choice as Button
from care.delivery import Lane, Method, OutboxMessage, Rows, Value
from care.findings import Context
from care.symptom_check import Check
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import redflag, redflag_check
from scheduler.wayout import elsewhere, way_out
from store import outbox, teams
from store.tables import Patient, SymptomCheck

STEPS = tuple(Step)
SIGN_OF: Mapping[Step, Step] = {
    **ASKED_OF,
    **{worse: step for step, (_, worse) in USUAL.items()},
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, about whom, and what is known beside the answers."""

    patient: Patient
    chat: int
    known: Context

    @property
    def care(self) -> bool:
        """Say whether somebody else answers for the patient."""
        return self.chat != self.patient.account_id


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a question goes: a message of its own, or the one with the question before."""

    cause: str
    edits: tuple[int, int] | None = None
    intro: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    question: str = ""
    rows: Rows = ()


async def ask(
    session: AsyncSession, row: SymptomCheck, who: Asked, screen: Screen, now: datetime
) -> None:
    """Owe the screen on which a check stands."""
    check = check_of(row)
    if check.step is Step.RESCUE and not row.practice:
        return  # the answer to an emergency holds its own buttons
    team = await teams.team(session, row.care_team_id)
    way = await way_out(session, team, who.chat, now)
    spoken = redflag_check.QUESTIONS[check.step, "care" if who.care else "you"]
    question = screen.question or spoken.id
    texts = (*screen.intro, question)
    if check.ended:
        texts += way.texts
    if row.practice:
        texts = (redflag.PRACTICE.id, *texts)
    values = {
        **way.values,
        **symptom_check.figures(who.known.limits),
        "name": who.patient.call_name or who.patient.name,
        **_sign(check),
        **screen.values,
    }
    chat, target = who.chat, ""
    if screen.edits is not None:
        chat, target = screen.edits[0], f"{screen.edits[0]}:{screen.edits[1]}"
    rows = screen.rows or _rows(row, check, values)
    message = OutboxMessage(
        key=f"check:{row.id}:{check.step}:{screen.cause}",
        chat_id=chat,
        lane=Lane.SAFETY if check.ended else Lane.CONVERSATION,
        texts=texts,
        values=values,
        rows=rows,
        keyboard="" if rows or target else KEYBOARD,
        method=Method.EDIT if target else Method.SEND,
        target=target,
    )
    await outbox.owe(session, now, message)


def check_of(row: SymptomCheck) -> Check:
    """Return where a stored check stands. Raises ValueError when it cannot be read."""
    return symptom_check.from_document(row.answers["check"])


def _rows(row: SymptomCheck, check: Check, values: Mapping[str, Value]) -> Rows:
    if check.ended:
        return () if row.practice else elsewhere("check", row.id)
    screen = STEPS.index(check.step)
    lines = [
        tuple(
            Button(
                redflag_check.LABELS[choice].id,
                f"check.{choice}:{row.id}:{screen}",
                values={name: values[name] for name in redflag_check.LABELS[choice].vars},
            )
            for choice in line
        )
        for line in symptom_check.rows(check.step)
    ]
    if check.answers and check.step is not Step.RESCUE:
        lines.append((Button(redflag_check.BACK.id, f"check.back:{row.id}:{screen}"),))
    return tuple(lines)


def _sign(check: Check) -> Mapping[str, Value]:
    """Return what was pressed, for a question that is about it."""
    pressed = check.answers.get(SIGN_OF.get(check.step, check.step))
    return {"sign": redflag_check.LABELS[pressed].id} if pressed is not None else {}
