"""Notes of commits, by which one is looked up whose answer got lost: on PostgreSQL, where a connection can break at any moment."""

from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select, text

from models.tables.commits import commits

Sign = Callable[[Connection], str]
"""Notes in a transaction that it was committed, under a token that it returns; "" where nothing is noted."""


def sign(connection: Connection) -> str:
    """Note the transaction under a token of its own."""
    token = uuid4().hex
    connection.execute(insert(commits).values(token=token))
    return token


def unsigned(_connection: Connection) -> str:
    """Note nothing."""
    return ""


def stands(connection: Connection, token: str) -> bool:
    """Whether the transaction of this token was committed."""
    return connection.execute(select(commits.c.token).where(commits.c.token == token)).first() is not None


def forget(connection: Connection) -> None:
    """Let go of notes a day old: whoever asks after a commit asks within seconds."""
    if connection.dialect.name == "postgresql":
        connection.execute(delete(commits).where(commits.c.at < func.now() - text("interval '1 day'")))
