"""What the operator asks: how much waits, what is stuck; and what is let go of after a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select, update

from models.commits import forget
from models.database import Database
from models.leases import FREED
from models.owners import is_gone
from models.tables import articles, entries, figures, findings, outbox, pages, sources, statements, versions

KEPT = timedelta(days=30)  # raw bytes; texts and facts stay
_LEASED = (sources, entries, articles, versions, outbox)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there is of everything, and how much of it waits or is stuck.

    oldest_alert  when the longest waiting alert was caused; None when none waits
    """

    sources: int
    entries: int
    entries_waiting: int
    entries_failed: int
    articles: int
    versions_waiting: int
    versions_parked: int
    figures: int
    statements: int
    findings: int
    alerts_waiting: int
    alerts_dead: int
    oldest_alert: datetime | None


class Upkeep(Database):
    """The doors of `status` and of the housekeeping after a pass."""

    def counts(self) -> Counts:
        """Count everything, as of one moment."""
        with self.reading() as connection:
            return _counts(connection)

    def parked(self, limit: int = 100) -> list[tuple[int, str, str]]:
        """Article versions that could not be judged: id, address and trace, newest first."""
        query = select(versions.c.id, versions.c.url, versions.c.trace).where(versions.c.state == "parked")
        with self.reading() as connection:
            return [(row.id, row.url, row.trace) for row in connection.execute(query.order_by(versions.c.id.desc()).limit(limit))]

    def text_of(self, version_id: int) -> str | None:
        """The text of an article version as it was read; None when there is no such version."""
        with self.reading() as connection:
            return connection.execute(select(versions.c.text).where(versions.c.id == version_id)).scalar()

    def page_of(self, raw_hash: str) -> bytes | None:
        """The bytes a version was read from; None once they were let go of."""
        with self.reading() as connection:
            return connection.execute(select(pages.c.body).where(pages.c.raw_hash == raw_hash)).scalar()

    def forget_pages(self, now: datetime, kept: timedelta = KEPT) -> int:
        """Let go of raw bytes stored longer ago than ``kept`` and return how many pages that were."""
        return self.written(partial(_forget, before=now - kept))

    def give_back(self, owner: str) -> None:
        """End every lease of ``owner``; for a clean stop. Versions it did not get to do not count the attempt."""
        self.written(partial(_give_back, owner=owner))

    def bury(self) -> int:
        """End the leases of processes of this machine that are gone, at the start of a pass; return how many owners that were.

        Their attempts stay counted: what killed them must not kill for ever.
        """
        with self.reading() as connection:
            gone = [owner for owner in _owners(connection) if is_gone(owner)]
        for owner in gone:
            self.written(partial(_free, owner=owner))
        return len(gone)


def _counts(connection: Connection) -> Counts:
    waiting = outbox.c.state == "waiting"
    oldest = connection.execute(select(func.min(outbox.c.created_at)).where(waiting, outbox.c.kind != "reminder")).scalar()
    return Counts(
        sources=_count(connection, sources, sources.c.listed),
        entries=_count(connection, entries),
        entries_waiting=_count(connection, entries, entries.c.state == "waiting"),
        entries_failed=_count(connection, entries, entries.c.state == "failed"),
        articles=_count(connection, articles),
        versions_waiting=_count(connection, versions, versions.c.state == "waiting"),
        versions_parked=_count(connection, versions, versions.c.state == "parked"),
        figures=_count(connection, figures),
        statements=_count(connection, statements),
        findings=connection.execute(select(func.max(findings.c.seq))).scalar() or 0,
        alerts_waiting=_count(connection, outbox, waiting, outbox.c.kind != "reminder"),
        alerts_dead=_count(connection, outbox, outbox.c.state == "dead"),
        oldest_alert=oldest,
    )


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()


def _forget(connection: Connection, *, before: datetime) -> int:
    forget(connection)
    return connection.execute(delete(pages).where(pages.c.stored_at < before)).rowcount


def _owners(connection: Connection) -> set[str]:
    queries = [select(table.c.lease_owner).where(table.c.lease_owner.is_not(None)) for table in _LEASED]
    return {str(owner) for query in queries for owner in connection.execute(query).scalars()}


def _free(connection: Connection, *, owner: str) -> None:
    for table in _LEASED:
        connection.execute(update(table).where(table.c.lease_owner == owner).values(FREED))


def _give_back(connection: Connection, *, owner: str) -> None:
    for table in _LEASED:
        values: dict[str, Any] = {"attempts": versions.c.attempts - 1} if table is versions else {}
        connection.execute(update(table).where(table.c.lease_owner == owner).values(values | FREED))
