"""A body → entries: RSS, Atom, JSON Feed, pages of headlines, sitemaps. Runs in a child: a body may be built to hang its reader."""

from datetime import datetime

from lxml.html import HTMLParser, document_fromstring

from connectors.addresses import absolute
from connectors.cleaning import clean, clean_line
from connectors.encodings import DOUBT, Decoded, decode
from connectors.errors import EmptyFeed, FeedError, NotAFeed
from connectors.glances import FeedContent
from connectors.items import Item, Listing, as_entry, identities
from connectors.jsonfeeds import read_json
from connectors.listings import read_headlines, read_sitemap
from connectors.searches import read_search
from connectors.soundxml import sound_xml
from connectors.xmlfeeds import read_xml
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
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


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


def _is_doubtful(item: Item) -> bool:
    return any(mark in words for mark in (DOUBT, "\ufffd") for words in (item.title, item.summary))
