"""The log refuses change, and where somebody changed it all the same, verify names the row."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.chain import START, head, verify
from models.tables import findings, reviews

TABLES = {"findings": findings, "reviews": reviews}
TRIGGERS = {
    "sqlite": ("no_update", "no_delete", "no_gap"),
    "postgresql": ("no_change", "no_truncate", "no_gap"),
}


@pytest.fixture
def log(store, make):
    for number in range(5):
        page = make.page(f"https://a.example/{number}")
        make.judged(store, make.finding(), page=page)
    for hours, number in enumerate((2, 4, 2, 4, 2)):
        store.review([f"F-{number}"], "accept", note="seen", by="me", now=make.now + timedelta(hours=hours))
    return store


@pytest.fixture
def unguarded(log):
    """The log with its triggers taken off, as by somebody who owns the database."""
    names = TRIGGERS[log.engine.dialect.name]
    for table in TABLES:
        for name in names:
            on = f" ON {table}" if log.engine.dialect.name == "postgresql" else ""
            run(log, f"DROP TRIGGER {table}_{name}{on}")
    return log


def run(store, statement):
    with store.engine.begin() as connection:
        connection.execute(text(statement))


def broken(store):
    return {found.seq for found in verify(store)}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {table} SET hash = hash",
        "UPDATE {table} SET payload = '{{}}' WHERE seq = 3",
        "DELETE FROM {table} WHERE seq = 5",
        "DELETE FROM {table}",
        "INSERT INTO {table} SELECT * FROM {table} WHERE seq = 5",
    ],
)
@pytest.mark.parametrize("table", TABLES)
def test_i6_the_database_itself_refuses(log, table, change):
    with pytest.raises(DBAPIError):
        run(log, change.format(table=table))
    assert verify(log) == []


@pytest.mark.parametrize("table", TABLES)
def test_i6_replacing_and_truncating_are_refused_too(log, table):
    statement = f"TRUNCATE {table} CASCADE"
    if log.engine.dialect.name == "sqlite":
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE seq = 2"
    with pytest.raises(DBAPIError, match=r"append-only|without gaps"):
        run(log, statement)


def test_a_number_cannot_be_left_out(log):
    with log.engine.begin() as connection, pytest.raises(DBAPIError, match="without gaps"):
        row = connection.execute(select(findings).where(findings.c.seq == 5)).one()
        connection.execute(findings.insert().values(dict(row._mapping) | {"seq": 7, "hash": "other"}))


def test_an_untouched_log_holds(log):
    assert verify(log) == []
    assert verify(log, expected_head=head(log)) == []


def test_an_empty_log_holds(store):
    assert verify(store) == []
    assert head(store) == ("F-0", START)


@pytest.mark.parametrize("table", TABLES)
def test_i7_each_field_of_each_row_that_is_changed_is_found(unguarded, make, table):
    unseen = []
    for column in TABLES[table].c:
        for seq in range(1, 6):
            with suppress(IntegrityError):  # a number that a review speaks of cannot be changed at all
                undo = change(unguarded, column, seq, make)
                unseen += [] if broken(unguarded) & {seq, seq + 1, seq + 50} else [f"{column} of {seq}"]
                undo()

    assert unseen == []
    assert verify(unguarded) == []


def change(store, column, seq, make):
    """Write another value into one field; returns what undoes it."""
    table = column.table
    with store.engine.begin() as connection:
        was = connection.execute(select(column).where(table.c.seq == seq)).scalar()
        now = other(column, was, make)
        connection.execute(update(table).where(table.c.seq == seq).values({column.name: now}))
    where = now if column.name == "seq" else seq

    def undo():
        with store.engine.begin() as connection:
            connection.execute(update(table).where(table.c.seq == where).values({column.name: was}))

    return undo


def other(column, was, make):
    """A value of the column's type that is not the one it has."""
    if column.name in ("recorded_at", "at"):
        return was + timedelta(seconds=1)
    if column.name == "finding":
        return 3
    if column.name == "seq":
        return was + 50
    if column.name in ("version_id", "figure_id", "statement_id"):
        return (was or 0) + 50
    return ("y" if was and was[0] == "x" else "x") + (was or "")[1:]


@pytest.mark.parametrize("words", ["no json", "[]", "null", "{}", '{"id": "F-6"}', '{"id": "F-6", "recorded_at": 1}'])
def test_a_row_that_hashes_right_but_is_no_finding_is_found(unguarded, words):
    from models.chain import link

    with unguarded.engine.begin() as connection:
        last = connection.execute(findings.select().where(findings.c.seq == 5)).one()
        forged = dict(last._mapping) | {"seq": 6, "payload": words, "previous_hash": last.hash, "hash": link(last.hash, words)}
        connection.execute(findings.insert().values(forged))

    assert "F-6: its column payload is not what was hashed: it was altered" in [str(one) for one in verify(unguarded)]


@pytest.mark.parametrize("kept", ["null", "7", '[5,"x"]', '{"a":1}', "[]"])
def test_a_head_that_was_altered_is_found(unguarded, kept):
    with unguarded.engine.begin() as connection:
        connection.execute(text("UPDATE settings SET value = :kept WHERE name = 'findings'"), {"kept": kept})

    assert broken(unguarded) == {5}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_i7_a_missing_row_is_found(unguarded, table, seq):
    run(unguarded, f"DELETE FROM {table} WHERE seq = {seq}")

    found = [one for one in verify(unguarded) if one.table == table]
    assert found
    assert any("missing" in one.why for one in found)


def test_i7_two_rows_that_changed_places_are_found(unguarded):
    with unguarded.engine.begin() as connection:
        three, five = (dict(row._mapping) for row in connection.execute(select(findings).where(findings.c.seq.in_((3, 5)))))
        for at, row in ((3, five), (5, three)):
            connection.execute(update(findings).where(findings.c.seq == at).values(row | {"seq": at, "hash": f"aside {at}"}))
        for at, row in ((3, five), (5, three)):
            connection.execute(update(findings).where(findings.c.seq == at).values(hash=row["hash"]))

    assert {3, 4, 5} <= broken(unguarded)


def test_i7_a_row_put_in_is_found_even_when_it_hashes_right(unguarded):
    from models.chain import link

    with unguarded.engine.begin() as connection:
        last = connection.execute(findings.select().where(findings.c.seq == 5)).one()
        payload = last.payload.replace('"F-5"', '"F-6"')
        forged = dict(last._mapping) | {"seq": 6, "payload": payload, "previous_hash": last.hash, "hash": link(last.hash, payload)}
        connection.execute(findings.insert().values(forged))

    assert 6 in broken(unguarded)


def test_i7_a_tail_cut_off_together_with_the_kept_head_shows_in_a_printed_one(unguarded):
    printed = head(unguarded)
    for table in ("standings", "reviews"):
        run(unguarded, f"DELETE FROM {table} WHERE finding > 3")
    run(unguarded, "DELETE FROM findings WHERE seq > 3")
    with unguarded.engine.begin() as connection:
        last = connection.execute(findings.select().where(findings.c.seq == 3)).one()
        connection.execute(text("UPDATE settings SET value = :value WHERE name = 'findings'"), {"value": f'[3,"{last.hash}"]'})

    assert [one for one in verify(unguarded) if one.table == "findings"] == []
    assert [str(one) for one in verify(unguarded, expected_head=printed) if one.table == "findings"] == [
        "F-5: the row whose hash was printed is not in the log any more"
    ]
