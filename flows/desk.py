"""The desk a pass works at: client, store, children, watchlist and clock, opened together and closed together."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version

from connectors.client import Client
from connectors.sandbox import Children
from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from facts.watch import Source, Topic, Watchlist
from models.owners import new_owner
from models.store import Store, open_store

Clock = Callable[[], datetime]
Tell = Callable[[str, int], None]
"""Called with a step's name and how many pieces of its work were just done."""


def wall_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def in_silence(step: str, done: int) -> None:
    """Report progress to nobody."""


STEPS = ("poll", "read", "judge", "announce")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one pass is asked to do.

    names  only these sources; None for all
    force  also what is not due
    steps  only these, in the order of a pass
    shard  of ``shards``: the part of the sources this pass takes, by host
    """

    names: frozenset[str] | None = None
    force: bool = False
    steps: tuple[str, ...] = STEPS
    shard: int = 0
    shards: int = 1

    @property
    def whole(self) -> bool:
        """Whether nothing is left out: every step, over every source."""
        return self.names is None and self.steps == STEPS and self.shards == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where a pass happens.

    database  SQLAlchemy address of the store
    sources   polled instead of the watchlist's, when given (the sample newsroom's)
    allow     loopback addresses that may be fetched beyond the settings' own
    day       the sample's day, kept with the pass; "" for a live one
    children  that outlive the pass, when given; a live pass has its own, which read the watchlist as it is now
    """

    settings: Settings
    database: str
    sources: tuple[Source, ...] | None = None
    allow: frozenset[tuple[str, int]] = frozenset()
    clock: Clock = wall_clock
    tell: Tell = in_silence
    day: str = ""
    children: Children | None = None


class Desk:
    """Everything a step needs. A plain class, so that Prefect never looks inside it for futures."""

    def __init__(self, scene: Scene, plan: Plan, watchlist: Watchlist, *, store: Store, client: Client, children: Children) -> None:
        self.scene = scene
        self.plan = plan
        self.watchlist = watchlist
        self.store = store
        self.client = client
        self.children = children
        self.tell = scene.tell
        self.now = scene.clock
        # Two passes in one process hold leases of their own.
        self.owner = new_owner()
        self.sources: Mapping[str, Source] = {source.name: source for source in watchlist.sources}


@asynccontextmanager
async def open_desk(scene: Scene, plan: Plan) -> AsyncIterator[Desk]:
    """Open a desk for one pass and make the store know the watchlist.

    raises  WatchlistError, StoreError before anything is started: nothing starts half
    """
    watchlist = _watchlist(scene, plan)
    allow = frozenset(scene.settings.allow_addresses) | scene.allow
    with open_store(scene.database) as store:
        async with Client(scene.settings.user_agent, allow) as client, _children(scene) as children:
            desk = Desk(scene, plan, watchlist, store=store, client=client, children=children)
            store.bury()
            store.read_by(version("beltwatch"))
            store.sync_sources(watchlist.sources, desk.now())
            for baseline in watchlist.baselines:
                store.load_baseline(baseline, desk.now())
            try:
                yield desk
            finally:
                store.give_back(desk.owner)


def _children(scene: Scene) -> AbstractAsyncContextManager[Children]:
    return nullcontext(scene.children) if scene.children else Children()


def _watchlist(scene: Scene, plan: Plan) -> Watchlist:
    """What the pass needs of the watchlist: one that only polls given sources needs neither topic nor metrics."""
    if scene.sources is not None and plan.steps == ("poll",):
        return Watchlist(sources=scene.sources, topic=Topic(sides={}, parties=(), subjects=(), formulas=()), metrics={}, baselines=())
    watchlist = load_watchlist(scene.settings.watchlist, scene.settings.allow_addresses)
    return watchlist if scene.sources is None else replace(watchlist, sources=scene.sources)
