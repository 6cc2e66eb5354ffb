"""The same chaos for the pass itself, ``flows.engines.plain_pass``, over the sample newsroom's days, compared with a run in peace."""

import asyncio
import random
import socketserver
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch
from uuid import uuid4

from pydantic import SecretStr
from sqlalchemy import select

from connectors.newsroom import Newsroom
from connectors.sandbox import Children
from connectors.settings import Settings
from facts.article import Article
from flows.desk import Desk, Plan, Scene
from flows.engines import plain_pass
from flows.reading import Folder, read_in
from models.store import Alert, Store, open_store
from models.tables import entries, sources
from models.upkeep import Counts
from tests.chaos.invariants import broken, essence, fallen, missent
from tests.chaos.kills import POINTS, arm, step_of
from tests.chaos.lives import FORK, Begun
from tests.chaos.world import Journal

T = TypeVar("T")
KILLED = -9
_AHEAD = timedelta(days=900)
_READ_ONCE = {
    "en": "Belarus and China: trade came to 7 billion dollars in 2024, the ministry in Minsk said.",
    "ru": "Беларусь и Китай: товарооборот составил 7 млрд долларов в 2024 году, сообщили в Минске.",
    "be": "Беларусь і Кітай: тавараабарот склаў 7 млрд долараў у 2024 годзе, паведамілі ў Мінску.",
    "zh": "白俄罗斯与中国2024年贸易额为70亿美元，明斯克方面表示。",
}


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
        return Scene(
            settings=Settings(data_dir=self.folder, channels=(SecretStr("json://sink.example"),)),
            database=self.address,
            sources=self.newsroom.sources(),
            allow=frozenset({self.newsroom.address}),
            clock=lambda: moment,
            day=day.isoformat(),
            children=InProcess(),
        )

    def begin(self, at: int, point: str = "", hits: int = 1, later: timedelta = timedelta()) -> tuple[BaseProcess, Begun]:
        """Start a pass in a process of its own."""
        begun = FORK.Event()
        process = FORK.Process(target=_live, args=(self.scene(at, later), self.journal, point, hits, begun))
        process.start()
        return process, begun

    def to_the_end(self, at: int, point: str = "", hits: int = 1, later: timedelta = timedelta()) -> int:
        """Make a pass and return how it ended."""
        process, _ = self.begin(at, point, hits, later)
        process.join(120)
        if process.exitcode is None:
            process.kill()
            process.join()
            self.found.append(f"a pass hung, {point or 'at no point'}")
        return int(process.exitcode or 0)

    def look(self) -> None:
        """Check what must hold at any moment."""
        with open_store(self.address) as store:
            self.found += broken(store, datetime.now(UTC) + _AHEAD)
            self.found += missent(store, self.journal, all_sent=False)
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
            here, there = _known(store), _known(other)
        self.found += calm.found
        self.found += [f"I1, I8: {what} are not what a run in peace gives" for what in here if here[what] != there[what]]


def lived_through(reel: Reel, calm: Reel, chance: random.Random) -> None:
    """The days in peace, and the days with kills at random and at every named point."""
    points = [*POINTS]
    chance.shuffle(points)
    for at, day in enumerate(reel.days):
        reel.newsroom.open_day(day)
        longest = _in_peace(calm, at)
        for point in sorted(points[at :: len(reel.days)][: reel.kills], key=step_of):
            _struck(reel, reel.to_the_end(at, point, chance.randint(1, 3)))
        for _ in range(reel.kills):
            process, begun = reel.begin(at)
            begun.wait(60)
            process.join(chance.uniform(0, longest))
            process.kill()
            process.join()
            _struck(reel, process.exitcode)
        reel.to_the_end(at)
    reel.settle(calm)


def five_passes(reel: Reel, calm: Reel, _chance: random.Random) -> None:
    """Five passes at the same moment, day by day."""
    for at, day in enumerate(reel.days):
        reel.newsroom.open_day(day)
        _in_peace(calm, at)
        for process, _ in [reel.begin(at) for _ in range(5)]:
            process.join(120)
            reel.strikes += 1
            reel.found += [] if process.exitcode == 0 else [f"one of five passes ended with {process.exitcode}"]
        reel.look()
    reel.settle(calm)


def learn_languages() -> None:
    """Load in this process what every pass needs, so that those forked from it begin at once."""
    settings = Settings()
    folder = Folder(settings.watchlist, settings.allow_addresses)
    for language, text in _READ_ONCE.items():
        read_in(folder, Article(id="1", text=text, language=language, published=date(2026, 1, 27)))


@contextmanager
def in_the_newsroom() -> Iterator[Newsroom]:
    """The newsroom, open, in a process that knows the languages; readers who hang up in mid sentence are no news to it."""
    learn_languages()
    with patch.object(socketserver.BaseServer, "handle_error"), Newsroom() as newsroom:
        yield newsroom


def _in_peace(calm: Reel, at: int) -> float:
    """One pass that nothing happens to; returns how many seconds it took."""
    began = time.monotonic()
    calm.found += [] if calm.to_the_end(at) == 0 else ["a pass in peace failed"]
    return time.monotonic() - began


def _struck(reel: Reel, exitcode: int | None) -> None:
    if exitcode == KILLED:
        reel.strikes += 1
        reel.look()


def _known(store: Store) -> dict[str, list[Any]]:
    with store.reading() as connection:
        rows = connection.execute(select(sources.c.name, entries.c.identity).join(sources, sources.c.id == entries.c.source_id))
        return essence(store) | {"entries": sorted([row.name, row.identity] for row in rows)}


def _live(scene: Scene, journal: Journal, point: str, hits: int, begun: Begun) -> None:
    vars(sys.modules["flows.steps.announce"])["_deliver"] = partial(_deliver, journal)
    begun.set()
    if point:
        arm(point, hits)
    asyncio.run(plain_pass(scene, Plan()))


async def _deliver(journal: Journal, alert: Alert, name: str, _address: str, desk: Desk) -> None:
    journal.note("sent", alert.key, int(alert.repeat))
    desk.store.delivered(alert.id, name, "250", desk.now())
    journal.note("delivered", alert.key)
