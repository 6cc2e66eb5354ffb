"""Vintages: what was said of one point at different times, so that a revised figure shows as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

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
        found = [_of_point(connection, key, one) for key, one in stands.items() if key in keys]
    return [vintage for of_point in found if len(of_point) > 1 for vintage in of_point]


def _of_point(connection: Connection, key: str, stands: KnownFigure) -> list[Vintage]:
    columns = (figures.c.id, figures.c.value, figures.c.low, figures.c.high, figures.c.unit, figures.c.learned)
    wanted = (figures.c.point_key == key, figures.c.rejected.is_(False), figures.c.about_relations)
    seen = select(*columns).where(*wanted).order_by(figures.c.id).limit(MOST).subquery()
    value = (seen.c.value, seen.c.low, seen.c.high, seen.c.unit)
    summed = select(func.min(seen.c.id), func.max(seen.c.learned), func.count()).group_by(*value)
    counted = {int(first): (last, int(count)) for first, last, count in connection.execute(summed)}
    if len(counted) < 2:
        return []
    rows = connection.execute(select(figures).where(figures.c.id.in_(list(counted))).order_by(figures.c.id))
    return [Vintage(known, *counted[number], _same(known, stands)) for number, known in ((row.id, known_figure(row)) for row in rows)]


def _same(one: KnownFigure, other: KnownFigure) -> bool:
    first, second = one.figure, other.figure
    return (first.value, first.low, first.high, first.unit) == (second.value, second.low, second.high, second.unit)
