"""Sources: what is listed, what is due, and what each gave before."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from hashlib import blake2b, sha256
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select, update

from facts.watch import Source
from models.columns import keyed, storable
from models.database import Database, Lock, lock
from models.leases import ripe, take
from models.tables import entries, sources
from models.values import ListedSource, SourceState

LONGEST_IDENTITY = 200

_STATE = (
    "name",
    "state",
    "reason",
    "since",
    "etag",
    "modified",
    "body_hash",
    "failures",
    "first_pass_done",
    "failing_since",
    "told_failing",
    "moved_to",
    "moving_to",
    "moving_polls",
)
_WRITTEN = ("name", "url", "outlet", "language", "camp", "every", "home", "kind", "links", "verified", "dead", "listed", "host_key")
_STAYS: dict[str, Any] = {"moved_to": None, "moving_to": None, "moving_polls": 0}
_DECLARED = ("url", "outlet", "language", "camp", "home", "kind", "every", "dead", "listed")


class Sources(Database):
    """The doors of the poll step."""

    def sync_sources(self, listed: Iterable[Source], now: datetime) -> None:
        """Take over what the watchlist declares. A source that left it is no longer polled; its history stays.

        now  unused by rows that stand; kept so that a source added again is asked at once
        """
        self.written(partial(_sync, listed=tuple(listed), now=now))

    def due_sources(
        self,
        now: datetime,
        *,
        owner: str,
        names: Collection[str] | None = None,
        force: bool = False,
        shard: int = 0,
        shards: int = 1,
        size: int = 250,
    ) -> list[SourceState]:
        """Lease up to ``size`` sources that are due, longest waiting first.

        names  only these; None for all
        force  also what is not due: whoever forces takes all in one go, for they stay due afterwards
        shard  0 … shards-1: sources of one host fall into one shard
        """
        mine = and_(sources.c.listed, sources.c.dead.is_(None), sources.c.host_key % shards == shard)
        wanted = mine if force else and_(mine, ripe(sources.c.next_try_at, now))
        if names is not None:
            wanted = and_(wanted, sources.c.name.in_(sorted(names)))
        return self.written(partial(_take, wanted=wanted, owner=owner, now=now, size=size))

    def unseen(self, name: str, identities: Collection[str]) -> list[str]:
        """Those of ``identities`` the source never gave before, in the order given, each once."""
        with self.reading() as connection:
            query = select(entries.c.identity).join(sources).where(sources.c.name == name)
            known = set(connection.execute(query.where(entries.c.identity.in_({kept_identity(one) for one in identities}))).scalars())
        return [one for one in dict.fromkeys(identities) if kept_identity(one) not in known]

    def sources(self) -> list[ListedSource]:
        """Every source there is or was, by name."""
        with self.reading() as connection:
            return [_listed(row) for row in connection.execute(select(sources).order_by(sources.c.name))]


def _sync(connection: Connection, *, listed: tuple[Source, ...], now: datetime) -> None:
    lock(connection, Lock.WATCHLIST)  # two passes that begin at once would both find a source missing
    standing = {row.name: row for row in connection.execute(select(*(sources.c[name] for name in _WRITTEN)))}
    declared = {values["name"]: values for values in (_declared(source, standing.get(keyed(source.name))) for source in listed)}
    gone = [name for name, row in standing.items() if row.listed and name not in declared]
    if gone:
        connection.execute(update(sources).where(sources.c.name.in_(gone)).values(listed=False))
    # Only what differs is written: most starts find every source as it stands.
    for name, values in declared.items():
        if name in standing and tuple(standing[name]) != tuple(values[key] for key in _WRITTEN):
            # Another address in the watchlist is a person's word; where the one before it moved no longer matters.
            moves = _STAYS if standing[name].url != values["url"] else {}
            connection.execute(update(sources).where(sources.c.name == name).values(values | moves))
    fresh = {"state": "", "reason": "", "failures": 0, "first_pass_done": False, "next_try_at": now}
    added = [values | fresh for name, values in declared.items() if name not in standing]
    if added:
        connection.execute(insert(sources), added)


def _declared(source: Source, standing: Row[Any] | None) -> dict[str, Any]:
    host_key = standing.host_key if standing and standing.url == source.url else _host_key(source.url)
    return {
        "name": keyed(source.name),
        "url": source.url,
        "outlet": source.outlet,
        "language": source.language,
        "camp": str(source.camp),
        "every": int(source.every.total_seconds()),
        "home": source.home,
        "kind": str(source.kind),
        "links": source.links,
        "verified": source.verified,
        "dead": source.dead,
        "listed": True,
        "host_key": host_key,
    }


def _host_key(url: str) -> int:
    host = (urlsplit(url).hostname or "").lower()
    return int.from_bytes(blake2b(host.encode(), digest_size=4).digest())


def _take(connection: Connection, *, wanted: ColumnElement[bool], owner: str, now: datetime, size: int) -> list[SourceState]:
    order = (sources.c.next_try_at.asc().nulls_first(), sources.c.id)
    rows = take(connection, sources, wanted, order, owner=owner, now=now, size=size)
    return [SourceState(**_state(row)) for row in rows]


def kept_identity(given: str) -> str:
    """An identity as the database keeps it: a guid may be a megabyte long."""
    return storable(given) if len(given) <= LONGEST_IDENTITY else sha256(given.encode("utf-8", "surrogatepass")).hexdigest()


def _state(row: Row[Any]) -> dict[str, Any]:
    values = row._mapping
    return {name: values[name] for name in _STATE} | {
        "next_try": row.next_try_at,
        "last_good": row.last_good_at,
        "last_new": row.last_new_at,
    }


def _listed(row: Row[Any]) -> ListedSource:
    values = row._mapping
    return ListedSource(**_state(row), **{name: values[name] for name in _DECLARED})
