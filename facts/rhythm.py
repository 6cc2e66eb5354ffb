"""When a source is asked again, and what its silence means. Pure: the day is an argument, the jitter is its name's."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b


class Health(StrEnum):
    """The state a source is in after a poll."""

    OK = "ok"  # gave items not seen before
    UNCHANGED = "unchanged"  # answered, nothing new, within its usual silence
    EMPTY = "empty"  # a feed without items
    ZOMBIE = "zombie"  # its body keeps changing, its items do not
    STALE = "stale"  # silent for far longer than usual
    FROZEN = "frozen"  # answers "not modified" for far longer than usual
    BLOCKED = "blocked"  # a browser check or a refusal stands before it
    GONE = "gone"  # 410: taken away for good
    NOT_A_FEED = "not_a_feed"
    FAILING = "failing"
    ASLEEP = "asleep"  # listed as dead: not polled


UNREADABLE = frozenset({Health.BLOCKED, Health.GONE, Health.NOT_A_FEED, Health.FAILING, Health.ASLEEP})
"""States in which nothing was sensed: "no change" is not said of such a source."""

_CUT_OFF = timedelta(minutes=2)
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=6)
DAY = timedelta(days=1)
PATIENCE = 3  # usual silences that pass before a source counts as stale
NO_NETWORK = "no network: not one source could be reached"
"""The reason of a source that could not be reached while no other could either."""
_ENOUGH = 3  # sources that were well before and are all silent now: no coincidence
_PAUSES = {Health.BLOCKED: timedelta(hours=6), Health.NOT_A_FEED: timedelta(hours=1), Health.GONE: timedelta(days=30)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one poll that reached a feed brought.

    items      how many items the feed holds; None when the body was not read because it had not changed
    new        how many of them were not seen before
    validated  whether the server itself said "not modified"
    """

    items: int | None
    new: int = 0
    validated: bool = False


def health(answer: Answer, *, every: timedelta, last_new: datetime | None, now: datetime) -> Health:
    """Tell the state of a source that answered.

    every     its usual silence between two items
    last_new  when it last gave something new; None when it never did
    """
    if answer.new:
        return Health.OK
    if answer.items == 0:
        return Health.EMPTY
    if last_new is None or now - last_new <= PATIENCE * every:
        return Health.UNCHANGED
    if answer.validated:
        return Health.FROZEN
    return Health.STALE if answer.items is None else Health.ZOMBIE


def is_cut_off(failures: Collection[int]) -> bool:
    """Whether it is the network that failed, of sources not one of which could be reached in one go.

    failures  of each, the failed polls in a row before this one: a source long lost proves nothing
    """
    return sum(not before for before in failures) >= _ENOUGH


def may_have_missed(answer: Answer, last_new: datetime | None) -> bool:
    """Whether items may have come and gone between two polls: a feed that was read before, and none of whose items was seen."""
    return last_new is not None and bool(answer.items) and answer.new == answer.items


def wants_whole(name: str, last_good: datetime | None, now: datetime) -> bool:
    """Whether to ask without conditions, once a day at a moment of the source's own: a server may say "not modified" for ever."""
    shift = DAY * (_jitter(name, 0) - 1) * 10
    return last_good is None or (last_good - shift).date() != (now - shift).date()


def pause(answer: Answer, *, every: timedelta, last_new: datetime | None, now: datetime, fresh: timedelta = timedelta(0)) -> timedelta:
    """Say how long to leave a source alone that answered: a quarter of its usual silence, and more or less as it turns out.

    fresh  how long the feed (ttl) or the server (max-age) says that nothing will change; taken at its word up to LONGEST
    """
    usual = every / 4
    if may_have_missed(answer, last_new):
        return SHORTEST
    if answer.items and answer.new * 2 > answer.items:
        usual /= 2
    elif not answer.new and last_new is not None and now - last_new > PATIENCE * every:
        usual *= 2
    return min(max(usual, fresh, SHORTEST), LONGEST)


def next_try(
    state: Health,
    *,
    name: str,
    every: timedelta,
    failures: int,
    now: datetime,
    wait: timedelta = timedelta(0),
    rest: timedelta | None = None,
) -> datetime:
    """Say when to ask again.

    failures  failed polls in a row, this one included; pauses double from a minute to a day, then one probe a day
    wait      what the server asked for (Retry-After); never undercut
    rest      the pause of a source that answered; a quarter of its usual silence unless told otherwise
    """
    if state in (Health.FAILING, *_PAUSES):
        first = _PAUSES.get(state, timedelta(minutes=1))
        span = max(first, min(first * (1 << min(max(failures - 1, 0), 20)), DAY))
    else:
        span = min(max(every / 4, SHORTEST), LONGEST) if rest is None else rest
    return now + max(wait, span * _jitter(name, failures))


def next_try_cut_off(name: str, now: datetime) -> datetime:
    """Say when to ask again after the network failed: soon, however long it lasts, for the sources have done nothing."""
    return now + _CUT_OFF * _jitter(name, 0)


@lru_cache(10_000)
def _jitter(name: str, failures: int) -> float:
    """Between 1.0 and 1.1, the same for the same name: sources spread out, and a pass can be repeated exactly."""
    digest = blake2b(f"{name}/{failures}".encode(), digest_size=2).digest()
    return 1 + int.from_bytes(digest) / 65535 / 10
