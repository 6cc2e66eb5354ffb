"""Alerts waiting, sent and dead. What goes in is written by models.posting, together with what caused it."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, or_, select, update

from models.database import Database
from models.leases import FREED, SHORT, take
from models.log import rows_where
from models.posting import REMINDED, drop, post
from models.tables import alert_findings, deliveries, findings, outbox
from models.values import Alert

TELLS = ("accepted", "rejected", "watching")


class Outbox(Database):
    """The doors of the announce step."""

    def due_alerts(self, now: datetime, *, owner: str, size: int) -> list[Alert]:
        """Lease up to ``size`` alerts that are to be sent, longest due first. A reminder of what was reviewed is dropped."""
        return self.written(partial(_due, owner=owner, now=now, size=size))

    def alert_sent(self, alert_id: int, receipt: str, now: datetime, *, channel: str = "") -> None:
        """Mark an alert as acknowledged, with what the channel answered; once a day later its act is looked at again."""
        self.written(partial(_sent, alert=alert_id, receipt=receipt, channel=channel, now=now))

    def alert_failed(self, alert_id: int, why: str, next_try: datetime | None, dead: bool, now: datetime, *, channel: str = "") -> None:
        """Note a failed delivery: to be repeated at ``next_try`` with the same key, or dead. Nothing behind it waits."""
        self.written(partial(_failed, alert=alert_id, why=why, next_try=next_try, dead=dead, channel=channel, now=now))

    def delivered(self, alert_id: int, channel: str, receipt: str, now: datetime) -> None:
        """Note that one of several channels has it; a repeat is then only for the others."""
        self.written(partial(_note, alert=alert_id, channel=channel, done=True, receipt=receipt, now=now))

    def tell(self, key: str, kind: str, content: dict[str, Any], now: datetime) -> bool:
        """Put an alert about no finding into the outbox; false when one of that key was put there before."""
        work = partial(post, key=key, kind=kind, topic=kind, content=content, now=now, due=now)
        return self.written(work) is not None

    def retry_dead(self, now: datetime) -> int:
        """Give every dead letter another try and return how many there were."""
        return self.written(partial(_revive, now=now))

    def alerts(self, states: Iterable[str] = ("waiting", "dead"), limit: int = 200) -> list[tuple[Alert, str, str]]:
        """Alerts in the given states with their state and why they are there, newest first."""
        with self.reading() as connection:
            query = select(outbox).where(outbox.c.state.in_(tuple(states))).order_by(outbox.c.id.desc()).limit(limit)
            return [(_alert(connection, row), row.state, row.why) for row in connection.execute(query).all()]


def _due(connection: Connection, *, owner: str, now: datetime, size: int) -> list[Alert]:
    wanted = and_(outbox.c.state == "waiting", or_(outbox.c.due_at <= now, outbox.c.due_at > now + 40 * REMINDED))
    rows = take(connection, outbox, wanted, (outbox.c.due_at, outbox.c.id), owner=owner, now=now, size=size, span=SHORT)
    # Counted before the sending: whoever is killed between send and mark makes the next one a repeat, and marked as such.
    connection.execute(update(outbox).where(outbox.c.id.in_([row.id for row in rows])).values(attempts=outbox.c.attempts + 1))
    alerts = [_alert(connection, row) for row in rows]
    settled = {alert.id for alert in alerts if alert.kind == "reminder" and all(row.state in TELLS for row in alert.rows)}
    for alert in settled:
        drop(connection, alert, "reviewed in time")
    return [alert for alert in alerts if alert.id not in settled]


def _alert(connection: Connection, row: Row[Any]) -> Alert:
    source = row.reminds or row.id
    spoken_of = select(alert_findings.c.finding).where(alert_findings.c.alert_id == source)
    done = select(deliveries.c.channel).where(deliveries.c.alert_id == row.id, deliveries.c.done)
    return Alert(
        id=row.id,
        key=row.key,
        kind=row.kind,
        group=row.topic,
        content=row.content,
        rows=tuple(rows_where(connection, findings.c.seq.in_(spoken_of))),
        created=row.created_at,
        attempts=row.attempts,
        delivered=frozenset(connection.execute(done).scalars()),
    )


def _sent(connection: Connection, *, alert: int, receipt: str, channel: str, now: datetime) -> None:
    values = {"state": "sent", "sent_at": now, "receipt": receipt, "why": "", **FREED}
    query = update(outbox).where(outbox.c.id == alert, outbox.c.state != "sent").values(values)
    row = connection.execute(query.returning(outbox.c.key, outbox.c.kind, outbox.c.topic)).one_or_none()
    if row is None:
        return
    _note(connection, alert=alert, channel=channel, done=True, receipt=receipt, now=now)
    if row.kind == "finding":
        again = post(connection, key=f"{row.key}/again", kind="reminder", topic=row.topic, content={}, now=now, due=now + REMINDED)
        connection.execute(update(outbox).where(outbox.c.id == again).values(reminds=alert))


def _failed(connection: Connection, *, alert: int, why: str, next_try: datetime | None, dead: bool, channel: str, now: datetime) -> None:
    values = {"state": "dead" if dead else "waiting", "why": why, "due_at": next_try or now, **FREED}
    connection.execute(update(outbox).where(outbox.c.id == alert, outbox.c.state != "sent").values(values))
    _note(connection, alert=alert, channel=channel, done=False, receipt=why, now=now)


def _note(connection: Connection, *, alert: int, channel: str, done: bool, receipt: str, now: datetime) -> None:
    connection.execute(insert(deliveries).values(alert_id=alert, channel=channel, at=now, done=done, receipt=receipt))


def _revive(connection: Connection, *, now: datetime) -> int:
    values = {"state": "waiting", "due_at": now, **FREED}
    return connection.execute(update(outbox).where(outbox.c.state == "dead").values(values)).rowcount
