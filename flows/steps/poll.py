"""Poll: what does each source that is due say, and which of its items were not seen before?"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from time import monotonic

from connectors.errors import ConnectorError
from connectors.intake import all_unseen, take_in
from facts.rhythm import NO_NETWORK, Health, is_cut_off, wants_whole
from facts.watch import Source
from flows.desk import Desk
from flows.outcomes import after_answer, after_failure, is_unreached, without_network
from flows.report import Missed, Polled, Report
from models.values import PollOutcome, SourceState

CROWD = 40  # sources asked at once; hosts are spaced apart by the client
# Answers recorded in one transaction, entries in them, and the seconds an answer waits for others.
TOGETHER, ENTRIES, LONGEST_WAIT = 500, 500, 1.0


async def poll(chunk: Sequence[SourceState], desk: Desk) -> Report:
    """Ask every source of the chunk once and record what it said.

    A source that fails costs only itself: its state, the reason and the next try are recorded, the others go on. When not
    one of them can be reached, it is the network that failed: that is told once, and held against no source.
    """
    basket, rest = _Basket(desk), iter(chunk)

    async def ask() -> None:
        for state in rest:
            await _ask(state, desk, basket)

    await asyncio.gather(*(ask() for _ in range(min(CROWD, len(chunk)))))
    return basket.emptied()


class _Basket:
    """Answers on their way into the store, several to a transaction, for a transaction costs more than an answer.

    One that is lost with the process is asked for again when its lease ends.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._report = Report()
        self._waiting: list[tuple[SourceState, PollOutcome]] = []
        # Sources that gave no answer wait for the others': only those say whether there is a network.
        self._unreached: list[tuple[SourceState, PollOutcome]] = []
        self._was_cut_off = self._reached = False
        self._entries, self._since = 0, monotonic()

    def add(self, state: SourceState, outcome: PollOutcome, *, reached: bool) -> None:
        self._was_cut_off = self._was_cut_off or state.reason == NO_NETWORK
        if not reached:
            self._unreached.append((state, outcome))
            return
        self._reached = True
        self._waiting.append((state, outcome))
        self._entries += len(outcome.entries)
        if len(self._waiting) >= TOGETHER or self._entries >= ENTRIES or monotonic() - self._since > LONGEST_WAIT:
            self._record()

    def emptied(self) -> Report:
        """Record what is left, tell of the network where it went or came back, and return the report of the chunk."""
        cut_off = not self._reached and is_cut_off([state.failures for state, _ in self._unreached])
        if cut_off:
            sources, now = self._desk.sources, self._desk.now()
            self._unreached = [(state, without_network(outcome, sources[state.name], now)) for state, outcome in self._unreached]
        if cut_off or (self._was_cut_off and self._reached):
            self._desk.store.tell_network(lost=cut_off, asked=len(self._unreached) + len(self._report.polled), now=self._desk.now())
        self._waiting += self._unreached
        self._record()
        return self._report

    def _record(self) -> None:
        answered, desk = [(state.name, outcome) for state, outcome in self._waiting], self._desk
        new = desk.store.record_polls(answered, desk.now())
        desk.tell("poll", len(answered))
        polled = tuple(_polled(desk.sources[name], outcome, new[name]) for name, outcome in answered)
        lost = ((name, outcome) for name, outcome in answered if outcome.failed and not outcome.cut_off)
        missed = tuple(Missed(step="poll", what=name, why=outcome.reason) for name, outcome in lost)
        unproved = tuple(name for name, outcome in answered if outcome.doubt)
        self._report += Report(polled=polled, missed=missed, unproved=unproved)
        self._waiting, self._entries, self._since = [], 0, monotonic()


def _polled(source: Source, outcome: PollOutcome, new: int) -> Polled:
    return Polled(source=source.name, camp=source.camp, state=Health(outcome.state), reason=outcome.reason, new=new)


async def _ask(before: SourceState, desk: Desk, basket: _Basket) -> None:
    listed = desk.sources[before.name]
    source = replace(listed, url=before.moved_to) if before.moved_to else listed
    try:
        outcome = await _answer(source, before, desk)
    except ConnectorError as error:
        basket.add(before, after_failure(error, source, before, desk.now()), reached=not is_unreached(error))
    else:
        basket.add(before, outcome, reached=True)


async def _answer(source: Source, before: SourceState, desk: Desk) -> PollOutcome:
    """Fetch and parse; an unchanged body is never parsed."""
    whole = wants_whole(source.name, before.last_good, desk.now())
    response = await desk.client.get(
        source.url,
        etag=None if whole else before.etag,
        modified=None if whole else before.modified,
        any_certificate=source.accept_invalid_certificate_because is not None,
    )
    body_hash = before.body_hash if response.not_modified else sha256(response.body).hexdigest()
    unchanged = response.not_modified or body_hash == before.body_hash
    # Of a source that was never read nothing is known; asking the database item by item would double a first pass.
    unseen = desk.store.unseen if before.first_pass_done else all_unseen
    content = None if unchanged else await take_in(response, source, desk.now(), children=desk.children, unseen=unseen)
    outcome = after_answer(source, before, response, content, body_hash=body_hash, now=desk.now())
    moved = before.move.sent_on(desk.sources[source.name].url, source.url, response.moved_to)
    return replace(outcome, move=moved, aloud=desk.scene.settings.tell_first)
