"""A plain feed at a glance: what of it was not seen before, told in this process. What is not plain, connectors.feeds reads in a child.

Nothing is loaded here that only a child needs.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from connectors.cleaning import clean_line
from connectors.items import Item, Listing, as_entry, identities
from connectors.plainfeeds import read_plain
from connectors.soundxml import sound_xml
from facts.article import Entry
from facts.watch import Source, SourceKind

_SMALL, _MARKS = 200_000, 20_000
"""Bytes of a body, and signs of markup in it, that are read without a child: a tenth of a second's work at the worst."""


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
