"""Outlets without a feed: pages of headlines and sitemaps."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from connectors.errors import EmptyFeed, NotAFeed
from connectors.feeds import parse_feed
from facts.watch import SourceKind

PAGE = """<!DOCTYPE html><html><head><title>News</title></head><body><nav><a href="/">Home</a><a href="/news/">News</a></nav>
<div class="row"><a href="/news/101"><img alt="Port" src="p.jpg"></a><time datetime="2026-01-27T10:00:00+03:00">27</time>
  <a href="/news/101?utm_source=main">A port is opened in the east</a></div>
<div class="row"><h2><a href="https://www.news.example/news/102#comments">Beef goes to <b>Shanghai</b></a></h2></div>
<div class="row"><a href="/news/103" title="A railway is planned"></a></div>
<p><a href="/about">About</a> <a href="https://elsewhere.example/news/9x">Other</a> <a>nowhere</a> <a href="http://[">broken</a></p></body></html>"""

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/news/1</loc><lastmod>2026-01-26</lastmod><news:news>
  <news:publication_date>2026-01-27T10:00:00Z</news:publication_date><news:title>Trade grew</news:title></news:news></url>
<url><loc>https://news.example/news/2</loc><lastmod>2026-01-26</lastmod></url></urlset>"""


@pytest.fixture
def headlines(source):
    return replace(source, kind=SourceKind.PAGE_LIST, links=r"news\.example/news/\d+/?(?:\?|$)", url="https://news.example/news/")


@pytest.fixture
def sitemap(source):
    return replace(source, kind=SourceKind.SITEMAP, url="https://news.example/sitemap.xml")


def test_articles_of_a_page_are_its_links_that_follow_the_rule_each_once(headlines, now):
    entries = parse_feed(PAGE.encode(), "text/html", headlines, now).entries

    assert [entry.title for entry in entries] == ["A port is opened in the east", "Beef goes to Shanghai", "A railway is planned"]
    assert entries[1].link == "https://www.news.example/news/102"
    assert [entry.published for entry in entries] == [datetime(2026, 1, 27, 7, tzinfo=UTC), None, None]


def test_an_article_of_a_page_is_the_same_at_the_next_poll(headlines, now):
    first = parse_feed(PAGE.encode(), "text/html", headlines, now)
    again = parse_feed(PAGE.replace("https://www.", "http://").replace("Beef", "More beef").encode(), "text/html", headlines, now)

    assert [entry.identity for entry in first.entries] == [entry.identity for entry in again.entries]


@pytest.mark.parametrize("body", [b"<html><body><a href='/about'>About</a></body></html>", b"no markup", b"<html></html>"])
def test_a_page_on_which_no_link_follows_the_rule_is_told(headlines, now, body):
    with pytest.raises(NotAFeed, match="follows the rule"):
        parse_feed(body, "text/html", headlines, now)


def test_a_news_sitemap_is_read(sitemap, now):
    first, second = parse_feed(SITEMAP.encode(), "application/xml", sitemap, now).entries

    assert (first.title, first.link, first.published) == (
        "Trade grew",
        "https://news.example/news/1",
        datetime(2026, 1, 27, 10, tzinfo=UTC),
    )
    assert (second.title, second.published) == ("", datetime(2026, 1, 26, tzinfo=UTC))


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        ("<urlset/>", EmptyFeed, "without items"),
        ("<sitemapindex><sitemap><loc>https://news.example/s1.xml</loc></sitemap></sitemapindex>", NotAFeed, "s1.xml"),
        ("<html><body>x</body></html>", NotAFeed, r"not a sitemap \(html\)"),
        ("no markup", NotAFeed, "not a sitemap"),
    ],
)
def test_what_is_no_sitemap_is_told(sitemap, now, body, error, words):
    with pytest.raises(error, match=words):
        parse_feed(body.encode(), "", sitemap, now)
