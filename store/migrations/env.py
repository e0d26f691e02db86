"""Alembic's way in. It gets an open connection from store/schema.py and never makes its own."""

from alembic import context
from sqlmodel import SQLModel

import store.tables  # noqa: F401 -- so that the metadata knows every table
from store.columns import rendered

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_item=rendered,
    compare_type=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
