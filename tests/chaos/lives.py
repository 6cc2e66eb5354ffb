"""Processes that make passes and are killed: forked, so that each dies as a whole process does."""

import multiprocessing
import os
import random
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

from models.errors import StoreError
from models.store import open_store
from tests.chaos.kills import arm
from tests.chaos.small import STEPS, Pass, Steps
from tests.chaos.world import Journal, World

KILLED = -9
REFUSED = 7  # how a life ends that was told by the store that it cannot go on
FORK = multiprocessing.get_context("fork")
Clock = Callable[[], datetime]


class Begun(Protocol):
    """Set by a life once its database is open."""

    def set(self) -> None: ...

    def wait(self, timeout: float) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What one process is to do.

    point, hits  where it is to be killed, and at which time there; "" for nowhere
    prepare      run in the process before anything else: limits
    """

    address: str
    world: World
    journal: Journal
    clock: Clock
    at: int
    steps: Steps = STEPS
    point: str = ""
    hits: int = 1
    prepare: Callable[[], None] | None = None


def limit_files(size: int) -> None:
    """No file of this process may grow beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def limit_near(file: Path, chance: random.Random) -> int:
    """A limit a little above what the file has, or one that its journal meets first."""
    return file.stat().st_size + chance.randrange(1, 120_000) if chance.random() < 0.5 else chance.randrange(4096, 200_000)


def begin(life: Life) -> tuple[BaseProcess, Begun]:
    """Start a life; the caller joins or kills it."""
    begun = FORK.Event()
    process = FORK.Process(target=_live, args=(life, begun))
    process.start()
    return process, begun


def to_the_end(life: Life, seconds: float = 120.0) -> int:
    """Start a life and wait for its end; returns its exit code: 0 done, REFUSED, or minus the signal that killed it.

    raises  TimeoutError when it hangs
    """
    process, _ = begin(life)
    process.join(seconds)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise TimeoutError(f"round {life.at}, {life.point or 'no point'}: still running after {seconds:.0f} s")
    return int(process.exitcode)


def _live(life: Life, begun: Begun) -> None:
    if life.prepare is not None:
        life.prepare()
    try:
        with open_store(life.address) as store:
            if life.point:
                arm(life.point, life.hits)
            begun.set()
            Pass(store, life.world, life.journal, life.clock, life.at).run(life.steps)
    except StoreError as refused:
        life.journal.note("refused", str(refused))
        sys.stdout.flush()
        os._exit(REFUSED)
