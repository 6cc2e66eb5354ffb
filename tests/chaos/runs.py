"""Which kinds of chaos there are, and how one run of each is set up on either database."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from connectors.newsroom import Newsroom
from models.store import open_store
from tests.chaos import kinds, real, sending
from tests.chaos.reels import Reel
from tests.chaos.servers import Server
from tests.chaos.stages import Stage, stage
from tests.chaos.trouble import Trouble, in_trouble
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
        return stage(self._database(), world, self.folder)

    def calm(self, world: World) -> Stage:
        """A new stage for what is compared with: on SQLite always, so that both databases are held to the same."""
        return stage(self._file(), world, self.folder)

    def reel(self, world: World, trouble: Trouble | None = None) -> Reel:
        """A new reel of as many days as the world has rounds, and twice as many kills of each sort as it has sources."""
        return self._reel(self._database(), world, trouble)

    def calm_reel(self, world: World) -> Reel:
        """A new reel for what is compared with, on SQLite always."""
        return self._reel(self._file(), world, None)

    def address(self) -> str:
        """A new database."""
        made = self._database()
        open_store(made).close()
        return made

    def _reel(self, address: str, world: World, trouble: Trouble | None) -> Reel:
        assert self.newsroom is not None, "the pass needs its newsroom"
        return Reel(address, self.folder, self.newsroom, days=self.newsroom.days[: world.rounds], kills=2 * world.sources, trouble=trouble)

    def _database(self) -> str:
        return self.server.database() if self.server else self._file()

    def _file(self) -> str:
        return f"sqlite:///{self.folder / uuid4().hex}.db"


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
    do(made, ground.calm(world))
    return made


def _serving(do: Callable[[Stage, random.Random, Server], None], ground: Ground, world: World) -> Stage:
    assert ground.server is not None, "this happens to servers only"
    made = ground.stage(world)
    do(made, random.Random(world.seed), ground.server)
    return made


def _passing(do: Callable[[Reel, Reel, random.Random], None], ground: Ground, world: World) -> Reel:
    made = ground.reel(world)
    do(made, ground.calm_reel(world), random.Random(world.seed))
    return made


def _in_bad_company(ground: Ground, world: World) -> Reel:
    with in_trouble() as trouble:
        made = ground.reel(world, trouble)
        real.in_bad_company(made, ground.calm_reel(world))
    return made


def _sending(ground: Ground, world: World) -> sending.Posts:
    return sending.senders_killed(ground.address(), ground.folder, world, lives=world.rounds * world.items)


def _passing_on_server(ground: Ground, world: World) -> Reel:
    assert ground.server is not None, "this happens to servers only"
    made = ground.reel(world)
    real.crashed(made, ground.calm_reel(world), random.Random(world.seed), ground.server)
    return made


_BOTH: dict[str, Run] = {
    "killed at random": partial(_alone, kinds.killed_at_random),
    "killed at points": partial(_alone, kinds.killed_at_points),
    "five at once": partial(_beside, kinds.five_at_once, 0),
    "hostile sources": partial(_beside, kinds.hostile_sources, HOSTILE),
    "clock jumps": partial(_alone, kinds.clock_jumps),
    "the pass killed": partial(_passing, real.lived_through),
    "five passes": partial(_passing, real.five_passes),
    "passes in bad company": _in_bad_company,
    "the sender killed": _sending,
}
KINDS: dict[str, dict[str, Run]] = {
    "sqlite": _BOTH | {"disk full": partial(_alone, kinds.disk_full), "disk full under passes": partial(_passing, real.out_of_space)},
    "postgresql": _BOTH
    | {
        "server crashes": partial(_serving, kinds.server_crashes),
        "disk full": partial(_serving, kinds.server_disk_full),
        "server crashes under passes": _passing_on_server,
    },
}
"""By database and name."""

OUTSIDE = frozenset({"the pass killed", "five passes", "passes in bad company", "disk full under passes", "server crashes under passes"})
"""Kinds for which the newsroom has to be open."""
