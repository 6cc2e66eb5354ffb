"""Which entry is which, whatever comes with it today, and when it was published: F10 to F18."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.watch import Camp, Source
from tests.connectors.written import item, known, read, rss, three


def test_f10_items_without_guid_link_date_or_title_are_recorded_and_stay_the_same():
    body = rss(
        item(title="Only a title"),
        item(text="Only a text"),
        item(link="https://news.example/1"),
        item(guid="urn:x:1"),
        "<item></item>",
        "<item><author>Somebody</author></item>",
        item(date="Tue, 27 Jan 2026 10:00:00 GMT"),
    )

    assert len(known(body)) == 7
    assert known(body) == known(body)


def test_f11_one_guid_with_three_stories_makes_three_entries():
    assert len(known(rss(*three(guid="urn:same")))) == 3
    assert len(known(rss(*(item(title=f"Story {n}", guid="urn:same") for n in range(3))))) == 3
    assert len(known(rss(*(item(title=f"Story {n}", guid="urn:same", link="https://news.example/live") for n in range(3))))) == 3


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(rss(*three(guid="urn:new")), id="F12 guids"),
        pytest.param(rss(*three()).replace("https://", "http://"), id="F12 scheme"),
        pytest.param(rss(*three()).replace("https://news", "https://www.news"), id="F12 www"),
        pytest.param(rss(*three()).replace("</link>", "?utm_source=rss&amp;utm_campaign=7&amp;fbclid=x</link>"), id="F12 tracking"),
        pytest.param(rss(*three()).replace("</link>", "#comments</link>"), id="F12 fragment"),
        pytest.param(rss(*three(date="Wed, 28 Jan 2026 08:00:00 GMT")), id="F13 new dates"),
        pytest.param(rss(*reversed(three())), id="F13 shuffled"),
        pytest.param(rss(*three()).replace("Story", "Corrected story"), id="F15 edited"),
        pytest.param(rss(*three(), *three()).replace("Outlet", "Other"), id="every item twice"),
    ],
)
def test_an_item_that_comes_again_is_the_same(again):
    if "Other" in again:
        assert len(known(again)) == 3
    else:
        assert known(again) == known(rss(*three()))


def test_f13_an_item_that_vanishes_and_comes_back_is_the_same():
    first, _, third = three()

    assert known(rss(first, third)) < known(rss(*three()))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_entry_is_the_same_in_whatever_company_it_comes(data):
    """Property: with links of their own, identities do not depend on order, neighbours, guids, dates or titles."""
    numbers = data.draw(st.lists(st.integers(1, 30), min_size=1, max_size=12, unique=True))
    alone = {number: next(iter(known(rss(item(link=f"https://news.example/{number}"))))) for number in numbers}
    noise = st.sampled_from(["", "urn:a", "urn:b", "Tue, 27 Jan 2026 10:00:00 GMT"])
    items = [
        item(title=data.draw(noise), link=f"http://news.example/{n}?utm_source={n}", guid=data.draw(noise), date=data.draw(noise))
        for n in numbers
    ]

    assert [entry.identity for entry in read(rss(*items)).entries] == [alone[number] for number in numbers]


@pytest.mark.parametrize(
    ("printed", "home", "moment"),
    [
        ("Tue, 27 Jan 2026 15:58:03 +0300", None, datetime(2026, 1, 27, 12, 58, 3, tzinfo=UTC)),
        ("2026-01-27T12:58:03Z", None, datetime(2026, 1, 27, 12, 58, 3, tzinfo=UTC)),
        ("2026-01-27T12:58:03.250+08:00", None, datetime(2026, 1, 27, 4, 58, 3, tzinfo=UTC)),
        ("Tue, 27 Jan 2026 15:58:03 MSK", None, datetime(2026, 1, 27, 12, 58, 3, tzinfo=UTC)),
        ("27 Jan 2026 15:58 CST", "CN", datetime(2026, 1, 27, 7, 58, tzinfo=UTC)),
        ("Tue, 27 Jan 2026 15:58:03", "BY", datetime(2026, 1, 27, 12, 58, 3, tzinfo=UTC)),
        ("2026年1月27日 15:58", "CN", datetime(2026, 1, 27, 7, 58, tzinfo=UTC)),
        ("2026年1月27日15时58分", "CN", datetime(2026, 1, 27, 7, 58, tzinfo=UTC)),
        ("2026年1月27日", "CN", datetime(2026, 1, 27, tzinfo=UTC)),
        ("27 января 2026, 15:58", "BY", datetime(2026, 1, 27, 12, 58, tzinfo=UTC)),
        ("27 студзеня 2026 г. 15:58", "BY", datetime(2026, 1, 27, 12, 58, tzinfo=UTC)),
        ("27.01.2026 15:58", "BY", datetime(2026, 1, 27, 12, 58, tzinfo=UTC)),
        ("2026/01/27 15:58", None, datetime(2026, 1, 27, 15, 58, tzinfo=UTC)),
        ("2026-01-26T24:00:00Z", None, datetime(2026, 1, 27, tzinfo=UTC)),
        ("2025-12-31T23:59:60Z", None, datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Fri, 30 Jan 2026 10:00:00 GMT", None, None),
        ("0001-01-01T00:00:00Z", None, None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None, None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, None),
        ("2026-02-30", None, None),
        ("32.13.2026", None, None),
        ("Tue, 27 Jan 99999999 10:00:00 GMT", None, None),
        ("yesterday", None, None),
        ("1769500000", None, None),
    ],
)
def test_f18_a_date_is_a_moment_or_unknown_and_its_words_are_kept(printed, home, moment):
    source = Source(name="x", url="https://x.example/rss", outlet="X", language="", camp=Camp.OTHER, every=timedelta(hours=1), home=home)

    [entry] = read(rss(item(title="x", date=printed)), source=source).entries

    assert entry.published == moment
    assert entry.published_raw == printed
