"""Addresses: one spelling for one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.addresses import absolute, canonical, place


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("HTTPS://News.Example:443/a?b=2&a=1#top", "https://news.example/a?a=1&b=2"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example/a?utm_source=rss&UTM_Medium=x&id=7", "https://news.example/a?id=7"),
        ("https://news.example/a?fbclid=x&gclid=y&yclid=z&_openstat=w", "https://news.example/a"),
        ("https://news.example/a?spm=c.1&from=singlemessage&isappinstalled=0", "https://news.example/a"),
        ("https://news.example/a;jsessionid=AB12?id=7", "https://news.example/a?id=7"),
        ("https://news.example/?p=12", "https://news.example/?p=12"),
        ("https://news.example/a?id=", "https://news.example/a?id="),
        ("https://news.example/app#!/news/7", "https://news.example/app#!/news/7"),
        ("https://news.example", "https://news.example/"),
        (" https://news.example/a ", "https://news.example/a"),
        ("https://news.example/новость", "https://news.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("urn:x:1", "urn:x:1"),
        ("http://[::1", "http://[::1"),
        ("", ""),
    ],
)
def test_an_address_has_one_spelling(url, kept):
    assert canonical(url) == kept
    assert canonical(kept) == kept


@pytest.mark.parametrize(
    "url",
    ["http://news.example/a", "https://www.news.example/a/", "https://m.news.example/a?utm_source=x", "https://news.example/a#comments"],
)
def test_a_place_is_the_same_however_it_is_reached(url):
    assert place(url) == "news.example/a"


def test_pages_that_differ_are_told_apart():
    urls = [
        "https://news.example/a",
        "https://news.example/b",
        "https://news.example/a?id=1",
        "https://other.example/a",
        "https://news.example/A",
    ]

    assert len(set(map(place, urls))) == len(urls)


@given(st.text(max_size=80) | st.from_regex(r"https?://[\w.:@\[\]%-]{0,20}/[\w./?&=#;%\[\]-]{0,40}"))
def test_no_address_makes_it_fail_and_a_spelling_once_kept_is_kept(url):
    assert canonical(canonical(url)) == canonical(url)
    assert isinstance(place(url), str)
    assert isinstance(absolute(url, "https://news.example/a"), str)
