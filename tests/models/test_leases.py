"""Five at once give what one gives, and whoever is killed leaves nothing half done."""

import multiprocessing
import os
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from shutil import copy

import pytest
from sqlalchemy import func, select, text

from facts.finding import Level
from facts.known import Facts
from models.chain import verify
from models.database import Database
from models.rows import Filter
from models.store import open_store
from models.tables import alert_findings, findings, versions

FIVE = 5


@pytest.fixture
def crowd(address):
    """Five stores on one database, as five processes would have."""
    stores = [open_store(address) for _ in range(FIVE)]
    yield stores
    for store in stores:
        store.close()


def at_once(crowd, work):
    """Let each of the crowd do its work at the same moment."""
    gate = threading.Barrier(FIVE)

    def one(number):
        gate.wait()
        return work(crowd[number], f"owner {number}")

    with ThreadPoolExecutor(FIVE) as pool:
        return list(pool.map(one, range(FIVE)))


def until_empty(take):
    taken = []
    while some := take():
        taken += some
    return taken


def test_s1_five_takers_share_sources_entries_and_articles(crowd, make):
    first = crowd[0]
    first.sync_sources([make.source(f"s{number}") for number in range(40)], make.now)

    polled = at_once(crowd, lambda store, owner: until_empty(lambda: store.due_sources(make.now, owner=owner, size=3)))
    names = [state.name for some in polled for state in some]
    assert sorted(names) == sorted({f"s{number}" for number in range(40)})

    first.record_poll("s0", make.outcome(*(make.entry(str(number), "s0") for number in range(60))), make.now)
    read = at_once(crowd, lambda store, owner: until_empty(lambda: store.waiting_entries(make.now, owner=owner, size=4)))
    entries = [entry.id for some in read for entry in some]
    assert len(entries) == len(set(entries)) == 60


def test_s1_five_readers_of_one_page_make_one_article(crowd, make):
    versions = at_once(crowd, lambda store, _owner: store.record_version(None, make.page(), make.now + timedelta(seconds=1)))

    assert len({version for version in versions if version is not None}) == 1
    assert (crowd[0].counts().articles, crowd[0].counts().versions_waiting) == (1, 1)


def test_s1_i1_five_polls_of_one_feed_record_every_entry_once(crowd, make):
    crowd[0].sync_sources([make.source()], make.now)
    outcome = make.outcome(*(make.entry(str(number)) for number in range(200)))

    new = at_once(crowd, lambda store, _owner: store.record_poll("belta-en", outcome, make.now))

    assert sum(new) == crowd[0].counts().entries == 200


def judge_all(store, make, owner):
    """A judge that finds one fact in every text."""
    while works := store.unjudged(make.now, owner=owner, size=3):
        for work in works:
            finding = make.finding(level=Level.ACT)
            facts = Facts(figures=(finding.fact,))
            store.record_judgement(
                work.id, language="en", relevance=(True, 1.0, ()), facts=facts, findings=(finding,), quiet=False, now=make.now
            )


def texts(store, make, count):
    for number in range(count):
        own = " ".join(f"word{number}x{at}" for at in range(50))
        store.record_version(None, make.page(f"https://a.example/{number}", text=f"{make.text} {own}"), make.now)


def test_s1_five_judges_judge_each_text_once_and_number_without_gaps(crowd, make):
    texts(crowd[0], make, 30)

    at_once(crowd, lambda store, owner: judge_all(store, make, owner))

    rows = crowd[0].findings(Filter())
    assert [row.number for row in rows] == list(range(30, 0, -1))
    assert sorted(row.url for row in rows) == sorted({row.url for row in rows})
    assert verify(crowd[0]) == []


def test_s1_i3_five_senders_send_each_alert_once(crowd, make):
    for number in range(30):
        make.judged(crowd[0], make.finding(level=Level.ACT, group=f"g{number}"), page=make.page(f"https://a.example/{number}"))

    def send(store, owner):
        sent = []
        while alerts := store.due_alerts(make.now, owner=owner, size=2):
            for alert in alerts:
                store.alert_sent(alert.id, "ok", make.now)
                sent.append(alert.key)
        return sent

    keys = [key for some in at_once(crowd, send) for key in some]
    assert len(keys) == len(set(keys)) == 30


