"""Searches as discovery: title, outlet and date of what others wrote; the link resolved where it can be, never needed."""

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from connectors.feeds import parse_feed
from connectors.searches import unwrapped
from facts.watch import SourceKind
from tests.connectors.written import NOW, SOURCE

SEARCH = replace(SOURCE, url="https://search.example/rss?q=Belarus+China", kind=SourceKind.SEARCH)
DATE = "Tue, 27 Jan 2026 10:00:00 GMT"


def wrap(address: str) -> str:
    """A link as a search hands it out, with the address packed inside."""
    return "https://search.example/rss/articles/" + base64.urlsafe_b64encode(
        b'\x08\x13"' + address.encode() + b"\xd2\x01\x00"
    ).decode().strip("=")


def found(*items: str):
    body = f'<rss version="2.0"><channel><title>Search</title>{"".join(items)}</channel></rss>'
    return parse_feed(body.encode(), "application/xml", SEARCH, NOW).entries


def test_the_outlet_is_told_from_the_item_and_taken_off_the_title():
    [entry] = found(
        f"<item><title>Potash exports double - Minsk Courier</title><link>{wrap('https://courier.example/1')}</link>"
        f'<pubDate>{DATE}</pubDate><source url="https://courier.example">Minsk Courier</source></item>'
    )

    assert (entry.title, entry.outlet) == ("Potash exports double", "Minsk Courier")
    assert entry.link == "https://courier.example/1"
    assert entry.published == datetime(2026, 1, 27, 10, tzinfo=UTC)


def test_without_an_outlet_named_the_address_tells_it():
    [entry] = found(
        f"<item><title>Rail - fast and slow</title><link>https://www.courier.example/rail</link><pubDate>{DATE}</pubDate></item>"
    )

    assert (entry.title, entry.outlet) == ("Rail - fast and slow", "courier.example")


@pytest.mark.parametrize("path", ["AU_yqLMf0pT0paQ0vQ0paQ", "x", "A" * 17, "%%%", ""])
def test_a_link_that_holds_no_address_stays_as_it_is(path):
    link = f"https://search.example/rss/articles/{path}"

    assert unwrapped(link) == link
    [entry] = found(f"<item><title>One</title><link>{link}</link></item>")
    assert (entry.link, entry.outlet) == (link, "")
