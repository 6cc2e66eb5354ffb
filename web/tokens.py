"""Bearer: the tokens of the API, told by their hash."""

from collections.abc import Callable
from hashlib import sha256

from web.door import Door

ScopeOf = Callable[[str], str | None]
"""From the SHA-256 of a token to its scope, "read" or "review"; None where there is no such token."""


class Bearer:
    """Who an Authorization header belongs to."""

    def __init__(self, door: Door, scope_of: ScopeOf) -> None:
        self._door, self._scope_of = door, scope_of

    def scope_of(self, header: str) -> str | None:
        """The scope of a header; "" for a token that is not known, None where none was sent.

        Tokens made by `beltwatch web token` are 32 random bytes, so a plain hash is enough to keep them; the page's own
        token, which a person chose, is compared by scrypt and may do everything.
        """
        kind, _, token = header.partition(" ")
        if kind.lower() != "bearer":
            return None
        known = self._scope_of(sha256(token.encode()).hexdigest())
        if known is not None:
            return known
        return "review" if self._door.token is not None and self._door.token.is_(token) else ""
