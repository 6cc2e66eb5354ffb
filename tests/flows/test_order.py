"""One pass: the steps of its plan, recorded; and what it says when nothing could be reached."""

import asyncio
import socket

from flows.desk import Plan
from flows.order import one_pass as make_pass
from models.chain import verify
from models.rows import Filter

STORY = (
    "",
    "The minister thanked the railway workers of both countries, who had kept the yards open through three weeks of snow.",
    "A choir of conductors sang at the end, and the buffet was closed late.",
)


def unreachable():
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_pass_goes_from_feed_to_finding_and_is_remembered(outside, one_pass, store):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    outside.page("/1")

    report = one_pass([make_pass], outside.source())

    assert (report.new_entries, report.pages, report.judged) == (1, 1, 1)
    assert report.findings
    [made] = store.last_passes()
    assert made.ended is not None
    assert made.report["findings"] == [row.id for row in report.findings]


def test_only_the_steps_of_the_plan_are_made(outside, one_pass):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    outside.page("/1")

    report = one_pass([make_pass], outside.source(), plan=Plan(steps=("poll",)))

    assert (report.new_entries, report.pages) == (1, 0)


def test_only_the_named_sources_are_asked_and_force_asks_before_they_are_due(outside, one_pass):
    outside.feed("/a", ("Trade with China grows", "/1"))
    outside.feed("/b", ("China buys potash", "/2"))
    both = outside.source("a", "/a"), outside.source("b", "/b")

    named = one_pass([make_pass], *both, plan=Plan(names=frozenset({"a"}), steps=("poll",)))
    forced = one_pass([make_pass], *both, plan=Plan(names=frozenset({"a"}), steps=("poll",), force=True))

    assert [polled.source for polled in (*named.polled, *forced.polled)] == ["a", "a"]
    assert outside.asked("/b") == 0


def test_where_nothing_can_be_reached_the_pass_ends_in_good_order(outside, one_pass):
    port = unreachable()
    sources = [outside.source("dead", url=f"http://127.0.0.1:{port}/feed"), outside.source("nameless", url="https://news.invalid/rss")]

    report = one_pass([make_pass], *sources, allow=frozenset({("127.0.0.1", port)}))

    assert report.nothing_reached
    assert {polled.source: str(polled.state) for polled in report.polled} == {"dead": "failing", "nameless": "failing"}
    assert all(polled.reason for polled in report.polled)


def test_s1_i8_passes_at_the_same_time_find_what_one_finds(outside, run, store):
    outside.feed("/feed", *[(f"Trade with China, part {number}", f"/{number}") for number in range(1, 5)])
    for number in range(1, 5):
        outside.page(
            f"/{number}", f"According to Belstat, trade of Belarus with China reached ${number}.5 billion in 202{number}.", *STORY[1:]
        )
    source = outside.source()

    async def one():
        async with outside.desk(source) as desk:
            return await make_pass(desk)

    async def at_once():
        return await asyncio.gather(one(), one(), one())

    reports = run(at_once())
    alone = [row.id for row in store.findings(Filter())]

    assert sorted(row.id for report in reports for row in report.findings) == sorted(alone)
    assert (sum(report.new_entries for report in reports), sum(report.judged for report in reports)) == (4, 4)
    assert verify(store) == []
