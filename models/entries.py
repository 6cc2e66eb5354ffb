"""Entries: what waits to be read, and what became of it."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, and_, select, update

from facts.article import Entry
from models.database import Database
from models.leases import FREED, ripe, take
from models.tables import entries, sources
from models.values import WaitingEntry


class Entries(Database):
    """The doors of the read step but the one that records what was read."""

    def waiting_entries(self, now: datetime, *, owner: str, size: int) -> list[WaitingEntry]:
        """Lease up to ``size`` entries whose page is to be read, first seen first."""
        return self.written(partial(_take, owner=owner, now=now, size=size))

    def set_aside(self, entry_id: int, why: str, now: datetime) -> None:
        """Close an entry that is not to be read: off topic, no link, an address that is refused."""
        self.written(partial(_close, entry=entry_id, values={"state": "set_aside", "why": why, "changed_at": now}))

    def entry_failed(self, entry_id: int, why: str, next_try: datetime | None, now: datetime) -> None:
        """Note a failed reading: to be tried again at ``next_try``, or never when that is None."""
        state = "failed" if next_try is None else "waiting"
        values = {"state": state, "why": why, "next_try_at": next_try, "changed_at": now, "attempts": entries.c.attempts + 1}
        self.written(partial(_close, entry=entry_id, values=values))


def _take(connection: Connection, *, owner: str, now: datetime, size: int) -> list[WaitingEntry]:
    wanted = and_(entries.c.state == "waiting", ripe(entries.c.next_try_at, now))
    rows = take(connection, entries, wanted, (entries.c.id,), owner=owner, now=now, size=size)
    query = select(sources.c.id, sources.c.name).where(sources.c.id.in_({row.source_id for row in rows}))
    names = {source.id: source.name for source in connection.execute(query)}
    return [_waiting(row, names[row.source_id]) for row in rows]


def _waiting(row: Row[Any], source: str) -> WaitingEntry:
    entry = Entry(
        source=source,
        identity=row.identity,
        guid=row.guid,
        link=row.link,
        title=row.title,
        summary=row.summary,
        published=row.published,
        published_raw=row.published_raw,
        outlet=row.outlet,
    )
    return WaitingEntry(id=row.id, source=source, entry=entry, attempts=row.attempts)


def _close(connection: Connection, *, entry: int, values: dict[str, Any]) -> None:
    connection.execute(update(entries).where(entries.c.id == entry).values(values | FREED))
