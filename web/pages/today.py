"""Today: what needs her, what moved, what was confirmed, and what could be sensed at all."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from difflog.text import SIGNS
from facts.finding import Level
from models.reviews import REASONS
from models.rows import Filter, Row
from web.desk import At
from web.pages.log import undo_of
from web.pages.sources import camps_of

router = APIRouter(include_in_schema=False)
OPEN = ("new", "watching")
MOST = 60


@router.get("/")
def today(request: Request, desk: At, undo: str = "", hours: int = 24) -> HTMLResponse:
    """The findings that wait for her, and the news of the last day."""
    since = desk.store.reckoned(desk.door.now()) - timedelta(hours=min(max(hours, 1), 24 * 31))
    recent = desk.store.findings(Filter(since=since), 2_000)
    return desk.page(
        request,
        "today.html",
        title="Today",
        waiting=desk.store.findings(Filter(levels=(Level.ACT,), states=OPEN), MOST),
        updates=_of(recent, Level.NOTE)[:MOST],
        counted=_counted(recent),
        camps=camps_of(desk.store.sources()),
        passes=desk.store.last_passes(1),
        signs=SIGNS,
        reasons=REASONS,
        undo=undo_of(undo),
    )


def _of(rows: list[Row], level: Level) -> list[Row]:
    return [row for row in rows if row.level == level]


def _counted(rows: list[Row]) -> dict[str, int]:
    """How many of each verdict were only counted."""
    verdicts = [row.verdict for row in _of(rows, Level.LOG)]
    return {verdict: verdicts.count(verdict) for verdict in dict.fromkeys(verdicts)}
