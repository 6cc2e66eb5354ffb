"""Poll: what does each source that is due say, and which of its items were not seen before?"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from time import monotonic

from connectors.client import Response
from connectors.errors import AddressRefused, Blocked, ConnectorError, EmptyFeed, HttpStatus, NotAFeed
from connectors.feeds import FeedContent
from connectors.intake import take_in
from connectors.response import fresh_for
from facts.rhythm import Answer, Health, health, may_have_missed, next_try, pause, wants_whole
from facts.watch import Source
from flows.desk import Desk
from flows.report import Missed, Polled, Report
from models.values import PollOutcome, SourceState

CROWD = 40  # sources asked at once; hosts are spaced apart by the client
# Answers recorded in one transaction, entries in them, and the seconds an answer waits for others.
TOGETHER, ENTRIES, LONGEST_WAIT = 200, 1_000, 1.0

Answered = tuple[SourceState, PollOutcome]


async def poll(chunk: Sequence[SourceState], desk: Desk) -> Report:
    """Ask every source of the chunk once and record what it said.

    A source that fails costs only itself: its state, the reason and the next try are recorded, the others go on.
    Answers are recorded several to a transaction, for a transaction costs more than an answer; one that is lost with
    the process is asked for again when its lease ends.
    """
    crowd = asyncio.Semaphore(CROWD)

    async def one(state: SourceState) -> Answered:
        async with crowd:
            return state, await _outcome_of(state, desk)

    report, waiting, last = Report(), list[Answered](), monotonic()
    for answer in asyncio.as_completed([one(state) for state in chunk]):
        waiting.append(await answer)
        entries = sum(len(outcome.entries) for _, outcome in waiting)
        if len(waiting) >= TOGETHER or entries >= ENTRIES or monotonic() - last > LONGEST_WAIT:
            report += _record(waiting, desk)
            waiting, last = [], monotonic()
    return report + _record(waiting, desk)


def _record(answered: Sequence[Answered], desk: Desk) -> Report:
    new = desk.store.record_polls([(state.name, outcome) for state, outcome in answered], desk.now())
    desk.tell("poll", len(answered))
    polled, missed = [], []
    for state, outcome in answered:
        source = desk.sources[state.name]
        health = Health(outcome.state)
        polled.append(Polled(source=source.name, camp=source.camp, state=health, reason=outcome.reason, new=new[source.name]))
        if outcome.failed:
            missed.append(Missed(step="poll", what=source.name, why=outcome.reason))
    return Report(polled=tuple(polled), missed=tuple(missed))


async def _outcome_of(before: SourceState, desk: Desk) -> PollOutcome:
    source = desk.sources[before.name]
    try:
        return await _ask(source, before, desk)
    except ConnectorError as error:
        return _failure(error, source, before, desk.now())


async def _ask(source: Source, before: SourceState, desk: Desk) -> PollOutcome:
    """Fetch and parse; an unchanged body is never parsed."""
    whole = wants_whole(source.name, before.last_good, desk.now())
    response = await desk.client.get(source.url, etag=None if whole else before.etag, modified=None if whole else before.modified)
    body_hash = before.body_hash if response.not_modified else sha256(response.body).hexdigest()
    if response.not_modified or body_hash == before.body_hash:
        return _outcome(source, before, response, None, desk, body_hash)
    content = await take_in(response, source, desk.now(), children=desk.children, unseen=desk.store.unseen)
    return _outcome(source, before, response, content, desk, body_hash)


def _outcome(
    source: Source, before: SourceState, response: Response, content: FeedContent | None, desk: Desk, body_hash: str | None
) -> PollOutcome:
    now, entries = desk.now(), content.entries if content else ()
    answer = Answer(items=content.items if content else None, new=len(entries), validated=response.not_modified)
    state = health(answer, every=source.every, last_new=before.last_new, now=now)
    fresh = max(content.ttl if content and content.ttl else timedelta(0), fresh_for(response.headers))
    rest = pause(answer, every=source.every, last_new=before.last_new, now=now, fresh=fresh)
    etag, modified = _validators(response, before, content)
    return PollOutcome(
        state=state,
        reason=_remark(state, answer, before, content),
        etag=etag,
        modified=modified,
        body_hash=body_hash,
        next_try=next_try(
            state, name=source.name, every=source.every, failures=0, now=now, wait=response.retry_after or timedelta(0), rest=rest
        ),
        entries=entries,
        failed=False,
    )


def _validators(response: Response, before: SourceState, content: FeedContent | None) -> tuple[str | None, str | None]:
    """What to be asked by next time: nothing where the body was damaged, for then the next poll wants a whole one."""
    if content and content.damaged:
        return None, None
    if response.not_modified:
        return response.etag or before.etag, response.modified or before.modified
    return response.etag, response.modified


def _remark(state: Health, answer: Answer, before: SourceState, content: FeedContent | None) -> str:
    silent = f"no new item since {before.last_new:%Y-%m-%d %H:%M} UTC" if before.last_new else ""
    if state in (Health.STALE, Health.FROZEN, Health.ZOMBIE):
        return silent
    if content and content.damaged:
        return content.damaged
    if content and content.doubtful_encoding:
        return "encoding doubtful"
    return "items may have been missed: none of them was there at the poll before" if may_have_missed(answer, before.last_new) else ""


def _failure(error: ConnectorError, source: Source, before: SourceState, now: datetime) -> PollOutcome:
    state = _state_of(error)
    failures = before.failures + 1
    wait = error.retry_after if isinstance(error, HttpStatus) and error.retry_after else timedelta(0)
    return PollOutcome(
        state=state,
        reason=error.reason,
        etag=None,
        modified=None,
        body_hash=before.body_hash,
        next_try=next_try(state, name=source.name, every=source.every, failures=failures, now=now, wait=wait),
        entries=(),
        failed=state is not Health.EMPTY,
    )


def _state_of(error: ConnectorError) -> Health:
    match error:
        case EmptyFeed():
            return Health.EMPTY
        case NotAFeed():
            return Health.NOT_A_FEED
        case HttpStatus(status=410):
            return Health.GONE
        case Blocked() | AddressRefused() | HttpStatus(status=401 | 403 | 451):
            return Health.BLOCKED
        case _:
            return Health.FAILING
