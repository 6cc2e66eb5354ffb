"""What a page of the log shows beyond the findings: articles with their versions and copies, statements, what was set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from facts.known import Facts, KnownStatement
from models.database import Database
from models.sightings import facts_of_version, known_statement
from models.tables import articles, entries, findings, sources, statements, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article by its latest version, as lists show it.

    story     the article it is a copy of; its own number where it is none
    relevant  None while it waits to be judged
    why       the words that made it relevant, or what spoke against it
    """

    article: int
    story: int
    version: int
    number: int
    title: str
    url: str
    outlet: str
    camp: str
    language: str
    published: date | None
    read: datetime
    state: str
    relevant: bool | None
    score: float | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One version of an article with what was taken out of it."""

    version: int
    number: int
    title: str
    text: str
    published: date | None
    read: datetime
    corrected: bool
    language: str
    text_hash: str
    raw_hash: str
    state: str
    trace: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An entry of a feed whose page was not read, and why."""

    entry: int
    source: str
    title: str
    link: str | None
    seen: datetime
    why: str


_LATEST = and_(versions.c.article_id == articles.c.id, versions.c.number == articles.c.latest)


def article(store: Database, number: int) -> Copy | None:
    """One article by its number."""
    with store.reading() as connection:
        row = connection.execute(_copies().where(articles.c.id == number)).one_or_none()
        return _copy(row) if row is not None else None


def readings(store: Database, number: int) -> list[Reading]:
    """Every version of an article, oldest first, with its facts."""
    query = select(versions).where(versions.c.article_id == number).order_by(versions.c.number)
    with store.reading() as connection:
        return [_reading(row, facts_of_version(connection, row.id)) for row in connection.execute(query).all()]


def text_and_facts(store: Database, version: int) -> tuple[str, Facts]:
    """The text of an article version and what was taken out of it; empty where there is no such version."""
    with store.reading() as connection:
        text = connection.execute(select(versions.c.text).where(versions.c.id == version)).scalar()
        return text or "", facts_of_version(connection, version)


def story(store: Database, number: int) -> list[Copy]:
    """Every article that tells the story of this one, itself included, in the order they were read."""
    whose = select(func.coalesce(articles.c.story_id, articles.c.id)).where(articles.c.id == number).scalar_subquery()
    with store.reading() as connection:
        return [_copy(row) for row in connection.execute(_copies().where(articles.c.story_id == whose).order_by(articles.c.id))]


def articles_before(store: Database, before: int | None, *, relevant: bool | None, limit: int) -> list[Copy]:
    """Articles by number, latest first; ``relevant`` None asks for all, ``before`` goes on where a page ended."""
    query = _copies().order_by(articles.c.id.desc()).limit(limit)
    query = query if before is None else query.where(articles.c.id < before)
    query = query if relevant is None else query.where(versions.c.relevant.is_(relevant))
    with store.reading() as connection:
        return [_copy(row) for row in connection.execute(query)]


def statements_before(store: Database, before: int | None, *, speaker: str | None, limit: int) -> list[tuple[int, KnownStatement]]:
    """Statements by number, latest first, of one speaker or of all."""
    query = select(statements).where(statements.c.rejected.is_(False)).order_by(statements.c.id.desc()).limit(limit)
    query = query if before is None else query.where(statements.c.id < before)
    query = query if speaker is None else query.where(statements.c.speaker == speaker)
    with store.reading() as connection:
        return [(row.id, known_statement(row)) for row in connection.execute(query)]


def set_aside_before(store: Database, before: int | None, *, limit: int) -> list[SetAside]:
    """Entries whose pages were not read or could not be, latest first: a sample to see that nothing wanted is among them."""
    gone = or_(entries.c.state == "set_aside", entries.c.state == "failed")
    query = select(entries, sources.c.name.label("source")).join(sources).where(gone).order_by(entries.c.id.desc()).limit(limit)
    query = query if before is None else query.where(entries.c.id < before)
    with store.reading() as connection:
        return [_aside(row) for row in connection.execute(query)]


def finding_of(store: Database, articles_: Sequence[int]) -> dict[int, list[str]]:
    """The findings of each article, by number."""
    query = (
        select(versions.c.article_id, findings.c.seq)
        .join(versions, versions.c.id == findings.c.version_id)
        .where(versions.c.article_id.in_(articles_))
        .order_by(findings.c.seq)
    )
    found: dict[int, list[str]] = {}
    with store.reading() as connection:
        for row in connection.execute(query):
            found.setdefault(row.article_id, []).append(f"F-{row.seq}")
    return found


def _copies() -> Select[Any]:
    return select(articles, *_of_version()).join(versions, _LATEST)


def _of_version() -> list[Any]:
    names = ("title", "published", "fetched_at", "state", "relevant", "score", "why", "number")
    return [versions.c.id.label("version_id"), *(versions.c[name].label(f"version_{name}") for name in names)]


def _copy(row: Row[Any]) -> Copy:
    return Copy(
        article=row.id,
        story=row.story_id or row.id,
        version=row.version_id,
        number=row.version_number,
        title=row.version_title,
        url=row.url,
        outlet=row.outlet,
        camp=row.camp,
        language=row.language,
        published=row.version_published,
        read=row.version_fetched_at,
        state=row.version_state,
        relevant=row.version_relevant,
        score=row.version_score,
        why=tuple(row.version_why or ()),
    )


def _reading(row: Row[Any], facts: Facts) -> Reading:
    return Reading(
        version=row.id,
        number=row.number,
        title=row.title,
        text=row.text,
        published=row.published,
        read=row.fetched_at,
        corrected=row.corrected,
        language=row.language or "",
        text_hash=row.text_hash,
        raw_hash=row.raw_hash,
        state=row.state,
        trace=row.trace,
        facts=facts,
    )


def _aside(row: Row[Any]) -> SetAside:
    return SetAside(entry=row.id, source=row.source, title=row.title, link=row.link, seen=row.first_seen, why=row.why)
