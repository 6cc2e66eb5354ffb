"""Trouble: what the operator has to look at, in plain sentences, for the page of today and the page of runs."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from facts.rhythm import UNREADABLE, Health
from models.overviews import Queues, pressing
from models.values import ListedSource, Pass
from web.desk import Desk
from web.words import age

_LONGEST_WAIT = timedelta(hours=6)  # an alert that waits longer says that its channels are down
_LONGEST_REST = timedelta(hours=24)  # no source speaks so seldom that a day without a pass is meant


def heartbeat(passes: Sequence[Pass], now: datetime) -> str:
    """When the last pass was, as of now: "The last pass ended 3 minutes ago"."""
    if not passes:
        return "No pass was made yet"
    last = passes[0]
    if last.ended is not None:
        return f"The last pass ended {age(now - last.ended)} ago"
    return f"A pass is running since {age(now - last.started)}, or was killed"


def trouble(desk: Desk, sources: Sequence[ListedSource], passes: Sequence[Pass]) -> list[str]:
    """Everything that needs the operator; empty when nothing does."""
    queues = pressing(desk.store)
    now = desk.door.now()
    return [*_of_passes(passes, now), *_of_queues(queues, now), *_of_sources(sources)]


def _of_passes(passes: Sequence[Pass], now: datetime) -> Iterator[str]:
    ended = [one.ended for one in passes if one.ended is not None]
    live = passes and not passes[0].sample
    if live and (not ended or now - max(ended) > _LONGEST_REST):
        since = f" for {age(now - max(ended))}" if ended else ""
        yield f"No pass has ended{since}: is beltwatch serve running?"


def _of_queues(queues: Queues, now: datetime) -> Iterator[str]:
    if queues.versions_parked:
        yield f"{queues.versions_parked} articles could not be judged: their texts are kept, the page Rejected shows why"
    if queues.alerts_dead:
        yield f"{queues.alerts_dead} alerts could not be delivered: beltwatch alerts list names them"
    if queues.oldest_alert and now - queues.oldest_alert > _LONGEST_WAIT:
        yield f"Alerts wait for {age(now - queues.oldest_alert)}: do the channels work? beltwatch alerts test tries them"


def _of_sources(sources: Sequence[ListedSource]) -> Iterator[str]:
    asked = [one for one in sources if one.listed and not one.dead and one.state]
    lost = [one.name for one in asked if one.told_failing]
    gone = [one.name for one in asked if one.state == Health.GONE]
    if asked and all(one.state in UNREADABLE for one in asked):
        yield f"None of the {len(asked)} sources could be read: is there a network?"
    elif lost:
        yield f"{len(lost)} {'source' if len(lost) == 1 else 'sources'} unreadable for a day or more: {_some(lost)}"
    if gone:
        yield f"Taken away for good: {_some(gone)}; look for another address"


def _some(names: Sequence[str]) -> str:
    more = len(names) - 5
    return ", ".join(names[:5]) + (f" and {more} more" if more > 0 else "")
