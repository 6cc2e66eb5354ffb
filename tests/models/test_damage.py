"""A file that lost a part: what is damaged is refused with a remedy, and never begun again as if it were new."""

import os
import sqlite3
from shutil import copy

import pytest

from facts.finding import Level
from models.backups import check
from models.chain import head, verify
from models.errors import UnreadableError
from models.opening import opened
from models.store import open_store

PAGE = 4096


@pytest.fixture
def address(tmp_path):
    """Files alone lose their parts."""
    return f"sqlite:///{tmp_path / 'beltwatch.db'}"


def crashed(tmp_path, *, log=1.0):
    """What a crash leaves: the file as it is, and so much of its -wal."""
    (tmp_path / "left").mkdir()
    kept = copy(tmp_path / "beltwatch.db", tmp_path / "left")
    size = (tmp_path / "beltwatch.db-wal").stat().st_size
    if log:
        os.truncate(copy(tmp_path / "beltwatch.db-wal", tmp_path / "left"), int(size * log))
    return f"sqlite:///{kept}"


def judged(store, make, number):
    own = " ".join(f"word{number}x{at}" for at in range(60))
    return make.judged(store, make.finding(level=Level.ACT), page=make.page(f"https://a.example/{number}", text=f"{make.text} {own}"))


def test_d9_a_new_database_without_its_wal_file_is_not_begun_again(store, tmp_path):
    with sqlite3.connect(crashed(tmp_path, log=0).removeprefix("sqlite:///")) as left:
        tables = {name for (name,) in left.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    assert {"findings", "figures", "outbox", "alembic_version"} <= tables


@pytest.mark.parametrize("log", [0, 0.3, 0.5, 0.7, 0.9])
def test_d9_i7_a_wal_file_that_was_cut_gives_a_whole_earlier_state_and_a_printed_head_tells(store, make, tmp_path, log):
    for number in range(12):
        judged(store, make, number)
    printed = head(store)

    with open_store(crashed(tmp_path, log=log)) as left:
        assert check(left) == []
        counts = left.counts()
        assert counts.findings < 12
        assert counts.figures == counts.findings == len([row for alert, _, _ in left.alerts() for row in alert.rows])
        [told] = verify(left, expected_head=printed)
        assert "not in the log any more" in told.why
        assert judged(left, make, 99)


def test_d9_a_page_that_was_overwritten_is_refused_and_left_as_it_is(store, make, tmp_path):
    for number in range(3):
        judged(store, make, number)
    store.close()
    file = tmp_path / "beltwatch.db"
    with file.open("r+b") as written:
        written.seek(2 * PAGE)
        written.write(b"\xff" * PAGE)
    before = file.read_bytes()

    with pytest.raises(UnreadableError) as refused:
        opened(f"sqlite:///{file}")
    assert "beltwatch db restore" in refused.value.remedy
    assert file.read_bytes() == before
