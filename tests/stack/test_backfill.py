"""A backfill on Prefect's task runners: threads, a Dask cluster and a Ray cluster of this machine give one and the same log."""

import asyncio
import json
import subprocess
import sys

import pytest

from connectors.settings import Settings
from flows.replay import replay
from flows.runners import MissingRunnerError, runner_of
from flows.scenes import replay_scene
from models.chain import verify
from models.rows import Filter
from models.store import open_store
from tests.stack.conftest import PATIENCE, ROOT, stack_in

TEXT = (
    "According to Belstat, trade in goods between Belarus and China reached ${}.{} billion in {}.\nBerth {} was repaired by a choir of {}."
)
# In a process of its own: Prefect reads its environment when it is imported, and a cluster leaves threads behind.
SCRIPT = """
import asyncio, json, sys
from flows.backfill import backfill

def main():
    file, runner = sys.argv[1:]
    report = asyncio.run(backfill([file], runner=runner, workers=2, chunk=3))
    print(json.dumps({"judged": report.judged, "findings": len(report.findings), "missed": [one.why for one in report.missed]}))

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def archive(tmp_path):
    """Six years of trade, and a line that is none."""
    rows = [
        {
            "id": f"a{at}",
            "published": f"{2001 + at}-02-0{at % 9 + 1}",
            "url": f"https://a.example/{at}",
            "text": TEXT.format(at % 7 + 1, at % 10, 2000 + at, at, at * 31),
        }
        for at in range(6)
    ]
    file = tmp_path / "archive.jsonl"
    file.write_text("\n".join([*map(json.dumps, rows[::-1]), "{broken"]))
    return file


def log_of(database):
    with open_store(database) as store:
        assert verify(store) == []
        return [(row.id, row.verdict, row.url, row.value, row.summary) for row in store.findings(Filter())]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Prefect's server, for all runners; gives the environment that leads to it."""
    with stack_in(tmp_path_factory.mktemp("server")) as stack:
        stack.prefect()
        yield stack.env


def backfill(server, archive, folder, kind):
    """One backfill in a process of its own; returns its report."""
    script = folder / "backfill.py"
    script.write_text(SCRIPT)
    environment = server | {"BELTWATCH_DATA_DIR": str(folder / "data"), "BELTWATCH_LOG_FORMAT": "auto", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script), str(archive), kind]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("kind", ["threads", "dask", "ray"])
def test_every_runner_gives_the_log_of_a_replay(server, archive, tmp_path, kind):
    report = backfill(server, archive, tmp_path, kind)

    with replay_scene(Settings(data_dir=tmp_path), fresh=True) as scene:
        expected = asyncio.run(replay(scene, [archive]))
        log = log_of(scene.database)
    assert (report["judged"], report["findings"], len(report["missed"])) == (6, len(expected.findings), 1)
    assert log_of(f"sqlite:///{tmp_path / 'data' / 'beltwatch.db'}") == log
    if kind == "threads":
        assert backfill(server, archive, tmp_path, kind) == report | {"judged": 0, "findings": 0}


def test_a_runner_that_is_not_installed_says_how_it_is(monkeypatch):
    monkeypatch.setitem(sys.modules, "prefect_dask", None)

    with pytest.raises(MissingRunnerError, match=r"pip install 'beltwatch\[dask\]'"), runner_of("dask"):
        pass
