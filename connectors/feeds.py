"""A body → entries: RSS, Atom, JSON Feed, pages of headlines, sitemaps. Runs in a child: a body may be built to hang its reader."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lxml.html import HTMLParser, document_fromstring

from connectors.addresses import absolute
from connectors.cleaning import clean, clean_line
from connectors.encodings import DOUBT, Decoded, decode
from connectors.errors import EmptyFeed, FeedError, NotAFeed
from connectors.items import Item, Listing, as_entry, identities
from connectors.jsonfeeds import read_json
from connectors.listings import read_headlines, read_sitemap
from connectors.plainfeeds import read_plain
from connectors.searches import read_search
from connectors.xmlfeeds import read_xml, sound_xml
from facts.article import Entry
from facts.watch import Source, SourceKind

_KINDS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture",
    b"PK\x03\x04": "an archive",
    b"\x1f\x8b": "an archive",
}
_SMALL, _MARKS = 200_000, 20_000
"""Bytes of a body, and signs of markup in it, that are read without a child: a tenth of a second's work at the worst."""
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContent:
    """What a feed said.

    entries            in the feed's order, each once; only the unseen ones where the reader was told which those are
    items              how many items the body holds, seen ones included
    damaged            what is wrong with the body, or ""; with it, keep no validators: the next poll wants a whole body
    doubtful_encoding  whether letters were lost or guessed; ``doubtful`` names the entries, where it is only some
    ttl                how long the feed says it stays fresh, or None
    """

    entries: tuple[Entry, ...]
    items: int = 0
    title: str = ""
    damaged: str = ""
    doubtful_encoding: bool = False
    doubtful: frozenset[str] = frozenset()
    ttl: timedelta | None = None


def parse_feed(body: bytes, content_type: str, source: Source, now: datetime) -> FeedContent:
    """Take the entries out of ``body``.

    body          as fetched, unpacked.
    content_type  the server's header; wrong ones are common and do no harm.
    source        whose feed it is, and of which kind; its language and home decide what the feed leaves open.
    now           the time of reading, in UTC: a date more than a day ahead of it is no date.
    returns       every item once, those without id, link, date or title included.
    raises        NotAFeed, EmptyFeed, FeedError (nothing whole in it).
    """
    _refuse_other_kinds(body, content_type, source.url)
    decoded = decode(body, content_type, source.language)
    text = decoded.text.lstrip("\ufeff \t\r\n\x00")
    listing = _read(text, content_type, source)
    if not listing.items and listing.damaged:
        raise FeedError(source.url, listing.damaged)
    if not listing.items:
        raise EmptyFeed(source.url, "a feed without items", "look whether the outlet moved it")
    return _content(listing, decoded, source, now)


def _read(text: str, content_type: str, source: Source) -> Listing:
    match source.kind:
        case SourceKind.PAGE_LIST:
            return read_headlines(text, content_type, source.url, source.links or "")
        case SourceKind.SITEMAP:
            return read_sitemap(text, content_type, source.url)
        case SourceKind.SEARCH:
            return read_search(text, content_type, source.url)
        case SourceKind.FEED:
            return (read_json if text.startswith("{") else read_xml)(text, content_type, source.url)


def discover(body: bytes, url: str) -> tuple[str, ...]:
    """Find the feeds an HTML page names in its head: ``<link rel="alternate" type="application/rss+xml" href=…>``.

    url      the page's address; relative ones are told from it.
    returns  addresses in the page's order, each once; () where it names none.
    """
    text = sound_xml(decode(body).text)
    if "<" not in text:
        return ()
    page = document_fromstring(text, parser=HTMLParser(huge_tree=True))
    named = (str(link.get("href", "")) for link in page.iter("link") if str(link.get("type", "")).strip().lower() in _FEED_TYPES)
    return tuple(dict.fromkeys(absolute(clean(address).strip(), url) for address in named if address.strip()))


def _refuse_other_kinds(body: bytes, content_type: str, url: str) -> None:
    if not body.strip(b" \t\r\n\x00"):
        raise NotAFeed(url, "not a feed (the body is empty)", "open the address in a browser", "", content_type)
    for mark, kind in _KINDS.items():
        if body.startswith(mark):
            raise NotAFeed(url, f"not a feed ({kind})", "look for the feed's address on the outlet's page", "", content_type)


def _content(listing: Listing, decoded: Decoded, source: Source, now: datetime) -> FeedContent:
    entries: dict[str, Entry] = {}
    doubtful = set()
    for item, identity in zip(listing.items, identities(listing.items), strict=True):
        if identity not in entries:
            entries[identity] = as_entry(item, identity, source, now)
        if _is_doubtful(item):
            doubtful.add(identity)
    return FeedContent(
        entries=tuple(entries.values()),
        items=len(entries),
        title=clean_line(listing.title),
        damaged=listing.damaged,
        doubtful_encoding=decoded.doubtful or bool(doubtful),
        doubtful=frozenset(doubtful),
        ttl=listing.ttl,
    )


def only(content: FeedContent, unseen: Collection[str]) -> FeedContent:
    """Leave of ``content`` the entries whose identity is in ``unseen``."""
    return replace(content, entries=tuple(entry for entry in content.entries if entry.identity in unseen))


@dataclass(frozen=True, slots=True)
class Glance:
    """A plain feed read as far as its items can be told apart; cleaning them, most of the work, is done for the unseen ones only.

    items  by identity, each once, in the feed's order
    """

    items: dict[str, Item]
    listing: Listing

    def content(self, source: Source, unseen: Collection[str], now: datetime) -> FeedContent:
        """Return what parse_feed would, with the entries in ``unseen`` only."""
        entries = tuple(as_entry(item, identity, source, now) for identity, item in self.items.items() if identity in unseen)
        return FeedContent(entries=entries, items=len(self.items), title=clean_line(self.listing.title), ttl=self.listing.ttl)


def glance(body: bytes, source: Source) -> Glance | None:
    """Read a small, plainly well-formed RSS or Atom feed in UTF-8, in this process.

    That is safe for these: no parser written in C sees the body, every step takes time in proportion to its length, and
    length and markup are bounded.
    returns  None for everything else: parse_feed, in a child, says what it is.
    """
    if source.kind is not SourceKind.FEED or len(body) > _SMALL or body.count(b"<") + body.count(b"&") + body.count(b"%") > _MARKS:
        return None
    try:
        text = body.decode("utf-8-sig").strip("\ufeff \t\r\n")
    except UnicodeDecodeError:
        return None
    listing = read_plain(sound_xml(text)) if text.startswith("<") and "\ufffd" not in text else None
    if listing is None:
        return None
    items: dict[str, Item] = {}
    for item, identity in zip(listing.items, identities(listing.items), strict=True):
        items.setdefault(identity, item)
    return Glance(items, listing)


def _is_doubtful(item: Item) -> bool:
    return any(mark in words for mark in (DOUBT, "\ufffd") for words in (item.title, item.summary))
