"""Read: fetch the page of every entry worth reading, and look again at pages that are still young."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from connectors.client import Response
from connectors.errors import ConnectorError, NoText
from connectors.pages import Page, read_page
from connectors.scan import scan_of
from facts.article import Entry
from facts.countries import name_of
from facts.topic import plausible
from facts.watch import Source, SourceKind, Topic
from flows.desk import Desk
from flows.report import Missed, Report
from models.values import Reread, VersionIn, WaitingEntry

BATCH = 40
PAGE_SECONDS = 20.0
GONE = "its source left the watchlist"
RETRIES = (timedelta(hours=1), timedelta(hours=12))  # a page without text may get one later


async def read(desk: Desk) -> Report:
    """Read all waiting entries, then the young articles whose second look is due."""
    report = Report()
    while waiting := desk.store.waiting_entries(desk.now(), owner=desk.owner, size=BATCH):
        report += sum(await asyncio.gather(*(_read_entry(entry, desk) for entry in waiting)), Report())
        desk.tell("read", len(waiting))
    while young := desk.store.articles_to_reread(desk.now(), owner=desk.owner, size=BATCH):
        report += sum(await asyncio.gather(*(_read_again(article, desk) for article in young)), Report())
        desk.tell("read", len(young))
    return report


async def _read_entry(waiting: WaitingEntry, desk: Desk) -> Report:
    source, entry = desk.sources.get(waiting.source), waiting.entry
    if source is None:
        desk.store.set_aside(waiting.id, GONE, desk.now())
        return Report(set_aside=1)
    if not plausible(entry, source, desk.watchlist.topic):
        desk.store.set_aside(waiting.id, "neither title nor summary names the other side", desk.now())
        return Report(set_aside=1)
    try:
        if entry.link:
            response = await _get(entry.link, waiting.source, desk)
            if lacking := _named_nowhere(entry, response, desk.watchlist.topic):
                desk.store.set_aside(waiting.id, f"its page names {lacking} nowhere", desk.now())
                return Report(set_aside=1)
            version, read = await _read_page(response, waiting.source, desk)
            version = replace(version, outlet=entry.outlet or source.outlet)
        else:
            version, read = _from_summary(waiting, desk), Report(pages=1)
    except ConnectorError as error:
        if source.kind is not SourceKind.SEARCH or waiting.attempts < len(RETRIES):
            return _failed(waiting, error, desk)
        # What a search found says something by itself; its links often lead no further than to the search.
        version, read = _version_of(waiting, entry.title, entry.link or source.url, desk), Report()
    desk.store.record_version(waiting.id, version, desk.now())
    return read


async def _read_again(article: Reread, desk: Desk) -> Report:
    """A page that cannot be read again changes nothing: a figure never disappears because a page failed."""
    if article.source not in desk.sources:
        desk.store.reread_done(article.article, desk.now(), None)
        return Report()
    try:
        version, read = await _read_page(await _get(article.url, article.source, desk), article.source, desk)
    except ConnectorError as error:
        desk.store.reread_done(article.article, desk.now(), None)
        return Report(missed=(Missed(step="read", what=article.url, why=f"second look: {error.reason}"),))
    desk.store.reread_done(article.article, desk.now(), version)
    return read


async def _get(url: str, source: str, desk: Desk) -> Response:
    return await desk.client.get(url, robots=True, any_certificate=_is_trusted(url, desk.sources[source]))


async def _read_page(response: Response, source: str, desk: Desk) -> tuple[VersionIn, Report]:
    page = await desk.children.call(read_page, response.body, response.content_type, response.final_url, desk.now(), seconds=PAGE_SECONDS)
    return _version(page, response, source, desk), Report(pages=1, unproved=(response.url,) if response.doubt else ())


def _named_nowhere(entry: Entry, response: Response, topic: Topic) -> str:
    """A side that neither the page nor its entry names, in words; "" where the page has to be read to know.

    A page that does not name what its headline names is a wall or gone, and reading it will say which.
    """
    scan = scan_of(topic)
    named = scan.sides(f"{entry.title}\n{entry.summary}".encode())
    lacking = scan.lacks(response.body, response.content_type, named)
    return name_of(lacking) if lacking else ""


def _is_trusted(url: str, source: Source) -> bool:
    """Whether a page is read although its certificate does not hold: on its source's own host, where the watchlist says so."""
    return source.accept_invalid_certificate_because is not None and urlsplit(url).hostname == urlsplit(source.url).hostname


def _version(page: Page, response: Response, name: str, desk: Desk) -> VersionIn:
    source = desk.sources[name]
    return VersionIn(
        url=response.url,
        canonical_url=page.canonical_url,
        title=page.title,
        text=page.text,
        published=page.published,
        language=source.language,
        text_hash=page.text_hash,
        raw_hash=sha256(response.body).hexdigest(),
        raw=response.body,
        outlet=source.outlet,
        camp=source.camp,
        source=name,
        corrected=page.corrected,
    )


def _from_summary(waiting: WaitingEntry, desk: Desk) -> VersionIn:
    """An entry without a link says all it has in the feed."""
    source, entry = desk.sources[waiting.source], waiting.entry
    if not entry.summary:
        raise NoText(waiting.source, "the entry has neither link nor text", "nothing to do: the entry is kept")
    return _version_of(waiting, entry.summary, f"{source.url}#{entry.identity}", desk)


def _version_of(waiting: WaitingEntry, text: str, address: str, desk: Desk) -> VersionIn:
    """What an entry says by itself, without a page behind it."""
    source, entry = desk.sources[waiting.source], waiting.entry
    return VersionIn(
        url=address,
        canonical_url=address,
        title=entry.title,
        text=text,
        published=entry.published,
        language=source.language,
        text_hash=sha256(text.encode()).hexdigest(),
        raw_hash=sha256(b"").hexdigest(),
        raw=b"",
        outlet=entry.outlet or source.outlet,
        camp=source.camp,
        source=source.name,
        corrected=False,
    )


def _failed(waiting: WaitingEntry, error: ConnectorError, desk: Desk) -> Report:
    later = desk.now() + RETRIES[waiting.attempts] if waiting.attempts < len(RETRIES) else None
    desk.store.entry_failed(waiting.id, error.reason, later, desk.now())
    return Report(missed=(Missed(step="read", what=waiting.entry.link or waiting.entry.title, why=error.reason),))
