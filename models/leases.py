"""Leases: whoever takes a row holds it for a while, and when he dies somebody else takes it after that while."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, UnaryExpression, and_, or_, select, update

LONG = timedelta(minutes=15)  # a chunk of sources, pages or texts: each of its pieces may use up its own deadline
SHORT = timedelta(minutes=5)
_FARTHEST = timedelta(days=40)  # no pause is longer; a later moment was written by a clock that ran ahead

FREED: dict[str, None] = {"lease_owner": None, "lease_until": None}
"""The values that end a lease."""


def held(table: Table, now: datetime, span: timedelta) -> ColumnElement[bool]:
    """Rows somebody holds: the opposite of ``free``, in a form that the index on held rows serves."""
    return and_(table.c.lease_owner.is_not(None), table.c.lease_until > now, table.c.lease_until <= now + 2 * span)


def free(table: Table, now: datetime, span: timedelta) -> ColumnElement[bool]:
    """Rows nobody holds. A lease that ends later than any can was given under a clock that ran ahead: it binds nobody."""
    until = table.c.lease_until
    return or_(until.is_(None), until <= now, until > now + 2 * span)


def ripe(column: ColumnElement[Any], now: datetime) -> ColumnElement[bool]:
    """Rows whose moment has come, or lies so far ahead that a clock must have been wrong."""
    return or_(column.is_(None), column <= now, column > now + _FARTHEST)


def take(
    connection: Connection,
    table: Table,
    wanted: ColumnElement[bool],
    order: tuple[ColumnElement[Any] | UnaryExpression[Any], ...],
    *,
    owner: str,
    now: datetime,
    size: int,
    span: timedelta = LONG,
) -> list[Row[Any]]:
    """Lease up to ``size`` rows of ``table`` that are wanted and free, in order, and return them as they were before.

    On PostgreSQL rows another process is just taking are passed over; on SQLite there is one writer at a time.
    """
    query = select(table).where(wanted, free(table, now, span)).order_by(*order).limit(size).with_for_update(skip_locked=True)
    rows = list(connection.execute(query))
    hold(connection, table, [row.id for row in rows], owner=owner, until=now + span)
    return rows


def hold(connection: Connection, table: Table, ids: list[int], *, owner: str, until: datetime) -> None:
    """Write the lease into rows that were chosen and locked in this transaction."""
    if ids:
        connection.execute(update(table).where(table.c.id.in_(ids)).values(lease_owner=owner, lease_until=until))
