"""Duties: a seat that one process at a time may hold, and tasks that are done once in a while whoever does them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, and_, or_, select, update

from models.database import Database
from models.owners import is_gone
from models.tables import duties
from models.upsert import insert_new

SEAT = timedelta(minutes=3)  # a seat not confirmed for so long is free


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who sits in a seat, and since when: ``machine`` and ``process`` are for the operator to find him by."""

    machine: str
    process: str
    since: datetime
    until: datetime


class Duties(Database):
    """The doors through which processes agree who does what."""

    def take_seat(self, name: str, owner: str, now: datetime) -> Holder | None:
        """Sit down or stay seated for SEAT from now.

        returns  None when the seat is ``owner``'s; else who holds it. One whose process is gone holds nothing.
        """
        return self.written(partial(_take_seat, name=name, owner=owner, now=now))

    def leave_seat(self, name: str, owner: str) -> None:
        """Stand up; does nothing where somebody else sits there by now."""
        mine = and_(duties.c.name == name, duties.c.owner == owner)
        self.written(lambda connection: connection.execute(update(duties).where(mine).values(owner=None, since=None, until=None)))

    def seat(self, name: str, now: datetime) -> Holder | None:
        """Who sits there; None when nobody does."""
        with self.reading() as connection:
            row = connection.execute(select(duties).where(duties.c.name == name)).one_or_none()
        return _holder(row.owner, row.since, row.until) if row is not None and _sits(row.owner, row.until, now) else None

    def last_holder(self, name: str) -> Holder | None:
        """Who sits there, or sat there and never stood up; None when nobody did."""
        with self.reading() as connection:
            row = connection.execute(select(duties).where(duties.c.name == name)).one_or_none()
        return _holder(row.owner, row.since, row.until) if row is not None and row.owner else None

    def claim(self, name: str, every: timedelta, now: datetime) -> bool:
        """Whether a task is due, last done ``every`` ago or never; whoever hears so has it, and nobody else does meanwhile."""
        return self.written(partial(_claim, name=name, before=now - every, now=now))

    def done_at(self, name: str) -> datetime | None:
        """When a task was last begun; None: never."""
        with self.reading() as connection:
            return connection.execute(select(duties.c.done_at).where(duties.c.name == name)).scalar()


def _take_seat(connection: Connection, *, name: str, owner: str, now: datetime) -> Holder | None:
    insert_new(connection, duties, [{"name": name}], on=("name",))
    row = connection.execute(select(duties).where(duties.c.name == name).with_for_update()).one()
    if row.owner not in (None, owner) and _sits(row.owner, row.until, now):
        return _holder(row.owner, row.since, row.until)
    since = row.since if row.owner == owner else now
    connection.execute(update(duties).where(duties.c.name == name).values(owner=owner, since=since, until=now + SEAT))
    return None


def _sits(owner: str | None, until: datetime | None, now: datetime) -> bool:
    """A seat held far into the future was taken under a clock that ran ahead: it binds nobody."""
    return owner is not None and until is not None and now < until <= now + 2 * SEAT and not is_gone(owner)


def _holder(owner: str, since: datetime, until: datetime) -> Holder:
    machine, _, rest = owner.partition(":")
    return Holder(machine=machine, process=rest.partition(":")[0], since=since, until=until)


def _claim(connection: Connection, *, name: str, before: datetime, now: datetime) -> bool:
    if insert_new(connection, duties, [{"name": name, "done_at": now}], on=("name",)):
        return True
    # A moment that lies ahead was written by a clock that ran ahead.
    due = or_(duties.c.done_at.is_(None), duties.c.done_at <= before, duties.c.done_at > now)
    return connection.execute(update(duties).where(duties.c.name == name, due).values(done_at=now)).rowcount > 0
