"""Bring a database up to this version's schema, or say why it cannot be."""

import sqlite3
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from models import fresh
from models.database import Database, Lock, lock, path_of
from models.errors import SchemaTooNewError

_MIGRATIONS = Path(__file__).parent / "migrations"


def revisions() -> list[str]:
    """Every revision there is, oldest first: "0001_texts.py" holds revision 0001."""
    return sorted(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def head() -> str:
    """The revision this version of beltwatch works with."""
    return revisions()[-1]


def revision_of(connection: Connection) -> str | None:
    """The revision a database stands at; None for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return revision


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
    Database(engine).changed(partial(_made_or_migrated, target=target))
    _write_through(engine)


def migrate(engine: Engine) -> None:
    """Migrate step by step to the newest revision, a new database too."""
    Database(engine).changed(partial(_migrate, target="head"))


def _made_or_migrated(connection: Connection, *, target: str) -> None:
    lock(connection, Lock.UPGRADE)
    if target != "head" or revision_of(connection) is not None or not fresh.make(connection, head()):
        _migrate(connection, target=target)


def _write_through(engine: Engine) -> None:
    """Let the schema stand in the file itself: without its -wal file it would look like a new database, and be begun again."""
    if path_of(engine) is not None:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _migrate(connection: Connection, *, target: str) -> None:
    # Nearly every start finds the schema as it should be, and Alembic takes eight megabytes.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    lock(connection, Lock.UPGRADE)
    _refuse_newer(revision_of(connection))
    settings = Config()
    settings.set_main_option("script_location", str(_MIGRATIONS))
    settings.set_main_option("path_separator", "os")
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
