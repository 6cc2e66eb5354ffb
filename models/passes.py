"""The history of passes."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, insert, select, update

from models.database import Database
from models.tables import passes
from models.values import Pass


class Passes(Database):
    """The doors through which passes are remembered."""

    def pass_started(self, now: datetime, sample: bool = False) -> int:
        """Note the beginning of a pass and return its number."""
        return self.written(partial(_start, now=now, sample=sample))

    def pass_ended(self, number: int, report: dict[str, Any], now: datetime) -> None:
        """Note the end of a pass and what it came to."""
        self.written(partial(_end, number=number, report=report, now=now))

    def last_passes(self, limit: int = 20) -> list[Pass]:
        """The latest passes, newest first; one that was killed has no end and an empty report."""
        with self.reading() as connection:
            rows = connection.execute(select(passes).order_by(passes.c.id.desc()).limit(limit))
            return [Pass(id=row.id, started=row.started_at, ended=row.ended_at, sample=row.sample, report=row.report or {}) for row in rows]

    def reckoned(self, now: datetime) -> datetime:
        """The moment that "the last day" is counted back from: now, but in a sample's log the time of its last pass."""
        passes = self.last_passes(1)
        return passes[0].started if passes and passes[0].sample else now


def _start(connection: Connection, *, now: datetime, sample: bool) -> int:
    number = connection.execute(insert(passes).values(started_at=now, sample=sample).returning(passes.c.id)).scalar_one()
    return int(number)


def _end(connection: Connection, *, number: int, report: dict[str, Any], now: datetime) -> None:
    connection.execute(update(passes).where(passes.c.id == number).values(ended_at=now, report=report))
