"""Door: where the log page listens, who may come in, and what time it is there."""

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from hashlib import scrypt
from secrets import token_bytes, token_urlsafe

_COST = {"n": 2**14, "r": 8, "p": 1}


def _now() -> datetime:
    return datetime.now(UTC)


class Secret:
    """A token of which only a salted scrypt hash is kept, so that no dump of the process shows it."""

    def __init__(self, token: str) -> None:
        self._salt = token_bytes(16)
        self._hash = self._of(token)

    def is_(self, offered: str) -> bool:
        """Whether ``offered`` is the token; takes the same time whatever differs."""
        return hmac.compare_digest(self._of(offered), self._hash)

    def _of(self, token: str) -> bytes:
        return scrypt(token.encode(), salt=self._salt, **_COST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How the log page is reached.

    hosts   the values of the Host header that are ours; any other is refused, so that no foreign name leads to us
    token   asked of everybody when given; None only where nothing but this machine can connect
    zone    the reader's time zone: her days begin in it
    stamp   signs the forms of this run; a form of an earlier run is refused with a word to load the page again
    """

    hosts: frozenset[str]
    token: Secret | None = None
    zone: tzinfo = UTC
    now: Callable[[], datetime] = _now
    stamp: str = field(default_factory=lambda: token_urlsafe(32))


def door_of(host: str, port: int, token: str | None, zone: tzinfo = UTC, others: Iterable[str] = ()) -> Door:
    """Make the door for an address to listen on.

    host    "127.0.0.1" or another address of this machine; its usual spellings are accepted as Host
    others  further values of Host that are ours, as a proxy or a published port of a container makes them
    """
    names = {host, "localhost", "127.0.0.1", "[::1]"} if host in ("127.0.0.1", "::1", "localhost") else {host}
    return Door(
        hosts=frozenset({f"{name}:{port}" for name in names} | (names if port == 80 else set()) | set(others)),
        token=Secret(token) if token else None,
        zone=zone,
    )
