"""The queue of the judge step: which version is next, with everything that stands around it."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, not_, or_, select, true, update

from facts.article import Article
from facts.known import Place
from models.database import Database, Lock, lock
from models.leases import FREED, LONG, free, held, hold, ripe
from models.posting import post
from models.sightings import facts_of_version
from models.tables import articles, settings, versions
from models.upsert import insert_new
from models.values import Unjudged

ATTEMPTS = 3  # an article that fails its reader so often is parked, and nothing behind it waits
PAUSE = timedelta(minutes=5)  # after a failed judgement, doubled each time


class Queue(Database):
    """The doors of the judge step but the two that look up and record."""

    def unjudged(self, now: datetime, *, owner: str, size: int) -> list[Unjudged]:
        """Lease up to ``size`` versions that wait for judgement, oldest publication first, and count the attempt.

        The attempt is counted before the work: a version that kills its reader is still counted, and parked after
        ATTEMPTS. One that failed before comes alone, so that what it kills is its own attempt only. Of one story only
        one version is given out at a time, so that a copy finds its original judged. Nothing later than what another
        owner still holds is given out: the ledger learns in one order, whatever the number of judges.
        """
        return self.written(partial(_take, owner=owner, now=now, size=size))

    def park(self, version_id: int, trace: str, now: datetime) -> None:
        """Set a version aside that cannot be judged, and tell the operator once."""
        self.written(partial(_park, version=version_id, trace=trace, now=now))

    def judgement_failed(self, version_id: int, why: str, now: datetime) -> None:
        """Note a failed judgement: tried again after a pause, parked after ATTEMPTS."""
        self.written(partial(_failed, version=version_id, why=why, now=now))

    def unpark(self) -> int:
        """Give every parked version another three attempts; return how many there were."""
        return self.written(_unpark)

    def read_by(self, reader: str) -> int:
        """Remember which reader judges from now on; after an upgrade give every parked version another three attempts.

        reader   what changes when reading may have changed: our version, a hash of the language tables
        returns  how many were parked; 0 while the reader is the same
        """
        return self.written(partial(_read_by, reader=reader))


def _take(connection: Connection, *, owner: str, now: datetime, size: int) -> list[Unjudged]:
    lock(connection, Lock.QUEUE)  # two takers at once could each get a version of one story
    _park_killers(connection, now)
    rows = _chosen(_candidates(connection, owner, now, size))
    ids = [row.id for row in rows]
    connection.execute(update(versions).where(versions.c.id.in_(ids)).values(attempts=versions.c.attempts + 1))
    hold(connection, versions, ids, owner=owner, until=now + LONG)
    return [_unjudged(connection, row) for row in rows]


def _park_killers(connection: Connection, now: datetime) -> None:
    """Park what was taken ATTEMPTS times and never came back."""
    spent = and_(versions.c.state == "waiting", versions.c.attempts >= ATTEMPTS, free(versions, now, LONG))
    for version, trace in connection.execute(select(versions.c.id, versions.c.trace).where(spent)).all():
        _park(connection, version=version, trace=trace or f"its reader did not come back, {ATTEMPTS} times", now=now)


def _candidates(connection: Connection, owner: str, now: datetime, size: int) -> list[Row[Any]]:
    """The oldest versions nobody holds, whose story nobody is at work on, and before which nobody else holds one."""
    query = (
        _with_article()
        .where(versions.c.state == "waiting", ripe(versions.c.next_try_at, now), free(versions, now, LONG))
        .where(not_(articles.c.story_id.in_(_stories_at_work(now))), _in_turn(connection, owner, now))
        .order_by(versions.c.queued_by, versions.c.id)
        .limit(size)
        .with_for_update(skip_locked=True, of=versions)
    )
    return list(connection.execute(query))


def _stories_at_work(now: datetime) -> Any:
    at_work = and_(versions.c.state == "waiting", held(versions, now, LONG))
    return select(articles.c.story_id).join(versions, versions.c.article_id == articles.c.id).where(at_work)


def _in_turn(connection: Connection, owner: str, now: datetime) -> ColumnElement[bool]:
    others = and_(versions.c.state == "waiting", held(versions, now, LONG), versions.c.lease_owner != owner)
    first = connection.execute(select(func.min(versions.c.queued_by)).where(others)).scalar()
    return true() if first is None else versions.c.queued_by < first


def unjudged_of(connection: Connection, version: int) -> Unjudged:
    """One version as ``unjudged`` gives it out, with no lease; ``attempts`` are those it has by now."""
    row = connection.execute(_with_article().where(versions.c.id == version)).one()
    return replace(_unjudged(connection, row), attempts=row.attempts)


def _with_article() -> Select[Any]:
    place = (articles.c.story_id, articles.c.source, articles.c.outlet, articles.c.camp, articles.c.language.label("declared"))
    return select(versions, *place).join(articles, articles.c.id == versions.c.article_id)


def _chosen(rows: list[Row[Any]]) -> list[Row[Any]]:
    """The first row of each story, up to the first that failed before; that one comes alone."""
    if rows and rows[0].attempts:
        return rows[:1]
    stories: set[int] = set()
    chosen: list[Row[Any]] = []
    for row in rows:
        if row.attempts:
            break
        if row.story_id not in stories:
            stories.add(row.story_id)
            chosen.append(row)
    return chosen


def _unjudged(connection: Connection, row: Row[Any]) -> Unjudged:
    before = _before(connection, row)
    original = _original(connection, row) if row.story_id != row.article_id else None
    return Unjudged(
        id=row.id,
        article=_article(row),
        place=_place(row),
        attempts=row.attempts + 1,
        before=facts_of_version(connection, before.id) if before is not None else None,
        before_read_at=before.fetched_at if before is not None else None,
        read_at=row.fetched_at,
        original=facts_of_version(connection, original) if original is not None else None,
        corrected=row.corrected,
        quiet=row.quiet,
    )


def _before(connection: Connection, row: Row[Any]) -> Row[Any, Any] | None:
    """The latest version before this one that was judged; a parked one says nothing."""
    earlier = and_(versions.c.article_id == row.article_id, versions.c.number < row.number, versions.c.state == "judged")
    query = select(versions.c.id, versions.c.fetched_at).where(earlier).order_by(versions.c.number.desc()).limit(1)
    return connection.execute(query).one_or_none()


def _original(connection: Connection, row: Row[Any]) -> int | None:
    """The judged version of the story's first article that stood when this copy was read."""
    first = and_(versions.c.article_id == row.story_id, versions.c.state == "judged")
    return connection.execute(select(func.min(versions.c.id)).where(first)).scalar()


