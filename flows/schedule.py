"""Passes one after another until told to stop: what is due decides how long the pause between them is, or a fixed turn."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from flows.desk import Plan, Scene
from flows.engines import MakePass
from flows.report import Report
from models.store import Store

GRACE = 7.0  # seconds a running pass gets to come to its end before it is cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often passes are made.

    every     a fixed turn; None: when something is due
    shortest  and longest: the pause between two passes where what is due decides
    tick      how often it is looked whether something has become due meanwhile
    """

    every: timedelta | None = None
    shortest: timedelta = timedelta(minutes=1)
    longest: timedelta = timedelta(minutes=15)
    tick: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One pass, how long it took, and how many fixed turns went by meanwhile: they are not made up for."""

    report: Report
    seconds: float
    skipped: int = 0


LIVE = Pace()


async def keep_passing(
    scene: Callable[[], Scene], make_pass: MakePass, store: Store, stop: asyncio.Event, pace: Pace = LIVE
) -> AsyncGenerator[Turn, None]:
    """Make passes until ``stop`` is set, one at a time, and tell of each.

    scene  where the next pass happens; asked before each
    store  that of the scene, open, to ask what is due

    A pass that is under way when the stop comes gets its grace, then is cancelled: what it had not committed waits
    in the database under a lease that expires, and the next pass takes it up.
    """
    while not stop.is_set():
        began = monotonic()
        report = await _unless_stopped(make_pass(scene(), Plan()), stop)
        if report is None:
            return
        seconds = monotonic() - began
        yield Turn(report=report, seconds=seconds, skipped=int(seconds / pace.every.total_seconds()) if pace.every else 0)
        if pace.every:
            await _wait(stop, -seconds % pace.every.total_seconds())
        else:
            await _until_due(scene, store, stop, pace)


def stop_on_signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> Callable[[], None]:
    """Let SIGTERM and SIGINT set ``stop``; the function returned takes that back."""
    kinds = (signal.SIGTERM, signal.SIGINT)
    for kind in kinds:
        loop.add_signal_handler(kind, stop.set)

    def undo() -> None:
        for kind in kinds:
            loop.remove_signal_handler(kind)

    return undo


async def _until_due(scene: Callable[[], Scene], store: Store, stop: asyncio.Event, pace: Pace) -> None:
    """Wait in ticks: a source may be added meanwhile, or the clock set."""
    await _wait(stop, pace.shortest.total_seconds())
    waited = pace.shortest
    while not stop.is_set() and waited < pace.longest:
        now = scene().clock()
        left = (await asyncio.to_thread(store.next_due) or now + pace.longest) - now
        if left <= timedelta(0):
            return
        step = min(left, pace.tick, pace.longest - waited)
        await _wait(stop, step.total_seconds())
        waited += step


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


async def _unless_stopped(work: Awaitable[Report], stop: asyncio.Event) -> Report | None:
    running = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not running.done():
        await asyncio.wait({running}, timeout=GRACE)
    if not running.done():
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        return None
    return running.result()
