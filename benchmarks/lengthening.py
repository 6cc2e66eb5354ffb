"""Make a log as long as years of reading would: findings that follow the last one, numbered, hashed and chained as the log does it."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from benchmarks.loading import Template, chained, pour, remember_head, without_indexes
from models.payloads import finding_columns
from models.tables import findings

METRICS = ("exports", "imports", "loans", "investment", "mutual_visits", "joint_projects", "park_residents", "agreements_signed")
SPEAKERS, LEADER = 400, "Xi Jinping"
_OWN = ("id", "recorded_at", "version_id", "sighting")
_KINDS = {"figure": (*_OWN, "metric"), "statement": (*_OWN, "speaker")}
_CHAIN = ("seq", "payload", "previous_hash", "hash")


class _Kind:
    """A finding on a figure or on a statement, to be written again and again."""

    def __init__(self, payload: dict[str, Any]) -> None:
        payload |= {"level": "log"}
        self._fact = payload["fact"]
        self._template = Template(payload, _KINDS[self._fact])
        self._columns = finding_columns(payload)

    def made(self, seq: int, moment: str) -> tuple[str, dict[str, Any]]:
        """The payload of a finding of this number, and the columns that repeat it."""
        metric, speaker = METRICS[seq % len(METRICS)], LEADER if seq % 30 == 0 else f"Speaker {seq % SPEAKERS}"
        told = {"id": f'"F-{seq}"', "recorded_at": f'"{moment}Z"', "version_id": f"{seq}", "sighting": f"{seq}"}
        own = {"recorded_at": f"{moment}.000000Z", "version_id": seq, f"{self._fact}_id": seq}
        own |= {"metric": metric} if self._fact == "figure" else {"speaker": speaker}
        return self._template.filled(told | {"metric": f'"{metric}"', "speaker": f'"{speaker}"'}), self._columns | own


def lengthen(connection: Connection, *, size: int) -> None:
    """Let the log have ``size`` findings; every third speaks of a statement. Where it has none there is nothing to repeat."""
    last = connection.execute(select(findings.c.seq, findings.c.hash).order_by(findings.c.seq.desc()).limit(1)).one_or_none()
    if last is None or last.seq >= size:
        return
    kinds = [_kind(connection, fact) for fact in ("figure", "figure", "statement")]
    names = [column.name for column in findings.c if column.name not in _CHAIN]
    with without_indexes(connection, findings):
        head = _Head(last.seq, last.hash)
        pour(connection, findings, [*_CHAIN, *names], head.rows(kinds, names, size))
    remember_head(connection, findings, head.seq, head.digest)


class _Head:
    """The end of the chain while it is lengthened."""

    def __init__(self, seq: int, digest: str) -> None:
        self.seq, self.digest = seq, digest

    def rows(self, kinds: list[_Kind], names: list[str], size: int) -> Iterator[tuple[Any, ...]]:
        """The rows that follow, up to number ``size``: 750 are recorded a day, so that ten years hold two and a half million."""
        for seq in range(self.seq + 1, size + 1):
            moment = f"{2016 + seq // 252_000}-{1 + seq // 21_000 % 12:02}-{1 + seq // 750 % 28:02}T00:00:00"
            payload, columns = kinds[seq % len(kinds)].made(seq, moment)
            row = chained(self.digest, payload)
            self.seq, self.digest = seq, row[2]
            yield seq, *row, *(columns[name] for name in names)


def _kind(connection: Connection, fact: str) -> _Kind:
    query = select(findings.c.payload).where(findings.c.fact == fact).order_by(findings.c.seq.desc()).limit(1)
    return _Kind(json.loads(connection.execute(query).scalar_one()))
