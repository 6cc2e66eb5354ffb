"""Copying a whole database into another, of either kind: the way from one machine's SQLite to PostgreSQL."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection, Table, func, insert, select

from models.backups import KEPT, number_on, refuse_full
from models.database import Database
from models.errors import StoreError

_CHUNK = 500

Told = Callable[[str, int], None]
"""Hears of a table's name and how many of its rows were just copied."""


def _in_silence(_table: str, _rows: int) -> None:
    """Tell nobody."""


def copy(source: Database, target: Database, told: Told = _in_silence) -> int:
    """Copy every row as it is, in one transaction, and return how many there were; nothing of the source is changed.

    source   as it stands at one moment. What is written to it later stays there: stop what writes to it first
    target   empty; both opened, and so of this version's schema
    raises   StoreError when the target has rows already; it is then as it was before
    """
    with source.reading() as reading:
        copied: int = target.written(partial(_copy, reading=reading, told=told))
        differing = [table.name for table in KEPT if _count(reading, table) != _count_of(target, table)]
    if differing:
        raise StoreError(
            f"The copy differs in {', '.join(differing)}.", "Copy into another empty database, with nothing else at work on it."
        )
    return copied


def _copy(connection: Connection, *, reading: Connection, told: Told) -> int:
    refuse_full(connection, "Copy")
    count = 0
    for table in KEPT:
        rows = reading.execution_options(yield_per=_CHUNK).execute(select(table).order_by(*table.primary_key.columns))
        for chunk in rows.mappings().partitions(_CHUNK):
            connection.execute(insert(table), [dict(row) for row in chunk])
            count += len(chunk)
            told(table.name, len(chunk))
        number_on(connection, table)
    return count


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _count_of(database: Database, table: Table) -> int:
    with database.reading() as connection:
        return _count(connection, table)
