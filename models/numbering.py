"""Inserts into tables that number their rows, with the numbers given back in the order of the rows."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Insert, Table, func, insert, select

Numbers = Sequence[int] | None
"""Ids that PostgreSQL gave out beforehand; None where rows are numbered as they are written."""


def insert_numbered(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], numbers: Numbers = None) -> list[int]:
    """Insert ``rows`` and return the id of each: of ``numbers``, or as the database numbers them."""
    if numbers is None:
        return list(connection.execute(_returning(table), rows).scalars())
    connection.execute(insert(table), [row | {"id": number} for row, number in zip(rows, numbers, strict=True)])
    return [*numbers]


def numbers_of(table: Table, count: BindParameter[int]) -> ColumnElement[list[int]]:
    """As many new ids of a table, as a column of another question; for PostgreSQL.

    An insert that gives ids back in order is one long statement that the driver takes apart anew each time; with ids that are known it
    is a short one, prepared once.
    """
    given = func.nextval(func.pg_get_serial_sequence(table.name, table.c.id.name))
    return func.array(select(given).select_from(func.generate_series(1, count)).scalar_subquery())


@cache
def _returning(table: Table) -> Insert:
    return insert(table).returning(table.c.id, sort_by_parameter_order=True)
