"""The command that says what is known of a patient: what makes an infection graver, what is clear.

What is clear to the patient shows in the answers to the short questions; they are only shown here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.commands.console import JSON, Refused, tell, utc
from bot.commands.desk import BY, Desk, at_desk
from bot.commands.patient import found_patient
from care.findings import Risk
from care.risks import Known, Word, answer_of
from scheduler import risks, teach_back
from store.patient_facts import Said
from store.tables import Patient

WHO = typer.Argument(help="P-0007")
ANSWER = typer.Option(help="Say it anew.")


def facts(
    team: int,
    patient: Annotated[str, WHO],
    steroids: Annotated[Known | None, ANSWER] = None,
    several_immunosuppressants: Annotated[Known | None, ANSWER] = None,
    lung_disease: Annotated[Known | None, ANSWER] = None,
    low_neutrophils: Annotated[Known | None, ANSWER] = None,
    low_immunoglobulins: Annotated[Known | None, ANSWER] = None,
    recent_infection: Annotated[Known | None, ANSWER] = None,
    lives_alone: Annotated[Known | None, ANSWER] = None,
    who: Annotated[str, typer.Option(help="Who of the team says so.")] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Show what is known of a patient's risks, or say some of them anew.

    "unknown" takes back what was said; what the plan or the reports say then counts again.
    """
    given = {
        Risk.STEROIDS: steroids,
        Risk.SEVERAL_IMMUNOSUPPRESSANTS: several_immunosuppressants,
        Risk.LUNG_DISEASE: lung_disease,
        Risk.LOW_NEUTROPHILS: low_neutrophils,
        Risk.LOW_IMMUNOGLOBULINS: low_immunoglobulins,
        Risk.RECENT_INFECTION: recent_infection,
        Risk.LIVES_ALONE: lives_alone,
    }
    said = {risk: known for risk, known in given.items() if known is not None}
    if said and not who.strip():
        raise typer.BadParameter("--who is missing: it is kept who said it.")

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.store.begin() as session:
            row = await found_patient(session, patient, team)
            if not row.state.is_answered:
                raise Refused("state", f"{row.pseudonym} is not cared for here any more.")
            for risk, known in said.items():
                by = Said(who.strip(), desk.now)
                await risks.note(session, row, risk, known, by, BY)
            return await _document(session, row, desk.now)

    found = at_desk(work)
    tell(found, _lines(found), as_json=as_json)


async def _document(session: AsyncSession, patient: Patient, now: datetime) -> dict[str, Any]:
    known = await risks.profile(session, patient, now)
    return {
        "patient": patient.pseudonym,
        "age": known.age,
        "risks": {risk.value: _said(word) for risk, word in known.risks.items()},
        "taught": await _taught(session, patient, now),
    }


async def _taught(session: AsyncSession, patient: Patient, now: datetime) -> dict[str, Any]:
    found = await teach_back.standings(session, patient, now)
    return {
        lesson.value: {"stand": one.stand.value, "when": utc(one.at) if one.at else None}
        for lesson, one in found.items()
    }


def _said(word: Word | None) -> dict[str, Any]:
    return {
        "known": answer_of(word),
        "who": word.who if word else None,
        "when": utc(word.at) if word else None,
    }


def _lines(found: Mapping[str, Any]) -> list[str]:
    age = "not known" if found["age"] is None else found["age"]
    lines = [found["patient"], f"age: {age}"]
    for name, said in found["risks"].items():
        word = f"  [{said['who']}, {said['when']}]" if said["who"] else ""
        lines.append(f"{name}: {said['known']}{word}")
    for name, said in found["taught"].items():
        when = f"  [{said['when']}]" if said["when"] else ""
        lines.append(f"question on {name}: {said['stand']}{when}")
    return lines
