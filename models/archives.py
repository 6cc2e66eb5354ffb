"""Archives: articles that come in bulk and in date order, each recorded and judged before the next one is looked at."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from models.database import Database
from models.queue import unjudged_of
from models.stories import Told, place_in_stories
from models.tables import articles, pages, versions
from models.upsert import insert_counted, insert_new
from models.values import Unjudged, VersionIn
from models.versions import article_row, page_row, record, url_key, version_row

ASIDE = timedelta(minutes=15)  # so long no pass takes up a version that its archive is at work on


@dataclass(frozen=True, slots=True, kw_only=True)
class Irrelevant:
    """An article that is no coverage, with the language it is in, how surely it is none, and why."""

    page: VersionIn
    language: str
    score: float
    why: Sequence[str]


class Archives(Database):
    """The doors of a backfill. An archived page is never fetched again: its archive is what it came from."""

    def judged_before(self, pages: Sequence[VersionIn]) -> frozenset[int]:
        """Which of ``pages``, by their place in the list, were recorded and judged before: same address, text and day."""
        with self.reading() as connection:
            return frozenset(_judged(connection, pages))

    def enter(self, page: VersionIn, now: datetime) -> Unjudged | None:
        """Record one page and give it out to be judged.

        returns  None when the article has this text of this day and it was judged; one entered before and not judged since
                 is given out again
        """
        return self.written(partial(_enter, page=page, now=now))

    def enter_irrelevant(self, found: Sequence[Irrelevant], now: datetime) -> int:
        """Record articles that are no coverage, several in one transaction, as judged; return how many were new."""
        return self.written(partial(_enter_irrelevant, found=tuple(found), now=now)) if found else 0


def _day(page: VersionIn) -> date | None:
    return page.published.date() if isinstance(page.published, datetime) else page.published


def _judged(connection: Connection, pages: Sequence[VersionIn]) -> Collection[int]:
    closed = {(row.url_key, row.text_hash, row.published) for row in _standing(connection, pages) if row.state != "waiting"}
    return [place for place, page in enumerate(pages) if (url_key(page), page.text_hash, _day(page)) in closed]


def _standing(connection: Connection, pages: Sequence[VersionIn]) -> list[Row[Any]]:
    query = (
        select(versions.c.id, versions.c.state, versions.c.text_hash, versions.c.published, articles.c.url_key)
        .join(articles, articles.c.id == versions.c.article_id)
        .where(articles.c.url_key.in_({url_key(page) for page in pages}))
    )
    return list(connection.execute(query))


def _enter(connection: Connection, *, page: VersionIn, now: datetime) -> Unjudged | None:
    version = _version(connection, page, now)
    if version is None:
        return None
    connection.execute(update(versions).where(versions.c.id == version).values(next_try_at=now + ASIDE, attempts=1))
    return unjudged_of(connection, version)


def _version(connection: Connection, page: VersionIn, now: datetime) -> int | None:
    """The version of a page that is to be judged: a new one, or one that was entered and never judged."""
    same = [row for row in _standing(connection, [page]) if (row.text_hash, row.published) == (page.text_hash, _day(page))]
    if same:
        return next((int(row.id) for row in same if row.state == "waiting"), None)
    version = record(connection, entry=None, page=page, now=now)
    if version is not None:
        article = select(versions.c.article_id).where(versions.c.id == version).scalar_subquery()
        connection.execute(update(articles).where(articles.c.id == article, articles.c.latest == 1).values(reread_at=None))
    return version


def _enter_irrelevant(connection: Connection, *, found: tuple[Irrelevant, ...], now: datetime) -> int:
    """Those of new addresses all at once, for a statement costs more than a row; the few others one by one."""
    entered = _enter_new(connection, _once(found), now)
    rest = [one for one in found if url_key(one.page) not in entered]
    return len(entered) + sum(_close(connection, one, now) for one in rest)


def _once(found: Sequence[Irrelevant]) -> list[Irrelevant]:
    """The articles whose address stands but once in the archive's part: several texts of one are its versions, in their order."""
    counted = Counter(url_key(one.page) for one in found)
    return [one for one in found if counted[url_key(one.page)] == 1]


def _enter_new(connection: Connection, found: Sequence[Irrelevant], now: datetime) -> Collection[str]:
    """Record the articles nobody had before, as judged; return their keys."""
    fresh = {"reread_at": None, "latest": 1}
    rows = [article_row(one.page, now) | fresh | {"language": one.language} for one in found]
    entered = insert_counted(connection, articles, rows, on=("url_key",))
    new = {key: one for one in found if (key := url_key(one.page)) in entered}
    if not new:
        return ()
    ids = {row.url_key: row.id for row in connection.execute(select(articles.c.url_key, articles.c.id).where(articles.c.url_key.in_(new)))}
    insert_new(connection, pages, [page_row(one.page, now) for one in new.values()], on=("raw_hash",))
    told = [version_row(one.page, now, article=ids[key], number=1) | _judged_as(one, now) for key, one in new.items()]
    connection.execute(insert(versions), told)
    place_in_stories(connection, [Told(row["article_id"], row["text"], row["published"]) for row in told])
    return new


def _close(connection: Connection, one: Irrelevant, now: datetime) -> bool:
    """Record one article as judged; whether it was new."""
    version = _version(connection, one.page, now)
    if version is None:
        return False
    waiting = and_(versions.c.id == version, versions.c.state == "waiting")
    connection.execute(update(versions).where(waiting).values(_judged_as(one, now)))
    article = select(versions.c.article_id).where(versions.c.id == version).scalar_subquery()
    connection.execute(update(articles).where(articles.c.id == article).values(language=one.language))
    return True


def _judged_as(one: Irrelevant, now: datetime) -> dict[str, Any]:
    closed = {"state": "judged", "judged_at": now, "attempts": 1, "trace": "", "language": one.language}
    return closed | {"relevant": False, "score": float(one.score), "why": list(one.why)}
