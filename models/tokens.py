"""Tokens of the API: a name, what each may do, and the hash by which it is told; the token itself is kept nowhere."""

from functools import partial
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import Connection, delete, select

from models.database import Database
from models.errors import StoreError
from models.tables import settings
from models.upsert import insert_new

SCOPES = ("read", "review")
_PREFIX = "token:"


def make_token(store: Database, name: str, scope: str) -> str:
    """Make a token and return it, the only time it can be seen.

    name    what it is for: "dashboard"; one token a name
    scope   "read" or "review", which may also decide on findings
    raises  StoreError for another scope or a name that is taken
    """
    if scope not in SCOPES:
        raise StoreError(f"{scope!r} is no scope.", f"Use one of {', '.join(SCOPES)}.")
    token = token_urlsafe(32)
    row: dict[str, object] = {"name": _PREFIX + name[:60], "value": {"hash": sha256(token.encode()).hexdigest(), "scope": scope}}
    if store.written(partial(_insert, row=row)) == 0:
        raise StoreError(f"There is a token {name} already.", "Take another name, or withdraw that one first.")
    return token


def tokens(store: Database) -> list[tuple[str, str]]:
    """Name and scope of every token."""
    return [(name, value["scope"]) for name, value in _all(store)]


def withdraw_token(store: Database, name: str) -> bool:
    """Make a token worthless; false when there was none of that name."""
    gone = delete(settings).where(settings.c.name == _PREFIX + name[:60])
    return store.written(lambda connection: connection.execute(gone).rowcount) > 0


def scope_of(store: Database, token_hash: str) -> str | None:
    """The scope of the token with this SHA-256; None when there is no such token."""
    return next((value["scope"] for _, value in _all(store) if value["hash"] == token_hash), None)


def _insert(connection: Connection, *, row: dict[str, object]) -> int:
    return insert_new(connection, settings, [row], on=("name",))


def _all(store: Database) -> list[tuple[str, dict[str, str]]]:
    query = select(settings.c.name, settings.c.value).where(settings.c.name.startswith(_PREFIX)).order_by(settings.c.name)
    with store.reading() as connection:
        return [(row.name.removeprefix(_PREFIX), row.value) for row in connection.execute(query)]
