"""What a page sums up without reading the rows: bounded counts, and the latest figure of every metric."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, Table, and_, func, select

from facts.finding import Level
from facts.known import KnownFigure
from facts.period import Period
from models.database import Database
from models.knowledge import current_points
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


def summaries(store: Database) -> dict[str, Summary]:
    """Every metric that anything is known of, by name: its current points are counted, and only the latest is read."""
    columns = (points.c.metric, points.c.point_key, figures.c.kind, figures.c.period)
    query = select(*columns).join(figures, figures.c.id == points.c.figure_id).order_by(points.c.metric, points.c.point_key)
    found: dict[str, list[tuple[bool, tuple[date, date], str]]] = {}
    with store.reading() as connection:
        for metric, key, kind, period in connection.execute(query):
            found.setdefault(metric, []).append((kind == "level", _order(period), key))
        latest = {metric: max(rows)[2] for metric, rows in found.items()}
        known = current_points(connection, points.c.point_key.in_(sorted(latest.values())))
    by_metric = {one.figure.metric: one for one in known}
    return {metric: Summary(metric, len(rows), by_metric.get(metric)) for metric, rows in found.items()}


def latest_points(store: Database, metric: str, limit: int, before: str | None = None) -> tuple[list[KnownFigure], str | None]:
    """The current points of a metric's latest periods.

    limit   periods wanted
    before  go on below this period, as an earlier call named it
    returns the points of those periods, and the period to go on below, or None where there is no earlier one
    """
    query = select(figures.c.period).join(points, points.c.figure_id == figures.c.id).where(points.c.metric == metric).distinct()
    with store.reading() as connection:
        order = {period: _order(period) for period in connection.execute(query).scalars()}
        below = _order(before) if before is not None else None
        rest = sorted((one for one in order if below is None or order[one] < below), key=order.__getitem__, reverse=True)
        shown = rest[:limit]
        named = figures.c.period.in_([one for one in shown if one is not None])
        which = named if None not in shown else named | figures.c.period.is_(None)
        known = current_points(connection, and_(points.c.metric == metric, which))
    return known, shown[-1] if len(rest) > limit else None


def _order(period: str | None) -> tuple[date, date]:
    return Period(period).order if period else (date.min, date.min)


def _counted(store: Database, asked: Select[tuple[int]]) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(asked.limit(MOST + 1).subquery())).scalar_one()
