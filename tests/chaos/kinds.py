"""The kinds of chaos. Each does its worst on a stage; what no longer holds stands there afterwards."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from models import database
from models.store import open_store
from tests.chaos.invariants import essence
from tests.chaos.kills import POINTS, step_of
from tests.chaos.lives import KILLED, REFUSED, begin, limit_files, limit_near, to_the_end
from tests.chaos.servers import Server
from tests.chaos.stages import Stage

FIVE = 5
BLOCK = 8192  # bytes by which a table of the server grows
JUMPS = (timedelta(days=1), timedelta(days=-1), timedelta(days=365), timedelta(days=-365), timedelta(hours=1), timedelta())


def killed_at_random(stage: Stage, chance: random.Random) -> None:
    """kill -9 at a random moment, 0 to 300 ms after the database was opened, over and over."""
    for at in range(stage.world.rounds):
        for _ in range(2 * stage.world.items):
            process, begun = begin(stage.life(at))
            begun.wait(60)
            process.join(chance.uniform(0, 0.3))
            process.kill()
            process.join()
            stage.strikes += process.exitcode == KILLED
            stage.look()
        to_the_end(stage.life(at))
    stage.settle()


def killed_at_points(stage: Stage, chance: random.Random) -> None:
    """kill -9 at named points of every step, each at one of its first times; the steps before it were done in peace."""
    points = [*POINTS]
    chance.shuffle(points)
    for at in range(stage.world.rounds):
        for point in sorted(points[at :: stage.world.rounds], key=step_of):
            if to_the_end(stage.life(at, point, chance.randint(1, 2) if step_of(point) else 1)) != KILLED:
                break  # it was not reached: the pass came to its end, and nothing is left to be killed at
            stage.strikes += 1
            stage.look()
        to_the_end(stage.life(at))
    stage.settle()


def five_at_once(stage: Stage, alone: Stage) -> None:
    """Five passes over one database at the same moment, round by round, give what one gives."""
    for at in range(stage.world.rounds):
        lives = [begin(stage.life(at))[0] for _ in range(FIVE)]
        for life in lives:
            life.join(120)
            stage.strikes += 1
            stage.add([] if life.exitcode == 0 else [f"a pass among five ended with {life.exitcode}"])
        to_the_end(alone.life(at))
        stage.look()
    stage.settle()
    alone.settle()
    stage.add(_apart(stage, alone))


def hostile_sources(stage: Stage, alone: Stage) -> None:
    """Most of the sources give nothing but trouble: what the healthy ones give is what they give alone."""
    for at in range(stage.world.rounds):
        stage.add([] if to_the_end(stage.life(at)) == 0 else ["a pass among hostile sources failed"])
        to_the_end(alone.life(at))
        stage.strikes += stage.world.hostile
        stage.look()
    stage.settle()
    alone.settle()
    stage.add(_apart(stage, alone))


def disk_full(stage: Stage, chance: random.Random) -> None:
    """No file may grow beyond a limit a little above the present; then there is space again. Only where the database is a file."""
    file = Path(stage.address.removeprefix("sqlite:///"))
    for at in range(stage.world.rounds):
        for _ in range(4):
            ended = to_the_end(replace(stage.life(at), prepare=partial(limit_files, limit_near(file, chance))))
            stage.strikes += ended == REFUSED
            stage.add([] if ended in (0, REFUSED) else [f"a pass on a full disk ended with {ended}"])
            stage.look()
        to_the_end(stage.life(at))
    stage.settle()


def server_disk_full(stage: Stage, chance: random.Random, server: Server) -> None:
    """No file of the server may grow beyond a limit: one that stops a table, or one that stops the server itself; then space again."""
    for at in range(stage.world.rounds):
        ended = REFUSED
        while ended == REFUSED:
            size = server.ballast(stage.address)
            server.short_of_space(size + chance.randrange(BLOCK + 1) if chance.random() < 0.9 else chance.randrange(100_000, size))
            ended = to_the_end(replace(stage.life(at), prepare=partial(setattr, database, "TRIES", 3)))
            server.space_again()
            stage.strikes += ended == REFUSED
            stage.look()
        stage.add([] if ended == 0 else [f"a pass on a full disk ended with {ended}"])
        to_the_end(stage.life(at))
    stage.settle()


def clock_jumps(stage: Stage, chance: random.Random) -> None:
    """The clock goes a day or a year ahead or back in mid pass, over and over."""
    for at in range(stage.world.rounds):
        for _ in range(3):
            to_the_end(replace(stage.life(at), clock=partial(_jumping, stage, at, chance)))
            stage.strikes += 1
            stage.look()
    stage.settle(ahead=timedelta(days=41))


def server_crashes(stage: Stage, chance: random.Random, server: Server) -> None:
    """PostgreSQL stopped without mercy and started again while a pass writes."""
    for at in range(stage.world.rounds):
        while True:
            process, begun = begin(stage.life(at))
            begun.wait(60)
            process.join(chance.uniform(0, 0.5))
            if process.exitcode is None:
                server.crash()
                stage.strikes += 1
            process.join(120)
            stage.add([] if process.exitcode in (0, REFUSED) else [f"a pass ended with {process.exitcode} after a crash"])
            stage.look()
            if process.exitcode == 0:
                break
    stage.settle()


def _jumping(stage: Stage, at: int, chance: random.Random) -> datetime:
    return stage.moment(at) + chance.choice(JUMPS)


def _apart(stage: Stage, alone: Stage) -> list[str]:
    with open_store(stage.address) as one, open_store(alone.address) as other:
        here, there = essence(one), essence(other)
    return [f"I8: {what} are not what one pass over healthy sources gives" for what in here if here[what] != there[what]]
