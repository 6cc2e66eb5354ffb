"""Backup, restore and check: one file for either database, readable without either.

The file is gzipped JSON, one object a line: a heading, every row table by table, a last line that counts them. It is read in one
transaction, so it is whole whatever is written meanwhile.
"""

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Date, LargeBinary, Table, func, insert, select, update

from models.chain import Break, verify
from models.columns import Exact, Json, Utc, plain, stamp
from models.database import Database
from models.errors import StoreError, UnreadableError
from models.leases import FREED
from models.schema import head, revisions
from models.tables import commits, duties, metadata, outbox, sources

_FORMAT = 1
KEPT = [table for table in metadata.sorted_tables if table not in (commits, duties)]
_CHUNK = 500


def backup(store: Database, path: Path, now: datetime) -> int:
    """Write everything into a new file and return the number of rows; passes may go on meanwhile.

    raises  StoreError when the file is there already or cannot be written; nothing half is left under its name
    """
    if path.exists():
        raise StoreError(f"{path} is there already.", "Name another file.")
    part = path.with_name(path.name + ".part")
    try:
        with gzip.open(part, "wt", encoding="utf-8") as file:
            written = _write(store, file, now)
        part.rename(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written: {error.strerror}.", "Look for free space and the right to write there.") from error
    return written


def restore(store: Database, path: Path) -> int:
    """Bring a backup into an empty database and return the number of rows, all in one transaction.

    What waited to be sent may have been sent since the backup: it is dropped, and the next pass over each source is quiet.
    raises  StoreError when the file is no whole backup of a schema known here, or the database is not empty
    """
    _refuse_unfit(path)
    return store.written(partial(_restore, path=path))


def check(store: Database) -> list[Break]:
    """Look through the whole database: the file's pages, then both chains.

    raises  UnreadableError when the file is damaged
    """
    if store.engine.dialect.name == "sqlite":
        with store.reading() as connection:
            answer = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if answer != "ok":
            raise UnreadableError(f"{store.engine.url.database} is damaged: {answer}.", "Restore a backup with `beltwatch db restore`.")
    return verify(store)


def dump(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of every table, in an order that a restore can follow; the values are plain JSON."""
    for table in KEPT:
        rows = connection.execute(select(table).order_by(*table.primary_key.columns))
        for row in rows:
            yield table.name, {column.name: _plain(value) for column, value in zip(table.c, row, strict=True)}


def _write(store: Database, file: Any, now: datetime) -> int:
    heading = {"beltwatch": _FORMAT, "schema": head(), "made_at": stamp(now)}
    file.write(json.dumps(heading) + "\n")
    count = 0
    with store.reading() as connection:
        for row in dump(connection):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    file.write(json.dumps({"rows": count}) + "\n")
    return count


def _lines(path: Path) -> Iterator[Any]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
    except (OSError, EOFError, ValueError) as error:
        raise StoreError(f"{path} cannot be read as a backup: {error}.", "Name a file that `beltwatch db backup` wrote.") from error


def _refuse_unfit(path: Path) -> None:
    """Read the file to its end before anything is written: a torn one is told by its last line."""
    heading = last = None
    count = -2
    for last in _lines(path):
        heading = heading or last
        count += 1
    if not isinstance(heading, dict) or heading.get("beltwatch") != _FORMAT or last != {"rows": count}:
        raise StoreError(f"{path} is no whole backup.", "Name a file that `beltwatch db backup` wrote to its end.")
    schema = heading["schema"]
    if schema != head():
        known = "an older" if schema in revisions() else "a newer"
        raise StoreError(f"{path} was made by {known} beltwatch (schema {schema}).", "Restore it with that version, then upgrade.")


def _restore(connection: Connection, *, path: Path) -> int:
    refuse_full(connection, f"Restore {path}")
    count = 0
    rows = (line for line in _lines(path) if isinstance(line, list))
    for name, group in groupby(rows, key=itemgetter(0)):
        table = metadata.tables[name]
        while chunk := [_values(table, row) for _, row in islice(group, _CHUNK)]:
            connection.execute(insert(table), chunk)
            count += len(chunk)
        number_on(connection, table)
    kept_back = {"state": "dropped", "why": "waited in a backup that was restored: it may have been sent since", **FREED}
    connection.execute(update(outbox).where(outbox.c.state == "waiting").values(kept_back))
    connection.execute(update(sources).values(first_pass_done=False, **FREED))
    return count


def refuse_full(connection: Connection, what: str) -> None:
    """Refuse to bring rows into a database that has some; ``what`` begins the remedy: "Copy", "Restore FILE".

    raises  StoreError
    """
    for table in KEPT:
        if connection.execute(select(table).limit(1)).first() is not None:
            raise StoreError(f"The database has rows in {table.name} already.", f"{what} into a new, empty one.")


def number_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after the restored ones; SQLite does so by itself."""
    if connection.dialect.name == "postgresql" and "id" in table.c:
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, func.coalesce(func.max(table.c.id), 0) + 1, False)))


def _values(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {column.name: _value(column, row[column.name]) for column in table.c}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return stamp(value)
        case date():
            return value.isoformat()
        case Decimal():
            return plain(value)
        case bytes():
            return b64encode(value).decode()
        case _:
            return value


def _value(column: Column[Any], given: Any) -> Any:
    kind = column.type
    if given is None or isinstance(kind, Json):
        return given
    if isinstance(kind, Utc):
        return datetime.fromisoformat(given).astimezone(UTC)
    if isinstance(kind, Date):
        return date.fromisoformat(given)
    if isinstance(kind, Exact):
        return Decimal(given)
    return b64decode(given) if isinstance(kind, LargeBinary) else given
