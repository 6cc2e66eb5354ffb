"""Which local day has its digest: written in the transaction that puts the digest into the outbox, so that none has two."""

from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import Connection, func, insert, select

from models.columns import stamp
from models.database import Database, Lock, lock
from models.posting import post
from models.tables import digests


class Digests(Database):
    """The doors by which a digest is sent once."""

    def last_digest(self, today: date) -> tuple[date, datetime] | None:
        """The latest day that has a digest and the moment it reaches to; days that lie ahead of ``today`` were a wrong clock's."""
        latest = select(digests.c.day, digests.c.until).where(digests.c.day <= f"{today + timedelta(days=1)}")
        with self.reading() as connection:
            row = connection.execute(latest.order_by(digests.c.day.desc()).limit(1)).one_or_none()
        return (date.fromisoformat(row.day), row.until) if row is not None else None

    def post_digest(self, day: date, since: datetime, now: datetime) -> bool:
        """Put the digest of a day into the outbox, of what was recorded from ``since`` to ``now``; false when the day has one."""
        return self.written(partial(_post, day=day, since=since, now=now))


def _post(connection: Connection, *, day: date, since: datetime, now: datetime) -> bool:
    lock(connection, Lock.QUEUE)  # two processes at once would both find the day without one
    if connection.execute(select(func.count()).select_from(digests).where(digests.c.day == f"{day}")).scalar_one():
        return False
    content = {"day": f"{day}", "since": stamp(since), "until": stamp(now)}
    alert = post(connection, key=f"digest/{day}", kind="digest", topic="digest", content=content, now=now, due=now)
    if alert is None:
        return False
    connection.execute(insert(digests).values(day=f"{day}", since=since, until=now, alert_id=alert))
    return True
