"""A pass with nothing beside it: no scheduler, no server, no network but the feed's."""

import os
import subprocess
import sys

FEED = """<rss version="2.0"><channel><title>Courier</title>
<item><title>Trade grows</title><link>https://courier.example/1</link></item></channel></rss>"""
SCRIPT = """
import sys
from cli.main import main
try:
    main()
finally:
    print([name for name in ("prefect", "fastapi", "uvicorn") if name in sys.modules], file=sys.stderr)
"""


def test_s4_a_plain_pass_needs_no_scheduler_and_loads_none(httpserver, tmp_path):
    httpserver.expect_request("/rss").respond_with_data(FEED, content_type="application/rss+xml")
    (tmp_path / "feeds.txt").write_text(httpserver.url_for("/rss") + "\n")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BELTWATCH_")}
    own = {"BELTWATCH_ALLOW_ADDRESSES": f"{httpserver.host}:{httpserver.port}", "PREFECT_API_URL": "http://127.0.0.1:9/api"}
    words = ["run", "--plain", "--watchlist", "feeds.txt", "--data-dir", "data", "--format", "jsonl"]

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], cwd=tmp_path, env=clean | own, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert '"new": 1' in done.stdout.splitlines()[-1].replace('":1', '": 1')
    assert done.stderr.strip().endswith("[]")
