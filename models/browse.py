"""What a page of the log shows beyond the findings: articles with their versions and copies, statements, what was set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import nlargest
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, Table, and_, func, literal, select

from facts.known import Facts, KnownFigure, KnownStatement
from models.database import Database
from models.sightings import facts_of_version, known_figure, known_statement
from models.tables import articles, entries, figures, findings, sources, statements, versions


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


def story(store: Database, number: int, limit: int) -> list[Copy]:
    """The articles that tell the story of this one, itself included, in the order they were read; ``limit`` of them at most."""
    whose = select(func.coalesce(articles.c.story_id, articles.c.id)).where(articles.c.id == number).scalar_subquery()
    with store.reading() as connection:
        return [
            _copy(row) for row in connection.execute(_copies().where(articles.c.story_id == whose).order_by(articles.c.id).limit(limit))
        ]


def articles_before(store: Database, before: int | None, *, relevant: bool | None, limit: int) -> list[Copy]:
    """Articles by number, latest first; ``relevant`` None asks for all, ``before`` goes on where a page ended."""
    if relevant is None:
        query = _copies().order_by(articles.c.id.desc())
        query = query if before is None else query.where(articles.c.id < before)
    else:
        # Asked by the versions' own index: among articles alone one would look through all that are not wanted.
        query = _copies().where(versions.c.relevant == literal(relevant)).order_by(versions.c.article_id.desc())
        query = query if before is None else query.where(versions.c.article_id < before)
    with store.reading() as connection:
        return [_copy(row) for row in connection.execute(query.limit(limit))]


def statements_before(store: Database, before: int | None, *, speaker: str | None, limit: int) -> list[tuple[int, KnownStatement]]:
    """Statements by number, latest first, of one speaker or of all."""
    newest = select(statements.c.id).where(statements.c.rejected.is_(False)).order_by(statements.c.id.desc()).limit(limit)
    newest = newest if before is None else newest.where(statements.c.id < before)
    # Of a speaker they are found by number in the index alone: the words are read of so many as are shown.
    newest = newest if speaker is None else newest.where(statements.c.speaker == speaker)
    query = select(statements).where(statements.c.id.in_(newest)).order_by(statements.c.id.desc())
    with store.reading() as connection:
        return [(row.id, known_statement(row)) for row in connection.execute(query)]


def set_aside_before(store: Database, before: int | None, *, limit: int) -> list[SetAside]:
    """Entries whose pages were not read or could not be, latest first: a sample to see that nothing wanted is among them."""
    every = select(entries, sources.c.name.label("source")).join(sources).order_by(entries.c.id.desc()).limit(limit)
    every = every if before is None else every.where(entries.c.id < before)
    with store.reading() as connection:
        # A state at a time: each ends after so many rows of its index, where both at once would sort all there are.
        rows = [row for state in ("set_aside", "failed") for row in connection.execute(every.where(entries.c.state == state))]
    return [_aside(row) for row in nlargest(limit, rows, key=attrgetter("id"))]


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


def findings_of_statements(store: Database, ids: Sequence[str]) -> dict[str, list[str]]:
    """The findings that speak of statements, by the statement's name: {"S-17": ["F-3"]}; the baseline's have none."""
    numbers = [int(one.removeprefix("S-")) for one in ids if one.startswith("S-")]
    query = select(findings.c.statement_id, findings.c.seq).where(findings.c.statement_id.in_(numbers)).order_by(findings.c.seq)
    found: dict[str, list[str]] = {}
    with store.reading() as connection:
        for row in connection.execute(query):
            found.setdefault(f"S-{row.statement_id}", []).append(f"F-{row.seq}")
    return found


def known_figure_of(store: Database, name: str) -> KnownFigure | None:
    """A figure of the ledger by the name findings call it by: "K-17", or "B-01" for a baseline's."""
    with store.reading() as connection:
        row = connection.execute(_named(figures, name, "K-")).one_or_none()
        return known_figure(row) if row is not None else None


def known_statement_of(store: Database, name: str) -> KnownStatement | None:
    """A statement of the ledger by the name findings call it by: "S-17", or "B-10" for a baseline's."""
    with store.reading() as connection:
        row = connection.execute(_named(statements, name, "S-")).one_or_none()
        return known_statement(row) if row is not None else None


def latest_sightings(store: Database, point_key: str, limit: int) -> list[KnownFigure]:
    """The latest sightings of one point, in the order we learned of them; rejected ones are left out."""
    query = (
        select(figures).where(figures.c.point_key == point_key, figures.c.rejected.is_(False)).order_by(figures.c.id.desc()).limit(limit)
    )
    with store.reading() as connection:
        return [known_figure(row) for row in connection.execute(query)][::-1]


def text_of(store: Database, article: int, number: int) -> str:
    """The text of one version of an article; "" where there is none."""
    query = select(versions.c.text).where(versions.c.article_id == article, versions.c.number == number)
    with store.reading() as connection:
        return connection.execute(query).scalar() or ""


def _named(table: Table, name: str, prefix: str) -> Select[Any]:
    number = name.removeprefix(prefix)
    if name.startswith(prefix) and number.isdecimal() and len(number) < 16:
        return select(table).where(table.c.id == int(number))
    # What a baseline says stands in no version: that is how the few rows with a label are found among all.
    return select(table).where(table.c.version_id.is_(None), table.c.label == name).order_by(table.c.id.desc()).limit(1)


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
