"""Alembic's entry: one transaction for all steps, on the engine that the caller opened."""

from __future__ import annotations

from alembic import context

from pos.store.schema import metadata

engine = context.config.attributes["engine"]
with engine.begin() as connection:
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
    context.run_migrations()
