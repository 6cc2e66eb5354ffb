"""Putting alerts into the outbox, inside the transaction of whatever caused them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from models.tables import alert_findings, outbox, tries
from models.upsert import insert_new

GROUPED = timedelta(minutes=10)  # what belongs to one topic and comes within it shares a message
REMINDED = timedelta(hours=24)


def post(connection: Connection, *, key: str, kind: str, topic: str, content: dict[str, Any], now: datetime, due: datetime) -> int | None:
    """Write one alert; None when one of that key stands there already, whatever became of it."""
    row = {"key": key, "kind": kind, "topic": topic, "content": content, "created_at": now, "due_at": due}
    fixed = {"state": "waiting", "attempts": 0, "why": "", "receipt": ""}
    if insert_new(connection, outbox, [row | fixed], on=("key",)) == 0:
        return None
    found = connection.execute(select(outbox.c.id).where(outbox.c.key == key)).scalar_one()
    return int(found)


def post_findings(connection: Connection, told: Iterable[tuple[int, str]], now: datetime) -> None:
    """Write findings that ask for action into the outbox; those of one topic join a message nobody has taken yet.

    told  number and topic of each finding
    """
    for seq, topic in told:
        alert = _open_message(connection, topic) or _new_message(connection, seq, topic, now)
        connection.execute(insert(alert_findings).values(alert_id=alert, finding=seq))


def _open_message(connection: Connection, topic: str) -> int | None:
    query = (
        select(outbox.c.id)
        .where(outbox.c.topic == topic, outbox.c.state == "waiting", outbox.c.kind == "finding")
        .where(~_tried(), outbox.c.lease_owner.is_(None))
        .order_by(outbox.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return connection.execute(query).scalar()


def _new_message(connection: Connection, seq: int, topic: str, now: datetime) -> int:
    last = _last_told(connection, topic)
    # A clock set back must not hold a message for longer than the grouping does.
    due = last + GROUPED if last is not None and now - GROUPED < last <= now else now
    alert = post(connection, key=f"finding/{seq}", kind="finding", topic=topic, content={}, now=now, due=due)
    assert alert is not None, "findings are numbered once"
    return alert


def _tried() -> ColumnElement[bool]:
    """Whether a channel got it already, or is just getting it: what comes later needs a message of its own."""
    return select(tries.c.alert_id).where(tries.c.alert_id == outbox.c.id).exists()


def _last_told(connection: Connection, topic: str) -> datetime | None:
    """When a message of this topic was last sent, on whichever channel."""
    ours = (outbox.c.topic == topic, outbox.c.kind == "finding")
    sent = connection.execute(select(func.max(outbox.c.sent_at)).where(*ours, outbox.c.state == "sent")).scalar()
    begun = select(func.max(tries.c.at)).join(outbox, outbox.c.id == tries.c.alert_id).where(*ours)
    tried = connection.execute(begun).scalar()
    return max(filter(None, (sent, tried)), default=None)


def drop(connection: Connection, alert: int, why: str) -> None:
    """Take an alert out of the queue unsent, with the reason kept."""
    freed = {"lease_owner": None, "lease_until": None}
    connection.execute(update(outbox).where(outbox.c.id == alert).values(state="dropped", why=why, **freed))
