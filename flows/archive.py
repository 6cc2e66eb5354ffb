"""An archive taken through judge: read ahead in parallel, then recorded and compared one by one in date order.

Reading an article's facts is the dear part and depends on the article alone, so any number of readers may do it, in any
order and on any machine. Comparing depends on all that was learned before, so it goes strictly by date. The outcome is
the same whatever the readers, the chunks, the interruptions or the order of lines in the file.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from connectors.errors import ChildError
from connectors.sandbox import Children
from connectors.shelf import Shelf
from facts.article import Article
from facts.extract import Reading
from facts.watch import Camp
from flows.desk import Desk
from flows.reading import Folder, read_in
from flows.report import Missed, Report
from flows.steps.judge import SECONDS, decide, failed, folder_of
from models.archives import Irrelevant
from models.columns import storable
from models.errors import StoreError
from models.values import Unjudged, VersionIn

CHUNK, LARGEST, CHUNKS = 100, 1_000, 200  # articles a reader takes at a time, at least and at most, and how many chunks are enough


Read = Reading | ChildError
ReadChunk = Callable[[list[Article], Folder], Awaitable[list[Read]]]
"""Reads the facts out of articles; gives one answer an article, in their order."""


def chunk_of(articles: int) -> int:
    """How many articles a reader takes at a time from an archive of so many."""
    return min(max(articles // CHUNKS, CHUNK), LARGEST)


async def read_all(articles: list[Article], folder: Folder, children: Children) -> list[Read]:
    """Read articles one after another in a child; one that breaks its reader costs only itself."""
    return [await _read(article, folder, children) for article in articles]


async def _read(article: Article, folder: Folder, children: Children) -> Read:
    try:
        return await children.call(read_in, folder, article, seconds=SECONDS)
    except ChildError as error:
        return error


async def learn(shelf: Shelf, desk: Desk, read: ReadChunk, *, size: int = CHUNK, ahead: int = 4) -> AsyncIterator[Report]:
    """Take every article of the shelf through judge, alerting nobody, and report after each chunk.

    read   how a chunk is read; up to ``ahead`` chunks are under way at a time
    raises what ``read`` raises when its machinery fails; what was recorded stays, and the next call goes on there
    """
    camps = {source.outlet: source.camp for source in desk.watchlist.sources}
    waiting: deque[tuple[list[_Piece], asyncio.Future[list[Read]]]] = deque()
    try:
        for articles in shelf.chunks(size):
            pieces = _unknown([_piece(article, camps) for article in articles], desk)
            desk.tell("known", len(articles) - len(pieces))
            if pieces:
                reading = read([piece.article for piece in pieces], folder_of(desk))
                waiting.append((pieces, asyncio.ensure_future(reading)))
            if len(waiting) >= ahead:
                yield await _learned(*waiting.popleft(), desk)
        while waiting:
            yield await _learned(*waiting.popleft(), desk)
    finally:
        for _, under_way in waiting:
            under_way.cancel()


@dataclass(frozen=True, slots=True)
class _Piece:
    """An article as it will be stored, and its page."""

    article: Article
    page: VersionIn


def _piece(given: Article, camps: dict[str, Camp]) -> _Piece:
    """An archive has no page: its text stands for one. Without an address, its id is one."""
    url, outlet = storable(given.url) or f"archive:{storable(given.id)}", storable(given.outlet) or "archive"
    article = replace(given, text=storable(given.text), title=storable(given.title), url=url, outlet=outlet)
    return _Piece(article, _version(article, camps.get(article.outlet, Camp.OTHER)))


def _version(article: Article, camp: Camp) -> VersionIn:
    text = article.text.encode()
    return VersionIn(
        url=article.url,
        canonical_url=article.url,
        title=article.title,
        text=article.text,
        published=article.published,
        language=article.language,
        text_hash=sha256(text).hexdigest(),
        raw_hash=sha256(text).hexdigest(),
        raw=text,
        outlet=article.outlet,
        camp=camp,
        source="archive",
        quiet=True,
    )


def _unknown(pieces: list[_Piece], desk: Desk) -> list[_Piece]:
    """Those not judged before: an archive that was taken through in part costs nothing again."""
    known = desk.store.judged_before([piece.page for piece in pieces])
    return [piece for place, piece in enumerate(pieces) if place not in known]


async def _learned(pieces: list[_Piece], reading: "asyncio.Future[list[Read]]", desk: Desk) -> Report:
    report, aside = Report(), list[Irrelevant]()
    for piece, read in zip(pieces, await reading, strict=True):
        if isinstance(read, Reading) and not read.relevance.relevant:
            aside.append(Irrelevant(page=piece.page, language=read.language, score=read.relevance.score, why=read.relevance.why))
            continue
        # Before the next one that counts: whatever the chunks are, articles come in by date.
        report += _set_aside(aside, desk)
        report += await _judge(piece, read, desk)
    report += _set_aside(aside, desk)
    desk.tell("archive", len(pieces))
    return report


def _set_aside(aside: list[Irrelevant], desk: Desk) -> Report:
    new = desk.store.enter_irrelevant(aside, desk.now())
    aside.clear()
    return Report(judged=new)


async def _judge(piece: _Piece, read: Read, desk: Desk) -> Report:
    work = desk.store.enter(piece.page, desk.now())
    if work is None:
        return Report()
    try:
        reading = await _as_stored(work, piece.article, read, desk)
        rows = await decide(work, reading, desk)
    except (ChildError, StoreError) as error:
        return failed(work, error, desk)
    return Report(judged=1, findings=tuple(rows))


async def _as_stored(work: Unjudged, article: Article, read: Read, desk: Desk) -> Reading:
    """The reading of what was stored: another one where the store knows more, as the language an earlier version had."""
    if isinstance(read, ChildError):
        raise read
    if replace(work.article, id=article.id) == article:
        return read
    return await desk.children.call(read_in, folder_of(desk), work.article, seconds=SECONDS)


def missed(shelf: Shelf) -> Iterator[Missed]:
    """The lines of the archive that hold no article."""
    for one in shelf.unreadable:
        yield Missed(step="replay", what=one.id or "a line", why=one.why)
    if shelf.broken > len(shelf.unreadable):
        yield Missed(step="replay", what="more lines", why=f"{shelf.broken - len(shelf.unreadable)} others hold no article either")
