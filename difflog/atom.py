"""Findings as an Atom feed."""

from collections.abc import Sequence
from datetime import datetime

from feedgen.feed import FeedGenerator

from difflog.text import inert
from models.rows import Row


def atom(rows: Sequence[Row], *, base: str, address: str, now: datetime) -> bytes:
    """Write findings as Atom, newest first as they come.

    base     scheme and host the pages are reached by: "http://127.0.0.1:8765"
    address  the feed's own path and query; two filters are two feeds
    returns  XML; every text from outside is plain text in it, never markup. An entry's id is made of its hash in the log's
             chain: it stays the same wherever the log is served, and another log's F-1 has another one.
    """
    feed = FeedGenerator()
    feed.id(f"{base}{address}")
    feed.title("beltwatch: findings")
    feed.link(href=f"{base}{address}", rel="self")
    feed.link(href=f"{base}/log", rel="alternate")
    feed.author(name="beltwatch")
    feed.updated(max((row.recorded_at for row in rows), default=now))
    for row in rows:
        _add(feed, row, base)
    written: bytes = feed.atom_str(pretty=True)
    return written


def _add(feed: FeedGenerator, row: Row, base: str) -> None:
    entry = feed.add_entry(order="append")
    entry.id(f"urn:sha256:{row.hash}")
    entry.title(_plain(f"{row.id} {row.summary}"))
    entry.link(href=f"{base}/finding/{row.id}")
    entry.updated(row.recorded_at)
    entry.published(row.recorded_at)
    entry.summary(_plain("\n".join([row.sentence, row.reading, *row.checks])))
    for term in (row.level, row.verdict, row.metric, row.speaker, row.camp):
        if term:
            entry.category(term=_plain(term))


def _plain(text: str) -> str:
    """What XML can hold: control characters are shown, not sent."""
    return inert(text)
