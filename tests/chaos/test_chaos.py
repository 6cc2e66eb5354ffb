"""A few seconds of every kind of chaos on both databases; ``make chaos`` goes on for longer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.newsroom import Newsroom
from tests.chaos.newsrooms import in_the_newsroom
from tests.chaos.runs import KINDS, OUTSIDE, Ground
from tests.chaos.servers import Server
from tests.chaos.world import World

SMALL = World(20260302, sources=2, items=4, rounds=1)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that may be crashed."""
    with Server() as running:
        yield running


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    """The sample newsroom, for the passes themselves."""
    with in_the_newsroom() as opened:
        yield opened


@pytest.fixture
def ground(database: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Ground:
    """Where a run plays."""
    server = request.getfixturevalue("server") if database == "postgresql" else None
    return Ground(tmp_path, server, request.getfixturevalue("newsroom") if kind in OUTSIDE else None)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("database", "kind"), [(database, kind) for database, kinds in KINDS.items() for kind in kinds])
def test_nothing_is_lost_torn_or_sent_twice(database: str, kind: str, ground: Ground) -> None:
    """C1, C2, D3, D5, S1, S5; after each, I1, I2, I3, I4, I5, I6, I7, I8, I10, I11, I12, I13, I14, I15, I16 and I17 hold."""
    played = KINDS[database][kind](ground, SMALL)

    assert played.found == []
    assert played.strikes > 0, "chaos never struck"
