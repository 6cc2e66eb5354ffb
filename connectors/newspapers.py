"""The sample newsroom's papers: what each publishes on which day, as feeds and pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from connectors.errors import WatchlistError
from connectors.shapes import Rules
from connectors.watchlist import read_page
from facts.watch import Camp


class Form(StrEnum):
    """What an outlet's feed is."""

    RSS = "rss"
    ATOM = "atom"


_TYPES = {Form.RSS: "application/rss+xml", Form.ATOM: "application/atom+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One made-up outlet: what Source says of it, and what stands around its articles.

    layout   name of the template its pages are made with
    encoding of feed and pages; an old-fashioned one is worth reading too
    """

    name: str
    outlet: str
    camp: Camp
    language: str
    every: timedelta
    form: Form
    layout: str
    menu: tuple[str, ...]
    also: str
    rates: str
    comments: str
    footer: str
    home: str | None = None
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article.

    at    the time of its day, in UTC
    text  paragraphs stand apart by an empty line
    day   where it is an older one that still stands in the feed; the day of its file otherwise
    """

    outlet: str
    slug: str
    at: str
    title: str
    summary: str
    text: str
    day: date = date.min

    @property
    def moment(self) -> datetime:
        """When it was published."""
        return datetime.combine(self.day, time.fromisoformat(self.at), UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words of a page that are other words from this day on, without a note."""

    outlet: str
    slug: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: what is published, which pages change, whose feeds are gone."""

    day: date
    articles: tuple[Piece, ...]
    edits: tuple[Edit, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outlets:
    outlets: tuple[Outlet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Everything in the folder of a sample newsroom, read and checked."""

    outlets: Mapping[str, Outlet]
    days: tuple[Day, ...]
    layouts: Mapping[str, Template] = field(default_factory=dict)

    def stands(self, day: date) -> dict[tuple[str, str], Piece]:
        """Every article by outlet and slug as it stands at the end of ``day``, newest first."""
        pieces: dict[tuple[str, str], Piece] = {}
        for one in self.days:
            if one.day > day:
                break
            pieces |= {(piece.outlet, piece.slug): piece if piece.day > date.min else replace(piece, day=one.day) for piece in one.articles}
            for edit in one.edits:
                before = pieces[edit.outlet, edit.slug]
                pieces[edit.outlet, edit.slug] = replace(before, text=before.text.replace(edit.was, edit.now))
        return dict(sorted(pieces.items(), key=lambda item: item[1].moment, reverse=True))

    def gone(self, day: date) -> frozenset[str]:
        """Outlets whose feed does not answer on ``day``."""
        return frozenset(name for one in self.days if one.day == day for name in one.gone)


def load_papers(folder: Path) -> Papers:
    """Read a sample newsroom: outlets.yaml, day-*.yaml and the layouts.

    raises  WatchlistError with every fault at once
    """
    pages = [read_page(folder / "outlets.yaml", _Outlets, "the outlets", Rules())]
    pages += [read_page(file, Day, file.name, Rules()) for file in sorted(folder.glob("day-*.yaml"))]
    faults = [fault for page in pages for fault in page.faults]
    if faults:
        raise WatchlistError(faults)
    layouts = {file.stem: Template(file.read_text(encoding="utf-8")) for file in folder.glob("*.html")}
    outlets = {outlet.name: outlet for outlet in pages[0].value.outlets}
    return Papers(outlets=outlets, days=tuple(page.value for page in pages[1:]), layouts=layouts)


def feed(outlet: Outlet, pieces: list[Piece], root: str) -> tuple[str, bytes]:
    """The outlet's feed with these articles; returns content type and body."""
    text = "".join((_rss if outlet.form is Form.RSS else _atom)(outlet, pieces, f"{root}/{outlet.name}"))
    heading = f'<?xml version="1.0" encoding="{outlet.encoding}"?>\n'
    return f"{_TYPES[outlet.form]}; charset={outlet.encoding}", (heading + text).encode(outlet.encoding, "xmlcharrefreplace")


def page(outlet: Outlet, piece: Piece, others: list[Piece], root: str, layout: Template) -> tuple[str, bytes]:
    """The article's page with its furniture; returns content type and body."""
    home = f"{root}/{outlet.name}"
    words: dict[str, Any] = {
        name: escape(getattr(outlet, name)) for name in ("language", "outlet", "also", "rates", "comments", "footer", "encoding")
    }
    words |= {name: escape(getattr(piece, name)) for name in ("title", "summary")}
    words |= {
        "published": f"{piece.moment:%Y-%m-%dT%H:%M:%SZ}",
        "day": f"{piece.moment:%d.%m.%Y %H:%M}",
        # Without the port, which is another one each time: an article stays the same article.
        "canonical": f"{_portless(home)}/{piece.slug}.html",
        "home": f"{home}/",
        "feed": f"{home}/feed.xml",
        "feed_type": _TYPES[outlet.form],
        "menu": " ".join(f'<a href="{home}/">{escape(word)}</a>' for word in outlet.menu),
        "related": "".join(f'<li><a href="{home}/{other.slug}.html">{escape(other.title)}</a></li>' for other in others),
        "text": "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in piece.text.split("\n") if line.strip()),
    }
    return f"text/html; charset={outlet.encoding}", layout.substitute(words).encode(outlet.encoding, "xmlcharrefreplace")


def _portless(address: str) -> str:
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.partition(':')[0]}{slash}{path}"


def _rss(outlet: Outlet, pieces: list[Piece], home: str) -> Iterator[str]:
    yield f'<rss version="2.0"><channel><title>{escape(outlet.outlet)}</title><link>{home}/</link>'
    yield f"<description>{escape(outlet.footer)}</description><language>{outlet.language}</language>"
    for piece in pieces:
        address = f"{home}/{piece.slug}.html"
        yield f'<item><title>{escape(piece.title)}</title><link>{address}</link><guid isPermaLink="false">{outlet.name}/{piece.slug}</guid>'
        yield f"<pubDate>{piece.moment:%a, %d %b %Y %H:%M:%S +0000}</pubDate><description>{escape(piece.summary)}</description></item>\n"
    yield "</channel></rss>\n"


def _atom(outlet: Outlet, pieces: list[Piece], home: str) -> Iterator[str]:
    updated = max((piece.moment for piece in pieces), default=datetime(2026, 1, 1, tzinfo=UTC))
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}"><title>{escape(outlet.outlet)}</title>'
    yield f'<id>urn:beltwatch:sample:{outlet.name}</id><link href="{home}/"/><updated>{updated:%Y-%m-%dT%H:%M:%SZ}</updated>'
    for piece in pieces:
        yield f"<entry><title>{escape(piece.title)}</title><id>urn:beltwatch:sample:{outlet.name}:{piece.slug}</id>"
        yield f'<link rel="alternate" href="{home}/{piece.slug}.html"/><updated>{piece.moment:%Y-%m-%dT%H:%M:%SZ}</updated>'
        yield f"<published>{piece.moment:%Y-%m-%dT%H:%M:%SZ}</published><summary>{escape(piece.summary)}</summary></entry>\n"
    yield "</feed>\n"
