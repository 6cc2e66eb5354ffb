"""Atom, JSON Feed, very long feeds, and the feeds that a page names."""

import time
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.errors import ConnectorError
from connectors.feeds import discover
from tests.connectors.written import item, read, rss, three


def test_atom_is_read():
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet</title><entry><title type="html">A &amp;amp; B</title><id>urn:1</id>
    <link rel="alternate" href="/a"/><link rel="enclosure" href="https://cdn.example/a.mp3"/><updated>2026-01-27T10:00:00Z</updated>
    <content type="html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry></feed>"""

    [entry] = read(body).entries

    assert (entry.title, entry.link, entry.guid) == ("A & B", "https://news.example/a", "urn:1")
    assert entry.summary == "One.\nTwo."


def test_json_feed_is_read():
    body = """{"version": "https://jsonfeed.org/version/1.1", "title": "Outlet", "items": [
      {"id": 7, "url": "https://news.example/7", "title": "Seven", "content_html": "<p>Text</p>", "date_published": "2026-01-27T10:00:00Z"},
      {"id": "8", "content_text": "Only words"}, "no item"]}"""

    first, second = read(body, "application/feed+json").entries

    assert (first.guid, first.title, first.summary, first.published) == ("7", "Seven", "Text", datetime(2026, 1, 27, 10, tzinfo=UTC))
    assert second.summary == "Only words"


def test_the_ttl_is_read():
    assert read(rss(*three(), channel="<ttl>90</ttl>")).ttl == timedelta(minutes=90)
    assert read(rss(*three(), channel="<ttl>soon</ttl>")).ttl is None


def test_f5_all_of_very_many_items_are_read():
    began = time.monotonic()

    content = read(rss(*(item(title=f"Story {number}", link=f"https://news.example/{number}") for number in range(5_000))))

    assert len(content.entries) == 5_000
    assert time.monotonic() - began < 30


def test_the_feeds_a_page_names_are_discovered():
    page = b"""<!DOCTYPE html><html><head>
    <link rel=alternate type="application/rss+xml" href="/rss.xml">
    <link rel="stylesheet" href="/x.css">
    <link rel="alternate" type="application/atom+xml" href="https://other.example/atom">
    <link rel=alternate type="application/rss+xml" href="/rss.xml"></head>"""

    assert discover(page, "https://news.example/news/") == ("https://news.example/rss.xml", "https://other.example/atom")
    assert discover(b"", "https://news.example/") == ()
    assert discover(b"no markup", "https://news.example/") == ()


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: ("<rss version='2.0'><channel><item>" + text).encode("utf-8", "surrogatepass"))
)
def test_no_body_ends_in_anything_but_entries_or_one_of_our_errors(body):
    try:
        assert read(body).entries
    except ConnectorError as error:
        assert error.reason
