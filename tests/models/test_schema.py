"""Opening: new, older, newer and damaged databases."""

import multiprocessing
import os
import signal
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, inspect, text

from models import schema
from models.database import connect
from models.errors import SchemaTooNewError, StoreError, UnreadableError
from models.store import open_store
from models.tables import metadata


def test_the_migrations_make_the_tables_the_code_speaks_of(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("revision", schema.revisions()[:-1])
def test_d10_every_older_schema_is_brought_up(empty, revision, make):
    engine = connect(empty)
    schema.upgrade(engine, revision)
    engine.dispose()

    with open_store(empty) as store:
        store.sync_sources([make.source()], make.now)
        assert len(store.sources()) == 1


def test_opening_twice_keeps_what_is_there(address, make):
    with open_store(address) as store:
        make.judged(store, make.finding())
    with open_store(address) as store:
        assert store.finding("F-1") is not None


def test_d10_o6_a_newer_schema_is_refused_and_left_as_it_is(address):
    with open_store(address) as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(SchemaTooNewError, match=r"schema 9999.*Start the newer beltwatch"):
        open_store(address)


def test_d10_a_migration_that_fails_leaves_nothing_behind(empty, monkeypatch):
    engine = connect(empty)
    schema.upgrade(engine, "0001")
    with pytest.raises(RuntimeError):
        schema.Database(engine).changed(half_migrated)

    with engine.connect() as connection:
        assert schema.revision_of(connection) == "0001"
        assert "findings" not in inspect(connection).get_table_names()
    engine.dispose()


@pytest.mark.parametrize("revision", schema.revisions()[:-1])
def test_a_process_killed_in_mid_migration_leaves_the_older_schema(empty, revision):
    """D10, C1: what the next start finds is what was there, and it brings it up."""
    engine = connect(empty)
    schema.upgrade(engine, revision)
    engine.dispose()
    dying = multiprocessing.get_context("fork").Process(target=die_in_mid_migration, args=(empty,))
    dying.start()
    dying.join()

    assert dying.exitcode == -signal.SIGKILL
    engine = connect(empty)
    with engine.connect() as connection:
        assert schema.revision_of(connection) == revision
    engine.dispose()
    open_store(empty).close()


def die_in_mid_migration(address):
    engine = connect(address)

    @event.listens_for(engine, "after_cursor_execute")
    def die(_connection, _cursor, statement, *_):
        if statement.startswith("UPDATE alembic_version"):
            os.kill(os.getpid(), signal.SIGKILL)

    schema.upgrade(engine)


@pytest.mark.parametrize("revision", schema.revisions()[:-1])
def test_rows_of_an_older_schema_stay(empty, revision, make):
    engine = connect(empty)
    schema.upgrade(engine, revision)
    with engine.begin() as connection:
        row = {"body": b"old", "at": "2025-01-01T00:00:00.000000Z"}
        connection.execute(text("INSERT INTO pages (raw_hash, body, stored_at) VALUES ('h', :body, :at)"), row)
    engine.dispose()

    with open_store(empty) as store:
        assert store.page_of("h") == b"old"


def half_migrated(connection):
    schema._migrate(connection, target="head")
    raise RuntimeError("killed here")


def test_d10_an_older_file_is_copied_before_it_is_changed(tmp_path):
    path = tmp_path / "old.db"
    engine = connect(f"sqlite:///{path}")
    schema.upgrade(engine, "0001")
    engine.dispose()
    open_store(f"sqlite:///{path}").close()

    [kept] = tmp_path.glob("old.db.before-*-from-0001")
    assert sqlite3.connect(kept).execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite://", "in memory would forget"),
        ("sqlite:///:memory:", "in memory would forget"),
        ("mysql://a@b/c", "mysql is not supported"),
        ("no address", "is not the address of a database"),
        ("sqlite:////proc/1/nothing/here.db", "/proc/1/nothing"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "cannot be used"),
    ],
)
def test_d4_what_cannot_be_opened_is_refused_with_a_remedy(url, words):
    with pytest.raises(StoreError, match=words) as refused:
        open_store(url)
    assert refused.value.remedy
    assert "secret" not in str(refused.value)


def test_d9_a_file_that_is_no_database_is_left_as_it_is(tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("not a database at all, but somebody's notes")

    with pytest.raises(UnreadableError, match="is no SQLite database"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("not a database")


def test_d9_a_damaged_file_is_refused(tmp_path, make):
    path = tmp_path / "damaged.db"
    with open_store(f"sqlite:///{path}") as store:
        make.judged(store, make.finding())
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        for page in (3, 9, 20):
            file.seek(4096 * page)
            file.write(b"\xff" * 4096)

    with pytest.raises(UnreadableError, match="damaged") as refused:
        open_store(f"sqlite:///{path}")
    assert "db restore" in refused.value.remedy


def test_d9_a_log_file_without_its_database_is_not_started_over(tmp_path):
    (tmp_path / "lost.db-wal").write_bytes(b"x" * 100)

    with pytest.raises(UnreadableError, match=r"lost\.db is gone"):
        open_store(f"sqlite:///{tmp_path / 'lost.db'}")


def test_d12_a_network_folder_is_refused(tmp_path, monkeypatch):
    mounts = Path("/proc/mounts").read_text() + f"server:/share {tmp_path} nfs4 rw 0 0\n"
    (tmp_path / "mounts").write_text(mounts)
    monkeypatch.setattr("models.opening.MOUNTS", tmp_path / "mounts")

    with pytest.raises(UnreadableError, match="network file system"):
        open_store(f"sqlite:///{tmp_path / 'shared.db'}")


def test_sqlite_writes_ahead_and_writes_through(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'one.db'}") as store, store.reading() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert settings == ["wal", 2, 1]
