"""Bearer: the tokens of the API, told by their hash."""

from collections.abc import Callable
from hashlib import sha256

from web.door import Door

ScopeOf = Callable[[str], str | None]
"""From the SHA-256 of a token to its scope, "read" or "review"; None where there is no such token."""


class Bearer:
    """Who an Authorization header belongs to.

    Tokens made by `beltwatch web token` are 32 random bytes, so a plain hash is enough to keep and find them; the page's own token,
    which a person chose, is compared by scrypt and may do everything.
    """

    def __init__(self, door: Door, scope_of: ScopeOf) -> None:
        self._door, self._scope_of = door, scope_of

    @staticmethod
    def token_in(header: str) -> str | None:
        """The token of a header; None where none was sent."""
        kind, _, token = header.partition(" ")
        return token if kind.lower() == "bearer" else None

    def scope_of(self, token: str) -> str | None:
        """The scope of a token that was made for a program; None for any other."""
        return self._scope_of(sha256(token.encode()).hexdigest())

    def is_the_page_s(self, token: str) -> bool:
        """Whether it is the page's own token; this takes its time."""
        return self._door.token is not None and self._door.token.is_(token)
