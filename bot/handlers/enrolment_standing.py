"""Where somebody stands on the way in, as it is kept between two messages. Survives any restart."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from care.enrolment import Course, Step
from care.people import InvitationKind
from scheduler.enrolment import CONVERSATION
from store import people
from store.tables import Conversation


@dataclass(frozen=True, slots=True)
class Standing:
    """A course, and the number of the screen that shows its question: older buttons are void.

    `given` remembers what later questions need; `left` is set by /cancel.
    """

    course: Course
    invitation: int
    screen: int = 1
    given: Mapping[str, Any] = field(default_factory=dict)
    left: bool = False
    updated: datetime | None = None

    def at(self, course: Course, **given: Any) -> "Standing":
        """Return the standing at another question, on a new screen."""
        more = {**self.given, **given}
        return replace(self, course=course, screen=self.screen + 1, given=more, left=False)


async def find(session: AsyncSession, account_id: int) -> Standing | None:
    """Return where an account stands on its way in, or None if it is on none."""
    row = await people.conversation(session, account_id, CONVERSATION)
    return _standing(row) if row else None


async def keep(session: AsyncSession, account_id: int, standing: Standing, now: datetime) -> None:
    """Remember where an account stands."""
    course = standing.course
    answers = {
        "kind": course.kind.value,
        "behind": [step.value for step in course.behind],
        "invitation": standing.invitation,
        "screen": standing.screen,
        "given": dict(standing.given),
        "left": standing.left,
    }
    step = course.step.value
    await people.converse(session, account_id, CONVERSATION, step=step, answers=answers, now=now)


async def forget(session: AsyncSession, account_id: int) -> None:
    """Forget where an account stands: it is in, or will not be."""
    await people.end_conversation(session, account_id, CONVERSATION)


def _standing(row: Conversation) -> Standing:
    kept = row.answers
    behind = tuple(Step(step) for step in kept["behind"])
    course = Course(InvitationKind(kept["kind"]), Step(row.step), behind)
    return Standing(
        course, kept["invitation"], kept["screen"], kept["given"], kept["left"], row.updated
    )
