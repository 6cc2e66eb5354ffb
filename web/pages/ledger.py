"""Ledger: what is known, metric by period, each side's statistics apart; or what was known on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from facts.figure import Kind
from facts.known import KnownFigure
from facts.watch import Metric
from models import ledger as known_by
from web.desk import At, Desk

router = APIRouter(include_in_schema=False)
REPORTERS = ("BY", "CN", "other", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One period of one series: the current figure of each reporter."""

    about: str
    period: str
    cells: list[list[KnownFigure]]


@dataclass(frozen=True, slots=True)
class Overview:
    """One metric, and what is known of it last."""

    metric: Metric
    points: int
    latest: KnownFigure | None


@router.get("/ledger")
def ledger(request: Request, desk: At, metric: str = "", as_of: str = "") -> HTMLResponse:
    """All metrics, or one of them period by period."""
    day = _day(as_of)
    if metric and metric not in desk.watchlist.metrics:
        raise HTTPException(404, f"There is no metric {metric}; the ledger lists them.")
    known = known_by.as_of(desk.store, day, metric or None) if day else known_by.current(desk.store, metric or None)
    context: dict[str, Any] = {
        "as_of": as_of,
        "metric": metric,
        "metrics": sorted(desk.watchlist.metrics.values(), key=lambda one: one.label),
    }
    if not metric:
        return desk.page(request, "ledger.html", title="Ledger", overview=_overview(desk, known), **context)
    label = desk.watchlist.metrics[metric].label
    both = {str(one.figure.reporter) for one in known if one.figure.kind is Kind.LEVEL} >= {"BY", "CN"}
    return desk.page(request, "metric.html", title=label, lines=_lines(known), reporters=REPORTERS, both=both, **context)


def _overview(desk: Desk, known: Sequence[KnownFigure]) -> list[Overview]:
    by_metric: dict[str, list[KnownFigure]] = {name: [] for name in desk.watchlist.metrics}
    for one in known:
        by_metric.setdefault(one.figure.metric, []).append(one)
    return [
        Overview(desk.watchlist.metrics[name], len(points), _latest(points))
        for name, points in by_metric.items()
        if name in desk.watchlist.metrics
    ]


def _latest(points: Sequence[KnownFigure]) -> KnownFigure | None:
    """The level of the latest period; a change or a share only where there is no level."""
    levels = [one for one in points if one.figure.kind is Kind.LEVEL] or list(points)
    return max(levels, key=lambda one: one.figure.period.order if one.figure.period else (date.min, date.min), default=None)


def _lines(known: Sequence[KnownFigure]) -> list[Line]:
    """A line for each period of each series, latest period first; the reporters' figures beside each other."""
    rows: dict[tuple[str, str], dict[str, list[KnownFigure]]] = {}
    order = sorted(known, key=lambda one: one.figure.period.order if one.figure.period else (date.min, date.min), reverse=True)
    for one in sorted(order, key=lambda one: list(Kind).index(one.figure.kind)):
        figure = one.figure
        about = " · ".join(str(part) for part in (figure.kind, figure.flow, figure.scope, figure.modality) if part and part != "actual")
        cells = rows.setdefault((about, str(figure.period or "no period stated")), {})
        cells.setdefault(str(figure.reporter or ""), []).append(one)
    return [Line(about, period, [cells.get(name, []) for name in REPORTERS]) for (about, period), cells in rows.items()]


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HTTPException(422, f"{text!r} is no day; write 2024-03-01.") from None
