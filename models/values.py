"""What the store takes and gives: values named after the stage they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from facts.article import Article, Entry
from facts.known import Facts, Place
from facts.moves import STAYS, Move
from models.addressed import Try
from models.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source as its last polls left it; moments are None before the first.

    state   a value of facts.rhythm.Health, or "" while it was never asked
    since   when it came into this state
    """

    name: str
    state: str = ""
    reason: str = ""
    since: datetime | None = None
    next_try: datetime | None = None
    etag: str | None = None
    modified: str | None = None
    body_hash: str | None = None
    failures: int = 0
    last_good: datetime | None = None
    last_new: datetime | None = None
    first_pass_done: bool = False
    failing_since: datetime | None = None
    told_failing: datetime | None = None
    moved_to: str | None = None
    moving_to: str | None = None
    moving_polls: int = 0

    @property
    def move(self) -> Move:
        """Where its address moved, as its polls found it."""
        return Move(self.moved_to, self.moving_to, self.moving_polls)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSource(SourceState):
    """A source with what the watchlist declares of it; ``listed`` is false once it left the watchlist."""

    url: str
    outlet: str
    language: str
    camp: str
    home: str | None = None
    kind: str = "feed"
    every: int = 0
    dead: str | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOutcome:
    """What one poll of a source brought.

    state     a value of facts.rhythm.Health
    failed    whether nothing could be read; validators and body hash of the last good answer then stay
    entries   every entry of the body: which are new is told by the database
    cut_off   whether nothing at all could be reached: then nothing is counted against the source
    move      where its address moved
    doubt     what is wrong with the certificate it was read in spite of, or ""
    aloud     whether what the first good poll of the source brings alerts too
    raw       the body itself where its letters are in doubt, to be kept for a while and decoded another way; else b""
    """

    state: str
    reason: str = ""
    etag: str | None = None
    modified: str | None = None
    body_hash: str | None = None
    next_try: datetime | None = None
    entries: tuple[Entry, ...] = ()
    failed: bool = False
    cut_off: bool = False
    move: Move = STAYS
    doubt: str = ""
    aloud: bool = False
    raw: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """An entry whose page is to be read; ``source`` is the source's name, ``attempts`` those made before."""

    id: int
    source: str
    entry: Entry
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionIn:
    """A page as it was read.

    canonical_url  what makes two addresses one article
    published      a day, or a moment where one is known; None where neither page nor feed gives one that can be
    text_hash      SHA-256 of the text; raw_hash that of the bytes in ``raw``
    corrected      whether the page says that it was corrected
    quiet          what is found in it is recorded, and nobody is alerted: a replay
    """

    url: str
    canonical_url: str
    title: str
    text: str
    published: date | datetime | None
    language: str
    text_hash: str
    raw_hash: str
    raw: bytes
    outlet: str
    camp: str
    source: str
    corrected: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """An article whose page is to be looked at again."""

    article: int
    url: str
    canonical_url: str
    source: str
    outlet: str
    camp: str
    language: str
    title: str
    published: date | None
    text_hash: str
    first_read: datetime
    rereads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """An article version to take facts from, with what stands around it.

    id        of the version
    attempts  this one included
    before    the facts of the version before; original: those of the story this one copies
    read_at   when this version was read, before_read_at: when the one before was
    quiet     came with the first pass over its source: no alert
    """

    id: int
    article: Article
    place: Place
    attempts: int
    before: Facts | None = None
    before_read_at: datetime | None = None
    read_at: datetime | None = None
    original: Facts | None = None
    corrected: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Echo:
    """Who else states the value of a finding by now: languages, and the number of independent origins."""

    languages: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One message to be sent.

    key      the idempotency key; a repeat carries the same one
    kind     "finding", "reminder" (an act nobody reviewed for a day), "storm" (many in one), "digest", "source", "source_back",
             "network", "network_back", "parked" or "system"
    group    what the message is about: "trade_turnover 2025-01..2025-11"
    rows     its findings, oldest first; content: what it is about where it is about no finding
    tries    what became of it on each channel so far
    echoes   by finding: who else states its value
    parts    the alerts that a storm's message puts together
    """

    id: int
    key: str
    kind: str
    group: str
    content: dict[str, Any]
    rows: tuple[Row, ...]
    created: datetime
    tries: tuple[Try, ...] = ()
    echoes: Mapping[str, Echo] = field(default_factory=dict)
    parts: tuple["Alert", ...] = ()

    @property
    def attempts(self) -> int:
        """How often it was tried, on the channel that needed most."""
        return max((one.attempts for one in self.tries), default=0)

    @property
    def repeat(self) -> bool:
        """Whether a receiver may have seen it before."""
        return self.attempts > 0

    @property
    def delivered(self) -> frozenset[str]:
        """Channels that need it no more: they have it, by itself or among others, or refused it for good."""
        return frozenset(one.channel for one in self.tries if one.state != "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision on a finding."""

    finding: str
    state: str
    reason: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One pass; ``ended`` is None and ``report`` empty while it runs, and for ever where it was killed."""

    id: int
    started: datetime
    ended: datetime | None
    sample: bool
    report: dict[str, Any]
