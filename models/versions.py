"""Article versions: recording what was read, and looking again at pages that are still young."""

from datetime import UTC, date, datetime, time
from functools import partial
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from models.columns import storable
from models.database import Database
from models.leases import FREED, take
from models.rereading import next_reading
from models.stories import Told, place_in_stories
from models.tables import articles, entries, pages, versions
from models.upsert import insert_new
from models.values import Reread, VersionIn


class Versions(Database):
    """The doors through which read pages come in."""

    def record_version(self, entry_id: int | None, page: VersionIn, now: datetime) -> int | None:
        """Record the page of an entry (None for a text that came without one) and close the entry.

        returns  the id of the new version, or None when the article's latest version has this very text
        """
        return self.written(partial(record, entry=entry_id, page=page, now=now))

    def articles_to_reread(self, now: datetime, *, owner: str, size: int) -> list[Reread]:
        """Lease up to ``size`` articles whose page is to be looked at again, longest due first."""
        return self.written(partial(_due, owner=owner, now=now, size=size))

    def reread_done(self, article_id: int, now: datetime, version: VersionIn | None) -> int | None:
        """End a second look: record what it gave (None where the page could not be read) and set the next.

        returns  the id of the new version, or None when the text is as it was
        """
        return self.written(partial(_reread, article=article_id, page=version, now=now))


def record(connection: Connection, *, entry: int | None, page: VersionIn, now: datetime) -> int | None:
    """Record a page in a transaction that stands; ``Versions.record_version`` says what it returns."""
    source = connection.execute(select(entries).where(entries.c.id == entry)).one_or_none() if entry is not None else None
    article = _article(connection, page, now)
    quiet = source is not None and source.quiet
    version = _version(connection, article, page, now, quiet=quiet, hint=source.published if source is not None else None)
    if entry is not None:
        values = {"state": "read", "changed_at": now, "article_id": article.id, **FREED}
        connection.execute(update(entries).where(entries.c.id == entry).values(values))
    return version


def url_key(page: VersionIn) -> str:
    """The key of the article a page is of: its address, told apart whatever its length."""
    return sha256(storable(page.canonical_url).encode()).hexdigest()


def article_row(page: VersionIn, now: datetime) -> dict[str, Any]:
    """The row of an article read for the first time; its versions are counted from 0."""
    return {
        "url_key": url_key(page),
        "canonical_url": page.canonical_url,
        "url": page.url,
        "source": page.source,
        "outlet": page.outlet,
        "camp": str(page.camp),
        "language": page.language,
        "first_read_at": now,
        "rereads": 0,
        "reread_at": next_reading(now, 0, now),
        "latest": 0,
    }


def version_row(page: VersionIn, now: datetime, *, article: int, number: int, hint: datetime | None = None) -> dict[str, Any]:
    """The row of a version that waits to be judged; ``hint`` is the moment its feed named."""
    day, queued_by = _dated(page.published, hint, now)
    return {
        "article_id": article,
        "number": number,
        "url": page.url,
        "title": page.title,
        "text": page.text,
        "published": day,
        "corrected": page.corrected,
        "text_hash": page.text_hash,
        "raw_hash": page.raw_hash,
        "fetched_at": now,
        "queued_by": queued_by,
        "quiet": page.quiet,
        "state": "waiting",
        "attempts": 0,
        "trace": "",
    }


def page_row(page: VersionIn, now: datetime) -> dict[str, Any]:
    """The row of the bytes a text was read from."""
    return {"raw_hash": page.raw_hash, "body": page.raw, "stored_at": now}


def _article(connection: Connection, page: VersionIn, now: datetime) -> Row[Any]:
    fresh = article_row(page, now)
    insert_new(connection, articles, [fresh], on=("url_key",))
    # Locked: two readers of one page must not both give it the same version number.
    return connection.execute(select(articles).where(articles.c.url_key == fresh["url_key"]).with_for_update()).one()


def _version(
    connection: Connection, article: Row[Any], page: VersionIn, now: datetime, *, quiet: bool, hint: datetime | None
) -> int | None:
    """Add a version unless the latest has this text; a text that was taken back to an earlier wording is a new version."""
    before = _latest(connection, article)
    if before is not None and before.text_hash == page.text_hash:
        return int(before.id) if before.fetched_at == now else None  # recorded just now, though nobody heard of the commit
    insert_new(connection, pages, [page_row(page, now)], on=("raw_hash",))
    row = version_row(page, now, article=article.id, number=article.latest + 1, hint=hint)
    row["published"] = row["published"] or (before.published if before is not None else None)
    row["quiet"] = page.quiet or (quiet and article.latest == 0)
    version = connection.execute(insert(versions).values(row).returning(versions.c.id)).scalar_one()
    connection.execute(update(articles).where(articles.c.id == article.id).values(latest=article.latest + 1))
    if article.story_id is None:
        place_in_stories(connection, [Told(article.id, page.text, row["published"])])
    return int(version)


def _dated(published: date | datetime | None, hint: datetime | None, now: datetime) -> tuple[date | None, datetime]:
    """The day of publication, and the moment by which the version queues; the entry's own moment tells the hour."""
    if isinstance(published, datetime):
        return published.date(), published if published.tzinfo else published.replace(tzinfo=UTC)
    if published is None:
        return (hint.date(), hint) if hint is not None else (None, now)
    if hint is not None and hint.date() == published:
        return published, hint
    return published, datetime.combine(published, time(), UTC)


def _due(connection: Connection, *, owner: str, now: datetime, size: int) -> list[Reread]:
    wanted = and_(articles.c.reread_at.is_not(None), articles.c.reread_at <= now)
    rows = take(connection, articles, wanted, (articles.c.reread_at, articles.c.id), owner=owner, now=now, size=size)
    return [_again(row, _latest(connection, row)) for row in rows]


def _latest(connection: Connection, article: Row[Any]) -> Row[Any, Any, Any, Any, Any] | None:
    columns = (versions.c.id, versions.c.title, versions.c.published, versions.c.text_hash, versions.c.fetched_at)
    query = select(*columns).where(versions.c.article_id == article.id, versions.c.number == article.latest)
    return connection.execute(query).one_or_none()


def _again(row: Row[Any], latest: Row[Any, Any, Any, Any, Any] | None) -> Reread:
    assert latest is not None, "an article is written together with its first version"
    return Reread(
        article=row.id,
        url=row.url,
        canonical_url=row.canonical_url,
        source=row.source,
        outlet=row.outlet,
        camp=row.camp,
        language=row.language,
        title=latest.title,
        published=latest.published,
        text_hash=latest.text_hash,
        first_read=row.first_read_at,
        rereads=row.rereads,
    )


def _reread(connection: Connection, *, article: int, page: VersionIn | None, now: datetime) -> int | None:
    row = connection.execute(select(articles).where(articles.c.id == article).with_for_update()).one()
    version = None if page is None else _version(connection, row, page, now, quiet=False, hint=None)
    done = row.rereads + 1
    values = {"rereads": done, "reread_at": next_reading(row.first_read_at, done, now), **FREED}
    connection.execute(update(articles).where(articles.c.id == article).values(values))
    return version
