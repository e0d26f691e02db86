"""What a patient reads about the treatment's time: at its moments, and whenever it is asked for.

The figures and days stand in care/expectations.py. Says nothing about how a patient is, and
nothing that no source says. Changes nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Page, Value
from care.expectations import CELLS, Stage, expected, indication_of
from care.regimens import Indication
from messages.declare import voiced
from messages.texts import patient_expectations as says
from scheduler.visits import SEES_DATES, Reading
from scheduler.wayout import way_out
from store import plans, teams
from store.tables import Patient


class Row(Protocol):
    """What is needed of a planned message: which stage it is."""

    @property
    def slot(self) -> str: ...


async def page(session: AsyncSession, reading: Reading, rows: Sequence[Row]) -> Page:
    """Return what to expect now, at the stages of these rows; their place in a message is last.

    A stage that has lost its figure, because the plan has changed since, becomes the first one.
    """
    known = expected(await indication(session, reading.patient)).longest is not None
    asked = {row.slot for row in rows} - (set() if known else {Stage.OVERDUE})
    stages = [stage for stage in Stage if stage in asked]
    return await _page(session, reading, stages or (Stage.WORKS,))


async def on_request(session: AsyncSession, reading: Reading) -> Page:
    """Return all that can be said of what to expect, for whoever asked."""
    return await _page(session, reading, (Stage.WORKS, Stage.RELAPSE), says.MOST_PEOPLE)


async def indication(session: AsyncSession, patient: Patient) -> Indication | None:
    """Return what the patient's plan is for; None without a plan, or where it does not say.

    Whoever has not joined, or has left, is told nothing of a plan.
    """
    plan = await plans.current(session, patient) if patient.state in SEES_DATES else None
    return indication_of(plan.regimen) if plan else None


async def _page(
    session: AsyncSession, reading: Reading, stages: Iterable[Stage], *notes: str
) -> Page:
    patient = reading.patient
    what = await indication(session, patient)
    team = await teams.team(session, patient.care_team_id)
    way = await way_out(session, team, reading.chat, reading.now)
    said = [text for stage in stages for text in says.said_at(stage, what)]
    spoken = [voiced(id, care=reading.care) for id in (says.HEADING, *said, *notes)]
    texts = (*spoken, *says.signs_of(what), says.WORSE.id, *way.texts)
    numbers = {key: value for key, value in way.values.items() if key != "phone" or way.covered}
    return Page(texts, {"name": patient.call_name or patient.name, **_figures(what), **numbers})


def _figures(what: Indication | None) -> dict[str, Value]:
    of = expected(what)
    return {name: figure.value for name, figure in {**CELLS, **of.works, **of.relapse}.items()}
