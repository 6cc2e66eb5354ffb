"""Alerts that are told otherwise than one by one: many in one message, or not at all while a rule mutes them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

from facts import alerting
from models.addressed import put
from models.leases import SHORT, free
from models.posting import drop, post
from models.rows import Row as Finding
from models.tables import alert_findings, outbox, tries

STORM = "storm"
_ALONE = (STORM, "digest")


def fold(connection: Connection, *, channel: str, now: datetime) -> int:
    """Put what waits for one channel into as few messages as hold it, where one by one it would be a storm.

    returns  how many alerts were put together
    """
    untried = ~select(tries.c.alert_id).where(tries.c.alert_id == outbox.c.id, tries.c.channel == channel).exists()
    wanted = and_(_due(now), outbox.c.kind.not_in(_ALONE), untried)
    query = select(outbox).where(wanted).order_by(outbox.c.id).with_for_update(skip_locked=True)
    waiting = connection.execute(query).all()
    if not alerting.is_storm(len(waiting), _lately(connection, channel, now)):
        return 0
    parts = [*_parts(waiting, _numbers(connection, [row.reminds or row.id for row in waiting]))]
    for number, part in enumerate(parts, 1):
        _tell_together(connection, part, channel, [number, len(parts)], now)
    return len(waiting)


def mute(connection: Connection, *, why: Callable[[Finding], str], rows: Callable[[int], Sequence[Finding]], now: datetime) -> int:
    """Take alerts out of the queue all of whose findings a rule mutes; return how many.

    why   says why a finding is muted, "" where it is not
    rows  gives the findings of an alert
    """
    untried = ~select(tries.c.alert_id).where(tries.c.alert_id == outbox.c.id).exists()
    about = outbox.c.kind.in_(("finding", "reminder"))
    waiting = connection.execute(select(outbox.c.id, outbox.c.reminds).where(_due(now), about, untried).order_by(outbox.c.id)).all()
    muted = 0
    for row in waiting:
        reasons = [why(finding) for finding in rows(row.reminds or row.id)]
        if reasons and all(reasons):
            drop(connection, row.id, reasons[0])
            muted += 1
    return muted


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(outbox.c.state == "waiting", outbox.c.due_at <= now, free(outbox, now, SHORT))


def _lately(connection: Connection, channel: str, now: datetime) -> int:
    since = (tries.c.at > now - alerting.LATELY, tries.c.at <= now)
    sent = select(func.count()).select_from(tries).where(tries.c.channel == channel, tries.c.state == "sent", *since)
    return connection.execute(sent).scalar_one()


def _numbers(connection: Connection, alerts: Sequence[int]) -> dict[int, int]:
    """How many findings each alert speaks of."""
    counted = select(alert_findings.c.alert_id, func.count()).where(alert_findings.c.alert_id.in_(alerts))
    rows = connection.execute(counted.group_by(alert_findings.c.alert_id)).all()
    return {int(row[0]): int(row[1]) for row in rows}


def _parts(waiting: Sequence[Row[Any]], numbers: dict[int, int]) -> Iterator[list[Row[Any]]]:
    """Cut where a message would hold more facts than is good for one."""
    part: list[Row[Any]] = []
    held = 0
    for row in waiting:
        number = numbers.get(row.reminds or row.id, 1)
        if part and held + number > alerting.FULL:
            yield part
            part, held = [], 0
        part.append(row)
        held += number
    yield part


def _tell_together(connection: Connection, part: list[Row[Any]], channel: str, numbered: list[int], now: datetime) -> None:
    alerts = [row.id for row in part]
    key = f"{STORM}/{sha256(f'{channel} {part[0].key}'.encode()).hexdigest()[:16]}"
    content = {"only": channel, "of": alerts, "part": numbered}
    if post(connection, key=key, kind=STORM, topic=STORM, content=content, now=now, due=now) is not None:
        put(connection, alerts, channel, "folded", now)
