"""N9: when not one source can be reached it is the network, told once; the sources are not blamed."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from facts.rhythm import NO_NETWORK
from flows import steps

SILENT = "http://127.0.0.1:9/"  # nobody listens there


async def poll(desk):
    """Poll everything that is due."""
    return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner), desk)


@pytest.fixture
def pass_over(outside, one_pass):
    """One pass over fifty sources: all silent, or one of them answering."""

    def over(*, answering: bool, number: int = 50):
        outside.change()
        outside.feed("/feed", ("Trade with China grows", "/1"))
        urls = [outside.url("/feed") if answering and not one else f"{SILENT}{one}" for one in range(number)]
        allow = frozenset({("127.0.0.1", 9), ("localhost", urlsplit(outside.url("/")).port)})
        return one_pass([poll], *(outside.source(f"s{one}", url=url) for one, url in enumerate(urls)), allow=allow)

    return over


def kinds(store):
    return [alert.kind for alert, *_ in store.alerts()]


def test_n9_the_network_is_told_of_once_and_no_source_is_blamed(outside, pass_over, store):
    first = pass_over(answering=False)
    for _ in range(4):
        outside.now += timedelta(hours=12)
        last = pass_over(answering=False)

    assert first.cut_off
    assert last.cut_off
    assert last.nothing_reached
    assert first.missed == ()
    assert kinds(store) == ["network"]
    assert {(one.state, one.reason, one.failures, one.failing_since) for one in store.sources()} == {("failing", NO_NETWORK, 0, None)}


def test_sources_are_asked_again_soon_however_long_it_lasts(outside, pass_over, store):
    for _ in range(9):
        pass_over(answering=False)
        outside.now += timedelta(hours=5)

    left = outside.now - timedelta(hours=5)
    assert all(one.next_try - left < timedelta(minutes=5) for one in store.sources())


def test_that_it_is_back_is_told_once_and_a_source_still_silent_is_blamed_from_then_on(outside, pass_over, store):
    pass_over(answering=False)
    outside.now += timedelta(days=2)
    back = pass_over(answering=True)
    outside.now += timedelta(hours=13)
    pass_over(answering=True)

    assert not back.cut_off
    assert back.new_entries == 1
    assert kinds(store) == ["network_back", "network"]
    assert store.alerts()[0][0].content["since"] == "2026-01-27T09:00:00Z"
    assert {one.failures for one in store.sources() if one.name != "s0"} == {2}


def test_two_silent_sources_are_no_outage(pass_over, store):
    report = pass_over(answering=False, number=2)

    assert not report.cut_off
    assert {missed.what for missed in report.missed} == {"s0", "s1"}
    assert kinds(store) == []


def test_sources_long_lost_prove_no_outage(outside, pass_over, store):
    for _ in range(3):
        pass_over(answering=True, number=20)
        outside.now += timedelta(hours=13)
    outside.change()

    assert not pass_over(answering=False, number=20).cut_off
    assert "network" not in kinds(store)
