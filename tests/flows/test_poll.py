"""Poll: what a source's answer makes of its state and its entries."""

from datetime import timedelta

import pytest

from flows import steps


async def poll(desk):
    """Poll everything that is due."""
    return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner), desk)


def test_an_entry_is_new_only_once(outside, one_pass):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    source = outside.source()

    first = one_pass([poll], source)
    outside.now += timedelta(hours=12)
    again = one_pass([poll], source)

    assert (first.new_entries, again.new_entries) == (1, 0)
    assert [polled.state for polled in again.polled] == ["unchanged"]


def test_a_source_is_not_asked_before_it_is_due(outside, one_pass):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    source = outside.source()
    one_pass([poll], source)

    outside.now += timedelta(minutes=10)

    assert one_pass([poll], source).polled == ()
    assert outside.asked("/feed") == 1


@pytest.mark.parametrize(
    ("body", "status", "kind", "state", "reason"),
    [
        ("<html><title>Front page</title><body>Hello</body></html>", 200, "text/html", "not_a_feed", "not a feed"),
        ("", 200, "application/rss+xml", "not_a_feed", "empty"),
        ('<rss version="2.0"><channel><title>x</title></channel></rss>', 200, "application/rss+xml", "empty", "without items"),
        ("gone", 410, "text/plain", "gone", "410"),
        ("no", 403, "text/plain", "blocked", "403"),
        ("broken", 500, "text/plain", "failing", "500"),
    ],
)
def test_what_is_no_feed_gives_the_source_a_state_and_a_reason(outside, one_pass, body, status, kind, state, reason):
    outside.serve("/feed", body, status=status, kind=kind)

    report = one_pass([poll], outside.source())

    assert [polled.state for polled in report.polled] == [state]
    assert reason in report.polled[0].reason


def test_i12_a_source_that_fails_costs_only_itself(outside, one_pass):
    outside.feed("/good", ("Trade with China grows", "/1"))

    report = one_pass([poll], outside.source("bad", "/bad"), outside.source("good", "/good"))

    assert {polled.source: str(polled.state) for polled in report.polled} == {"bad": "failing", "good": "ok"}
    assert report.new_entries == 1
    assert [(missed.step, missed.what) for missed in report.missed] == [("poll", "bad")]
    assert not report.nothing_reached


def test_o3_an_address_inside_is_not_asked_unless_it_is_allowed(outside, one_pass):
    outside.feed("/feed", ("Trade with China grows", "/1"))

    report = one_pass([poll], outside.source(), allow=frozenset())

    assert [polled.state for polled in report.polled] == ["blocked"]
    assert outside.asked("/feed") == 0


def test_i17_a_feed_lost_for_a_day_is_told_once(outside, one_pass, store):
    source = outside.source()
    for hours in (0, 25, 50):
        outside.now += timedelta(hours=hours)
        one_pass([poll], source)

    [(alert, state, _)] = store.alerts()

    assert (alert.kind, state, alert.content["source"]) == ("source", "waiting", "example-en")
