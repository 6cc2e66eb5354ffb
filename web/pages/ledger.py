"""Ledger: what is known, metric by period, each side's statistics apart; or what was known on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from difflog.charts import Gap, gaps, sides
from facts.figure import Kind
from facts.known import KnownFigure
from facts.watch import Metric, Topic
from models import overviews
from models.vintages import vintages
from web.desk import At, Desk
from web.words import kept, way

router = APIRouter(include_in_schema=False)
SIZE = 20  # periods on a page, and in its pictures


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
def ledger(request: Request, desk: At, metric: str = "", as_of: str = "", before: str = "") -> HTMLResponse:
    """All metrics, or one of them period by period."""
    day = day_of(as_of)
    if metric and metric not in desk.watchlist.metrics:
        raise HTTPException(404, f"There is no metric {metric}; the ledger lists them.")
    context: dict[str, Any] = {
        "as_of": as_of,
        "metric": metric,
        "metrics": sorted(desk.watchlist.metrics.values(), key=lambda one: one.label),
    }
    if not metric:
        return desk.page(request, "ledger.html", title="Ledger", overview=_overview(desk, day), **context)
    known, older = shown(desk, metric, day, before)
    levels = [one for one in known if one.figure.kind is Kind.LEVEL]
    names = sides(desk.watchlist.topic)
    return desk.page(
        request,
        "metric.html",
        title=desk.watchlist.metrics[metric].label,
        lines=_lines(known, tuple(names)),
        names=names,
        home=names[desk.watchlist.topic.home],
        partner=names[desk.watchlist.topic.partner],
        gaps=_gaps(levels, desk.watchlist.topic),
        vintages=vintages(desk.store, levels),
        older=older,
        before=before,
        pictures=kept(as_of=as_of, before=before),
        **context,
    )


def shown(desk: Desk, metric: str, day: date | None, before: str) -> tuple[list[KnownFigure], str | None]:
    """The points of a metric that a page and its pictures show, and the period to go on below.

    raises  HTTPException where ``before`` is no period
    """
    try:
        return overviews.latest_points(desk.store, metric, SIZE, before or None, day)
    except ValueError as error:
        raise HTTPException(422, str(error)) from None


def _overview(desk: Desk, day: date | None) -> list[Overview]:
    found = overviews.summaries(desk.store, desk.watchlist.metrics.keys(), day)
    none = overviews.Summary("", 0, None)
    told = [(metric, found.get(name, none)) for name, metric in desk.watchlist.metrics.items()]
    return [Overview(metric, one.points, one.latest) for metric, one in sorted(told, key=lambda pair: pair[1].points == 0)]


def _gaps(levels: Sequence[KnownFigure], topic: Topic) -> list[Gap]:
    return sorted(gaps(levels, topic), key=lambda one: _order(one.one), reverse=True)


def _order(one: KnownFigure) -> tuple[date, date]:
    return one.figure.period.order if one.figure.period else (date.min, date.min)


def _lines(known: Sequence[KnownFigure], reporters: Sequence[str]) -> list[Line]:
    """A line for each period of each series, latest period first; the reporters' figures beside each other."""
    rows: dict[tuple[str, str], dict[str, list[KnownFigure]]] = {}
    order = sorted(known, key=_order, reverse=True)
    for one in sorted(order, key=lambda one: list(Kind).index(one.figure.kind)):
        figure = one.figure
        parts = (figure.kind, way(figure.flow), figure.scope, figure.modality)
        about = " · ".join(str(part) for part in parts if part and part != "actual")
        cells = rows.setdefault((about, str(figure.period or "no period stated")), {})
        cells.setdefault(str(figure.reporter or ""), []).append(one)
    return [Line(about, period, [cells.get(name, []) for name in reporters]) for (about, period), cells in rows.items()]


def day_of(text: str) -> date | None:
    """The day of an address, or None where it is empty."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HTTPException(422, f"{text!r} is no day; write 2024-03-01.") from None
