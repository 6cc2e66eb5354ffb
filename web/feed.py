"""The Atom feed of findings, by the filters of the log."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from difflog.atom import atom
from web.desk import At
from web.filters import WantedRows

router = APIRouter(include_in_schema=False)
SIZE = 100


@router.get("/log.atom")
def feed(request: Request, desk: At, wanted: WantedRows) -> Response:
    """The latest findings of a filter; each keeps its id for ever."""
    base = f"{request.url.scheme}://{request.headers['host']}"
    content = atom(desk.store.findings(wanted.filter, SIZE), base=base, address=wanted.address("/log.atom"), now=desk.door.now())
    return Response(content, media_type="application/atom+xml; charset=utf-8")
