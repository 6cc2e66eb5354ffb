"""Editions: the articles of one outlet in which a story stands in other languages."""

from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from facts.compare.editions import APART, Edition, Matrix, editions_of, side_by_side
from models.database import Database
from models.sightings import facts_of_version
from models.tables import articles, versions

MOST = 48  # articles of an outlet looked through within the days of a story, those read nearest to it first


def edition_matrix(store: Database, article: int) -> Matrix:
    """Which facts of an article stand in which edition of its outlet; the article itself is the first edition.

    Where there is no other edition the matrix has one column; where there is no such article, or it was not judged yet, none.
    """
    with store.reading() as connection:
        this = connection.execute(_latest().where(articles.c.id == article)).one_or_none()
        if this is None:
            return side_by_side(())
        return side_by_side(editions_of(_edition(connection, this), [_edition(connection, row) for row in _near(connection, this)]))


def _near(connection: Connection, this: Row[Any]) -> list[Row[Any]]:
    """Articles of the same outlet in other languages, of the days around; an article without a day has no edition that is sure."""
    if this.published is None:
        return []
    days = versions.c.published.between(this.published - APART, this.published + APART)
    other = _latest().where(days, articles.c.outlet == this.outlet, articles.c.id != this.article_id, versions.c.relevant)
    other = other.where(versions.c.language != this.language)
    rows = connection.execute(other.order_by(func.abs(versions.c.id - this.id), versions.c.id).limit(MOST))
    return list(rows)


def _latest() -> Select[Any]:
    """Every article by its latest version, where that was judged."""
    columns = (versions.c.id, versions.c.article_id, versions.c.language, versions.c.url, versions.c.title, versions.c.published)
    latest = (articles.c.id == versions.c.article_id) & (articles.c.latest == versions.c.number)
    return select(*columns, articles.c.outlet).join(articles, latest).where(versions.c.state == "judged")


def _edition(connection: Connection, row: Row[Any]) -> Edition:
    return Edition(
        article=row.article_id,
        version=row.id,
        language=row.language,
        outlet=row.outlet,
        url=row.url,
        title=row.title,
        published=row.published,
        facts=facts_of_version(connection, row.id),
    )
