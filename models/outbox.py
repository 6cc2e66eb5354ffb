"""Alerts waiting, sent and dead. What goes in is written by models.posting, together with what caused it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, and_, or_, select, true, update

from models import addressed, folding
from models.addressed import ChannelState
from models.database import Database
from models.leases import FREED, SHORT, take
from models.messages import alert_of, echoes_of, rows_of
from models.posting import REMINDED, drop, post
from models.rows import Row
from models.tables import outbox
from models.values import Alert, Echo

TELLS = ("accepted", "rejected", "watching")


class Outbox(Database):
    """The doors of the announce step."""

    def due_alerts(self, now: datetime, *, owner: str, size: int, kinds: Collection[str] | None = None) -> list[Alert]:
        """Lease up to ``size`` alerts that are to be sent, oldest first. A reminder of what was reviewed is dropped.

        kinds  only these; None for all
        """
        return self.written(partial(_due, owner=owner, now=now, size=size, kinds=kinds))

    def sending(self, alert_id: int, channel: str, now: datetime, *, owner: str) -> int | None:
        """Count a try on one channel before it is made: whoever is killed after it leaves a repeat, and marked as such.

        returns  the tries before this one; None when ``owner`` does not hold the alert any more, or the channel needs it no more
        """
        return self.written(partial(addressed.begin, alert=alert_id, channel=channel, owner=owner, now=now))

    def delivered(self, alert_id: int, channel: str, receipt: str, now: datetime) -> None:
        """Note that one of several channels has it; a repeat is then only for the others."""
        self.written(partial(addressed.took, alert=alert_id, channel=channel, receipt=receipt, now=now))

    def undelivered(self, alert_id: int, channel: str, why: str, now: datetime, *, until: datetime | None) -> None:
        """Note that one channel does not have it: the channel rests ``until`` then, or with None has refused the message for good."""
        self.written(partial(addressed.missed, alert=alert_id, channel=channel, why=why, until=until, now=now))

    def alert_sent(self, alert_id: int, receipt: str, now: datetime, *, channel: str = "") -> None:
        """Mark an alert as acknowledged, with what the channel answered; once a day later its act is looked at again."""
        self.written(partial(_sent, alert=alert_id, receipt=receipt, channel=channel, now=now))

    def alert_failed(self, alert_id: int, why: str, next_try: datetime | None, dead: bool, now: datetime, *, channel: str = "") -> None:
        """Note that an alert is not everywhere yet: to be looked at again at ``next_try``, or dead. Nothing behind it waits."""
        self.written(partial(_failed, alert=alert_id, why=why, next_try=next_try, dead=dead, channel=channel, now=now))

    def alert_dropped(self, alert_id: int, why: str) -> None:
        """Take an alert out of the queue unsent, with the reason kept."""
        self.written(partial(drop, alert=alert_id, why=why))

    def mute_alerts(self, why: Callable[[Row], str], now: datetime) -> int:
        """Take out what a rule mutes, and return how many alerts that was; ``why`` gives the reason, "" for a finding that is not."""
        return self.written(lambda connection: folding.mute(connection, why=why, rows=partial(rows_of, connection), now=now))

    def fold_alerts(self, channel: str, now: datetime) -> int:
        """Put together what would come over one channel as a storm; every fact stays in. Returns how many alerts that was."""
        return self.written(partial(folding.fold, channel=channel, now=now))

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
            return [(alert_of(connection, row), row.state, row.why) for row in connection.execute(query).all()]

    def echoes(self, rows: Sequence[Row]) -> dict[str, Echo]:
        """Who else states the values of findings by now, by the finding's number."""
        with self.reading() as connection:
            return echoes_of(connection, rows)

    def channels(self) -> list[ChannelState]:
        """How every channel does that was ever sent to."""
        with self.reading() as connection:
            return addressed.states(connection)


def _due(connection: Connection, *, owner: str, now: datetime, size: int, kinds: Collection[str] | None) -> list[Alert]:
    ripe = or_(outbox.c.due_at <= now, outbox.c.due_at > now + 40 * REMINDED)
    wanted = and_(outbox.c.state == "waiting", ripe, true() if kinds is None else outbox.c.kind.in_(kinds))
    rows = take(connection, outbox, wanted, (outbox.c.id,), owner=owner, now=now, size=size, span=SHORT)
    alerts = [alert_of(connection, row) for row in rows]
    settled = {alert.id for alert in alerts if alert.kind == "reminder" and all(row.state in TELLS for row in alert.rows)}
    for alert in settled:
        drop(connection, alert, "reviewed in time")
    return [alert for alert in alerts if alert.id not in settled]


def _sent(connection: Connection, *, alert: int, receipt: str, channel: str, now: datetime) -> None:
    values = {"state": "sent", "sent_at": now, "receipt": receipt, "why": "", **FREED}
    query = update(outbox).where(outbox.c.id == alert, outbox.c.state != "sent").values(values)
    if connection.execute(query).rowcount == 0:
        return
    if channel:
        addressed.took(connection, alert=alert, channel=channel, receipt=receipt, now=now)
    else:
        addressed.note(connection, alert=alert, channel="", done=True, receipt=receipt, now=now)
    _remind(connection, alert, now)


def _failed(connection: Connection, *, alert: int, why: str, next_try: datetime | None, dead: bool, channel: str, now: datetime) -> None:
    values = {"state": "dead" if dead else "waiting", "why": why, "due_at": next_try or now, **FREED}
    connection.execute(update(outbox).where(outbox.c.id == alert, outbox.c.state != "sent").values(values))
    if channel:
        addressed.note(connection, alert=alert, channel=channel, done=False, receipt=why, now=now)
    if dead:
        _remind(connection, alert, now)


def _remind(connection: Connection, alert: int, now: datetime) -> None:
    """A day later it is looked whether anybody has reviewed it; a channel that never got it gets the reminder at least."""
    row = connection.execute(select(outbox.c.key, outbox.c.kind, outbox.c.topic).where(outbox.c.id == alert)).one()
    if row.kind == "finding":
        again = post(connection, key=f"{row.key}/again", kind="reminder", topic=row.topic, content={}, now=now, due=now + REMINDED)
        connection.execute(update(outbox).where(outbox.c.id == again).values(reminds=alert))


def _revive(connection: Connection, *, now: datetime) -> int:
    dead = connection.execute(select(outbox.c.id).where(outbox.c.state == "dead").with_for_update()).scalars().all()
    addressed.revive(connection, dead, now)
    values = {"state": "waiting", "due_at": now, **FREED}
    return connection.execute(update(outbox).where(outbox.c.id.in_(dead)).values(values)).rowcount
