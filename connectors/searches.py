"""Searches of news as feeds: each item is another outlet's, and its link may lead through a page of the search's own."""

import base64
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from connectors.cleaning import clean_line
from connectors.items import Item, Listing
from connectors.xmlfeeds import item_of, read_with_feedparser

_WRAPPED = re.compile(r"/articles/([\w-]{16,})")
_ADDRESS = re.compile(rb"https?://[\x21-\x7e]{4,}")


def read_search(text: str, content_type: str, url: str) -> Listing:
    """Read what a search found: titles without the outlet's name behind them, and whose they are.

    raises  NotAFeed
    """
    host = urlsplit(url).hostname or ""
    return read_with_feedparser(text, content_type, url, lambda entry: _found(entry, host))


def unwrapped(link: str) -> str:
    """Tell where ``link`` leads, where it holds that address itself, packed into its last part; else the link as it is."""
    wrapped = _WRAPPED.search(link)
    if wrapped is None:
        return link
    packed = wrapped[1]
    inside = _ADDRESS.search(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))) if len(packed) % 4 != 1 else None
    return inside[0].decode("ascii") if inside else link


def _found(entry: Mapping[str, Any], host: str) -> Item:
    item = item_of(entry)
    link = unwrapped(item.link)
    outlet = clean_line(str(entry.get("source", {}).get("title", "")))
    title = clean_line(item.title)
    if outlet:
        title = title.removesuffix(f" - {outlet}")
    else:
        outlet = (urlsplit(link).hostname or "").removeprefix("www.")
    return Item(
        guid=item.guid,
        link=link,
        title=title,
        summary=item.summary,
        published=item.published,
        rest=item.rest,
        outlet="" if outlet == host.removeprefix("www.") else outlet,
    )
