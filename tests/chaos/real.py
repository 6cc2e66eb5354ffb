"""The same chaos for the pass itself, ``flows.engines.plain_pass``, over the sample newsroom's days, compared with a run in peace."""

import random
import time
from functools import partial
from pathlib import Path

from tests.chaos.kills import OUTSIDE, POINTS, step_of
from tests.chaos.lives import KILLED, REFUSED, limit_files, limit_near
from tests.chaos.reels import HOSTILE, Reel
from tests.chaos.servers import Server

PLACES = (*POINTS, *OUTSIDE)
LATE = 25  # an outside point is passed so often in the first part of a pass


def lived_through(reel: Reel, calm: Reel, chance: random.Random) -> None:
    """The days in peace, and the days with kills at every named point and at random, until a pass comes to its end."""
    points = [*PLACES]
    chance.shuffle(points)
    for at, day in enumerate(reel.days):
        reel.newsroom.open_day(day)
        longest = _in_peace(calm, at)
        for point in sorted(points[at :: len(reel.days)][: reel.kills], key=step_of):
            if not _struck(reel, reel.to_the_end(at, point, _hits(point, chance))):
                break
        for _ in range(reel.kills):
            process, begun = reel.begin(at)
            begun.wait(60)
            process.join(chance.uniform(0, longest))
            process.kill()
            process.join()
            if not _struck(reel, process.exitcode):
                break
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


def crashed(reel: Reel, calm: Reel, chance: random.Random, server: Server) -> None:
    """PostgreSQL stopped without mercy under passes, day by day."""
    for at, day in enumerate(reel.days):
        reel.newsroom.open_day(day)
        longest = _in_peace(calm, at)
        for _ in range(reel.kills):
            process, begun = reel.begin(at)
            begun.wait(60)
            process.join(chance.uniform(0, longest))
            if process.exitcode is None:
                server.crash()
                reel.strikes += 1
            process.join(120)
            reel.found += [] if process.exitcode in (0, REFUSED) else [f"a pass ended with {process.exitcode} after a crash"]
            reel.look()
        reel.to_the_end(at)
    reel.settle(calm)


def out_of_space(reel: Reel, calm: Reel, chance: random.Random) -> None:
    """No file may grow beyond a limit a little above the present, day by day; then there is space again."""
    file = Path(reel.address.removeprefix("sqlite:///"))
    for at, day in enumerate(reel.days):
        reel.newsroom.open_day(day)
        _in_peace(calm, at)
        ended = reel.to_the_end(at, prepare=partial(limit_files, chance.randrange(4096, 200_000)))
        while ended == REFUSED:
            reel.strikes += 1
            reel.look()
            ended = reel.to_the_end(at, prepare=partial(limit_files, limit_near(file, chance)))
        reel.found += [] if ended == 0 else [f"a pass on a full disk ended with {ended}"]
        reel.to_the_end(at)
    reel.settle(calm)


def in_bad_company(reel: Reel, calm: Reel) -> None:
    """Nine sources of ten give nothing but trouble: what the newsroom gives is what it gives alone, and no shut door is knocked at."""
    assert reel.trouble is not None, "somebody must make trouble"
    for at, day in enumerate(reel.days):
        reel.newsroom.open_day(day)
        _in_peace(calm, at)
        reel.found += [] if reel.to_the_end(at) == 0 else ["a pass among hostile sources failed"]
        reel.strikes += HOSTILE * len(reel.newsroom.sources())
        reel.look()
    reel.settle(calm)
    reel.found += [f"I11: somebody came to a shut door: {what}" for what in reel.trouble.came]


def _in_peace(calm: Reel, at: int) -> float:
    """One pass that nothing happens to; returns how many seconds it took."""
    began = time.monotonic()
    calm.found += [] if calm.to_the_end(at) == 0 else ["a pass in peace failed"]
    return time.monotonic() - began


def _hits(point: str, chance: random.Random) -> int:
    """At which time there: pages and texts come by the dozen, what is polled and sent together."""
    if point in OUTSIDE:
        return chance.randint(1, LATE)
    return chance.randint(1, 3) if point.endswith((" read", " judge")) else 1


def _struck(reel: Reel, exitcode: int | None) -> bool:
    if exitcode == KILLED:
        reel.strikes += 1
        reel.look()
    return exitcode == KILLED
