"""What a service answers beyond its number. Apprise tells only that; when to come back stands in the answer's head."""

import contextlib
import contextvars
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.response import read_retry_after

LONGEST = timedelta(days=1)
_NAME = "NotingSession"

_heads: contextvars.ContextVar[list[str | None] | None] = contextvars.ContextVar("heads", default=None)


@contextlib.contextmanager
def noted() -> Iterator[list[str | None]]:
    """The Retry-After of every answer that comes while the block runs, in this thread."""
    _listen()
    heads: list[str | None] = []
    token = _heads.set(heads)
    try:
        yield heads
    finally:
        _heads.reset(token)


def rest(heads: list[str | None]) -> timedelta | None:
    """How long the last answer asked to be left alone; None where it asked for nothing that can be read."""
    asked = read_retry_after(heads[-1] or "", datetime.now(UTC)) if heads else None
    return min(asked, LONGEST) if asked else None


def _listen() -> None:
    """Let the library under Apprise note the head of each answer; done once, and only what ``noted`` waits for is kept."""
    sessions = vars(sys.modules["requests.sessions"])
    plain = sessions["Session"]
    if plain.__name__ == _NAME:
        return

    def send(self: Any, request: Any, **options: Any) -> Any:
        answer = plain.send(self, request, **options)
        heads = _heads.get()
        if heads is not None:
            heads.append(answer.headers.get("Retry-After"))
        return answer

    sessions["Session"] = type(_NAME, (plain,), {"send": send})
