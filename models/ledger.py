"""What is known, and what was known on a day."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, and_, select

from facts.known import FormulaUse, KnownFigure
from models.database import Database
from models.knowledge import PER_TEXT, TEXTS, ReadVerb, current_points, formula_uses, no_verb
from models.names import different
from models.points import doubted, fold
from models.sightings import known_figure
from models.tables import figures, points, statements


def current(store: Database, metric: str | None = None, reporter: str | None = None) -> list[KnownFigure]:
    """The current value of every point, by metric and period; all of them, or of one metric or one side's statistics."""
    with store.reading() as connection:
        return _in_order(current_points(connection, *_asked(metric, reporter, points.c.metric)))


def as_of(store: Database, day: date, metric: str | None = None, reporter: str | None = None) -> list[KnownFigure]:
    """What was known at the end of ``day`` (UTC): the sightings learned until then, folded as they were seen.

    Reviews count as they stand today: a figure that was rejected later was not known, it was misread.
    """
    until = datetime.combine(day, time(), UTC) + timedelta(days=1)
    asked = _asked(metric, reporter, figures.c.metric)
    later = select(figures.c.point_key).where(figures.c.learned >= until, *asked)
    before = and_(figures.c.learned < until, figures.c.rejected.is_(False), figures.c.about_relations, *asked)
    with store.reading() as connection:
        # Points that learned nothing since stand as they stood; only the others are folded again.
        unmoved = current_points(connection, points.c.point_key.not_in(later), *_asked(metric, reporter, points.c.metric))
        query = select(figures).where(before, figures.c.point_key.in_(later)).order_by(figures.c.point_key, figures.c.id)
        rows = list(connection.execute(query))
        doubts_by = doubted(connection, {row.document for row in rows})
    moved = [_folded(list(group), doubts_by) for _, group in groupby(rows, key=lambda row: row.point_key)]
    return _in_order([*unmoved, *moved])


def history(store: Database, point_key: str) -> list[KnownFigure]:
    """Every sighting of one point, in the order we learned of them; rejected ones are left out."""
    query = select(figures).where(figures.c.point_key == point_key, figures.c.rejected.is_(False)).order_by(figures.c.id)
    with store.reading() as connection:
        return [known_figure(row) for row in connection.execute(query)]


def series(store: Database, series_key: str) -> list[KnownFigure]:
    """The current value of every period of one series, earliest period first."""
    with store.reading() as connection:
        return _in_order(current_points(connection, points.c.series_key == series_key))


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
        return formula_uses(speaker, connection.execute(query), read_verb)[:last]


def _asked(metric: str | None, reporter: str | None, metric_column: Column[Any]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [] if metric is None else [metric_column == metric]
    return conditions + ([] if reporter is None else [figures.c.reporter == reporter])


def _folded(rows: Sequence[Row[Any]], doubts_by: dict[tuple[str, str], str]) -> KnownFigure:
    row, known = fold(list(rows))
    return known_figure(row, sorted(known.origins), sorted(known.camps), doubts_by)


def _in_order(known: Iterable[KnownFigure]) -> list[KnownFigure]:
    def order(one: KnownFigure) -> tuple[Any, ...]:
        figure = one.figure
        return figure.metric, figure.period.order if figure.period else (date.min, date.min), str(figure.reporter or ""), one.id

    return sorted(known, key=order)
