"""Passes one after another: the pause between two, and how they end."""

import asyncio
import os
import signal
from datetime import UTC, datetime, timedelta

import pytest

from connectors.settings import Settings
from flows import schedule
from flows.report import Report
from flows.schedule import keep_passing, next_pause, stop_on_signals

NOW = datetime(2026, 1, 27, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_in", "pause"),
    [
        (timedelta(minutes=5), timedelta(minutes=5)),
        (timedelta(seconds=3), timedelta(minutes=1)),
        (timedelta(days=-400), timedelta(minutes=1)),
        (timedelta(days=400), timedelta(minutes=15)),
        (None, timedelta(minutes=15)),
    ],
)
def test_a_pause_lasts_until_a_source_is_due_but_no_clock_makes_it_long(due_in, pause):
    assert next_pause(NOW + due_in if due_in is not None else None, NOW) == pause


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path)


def passes(settings, make_pass, stop):
    """The reports of all passes until the stop."""

    async def work():
        return [report async for report in keep_passing(settings, make_pass, stop)]

    return asyncio.run(work())


def test_a_stop_lets_the_pass_under_way_come_to_its_end(settings):
    stop = asyncio.Event()

    async def make_pass(_scene, _plan):
        stop.set()
        await asyncio.sleep(0.05)
        return Report(pages=1)

    assert [report.pages for report in passes(settings, make_pass, stop)] == [1]


def test_a_pass_that_does_not_end_is_cancelled_after_its_grace(settings, monkeypatch):
    monkeypatch.setattr(schedule, "GRACE", 0.05)
    stop, cancelled = asyncio.Event(), []

    async def make_pass(_scene, _plan):
        stop.set()
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.append(True)

    assert passes(settings, make_pass, stop) == []
    assert cancelled == [True]


def test_a_stop_that_came_before_makes_no_pass(settings):
    stop = asyncio.Event()
    stop.set()

    assert passes(settings, None, stop) == []


def test_a_signal_stops_and_the_handlers_are_taken_back(settings):
    async def work():
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        undo = stop_on_signals(loop, stop)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(stop.wait(), 5)
        undo()
        return loop.remove_signal_handler(signal.SIGTERM)

    assert asyncio.run(work()) is False
