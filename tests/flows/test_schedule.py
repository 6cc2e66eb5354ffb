"""Passes one after another: the pause between two, and how they end."""

import asyncio
import os
import signal
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import monotonic

import pytest

from connectors.settings import Settings
from flows import schedule
from flows.desk import Scene
from flows.report import Report
from flows.schedule import Pace, keep_passing, stop_on_signals

NOW = datetime(2026, 1, 27, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
QUICK = Pace(shortest=0.02 * SECOND, longest=60 * SECOND, tick=0.02 * SECOND)


@pytest.fixture
def source(outside):
    """A source, due when it is first heard of."""
    return outside.source()


@pytest.fixture
def passes(tmp_path, store):
    """Make passes at a pace until one of them, or the clock, says stop; returns their turns and when each began."""
    began = []

    def made(make_pass, stop=None, pace=QUICK, clock=lambda: NOW):
        stop = stop or asyncio.Event()
        scene = Scene(settings=Settings(data_dir=tmp_path), database=str(store.engine.url), clock=clock)

        async def one(_scene, _plan):
            began.append(monotonic())
            return await make_pass(stop)

        async def work():
            return [turn async for turn in keep_passing(lambda: scene, one, store, stop, pace)]

        return asyncio.run(work()), began

    return made


def counting(most):
    """A pass that stops the service when it is made for the last time."""
    made = []

    async def make_pass(stop):
        made.append(None)
        if len(made) == most:
            stop.set()
        return Report(pages=len(made))

    return make_pass


@pytest.mark.parametrize(
    ("due_in", "longest", "waited"),
    [
        (-400 * 86_400 * SECOND, 60 * SECOND, (0.02, 5)),
        (0 * SECOND, 60 * SECOND, (0.02, 5)),
        (0.3 * SECOND, 60 * SECOND, (0.3, 8)),
        (400 * 86_400 * SECOND, 0.5 * SECOND, (0.5, 8)),
        (None, 0.5 * SECOND, (0.5, 8)),
    ],
)
def test_s5_a_pause_lasts_until_something_is_due_but_no_clock_makes_it_long(passes, store, source, due_in, longest, waited):
    zero = monotonic()
    if due_in is not None:
        store.sync_sources([source], NOW + due_in)

    _, began = passes(
        counting(2),
        pace=Pace(shortest=0.02 * SECOND, longest=longest, tick=0.05 * SECOND),
        clock=lambda: NOW + (monotonic() - zero) * SECOND,
    )

    assert waited[0] * 0.9 <= began[1] - began[0] < waited[1]


def test_s2_s5_a_clock_that_is_set_forward_ends_the_pause(passes, store, source):
    zero = monotonic()
    store.sync_sources([source], NOW + timedelta(days=1))

    _, began = passes(counting(2), clock=lambda: NOW + (timedelta(days=2) if monotonic() - zero > 0.4 else 0 * SECOND))

    assert 0.2 < began[1] - began[0] < 10


def test_s8_a_fixed_turn_that_a_pass_outlasts_is_skipped_and_counted_never_overlapped(passes):
    under_way, most, made = [], [], []

    async def slow(stop):
        under_way.append(None)
        most.append(len(under_way))
        await asyncio.sleep(0.5)
        under_way.pop()
        made.append(None)
        if len(made) == 3:
            stop.set()
        return Report()

    turns, began = passes(slow, pace=Pace(every=0.2 * SECOND))

    assert max(most) == 1
    assert all(turn.skipped >= 2 for turn in turns)
    assert all(later - earlier >= 0.5 for earlier, later in pairwise(began))


def test_c3_a_stop_lets_the_pass_under_way_come_to_its_end(passes):
    async def make_pass(stop):
        stop.set()
        await asyncio.sleep(0.05)
        return Report(pages=1)

    assert [turn.report.pages for turn in passes(make_pass)[0]] == [1]


def test_c3_c5_a_pass_that_does_not_end_is_cancelled_after_its_grace(passes, monkeypatch):
    monkeypatch.setattr(schedule, "GRACE", 0.05)
    cancelled = []

    async def make_pass(stop):
        stop.set()
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.append(True)

    assert passes(make_pass)[0] == []
    assert cancelled == [True]


def test_a_stop_that_came_before_makes_no_pass(passes):
    stop = asyncio.Event()
    stop.set()

    assert passes(None, stop) == ([], [])


def test_a_signal_stops_and_the_handlers_are_taken_back():
    async def work():
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        undo = stop_on_signals(loop, stop)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(stop.wait(), 5)
        undo()
        return loop.remove_signal_handler(signal.SIGTERM)

    assert asyncio.run(work()) is False
