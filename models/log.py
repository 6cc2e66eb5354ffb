"""The log as it is asked for: by filter, newest first, and by number."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, true

from models.database import Database
from models.names import different
from models.rows import KEYS, Filter, Row, number_of
from models.tables import findings, standings

_HIDDEN = (
    "mode",
    "topics",
    "formulas",
    "checks",
    "group",
    "rule",
    "title",
    "published",
    "text_hash",
    "raw_hash",
    "version_id",
    "point_key",
)


class Log(Database):
    """The doors through which the log is read."""

    def findings(self, wanted: Filter, limit: int | None = None) -> list[Row]:
        """The findings that pass the filter, newest first; all of them where ``limit`` is None."""
        with self.reading() as connection:
            query = _query().where(*_conditions(wanted), _spoken(connection, wanted.speakers)).order_by(findings.c.seq.desc()).limit(limit)
            return [_row(found) for found in connection.execute(query)]

    def finding(self, number: str) -> Row | None:
        """One finding by its number ("F-1042"), with the state its reviews left it in; None when there is none.

        raises  ValueError when ``number`` is not the number of a finding
        """
        with self.reading() as connection:
            return next(iter(rows_where(connection, findings.c.seq == number_of(number))), None)


def rows_where(connection: Connection, condition: ColumnElement[bool]) -> list[Row]:
    """The findings that meet a condition, oldest first."""
    return [_row(found) for found in connection.execute(_query().where(condition).order_by(findings.c.seq))]


def _query() -> Select[Any]:
    columns = (findings.c.payload, findings.c.hash, findings.c.previous_hash, standings.c.state)
    return select(*columns).select_from(findings.outerjoin(standings, standings.c.finding == findings.c.seq))


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    columns = findings.c
    lists = (
        (columns.verdict, wanted.verdicts),
        (columns.level, wanted.levels),
        (columns.metric, wanted.metrics),
        (columns.language, wanted.languages),
        (columns.camp, wanted.camps),
        (columns.fact, wanted.facts),
        (columns.source, wanted.sources),
        (columns.version_id, wanted.versions),
    )
    conditions: list[ColumnElement[bool]] = [column.in_(values) for column, values in lists if values]
    conditions += [columns.seq < wanted.before] if wanted.before is not None else []
    return [*conditions, _between(wanted.since, wanted.until), _standing(wanted.states)]


def _between(since: datetime | None, until: datetime | None) -> ColumnElement[bool]:
    after = findings.c.recorded_at >= since if since is not None else true()
    return and_(after, findings.c.recorded_at < until) if until is not None else after


def _spoken(connection: Connection, speakers: tuple[str, ...]) -> ColumnElement[bool]:
    """Names as people type them: any part of the canonical name, whatever the case."""
    if not speakers:
        return true()
    asked = [name.lower() for name in speakers]
    names = [name for name in different(connection, findings.c.speaker) if any(part in name.lower() for part in asked)]
    return findings.c.speaker.in_(names)


def _standing(states: tuple[str, ...]) -> ColumnElement[bool]:
    if not states:
        return true()
    state = standings.c.state
    return or_(state.in_(states), state.is_(None)) if "new" in states else state.in_(states)


def _row(found: Any) -> Row:
    payload = json.loads(found.payload)
    names = [name for name in (*KEYS, *_HIDDEN) if name not in ("hash", "previous_hash", "state")]
    values = {name: payload[name] for name in names}
    values |= {name: tuple(values[name]) for name in ("topics", "formulas", "checks")}
    values["recorded_at"] = datetime.fromisoformat(values["recorded_at"])
    return Row(**values, hash=found.hash, previous_hash=found.previous_hash, state=found.state or "new")
