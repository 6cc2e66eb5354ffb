"""What a page sums up without reading the rows: bounded counts, and the latest figure of every metric."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, select, true

from facts.finding import Level
from facts.known import KnownFigure
from facts.period import Period
from models.database import Database
from models.knowledge import current_points
from models.ledger import end_of, in_order
from models.snapshots import keys_before, points_before
from models.tables import articles, entries, figures, findings, outbox, points, reviews, standings, statements, versions

MOST = 1_000
"""Counted one by one up to here; what is more is only known to be more."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One metric of the ledger: how many points it has, and its latest level."""

    metric: str
    points: int
    latest: KnownFigure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """How much waits and is stuck; ``oldest_alert`` is when the longest waiting alert was caused, None when none waits."""

    entries_waiting: int
    entries_failed: int
    versions_waiting: int
    versions_parked: int
    alerts_waiting: int
    alerts_dead: int
    oldest_alert: datetime | None


def pressing(store: Database) -> Queues:
    """How much waits and is stuck, as of one moment; nothing of what is done is counted."""
    waits = and_(outbox.c.state == "waiting", outbox.c.kind != "reminder")
    with store.reading() as connection:

        def number(table: Table, condition: ColumnElement[bool]) -> int:
            return connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one()

        return Queues(
            entries_waiting=number(entries, entries.c.state == "waiting"),
            entries_failed=number(entries, entries.c.state == "failed"),
            versions_waiting=number(versions, versions.c.state == "waiting"),
            versions_parked=number(versions, versions.c.state == "parked"),
            alerts_waiting=number(outbox, waits),
            alerts_dead=number(outbox, outbox.c.state == "dead"),
            oldest_alert=connection.execute(select(func.min(outbox.c.created_at)).where(waits)).scalar(),
        )


def sizes(store: Database) -> dict[str, int]:
    """How far each table is numbered, by name: what grows for ever is not counted row by row."""
    numbered = {"entries": entries.c.id, "articles": articles.c.id, "figures": figures.c.id, "statements": statements.c.id}
    numbered |= {"findings": findings.c.seq, "reviews": reviews.c.seq}
    with store.reading() as connection:
        return {name: connection.execute(select(func.max(column))).scalar() or 0 for name, column in numbered.items()}


def waiting(store: Database, states: Sequence[str]) -> int:
    """How many findings that ask for action are in one of these states; MOST + 1 stands for so many or more."""
    asked = select(standings.c.finding).join(findings, findings.c.seq == standings.c.finding)
    return _counted(store, asked.where(standings.c.state.in_(states), findings.c.level == str(Level.ACT)))


def recorded(store: Database, level: Level, since: datetime) -> dict[str, int]:
    """How many findings of each verdict were recorded on a level since a moment, most first; of the latest ten times MOST alone."""
    asked = (
        select(findings.c.verdict)
        .where(findings.c.level == str(level), findings.c.recorded_at >= since)
        .order_by(findings.c.recorded_at.desc())
        .limit(10 * MOST)
        .subquery()
    )
    number = func.count()
    query = select(asked.c.verdict, number).group_by(asked.c.verdict).order_by(number.desc(), asked.c.verdict)
    with store.reading() as connection:
        return {str(verdict): int(count) for verdict, count in connection.execute(query)}


def heard(store: Database, since: datetime) -> dict[str, int]:
    """How many findings above the level of the log each camp gave rise to since a moment; of the latest ten times MOST alone."""
    asked = (
        select(findings.c.camp)
        .where(findings.c.level.in_((str(Level.ACT), str(Level.NOTE))), findings.c.recorded_at >= since)
        .limit(10 * MOST)
        .subquery()
    )
    with store.reading() as connection:
        found = connection.execute(select(asked.c.camp, func.count()).group_by(asked.c.camp))
        return {str(camp): int(count) for camp, count in found}


def summaries(store: Database, metrics: Collection[str], day: date | None = None) -> dict[str, Summary]:
    """Those metrics that anything is known of, by name: their points are counted, and only the latest is read.

    day  what was known at its end is told, instead of what is known now
    """
    about = (points.c.metric, points.c.kind, points.c.period)
    counted = select(*about, func.count(), func.max(points.c.point_key)).where(points.c.metric.in_(sorted(metrics)), _known_on(day))
    found: dict[str, list[tuple[bool, tuple[date, date], str, int]]] = {}
    with store.reading() as connection:
        for metric, kind, period, number, key in connection.execute(counted.group_by(*about)):
            found.setdefault(metric, []).append((kind == "level", _order(period), key, number))
        latest = sorted(max(rows)[2] for rows in found.values())
        known = _points(connection, day, points.c.point_key.in_(latest))
    by_metric = {one.figure.metric: one for one in known}
    return {metric: Summary(metric, sum(row[3] for row in rows), by_metric.get(metric)) for metric, rows in found.items()}


def latest_points(
    store: Database, metric: str, limit: int, before: str | None = None, day: date | None = None
) -> tuple[list[KnownFigure], str | None]:
    """The points of a metric's latest periods.

    limit   periods wanted
    before  go on below this period, as an earlier call named it
    day     as they stood at its end, instead of as they stand now
    returns the points of those periods, and the period to go on below, or None where there is no earlier one
    """
    query = select(points.c.period).where(points.c.metric == metric, _known_on(day)).distinct()
    with store.reading() as connection:
        order = {period: _order(period) for period in connection.execute(query).scalars()}
        below = _order(before) if before is not None else None
        rest = sorted((one for one in order if below is None or order[one] < below), key=order.__getitem__, reverse=True)
        shown = rest[:limit]
        named = points.c.period.in_([one for one in shown if one is not None])
        which = named if None not in shown else named | points.c.period.is_(None)
        known = _points(connection, day, and_(points.c.metric == metric, which))
    return known, shown[-1] if len(rest) > limit else None


def points_from(store: Database, skip: int, limit: int, metric: str | None = None, day: date | None = None) -> list[KnownFigure]:
    """``limit`` points of one metric or of all, by metric and period, after the first ``skip`` of them; ``day`` as in latest_points."""
    query = select(points.c.metric, points.c.period, points.c.point_key).where(_known_on(day))
    query = query if metric is None else query.where(points.c.metric == metric)
    with store.reading() as connection:
        order = sorted(connection.execute(query), key=lambda row: (row.metric, _order(row.period), row.point_key))
        shown = [row.point_key for row in order[skip : skip + limit]]
        return in_order(_points(connection, day, points.c.point_key.in_(shown)))


def _known_on(day: date | None) -> ColumnElement[bool]:
    return true() if day is None else points.c.first_learned < end_of(day)


def _points(connection: Connection, day: date | None, condition: ColumnElement[bool]) -> list[KnownFigure]:
    """Points as they stand, or as they stood at the end of a day."""
    if day is None:
        return current_points(connection, condition)
    return points_before(connection, end_of(day), keys_before(connection, end_of(day), condition))


def _order(period: str | None) -> tuple[date, date]:
    return Period(period).order if period else (date.min, date.min)


def _counted(store: Database, asked: Select[tuple[int]]) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(asked.limit(MOST + 1).subquery())).scalar_one()