def _article(row: Row[Any]) -> Article:
    return Article(
        id=str(row.article_id),
        text=row.text,
        title=row.title,
        published=row.published,
        url=row.url,
        outlet=row.outlet,
        language=row.declared,
    )


def _place(row: Row[Any]) -> Place:
    return Place(
        document=f"article:{row.article_id}",
        origin=f"story:{row.story_id}",
        source=row.source,
        outlet=row.outlet,
        camp=row.camp,
        language=row.declared,
        url=row.url,
        published=row.published,
        article=row.article_id,
        version=row.number,
    )


def _unpark(connection: Connection) -> int:
    values = {"state": "waiting", "attempts": 0, "next_try_at": None, **FREED}
    return connection.execute(update(versions).where(versions.c.state == "parked").values(values)).rowcount


def _read_by(connection: Connection, *, reader: str) -> int:
    known = connection.execute(select(settings.c.value).where(settings.c.name == "reader").with_for_update()).scalar()
    if known == reader:
        return 0
    if insert_new(connection, settings, [{"name": "reader", "value": reader}], on=("name",)) == 0:
        connection.execute(update(settings).where(settings.c.name == "reader").values(value=reader))
    return _unpark(connection)


def _failed(connection: Connection, *, version: int, why: str, now: datetime) -> None:
    row = connection.execute(select(versions.c.attempts, versions.c.state).where(versions.c.id == version).with_for_update()).one()
    if row.state != "waiting":
        return
    if row.attempts >= ATTEMPTS:
        _park(connection, version=version, trace=why, now=now)
        return
    values = {"trace": why, "next_try_at": now + PAUSE * 2**row.attempts, **FREED}
    connection.execute(update(versions).where(versions.c.id == version).values(values))


def _park(connection: Connection, *, version: int, trace: str, now: datetime) -> None:
    waiting = and_(versions.c.id == version, or_(versions.c.state == "waiting", versions.c.state == "parked"))
    query = update(versions).where(waiting).values(state="parked", trace=trace, **FREED).returning(versions.c.url, versions.c.attempts)
    row = connection.execute(query).one_or_none()
    if row is not None:
        content = {"url": row.url, "version": version, "attempts": row.attempts, "trace": trace}
        post(connection, key=f"parked/{version}", kind="parked", topic="parked articles", content=content, now=now, due=now)
