"""The log as it is asked for: by filter, newest first, and by number."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, true
from sqlalchemy import Row as Record

from facts.finding import Level
from models.database import Database
from models.kinds import KIND, latest_of_kinds
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


_ROOM = 10_000  # findings recorded while a clock ran wrong
_FEW = 2_000  # standings looked through one by one


class Log(Database):
    """The doors through which the log is read."""

    def findings(self, wanted: Filter, limit: int | None = None) -> list[Row]:
        """The findings that pass the filter, newest first; all of them where ``limit`` is None."""
        with self.reading() as connection:
            conditions = [*_conditions(wanted), *_numbered(connection, wanted), _spoken(connection, wanted.speakers)]
            if limit is not None and _by_kind(connection, wanted):
                return [_row(found) for found in _rows_of_kinds(connection, wanted, conditions, limit)]
            if _all_stand(wanted):
                return [_row(found) for found in _standing_rows(connection, conditions, wanted.states, limit)]
            query = _query().where(*conditions, _standing(wanted.states)).order_by(findings.c.seq.desc()).limit(limit)
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


def fresh_row(written: Mapping[str, Any]) -> Row:
    """A finding as it was just written into the log; nobody has reviewed it."""
    return _row(SimpleNamespace(**written, state="new"))


_COLUMNS = (findings.c.seq, findings.c.payload, findings.c.hash, findings.c.previous_hash, standings.c.state)


def _query() -> Select[Any]:
    return select(*_COLUMNS).select_from(findings.outerjoin(standings, standings.c.finding == findings.c.seq))


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
    # Whose findings they are leads to fewest, and that index holds the words of a kind too: no other index is to serve them.
    few = bool(wanted.metrics or wanted.speakers or wanted.sources)
    conditions: list[ColumnElement[bool]] = [
        (column.concat("") if few and column.name in KIND else column).in_(values) for column, values in lists if values
    ]
    conditions += [columns.seq < wanted.before] if wanted.before is not None else []
    return [*conditions, _between(wanted.since, wanted.until)]


def _between(since: datetime | None, until: datetime | None) -> ColumnElement[bool]:
    after = findings.c.recorded_at >= since if since is not None else true()
    return and_(after, findings.c.recorded_at < until) if until is not None else after


def _numbered(connection: Connection, wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """The numbers that a stretch of time can have, with room for a clock set back: the log is read by number, not sorted."""
    number, at = findings.c.seq, findings.c.recorded_at
    if wanted.until is not None:
        last = connection.execute(select(number).where(at < wanted.until).order_by(at.desc()).limit(1)).scalar()
        yield number <= (last or 0) + _ROOM
    if wanted.since is not None:
        first = connection.execute(select(number).where(at >= wanted.since).order_by(at).limit(1)).scalar()
        yield number >= first - _ROOM if first is not None else false()


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


def _all_stand(wanted: Filter) -> bool:
    """Whether every finding asked for has a standing: those reviewed, and those that ask for action."""
    return bool(wanted.states) and ("new" not in wanted.states or wanted.levels == (str(Level.ACT),))


def _standing_rows(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], states: tuple[str, ...], limit: int | None
) -> list[Record[Any]]:
    """The findings in some states, newest first: each state by its own index, however many findings are in the others."""
    found: list[Record[Any]] = []
    for state in dict.fromkeys(states):
        joined = select(*_COLUMNS).select_from(standings.join(findings, findings.c.seq == standings.c.finding))
        query = joined.where(standings.c.state == state, *conditions).order_by(standings.c.finding.desc()).limit(limit)
        found += connection.execute(query)
    return sorted(found, key=lambda row: row.seq, reverse=True)[:limit]


def _kind(wanted: Filter) -> dict[str, tuple[str, ...]]:
    asked = (wanted.levels, wanted.verdicts, wanted.facts, wanted.languages, wanted.camps)
    return dict(zip(KIND, asked, strict=True))


def _by_kind(connection: Connection, wanted: Filter) -> bool:
    """Whether to look findings up kind by kind: where several words of a kind are asked for, or one and a state that many are in."""
    if wanted.metrics or wanted.speakers or wanted.sources or wanted.versions:
        return False
    asked = sum(map(bool, _kind(wanted).values()))
    if asked and _all_stand(wanted):
        standing = select(standings.c.finding).where(standings.c.state.in_(wanted.states)).limit(_FEW + 1).subquery()
        return connection.execute(select(func.count()).select_from(standing)).scalar_one() > _FEW
    return asked + bool(wanted.states) > 1 and asked > 0


def _rows_of_kinds(connection: Connection, wanted: Filter, conditions: Sequence[ColumnElement[bool]], limit: int) -> Sequence[Record[Any]]:
    numbers = latest_of_kinds(connection, _kind(wanted), [*conditions, _standing(wanted.states)], limit)
    return connection.execute(_query().where(findings.c.seq.in_(numbers)).order_by(findings.c.seq.desc())).all()


def _row(found: Any) -> Row:
    payload = json.loads(found.payload)
    names = [name for name in (*KEYS, *_HIDDEN) if name not in ("hash", "previous_hash", "state")]
    values = {name: payload[name] for name in names}
    values |= {name: tuple(values[name]) for name in ("topics", "formulas", "checks")}
    values["recorded_at"] = datetime.fromisoformat(values["recorded_at"])
    return Row(**values, hash=found.hash, previous_hash=found.previous_hash, state=found.state or "new")
