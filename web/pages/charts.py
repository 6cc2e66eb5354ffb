"""Charts: the pictures of the ledger, each an SVG document of its own."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from difflog.charts import gap_of, lines_of, picture
from facts.figure import Kind
from facts.known import KnownFigure
from models import ledger
from web.desk import At, Desk

router = APIRouter(include_in_schema=False)
REPORTERS = {"BY": "Belarus", "CN": "China", "other": "others", "": "side not stated"}
# The picture carries its own style; nothing else may come into it or out of it.
_HEADERS = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"}


@router.get("/chart/{metric}.svg")
def series(desk: At, metric: str) -> Response:
    """The levels of one metric over time, a line for each reporter."""
    lines = lines_of(levels(desk, metric), REPORTERS)
    return Response(picture(desk.watchlist.metrics[metric].label, lines), media_type="image/svg+xml", headers=_HEADERS)


@router.get("/gap/{metric}.svg")
def gap(desk: At, metric: str) -> Response:
    """Belarus's figures less China's, where both tell of the same period in the same currency."""
    lines = lines_of(levels(desk, metric), REPORTERS)
    pairs = [(one, other) for one in lines for other in lines if _mirrored(one.name, other.name)]
    gaps = [gap_of(one, other) for one, other in pairs]
    return Response(picture("Mirror gap", gaps), media_type="image/svg+xml", headers=_HEADERS)


def levels(desk: Desk, metric: str) -> list[KnownFigure]:
    """The current levels of a metric; 404 for one the watchlist does not know."""
    if metric not in desk.watchlist.metrics:
        raise HTTPException(404, f"There is no metric {metric}; watchlist/metrics.yaml lists them.")
    return [known for known in ledger.current(desk.store, metric) if known.figure.kind is Kind.LEVEL]


def _mirrored(one: str, other: str) -> bool:
    return one.startswith(REPORTERS["BY"]) and other.startswith(REPORTERS["CN"]) and one.partition(", ")[2] == other.partition(", ")[2]
