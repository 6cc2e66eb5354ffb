"""What a finding was read from can be had again, and what was parked can be tried again."""

import shutil
import sqlite3
from datetime import UTC, datetime

import pytest

from models.store import open_store

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def own(filled, kept, tmp_path, monkeypatch):
    """Commands over a copy of two judged articles, to be changed at will."""
    shutil.copytree(kept, tmp_path / "own")
    monkeypatch.setenv("BELTWATCH_DATA_DIR", str(tmp_path / "own"))
    return filled


@pytest.fixture
def database(own, tmp_path):
    """Where the articles that were judged are kept."""
    return next((tmp_path / "own").glob("*.db"))


def first(own):
    return own("log", "--format", "jsonl").rows[-1]


def test_the_text_a_finding_stands_in_is_printed_as_it_was_read(own):
    row = first(own)
    done = own("db", "text", row["id"])

    assert done.code == 0
    assert row["text"] in done.out
    assert len(done.out.splitlines()) > 1


def test_a_text_that_was_altered_is_not_printed(own, database):
    row = first(own)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE versions SET text = replace(text, '8.8', '9.9')")

    done = own("db", "text", row["id"])
    assert (done.code, done.out) == (1, "")
    assert "altered" in done.err


@pytest.mark.parametrize("command", [("db", "text", "F-999"), ("db", "page", "F-999", "page.html")])
def test_what_is_not_in_the_log_has_neither_text_nor_page(own, command):
    assert "not in the log" in own(*command).err
    assert own("db", "text", "nothing").code == 2


def test_a_page_is_written_byte_for_byte_and_over_no_other_file(own, database, tmp_path):
    row = first(own)
    with open_store(f"sqlite:///{database}") as store:
        body = store.page_of(store.finding(row["id"]).raw_hash)
    file = tmp_path / "page.html"

    assert own("db", "page", row["id"], file).code == 0
    assert file.read_bytes() == body
    assert "cannot be written" in own("db", "page", row["id"], file).err


def test_a_page_that_was_let_go_of_leads_to_its_text(own, database, tmp_path):
    with open_store(f"sqlite:///{database}") as store:
        store.forget_pages(datetime(2100, 1, 1, tzinfo=UTC))

    done = own("db", "page", first(own)["id"], tmp_path / "page.html")
    assert done.code == 1
    assert "beltwatch db text" in done.err


def test_parked_articles_wait_again_when_asked_for(own, database):
    assert "No article is parked" in own("db", "unpark").out
    with open_store(f"sqlite:///{database}") as store, store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE versions SET state = 'parked', trace = 'ZeroDivisionError' WHERE id = 1")
    needed = own("status")

    assert needed.code == 3
    assert "beltwatch db unpark" in needed.out.replace("\n", " ")
    assert "1 articles wait" in own("db", "unpark").out
    with open_store(f"sqlite:///{database}") as store:
        assert store.counts().versions_waiting == 1
