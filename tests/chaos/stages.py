"""A stage: one database, its world and its journal, looked at between the strikes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from models.store import Store, open_store
from models.upkeep import Counts
from tests.chaos.invariants import broken, fallen, missent, unfaithful, unfinished
from tests.chaos.lives import Life
from tests.chaos.shown import exposed, overgrown
from tests.chaos.small import PAUSE, Pass
from tests.chaos.world import START, Journal, World

LATER = timedelta(hours=2)  # from round to round of a world
NEVER_AHEAD = timedelta(days=800)  # no clock of a pass goes so far


@dataclass(slots=True)
class Stage:
    """Where one run of chaos plays.

    strikes  how often chaos struck
    found    what no longer held
    """

    address: str
    world: World
    journal: Journal
    strikes: int = 0
    found: list[str] = field(default_factory=list)
    counts: Counts | None = None

    def moment(self, at: int) -> datetime:
        """What the clock shows in round ``at``."""
        return START + at * LATER

    def life(self, at: int, point: str = "", hits: int = 1) -> Life:
        """A life in round ``at``."""
        now = self.moment(at)
        return Life(address=self.address, world=self.world, journal=self.journal, clock=lambda: now, at=at, point=point, hits=hits)

    def add(self, broken: list[str]) -> None:
        """Take in what a check found."""
        self.found += broken

    def look(self) -> None:
        """Check what must hold at any moment."""
        with open_store(self.address) as store:
            self.add(broken(store, START + NEVER_AHEAD))
            self.add(unfaithful(store, self.world, self.journal))
            self.add(missent(store, self.journal, all_sent=False))
            self.add([*exposed(store, START + NEVER_AHEAD), *overgrown()])
            counts = store.counts()
        if self.counts is not None:
            self.add(fallen(self.counts, counts))
        self.counts = counts

    def settle(self, ahead: timedelta = timedelta()) -> None:
        """Let every pause and lease run out, try again what kills had parked, and check what must hold in the end.

        ahead  how far pauses were set by clocks that were wrong
        """
        now = self.moment(self.world.rounds) + ahead
        with open_store(self.address) as store:
            store.unpark()
            for again in range(5):
                self._quiet_pass(store, now + again * 12 * PAUSE)
            self.add(unfinished(store))
            self.add(missent(store, self.journal, all_sent=True))
        self.look()

    def _quiet_pass(self, store: Store, now: datetime) -> None:
        Pass(store, self.world, self.journal, lambda: now, self.world.rounds - 1).run()


def stage(address: str, world: World, folder: Path) -> Stage:
    """A stage on an empty database, which is made here where there is none."""
    open_store(address).close()
    return Stage(address=address, world=world, journal=Journal(folder / f"journal-{uuid4().hex}"))
