"""What holds in a database whatever happened to whoever wrote it; each check names what is broken, or nothing."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, Table, exists, func, not_, or_, select, text
from sqlalchemy.exc import DBAPIError

from models.chain import verify
from models.points import fold
from models.sources import kept_identity
from models.store import Store
from models.tables import (
    alert_findings,
    articles,
    deliveries,
    entries,
    figures,
    findings,
    outbox,
    points,
    sources,
    statements,
    tries,
    versions,
)
from models.upkeep import Counts
from tests.chaos.world import Journal, World

GROWING = ("entries", "articles", "figures", "statements", "findings")


def broken(store: Store, now: datetime) -> list[str]:
    """Everything that does not hold of one database alone: I2, I5, I6, I7, I15, and that nothing is torn."""
    checks = (*_alerts(store), *_torn(store), *_paths(store), *_guards(store), *_first_seen(store, now), *_points(store))
    return [*checks, *(f"I7: {found}" for found in verify(store))]


def fallen(before: Counts, after: Counts) -> list[str]:
    """I14: what there is fewer of than there was."""
    return [f"I14: {name} fell" for name in GROWING if getattr(after, name) < getattr(before, name)]


def unfaithful(store: Store, world: World, journal: Journal) -> list[str]:
    """I1: every entry of every poll that was acknowledged is there once, and none that no poll gave."""
    with store.reading() as connection:
        rows = connection.execute(select(sources.c.name, entries.c.identity).join(sources, sources.c.id == entries.c.source_id))
        there = Counter((row.name, row.identity) for row in rows)
    told = _entries(world, journal.lines("polled"))
    asked = _entries(world, journal.lines("asked"))
    twice = [key for key, times in there.items() if times > 1]
    lost, invented = told - set(there), set(there) - asked
    found = {"lost": lost, "there twice": twice, "from nowhere": invented}
    return [f"I1: {what}: {sorted(map(str, keys))[:5]}" for what, keys in found.items() if keys]


def missent(store: Store, journal: Journal, *, all_sent: bool) -> list[str]:
    """I3: nothing is sent after its delivery was acknowledged, a second sending says that it is one, and in the end all are sent."""
    first = Counter(key for key, repeat in journal.lines("sent") if repeat == "0")
    with store.reading() as connection:
        keys = {row.key: row for row in connection.execute(select(outbox))}
        folded = set(connection.execute(select(tries.c.alert_id).where(tries.c.state == "folded")).scalars())
    sent = {key for key, _ in journal.lines("sent")}
    yields = [f"I3: {key} was sent {times} times as if it were the first" for key, times in first.items() if times > 1]
    yields += [f"I3: {key} was sent again after it was marked" for key in _after_mark(journal)]
    yields += [f"I3: {key} was marked but is {keys[key].state}" for (key,) in journal.lines("marked") if keys[key].state != "sent"]
    yields += [f"I3: {key} was sent from nowhere" for key in sent - set(keys)]
    if all_sent:
        due = {key for key, row in keys.items() if row.kind != "reminder" and row.state != "dropped" and row.id not in folded}
        yields += [f"I3: {key} never arrived" for key in due - sent]
    return yields


def unfinished(store: Store) -> list[str]:
    """I4: what still waits once every source was read and every pause is over."""
    counts = store.counts()
    waits = {"entries": counts.entries_waiting, "versions": counts.versions_waiting, "alerts": counts.alerts_waiting}
    return [f"I4: {number} {what} wait" for what, number in waits.items() if number]


def essence(store: Store) -> dict[str, list[Any]]:
    """I8, I9: the facts and the ledger without times and numbers: the same for the same input, however it came in."""
    with store.reading() as connection:
        address = {row.id: row.canonical_url for row in connection.execute(select(articles.c.id, articles.c.canonical_url))}
        texts = connection.execute(select(versions.c.article_id, versions.c.number, versions.c.text_hash, versions.c.state)).all()
        numbers = connection.execute(select(figures)).all()
        words = connection.execute(select(statements)).all()
        standing = connection.execute(select(points.c.point_key, figures.c.value, figures.c.unit).join(figures)).all()
    return {
        "texts": sorted([address[row.article_id], row.number, row.text_hash, row.state] for row in texts),
        "figures": sorted([row.url, row.version, row.start, row.end, row.text, row.point_key] for row in numbers),
        "statements": sorted([row.url, row.version, row.start, row.end, row.text, str(row.speaker)] for row in words),
        "points": sorted([row.point_key, str(row.value), row.unit] for row in standing),
    }


def _entries(world: World, polls: Iterable[list[str]]) -> set[tuple[str, str]]:
    return {(name, kept_identity(one)) for name, at in polls for one in world.identities(name, int(at))}


def _after_mark(journal: Journal) -> Iterator[str]:
    marked: set[str] = set()
    for kind, key, *_ in journal.lines("sent", "marked", "delivered"):
        if kind != "sent":
            marked.add(key)
        elif key in marked:
            yield key


def _alerts(store: Store) -> Iterator[str]:
    """I2: whatever asks for action has its alert, unless it came with a first pass."""
    told = exists().where(alert_findings.c.finding == findings.c.seq)
    loud = select(findings.c.seq).join(versions, versions.c.id == findings.c.version_id).where(versions.c.quiet.is_(False))
    with store.reading() as connection:
        for seq in connection.execute(loud.where(findings.c.level == "act", not_(told))).scalars():
            yield f"I2: F-{seq} asks for action and has no alert"


def _torn(store: Store) -> Iterator[str]:
    """A version is judged with all that comes of it, or not at all; an alert is about something; a mark has its delivery."""
    queries = {f"{table.name} of a version that is not judged": _unjudged(table) for table in (figures, statements, findings)} | {
        "articles without a version or a story": select(articles.c.id).where(or_(articles.c.latest < 1, articles.c.story_id.is_(None))),
        "alerts about nothing": select(outbox.c.id).where(
            outbox.c.kind == "finding", not_(exists().where(alert_findings.c.alert_id == outbox.c.id))
        ),
        "alerts marked without a delivery": select(outbox.c.id).where(
            outbox.c.state == "sent", not_(exists().where(deliveries.c.alert_id == outbox.c.id, deliveries.c.done))
        ),
    }
    with store.reading() as connection:
        for what, query in queries.items():
            if rows := connection.execute(query).all():
                yield f"torn: {len(rows)} {what}"


def _unjudged(table: Table) -> Select[Any]:
    return select(table.c.version_id).join(versions, versions.c.id == table.c.version_id).where(versions.c.state != "judged")


def _paths(store: Store) -> Iterator[str]:
    """I5: every row of the log leads to its address, its version, both hashes and the very words."""
    query = select(findings.c.seq, findings.c.payload, versions).join(versions, versions.c.id == findings.c.version_id)
    with store.reading() as connection:
        rows = connection.execute(query).all()
        numbers = connection.execute(select(func.count()).select_from(findings)).scalar_one()
    if len(rows) != numbers:
        yield f"I5: {numbers - len(rows)} findings lead to no version"
    for row in rows:
        yield from (f"I5: F-{row.seq}: {why}" for why in _wrong_path(row, json.loads(row.payload)))


def _wrong_path(row: Any, told: dict[str, Any]) -> Iterator[str]:
    if not told["url"] or told["url"] != row.url or row.fetched_at is None:
        yield "no address, another one, or no moment of reading"
    if (told["text_hash"], told["raw_hash"]) != (row.text_hash, row.raw_hash):
        yield "other hashes than its version"
    if sha256(row.text.encode()).hexdigest() != row.text_hash:
        yield "the text of its version is not the one that was read"
    if told["sighting"] is not None and row.text[told["start"] : told["end"]] != told["text"]:
        yield "its words do not stand where it says"


def _guards(store: Store) -> Iterator[str]:
    """I6: the database refuses to change what was logged."""
    for table in ("findings", "reviews"):
        for change in (f"UPDATE {table} SET hash = hash", f"DELETE FROM {table}"):
            yield from _let_through(store, table, change)


def _let_through(store: Store, table: str, change: str) -> Iterator[str]:
    with store.engine.connect() as connection:
        if connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first() is None:
            return
        try:
            connection.execute(text(change))
        except DBAPIError as refused:
            if "append-only" not in str(refused.orig):
                yield f"I6: {change}: {refused.orig}"
        else:
            yield f"I6: {change} was let through"
        connection.rollback()


def _first_seen(store: Store, now: datetime) -> Iterator[str]:
    """I15: first seen is set and not ahead of the latest clock any pass had."""
    ahead = select(func.count()).select_from(entries).where(or_(entries.c.first_seen.is_(None), entries.c.first_seen > now))
    with store.reading() as connection:
        if number := connection.execute(ahead).scalar_one():
            yield f"I15: {number} entries first seen in the future"


def _points(store: Store) -> Iterator[str]:
    """The current row of every point is what its sightings come to, in whatever order they were seen."""
    with store.reading() as connection:
        held = {row.point_key: row for row in connection.execute(select(points))}
        seen: dict[str, list[Any]] = {}
        wanted = select(figures).where(figures.c.rejected.is_(False), figures.c.about_relations).order_by(figures.c.id.desc())
        for row in connection.execute(wanted):
            seen.setdefault(row.point_key, []).append(row)
    if set(held) != set(seen):
        yield "points: other ones than the sightings have"
    for key, rows in seen.items():
        row, known = fold(rows)
        there = held.get(key)
        if there is not None and (there.figure_id, there.origins, there.sightings) != (row.id, sorted(known.origins), len(rows)):
            yield f"points: {key} is not what its sightings come to"
