"""Passes one after another until told to stop: what is due decides how long the pause between them is."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from datetime import datetime, timedelta

from connectors.settings import Settings
from flows.desk import Plan, Tell, in_silence, wall_clock
from flows.engines import MakePass
from flows.report import Report
from flows.scenes import live_scene
from models.store import open_store

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(minutes=15)
GRACE = 8.0  # seconds a running pass gets to come to its end before it is cancelled


async def keep_passing(
    settings: Settings, make_pass: MakePass, stop: asyncio.Event, tell: Tell = in_silence
) -> AsyncGenerator[Report, None]:
    """Make live passes until ``stop`` is set, and give each one's report.

    A pass that is under way when the stop comes gets its grace, then is cancelled: what it had not committed waits
    in the database under a lease that expires, and the next pass takes it up.
    """
    while not stop.is_set():
        report = await _unless_stopped(make_pass, settings, stop, tell)
        if report is None:
            return
        yield report
        pause = next_pause(_next_due(live_scene(settings).database), wall_clock())
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause.total_seconds())


def next_pause(due: datetime | None, now: datetime) -> timedelta:
    """How long to wait for the next pass: until a source is due, within bounds.

    due  when the first source may be asked again, or None where there is none
    """
    return min(max(due - now, SHORTEST), LONGEST) if due else LONGEST


def stop_on_signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> Callable[[], None]:
    """Let SIGTERM and SIGINT set ``stop``; the function returned takes that back."""
    kinds = (signal.SIGTERM, signal.SIGINT)
    for kind in kinds:
        loop.add_signal_handler(kind, stop.set)

    def undo() -> None:
        for kind in kinds:
            loop.remove_signal_handler(kind)

    return undo


async def _unless_stopped(make_pass: MakePass, settings: Settings, stop: asyncio.Event, tell: Tell) -> Report | None:
    running = asyncio.ensure_future(make_pass(live_scene(settings, tell), Plan()))
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


def _next_due(database: str) -> datetime | None:
    with open_store(database) as store:
        tries = [state.next_try for state in store.sources() if state.next_try and not state.dead]
    return min(tries, default=None)
