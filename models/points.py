"""The current row of every point: which sighting stands, and who stated it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, select

from facts.compare.points import compatible, prefer
from facts.known import KnownFigure
from models.sightings import figure_of, known_figure
from models.tables import figures, points
from models.upsert import put

LISTED = 50  # origins kept by name; more make a point no surer, and its row must not grow with every sighting
REFOLDED = 100  # latest sightings looked through when another one comes to stand


@dataclass(frozen=True, slots=True)
class Sighting:
    """A figure just written: its number, the keys it was written under, and what it is."""

    number: int
    point_key: str
    series_key: str
    known: KnownFigure


@dataclass(slots=True)
class _Point:
    """A point while sightings are added to it."""

    number: int
    series_key: str
    known: KnownFigure
    sightings: int
    first_learned: datetime


def see(connection: Connection, sightings: Sequence[Sighting]) -> dict[str, frozenset[str]]:
    """Let more sightings of their points be seen, all at once; the caller holds the ledger's lock.

    returns  for each point they belong to, the origins that state it now
    """
    if not sightings:
        return {}
    held = connection.execute(_HELD, {"keys": sorted({one.point_key for one in sightings})})
    standing = {row.held_key: _held(row) for row in held}
    for one in sightings:
        point = standing.get(one.point_key)
        if point is None:
            standing[one.point_key] = _Point(one.number, one.series_key, one.known, 1, one.known.learned)
        else:
            _see(connection, point, one)
    _write(connection, standing)
    return {key: point.known.origins for key, point in standing.items()}


def rebuild(connection: Connection, point_key: str) -> None:
    """Work the point out again from all its sightings, after a review; what was rejected is left out, what was accepted stands."""
    rows = _sightings(connection, point_key)
    connection.execute(delete(points).where(points.c.point_key == point_key))
    if not rows:
        return
    row, known = fold(rows)
    _write(connection, {point_key: _Point(row.id, row.series_key, known, len(rows), min(row.learned for row in rows))})


def fold(rows: Sequence[Row[Any]]) -> tuple[Row[Any], KnownFigure]:
    """The sighting that stands among ``rows``, whatever their order, with everybody who stated it compatibly."""
    accepted = [row for row in rows if row.accepted is not None]
    # The last word is the analyst's.
    standing = max(accepted, key=lambda row: (row.accepted, row.id)) if accepted else reduce(_preferred, rows)
    figure = figure_of(standing)
    agreeing = [row for row in rows if row.id == standing.id or compatible(figure, figure_of(row))]
    origins = list(dict.fromkeys(row.origin for row in agreeing))[:LISTED]
    return standing, known_figure(standing, origins, [row.camp for row in agreeing])


def _held(row: Row[Any]) -> _Point:
    return _Point(row.id, row.series_key, known_figure(row, row.origins, row.camps), row.sightings, row.first_learned)


def _see(connection: Connection, point: _Point, one: Sighting) -> None:
    point.sightings += 1
    point.first_learned = min(point.first_learned, one.known.learned)  # clocks go back
    if prefer(point.known, one.known) is one.known:
        row, point.known = fold(_sightings(connection, one.point_key, REFOLDED))
        point.number = row.id
    elif compatible(point.known.figure, one.known.figure):
        listed = point.known.origins if len(point.known.origins) >= LISTED else point.known.origins | one.known.origins
        point.known = replace(point.known, origins=listed, camps=point.known.camps | one.known.camps)


def _write(connection: Connection, standing: dict[str, _Point]) -> None:
    """Points that were there are moved, the others are new."""
    rows = [_row(key, point) for key, point in standing.items()]
    put(connection, points, rows, on="point_key", change=("figure_id", "origins", "camps", "sightings", "first_learned"))


def _row(point_key: str, point: _Point) -> dict[str, Any]:
    figure = point.known.figure
    return {
        "point_key": point_key,
        "series_key": point.series_key,
        "metric": figure.metric,
        "kind": str(figure.kind),
        "period": str(figure.period) if figure.period is not None else None,
        "figure_id": point.number,
        "origins": sorted(point.known.origins),
        "camps": sorted(point.known.camps),
        "sightings": point.sightings,
        "first_learned": point.first_learned,
    }


def _sightings(connection: Connection, point_key: str, latest: int | None = None) -> Sequence[Row[Any]]:
    wanted = and_(figures.c.point_key == point_key, figures.c.rejected.is_(False), figures.c.about_relations)
    query = select(figures).where(wanted).order_by(figures.c.id.desc()).limit(latest)
    return connection.execute(query).all()[::-1]


def _preferred(one: Row[Any], other: Row[Any]) -> Row[Any]:
    first = known_figure(one)
    return one if prefer(first, known_figure(other)) is first else other


_HELD = (
    select(figures, points.c.point_key.label("held_key"), points.c.origins, points.c.camps, points.c.sightings, points.c.first_learned)
    .join(figures, figures.c.id == points.c.figure_id)
    .where(points.c.point_key.in_(bindparam("keys", expanding=True)))
)
