"""What a feed's misbehaviour comes to over several passes: its state, what is asked next time, and what is recorded of it."""

from datetime import timedelta

import pytest
from werkzeug import Response

from difflog.message import title
from facts.rhythm import UNREADABLE
from flows import steps

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THREE = [(f"Trade with China, part {number}", f"/{number}") for number in (1, 2, 3)]


async def poll(desk):
    """Poll everything that is due."""
    return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner), desk)


@pytest.fixture
def again(outside, one_pass, store):
    """More polls of the feed, each so much later; returns how many entries the last one brought and the source as it stands then."""

    def polled(later=2 * HOUR, times=1):
        async def in_time(desk):
            outside.now += later
            return await poll(desk)

        report = one_pass([in_time] * times, outside.source())
        return report.new_entries, store.sources()[0]

    return polled


def rss(*items, cut=0):
    """A feed of titles, links and dates, cut short by so many characters."""
    rows = "".join(
        f"<item><title>{title}</title><link>https://news.example{path}</link><pubDate>{date}</pubDate></item>"
        for title, path, date in [(*item, "Tue, 27 Jan 2026 06:00:00 GMT")[:3] for item in items]
    )
    text = f'<rss version="2.0"><channel><title>Example</title>{rows}</channel></rss>'
    return text[: len(text) - cut]


def conditions(httpserver):
    """What each request for the feed was made conditional on."""
    return [request.headers.get("If-None-Match") for request, _ in httpserver.log if request.path == "/feed"]


def test_h4_h5_after_a_body_that_breaks_off_the_whole_is_asked_for_and_nothing_is_missing(outside, again, httpserver):
    outside.serve("/feed", rss(*THREE[:1]), ETag='"whole"')
    assert again()[0] == 1
    outside.change()
    outside.serve("/feed", rss(*THREE, cut=90), ETag='"cut"')
    new, damaged = again()
    outside.change()
    outside.serve("/feed", rss(*THREE), ETag='"cut"')
    last, whole = again()

    assert (new, last) == (1, 1)
    assert "breaks off in the middle" in damaged.reason
    assert (damaged.etag, damaged.modified) == (None, None)
    assert conditions(httpserver)[-1] is None
    assert (whole.etag, whole.reason) == ('"cut"', "")


@pytest.mark.parametrize("inside", ["http://127.0.0.1:9/x", "http://169.254.169.254/latest", "http://[::1]:9/", "http://2130706433:9/"])
def test_h9_an_item_whose_link_leads_inside_is_recorded_and_says_why_it_has_no_text(outside, one_pass, store, inside):
    outside.serve("/feed", rss(("Trade of Belarus with China", "/1")).replace("https://news.example/1", inside))

    report = one_pass([poll, steps.read], outside.source())

    assert (report.pages, store.counts().entries) == (0, 1)
    assert ["address refused" in missed.why for missed in report.missed] == [True]


def test_h14_a_feed_that_is_gone_is_told_of_once_and_left_alone_and_its_entries_stay(outside, again, store):
    outside.serve("/feed", rss(*THREE))
    again()
    outside.change()
    outside.serve("/feed", "", status=410)
    _, gone = again()
    again(4 * DAY, times=6)

    assert (gone.state, gone.reason) == ("gone", "the server answered 410")
    assert gone.next_try - outside.now + 24 * DAY >= 30 * DAY
    assert outside.asked("/feed") == 2
    [(alert, _, _)] = store.alerts()
    assert "was taken away for good (the server answered 410)" in title(alert).replace("(410", "(the server answered 410")
    assert store.counts().entries == 3


def test_h14_a_feed_that_is_not_found_is_asked_for_weeks(outside, again, store):
    again(DAY, times=24)

    assert store.sources()[0].state == "failing"
    assert outside.asked("/feed") > 12
    assert len(store.alerts()) == 1


@pytest.mark.parametrize(("words", "wait"), [("7200", 2 * HOUR), ("999999999", 7 * DAY), ("-5", timedelta(0)), ("soon", timedelta(0))])
def test_h15_nobody_is_asked_before_the_time_he_asked_for(outside, again, words, wait):
    outside.serve("/feed", "", status=429, **{"Retry-After": words})

    _, told = again()

    assert told.state == "failing"
    assert max(wait, timedelta(minutes=1)) <= told.next_try - outside.now <= max(wait, timedelta(minutes=2))


def test_h16_what_failed_once_is_read_at_the_next_poll_and_nobody_is_told(outside, again, store):
    outside.serve("/feed", "", status=500)
    again()
    outside.change()
    outside.serve("/feed", rss(*THREE))
    new, well = again()

    assert (new, well.state, well.failures) == (3, "ok", 0)
    assert store.alerts() == []


