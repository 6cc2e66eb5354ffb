"""The points around the figures of an article, remembered between articles: only what moved since is read again."""

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, bindparam, select, type_coerce

from facts.compare.nearby import Series, Spot, wanted
from facts.compare.units import settle
from facts.figure import Figure
from facts.known import KnownFigure
from facts.period import Period
from models.columns import keyed
from models.doubts import Doubts
from models.newest import Newest
from models.sightings import known_figure
from models.tables import figures, points

_METRICS = 5000  # remembered at once; what is more is forgotten and read again
_MOVED = 2000  # sightings since the last look from which everything is read again
_KNOWN = 20_000  # figures remembered at once


class Neighbours:
    """What is remembered of one database. A figure never changes once it is written; a point is read again when one was seen."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._forget()

    def of(self, connection: Connection, newest: Newest, asked: Sequence[Figure], doubts: Doubts) -> tuple[KnownFigure, ...]:
        """The current sightings of every point that can matter to ``asked``, by number, and what else their baselines state."""
        if not asked:
            return ()
        with self._lock:
            self._catch_up(connection, newest)
            self._load(connection, {keyed(figure.metric) for figure in asked} - self._series.keys())
            keys = wanted(((keyed(figure.metric), figure.period) for figure in asked), self._series)
            found = self._figures(connection, keys)
            baselines = {known.place.document for known in found if known.place.article is None}
            found += self._figures(connection, self._stated(connection, baselines) - keys)
        return tuple(settle(known, doubts) for known in found) if doubts else tuple(found)

    def _forget(self) -> None:
        self._seen, self._reviewed = 0, 0
        self._series: dict[str, dict[str, Series]] = {}
        self._points: dict[str, tuple[int, str, str]] = {}
        self._known: dict[tuple[int, str, str], KnownFigure] = {}
        self._beside: dict[str, dict[str, int]] = {}

    def _catch_up(self, connection: Connection, newest: Newest) -> None:
        """Read again what moved since: by new sightings, which are numbered; after a review, which can move anything, all of it."""
        many = newest.figure - self._seen > _MOVED or len(self._series) > _METRICS or len(self._known) > _KNOWN
        if many or newest.figure < self._seen or newest.review != self._reviewed:
            self._forget()
        elif newest.figure != self._seen:
            moved = connection.execute(_MOVED_SINCE, {"seen": self._seen}).all()
            self._beside = {} if any(row.article_id is None for row in moved) else self._beside
            self._read(row for row in moved if row.metric in self._series)
        self._seen, self._reviewed = newest.figure, newest.review

    def _load(self, connection: Connection, metrics: set[str]) -> None:
        self._series |= {metric: {} for metric in metrics}
        if metrics:
            self._read(connection.execute(_BY_METRIC, {"metrics": sorted(metrics)}))

    def _read(self, rows: Iterable[Row[Any]]) -> None:
        for row in rows:
            if row.point_key not in self._points:
                series = self._series[row.metric].setdefault(row.series_key, Series())
                series.add(Spot(row.point_key, Period(row.period) if row.period else None))
            self._points[row.point_key] = (row.figure_id, row.origins, row.camps)

    def _figures(self, connection: Connection, keys: Iterable[str]) -> list[KnownFigure]:
        standing = sorted(self._points[key] for key in keys)
        missing = {one[0]: one for one in standing if one not in self._known}
        if missing:
            rows = connection.execute(_WITH_POINTS, {"ids": sorted(missing)})
            self._known |= {missing[row.id]: known_figure(row, row.origins, row.camps) for row in rows}
        return [self._known[one] for one in standing]

    def _stated(self, connection: Connection, documents: set[str]) -> set[str]:
        """The points at which these documents stand, of whatever metric: a doubted currency is that of a whole document."""
        for document in documents - self._beside.keys():
            there = connection.execute(_OF_DOCUMENT, {"document": document}).all()
            self._load(connection, {row.metric for row in there} - self._series.keys())
            self._beside[document] = {row.point_key: row.id for row in there}
        stated = ((key, figure) for document in documents for key, figure in self._beside[document].items())
        return {key for key, figure in stated if key in self._points and self._points[key][0] == figure}


def _light() -> Select[Any]:
    raw = (type_coerce(points.c[name], Text).label(name) for name in ("origins", "camps"))
    told = (points.c.point_key, points.c.series_key, points.c.metric, points.c.figure_id, figures.c.period)
    return select(*told, *raw).join(figures, figures.c.id == points.c.figure_id)


_NEW = figures.alias()
_MOVED_SINCE = (
    _light()
    .add_columns(_NEW.c.article_id)
    .join(_NEW, _NEW.c.point_key == points.c.point_key)
    .where(_NEW.c.id > bindparam("seen"), _NEW.c.about_relations)
)
_BY_METRIC = _light().where(points.c.metric.in_(bindparam("metrics", expanding=True)))
_WITH_POINTS = (
    select(figures, points.c.origins, points.c.camps)
    .join(points, points.c.point_key == figures.c.point_key)
    .where(figures.c.id.in_(bindparam("ids", expanding=True)))
)
_OF_DOCUMENT = select(figures.c.point_key, figures.c.metric, figures.c.id).where(
    figures.c.document == bindparam("document"), figures.c.about_relations
)
