"""What every page works with: the store, the door, the watchlist, and the templates."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from facts.watch import Watchlist
from models.store import Store
from web.door import Door
from web.limits import Backoff
from web.sessions import Sessions
from web.words import age, amount, amount_before, money, percent, period, plain_name, side, way, why

_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_HARMLESS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0)], "␛") | _TURNS
_FOLDER = Path(__file__).parent
PAGES = (
    ("/", "Today"),
    ("/log", "Log"),
    ("/ledger", "Ledger"),
    ("/statements", "Statements"),
    ("/articles", "Articles"),
    ("/rejected", "Rejected"),
    ("/sources", "Sources"),
    ("/runs", "Runs"),
    ("/export", "Export"),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """One open log page."""

    store: Store
    door: Door
    watchlist: Watchlist
    sessions: Sessions
    tries: Backoff
    templates: Jinja2Templates

    def page(self, request: Request, name: str, status: int = 200, **context: Any) -> HTMLResponse:
        """Render a template of ours; everything from outside is escaped in it."""
        state = request.scope.get("state", {})
        common = {
            "pages": PAGES,
            "here": request.url.path,
            "form_key": state.get("form_key", ""),
            "entered": self.door.token is not None and state["session"].entered if "session" in state else False,
            "reviewer": request.cookies.get("reviewer", ""),
            "address": _address(request),
        }
        return self.templates.TemplateResponse(request, name, common | context, status_code=status)

    def local(self, moment: datetime | None, form: str = "%d %b %Y %H:%M") -> str:
        """A moment as the reader's clock shows it."""
        return moment.astimezone(self.door.zone).strftime(form) if moment else "–"


def make_desk(store: Store, door: Door, watchlist: Watchlist, sessions: Sessions, tries: Backoff) -> Desk:
    """Open the templates and give them what they may call."""
    templates = Jinja2Templates(_FOLDER / "templates")
    desk = Desk(store, door, watchlist, sessions, tries, templates)
    templates.env.filters |= {"local": desk.local, "day": _day, "host": host_of, "link": safe_link}
    templates.env.filters |= {"age": age, "money": money, "percent": percent, "way": way, "side": side, "why": why}
    templates.env.filters |= {"amount": amount, "amount_before": amount_before, "period": period, "plain": plain_name}
    templates.env.finalize = _shown
    templates.env.trim_blocks = templates.env.lstrip_blocks = True
    return desk


def desk_of(request: Request) -> Desk:
    """The desk of the app a request came to."""
    desk: Desk = request.app.state.desk
    return desk


At = Annotated[Desk, Depends(desk_of)]
"""A parameter that is given the desk."""


def safe_link(address: str | None) -> str:
    """An address that may be followed: http or https, without user and password; "" for any other."""
    try:
        parts = urlsplit((address or "").strip())
        if parts.scheme not in ("http", "https") or not parts.hostname or any(ord(letter) < 33 for letter in address or ""):
            return ""
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return parts._replace(netloc=host + port).geturl()


def host_of(address: str | None) -> str:
    """The host of an address in full, an international name in the letters it is looked up by."""
    host = urlsplit(safe_link(address)).hostname or ""
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return host


def own_path(wanted: str | None) -> str:
    """A path of ours to go on to; anything else leads to the log."""
    path = wanted or ""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if plain else "/log"


def _shown(value: Any) -> Any:
    """What a template writes of a value: controls of a text as a sign, and nothing that turns the direction of what follows."""
    plain = isinstance(value, str) and not hasattr(value, "__html__")
    return value.translate(_HARMLESS) if plain and not value.isprintable() else value


def _day(day: date | None) -> str:
    return f"{day:%d %b %Y}" if day else "no date"


def _address(request: Request) -> str:
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")
