"""What became of each alert on each channel, and how each channel does. A channel that refuses or is down holds up no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from models.leases import SHORT
from models.tables import channels, deliveries, outbox, tries
from models.upsert import insert_new

_FARTHEST = timedelta(days=2)  # no service asks for a longer rest; a later moment was written by a clock that ran ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One alert on one channel.

    state     open, sent, dead, or folded: told in a message of many
    attempts  how often it was tried; the one under way is counted
    """

    channel: str
    state: str
    attempts: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelState:
    """A channel as its last deliveries left it; ``name`` never holds a secret. Moments are None while all is well."""

    name: str
    failures: int = 0
    paused_until: datetime | None = None
    down_since: datetime | None = None
    why: str = ""
    last_good: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """Whether it is to be left alone for now."""
        return self.paused_until is not None and now < self.paused_until <= now + _FARTHEST


def tries_of(connection: Connection, alert: int) -> tuple[Try, ...]:
    """What became of an alert so far, by channel."""
    rows = connection.execute(select(tries).where(tries.c.alert_id == alert).order_by(tries.c.channel))
    return tuple(Try(channel=row.channel, state=row.state, attempts=row.attempts, why=row.why) for row in rows)


def begin(connection: Connection, *, alert: int, channel: str, owner: str, now: datetime) -> int | None:
    """Count a try before it is made, and hold the alert for as long as one may take.

    returns  the tries before it; None when somebody else holds the alert, or the channel needs it no more
    """
    mine = (outbox.c.id == alert, outbox.c.state == "waiting", outbox.c.lease_owner == owner)
    held = update(outbox).where(*mine).values(lease_until=now + SHORT, attempts=outbox.c.attempts + 1)
    if connection.execute(held).rowcount == 0:
        return None
    put(connection, [alert], channel, "open", now)
    row = connection.execute(select(tries.c.attempts, tries.c.state).where(*_of(alert, channel))).one()
    if row.state != "open":
        return None
    connection.execute(update(tries).where(*_of(alert, channel)).values(attempts=row.attempts + 1, at=now))
    return int(row.attempts)


def put(connection: Connection, alerts: Sequence[int], channel: str, state: str, now: datetime) -> None:
    """Address alerts to a channel in this state; those that have a try there keep it."""
    rows = [{"alert_id": alert, "channel": channel, "state": state, "attempts": 0, "at": now, "why": ""} for alert in alerts]
    insert_new(connection, tries, rows, on=("alert_id", "channel"))


def took(connection: Connection, *, alert: int, channel: str, receipt: str, now: datetime) -> None:
    """Note that a channel has it: it will never get it again, and is well."""
    _end(connection, alert, channel, "sent", "", now)
    note(connection, alert=alert, channel=channel, done=True, receipt=receipt, now=now)
    _write_channel(connection, channel, {"failures": 0, "paused_until": None, "down_since": None, "why": "", "last_good": now})


def missed(connection: Connection, *, alert: int, channel: str, why: str, until: datetime | None, now: datetime) -> None:
    """Note a failure.

    until  when the channel may be tried again; None: this message is refused for good, and the channel goes on with the next
    """
    _end(connection, alert, channel, "dead" if until is None else "open", why, now)
    note(connection, alert=alert, channel=channel, done=False, receipt=why, now=now)
    if until is not None:
        before = connection.execute(select(channels).where(channels.c.name == channel)).one_or_none()
        values = {"failures": (before.failures if before else 0) + 1, "paused_until": until, "why": why}
        _write_channel(connection, channel, values | {"down_since": (before.down_since if before else None) or now})


def note(connection: Connection, *, alert: int, channel: str, done: bool, receipt: str, now: datetime) -> None:
    """Keep what a channel answered."""
    connection.execute(insert(deliveries).values(alert_id=alert, channel=channel, at=now, done=done, receipt=receipt))


def revive(connection: Connection, alerts: Sequence[int], now: datetime) -> None:
    """Let the dead tries of these alerts be open again, on channels that are tried at once."""
    dead = (tries.c.alert_id.in_(alerts), tries.c.state == "dead")
    names = set(connection.execute(select(tries.c.channel).where(*dead)).scalars())
    connection.execute(update(tries).where(*dead).values(state="open", at=now))
    connection.execute(update(channels).where(channels.c.name.in_(names)).values(paused_until=None))


def states(connection: Connection) -> list[ChannelState]:
    """Every channel that was ever sent to, by name."""
    return [_state(row) for row in connection.execute(select(channels).order_by(channels.c.name))]


def _state(row: Row[Any]) -> ChannelState:
    return ChannelState(**row._mapping)


def _of(alert: int, channel: str) -> tuple[Any, ...]:
    return tries.c.alert_id == alert, tries.c.channel == channel


def _end(connection: Connection, alert: int, channel: str, state: str, why: str, now: datetime) -> None:
    put(connection, [alert], channel, state, now)
    unsent = (*_of(alert, channel), tries.c.state != "sent")
    connection.execute(update(tries).where(*unsent).values(state=state, why=why, at=now))


def _write_channel(connection: Connection, name: str, values: dict[str, Any]) -> None:
    insert_new(connection, channels, [{"name": name, "failures": 0, "why": ""}], on=("name",))
    connection.execute(update(channels).where(channels.c.name == name).values(values))
