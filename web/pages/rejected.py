"""Rejected: what was left out, by the reader of feeds, by relevance and by review, so that somebody may look over it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from models import browse
from models.rows import Filter
from web.desk import At

router = APIRouter(include_in_schema=False)
SIZE = 40


@router.get("/rejected")
def rejected(request: Request, desk: At, before: Annotated[int | None, Query(ge=1, le=2**53)] = None) -> HTMLResponse:
    """The latest of each kind; what was set aside by title goes on page by page."""
    aside = browse.set_aside_before(desk.store, before, limit=SIZE + 1)
    return desk.page(
        request,
        "rejected.html",
        title="Rejected",
        aside=aside[:SIZE],
        older=aside[SIZE - 1].entry if len(aside) > SIZE else None,
        unrelated=browse.articles_before(desk.store, None, relevant=False, limit=SIZE),
        findings=desk.store.findings(Filter(states=("rejected",)), SIZE),
        parked=desk.store.parked(SIZE),
    )
