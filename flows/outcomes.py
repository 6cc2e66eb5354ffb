"""What an answer, or the want of one, makes of a source: its state, why, what to ask with next time, and when."""

from dataclasses import replace
from datetime import datetime, timedelta

from connectors.client import Response
from connectors.errors import AddressRefused, BadAddress, Blocked, ConnectorError, EmptyFeed, HttpStatus, NoAnswer, NotAFeed
from connectors.glances import FeedContent
from connectors.response import fresh_for
from facts.rhythm import NO_NETWORK, Answer, Health, health, may_have_missed, next_try, next_try_cut_off, pause
from facts.watch import Source
from models.values import PollOutcome, SourceState

_NO_WAIT = timedelta(0)


def after_answer(
    source: Source, before: SourceState, response: Response, content: FeedContent | None, *, body_hash: str | None, now: datetime
) -> PollOutcome:
    """Tell what a good answer comes to.

    source   with the address that was asked
    content  what stood in the body; None where it was not read because nothing changed
    """
    entries = content.entries if content else ()
    answer = Answer(items=content.items if content else None, new=len(entries), validated=response.not_modified)
    state = health(answer, every=source.every, last_new=before.last_new, now=now)
    fresh = max(content.ttl if content and content.ttl else _NO_WAIT, fresh_for(response.headers))
    rest = pause(answer, every=source.every, last_new=before.last_new, now=now, fresh=fresh)
    etag, modified = _validators(response, before, content)
    return PollOutcome(
        state=state,
        reason=_remark(state, answer, before, content, response, source),
        etag=etag,
        modified=modified,
        body_hash=body_hash,
        next_try=next_try(
            state, name=source.name, every=source.every, failures=0, now=now, wait=response.retry_after or _NO_WAIT, rest=rest
        ),
        entries=entries,
        doubt=response.doubt,
        raw=response.body if content and content.doubtful_encoding else b"",
    )


def after_failure(error: ConnectorError, source: Source, before: SourceState, now: datetime) -> PollOutcome:
    """Tell what an error comes to; what was learned from the source before stays."""
    state = _state_of(error)
    failures = before.failures + 1
    wait = error.retry_after if isinstance(error, HttpStatus) and error.retry_after else _NO_WAIT
    return PollOutcome(
        state=state,
        reason=error.reason,
        body_hash=before.body_hash,
        next_try=next_try(state, name=source.name, every=source.every, failures=failures, now=now, wait=wait),
        failed=state is not Health.EMPTY,
        move=before.move.lost(failures),
    )


def is_unreached(error: ConnectorError) -> bool:
    """Whether nobody answered: that may be the source's fault, or the network's."""
    return isinstance(error, NoAnswer | AddressRefused | BadAddress)


def without_network(outcome: PollOutcome, source: Source, now: datetime) -> PollOutcome:
    """Tell what a source comes to when nothing else could be reached either: it is asked again soon, and nothing is held against it."""
    return replace(outcome, state=Health.FAILING, reason=NO_NETWORK, next_try=next_try_cut_off(source.name, now), cut_off=True)


def _validators(response: Response, before: SourceState, content: FeedContent | None) -> tuple[str | None, str | None]:
    """What to be asked by next time: nothing where the body was damaged, for then the next poll wants a whole one."""
    if content and content.damaged:
        return None, None
    if response.not_modified:
        return response.etag or before.etag, response.modified or before.modified
    return response.etag, response.modified


def _remark(state: Health, answer: Answer, before: SourceState, content: FeedContent | None, response: Response, source: Source) -> str:
    remarks = (_certificate(response, source), _about_items(state, answer, before, content))
    return "; ".join(filter(None, remarks))


def _certificate(response: Response, source: Source) -> str:
    if not response.doubt:
        return ""
    return f"read although the certificate does not hold ({response.doubt}), because: {source.accept_invalid_certificate_because}"


def _about_items(state: Health, answer: Answer, before: SourceState, content: FeedContent | None) -> str:
    if state in (Health.STALE, Health.FROZEN, Health.ZOMBIE):
        return f"no new item since {before.last_new:%Y-%m-%d %H:%M} UTC" if before.last_new else ""
    if content and content.damaged:
        return content.damaged
    if content and content.doubtful_encoding:
        return "encoding doubtful"
    return "items may have been missed: none of them was there at the poll before" if may_have_missed(answer, before.last_new) else ""


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
