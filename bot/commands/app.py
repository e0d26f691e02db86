"""Which commands there are. The heavy parts are imported by the command that needs them."""

import typer

from bot.commands import alerts, appointment, database, member, patient, plan, seed, service, team

app = typer.Typer(
    name="companion",
    help="Infusion Companion: a Telegram bot for people on rituximab and their care team.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
service.add_to(app)
team.add_to(app)
member.add_to(app)
patient.add_to(app)
appointment.add_to(app)
plan.add_to(app)
alerts.add_to(app)
seed.add_to(app)
database.add_to(app)
