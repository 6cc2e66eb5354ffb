"""Read: fetch the page of every entry worth reading, and look again at pages that are still young."""

import asyncio
from datetime import timedelta
from hashlib import sha256

from connectors.client import Response
from connectors.errors import ConnectorError, NoText
from connectors.pages import Page, read_page
from facts.topic import plausible
from flows.desk import Desk
from flows.report import Missed, Report
from models.values import Reread, VersionIn, WaitingEntry

BATCH = 40
PAGE_SECONDS = 20.0
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
    source, entry = desk.sources[waiting.source], waiting.entry
    if not plausible(entry, source, desk.watchlist.topic):
        desk.store.set_aside(waiting.id, "neither title nor summary names the other side", desk.now())
        return Report(set_aside=1)
    try:
        version = await _fetch(entry.link or "", waiting.source, desk) if entry.link else _from_summary(waiting, desk)
    except ConnectorError as error:
        return _failed(waiting, error, desk)
    desk.store.record_version(waiting.id, version, desk.now())
    return Report(pages=1)


async def _read_again(article: Reread, desk: Desk) -> Report:
    """A page that cannot be read again changes nothing: a figure never disappears because a page failed."""
    try:
        version = await _fetch(article.url, article.source, desk)
    except ConnectorError as error:
        desk.store.reread_done(article.article, desk.now(), None)
        return Report(missed=(Missed(step="read", what=article.url, why=f"second look: {error.reason}"),))
    desk.store.reread_done(article.article, desk.now(), version)
    return Report(pages=1)


async def _fetch(url: str, source: str, desk: Desk) -> VersionIn:
    response = await desk.client.get(url, robots=True)
    page = await desk.children.call(read_page, response.body, response.content_type, response.final_url, desk.now(), seconds=PAGE_SECONDS)
    return _version(page, response, source, desk)


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
    address = f"{source.url}#{entry.identity}"
    return VersionIn(
        url=address,
        canonical_url=address,
        title=entry.title,
        text=entry.summary,
        published=entry.published,
        language=source.language,
        text_hash=sha256(entry.summary.encode()).hexdigest(),
        raw_hash=sha256(b"").hexdigest(),
        raw=b"",
        outlet=source.outlet,
        camp=source.camp,
        source=source.name,
        corrected=False,
    )


def _failed(waiting: WaitingEntry, error: ConnectorError, desk: Desk) -> Report:
    later = desk.now() + RETRIES[waiting.attempts] if waiting.attempts < len(RETRIES) else None
    desk.store.entry_failed(waiting.id, error.reason, later, desk.now())
    return Report(missed=(Missed(step="read", what=waiting.entry.link or waiting.entry.title, why=error.reason),))
