"""The stack of docker-compose.yml as plain processes: a worker is lost in mid pass, and nothing is lost or doubled."""

import json
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep

import pytest
import yaml

from models.chain import verify
from models.rows import Filter
from models.store import open_store
from tests.stack.conftest import ROOT, Api, free_port, lose, until

HOSTS = [f"127.0.0.{number}" for number in range(1, 5)]
EACH = 6  # articles a host has
SLOW = 0.6  # seconds a page takes
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2026-01-27T06:00:00Z"></head><body><article><h1>{title}</h1>
<p>According to Belstat, exports of Belarus to China reached ${value}.4 billion in {year}.</p>
<p>The harbour master of berth {berth} spoke of snow, of late trains and of a choir that sang in the waiting room all night.</p>
<p>Gate {berth} was painted green, the clock above it was mended, and the bakery beside it opened an hour earlier than before.</p>
</article></body></html>"""
ITEM = "<item><title>{title}</title><link>{link}</link><pubDate>Tue, 27 Jan 2026 06:00:00 +0000</pubDate></item>"


class Press(BaseHTTPRequestHandler):
    """One outlet a host: a feed, and pages that take their time."""

    def do_GET(self):
        number = HOSTS.index(self.server.server_address[0])
        root = "http://{}:{}".format(*self.server.server_address)
        if self.path == "/feed":
            items = [ITEM.format(title=f"Exports to China, year {at}, Belarus", link=f"{root}/{at}") for at in range(EACH)]
            body = f'<rss version="2.0"><channel><title>Outlet {number}</title>{"".join(items)}</channel></rss>'
            return self.answer(body, "application/rss+xml")
        if self.path[1:].isdecimal():
            sleep(SLOW)
            at = number * EACH + int(self.path[1:])
            return self.answer(PAGE.format(title=f"Exports, part {at}", value=at % 9 + 1, year=1996 + at, berth=at * 31 + 7), "text/html")
        return self.send_error(404)

    def answer(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def press():
    """The outlets, on one port of several loopback addresses."""
    port = free_port()
    servers = [ThreadingHTTPServer((host, port), Press) for host in HOSTS]
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield port
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def watch_over(stack, port):
    """Give the stack a watchlist of these outlets."""
    folder = stack.folder / "watchlist"
    folder.mkdir()
    for file in (ROOT / "watchlist").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    row = {"camp": "BY state", "home": "BY", "language": "en", "every": "6h"}
    sources = [row | {"name": f"outlet-{host[-1]}", "outlet": f"Outlet {host}", "url": f"http://{host}:{port}/feed"} for host in HOSTS]
    (folder / "feeds.yaml").write_text(yaml.safe_dump({"sources": sources}))
    stack.env["BELTWATCH_WATCHLIST"] = str(folder)
    stack.env["BELTWATCH_ALLOW_ADDRESSES"] = " ".join(f"{host}:{port}" for host in HOSTS)


def known(address):
    """Every fact that was found and where, with how often; what it was compared with depends on which page came first."""
    with open_store(address) as store:
        rows = store.findings(Filter())
        return Counter((row.url, row.fact, row.text) for row in rows), store.counts(), verify(store)


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("alone")
def test_c1_s3_a_worker_lost_in_mid_pass_costs_nothing(stack):
    with press() as port:
        watch_over(stack, port)
        alone = f"sqlite:///{stack.folder / 'alone.db'}"
        stack.do("beltwatch", "run", "--plain", "--format", "jsonl", BELTWATCH_DATABASE_URL=alone)
        address = stack.postgres()
        api = stack.prefect()
        stack.do("beltwatch", "db", "upgrade")
        stack.do("prefect", "work-pool", "create", "beltwatch", "--type", "process")
        stack.do("prefect", "--no-prompt", "deploy", "--all")
        for deployment in api.deployments().values():
            api.post(f"/deployments/{deployment['id']}/pause_deployment")

        first = stack.worker("first")
        lost = api.run("by-hand", force=False)
        until(lambda: api.state(lost) == "RUNNING", "the pass has begun")
        stack.worker("second")  # starts up meanwhile; there is one run, and the first has it
        with open_store(address) as store:
            half = EACH * len(HOSTS) // 3
            until(lambda: half <= store.counts().articles, "a third of the pages were read")
            lose(first)
            assert store.counts().articles < EACH * len(HOSTS)

        parts = [api.run("part-1-of-2"), api.run("part-2-of-2")]
        until(lambda: all(api.state(run) == "COMPLETED" for run in parts), "both parts are done")

        assert api.state(lost) == "RUNNING"  # Prefect still believes in it; what became of the work does not depend on that
        page(stack)
        artifacts(api)
    findings, counts, broken = known(address)
    expected, counted, _ = known(alone)
    assert (findings, broken) == (expected, [])
    assert max(findings.values()) == 1
    assert (counts.articles, counts.entries, counts.figures) == (EACH * len(HOSTS), EACH * len(HOSTS), counted.figures)
    assert (counts.entries_waiting, counts.versions_waiting, counts.versions_parked) == (0, 0, 0)


def page(stack):
    """The log page over the same database."""
    port = free_port()
    stack.start("web", "beltwatch", "web", BELTWATCH_WEB_PORT=str(port))
    api = Api(f"http://127.0.0.1:{port}")
    assert until(lambda: api.get("/health"), "the page answers") == {"status": "ok"}


def artifacts(api):
    """A pass left what it found and what it could not read, in words and as a table."""
    left = {one["key"]: one for one in api.post("/artifacts/latest/filter")}
    assert {"pass-1-of-2", "pass-1-of-2-findings", "pass-2-of-2", "pass-2-of-2-findings"} <= set(left)
    told = [one["data"] for one in left.values() if one["type"] == "markdown"]
    assert all("sources asked" in words and "Could not be read" in words for words in told)
    rows = [row for one in left.values() if one["type"] == "table" for row in json.loads(one["data"])]
    assert all({"id", "verdict", "url"} <= set(row) for row in rows)
