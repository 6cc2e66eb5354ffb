"""Runs: the latest passes, what each found and what it missed, what waits, and what needs the operator."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from models.overviews import pressing
from web.desk import At
from web.trouble import heartbeat, trouble

router = APIRouter(include_in_schema=False)


@router.get("/runs")
def runs(request: Request, desk: At) -> HTMLResponse:
    """The latest fifty passes, and how much waits."""
    passes, now = desk.store.last_passes(50), desk.door.now()
    return desk.page(
        request,
        "runs.html",
        title="Runs",
        passes=passes,
        queues=pressing(desk.store),
        heartbeat=heartbeat(passes, now),
        trouble=trouble(desk, desk.store.sources(), passes),
        now=now,
    )
