"""Sessions: who a browser is, kept here and nowhere else; the cookie holds a number that means nothing."""

import hmac
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

COOKIE = "beltwatch"
LASTS = timedelta(hours=12)
_MOST = 10_000  # a flood of new browsers pushes out the oldest ones, never fills the memory


@dataclass(slots=True, kw_only=True)
class Session:
    """One browser. ``entered`` once it gave the token."""

    id: str
    since: datetime
    entered: bool = False


class Sessions:
    """The sessions of one run of the page."""

    def __init__(self, stamp: str) -> None:
        self._stamp = stamp.encode()
        self._known: OrderedDict[str, Session] = OrderedDict()

    def find(self, cookie: str | None, now: datetime) -> Session | None:
        """The session of a cookie, or None where there is none or it is over."""
        session = self._known.get(cookie or "")
        if session is None or now - session.since > LASTS:
            return None
        self._known.move_to_end(session.id)
        return session

    def begin(self, now: datetime, *, entered: bool = False) -> Session:
        """Begin one; at a login always a new one, so that a cookie planted before is worth nothing after."""
        session = Session(id=token_urlsafe(32), since=now, entered=entered)
        self._known[session.id] = session
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        return session

    def end(self, session: Session) -> None:
        """Forget one."""
        self._known.pop(session.id, None)

    def form_key(self, session: Session) -> str:
        """What a form of this session must carry."""
        return hmac.new(self._stamp, session.id.encode(), sha256).hexdigest()

    def is_ours(self, session: Session, offered: str) -> bool:
        """Whether a form came from a page we gave this session."""
        return hmac.compare_digest(self.form_key(session), offered)
