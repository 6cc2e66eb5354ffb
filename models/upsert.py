"""Inserts that leave alone what is there, for both databases."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DataError, IntegrityError

_PAGE = 100  # rows a statement; a thousand at once are no quicker, and take megabytes
_ITS_OWN = (DataError, IntegrityError)  # faults of a row; a lost connection or a full disk is no row's fault


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, on: tuple[str, ...]) -> int:
    """Insert ``rows``, pass over those whose columns ``on`` are taken, and return how many were new.

    A row the database refuses costs only itself: after a refused batch each row is tried under a savepoint of its own.
    raises  the refusal of a row that came alone
    """
    return insert_counted(connection, table, rows, on=on).total()


def insert_counted(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, on: tuple[str, ...]) -> Counter[Any]:
    """Insert as insert_new does; return how many were new by the first of the columns ``on``."""
    if not rows:
        return Counter()
    try:
        with connection.begin_nested():
            return _insert(connection, table, rows, on)
    except _ITS_OWN:
        if len(rows) == 1:
            raise
    return sum((_insert_alone(connection, table, row, on) for row in rows), Counter[Any]())


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, on: str, change: tuple[str, ...]) -> None:
    """Insert ``rows``; where the column ``on`` is taken, the row that is there has the columns ``change`` changed instead."""
    if rows:
        connection.execute(_put(connection.dialect.name, table, on, change), rows)


@cache
def _put(dialect: str, table: Table, on: str, change: tuple[str, ...]) -> Any:
    statement = _insert_of(dialect)(table)
    return statement.on_conflict_do_update(index_elements=[on], set_={name: statement.excluded[name] for name in change})


def _insert_alone(connection: Connection, table: Table, row: dict[str, Any], on: tuple[str, ...]) -> Counter[Any]:
    try:
        with connection.begin_nested():
            return _insert(connection, table, [row], on)
    except _ITS_OWN:
        return Counter()


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], on: tuple[str, ...]) -> Counter[Any]:
    statement = _insert_of(connection.dialect.name)(table).on_conflict_do_nothing(index_elements=on).returning(table.c[on[0]])
    statement = statement.execution_options(insertmanyvalues_page_size=_PAGE)
    return Counter(connection.execute(statement, rows).scalars())


def _insert_of(dialect: str) -> Any:
    """The insert of this database's dialect; both know ON CONFLICT."""
    if dialect != "postgresql":
        return sqlite.insert
    # Two megabytes that SQLite has no use for.
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    return postgresql.insert
