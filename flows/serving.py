"""What ``beltwatch serve`` keeps going: passes, and beside them the alerts, the digest, and the nightly look at the log."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from connectors.errors import WatchlistError
from connectors.logs import log
from flows.chores import let_go, send_all, something_to_send, verify_log
from flows.desk import Plan, Scene, wall_clock
from flows.engines import MakePass
from flows.report import Missed, Report
from flows.schedule import Pace, keep_passing
from models.duties import Holder
from models.errors import StoreError
from models.owners import new_owner
from models.store import Store, open_store

SEAT, VERIFY, LET_GO = "serve", "verify", "let go"
DAILY = timedelta(hours=23, minutes=30)  # a daily duty may drift to an earlier minute, never skip a day
BEAT = 20.0  # seconds between two looks at the chores; a seat is confirmed at each


class Told(Protocol):
    """Hears of everything that was done: ``kind`` is "pass", "announce", "verify" or "chores"."""

    def __call__(self, kind: str, report: Report, seconds: float = 0.0, skipped: int = 0) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service over one database.

    scene   where the next pass happens, asked before each; a sample's moves on by days
    beat    seconds between two looks at the chores
    beside  what runs beside the passes, begun once the seat is ours: the log page
    """

    scene: Callable[[], Scene]
    make_pass: MakePass
    told: Told
    pace: Pace = field(default_factory=Pace)
    beat: float = BEAT
    beside: Callable[[], AbstractContextManager[object]] = nullcontext
    owner: str = field(default_factory=new_owner)


class SeatTakenError(StoreError):
    """Another process keeps passes running over this database."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(
            f"Process {holder.process} on {holder.machine} serves this database since {holder.since:%Y-%m-%d %H:%M} UTC.",
            "Stop that one, or start this one with --wait: it goes on when the other ends.",
        )
        self.holder = holder


async def keep_serving(service: Service, stop: asyncio.Event, *, wait: bool = False) -> None:
    """Serve until ``stop`` is set. One process at a time serves a database.

    wait    wait for another one's end
    raises  SeatTakenError when another one serves it and we are not to wait, or took over while we slept
    """
    with open_store(service.scene().database) as store:
        if not await _sit_down(service, store, stop, wait=wait):
            return
        try:
            with service.beside():
                await _both(_passes(service, store, stop), _chores(service, store, stop), stop)
        finally:
            with suppress(StoreError):  # a seat that cannot be left now is free when its time is over
                store.leave_seat(SEAT, service.owner)


async def _sit_down(service: Service, store: Store, stop: asyncio.Event, *, wait: bool) -> bool:
    """Take the seat; false when the stop came while another one had it."""
    told = False
    while (holder := store.take_seat(SEAT, service.owner, wall_clock())) is not None:
        if not wait:
            raise SeatTakenError(holder)
        if not told:
            log().info("waiting", machine=holder.machine, process=holder.process, since=holder.since)
            told = True
        if await _stopped(stop, 2.0):
            return False
    return True


async def _both(passes: Awaitable[None], chores: Awaitable[None], stop: asyncio.Event) -> None:
    """Run both until both have ended; what ends one in error stops the other in good order."""
    running = [asyncio.ensure_future(passes), asyncio.ensure_future(chores)]
    await asyncio.wait(running, return_when=asyncio.FIRST_EXCEPTION)
    stop.set()
    for outcome in await asyncio.gather(*running, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome


async def _passes(service: Service, store: Store, stop: asyncio.Event) -> None:
    async def make_pass(scene: Scene, plan: Plan) -> Report:
        return await _or_missed("pass", service.make_pass(scene, plan))

    async for turn in keep_passing(service.scene, make_pass, store, stop, service.pace):
        service.told("pass", turn.report, turn.seconds, turn.skipped)


async def _chores(service: Service, store: Store, stop: asyncio.Event) -> None:
    while not await _stopped(stop, service.beat):
        failed = await _or_missed("chores", _chore(service, store))
        if failed.missed:
            service.told("chores", failed)


async def _or_missed(step: str, work: Awaitable[Report]) -> Report:
    """What came of some work. A database that went away or a file somebody is just editing ends no service: it is tried again."""
    try:
        return await work
    except SeatTakenError:
        raise
    except (StoreError, WatchlistError) as error:
        return Report(missed=(Missed(step=step, what="everything", why=str(error)),))


async def _chore(service: Service, store: Store) -> Report:
    holder = store.take_seat(SEAT, service.owner, wall_clock())
    if holder is not None:
        raise SeatTakenError(holder)
    scene = service.scene()
    if something_to_send(store, scene.settings, scene.clock()):
        service.told("announce", await send_all(scene))
    if store.claim(VERIFY, DAILY, scene.clock()):
        service.told("verify", await asyncio.to_thread(verify_log, scene))
    if store.claim(LET_GO, DAILY, scene.clock()):
        log().info("let go", pages=await asyncio.to_thread(let_go, scene))
    return Report()


async def _stopped(stop: asyncio.Event, seconds: float) -> bool:
    """Whether the stop came within so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
