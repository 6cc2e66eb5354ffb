"""The same outside gives the same facts: whatever the order things are listed in, however often, and on either database."""

import random
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from facts.watch import Source
from models.store import open_store
from models.values import PollOutcome
from tests.chaos.invariants import essence
from tests.chaos.servers import Server
from tests.chaos.small import Pass
from tests.chaos.stages import Stage, stage
from tests.chaos.world import World

WORLD = World(20260302, sources=3, items=5, rounds=3, poison=False)


@dataclass(frozen=True, slots=True)
class Shuffled(World):
    """The same outside, listed and told in another order."""

    order: int = 0

    def listed(self) -> tuple[Source, ...]:
        return tuple(random.Random(self.order).sample(World.listed(self), self.sources))

    def poll(self, source: str, at: int, now: datetime) -> PollOutcome:
        told = World.poll(self, source, at, now)
        return replace(told, entries=tuple(random.Random(self.order + at).sample(told.entries, len(told.entries))))


def shuffled(order: int) -> World:
    """``WORLD`` in an order of its own."""
    return Shuffled(WORLD.seed, WORLD.sources, WORLD.items, WORLD.rounds, poison=False, order=order)


def lived(playing: Stage, times: int = 1) -> dict[str, list[object]]:
    """Every round so many times; what is known in the end."""
    with open_store(playing.address) as store:
        for at in range(playing.world.rounds):
            for _ in range(times):
                Pass(store, playing.world, playing.journal, playing.life(at).clock, at).run()
        return essence(store)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    """What it comes to when nothing is shuffled or repeated."""
    folder = tmp_path_factory.mktemp("once")
    known = lived(stage(f"sqlite:///{folder / 'once.db'}", WORLD, folder))
    assert all(known.values())
    return known


@pytest.mark.parametrize("order", range(1, 5))
def test_i8_the_order_of_what_comes_does_not_matter(once: dict[str, list[object]], order: int, tmp_path: Path) -> None:
    assert lived(stage(f"sqlite:///{tmp_path / 'shuffled.db'}", shuffled(order), tmp_path)) == once


def test_i8_how_often_one_looks_does_not_matter(once: dict[str, list[object]], tmp_path: Path) -> None:
    assert lived(stage(f"sqlite:///{tmp_path / 'twice.db'}", WORLD, tmp_path), times=2) == once


def test_i9_the_other_database_knows_the_same(once: dict[str, list[object]], tmp_path: Path) -> None:
    with Server() as server:
        assert lived(stage(server.database(), shuffled(5), tmp_path), times=2) == once
