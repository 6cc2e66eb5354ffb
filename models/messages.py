"""An alert with everything its message tells: findings, those who stated the same, and how a source's camp stands now."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select, true

from facts.rhythm import UNREADABLE
from models.addressed import tries_of
from models.log import rows_where
from models.rows import Row as Finding
from models.tables import alert_findings, figures, findings, outbox, sources
from models.values import Alert, Echo

_LATELY = timedelta(days=30)  # a development is told by others within days, if at all
_ABOUT_SOURCES = ("source", "source_back")


def alert_of(connection: Connection, row: Row[Any]) -> Alert:
    """The alert of a row of the outbox, as things stand now."""
    rows = rows_of(connection, row.reminds or row.id)
    parts = _parts(connection, row.content.get("of", []))
    if row.kind == "reminder" and any(finding.state == "new" for finding in rows):
        rows = [finding for finding in rows if finding.state == "new"]
    return Alert(
        id=row.id,
        key=row.key,
        kind=row.kind,
        group=row.topic,
        content=row.content | (_camp(connection, row.content.get("camp")) if row.kind in _ABOUT_SOURCES else {}),
        rows=tuple(rows) + tuple(finding for part in parts for finding in part.rows),
        created=row.created_at,
        tries=tries_of(connection, row.id),
        echoes=echoes_of(connection, rows),
        parts=parts,
    )


def rows_of(connection: Connection, alert: int) -> list[Finding]:
    """The findings an alert speaks of, oldest first."""
    return rows_where(connection, findings.c.seq.in_(select(alert_findings.c.finding).where(alert_findings.c.alert_id == alert)))


def echoes_of(connection: Connection, rows: Sequence[Finding]) -> dict[str, Echo]:
    """Who else states the values of findings, by finding; those of statements have none."""
    return {row.id: echo for row in rows if (echo := _echo(connection, row)) is not None}


def _parts(connection: Connection, alerts: Sequence[int]) -> tuple[Alert, ...]:
    rows = connection.execute(select(outbox).where(outbox.c.id.in_(alerts)).order_by(outbox.c.id)).all() if alerts else []
    return tuple(alert_of(connection, row) for row in rows)


def _echo(connection: Connection, finding: Finding) -> Echo | None:
    """In which languages, and by how many independent origins, the very value was stated of late, whatever scope a text left out."""
    if finding.metric is None or finding.point_key is None:
        return None
    values = ((figures.c.low, finding.low and Decimal(finding.low)), (figures.c.high, finding.high and Decimal(finding.high)))
    named = ((figures.c.flow, finding.flow), (figures.c.period, finding.period))
    same = [column.is_(None) if value is None else column == value for column, value in (*values, *named)]
    side = true() if finding.reporter is None else or_(figures.c.reporter.is_(None), figures.c.reporter == finding.reporter)
    lately = and_(figures.c.metric == finding.metric, figures.c.learned > finding.recorded_at - _LATELY)
    kind = and_(figures.c.kind == finding.kind, figures.c.unit == finding.unit, figures.c.modality == finding.modality)
    heard = and_(figures.c.rejected.is_(False), figures.c.version_id.is_not(None))
    rows = connection.execute(select(figures.c.language, figures.c.origin).where(lately, kind, side, heard, *same).distinct()).all()
    return Echo(tuple(sorted({row.language for row in rows})), len({row.origin for row in rows})) if rows else None


def _camp(connection: Connection, camp: object) -> dict[str, Any]:
    """How many sources of a camp can be read now, of those that were asked."""
    asked = (sources.c.camp == camp, sources.c.listed, sources.c.dead.is_(None), sources.c.state != "")
    states = connection.execute(select(sources.c.state).where(*asked)).scalars().all()
    return {"camp_read": sum(state not in UNREADABLE for state in states), "camp_asked": len(states)}
