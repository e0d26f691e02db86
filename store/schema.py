"""The schema's versions: bring a database up to date, say whether it is, compare it with tables.

Alembic is imported only where it is used: it takes longer to load than a start may take.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel

import store.tables  # noqa: F401 -- so that the metadata knows every table

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0004"


class OldSchema(Exception):
    """The database is of another version of this software; `companion db upgrade` mends it."""


async def version(engine: AsyncEngine) -> str | None:
    """Return the version of the tables in a database, or None when it is empty."""
    async with engine.connect() as connection:
        return await connection.run_sync(_version)


async def upgrade(engine: AsyncEngine, to: str = HEAD) -> None:
    """Bring a database to the newest version, or to the one named, in one transaction."""
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade, to)


async def require(engine: AsyncEngine) -> None:
    """Make the tables of an empty database; raise OldSchema when they are of another version."""
    found = await version(engine)
    if found is None:
        await upgrade(engine)
    elif found != HEAD:
        raise OldSchema(found)


async def differences(engine: AsyncEngine) -> list[Any]:
    """Return what the tables in code have and the database has not, or the other way round."""
    async with engine.connect() as connection:
        return await connection.run_sync(_differences)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection, to: str = HEAD) -> None:
    from alembic import command  # noqa: PLC0415 -- slow to load, and rarely needed

    command.upgrade(_config(connection), to)


def _differences(connection: Connection) -> list[Any]:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 -- as above
    from alembic.migration import MigrationContext  # noqa: PLC0415 -- as above

    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, SQLModel.metadata))


def _config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 -- as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgraded_differences(connection: Connection) -> list[str]:
    """Return, for an empty database, where migrations and tables in code disagree."""
    _upgrade(connection)
    return [str(difference) for difference in _differences(connection)]
