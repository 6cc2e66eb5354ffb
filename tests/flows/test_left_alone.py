"""Passes that were missed, cut in pieces, or left hanging: the work stands in the database, and whoever comes next does it."""

import socket
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from connectors.client import Client
from flows import steps
from flows.desk import Plan
from flows.order import one_pass as whole_pass
from models.leases import LONG
from models.rows import Filter

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def poll(desk):
    """Poll everything that is due."""
    return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner), desk)


@pytest.fixture
def silence():
    """A port that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listening:
        yield listening.getsockname()[1]


def test_s2_passes_that_were_missed_are_made_up_for_by_the_next(outside, one_pass, store):
    sources = [outside.source(f"s{number}", f"/{number}") for number in range(3)]
    for number in range(3):
        outside.feed(f"/{number}", (f"Hockey, part {number}", f"/1{number}"), summary="")
    one_pass([whole_pass], *sources)
    outside.change()
    for number in range(3):
        items = [(f"Hockey, part {number}, game {game}", f"/1{number}/{game}") for game in range(4)]
        outside.feed(f"/{number}", *items, summary="")
    outside.now += 9 * DAY

    report = one_pass([whole_pass], *sources)

    assert {polled.source: polled.new for polled in report.polled} == {"s0": 4, "s1": 4, "s2": 4}
    assert one_pass([whole_pass], *sources).polled == ()


def test_s3_a_pass_that_never_ends_holds_nothing_for_longer_than_its_lease(outside, one_pass, store):
    source = outside.source()
    outside.feed("/feed", ("Trade with China grows", "/1"))
    outside.page("/1")
    store.sync_sources([source], outside.now)
    store.pass_started(outside.now)
    assert len(store.due_sources(outside.now, owner="elsewhere:1:2:3")) == 1

    meanwhile = one_pass([whole_pass], source)
    outside.now += LONG
    afterwards = one_pass([whole_pass], source)

    assert (meanwhile.polled, afterwards.new_entries, afterwards.judged) == ((), 1, 1)
    assert [made.ended is None for made in store.last_passes()] == [False, False, True]


def test_s7_each_step_may_belong_to_another_pass(outside, one_pass, store):
    source = outside.source()
    outside.feed("/feed", ("Trade with China grows", "/1"))
    outside.page("/1")

    for step in ("announce", "poll", "judge", "read", "judge"):
        one_pass([whole_pass], source, plan=Plan(steps=(step,)))
        outside.now += timedelta(minutes=1)

    assert "trade_turnover" in {row.metric for row in store.findings(Filter())}
    counts = store.counts()
    assert (counts.entries_waiting, counts.versions_waiting) == (0, 0)


def test_c5_n1_more_silent_sources_than_are_asked_at_once_hold_up_neither_the_others_nor_the_pass(outside, one_pass, silence):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    hanging = [outside.source(f"s{number}", url=f"http://127.0.0.1:{silence}/{number}") for number in range(90)]
    allow = frozenset({("127.0.0.1", silence), ("localhost", urlsplit(outside.url("/")).port)})

    async def impatient(desk):
        async with Client("beltwatch/test", allow, deadline=0.4, per_host=0) as desk.client:
            return await poll(desk)

    report = one_pass([impatient], *hanging, outside.source(), allow=allow)

    states = {polled.source: str(polled.state) for polled in report.polled}
    assert states.pop("example-en") == "ok"
    assert set(states.values()) == {"failing"}
    assert len(states) == 90
    assert all("no whole answer" in missed.why for missed in report.missed)
