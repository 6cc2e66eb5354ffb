"""The flow under Prefect, for real and once: it finds what a plain pass finds, and Prefect says nothing on the way."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.scenes import live_scene
from models.store import open_store

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(400)
def test_a_pass_under_prefect_ends_clean(outside, tmp_path):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    outside.page("/1")
    watchlist = tmp_path / "watchlist"
    shutil.copytree(ROOT / "watchlist", watchlist)
    row = {"name": "example-en", "outlet": "Example", "camp": "BY state", "home": "BY", "language": "en", "every": "6h"}
    (watchlist / "feeds.yaml").write_text(json.dumps({"sources": [row | {"url": outside.url("/feed")}]}))
    pair = outside.url("").removeprefix("http://").strip("/")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "BELTWATCH_"))}

    done = subprocess.run(
        [sys.executable, "-c", "from cli.main import main; main()", "run", "--format", "jsonl", "--watchlist", str(watchlist)],
        cwd=ROOT,
        env=environment | {"BELTWATCH_DATA_DIR": str(tmp_path / "data"), "BELTWATCH_ALLOW_ADDRESSES": pair},
        capture_output=True,
        check=False,
        text=True,
        timeout=380,
    )

    told = [line for line in done.stderr.splitlines() if "may be fetched" not in line]
    assert (done.returncode, told) == (0, [])
    *findings, tail = [json.loads(line) for line in done.stdout.splitlines()]
    assert "8900000000" in {row["value"] for row in findings}
    assert tail["new"] == 1
    with open_store(live_scene(type(outside.settings)(data_dir=tmp_path / "data")).database) as store:
        assert [made.report["new"] for made in store.last_passes()] == [1]
    assert (tmp_path / "data" / "prefect").is_dir()
