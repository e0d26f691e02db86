"""Commands that run something: the service, the demo, the simulator. And what is in force."""

import os
import sys
from typing import Annotated

import typer

from bot.commands.console import JSON, tell
from bot.commands.running import demo, run, start
from bot.settings import in_force, load_settings


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("run")(run)
    app.command("start")(start)
    app.command("demo")(demo)
    app.command("simulator")(simulator)
    app.command("config")(config)
    keys = typer.Typer(help="The keys that seal what is personal.", no_args_is_help=True)
    keys.command("new")(new_key)
    app.add_typer(keys, name="keys")


def simulator(
    port: Annotated[int, typer.Option(help="Where it listens; 0 takes a free port.")] = 8090,
    host: Annotated[str, typer.Option(help="A loopback address.")] = "127.0.0.1",
    no_page: Annotated[bool, typer.Option("--no-page", help="Only the APIs.")] = False,
) -> None:
    """Run the simulator alone, for a bot in another process or another language."""
    arguments = [sys.executable, "-m", "simulator", "--port", str(port), "--host", host]
    if no_page:
        arguments.append("--no-page")
    sys.stdout.flush()
    os.execv(sys.executable, arguments)  # noqa: S606 -- ours, and nothing in it is a shell's


def config(as_json: Annotated[bool, JSON] = False) -> None:
    """Print every setting that is in force, where it comes from, secrets masked."""
    found = in_force(load_settings())
    document = {one.name: {"value": one.shown, "from": one.origin} for one in found}
    width = max(len(one.name) for one in found)
    lines = [f"{one.name:<{width}}  {one.shown}  ({one.origin})" for one in found]
    tell(document, lines, as_json=as_json)


def new_key() -> None:
    """Print a fresh key for COMPANION_KEYS. Keep it apart from the database, and keep a copy."""
    from cryptography.fernet import Fernet  # noqa: PLC0415 -- only this command makes one

    tell(None, [Fernet.generate_key().decode()], as_json=False)
