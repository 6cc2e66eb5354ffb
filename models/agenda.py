"""Agenda: when is the next thing to do, so that whoever waits for it need not ask every minute?"""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, func, select

from models.database import Database
from models.tables import articles, entries, outbox, sources, versions

_LISTED = and_(sources.c.listed, sources.c.dead.is_(None))
_WAITING: tuple[tuple[ColumnElement[datetime | None], ColumnElement[bool]], ...] = (
    (sources.c.next_try_at, _LISTED),
    (articles.c.reread_at, articles.c.reread_at.is_not(None)),
    (entries.c.next_try_at, entries.c.state == "waiting"),
    (versions.c.next_try_at, versions.c.state == "waiting"),
)
_AT_ONCE = datetime(1, 1, 1, tzinfo=UTC)  # what waits without a moment waits for nothing


class Agenda(Database):
    """The doors of whoever keeps passes running."""

    def next_due(self) -> datetime | None:
        """When a source, a second look or a second try is due first; a moment gone by where one waits. None: nothing ever."""
        with self.reading() as connection:
            queries = [select(when).where(wanted).order_by(when.nulls_first()).limit(1) for when, wanted in _WAITING]
            firsts = [row[0] or _AT_ONCE for query in queries if (row := connection.execute(query).first()) is not None]
        return min(firsts, default=None)

    def next_alert(self) -> datetime | None:
        """When an alert is to be sent first; None when none waits."""
        with self.reading() as connection:
            return connection.execute(select(func.min(outbox.c.due_at)).where(outbox.c.state == "waiting")).scalar()
