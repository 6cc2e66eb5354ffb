"""Runs: the latest passes, what each found and what it missed."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from web.desk import At

router = APIRouter(include_in_schema=False)


@router.get("/runs")
def runs(request: Request, desk: At) -> HTMLResponse:
    """The latest fifty passes, and how much waits."""
    return desk.page(request, "runs.html", title="Runs", passes=desk.store.last_passes(50), counts=desk.store.counts())