def test_a_writer_waits_for_another_writer(crowd, make):
    """D1: a lock that is held for a while costs time, not a row."""
    other = Database(crowd[1].engine)
    held = threading.Event()

    def hold(connection):
        connection.execute(text("INSERT INTO settings (name, value) VALUES ('held', '1')"))
        held.set()
        time.sleep(1.0)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(other.written, hold)
        held.wait()
        crowd[0].sync_sources([make.source()], make.now)
        waiting.result()
    assert len(crowd[0].sources()) == 1


def test_d1_who_waited_for_the_lock_in_vain_tries_again(migrated, tmp_path, make, monkeypatch):
    copy(migrated, tmp_path / "held.db")
    monkeypatch.setattr("models.database.BUSY_SECONDS", 0.05)
    with open_store(f"sqlite:///{tmp_path / 'held.db'}") as store:
        other = sqlite3.connect(tmp_path / "held.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.6, other.rollback).start()
        store.sync_sources([make.source()], make.now)

        assert len(store.sources()) == 1
    other.close()


def test_two_that_cross_are_tried_again_until_both_are_done(crowd):
    """D2, D7: SQLite never upgrades a read to a write; PostgreSQL's deadlocks are tried again."""
    crowd[0].written(lambda connection: connection.execute(text("INSERT INTO settings (name, value) VALUES ('a', '0'), ('b', '0')")))
    both = threading.Barrier(2, timeout=2)

    def cross(names):
        def work(connection):
            for at, name in enumerate(names):
                connection.execute(text("SELECT value FROM settings WHERE name = :name"), {"name": name})
                connection.execute(text("UPDATE settings SET value = value || '+' WHERE name = :name"), {"name": name})
                if at == 0:
                    meet(both)

        return work

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(crowd[at].written, cross(names)) for at, names in enumerate(("ab", "ba"))]
        for one in done:
            one.result()
    with crowd[0].reading() as connection:
        assert set(connection.execute(text("SELECT value FROM settings")).scalars()) == {"0++"}


def meet(barrier):
    with suppress(threading.BrokenBarrierError):  # on SQLite the second one is still waiting for the first
        barrier.wait(0.5)


def judge_until_killed(address, make, begun):
    with open_store(address) as store:
        begun.set()
        judge_all(store, make, f"process {os.getpid()}")


def test_a_judge_killed_at_any_moment_leaves_whole_judgements_only(address, make):
    """C1, I2, I7: after each kill the log is whole, every act has its alert, and in the end every text is judged or parked."""
    with open_store(address) as store:
        texts(store, make, 120)
    fork = multiprocessing.get_context("fork")
    whole = []
    for number in range(12):
        begun = fork.Event()
        judge = fork.Process(target=judge_until_killed, args=(address, make, begun))
        judge.start()
        assert begun.wait(30)
        wait_for(address, whole[-1] + number % 3 if whole else 0)
        judge.join(number * 0.003)
        judge.kill()
        judge.join()
        with open_store(address) as store:
            assert verify(store) == []
            assert half_done(store) == 0
            whole.append(store.counts().findings)
            give_all_back(store)
    with open_store(address) as store:
        judge_all(store, make, "the last")
        assert store.counts().findings == 120
        assert verify(store) == []
    assert len(set(whole)) > 2, "killed too early or too late to tell anything"


def wait_for(address, many):
    """Until so much was judged, however slow the machine."""
    with open_store(address) as store:
        while store.counts().findings < many:
            time.sleep(0.01)


def half_done(store):
    """Judged texts without their finding, and acts without their alert."""
    judged = select(func.count()).select_from(versions).where(versions.c.state == "judged")
    with store.reading() as connection:
        numbers = [connection.execute(judged).scalar_one()]
        numbers += [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (findings, alert_findings)]
    return max(numbers) - min(numbers)


def give_all_back(store):
    """As when every lease had run out."""
    store.written(lambda connection: connection.execute(text("UPDATE versions SET lease_owner = NULL, lease_until = NULL, attempts = 0")))
