"""A backup is one file for either database; a restored one alerts nobody again."""

import gzip
import json
import threading
import time
from itertools import count

import pytest

from facts.finding import Level
from models.backups import backup, check, dump, restore
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
    return store


def rows(store):
    with store.reading() as connection:
        return list(dump(connection))


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_what_was_saved_comes_back_in_either_database(full, make, tmp_path, target, new_postgres):
    file = tmp_path / "backup.gz"
    written = backup(full, file, make.now)
    address = f"sqlite:///{tmp_path / 'other.db'}" if target == "sqlite" else new_postgres("template0")

    with open_store(address) as other:
        assert restore(other, file) == written
        assert check(other) == []
        assert current(other) == current(full)
        assert other.finding("F-1") == full.finding("F-1")
        kept = [(table, row) for table, row in rows(full) if table not in ("outbox", "sources")]
        assert [(table, row) for table, row in rows(other) if table not in ("outbox", "sources")] == kept
        assert make.judged(other, make.finding(), page=make.page("https://next.example/"))[0].id == "F-3"


def test_d11_a_restored_backup_sends_nothing_again_and_its_next_pass_is_quiet(full, make, tmp_path):
    backup(full, tmp_path / "backup.gz", make.now)

    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        restore(other, tmp_path / "backup.gz")
        assert other.due_alerts(make.now, owner="one", size=9) == []
        assert not other.sources()[0].first_pass_done


def test_a_database_with_rows_is_not_restored_into(full, make, tmp_path):
    backup(full, tmp_path / "backup.gz", make.now)
    before = rows(full)

    with pytest.raises(StoreError, match="new, empty one"):
        restore(full, tmp_path / "backup.gz")
    assert rows(full) == before


def test_a_file_is_never_overwritten(full, make, tmp_path):
    (tmp_path / "backup.gz").write_text("mine")

    with pytest.raises(StoreError, match="is there already"):
        backup(full, tmp_path / "backup.gz", make.now)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: data[: len(data) // 2], "cannot be read"),
        (lambda data: b"text", "cannot be read"),
        (lambda data: gzip.compress(b"".join(gzip.decompress(data).splitlines(keepends=True)[:-2])), "no whole backup"),
        (lambda data: gzip.compress(b"{}\n{}\n"), "no whole backup"),
        (lambda data: gzip.compress(gzip.decompress(data).replace(b'"schema": "', b'"schema": "9', 1)), "a newer beltwatch"),
    ],
)
def test_what_is_no_whole_backup_is_refused(full, make, tmp_path, spoil, words):
    file = tmp_path / "backup.gz"
    backup(full, file, make.now)
    file.write_bytes(spoil(file.read_bytes()))

    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        with pytest.raises(StoreError, match=words):
            restore(other, file)
        assert other.counts().findings == 0


def test_i9_f9_both_databases_give_the_same_dump_for_the_same_input(make, tmp_path, new_postgres):
    dumps = []
    for address in (f"sqlite:///{tmp_path / 'one.db'}", new_postgres("template0")):
        with open_store(address) as store:
            history(store, make)
            dumps.append([json.dumps(row, sort_keys=True) for row in rows(store)])

    assert dumps[0] == dumps[1]
    assert len(dumps[0]) > 30


def history(store, make):
    """A little of everything."""
    store.sync_sources([make.source("belta-en"), make.source("ввв", language="ru")], make.now)
    store.due_sources(make.now, owner="one")
    store.record_poll("belta-en", make.outcome(*(make.entry(str(number), title="白俄罗斯\x00") for number in range(3))), make.now)
    store.record_poll("ввв", make.outcome(state="failing", failed=True), make.now)
    store.load_baseline(make.baseline(), make.now)
    for entry in store.waiting_entries(make.now, owner="one", size=9):
        store.record_version(entry.id, make.page(f"https://a.example/{entry.id}"), make.now)
    make.judged(store, make.finding(level=Level.ACT), make.finding(make.statement()), page=make.page("https://b.example/"))
    store.unjudged(make.now, owner="one", size=9)
    store.review(["F-2"], "reject", "speaker", "他", "ana", now=make.now)
    [alert] = store.due_alerts(make.now, owner="one", size=9)
    store.alert_sent(alert.id, "ok", make.now)
    store.pass_ended(store.pass_started(make.now), {"новых": 3}, make.now)


def test_a_backup_made_while_others_write_is_of_one_moment(store, make, tmp_path):
    """O8: whoever copies the file while it is written gets a torn one; this is the way to do it."""
    stop = threading.Event()

    def write():
        for number in count():
            if stop.is_set():
                return
            own = " ".join(f"word{number}x{at}" for at in range(40))
            page = make.page(f"https://{number}.example/", text=f"{make.text} {own}")
            make.judged(store, make.finding(level=Level.ACT), page=page)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        files = [tmp_path / f"{number}.gz" for number in range(4)]
        for number, file in enumerate(files):
            while store.counts().findings < 2 * number:
                time.sleep(0.01)
            backup(store, file, make.now)
    finally:
        stop.set()
        writer.join()

    seen = []
    for file in files:
        with open_store(f"sqlite:///{file.with_suffix('.db')}") as other:
            restore(other, file)
            assert check(other) == []
            counts = other.counts()
            assert counts.findings == counts.figures <= counts.articles <= counts.figures + 1
            seen.append(counts.findings)
    assert seen == sorted(seen)
    assert seen[0] < seen[-1]
