"""`status`: what needs the operator, how long it has needed him, and what all this stands on."""

import pyexpat
import sqlite3
from datetime import timedelta

import pytest

from facts.watch import Camp, Source
from flows.desk import wall_clock
from flows.serving import SEAT
from models.store import open_store
from models.values import PollOutcome

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AWAY = "elsewhere:4711:88213:9f2c81aa"


@pytest.fixture
def store(tmp_path):
    """The database whose state is asked for."""
    (tmp_path / "data").mkdir()
    with open_store(f"sqlite:///{tmp_path / 'data' / 'beltwatch.db'}") as opened:
        yield opened


@pytest.fixture
def source():
    """A source of no importance."""
    return Source(name="one", url="https://one.example/rss", outlet="One", language="en", camp=Camp("other"), every=HOUR)


def said(done):
    """The one row of an answer, and what it asks the operator to do."""
    [row] = done.rows
    return row, " ".join(row["needed"])


def test_c5_s3_a_service_that_ended_without_a_word_is_named_with_its_last_sign_of_life(beltwatch, store):
    last = wall_clock() - HOUR
    store.take_seat(SEAT, AWAY, last)

    row, needed = said(done := beltwatch("status", "--format", "jsonl"))

    assert (done.code, row["served_by"]) == (3, None)
    assert "process 4711 on elsewhere made the passes and ended without a word" in needed
    assert "beltwatch serve" in needed


def test_c5_while_it_gives_signs_of_life_it_is_named_as_the_one_that_serves(beltwatch, store):
    store.take_seat(SEAT, AWAY, wall_clock())

    row, needed = said(done := beltwatch("status", "--format", "jsonl"))

    assert (done.code, needed) == (0, "")
    assert row["served_by"] == "process 4711 on elsewhere"


def test_s2_passes_that_nobody_makes_any_more_are_told_of(beltwatch, store, source):
    long_ago = wall_clock() - 3 * DAY
    store.sync_sources([source], long_ago)
    store.pass_ended(store.pass_started(long_ago), {}, long_ago)
    store.record_poll(source.name, PollOutcome(state="ok", body_hash="b", next_try=long_ago + HOUR), long_ago)

    _, needed = said(done := beltwatch("status", "--format", "jsonl"))

    assert done.code == 3
    assert f"no pass was made since {long_ago:%Y-%m-%d %H:%M} UTC though sources are due" in needed


@pytest.mark.parametrize(("age", "code"), [(HOUR, 0), (9 * HOUR, 3)])
def test_a8_alerts_that_nobody_takes_need_the_operator_after_some_hours(beltwatch, store, age, code):
    store.tell("one", "system", {"text": "a test"}, wall_clock() - age)

    row, needed = said(done := beltwatch("status", "--format", "jsonl"))

    assert (done.code, "alerts wait since" in needed) == (code, code == 3)
    assert row["oldest_alert"]


def test_i17_h14_a_source_that_cannot_be_read_is_named(beltwatch, store, source):
    since = wall_clock() - 2 * DAY
    store.sync_sources([source], since)
    for hours in (0, 30):
        outcome = PollOutcome(state="failing", failed=True, reason="404", next_try=since + (hours + 1) * HOUR)
        store.record_poll(source.name, outcome, since + hours * HOUR)
    _, failing = said(beltwatch("status", "--format", "jsonl"))
    gone = PollOutcome(state="gone", failed=True, reason="the server answered 410", next_try=since + 30 * DAY)
    store.record_poll(source.name, gone, since + 40 * HOUR)
    _, away = said(beltwatch("status", "--format", "jsonl"))

    assert "none of the 1 sources could be read" in failing
    assert f"taken away for good (410): {source.name}" in away


@pytest.mark.parametrize("expat", [pyexpat.version_info, (2, 4, 1)], ids=["the one there is", "one with known faults"])
def test_l3_the_versions_by_which_a_known_fault_is_told_are_printed(beltwatch, store, monkeypatch, expat):
    monkeypatch.setattr(pyexpat, "version_info", expat)

    row, _ = said(beltwatch("status", "--format", "jsonl"))

    assert f"expat {'.'.join(map(str, expat))}" in row["runs_on"]
    assert f"SQLite {sqlite3.sqlite_version}" in row["runs_on"]
    assert "Python 3." in row["runs_on"]
