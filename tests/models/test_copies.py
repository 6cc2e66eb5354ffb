"""A database copied into another one is the same database: rows, order, hashes, and the number the next finding gets."""

import pytest

from facts.finding import Level
from models.backups import dump
from models.chain import head, verify
from models.copies import copy
from models.errors import StoreError
from models.ledger import current
from models.store import open_store


@pytest.fixture
def full(store, make):
    store.sync_sources([make.source()], make.now)
    store.record_poll("belta-en", make.outcome(make.entry("1"), etag='"v"'), make.now)
    store.load_baseline(make.baseline(), make.now)
    make.judged(store, make.finding(level=Level.ACT), make.finding(make.statement()))
    store.review(["F-1"], "accept", by="ana", now=make.now)
    store.take_seat("serve", "elsewhere:1:2:3", make.now)
    return store


def rows(store):
    with store.reading() as connection:
        return list(dump(connection))


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_everything_is_there_as_it_was_and_the_next_finding_has_the_next_number(full, make, tmp_path, target, new_postgres):
    address = f"sqlite:///{tmp_path / 'other.db'}" if target == "sqlite" else new_postgres("template0")
    told = []

    with open_store(address) as other:
        count = copy(full, other, lambda table, done: told.append((table, done)))
        assert rows(other) == rows(full)
        assert count == len(rows(full)) == sum(done for _, done in told)
        assert (verify(other), head(other)) == ([], head(full))
        assert current(other) == current(full)
        assert make.judged(other, make.finding(), page=make.page("https://next.example/"))[0].id == "F-3"
        assert verify(other) == []


def test_what_waits_to_be_sent_still_waits_and_nobody_sits_in_the_new_place(full, make, tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        copy(full, other)
        assert other.seat("serve", make.now) is None
        assert other.next_alert() == full.next_alert() is not None


def test_a_database_with_rows_is_not_copied_into(full, make, tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.sync_sources([make.source("somebody-else")], make.now)
        before = rows(other)

        with pytest.raises(StoreError, match="Copy into a new, empty one"):
            copy(full, other)
        assert rows(other) == before
