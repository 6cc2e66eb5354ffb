"""Vintages: what was said of one point at different times, so that a revised figure shows as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from facts.compare.points import point_key
from facts.known import KnownFigure
from models.database import Database
from models.points import LISTED
from models.sightings import known_figure
from models.tables import figures, points

MOST = 4 * LISTED  # sightings of a point looked through, the earliest; a value first told after so many is seen as the current one


@dataclass(frozen=True, slots=True)
class Vintage:
    """One value of a point: the sighting that told it first, when the last did, and how many did.

    current  whether it is the value that stands
    """

    first: KnownFigure
    last: datetime
    sightings: int
    current: bool


def vintages(store: Database, known: Sequence[KnownFigure]) -> list[Vintage]:
    """The values of every point among ``known`` that was ever told in more than one way, point by point, earliest first."""
    stands = {point_key(one.figure): one for one in known}
    with store.reading() as connection:
        told = select(points.c.point_key).where(points.c.point_key.in_(list(stands)), points.c.sightings > 1)
        keys = set(connection.execute(told).scalars())
        told_by = {key: _told(connection, key) for key in stands if key in keys}
        firsts = [number for counted in told_by.values() if len(counted) > 1 for number in sorted(counted)]
        rows = connection.execute(select(figures).where(figures.c.id.in_(firsts)))
        first = {row.id: known_figure(row) for row in rows}
    return [
        Vintage(first[number], *counted[number], _same(first[number], stands[key]))
        for key, counted in told_by.items()
        for number in sorted(first.keys() & counted)
    ]


def _told(connection: Connection, key: str) -> dict[int, tuple[datetime, int]]:
    """For each value of a point, by the number of the sighting that told it first: when the last did, and how many did."""
    return {int(first): (last, int(count)) for first, last, count in connection.execute(_VALUES, {"key": key})}


def _same(one: KnownFigure, other: KnownFigure) -> bool:
    first, second = one.figure, other.figure
    return (first.value, first.low, first.high, first.unit) == (second.value, second.low, second.high, second.unit)


def _values() -> Select[Any, Any, int]:
    columns = (figures.c.id, figures.c.value, figures.c.low, figures.c.high, figures.c.unit, figures.c.learned)
    wanted = (figures.c.point_key == bindparam("key"), figures.c.rejected.is_(False), figures.c.about_relations)
    seen = select(*columns).where(*wanted).order_by(figures.c.id).limit(MOST).subquery()
    value = (seen.c.value, seen.c.low, seen.c.high, seen.c.unit)
    return select(func.min(seen.c.id), func.max(seen.c.learned), func.count()).group_by(*value)


_VALUES = _values()
