"""A reel: one database over which the sample newsroom's days are lived through by passes that may be killed."""

import asyncio
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from pydantic import SecretStr
from sqlalchemy import select

from connectors.channels import Receipt
from connectors.newsroom import Newsroom
from connectors.sandbox import Children
from connectors.settings import Settings
from flows.desk import Plan, Scene
from flows.engines import plain_pass
from models.errors import StoreError
from models.outbox import Outbox
from models.store import Store, open_store
from models.tables import entries, sources
from models.upkeep import Counts
from tests.chaos.invariants import broken, essence, fallen, missent
from tests.chaos.kills import arm
from tests.chaos.lives import FORK, REFUSED, Begun
from tests.chaos.shown import exposed, leaked, overgrown
from tests.chaos.trouble import Trouble
from tests.chaos.world import Journal

T = TypeVar("T")
HOSTILE = 9  # sources beside each of the newsroom's
AGAIN = "(repeat)"  # how a message begins that the channel may have had before
SECRET = "a-word-nobody-may-see"
_AHEAD = timedelta(days=900)


class InProcess(Children):
    """No children: a process that is forked from one that knows the languages need not learn them again."""

    async def call(self, function: Callable[..., T], *args: Any, seconds: float, megabytes: int = 512) -> T:
        """Run it here."""
        return function(*args)


@dataclass(slots=True)
class Reel:
    """One database, new, over which the newsroom's days are lived through."""

    address: str
    folder: Path
    newsroom: Newsroom
    days: tuple[date, ...]
    kills: int  # of each sort on each day, at most
    trouble: Trouble | None = None  # nine sources of it beside each of the newsroom's
    strikes: int = 0
    found: list[str] = field(default_factory=list)
    counts: Counts | None = None
    journal: Journal = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(self.folder / f"journal-{uuid4().hex}")  # what the receiver of alerts got

    def scene(self, at: int, later: timedelta = timedelta()) -> Scene:
        """The newsroom in the morning of its day ``at``, every source due."""
        day = self.days[at]
        moment = datetime.combine(day, hour(9), UTC) + at * timedelta(minutes=5) + later
        healthy = self.newsroom.sources()
        hostile = self.trouble.sources(HOSTILE * len(healthy)) if self.trouble else ()
        return Scene(
            settings=Settings(data_dir=self.folder, channels=(SecretStr(f"json://ana:{SECRET}@sink.example"),)),
            database=self.address,
            sources=(*healthy, *hostile),
            allow=frozenset({self.newsroom.address, *([self.trouble.address] if self.trouble else [])}),
            clock=lambda: moment,
            day=day.isoformat(),
            children=InProcess(),
        )

    def begin(
        self, at: int, point: str = "", hits: int = 1, *, later: timedelta = timedelta(), prepare: Callable[[], None] | None = None
    ) -> tuple[BaseProcess, Begun]:
        """Start a pass in a process of its own."""
        begun = FORK.Event()
        process = FORK.Process(target=_live, args=(self.scene(at, later), self.journal, point, hits, begun, prepare))
        process.start()
        return process, begun

    def to_the_end(
        self, at: int, point: str = "", hits: int = 1, *, later: timedelta = timedelta(), prepare: Callable[[], None] | None = None
    ) -> int:
        """Make a pass and return how it ended: 0 done, REFUSED, or minus the signal that killed it."""
        process, _ = self.begin(at, point, hits, later=later, prepare=prepare)
        process.join(120)
        if process.exitcode is None:
            process.kill()
            process.join()
            self.found.append(f"a pass hung, {point or 'at no point'}")
        return int(process.exitcode or 0)

    def told(self) -> str:
        """All that passes said: what they sent and what they were refused."""
        return self.journal.path.read_text() if self.journal.path.exists() else ""

    def look(self) -> None:
        """Check what must hold at any moment."""
        with open_store(self.address) as store:
            self.found += broken(store, datetime.now(UTC) + _AHEAD)
            self.found += missent(store, self.journal, all_sent=False)
            self.found += [*exposed(store, datetime.now(UTC) + _AHEAD), *overgrown(), *leaked(store, SECRET, self.told())]
            counts = store.counts()
        if self.counts is not None:
            self.found += fallen(self.counts, counts)
        self.counts = counts

    def settle(self, calm: "Reel") -> None:
        """Let pauses run out, give what kills had parked another try, and compare with the days lived through in peace."""
        with open_store(self.address) as store:
            store.unpark()
        last = len(self.days) - 1
        for hours in (1, 2, 3):
            for reel in (self, calm):
                reel.found += [] if reel.to_the_end(last, later=timedelta(hours=hours)) == 0 else ["a pass in peace failed"]
        self.look()
        with open_store(self.address) as store, open_store(calm.address) as other:
            self.found += missent(store, self.journal, all_sent=True)
            here, there = self._known(store), self._known(other)
        self.found += calm.found
        self.found += [f"I1, I8: {what} are not what a run in peace gives" for what in here if here[what] != there[what]]

    def _known(self, store: Store) -> dict[str, list[Any]]:
        """The facts, and of entries and texts those of the newsroom."""
        names = [source.name for source in self.newsroom.sources()]
        with store.reading() as connection:
            query = select(sources.c.name, entries.c.identity).join(sources, sources.c.id == entries.c.source_id)
            rows = connection.execute(query.where(sources.c.name.in_(names)))
            seen = sorted([row.name, row.identity] for row in rows)
        known = essence(store)
        root = f"http://{self.newsroom.address[0]}:{self.newsroom.address[1]}/"
        return known | {"entries": seen, "texts": [text for text in known["texts"] if text[0].startswith(root)]}


def _live(scene: Scene, journal: Journal, point: str, hits: int, begun: Begun, prepare: Callable[[], None] | None) -> None:
    if prepare is not None:
        prepare()
    sink = _Sink(journal)
    vars(sys.modules["flows.steps.announce"])["send"] = sink.send
    setattr(Outbox, "delivered", sink.after(Outbox.delivered))  # noqa: B010 - a method is not assigned to
    begun.set()
    if point:
        arm(point, hits)
    try:
        asyncio.run(plain_pass(scene, Plan()))
    except StoreError as refused:
        journal.note("refused", str(refused))
        os._exit(REFUSED)


@dataclass(slots=True)
class _Sink:
    """The receiver of alerts, who keeps what came in a journal of his own."""

    journal: Journal
    last: str = ""

    async def send(self, _address: str, title: str, _body: str, *, key: str, html: str = "") -> Receipt:
        self.journal.note("sent", key, int(title.startswith(AGAIN)))
        self.last = key
        return Receipt(channel="sink", key=key)

    def after(self, delivered: Callable[..., None]) -> Callable[..., None]:
        def noted(*given: Any, **named: Any) -> None:
            delivered(*given, **named)
            self.journal.note("delivered", self.last)

        return noted
