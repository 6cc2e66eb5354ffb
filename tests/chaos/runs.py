"""Which kinds of chaos there are, and how one run of each is set up on either database."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from connectors.newsroom import Newsroom
from tests.chaos import kinds, real
from tests.chaos.real import Reel
from tests.chaos.servers import Server
from tests.chaos.stages import Stage, stage
from tests.chaos.world import World

HOSTILE = 9  # beside each healthy source


@dataclass(frozen=True, slots=True)
class Ground:
    """Where runs play: SQLite files in a folder, or databases of a server; the newsroom is for those of the pass itself."""

    folder: Path
    server: Server | None = None
    newsroom: Newsroom | None = None

    def stage(self, world: World) -> Stage:
        """A new stage."""
        address = self.server.database() if self.server else f"sqlite:///{self.folder / uuid4().hex}.db"
        return stage(address, world, self.folder)

    def reel(self, world: World) -> Reel:
        """A new reel of as many days as the world has rounds, and as many kills as its sources."""
        assert self.newsroom is not None, "the pass needs its newsroom"
        address = self.server.database() if self.server else f"sqlite:///{self.folder / uuid4().hex}.db"
        return Reel(address, self.folder, self.newsroom, days=self.newsroom.days[: world.rounds], kills=2 * world.sources)


class Played(Protocol):
    """What chaos leaves behind: how often it struck, and what no longer held."""

    strikes: int
    found: list[str]


Run = Callable[[Ground, World], Played]
"""From a ground and a world to what chaos left behind."""


def _alone(do: Callable[[Stage, random.Random], None], ground: Ground, world: World) -> Stage:
    made = ground.stage(world)
    do(made, random.Random(world.seed))
    return made


def _beside(do: Callable[[Stage, Stage], None], hostile: int, ground: Ground, world: World) -> Stage:
    made = ground.stage(replace(world, hostile=hostile * world.sources))
    do(made, ground.stage(world))
    return made


def _crashing(ground: Ground, world: World) -> Stage:
    assert ground.server is not None, "only a server crashes"
    made = ground.stage(world)
    kinds.server_crashes(made, random.Random(world.seed), ground.server)
    return made


def _passing(do: Callable[[Reel, Reel, random.Random], None], ground: Ground, world: World) -> Reel:
    made = ground.reel(world)
    do(made, ground.reel(world), random.Random(world.seed))
    return made


_BOTH: dict[str, Run] = {
    "killed at random": partial(_alone, kinds.killed_at_random),
    "killed at points": partial(_alone, kinds.killed_at_points),
    "five at once": partial(_beside, kinds.five_at_once, 0),
    "hostile sources": partial(_beside, kinds.hostile_sources, HOSTILE),
    "clock jumps": partial(_alone, kinds.clock_jumps),
    "the pass killed": partial(_passing, real.lived_through),
    "five passes": partial(_passing, real.five_passes),
}
KINDS: dict[str, dict[str, Run]] = {
    "sqlite": _BOTH | {"disk full": partial(_alone, kinds.disk_full)},
    "postgresql": _BOTH | {"server crashes": _crashing},
}
"""By database and name."""