def test_h17_i17_a_feed_that_never_changes_any_more_is_named_and_asked_for_the_whole_each_day(outside, again, httpserver):
    httpserver.expect_request("/feed").respond_with_handler(
        lambda request: Response(status=304) if request.if_none_match else Response(rss(*THREE), headers={"ETag": '"v"'})
    )
    first, _ = again(6 * HOUR)
    last, source = again(6 * HOUR, times=15)

    asked = conditions(httpserver)
    assert (first, last) == (3, 0)
    assert asked.count('"v"') > 5
    assert all(None in asked[at : at + 5] for at in range(len(asked) - 4))
    assert source.state in ("frozen", "stale")
    assert "no new item since 2026-01-27" in source.reason


@pytest.mark.parametrize("body", ["<!DOCTYPE html><title>Back soon</title>", "%PDF-1.7", ""], ids=["a page", "a PDF", "nothing"])
def test_h19_i14_what_is_no_feed_takes_nothing_away_and_is_told_apart_from_silence(outside, again, store, body):
    outside.serve("/feed", rss(*THREE))
    again()
    outside.change()
    outside.serve("/feed", body)
    new, lost = again()
    outside.change()
    outside.serve("/feed", rss(*THREE))

    assert (new, lost.state) == (0, "not_a_feed")
    assert lost.state in UNREADABLE
    assert store.counts().entries == 3
    assert again()[0] == 0


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(rss(*THREE).replace("</link>", "?utm_source=rss</link>"), id="F12 tracking parameters"),
        pytest.param(rss(*THREE).replace("<link>", "<guid>new</guid><link>"), id="F12 another guid"),
        pytest.param(rss(*THREE[::-1]), id="F13 shuffled"),
        pytest.param(rss(*THREE).replace("27 Jan", "28 Jan"), id="F13 another date"),
        pytest.param(rss(*THREE).replace("<title>Example", "<title>12345"), id="F15 noise"),
    ],
)
def test_nothing_is_new_that_was_there_before(outside, again, store, later):
    outside.serve("/feed", rss(*THREE))
    again()
    outside.change()
    outside.serve("/feed", later)

    assert again()[0] == 0
    assert store.alerts() == []


@pytest.mark.parametrize("odd", [bytes(range(0x81, 0xA0)) * 9, "白俄罗斯与中国".encode("gbk") + b"\x81\xff"], ids=["the feed", "an item"])
def test_f7_f8_the_bytes_of_a_feed_in_doubt_are_kept_to_be_read_another_way(outside, again, store, odd):
    body = rss(*THREE).encode().replace(b"part 2", odd)
    outside.serve("/feed", body)
    new, source = again()

    assert (new, source.reason) == (3, "encoding doubtful")
    assert store.page_of(source.body_hash) == body


def test_f16_where_items_may_have_gone_by_unseen_the_operator_is_told_and_the_next_poll_is_soon(outside, again):
    outside.serve("/feed", rss(*THREE[:2]))
    again()
    outside.change()
    outside.serve("/feed", rss(*[(f"Another part {number}", f"/other/{number}") for number in range(8)]))
    new, source = again()

    assert new == 8
    assert "items may have been missed" in source.reason
    assert source.next_try - outside.now <= timedelta(minutes=17)


def test_f17_an_item_older_than_the_last_poll_is_recorded_all_the_same(outside, again, store):
    outside.serve("/feed", rss(*THREE))
    again()
    outside.change()
    outside.serve("/feed", rss(*THREE, ("Trade with China in March", "/late", "Tue, 03 Mar 2020 06:00:00 GMT")))

    assert again()[0] == 1
    assert "Trade with China in March" in {one.entry.title for one in store.waiting_entries(outside.now, owner="test", size=9)}


@pytest.mark.parametrize("date", ["", "Fri, 27 Jan 2062 06:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "yesterday, after lunch"])
def test_f18_i15_an_entry_whose_date_is_none_is_first_seen_now_and_dated_never(outside, again, store, date):
    outside.serve("/feed", rss(("Trade with China", "/1", date)))
    again()

    [waiting] = store.waiting_entries(outside.now, owner="test", size=9)
    assert (waiting.entry.published, waiting.entry.published_raw) == (None, date)
    with store.engine.connect() as connection:
        [(seen,)] = connection.exec_driver_sql("SELECT first_seen FROM entries").all()
    assert seen.startswith(f"{outside.now:%Y-%m-%dT%H:%M:%S}")
