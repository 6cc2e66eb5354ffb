"""What polls brought: entries not seen before, the state each source is in now, and who has to be told."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from facts.article import Entry
from models.columns import keyed, stamp
from models.database import Database, Lock, lock
from models.errors import StoreError
from models.leases import FREED
from models.posting import post
from models.sources import kept_identity
from models.tables import entries, outbox, pages, sources
from models.upsert import insert_counted, insert_new
from models.values import PollOutcome

UNREADABLE_FOR = timedelta(hours=24)  # after which the operator is told, once
GONE = "gone"  # its server says so itself: there is nothing to wait for

Polled = Sequence[tuple[str, PollOutcome]]
"""Sources by name, each with what its poll brought."""


class Polls(Database):
    """The doors through which the poll step records."""

    def record_poll(self, name: str, outcome: PollOutcome, now: datetime) -> int:
        """Record what one poll of the source brought, end its lease, and return how many entries were new.

        Entries of a source's first good poll are marked quiet, unless that is to be told aloud. A source that could not be read
        for a day tells so once; one that was taken away for good tells it at once.
        raises  StoreError when there is no source of that name.
        """
        return self.record_polls([(name, outcome)], now)[name]

    def record_polls(self, polls: Polled, now: datetime) -> dict[str, int]:
        """Record what several polls brought, in one transaction, as record_poll does; return by name how many entries were new."""
        return self.written(partial(_record, polls=tuple(polls), now=now)) if polls else {}

    def tell_network(self, *, lost: bool, asked: int, now: datetime) -> bool:
        """Tell, once each, that not one of the ``asked`` sources can be reached, or that they can be reached again.

        returns  whether this was news: one outage is told of once, however many passes it lasts
        """
        return self.written(partial(_tell_network, lost=lost, asked=asked, now=now))


def _record(connection: Connection, *, polls: Polled, now: datetime) -> dict[str, int]:
    named = sources.c.name.in_([keyed(name) for name, _ in polls])
    befores = {row.name: row for row in connection.execute(select(sources).where(named).order_by(sources.c.id).with_for_update())}
    if unknown := next((name for name, _ in polls if keyed(name) not in befores), None):
        raise StoreError(f"There is no source named {unknown!r}.", "Its name must stand in the watchlist that was loaded.")
    pairs = [(name, befores[keyed(name)], outcome) for name, outcome in polls]
    rows = [_entry(before, entry, now, aloud=outcome.aloud) for _, before, outcome in pairs for entry in outcome.entries]
    if doubtful := [outcome for _, _, outcome in pairs if outcome.raw]:
        bodies = [{"raw_hash": outcome.body_hash, "body": outcome.raw, "stored_at": now} for outcome in doubtful]
        insert_new(connection, pages, bodies, on=("raw_hash",))
    counted = insert_counted(connection, entries, rows, on=("source_id", "identity"))
    _write(connection, [(before, _told(connection, before, outcome, counted[before.id], now)) for _, before, outcome in pairs])
    return {name: counted[before.id] for name, before, _ in pairs}


def _write(connection: Connection, changes: Sequence[tuple[Row[Any], dict[str, Any]]]) -> None:
    """Write what differs; most polls change three columns, and columns are what a write costs."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for before, after in changes:
        kept = before._mapping
        changed = {name: value for name, value in after.items() if kept[name] != value}
        alike[tuple(changed)].append({f"new_{name}": value for name, value in changed.items()} | {"which": before.id})
    for names, rows in alike.items():
        given: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        if given:
            connection.execute(update(sources).where(sources.c.id == bindparam("which")).values(given), rows)


def _entry(source: Row[Any], entry: Entry, now: datetime, *, aloud: bool) -> dict[str, Any]:
    return {
        "source_id": source.id,
        "identity": kept_identity(entry.identity),
        "guid": entry.guid,
        "link": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "published": entry.published,
        "published_raw": entry.published_raw,
        "outlet": entry.outlet,
        "first_seen": now,
        "quiet": not (source.first_pass_done or aloud),
        "state": "waiting",
        "why": "",
        "attempts": 0,
    }


def _told(connection: Connection, before: Row[Any], outcome: PollOutcome, new: int, now: datetime) -> dict[str, Any]:
    """The source's row after the poll, with whoever needs to know told."""
    after = _after(before, outcome, now)
    if new:
        after["last_new_at"] = now
    lost_since = after["failing_since"] if outcome.failed and not outcome.cut_off else None
    lost_for_long = lost_since is not None and (outcome.state == GONE or now - lost_since >= UNREADABLE_FOR)
    if lost_for_long and before.told_failing is None:
        _tell(connection, before, outcome, after, now)
        after["told_failing"] = now
    if before.told_failing is not None and not outcome.failed:
        _tell_back(connection, before, now)
    return after


def _after(before: Row[Any], outcome: PollOutcome, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {
        "state": str(outcome.state),
        "reason": outcome.reason,
        "since": before.since if before.state == outcome.state else now,
        "next_try_at": outcome.next_try,
        "polled_at": now,
        **FREED,
    }
    if outcome.cut_off:
        # The network failed, not the source: nothing is counted against it.
        return values
    values |= {"moved_to": outcome.move.moved_to, "moving_to": outcome.move.moving_to, "moving_polls": outcome.move.polls}
    if outcome.failed:
        return values | {"failures": before.failures + 1, "failing_since": before.failing_since or now}
    good = {"last_good_at": now, "first_pass_done": True, "failures": 0, "failing_since": None, "told_failing": None}
    return values | good | _validators(outcome)


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
        "last_item": stamp(before.last_new_at) if before.last_new_at else None,
    }
    key = f"source/{before.name}/{stamp(after['failing_since'])}"
    post(connection, key=key, kind="source", topic=f"source {before.name}", content=content, now=now, due=now)


def _tell_back(connection: Connection, before: Row[Any], now: datetime) -> None:
    """Whoever was told that a source is lost is told once that it is back."""
    since = stamp(before.failing_since)
    content = {"source": before.name, "url": before.url, "camp": before.camp, "since": since}
    key = f"source/{before.name}/{since}/back"
    post(connection, key=key, kind="source_back", topic=f"source {before.name}", content=content, now=now, due=now)


def _tell_network(connection: Connection, *, lost: bool, asked: int, now: datetime) -> bool:
    lock(connection, Lock.WATCHLIST)  # two parts of a pass find the same outage at the same time
    query = select(outbox.c.kind, outbox.c.content).where(outbox.c.topic == "network").order_by(outbox.c.id.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    is_known = last is not None and last.kind == "network"
    if lost == is_known:
        return False
    since = stamp(now) if last is None or lost else str(last.content["since"])
    kind, key = ("network", f"network/{since}") if lost else ("network_back", f"network/{since}/back")
    content = {"asked": asked, "since": since}
    return post(connection, key=key, kind=kind, topic="network", content=content, now=now, due=now) is not None
