"""The items of a feed, whatever its format, and how they are told apart."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from connectors.addresses import absolute, place
from connectors.cleaning import clean, clean_line, clean_text, cut
from connectors.dates import read_date
from facts.article import Entry
from facts.watch import Source

_SUMMARY_LIMIT = 100_000
_GUID_LIMIT = 500
_LINK_LIMIT = 4_000
_WEEK_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item as it stood.

    published  the words of its date
    rest       all there is of it, for an item that has nothing else to be known by
    outlet     whose it is, where a search found it
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    published: str = ""
    rest: str = ""
    outlet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a body held, before it is cleaned.

    damaged  what is wrong with the body, or ""
    ttl      how long it says it stays fresh, or None
    """

    items: tuple[Item, ...]
    title: str = ""
    damaged: str = ""
    ttl: timedelta | None = None


def read_ttl(minutes: str) -> timedelta | None:
    """Read ``<ttl>``: minutes, at most a week of them."""
    minutes = minutes.strip()[:9]
    return timedelta(minutes=min(int(minutes), _WEEK_MINUTES)) if minutes.isascii() and minutes.isdigit() and int(minutes) else None


def as_entry(item: Item, identity: str, source: Source, now: datetime) -> Entry:
    """Clean an item, at the door and once."""
    return Entry(
        source=source.name,
        identity=identity,
        guid=_short(item.guid) or None,
        link=absolute(clean(item.link).strip()[:_LINK_LIMIT], source.url) or None,
        title=clean_line(item.title),
        summary=clean_text(item.summary, _SUMMARY_LIMIT),
        published=read_date(clean(item.published), now, source.home),
        published_raw=clean_line(item.published, 100),
        outlet=clean_line(item.outlet, 200),
    )


def identities(items: Sequence[Item]) -> Iterator[str]:
    """Tell the items of one body apart, in a way that stays the same over polls.

    An item is its link, whatever guid, scheme or tracking parameters it comes with today. Where several items share
    a link, or have none, it is its guid, if no other has the same; else its words; else all there is of it.
    """
    links = [_page(item.link) for item in items]
    links_held, guids_held = Counter(links), Counter(item.guid for item in items)
    anonymous: Counter[str] = Counter()
    for item, link in zip(items, links, strict=True):
        if link and links_held[link] == 1:
            yield _hash("link", link)
        elif item.guid and guids_held[item.guid] == 1:
            yield _hash("guid", place(item.guid))
        elif link or item.guid:
            yield _hash("words", link, *_words(item))
        else:
            # With neither, the outlet alone knows whether the same words twice are one item or two; nothing may be lost.
            key = _hash("words", *_words(item))
            anonymous[key] += 1
            yield key if anonymous[key] == 1 else _hash(key, str(anonymous[key]))


def _words(item: Item) -> tuple[str, str]:
    """What an item says: its title, else its text, else all there is of it."""
    title = clean_line(item.title)
    return title, "" if title else clean_text(item.summary) or item.published + item.rest


def _page(link: str) -> str:
    """The place a link leads to; "" where that is only the outlet's front page, which tells nothing apart."""
    there = place(link)
    return there if "/" in there else ""


def _short(guid: str) -> str:
    guid = clean(guid).strip()
    return guid if len(guid) <= _GUID_LIMIT else f"{cut(guid, _GUID_LIMIT - 40)}#{_hash(guid)}"


def _hash(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
