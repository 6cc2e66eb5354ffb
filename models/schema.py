"""Bring a database up to this version's schema, or say why it cannot be."""

import sqlite3
from functools import partial
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from models.database import Database, Lock, lock, path_of
from models.errors import SchemaTooNewError


def revisions() -> list[str]:
    """Every revision there is, oldest first."""
    return [script.revision for script in ScriptDirectory.from_config(_settings()).walk_revisions()][::-1]


def head() -> str:
    """The revision this version of beltwatch works with."""
    return revisions()[-1]


def revision_of(connection: Connection) -> str | None:
    """The revision a database stands at; None for a new one."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, target: str = "head") -> None:
    """Migrate to ``target`` in one transaction; whoever comes second finds it done.

    raises  SchemaTooNewError when a later beltwatch wrote the database.
    """
    with Database(engine).reading() as connection:
        present = revision_of(connection)
    if present == head():
        return
    _refuse_newer(present)
    if present is not None:
        _keep_a_copy(engine, present)
    Database(engine).changed(partial(_migrate, target=target))


def _settings() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.set_main_option("path_separator", "os")
    return settings


def _migrate(connection: Connection, *, target: str) -> None:
    lock(connection, Lock.UPGRADE)
    _refuse_newer(revision_of(connection))
    settings = _settings()
    settings.attributes["connection"] = connection  # migrations/env.py takes it from there
    command.upgrade(settings, target)


def _refuse_newer(present: str | None) -> None:
    if present is not None and present not in revisions():
        raise SchemaTooNewError(
            f"The database stands at schema {present}, which this version of beltwatch ({head()}) does not know.",
            "Start the newer beltwatch, or restore a backup made by this one.",
        )


def _keep_a_copy(engine: Engine, present: str) -> None:
    path = path_of(engine)
    if path is None:
        return  # on a server, backups are the server's
    copy = path.with_name(f"{path.name}.before-{head()}-from-{present}")
    if not copy.exists():
        source, target = sqlite3.connect(path), sqlite3.connect(copy)
        source.backup(target)
        source.close()
        target.close()
