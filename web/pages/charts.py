"""Charts: the pictures of the ledger, the set phrases and the editions, each an SVG document of its own."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from difflog import charts, grids
from difflog.editions import about
from facts.compare.editions import Standing
from facts.compare.formulas import Stance, stance
from facts.figure import Kind
from facts.known import KnownFigure
from models import browse
from models.editions import edition_matrix
from models.vintages import vintages
from web.desk import At, Desk
from web.pages.ledger import day_of, shown
from web.pages.statements import phrases

router = APIRouter(include_in_schema=False)
# The picture carries its own style; nothing else may come into it or out of it.
_HEADERS = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"}
_MARKS = {Standing.SAME: grids.Mark.FULL, Standing.LIKELY: grids.Mark.FULL, Standing.DIFFERS: grids.Mark.RING}


@router.get("/chart/{metric}.svg")
def series(desk: At, metric: str, as_of: str = "", before: str = "") -> Response:
    """The levels of one metric over time, a line for each reporter; beside them what was told of the same periods before."""
    known = levels(desk, metric, as_of, before)
    earlier = [one.first for one in vintages(desk.store, known) if not one.current]
    names = charts.sides(desk.watchlist.topic)
    lines = [*charts.lines_of(known, names), *charts.lines_of(earlier, names, tail="told otherwise")]
    return _svg(charts.picture(desk.watchlist.metrics[metric].label, lines))


@router.get("/gap/{metric}.svg")
def gap(desk: At, metric: str, as_of: str = "", before: str = "") -> Response:
    """The home side's figures less the partner's, where both tell of the same period in the same currency."""
    found = charts.gaps(levels(desk, metric, as_of, before), desk.watchlist.topic)
    return _svg(charts.picture("Mirror gap", charts.gap_lines(found)))


@router.get("/phrases.svg")
def formulas(desk: At, speaker: str) -> Response:
    """The set phrases of one speaker over the last texts: a dot where it stands, a ring where the speaker is against it."""
    columns, table = phrases(desk, speaker)
    rows = [grids.Row(label, [_phrase(verb) for verb in verbs]) for label, verbs in table]
    return _svg(grids.picture(f"Set phrases of {speaker}", columns, rows))


@router.get("/editions/{number}.svg")
def editions(desk: At, number: int) -> Response:
    """Which facts of an article stand in which language of its outlet: a dot where it does, a ring where it is told otherwise."""
    if number >= 2**53 or browse.article(desk.store, number) is None:
        raise HTTPException(404, f"There is no article {number}.")
    matrix = edition_matrix(desk.store, number)
    rows = [grids.Row(about(line), [_MARKS.get(cell.standing, grids.Mark.NONE) for cell in line.cells]) for line in matrix.lines]
    return _svg(grids.picture("Facts by edition", [edition.language for edition in matrix.editions], rows))


def levels(desk: Desk, metric: str, as_of: str = "", before: str = "") -> list[KnownFigure]:
    """The levels of a metric that its page shows; 404 for one the watchlist does not know."""
    if metric not in desk.watchlist.metrics:
        raise HTTPException(404, f"There is no metric {metric}; watchlist/metrics.yaml lists them.")
    return [known for known in shown(desk, metric, day_of(as_of), before)[0] if known.figure.kind is Kind.LEVEL]


def _phrase(verb: str | None) -> grids.Mark:
    if verb is None:
        return grids.Mark.NONE
    return grids.Mark.RING if stance(verb) is Stance.AGAINST else grids.Mark.FULL


def _svg(drawn: bytes) -> Response:
    return Response(drawn, media_type="image/svg+xml", headers=_HEADERS)
