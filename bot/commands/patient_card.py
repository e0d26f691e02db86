"""The command that writes a patient's alert card to a file, for the clinic's own printer."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import JSON, Refused, tell
from bot.commands.desk import BY, Desk, at_desk
from bot.commands.patient import found_patient
from messages.pages.alert_card import Drawn, draw_card
from messages.pages.drawing import Template, Undrawn
from messages.pages.facts import Facts
from messages.voice import Voice
from scheduler.alert_card import facts_of
from scheduler.record import Wish
from scheduler.record_buttons import BARE, NAMED
from store import audit, teams

WHO = typer.Argument(help="P-0007")
FORMS = {".pdf": Template.CARD_PRINT, ".png": Template.CARD}
NOBODY = 0  # no chat reads it: the card itself is in the patient's language


def card(
    patient: Annotated[str, WHO],
    output: Annotated[Path, typer.Option("--output", "-o", help="card.pdf or card.png")],
    without_name: Annotated[bool, typer.Option(help="Leave name and year of birth off.")] = False,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Write a patient's alert card: two cards to cut out (.pdf), or a picture (.png)."""
    template = FORMS.get(output.suffix.lower())
    if template is None:
        raise typer.BadParameter("the name of the file ends in .pdf or .png.")

    async def work(desk: Desk) -> tuple[Facts, Voice]:
        async with desk.store.begin() as session:
            row = await found_patient(session, patient)
            if not row.state.is_answered:
                raise Refused("state", f"{row.pseudonym} is not cared for here any more.")
            form = BARE if without_name else NAMED
            wish = Wish(row, NOBODY, form, "console", desk.now, member=True)
            facts = await facts_of(session, wish, template)
            team = await teams.team(session, row.care_team_id)
            subject = f"patient:{row.id}"
            await audit.note(
                session, row.care_team_id, desk.now, actor=BY, deed="record shown", subject=subject
            )
        preview = desk.settings.preview_languages
        return facts, Voice(zone=team.zone, preview=preview, today=desk.now.date())

    drawn = _drawn(*at_desk(work))
    try:
        output.write_bytes(drawn.content)
    except OSError as error:
        raise Refused("output", f"{output} cannot be written; name another file.") from error
    lines = [f"{output} is written."]
    if drawn.nameless:
        lines.append("The name has letters that no font here has, so it is not on the card.")
    tell({"output": str(output), "nameless": drawn.nameless}, lines, as_json=as_json)


def _drawn(facts: Facts, voice: Voice) -> Drawn:
    try:
        return draw_card(facts, voice)
    except Undrawn as error:
        raise Refused("undrawn", "The card could not be drawn; try again.") from error
