"""The ledger as it stood: the points are looked at after every stretch of sightings, and a day long ago is told from there.

What is read for one day is so each point asked for, and its sightings of one stretch, whatever the number of all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    true,
)

from facts.compare.points import compatible, prefer
from facts.known import KnownFigure
from models.database import Database, Lock, lock
from models.doubts import all_doubts
from models.points import LISTED, REFOLDED, fold
from models.sightings import known_figure
from models.tables import figures, points, snapshots, stretches

STRETCH = 5_000  # sightings between two looks at the points
_LOOKED_THROUGH = 10 * REFOLDED  # sightings of a point whose snapshots a review took away
_AT_ONCE = 500  # points asked for in one question
_LAST = 2**63 - 1

_Numbers = tuple[int, int]
"""Sightings numbered above the first and up to the second."""


@dataclass(slots=True)
class _Point:
    """The sighting that stands, the origins that state it, and their camps; ``known`` is the sighting read, once somebody had to."""

    row: Row[Any]
    origins: set[str]
    camps: set[str]
    known: KnownFigure | None = None

    def read(self) -> KnownFigure:
        self.known = self.known or known_figure(self.row)
        return self.known


class Snapshots(Database):
    """The door of the housekeeping after a pass."""

    def remember_points(self) -> int:
        """Keep the points as they stand, once enough was learned since the last time; return how many were kept."""
        return self.written(remember)


def keys_before(connection: Connection, until: datetime, *conditions: ColumnElement[bool]) -> list[str]:
    """The points that meet conditions on ``points`` and of which anything was known before ``until``."""
    return [*connection.execute(select(points.c.point_key).where(points.c.first_learned < until, *conditions)).scalars()]


def points_before(connection: Connection, until: datetime, keys: Sequence[str]) -> list[KnownFigure]:
    """What stood at some points before ``until``: their sightings learned until then, folded as they were seen."""
    upto = connection.execute(select(func.max(stretches.c.upto)).where(stretches.c.latest < until)).scalar() or 0
    numbers = _numbers_after(connection, upto, until)
    doubts = all_doubts(connection)
    standing: list[_Point] = []
    for at in range(0, len(keys), _AT_ONCE):
        standing += _stood(connection, keys[at : at + _AT_ONCE], upto, until, numbers)
    return [known_figure(point.row, sorted(point.origins), sorted(point.camps), doubts) for point in standing]


def _stood(connection: Connection, keys: Sequence[str], upto: int, until: datetime, numbers: Sequence[_Numbers]) -> Iterable[_Point]:
    kept = connection.execute(_KEPT, {"keys": keys, "upto": upto}).all()
    standing = {row.kept_key: _Point(row, {*row.origins}, {*row.camps}) for row in kept if row.id is not None}
    whole = {row.kept_key for row in kept if row.id is None}
    for row in _after(connection, [key for key in keys if key not in whole], until, numbers):
        standing[row.point_key] = _seen(connection, standing.get(row.point_key), row, until)
    for key in whole:
        if rows := _sightings(connection, key, until, most=_LOOKED_THROUGH):
            standing[key] = _folded(rows)
    return standing.values()


def forget_point(connection: Connection, point_key: str) -> None:
    """Let go of how a point stood: a review changed what is to be thought of its sightings."""
    connection.execute(delete(snapshots).where(snapshots.c.point_key == point_key))
    connection.execute(insert(snapshots).values(point_key=point_key, upto=0, figure_id=None, origins=[], camps=[]))


def remember_passed(connection: Connection, first: int, last: int) -> None:
    """Keep the points where the sightings just written, numbered from ``first`` to ``last``, fill a stretch."""
    if (first - 1) // STRETCH < last // STRETCH:
        remember(connection)


def remember(connection: Connection) -> int:
    """Keep the points as they stand in a transaction that stands; ``remember_points`` says what it returns."""
    lock(connection, Lock.LEDGER)
    last = connection.execute(select(stretches).order_by(stretches.c.upto.desc()).limit(1)).one_or_none()
    since = last.upto if last is not None else 0
    newest = connection.execute(select(func.max(figures.c.id))).scalar() or 0
    if newest - since < STRETCH:
        return 0
    seen = and_(figures.c.id > since, figures.c.id <= newest)
    earliest, latest = connection.execute(select(func.min(figures.c.learned), func.max(figures.c.learned)).where(seen)).one()
    latest = max(latest, last.latest) if last is not None else latest
    connection.execute(insert(stretches).values(upto=newest, since=since, earliest=earliest, latest=latest))
    columns = (points.c.point_key, literal(newest), points.c.figure_id, points.c.origins, points.c.camps)
    moved = select(*columns).where(points.c.point_key.in_(select(figures.c.point_key).where(seen)), ~_as_before())
    return connection.execute(insert(snapshots).from_select([column.name for column in snapshots.c], moved)).rowcount


def _as_before() -> ColumnElement[bool]:
    before = snapshots.alias()
    latest = select(func.max(before.c.upto)).where(before.c.point_key == points.c.point_key).scalar_subquery()
    same = [snapshots.c[name] == points.c[name] for name in ("point_key", "figure_id", "origins", "camps")]
    return exists().where(*same, snapshots.c.upto == latest)


def _numbers_after(connection: Connection, upto: int, until: datetime) -> list[_Numbers]:
    """The stretches after the one that ends with ``upto`` in which anything was learned before ``until``, and what is in none yet."""
    later = select(stretches.c.since, stretches.c.upto).where(stretches.c.upto > upto, stretches.c.earliest < until)
    end = connection.execute(select(func.max(stretches.c.upto))).scalar() or 0
    return [*((row.since, row.upto) for row in connection.execute(later.order_by(stretches.c.upto))), (end, _LAST)]


def _after(connection: Connection, keys: Sequence[str], until: datetime, numbers: Sequence[_Numbers]) -> Iterator[Row[Any]]:
    """Sightings of points in some stretches that were learned before ``until``, as they were numbered."""
    for since, last in numbers:
        for row in connection.execute(_SEEN, {"keys": keys, "since": since, "last": last}):
            if row.learned < until and not row.rejected and row.about_relations:
                yield row


def _seen(connection: Connection, point: _Point | None, row: Row[Any], until: datetime) -> _Point:
    """One more sighting of a point, as it was seen when it was learned."""
    one = known_figure(row)
    if point is None:
        return _Point(row, {row.origin}, {row.camp}, one)
    if prefer(point.read(), one) is one:
        return _folded(_sightings(connection, row.point_key, until, most=REFOLDED, upto=row.id))
    if compatible(point.read().figure, one.figure):
        point.origins |= {row.origin} if len(point.origins) < LISTED else set()
        point.camps |= {row.camp}
    return point


def _folded(rows: Sequence[Row[Any]]) -> _Point:
    row, known = fold(rows)
    return _Point(row, set(known.origins), set(known.camps))


def _sightings(connection: Connection, point_key: str, until: datetime, *, most: int, upto: int | None = None) -> list[Row[Any]]:
    """The latest sightings of a point that were learned before ``until``, as they were numbered."""
    wanted = and_(figures.c.point_key == point_key, figures.c.learned < until, figures.c.rejected.is_(False), figures.c.about_relations)
    query = select(figures).where(wanted, figures.c.id <= upto if upto is not None else true())
    return [*connection.execute(query.order_by(figures.c.id.desc()).limit(most))][::-1]


def _kept() -> Select[Any]:
    """Points as they stood after the stretch that ends with ``upto``; without a sighting where a review took that away."""
    before = snapshots.alias()
    latest = select(func.max(before.c.upto)).where(before.c.point_key == points.c.point_key, before.c.upto <= bindparam("upto"))
    return (
        select(figures, snapshots.c.point_key.label("kept_key"), snapshots.c.origins, snapshots.c.camps)
        .select_from(points)
        .join(snapshots, and_(snapshots.c.point_key == points.c.point_key, snapshots.c.upto == latest.scalar_subquery()))
        .outerjoin(figures, figures.c.id == snapshots.c.figure_id)
        .where(points.c.point_key.in_(_KEYS))
    )


_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_KEPT = _kept()
_SEEN = (
    select(figures)
    .where(figures.c.point_key.in_(_KEYS), figures.c.id > bindparam("since"), figures.c.id <= bindparam("last"))
    .order_by(figures.c.id)
)
