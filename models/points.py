"""The current row of every point: which sighting stands, and who stated it."""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, select, update

from facts.compare.points import compatible, prefer
from facts.known import KnownFigure
from models.sightings import figure_of, known_figure
from models.tables import doubts, figures, points
from models.upsert import insert_new

LISTED = 50  # origins kept by name; more make a point no surer, and its row must not grow with every sighting
REFOLDED = 100  # latest sightings looked through when another one comes to stand


def see(connection: Connection, sighting: Row[Any]) -> None:
    """Let one more sighting of its point be seen; the caller holds the ledger's lock."""
    held = connection.execute(select(points).where(points.c.point_key == sighting.point_key)).one_or_none()
    if held is None:
        insert_new(connection, points, [_row(sighting, known_figure(sighting), 1)], on=("point_key",))
        return
    row = connection.execute(select(figures).where(figures.c.id == held.figure_id)).one()
    new = known_figure(sighting)
    if prefer(known_figure(row), new) is new:
        row, known = fold(_sightings(connection, sighting.point_key, REFOLDED))
    else:
        known = _told(row, {*held.origins}, {*held.camps}, [sighting])
    values = _row(row, known, held.sightings + 1)
    connection.execute(update(points).where(points.c.point_key == sighting.point_key).values(values))


def rebuild(connection: Connection, point_key: str) -> None:
    """Work the point out again from all its sightings, after a review; what was rejected is left out, what was accepted stands."""
    rows = _sightings(connection, point_key)
    connection.execute(delete(points).where(points.c.point_key == point_key))
    if not rows:
        return
    row, known = fold(rows)
    insert_new(connection, points, [_row(row, known, len(rows))], on=("point_key",))


def fold(rows: Sequence[Row[Any]]) -> tuple[Row[Any], KnownFigure]:
    """The sighting that stands among ``rows``, whatever their order, with everybody who stated it compatibly."""
    accepted = [row for row in rows if row.accepted is not None]
    # The last word is the analyst's.
    standing = max(accepted, key=lambda row: (row.accepted, row.id)) if accepted else reduce(_preferred, rows)
    return standing, _told(standing, set(), set(), rows)


def doubted(connection: Connection, documents: set[str]) -> dict[tuple[str, str], str]:
    """Why the currency of a document is in doubt, by document and unit."""
    rows = connection.execute(select(doubts).where(doubts.c.document.in_(documents)))
    return {(row.document, row.unit): row.why for row in rows}


def _sightings(connection: Connection, point_key: str, latest: int | None = None) -> Sequence[Row[Any]]:
    wanted = and_(figures.c.point_key == point_key, figures.c.rejected.is_(False), figures.c.about_relations)
    query = select(figures).where(wanted).order_by(figures.c.id.desc()).limit(latest)
    return connection.execute(query).all()[::-1]


def _preferred(one: Row[Any], other: Row[Any]) -> Row[Any]:
    first = known_figure(one)
    return one if prefer(first, known_figure(other)) is first else other


def _told(standing: Row[Any], origins: set[str], camps: set[str], rows: Iterable[Row[Any]]) -> KnownFigure:
    """The standing sighting with the origins and camps of those among ``rows`` that agree with it, beside those known."""
    figure = figure_of(standing)
    for row in rows:
        if row.id == standing.id or compatible(figure, figure_of(row)):
            camps.add(row.camp)
            if len(origins) < LISTED:
                origins.add(row.origin)
    return known_figure(standing, sorted(origins), sorted(camps))


def _row(row: Row[Any], known: KnownFigure, sightings: int) -> dict[str, Any]:
    return {
        "point_key": row.point_key,
        "series_key": row.series_key,
        "metric": row.metric,
        "figure_id": row.id,
        "origins": sorted(known.origins),
        "camps": sorted(known.camps),
        "sightings": sightings,
    }
