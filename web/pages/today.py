"""Today: what needs her, what moved, what was confirmed, and what could be sensed at all."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from difflog.text import SIGNS
from facts.finding import Level
from models import overviews
from models.reviews import REASONS
from models.rows import Filter
from web.desk import At
from web.pages.log import undo_of
from web.pages.sources import camps_of
from web.trouble import heartbeat, trouble

router = APIRouter(include_in_schema=False)
OPEN = ("new", "watching")
MOST = 60


@router.get("/")
def today(request: Request, desk: At, undo: str = "", hours: int = 24) -> HTMLResponse:
    """The findings that wait for her, and the news of the last day."""
    hours = min(max(hours, 1), 24 * 31)
    since = desk.store.reckoned(desk.door.now()) - timedelta(hours=hours)
    sources, passes = desk.store.sources(), desk.store.last_passes(5)
    return desk.page(
        request,
        "today.html",
        title="Today",
        waiting=desk.store.findings(Filter(levels=(Level.ACT,), states=OPEN), MOST),
        waits=overviews.waiting(desk.store, OPEN),
        moved=desk.store.findings(Filter(levels=(Level.NOTE,), since=since), MOST),
        noted=sum(overviews.recorded(desk.store, Level.NOTE, since).values()),
        counted=overviews.recorded(desk.store, Level.LOG, since),
        most=overviews.MOST,
        hours=hours,
        camps=camps_of(sources),
        heard=overviews.heard(desk.store, since),
        passes=passes,
        heartbeat=heartbeat(passes, desk.door.now()),
        trouble=trouble(desk, sources, passes),
        signs=SIGNS,
        reasons=REASONS,
        undo=undo_of(undo),
    )
