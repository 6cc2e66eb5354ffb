"""Editions: the articles of one outlet in which a story stands in other languages."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, select

from facts.compare.editions import APART, Edition, Matrix, editions_of, side_by_side
from facts.known import Facts
from models.database import Database
from models.sightings import facts_of_versions
from models.tables import articles, versions

MOST = 48  # articles of an outlet looked through within the days of a story, those read nearest to it first


def edition_matrix(store: Database, article: int) -> Matrix:
    """Which facts of an article stand in which edition of its outlet; the article itself is the first edition.

    Where there is no other edition the matrix has one column; where there is no such article, or it was not judged yet, none.
    """
    with store.reading() as connection:
        this = connection.execute(_latest().where(articles.c.id == article, _JUDGED)).one_or_none()
        if this is None:
            return side_by_side(())
        rows = [this, *_near(connection, this)]
        facts = facts_of_versions(connection, [row.id for row in rows])
    first, *others = (_edition(row, facts[row.id]) for row in rows)
    return side_by_side(editions_of(first, others))


def _near(connection: Connection, this: Row[Any]) -> Sequence[Row[Any]]:
    """Articles of the same outlet in other languages, of the days around; an article without a day has no edition that is sure."""
    if this.published is None:
        return ()
    days = versions.c.published.between(this.published - APART, this.published + APART)
    other = (versions.c.relevant, versions.c.language != this.language, articles.c.id != this.article_id)
    # Their numbers alone are in the index: titles and addresses of all that is printed in a week would be read for these few.
    found = select(versions.c.id).join(articles, _IS_LATEST).where(_JUDGED, days, *other, articles.c.outlet == this.outlet)
    nearest = found.order_by(func.abs(versions.c.id - this.id), versions.c.id).limit(MOST)
    return connection.execute(_latest().where(versions.c.id.in_(nearest))).all()


_IS_LATEST = and_(articles.c.id == versions.c.article_id, articles.c.latest == versions.c.number)
_JUDGED = versions.c.state == "judged"


def _latest() -> Select[Any]:
    """Every article by its latest version."""
    columns = (versions.c.id, versions.c.article_id, versions.c.language, versions.c.url, versions.c.title, versions.c.published)
    return select(*columns, articles.c.outlet).join(articles, _IS_LATEST)


def _edition(row: Row[Any], facts: Facts) -> Edition:
    return Edition(
        article=row.article_id,
        version=row.id,
        language=row.language,
        outlet=row.outlet,
        url=row.url,
        title=row.title,
        published=row.published,
        facts=facts,
    )
