"""The log page: its routes, and the guard around them."""

from functools import partial
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from facts.watch import Watchlist
from models.errors import StoreError
from models.store import Store
from models.tokens import scope_of
from web import api, feed, health
from web.desk import desk_of, make_desk
from web.door import Door
from web.guard import HEADERS, Guard, refused
from web.limits import Backoff
from web.pages import articles, charts, export, finding, ledger, log, login, manual, rejected, review, runs, sources, statements, today
from web.sessions import Sessions
from web.tokens import Bearer

_STATIC = Path(__file__).parent / "static"


def create_app(store: Store, door: Door, watchlist: Watchlist) -> FastAPI:
    """Build the page over an open store.

    Every route of ours is behind the guard, the list of open paths is in web.guard; the address of the page's own
    description of its API is /api/v1/openapi.json.
    """
    app = FastAPI(title="beltwatch", version="1", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    sessions = Sessions(door.stamp)
    tries = Backoff()
    app.state.desk = make_desk(store, door, watchlist, sessions, tries)
    for page in (
        today,
        log,
        finding,
        review,
        ledger,
        charts,
        statements,
        articles,
        rejected,
        sources,
        runs,
        export,
        manual,
        login,
        feed,
        health,
        api,
    ):
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=_STATIC))
    app.add_exception_handler(HTTPException, _refusal)
    app.add_exception_handler(RequestValidationError, _wrong)
    app.add_exception_handler(StoreError, _unusable)
    app.add_exception_handler(Exception, _fault)
    app.add_middleware(Guard, door=door, sessions=sessions, bearer=Bearer(door, partial(scope_of, store)), tries=tries)
    return app


async def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _told(request, error.status_code, str(error.detail))


async def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
    return _told(request, 422, faults)


async def _unusable(request: Request, _error: Exception) -> Response:
    """The database's own words stay in the program's log: they name files."""
    return _told(request, 503, "The database cannot be used just now; beltwatch status says why.")


async def _fault(request: Request, _error: Exception) -> Response:
    """A fault of ours, told outside the guard: the headers are set here."""
    answer = refused(request, 500, "That did not work, and the fault is beltwatch's own; its log on the server says more.")
    answer.headers.update(HEADERS)
    return answer


def _told(request: Request, status: int, why: str) -> Response:
    """An error in the form the caller reads; the page says it in words, escaped like everything from outside."""
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return refused(request, status, why)
    return desk_of(request).page(request, "error.html", status=status, code=status, why=why)
