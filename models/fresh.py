"""A new SQLite database made at once, as all migrations together would make it; that takes neither Alembic nor its megabytes.

The statements stand in ``migrations/fresh.sql``, written by ``python -m models.fresh`` after a migration was added. Until that
is done new databases are migrated step by step, as old ones always are; a test holds both ways against each other.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

FILE = Path(__file__).parent / "migrations" / "fresh.sql"
_STAMP = """INSERT INTO "alembic_version" VALUES('{}');"""


def make(connection: Connection, head: str) -> bool:
    """Make every table in an empty database.

    head     the revision that is wanted
    returns  False, with nothing done, where the statements are for another database or another revision
    """
    if connection.dialect.name != "sqlite":
        return False
    written = FILE.read_text(encoding="utf-8")
    if _STAMP.format(head) not in written:
        return False
    for statement in statements(written.splitlines(keepends=True)):
        connection.exec_driver_sql(statement)
    return True


def statements(lines: Iterable[str]) -> Iterator[str]:
    """Tell statements apart: a trigger holds several in one."""
    statement = ""
    for line in lines:
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def dumped(path: Path) -> str:
    """Write down the schema of a database without rows, with the revision it stands at."""
    with sqlite3.connect(path) as database:
        told = [f"{one}\n" for one in database.iterdump() if one not in ("BEGIN TRANSACTION;", "COMMIT;")]
    database.close()
    return "".join(told)


def main() -> None:
    """Write the statements anew, from a database that was migrated step by step."""
    from models.database import connect  # noqa: PLC0415 - both need this module in turn
    from models.schema import migrate  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = Path(folder) / "fresh.db"
        engine = connect(f"sqlite:///{path}")
        migrate(engine)
        engine.dispose()
        FILE.write_text(dumped(path), encoding="utf-8")


if __name__ == "__main__":
    main()
