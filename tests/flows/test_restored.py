"""Restored, renamed, left out and put back: nobody is alerted again of what was told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.order import one_pass as whole_pass
from models.backups import backup, restore
from models.store import open_store

ACT = "According to Belstat, trade in goods between Belarus and China reached $9.9 billion in January–November 2025."


@pytest.fixture
def passing(outside, run):
    """A pass over these sources, some hours after the one before; gives what was told."""

    def through(*sources, **own):
        async def work():
            async with outside.desk(*sources, **own) as desk:
                return await whole_pass(desk)

        outside.now += timedelta(hours=7)
        return run(work())

    return through


@pytest.fixture
def told(outside, passing):
    """A source that was read quietly, then brought something that asks for action."""
    source = outside.source()
    outside.feed("/feed", ("Trade with China", "/1"))
    outside.page("/1")
    passing(source)
    outside.change()
    outside.feed("/feed", ("Trade with China", "/1"), ("Trade again", "/2"))
    outside.page("/1")
    outside.page("/2", ACT)
    report = passing(source)
    assert [row.level for row in report.findings if row.level == "act"], "nothing asked for action"
    assert report.told
    return source


def test_d11_an_older_backup_tells_nothing_again(outside, passing, told, store, tmp_path):
    backup(store, tmp_path / "older.gz", outside.now)
    outside.change()
    outside.feed("/feed", ("Trade with China", "/1"), ("Trade again", "/2"), ("A third", "/3"))
    for path, words in (("/1", ()), ("/2", (ACT,)), ("/3", (ACT.replace("9.9", "7.1"),))):
        outside.page(path, *words)
    assert passing(told).told

    address = f"sqlite:///{tmp_path / 'restored.db'}"
    with open_store(address) as restored:
        restore(restored, tmp_path / "older.gz")
    again = passing(told, database=address)

    assert again.new_entries == 1
    assert again.findings
    assert again.told == ()


def test_o7_a_source_that_was_left_out_and_put_back_tells_nothing_again(passing, told, outside):
    other = outside.source("other", "/nothing")
    passing(other)
    again = passing(told, other)

    assert (again.new_entries, again.findings) == (0, ())
    assert [alert for alert in again.told if alert.kind == "finding"] == []


def test_o7_a_source_under_another_name_tells_nothing_again(passing, told):
    again = passing(replace(told, name="renamed", outlet="Renamed"))

    assert again.new_entries == 2
    assert [row.level for row in again.findings if row.level == "act"] == []
    assert [alert for alert in again.told if alert.kind == "finding"] == []
