"""What is known, and what was known on a day."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from facts.known import FormulaUse, KnownFigure
from models.database import Database
from models.knowledge import PER_TEXT, TEXTS, ReadVerb, current_points, formula_uses, no_verb
from models.names import different
from models.sayings import said
from models.sightings import known_figure, known_statement
from models.snapshots import keys_before, points_before
from models.tables import figures, points, statements


def current(store: Database, metric: str | None = None, reporter: str | None = None) -> list[KnownFigure]:
    """The current value of every point, by metric and period; all of them, or of one metric or one side's statistics."""
    with store.reading() as connection:
        return in_order(current_points(connection, *_asked(metric, reporter)))


def as_of(store: Database, day: date, metric: str | None = None, reporter: str | None = None) -> list[KnownFigure]:
    """What was known at the end of ``day`` (UTC): the sightings learned until then, folded as they were seen.

    Reviews count as they stand today: a figure that was rejected later was not known, it was misread.
    """
    until = end_of(day)
    with store.reading() as connection:
        return in_order(points_before(connection, until, keys_before(connection, until, *_asked(metric, reporter))))


def end_of(day: date) -> datetime:
    """The moment at which a day is over, in UTC."""
    return datetime.combine(min(day, date.max - timedelta(days=1)), time(), UTC) + timedelta(days=1)


def history(store: Database, point_key: str) -> list[KnownFigure]:
    """Every sighting of one point, in the order we learned of them; rejected ones are left out."""
    query = select(figures).where(figures.c.point_key == point_key, figures.c.rejected.is_(False)).order_by(figures.c.id)
    with store.reading() as connection:
        return [known_figure(row) for row in connection.execute(query)]


def series(store: Database, series_key: str) -> list[KnownFigure]:
    """The current value of every period of one series, earliest period first."""
    with store.reading() as connection:
        return in_order(current_points(connection, points.c.series_key == series_key))


def speakers(store: Database) -> list[str]:
    """Everybody the ledger has a statement of, by name."""
    with store.reading() as connection:
        return sorted(different(connection, statements.c.speaker))


def formulas(store: Database, speaker: str, read_verb: ReadVerb = no_verb, last: int = TEXTS) -> tuple[FormulaUse, ...]:
    """The latest texts of a speaker with the set phrases in each, newest first; ``read_verb`` as in ``known_for``."""
    query = (
        select(statements)
        .where(statements.c.speaker == speaker, statements.c.rejected.is_(False))
        .order_by(statements.c.said_on.desc().nulls_last(), statements.c.id.desc())
        .limit(last * PER_TEXT)
    )
    with store.reading() as connection:
        return formula_uses(speaker, (said(known_statement(row)) for row in connection.execute(query)), read_verb)[:last]


def _asked(metric: str | None, reporter: str | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [] if metric is None else [points.c.metric == metric]
    present = figures.alias()
    side = select(present.c.reporter).where(present.c.id == points.c.figure_id).correlate(points).scalar_subquery()
    return conditions + ([] if reporter is None else [side == reporter])


def in_order(known: Iterable[KnownFigure]) -> list[KnownFigure]:
    """Figures by metric, period and reporter."""

    def order(one: KnownFigure) -> tuple[Any, ...]:
        figure = one.figure
        return figure.metric, figure.period.order if figure.period else (date.min, date.min), str(figure.reporter or ""), one.id

    return sorted(known, key=order)
