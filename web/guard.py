"""The guard: what every request must pass before a page sees it, and the headers every answer carries.

It stands before the routes, so that a page that is added later cannot forget it. What it lets pass without the token is
a short list of exact paths; everything else is refused.
"""

import asyncio
from dataclasses import dataclass
from math import ceil
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.door import Door
from web.limits import Backoff, Rate
from web.sessions import COOKIE, LASTS, Session, Sessions
from web.tokens import Bearer

OPEN = frozenset({"/health", "/login", "/static/style.css", "/static/keys.js", "/static/mark.svg"})
"""What may be seen without the token."""

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
BODY, QUERY, SECONDS, FIELDS = 1_000_000, 4_000, 20, 2_000
_SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class _Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error of ours
    status: int
    why: str


class Guard:
    """ASGI middleware around the whole page."""

    def __init__(self, app: ASGIApp, *, door: Door, sessions: Sessions, bearer: Bearer, tries: Backoff) -> None:
        self._app, self._door, self._sessions, self._bearer = app, door, sessions, bearer
        self._rate, self._tries = Rate(1_200), tries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":  # nothing else is spoken here
                await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            body = await self._checked(request)
            session, fresh = self._session(request)
            answer = self._entrance(request, session, body)
        except _Refused as refusal:
            await refused(request, refusal.status, refusal.why)(scope, receive, _with_headers(send, ""))
            return
        given = cookie(session, secure=request.url.scheme == "https") if fresh else ""
        scope["state"] = {**scope.get("state", {}), "session": session, "form_key": self._sessions.form_key(session)}
        await (answer or self._app)(scope, _replayed(body, receive), _with_headers(send, given))

    async def _checked(self, request: Request) -> bytes:
        """What is refused whoever asks."""
        if request.headers.get("host", "") not in self._door.hosts:
            raise _Refused(421, "This page does not answer under that name.")
        if not self._rate.allows(address_of(request)):
            raise _Refused(429, "Too many requests from this address; wait a minute.")
        if len(request.scope.get("query_string", b"")) > QUERY:
            raise _Refused(414, f"The address is too long; its query may have {QUERY} characters.")
        return await _body(request)

    def _session(self, request: Request) -> tuple[Session, bool]:
        now = self._door.now()
        found = self._sessions.find(request.cookies.get(COOKIE), now)
        return (found, False) if found else (self._sessions.begin(now), True)

    def _entrance(self, request: Request, session: Session, body: bytes) -> Response | None:
        """Let a request in (None), send it to the login, or refuse it."""
        changes = request.method not in _SAFE
        token = self._bearer.token_in(request.headers.get("authorization", ""))
        if token is not None:
            self._by_token(request, token, changes=changes)
            return None
        if changes:
            self._require_own_form(request, session, body)
        if self._door.token is None or session.entered or request.url.path in OPEN:
            return None
        if changes or request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
            raise _Refused(401, "A token is needed: send it as Authorization: Bearer, or log in at /login.")
        return RedirectResponse("/login", status_code=303)

    def _by_token(self, request: Request, token: str, *, changes: bool) -> None:
        """A token reaches the API and the counters, and changes only what it was made for."""
        scope = self._bearer.scope_of(token) or self._tried(request, token)
        path = request.url.path
        if path not in ("/metrics", "/log.atom") and not path.startswith("/api/v1/"):
            raise _Refused(403, "A token reads /api/v1, /metrics and /log.atom; the pages need a login.")
        if changes and scope != "review":
            raise _Refused(403, "This token may read, not review.")

    def _tried(self, request: Request, token: str) -> str:
        """What the page's own token may do; whoever tries others waits, and waits longer each time."""
        who = f"bearer {address_of(request)}"
        self._hold_back(who)
        if not self._bearer.is_the_page_s(token):
            self._tries.failed(who)
            raise _Refused(401, "This token is not known.")
        return "review"

    def _hold_back(self, who: str) -> None:
        left = self._tries.left(who)
        if left:
            raise _Refused(429, f"Too many wrong tokens; try again in {ceil(left)} seconds.")

    def _require_own_form(self, request: Request, session: Session, body: bytes) -> None:
        if not _from_here(request):
            raise _Refused(403, "The form was sent from another site; nothing was changed.")
        if request.url.path == "/login":
            self._hold_back(address_of(request))
        offered = request.headers.get("x-form-key") or _form_key(body)
        if not self._sessions.is_ours(session, offered):
            raise _Refused(403, "The form is from an earlier visit; load the page again. Nothing was changed.")


def _form_key(body: bytes) -> str:
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=FIELDS).get("form_key", [""])[-1]
    except ValueError:
        raise _Refused(413, f"The form has too many fields; it may have {FIELDS}.") from None


def _from_here(request: Request) -> bool:
    """Whether a form was sent by a page of ours, as far as the browser tells.

    Our pages send no referrer, and for such a page a browser writes "null" as the origin of a form: then what it says of the
    site counts. Programs that are no browsers send neither; they need the form's key all the same.
    """
    origin = request.headers.get("origin")
    if origin == "null":
        return request.headers.get("sec-fetch-site") == "same-origin"
    return origin is None or origin == f"{request.url.scheme}://{request.headers['host']}"


def refused(request: Request, status: int, why: str) -> Response:
    """A refusal in the form the caller reads."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": why}, status)
    return PlainTextResponse(why + "\n", status)


async def _body(request: Request) -> bytes:
    """The body, read only as far as it may be long."""
    held = bytearray()
    try:
        async with asyncio.timeout(SECONDS):
            async for piece in request.stream():
                held += piece
                if len(held) > BODY:
                    raise _Refused(413, f"The body is too long; it may have {BODY} bytes.")
    except TimeoutError:
        raise _Refused(408, f"The body took longer than {SECONDS} seconds.") from None
    except ClientDisconnect:
        raise _Refused(400, "The body broke off.") from None
    return bytes(held)


def _replayed(body: bytes, further: Receive) -> Receive:
    """Give the route the body again, and after it what the client really does."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return waiting.pop() if waiting else await further()

    return receive


def _with_headers(send: Send, given: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if given and "set-cookie" not in headers:
                headers.append("set-cookie", given)
        await send(message)

    return sending


def cookie(session: Session, *, secure: bool) -> str:
    """The session's Set-Cookie: for this site's own requests only, and out of reach of scripts."""
    life = int(LASTS.total_seconds())
    value = f"{COOKIE}={session.id}; Path=/; Max-Age={life}; HttpOnly; SameSite=Strict"
    return value + ("; Secure" if secure else "")


def address_of(request: Request) -> str:
    """Who asks, as far as limits go."""
    return request.client.host if request.client else ""
