"""Which commands there are. The heavy parts are imported by the command that needs them."""

import typer

SERVICES = ("run", "start")  # they stay for months, and carry no other command along
WORKBENCH = "locales"  # translators wait for it often, and it needs nothing of the service


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
    if asked == WORKBENCH:
        _add_workbench_to(line)
        return line
    from bot.commands import service  # noqa: PLC0415 -- translators need no settings

    service.add_to(line)
    if asked not in SERVICES:
        _add_others_to(line)
    return line


def _add_others_to(line: typer.Typer) -> None:
    from bot.commands import (  # noqa: PLC0415 -- memory that a service spares
        alerts,
        appointment,
        database,
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
    triage.add_to(line)
    _add_workbench_to(line)
    database.add_to(line)


def _add_workbench_to(line: typer.Typer) -> None:
    from bot.commands import locales  # noqa: PLC0415 -- the same

    locales.add_to(line)
