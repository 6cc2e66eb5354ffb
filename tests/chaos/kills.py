"""Points of a pass at which it can be killed: armed in the process that is to die, at the n-th time it comes there."""

import functools
import os
import signal
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, event

from connectors.client import Client
from connectors.sandbox import Children
from models.database import Database
from models.store import Store

DOORS = {
    "poll": "record_polls",
    "read": "record_version",
    "judge": "record_judgement",
    "deliver": "delivered",
    "announce": "alert_sent",
}
"""The door by which each step commits its work; to deliver and to announce are one step."""

POINTS = (
    *(f"{when} {step}" for step in DOORS for when in ("before", "in", "at the commit of", "after")),
    *("after taking sources", "after taking entries", "after taking versions", "after taking alerts"),
)
"""Before, in and after the transaction of each step, and between taking work and doing it; "before deliver" is after the sending."""

OUTSIDE = {"after fetching": (Client, "get"), "after parsing": (Children, "call")}
"""Between what the world and the children give and what is recorded of it: only a pass that goes outside comes there."""

_STEP = {"sources": "poll", "entries": "read", "versions": "judge", "alerts": "announce", "fetching": "poll", "parsing": "poll"}
_TAKING = {"sources": "due_sources", "entries": "waiting_entries", "versions": "unjudged", "alerts": "due_alerts"}


def step_of(point: str) -> int:
    """At which step of a pass a point lies: 0 for poll, 4 for announce."""
    last = point.rpartition(" ")[2]
    return [*DOORS].index(_STEP.get(last, last))


def arm(point: str, hits: int) -> None:
    """Let this process die of SIGKILL when it comes to ``point`` for the ``hits``-th time."""
    count = _countdown(hits)
    if point in OUTSIDE:
        _wrap_outside(*OUTSIDE[point], count)
        return
    if point.startswith("after taking "):
        _wrap(_TAKING[point.removeprefix("after taking ")], after=count)
        return
    when, _, step = point.rpartition(" ")
    door = DOORS[step]
    if when in ("before", "after"):
        _wrap(door, **{when: count})
        return
    inside: list[bool] = []
    _wrap(door, before=lambda: inside.append(True), after=inside.clear)
    _listen("commit" if when == "at the commit of" else "after_execute", lambda: count() if inside else None)


def _countdown(hits: int) -> Callable[[], None]:
    left = [hits]

    def count() -> None:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return count


def _nothing() -> None:
    """Let whoever comes by go on."""


def _wrap(door: str, before: Callable[[], object] = _nothing, after: Callable[[], object] = _nothing) -> None:
    [owner] = [kind for kind in Store.__mro__ if door in vars(kind) and issubclass(kind, Database)]
    plain = vars(owner)[door]

    @functools.wraps(plain)
    def watched(*given: Any, **named: Any) -> Any:
        before()
        result = plain(*given, **named)
        after()
        return result

    setattr(owner, door, watched)


def _wrap_outside(owner: type, door: str, after: Callable[[], object]) -> None:
    for kind in (owner, *owner.__subclasses__()):
        if door in vars(kind):
            setattr(kind, door, _awaited(vars(kind)[door], after))


def _awaited(plain: Callable[..., Any], after: Callable[[], object]) -> Callable[..., Any]:
    @functools.wraps(plain)
    async def watched(*given: Any, **named: Any) -> Any:
        result = await plain(*given, **named)
        after()
        return result

    return watched


def _listen(name: str, count: Callable[[], None]) -> None:
    def on(connection: Connection, *_: object) -> None:
        if connection.get_execution_options().get("beltwatch_writes"):
            count()

    event.listen(Engine, name, on)
