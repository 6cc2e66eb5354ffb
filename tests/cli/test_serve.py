"""The service as a process: the sample newsroom's days pass by, the page answers beside it, and a signal ends it in good order."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from models.chain import verify
from models.store import open_store
from tests.stack.conftest import below, lose, until

COMMAND = [sys.executable, "-c", "from cli.main import main; main()", "serve"]
PATIENCE = 300  # seconds; a busy machine takes its time
LIMIT = 10  # seconds a stop may take


class Serving:
    """One service in a process of its own."""

    def __init__(self, folder, *words, **env):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder, self.events = folder, folder / "events"
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("BELTWATCH_", "PREFECT_"))}
        environment = clean | {"BELTWATCH_DATA_DIR": str(folder / "data"), "BELTWATCH_WEB_PORT": str(self.port), **env}
        with self.events.open("ab") as out:
            self.process = subprocess.Popen([*COMMAND, *words], env=environment, stdout=out, stderr=out)

    def told(self):
        """What it logged; a line that is no event is returned as it is."""
        lines = self.events.read_text().splitlines()
        return [json.loads(line) if line.startswith("{") else {"event": line} for line in lines]

    def until(self, enough):
        """Wait until enough was logged."""
        end = time.monotonic() + PATIENCE
        while not enough(self.told()):
            assert self.process.poll() is None, self.events.read_text()
            assert time.monotonic() < end, self.events.read_text()
            time.sleep(0.2)

    def stop(self, kind=signal.SIGTERM):
        """Send a signal; returns the exit code and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(kind)
        return self.process.wait(PATIENCE), time.monotonic() - began


@pytest.fixture
def serving(tmp_path):
    """Starts services; those left are killed."""
    started = []

    def start(*words, **env):
        started.append(Serving(tmp_path, *words, **env))
        return started[-1]

    yield start
    for one in started:
        lose(one.process)


def passes(events, asked=0):
    return [event for event in events if event["event"] == "pass" and event["polled"] >= asked]


def store_of(folder):
    return open_store(f"sqlite:///{folder / 'data' / 'sample.db'}")


@pytest.mark.timeout(300)
def test_c3_days_pass_the_page_answers_and_a_signal_in_mid_pass_ends_it_in_good_order(serving, tmp_path):
    service = serving("--plain", "--sample", "20")
    service.until(lambda events: len(passes(events, 10)) >= 2)
    with urlopen(f"http://127.0.0.1:{service.port}/health", timeout=60) as answer:
        assert json.load(answer) == {"status": "ok"}

    code, seconds = service.stop()

    [start] = [event for event in service.told() if event["event"] == "start"]
    assert "expat" in start["runs_on"]
    assert (code, service.told()[-1]["event"]) == (0, "stopped")
    assert seconds < LIMIT
    with pytest.raises(URLError):
        urlopen(f"http://127.0.0.1:{service.port}/health", timeout=5)
    with store_of(tmp_path) as store:
        assert verify(store) == []
        assert len([made for made in store.last_passes() if made.ended and made.report.get("new")]) >= 2
        assert store.counts().findings > 40


@pytest.mark.timeout(300)
def test_o5_c1_a_second_one_is_told_who_serves_and_one_that_was_killed_holds_no_seat(serving, tmp_path):
    first = serving("--plain", "--no-page", "--sample", "900")
    first.until(lambda events: passes(events) or any(event["event"] == "announce" for event in events))
    second = serving("--plain", "--no-page", "--sample", "900")

    assert second.process.wait(PATIENCE) == 1
    assert f"Process {first.process.pid} on " in second.events.read_text()

    first.process.kill()
    first.process.wait()
    seen = len(first.told())
    third = serving("--plain", "--no-page", "--sample", "900")
    third.until(lambda events: len(events) > seen and any(event["event"] in ("pass", "announce") for event in events[seen:]))
    assert third.stop(signal.SIGINT)[0] == 0


@pytest.mark.timeout(300)
def test_under_prefect_it_ends_as_well(serving):
    service = serving("--no-page", "--sample", "900")
    service.until(lambda events: len(passes(events)) >= 1)

    code, seconds = service.stop()

    assert code == 0, service.events.read_text()
    assert seconds < LIMIT
    assert "Traceback" not in service.events.read_text()


@pytest.mark.timeout(300)
def test_killed_under_prefect_it_leaves_no_server_behind(serving):
    service = serving("--no-page", "--sample", "900")
    [server] = until(lambda: [pid for pid in below(service.process.pid) if "uvicorn" in words_of(pid)], "Prefect's server was started")

    until(lambda: [pid for pid in below(service.process.pid) if words_of(pid).startswith("/bin/sh ")], "its guard was started")
    service.process.kill()
    service.process.wait()

    until(lambda: "uvicorn" not in words_of(server), "its server is gone", 30)


def words_of(pid):
    """What a process was started with; nothing when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""
