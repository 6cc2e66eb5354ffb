"""Login: the token once, then a session of this browser's."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from web.desk import At
from web.guard import address_of, cookie

router = APIRouter(include_in_schema=False)


@router.get("/login")
def ask(request: Request, desk: At) -> HTMLResponse:
    """Ask for the token."""
    return desk.page(request, "login.html", title="Log in", wrong=False)


@router.post("/login")
def login(request: Request, desk: At, token: Annotated[str, Form(max_length=500)]) -> Response:
    """Let in whoever has the token, in a session that did not exist before."""
    if desk.door.token is None or not desk.door.token.is_(token):
        desk.tries.failed(address_of(request))
        return desk.page(request, "login.html", status=403, title="Log in", wrong=True)
    desk.tries.succeeded(address_of(request))
    desk.sessions.end(request.scope["state"]["session"])
    session = desk.sessions.begin(desk.door.now(), entered=True)
    answer = RedirectResponse("/", status_code=303)
    answer.headers["set-cookie"] = cookie(session, secure=request.url.scheme == "https")
    return answer


@router.post("/logout")
def logout(request: Request, desk: At) -> RedirectResponse:
    """End this browser's session."""
    desk.sessions.end(request.scope["state"]["session"])
    return RedirectResponse("/login", status_code=303)
