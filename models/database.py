"""The engine of either database, and the two ways to speak to it: reading, and writing under the write lock."""

import contextlib
import time
from collections.abc import Callable, Iterator
from enum import IntEnum
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, InternalError, OperationalError

from models import commits
from models.errors import UnreadableError

T = TypeVar("T")

BUSY_SECONDS = 30  # how long SQLite waits for another writer before it gives up
TRIES = 5
_AGAIN = frozenset({"40001", "40P01", "57P01", "57P02", "57P03", "08006", "08003", "08001", "55P03"})
"""PostgreSQL's codes for: not serializable, deadlock, shut down, crashed, starting, connection lost, lock not given."""
_OUTER = (OperationalError, InternalError, InterfaceError)  # the database's own troubles, not those of one row


class Lock(IntEnum):
    """What one process at a time may do; any numbers, the same in every process."""

    UPGRADE = 7_220_001
    LEDGER = 7_220_002
    QUEUE = 7_220_003
    WATCHLIST = 7_220_004


def lock(connection: Connection, name: Lock) -> None:
    """Wait until nobody else holds this lock, and hold it to the end of the transaction; SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(int(name))))


class Database:
    """An open database. Reads see one moment; every write is one transaction that holds or waits for the write lock."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read by; all its questions are answered as of one moment.

        raises  UnreadableError when the database cannot be reached or is damaged
        """
        try:
            with self._reached() as connection, self._as_of_now(connection).begin():
                yield connection
        except _OUTER as error:
            raise unreadable(self.engine, error) from error

    def _as_of_now(self, connection: Connection) -> Connection:
        """Let the transaction to come see one moment; SQLite's do by themselves."""
        if self.engine.dialect.name != "postgresql":
            return connection
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def _reached(self) -> Connection:
        """A connection, asked for again while the server starts up."""
        return _patiently(self.engine.connect)

    def written(self, work: Callable[[Connection], T]) -> T:
        """Do ``work`` in one write transaction and return what it returns.

        A lock that was not given, a deadlock, or a connection that broke is tried again up to TRIES times with growing
        pauses. After a connection that broke at the commit it is looked up whether the commit happened, before anything
        is repeated.

        raises  UnreadableError when the database cannot be reached, is full, damaged or read-only; nothing is half written
        """
        sign = commits.sign if self.engine.dialect.name == "postgresql" else commits.unsigned
        try:
            return self._tried(work, sign)
        except _OUTER as error:
            raise unreadable(self.engine, error) from error

    def changed(self, work: Callable[[Connection], None]) -> None:
        """Change the schema in one write transaction: as ``written``, but nothing is noted, for the note's table may be missing."""
        try:
            self._tried(work, commits.unsigned)
        except _OUTER as error:
            raise unreadable(self.engine, error) from error

    def _tried(self, work: Callable[[Connection], T], sign: commits.Sign) -> T:
        return _patiently(lambda: self._write_once(work, sign))

    def _write_once(self, work: Callable[[Connection], T], sign: commits.Sign) -> T:
        done: list[T] = []
        token = ""
        try:
            with self.engine.connect() as connection:
                writing = connection.execution_options(beltwatch_writes=True)
                with writing.begin():
                    done.append(work(writing))
                    token = sign(writing)
        except OperationalError:
            # The answer to the commit may be all that was lost.
            if token and self._stands(token):
                return done[0]
            raise
        return done[0]

    def _stands(self, token: str) -> bool:
        """Look up whether a commit happened; the server may go away again while it is asked.

        raises  UnreadableError when that cannot be found out: then the work must not be repeated
        """
        try:
            return _patiently(lambda: self._noted(token))
        except _OUTER as error:
            raise unreadable(self.engine, error) from error

    def _noted(self, token: str) -> bool:
        with self.engine.connect() as connection:
            return commits.stands(connection, token)


def connect(url: str) -> Engine:
    """Make the engine for an address such as ``sqlite:///data/beltwatch.db`` or ``postgresql://user@host/name``.

    raises  UnreadableError when the address is none, names another kind of database, or an in-memory one.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    options = {"connect_timeout": "10", "options": "-c timezone=utc -c lock_timeout=60s"}
    engine = create_engine(address, pool_pre_ping=True, pool_size=5, max_overflow=10, connect_args=options)
    event.listen(engine, "checkout", _as_the_server_says)
    return engine


def path_of(engine: Engine) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL."""
    return Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None


def _address(url: str) -> URL:
    try:
        address = make_url(url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url)
    except ArgumentError as error:
        raise UnreadableError(f"{url!r} is not the address of a database.", "Write sqlite:///path/to/file.db or postgresql://…") from error
    kind = address.get_backend_name()
    if kind == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise UnreadableError(f"{kind} is not supported.", "Use SQLite or PostgreSQL: sqlite:///path/to/file.db or postgresql://…")
    if address.database in (None, "", ":memory:"):
        raise UnreadableError("A database in memory would forget everything.", "Name a file: sqlite:///path/to/file.db")
    return address


def _sqlite(address: URL) -> Engine:
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _as_the_server_says(connection: Any, _record: object, _proxy: object) -> None:
    """A connection that was read by would be given back as one that may write, whatever its server allows."""
    connection.read_only = None


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin deferred transactions by itself
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads, then writes, fails at once when another wrote in between, whatever the busy timeout.
    writes = connection.get_execution_options().get("beltwatch_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def unreadable(engine: Engine, error: DBAPIError) -> UnreadableError:
    """Say in one plain sentence why the database cannot be used, and what to do."""
    reason = str(error.orig).strip().splitlines()[0]
    path = path_of(engine)
    if path is None:
        shown = engine.url.render_as_string(hide_password=True)
        return UnreadableError(
            f"{shown} cannot be used: {reason}.", "Look whether the server runs and takes writes, or correct DATABASE_URL."
        )
    if any(word in reason for word in ("malformed", "not a database", "corrupt")):
        return UnreadableError(f"{path} is damaged: {reason}.", "Restore a backup with `beltwatch db restore`; the file is left as it is.")
    return UnreadableError(f"{path} cannot be used: {reason}.", f"Look whether this user may write to {path.parent}, and for free space.")


def _patiently(ask: Callable[[], T]) -> T:
    """Ask up to TRIES times while what goes wrong is of a kind that passes, with growing pauses."""
    for attempt in range(1, TRIES):
        try:
            return ask()
        except OperationalError as error:
            _pause(error, attempt)
    return ask()


def _pause(error: DBAPIError, attempt: int) -> None:
    """Wait before another try, longer each time; raises ``error`` when another try would be of no use."""
    text, code = str(error.orig), getattr(error.orig, "sqlstate", None)
    locked = "database is locked" in text or "database table is locked" in text
    away = error.connection_invalidated or (code is None and "connection" in text)  # refused, lost, or not yet accepted
    if not (locked or away or code in _AGAIN):
        raise error
    time.sleep(0.05 * 4**attempt)
