"""Two roles on PostgreSQL: one that owns the schema and migrates it, one that passes run as and that cannot change the log."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection, text

from models.database import Database
from models.errors import StoreError
from models.tables import findings, metadata, reviews

_APPEND_ONLY = (findings.name, reviews.name)


def allow(store: Database, role: str) -> None:
    """Give ``role`` what passes, commands and the page need: everything but changing the log or the schema.

    store   opened as the owner of the schema, after it was brought up; asked again after every upgrade
    role    of the server, made by its administrator
    raises  StoreError on SQLite, which knows no roles, and when the server has no such role
    """
    if store.engine.dialect.name != "postgresql":
        raise StoreError("SQLite knows no roles.", "There the rights on the file decide who may write, and triggers guard the log.")
    store.written(partial(_allow, role=role))


def _allow(connection: Connection, *, role: str) -> None:
    known = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).first()
    if known is None:
        raise StoreError(f"The server has no role {role}.", f"Make it there: CREATE ROLE {role} LOGIN PASSWORD '…'")
    for statement in _grants(connection.dialect.identifier_preparer.quote(role)):
        connection.execute(text(statement))


def _grants(role: str) -> Iterator[str]:
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT ON alembic_version TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for table in metadata.tables:
        rights = "SELECT, INSERT" if table in _APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        yield f"GRANT {rights} ON {table} TO {role}"
