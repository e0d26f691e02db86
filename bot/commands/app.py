"""Which commands there are. The heavy parts are imported by the command that needs them."""

import typer

from bot.commands import service

SERVICES = ("run", "start")  # they stay for months, and carry no other command along


def app(asked: str = "") -> typer.Typer:
    """Return the command line for somebody who asks for this command."""
    line = typer.Typer(
        name="companion",
        help="Infusion Companion: a Telegram bot for people on rituximab and their care team.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    service.add_to(line)
    if asked not in SERVICES:
        _add_others_to(line)
    return line


def _add_others_to(line: typer.Typer) -> None:
    from bot.commands import (  # noqa: PLC0415 -- memory that a service spares
        alerts,
        appointment,
        database,
        locales,
        member,
        patient,
        patient_story,
        plan,
        seed,
        team,
        triage,
    )

    for module in (team, member, patient, patient_story, appointment, plan, alerts, seed):
        module.add_to(line)
    for module in (triage, locales, database):
        module.add_to(line)
