"""A new database is made at once, and is what the migrations make step by step."""

import sqlite3

from models import fresh, schema
from models.database import connect
from models.store import open_store


def made(path):
    """Every statement that made a database, and the revision it stands at."""
    with sqlite3.connect(path) as database:
        rows = set(database.execute("SELECT type, name, sql FROM sqlite_master"))
        revision = database.execute("SELECT version_num FROM alembic_version").fetchall()
    database.close()
    return rows, revision


def test_both_ways_make_the_same_database(tmp_path):
    open_store(f"sqlite:///{tmp_path / 'at-once.db'}").close()
    engine = connect(f"sqlite:///{tmp_path / 'migrated.db'}")
    schema.migrate(engine)
    engine.dispose()

    assert made(tmp_path / "at-once.db") == made(tmp_path / "migrated.db")


def test_the_statements_were_written_anew_after_the_last_migration(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / 'migrated.db'}")
    schema.migrate(engine)
    engine.dispose()

    assert fresh.FILE.read_text(encoding="utf-8") == fresh.dumped(tmp_path / "migrated.db"), "run python -m models.fresh"


def test_statements_for_an_older_revision_are_left_alone(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection:
        assert not fresh.make(connection, "9999")
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    engine.dispose()


def test_a_trigger_is_one_statement():
    lines = ["CREATE TABLE one (id);\n", "CREATE TRIGGER never BEFORE DELETE ON one\n", "BEGIN SELECT 1; SELECT 2; END;\n"]

    assert [len(one.splitlines()) for one in fresh.statements(lines)] == [1, 2]
