"""Sources: what is listed, what is due, and what a poll brought."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b, sha256
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, insert, select, update

from facts.article import Entry
from facts.watch import Source
from models.columns import keyed, stamp, storable
from models.database import Database, Lock, lock
from models.errors import StoreError
from models.leases import FREED, ripe, take
from models.posting import post
from models.tables import entries, sources
from models.upsert import insert_new
from models.values import ListedSource, PollOutcome, SourceState

UNREADABLE_FOR = timedelta(hours=24)  # after which the operator is told, once
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
)
_WRITTEN = ("name", "url", "outlet", "language", "camp", "every", "home", "kind", "links", "verified", "dead", "listed", "host_key")
# What of a source the record of a poll builds on.
_KNOWN = ("id", "name", "url", "camp", "state", "since", "failures", "failing_since", "told_failing", "first_pass_done", "last_good_at")
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

    def record_poll(self, name: str, outcome: PollOutcome, now: datetime) -> int:
        """Record what one poll of the source brought, end its lease, and return how many entries were new.

        Entries of a source's first good poll are marked quiet. A source that could not be read for a day tells so once.
        raises  StoreError when there is no source of that name.
        """
        return self.written(partial(_record, name=name, outcome=outcome, now=now))

    def record_polls(self, polls: Sequence[tuple[str, PollOutcome]], now: datetime) -> dict[str, int]:
        """Record what several polls brought, in one transaction, as record_poll does; return by name how many entries were new."""
        return self.written(partial(_record_all, polls=tuple(polls), now=now)) if polls else {}

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
    declared = {keyed(source.name): _declared(source) for source in listed}
    standing = {row.name: row for row in connection.execute(select(*(sources.c[name] for name in _WRITTEN)))}
    gone = [name for name, row in standing.items() if row.listed and name not in declared]
    if gone:
        connection.execute(update(sources).where(sources.c.name.in_(gone)).values(listed=False))
    # Only what differs is written: most starts find every source as it stands.
    for name, values in declared.items():
        if name in standing and tuple(standing[name]) != tuple(values[key] for key in _WRITTEN):
            connection.execute(update(sources).where(sources.c.name == name).values(values))
    fresh = {"state": "", "reason": "", "failures": 0, "first_pass_done": False, "next_try_at": now}
    added = [values | fresh for name, values in declared.items() if name not in standing]
    if added:
        connection.execute(insert(sources), added)


def _declared(source: Source) -> dict[str, Any]:
    host = (urlsplit(source.url).hostname or "").lower()
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
        "host_key": int.from_bytes(blake2b(host.encode(), digest_size=4).digest()),
    }


def _take(connection: Connection, *, wanted: ColumnElement[bool], owner: str, now: datetime, size: int) -> list[SourceState]:
    order = (sources.c.next_try_at.asc().nulls_first(), sources.c.id)
    rows = take(connection, sources, wanted, order, owner=owner, now=now, size=size)
    return [SourceState(**_state(row)) for row in rows]


def _record(connection: Connection, *, name: str, outcome: PollOutcome, now: datetime) -> int:
    return _record_all(connection, polls=((name, outcome),), now=now)[name]


def _record_all(connection: Connection, *, polls: tuple[tuple[str, PollOutcome], ...], now: datetime) -> dict[str, int]:
    query = (
        select(*(sources.c[name] for name in _KNOWN))
        .where(sources.c.name.in_([name for name, _ in polls]))
        .order_by(sources.c.id)
        .with_for_update()
    )
    befores = {row.name: row for row in connection.execute(query)}
    new: dict[str, int] = {}
    changes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for name, outcome in polls:
        before = befores.get(keyed(name))
        if before is None:
            raise StoreError(f"There is no source named {name!r}.", "Its name must stand in the watchlist that was loaded.")
        new[name] = insert_new(connection, entries, [_entry(before, entry, now) for entry in outcome.entries], on=("source_id", "identity"))
        values = _after(before, outcome, new[name], now)
        if values.pop("failed_long") and before.told_failing is None:
            _tell(connection, before, outcome, values, now)
            values["told_failing"] = now
        changes.setdefault(tuple(values), []).append({f"new_{key}": value for key, value in values.items()} | {"which": before.id})
    for names, rows in changes.items():
        given: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        connection.execute(update(sources).where(sources.c.id == bindparam("which")).values(given), rows)
    return new


def _entry(source: Row[Any], entry: Entry, now: datetime) -> dict[str, Any]:
    return {
        "source_id": source.id,
        "identity": kept_identity(entry.identity),
        "guid": entry.guid,
        "link": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "published": entry.published,
        "published_raw": entry.published_raw,
        "first_seen": now,
        "quiet": not source.first_pass_done,
        "state": "waiting",
        "why": "",
        "attempts": 0,
    }


def kept_identity(given: str) -> str:
    """An identity as the database keeps it: a guid may be a megabyte long."""
    return storable(given) if len(given) <= LONGEST_IDENTITY else sha256(given.encode("utf-8", "surrogatepass")).hexdigest()


def _after(before: Row[Any], outcome: PollOutcome, new: int, now: datetime) -> dict[str, Any]:
    failing_since = (before.failing_since or now) if outcome.failed else None
    values: dict[str, Any] = {
        "state": str(outcome.state),
        "reason": outcome.reason,
        "since": before.since if before.state == outcome.state else now,
        "next_try_at": outcome.next_try,
        "polled_at": now,
        "failures": before.failures + 1 if outcome.failed else 0,
        "failing_since": failing_since,
        "told_failing": before.told_failing if outcome.failed else None,
        "failed_long": failing_since is not None and now - failing_since >= UNREADABLE_FOR,
        **FREED,
    }
    if not outcome.failed:
        values |= {"last_good_at": now, "first_pass_done": True} | _validators(outcome)
    if new:
        values["last_new_at"] = now
    return values


def _validators(outcome: PollOutcome) -> dict[str, Any]:
    """What the next request is made conditional on; an answer without a body changes only what it names."""
    given = {"etag": outcome.etag, "modified": outcome.modified, "body_hash": outcome.body_hash}
    return given if outcome.body_hash is not None else {name: value for name, value in given.items() if value is not None}


def _tell(connection: Connection, before: Row[Any], outcome: PollOutcome, after: dict[str, Any], now: datetime) -> None:
    content = {
        "source": before.name,
        "url": before.url,
        "camp": before.camp,
        "reason": outcome.reason,
        "state": str(outcome.state),
        "failures": after["failures"],
        "since": stamp(after["failing_since"]),
        "last_good": stamp(before.last_good_at) if before.last_good_at else None,
    }
    key = f"source/{before.name}/{stamp(after['failing_since'])}"
    post(connection, key=key, kind="source", topic=f"source {before.name}", content=content, now=now, due=now)


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
