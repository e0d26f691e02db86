"""Commands about the database's schema."""

import asyncio
from typing import Annotated

import typer
from cryptography.fernet import Fernet

from bot.commands.console import JSON, Exit, fail, tell
from bot.settings import load_settings
from store import schema
from store.engine import file_of, open_engine
from store.keyring import Keyring
from store.lock import sole_service


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    database = typer.Typer(help="The database's schema.", no_args_is_help=True)
    database.command("upgrade")(upgrade)
    database.command("version")(version)
    database.command("check")(check)
    app.add_typer(database, name="db")


def upgrade() -> None:
    """Bring the database to this version of the software. Stop the service and back up first."""
    settings = load_settings()
    keyring = Keyring.of(settings.require_keys())

    async def work() -> None:
        engine = open_engine(settings.database_url, keyring)
        try:
            await schema.upgrade(engine)
        finally:
            await engine.dispose()

    with sole_service(file_of(settings.database_url)):
        asyncio.run(work())
    tell(None, [schema.HEAD], as_json=False)


def version(as_json: Annotated[bool, JSON] = False) -> None:
    """Print the database's version and the one this software needs."""
    settings = load_settings()
    keyring = Keyring.of(settings.require_keys())

    async def work() -> str | None:
        engine = open_engine(settings.database_url, keyring)
        try:
            return await schema.version(engine)
        finally:
            await engine.dispose()

    found = asyncio.run(work())
    document = {"database": found, "needed": schema.HEAD}
    tell(document, [f"{found or 'empty'} (needed: {schema.HEAD})"], as_json=as_json)


def check() -> None:
    """Fail unless the migrations, run on an empty database, make exactly the tables in code."""

    async def work() -> list[str]:
        engine = open_engine("sqlite+aiosqlite://", _some_keyring())
        try:
            async with engine.begin() as connection:
                return await connection.run_sync(schema.upgraded_differences)
        finally:
            await engine.dispose()

    found = asyncio.run(work())
    if found:
        fail("schema", f"Tables and migrations differ: {'; '.join(found)}", Exit.REFUSED)
    tell(None, ["Tables and migrations agree."], as_json=False)


def _some_keyring() -> Keyring:
    return Keyring.of([Fernet.generate_key().decode()])
