"""The chain that makes the log tamper-evident: each row carries the hash of the one before it.

The hash of a row is SHA-256 over the hash before, a line feed, and the row's payload: canonical JSON, keys sorted. Rows are
numbered and hashed under the ledger's lock. ``settings`` keeps the head, so that a log whose end was cut off shows.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, insert, select, update

from models.columns import canonical, storable
from models.database import Database
from models.payloads import finding_columns, review_columns
from models.tables import findings, reviews, settings
from models.upsert import insert_new

START = "0" * 64
_COLUMNS = {"findings": finding_columns, "reviews": review_columns}


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One place where the chain does not hold: in which table, at which number, and what is wrong there."""

    table: str
    seq: int
    why: str

    def __str__(self) -> str:
        prefix = "F-" if self.table == "findings" else "review "
        return f"{prefix}{self.seq}: {self.why}"


def append(
    connection: Connection, table: Table, payloads: Sequence[dict[str, Any]], after: tuple[int | None, str | None] | None = None
) -> list[dict[str, Any]]:
    """Number, hash and write rows; the caller holds the ledger's lock.

    payloads  without their number: it is given here, as "id": "F-1042" for a finding, as "seq" for a review
    after     number and hash of the last row, where the caller asked for them (``end_of``) under the lock; (None, None) before the first
    returns   the rows as written
    """
    seq, previous = _last(connection, table) if after is None else (after[0] or 0, after[1] or START)
    rows: list[dict[str, Any]] = []
    for payload in payloads:
        seq += 1
        numbered = payload | ({"id": f"F-{seq}"} if table is findings else {"seq": seq})
        written = storable(canonical(numbered))
        digest = link(previous, written)
        row = {"seq": seq, "payload": written, "previous_hash": previous, "hash": digest}
        rows.append(row | _COLUMNS[table.name](numbered))
        previous = digest
    if rows:
        connection.execute(insert(table), rows)
        _remember(connection, table, seq, previous)
    return rows


def end_of(table: Table) -> Select[tuple[int, str]]:
    """The question for number and hash of the last row."""
    return select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)


def link(previous: str, payload: str) -> str:
    """The hash of a row after the one whose hash is ``previous``."""
    return sha256(f"{previous}\n{payload}".encode()).hexdigest()


def head(store: Database) -> tuple[str, str]:
    """Number and hash of the last finding, as printed in digests: ("F-1042", "9f2c…"); ("F-0", 64 noughts) before the first."""
    with store.reading() as connection:
        seq, digest = _last(connection, findings)
    return f"F-{seq}", digest


def verify(store: Database, *, expected_head: tuple[str, str] | None = None) -> list[Break]:
    """Walk both chains and name every row that was altered, is missing, was put in or changed places.

    expected_head  a head printed earlier ("F-1042", hash): the log must still hold that very row
    """
    with store.reading() as connection:
        broken = [found for table in (findings, reviews) for found in _breaks(connection, table)]
        if expected_head is not None:
            broken += _against(connection, expected_head)
    return broken


def _breaks(connection: Connection, table: Table) -> Iterator[Break]:
    rows = connection.execution_options(yield_per=1000).execute(select(table).order_by(table.c.seq))
    last = (0, START)
    for before, row in pairwise(_after_start(rows)):
        last = (row.seq, row.hash)
        yield from (Break(table=table.name, seq=row.seq, why=why) for why in _faults(table, before, row))
    kept = connection.execute(select(settings.c.value).where(settings.c.name == table.name)).scalar() or [0, START]
    if kept != [*last]:
        why = f"the log ends here, but its head was kept as {kept}: rows at the end are missing or added, or the head was altered"
        yield Break(table=table.name, seq=last[0], why=why)


def _after_start(rows: Any) -> Iterator[Any]:
    yield None
    yield from rows


def _faults(table: Table, before: Any, row: Row[Any]) -> Iterator[str]:
    number, digest = (before.seq, before.hash) if before is not None else (0, START)
    if row.seq != number + 1:
        yield f"missing before it: rows {number + 1} to {row.seq - 1}"
    elif row.previous_hash != digest:
        yield "it does not follow the row before it: one of the two was altered, put in, or changed places"
    if link(row.previous_hash, row.payload) != row.hash:
        yield "its words do not give its hash: it was altered"
    elif (wrong := _columns_apart(table, row)) is not None:
        yield f"its column {wrong} is not what was hashed: it was altered"


def _columns_apart(table: Table, row: Row[Any]) -> str | None:
    """The first column that does not say what the payload says."""
    try:
        payload = json.loads(row.payload)
        told = payload["id"] == f"F-{row.seq}" if table is findings else payload["seq"] == row.seq
        expected = _COLUMNS[table.name](payload)
    except (ValueError, LookupError, TypeError, AttributeError):
        return "payload"
    values = row._mapping
    return next((name for name, value in expected.items() if values[name] != value), None) if told else "seq"


def _against(connection: Connection, expected: tuple[str, str]) -> list[Break]:
    seq = int(expected[0].removeprefix("F-"))
    found = connection.execute(select(findings.c.hash).where(findings.c.seq == seq)).scalar()
    if seq == 0 or found == expected[1]:
        return []
    why = "not in the log any more" if found is None else "another row stands in its place"
    return [Break(table="findings", seq=seq, why=f"the row whose hash was printed is {why}")]


def _last(connection: Connection, table: Table) -> tuple[int, str]:
    row = connection.execute(_ENDS[table.name]).one_or_none()
    return (row.seq, row.hash) if row is not None else (0, START)


def _remember(connection: Connection, table: Table, seq: int, digest: str) -> None:
    if connection.execute(_REMEMBER, {"of": table.name, "to": [seq, digest]}).rowcount == 0:
        insert_new(connection, settings, [{"name": table.name, "value": [seq, digest]}], on=("name",))


_ENDS = {table.name: end_of(table) for table in (findings, reviews)}
_REMEMBER = update(settings).where(settings.c.name == bindparam("of")).values(value=bindparam("to"))
