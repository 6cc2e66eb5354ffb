"""Make a log as large as years of reading would: the sample newsroom's three days again and again, each time at other moments.

What is copied is real: articles, facts and findings in four languages, of every verdict the newsroom provokes. Each round has its
own moment and its own periods, half of the speakers are others, and most of what asked for action was decided. Rows are written as the
database holds them, past the types of the columns: those are made for hundreds of rows, not for millions.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Boolean, Connection, Table, func, select, text

from benchmarks.growth import STAND, keep_points
from benchmarks.loading import create_indexes, drop_indexes, loaded, remember_head
from models.chain import START, link
from models.columns import canonical, stamp
from models.store import Store
from models.tables import (
    articles,
    entries,
    figures,
    findings,
    metadata,
    reviews,
    sources,
    standings,
    statements,
    versions,
)

YEARS = 6
AT_ONCE = 40  # rounds written in one transaction
OPEN = 30  # of the latest rounds nothing was decided yet
_COPIED = (entries, articles, versions, figures, statements, findings)
_IDS = {"article_id": articles, "version_id": versions, "story_id": articles, "figure_id": figures, "statement_id": statements}
_MOMENTS = ("first_seen", "first_read_at", "fetched_at", "queued_by", "judged_at", "learned")
_ROWS = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Round:
    """One more time round the newsroom: its number, by how much ids and numbers move, and when it was."""

    number: int
    shift: Mapping[str, int]
    at: datetime

    @property
    def moment(self) -> str:
        """The moment as the database holds it."""
        return self.at.isoformat(timespec="microseconds").replace("+00:00", "Z")

    def moved(self, table: Table, number: int | None) -> int | None:
        """The id in this round of a row of the first one."""
        return None if number is None else number + self.number * self.shift[table.name]


def build(store: Store, seed: Store, size: int, now: datetime, tell: Callable[[str], None]) -> None:
    """Fill an empty database with about ``size`` findings that end at ``now``; ``seed`` is the SQLite file of a sample pass."""
    with seed.reading() as connection:
        rows = {table: _rows(connection, table) for table in metadata.sorted_tables}
    works: list[Callable[[Connection], object]] = [partial(_as_it_is, rows=rows)]
    rounds = max(size // len(rows[findings]), 1)
    shift = {table.name: max(row["seq" if table is findings else "id"] for row in rows[table]) for table in _COPIED}
    copied = {
        table: [row for row in rows[table] if row.get("version_id") is not None or table not in (figures, statements)] for table in _COPIED
    }
    for first in range(1, rounds, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, rounds))
        made = [Round(number, shift, now - timedelta(days=365 * YEARS) * (rounds - number) / rounds) for number in numbers]
        works.append(partial(_write, copied=copied, rounds=made, undecided=rounds - OPEN))
    loaded(store, _drop, *works, _create, _settle, keep_points)
    tell(f"{rounds * len(rows[findings]):,} findings written")
    store.pass_ended(store.pass_started(now - timedelta(minutes=3)), {}, now - timedelta(minutes=2))


def _drop(connection: Connection) -> None:
    drop_indexes(connection, *_COPIED, reviews, standings)


def _create(connection: Connection) -> None:
    create_indexes(connection, *_COPIED, reviews, standings)


def _rows(connection: Connection, table: Table) -> list[_ROWS]:
    rows = [dict(row._mapping) for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')]
    flags = [column.name for column in table.c if isinstance(column.type, Boolean)]
    return [row | {name: bool(row[name]) for name in flags if row[name] is not None} for row in rows]


def _as_it_is(connection: Connection, *, rows: Mapping[Table, Sequence[_ROWS]]) -> None:
    for table in metadata.sorted_tables:
        if table.name not in ("settings", "commits", "pages"):
            _insert(connection, table, rows[table])


def _insert(connection: Connection, table: Table, rows: Sequence[_ROWS]) -> None:
    if rows:
        names, values = ", ".join(f'"{name}"' for name in rows[0]), ", ".join(f":{name}" for name in rows[0])
        connection.execute(text(f"INSERT INTO {table.name} ({names}) VALUES ({values})"), rows)


def _write(connection: Connection, *, copied: Mapping[Table, Sequence[_ROWS]], rounds: Sequence[Round], undecided: int) -> None:
    for table in _COPIED:
        again = [_again(table, row, one) for one in rounds for row in copied[table]]
        _insert(connection, table, _linked(connection, table, again) if table is findings else again)
    acts = [(one, one.moved(findings, row["seq"])) for one in rounds for row in copied[findings] if row["level"] == "act"]
    number = connection.execute(select(func.max(reviews.c.seq))).scalar() or 0
    settled = [(one, seq) for one, seq in acts if one.number < undecided]
    decided = [_decided(number + at, seq or 0, one) for at, (one, seq) in enumerate(settled, 1)]
    _insert(connection, reviews, _linked(connection, reviews, decided))
    _insert(connection, standings, [{"finding": row["finding"], "state": row["state"]} for row in decided])
    _insert(connection, standings, [{"finding": seq, "state": "new"} for one, seq in acts if one.number >= undecided])


def _linked(connection: Connection, table: Table, rows: Sequence[_ROWS]) -> list[_ROWS]:
    """Rows of a chain that follow the last one there is."""
    previous = connection.execute(select(table.c.hash).order_by(table.c.seq.desc()).limit(1)).scalar() or START
    linked = []
    for row in rows:
        digest = link(previous, row["payload"])
        linked.append(row | {"previous_hash": previous, "hash": digest})
        previous = digest
    return linked


def _again(table: Table, row: _ROWS, one: Round) -> _ROWS:
    own: _ROWS = {name: one.moved(of, row[name]) for name, of in _IDS.items() if name in row}
    own |= {name: one.moment for name in _MOMENTS if row.get(name)}
    own |= {name: f"{one.at:%Y-%m-%d}" for name in ("published", "said_on") if row.get(name) and table is not entries}
    own |= {name: f"{one.number} {row[name]}"[:64] for name in ("url_key", "identity", "document", "origin") if name in row}
    if "id" in row:
        own["id"] = one.moved(table, row["id"])
    if row.get("speaker"):
        own["speaker"] = _speaker(row["speaker"], one.number)
    if table is figures:
        own |= _period(row, one.number)
    return _finding(row, one, own) if table is findings else row | own


def _finding(row: _ROWS, one: Round, own: _ROWS) -> _ROWS:
    payload = json.loads(row["payload"])
    seq = one.moved(findings, row["seq"])
    moved = {"article": articles, "version_id": versions, "sighting": figures if payload["fact"] == "figure" else statements}
    payload |= {name: one.moved(table, payload[name]) for name, table in moved.items()}
    payload |= {"id": f"F-{seq}", "recorded_at": stamp(one.at.replace(microsecond=0)), "published": f"{one.at:%Y-%m-%d}"}
    payload |= {"speaker": own.get("speaker", row["speaker"])} | (_period(payload, one.number) if payload["point_key"] else {})
    payload.pop("series_key", None)
    return row | own | {"seq": seq, "payload": canonical(payload), "recorded_at": f"{one.at:%Y-%m-%dT%H:%M:%S}.000000Z"}


def _period(row: _ROWS, number: int) -> _ROWS:
    """Another period: a few thousand points altogether, as ten years of news have."""
    years = number // 12 % 12
    moved = re.sub(r"\b20\d\d\b", lambda year: str(int(year[0]) - years), row["period"] or "")
    if re.fullmatch(r"\d{4}", moved) and number % 3:
        moved = f"{moved}-{number % 12 + 1:02}"
    series = row["point_key"].rpartition("|")[0]
    return {"period": moved or None, "point_key": f"{series}|{moved}", "series_key": series}


def _speaker(name: str, number: int) -> str:
    return name if number % 2 else f"Official {number % 400}"


def _decided(seq: int, finding: int, one: Round) -> _ROWS:
    state = "watching" if seq % 400 == 0 else ("accepted", "accepted", "rejected")[seq % 3]
    told = {"finding": f"F-{finding}", "state": state, "reason": "", "note": "", "by": "Anna", "at": stamp(one.at), "seq": seq}
    return {"seq": seq, "finding": finding, "payload": canonical(told), "state": state, "at": one.moment}


def _settle(connection: Connection) -> None:
    """The current row of every new point, its first sighting; the heads of the chains; the numbers that come next."""
    connection.execute(text(STAND))
    for table in (findings, reviews):
        head = connection.execute(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).one_or_none()
        if head is not None:
            remember_head(connection, table, *head)
    if connection.dialect.name == "postgresql":
        for table in (sources, entries, articles, versions, figures, statements, metadata.tables["passes"]):
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"))
        connection.execute(text("ANALYZE"))
