"""The log page over real HTTP, on the database of a real pass over the sample newsroom."""

import asyncio
import fcntl
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from facts.watch import Watchlist
from flows.desk import Plan
from flows.engines import plain_pass
from flows.sampling import sample_days
from models.store import Store, open_store
from web.app import create_app
from web.door import Door, door_of
from web.server import configured

CHROMIUM = "/usr/bin/chromium"
# Without these the browser looks for its maker's servers; a test talks to loopback only.
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-default-apps", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
]
HTML = {"accept": "text/html"}


@pytest.fixture(scope="session")
def watchlist() -> Watchlist:
    return load_watchlist(Settings.model_fields["watchlist"].default)


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database after the sample's three days, made once for all workers."""
    folder = tmp_path_factory.getbasetemp().parent / "sampled-for-web"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            asyncio.run(_live_through(Settings(data_dir=folder)))
            (folder / "done").touch()
    return folder / "sample.db"


async def _live_through(settings: Settings) -> None:
    async for _ in sample_days(settings, Plan(), plain_pass):
        pass


@pytest.fixture
def store(sampled: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(sampled, tmp_path / "log.db")
    with open_store(f"sqlite:///{tmp_path / 'log.db'}") as opened:
        yield opened


@dataclass(frozen=True)
class Page:
    """A running log page and a browser without scripts."""

    base: str
    door: Door
    store: Store
    client: httpx.Client

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers=HTML | headers)

    def form_key(self) -> str:
        text = self.get("/log").text
        return text.split('name="form_key" value="', 1)[1].split('"', 1)[0]

    def post(self, path: str, data: dict[str, object], **headers: str) -> httpx.Response:
        return self.client.post(path, data={"form_key": self.form_key()} | data, headers=HTML | headers)


def start(over: Store, watchlist: Watchlist, token: str | None = None) -> tuple[Page, Callable[[], None]]:
    """Serve a store on a free port; what is returned beside the page stops it."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    door = door_of("127.0.0.1", port, token)
    server = uvicorn.Server(configured(create_app(over, door, watchlist)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=False, trust_env=False, timeout=60)

    def stop() -> None:
        client.close()
        server.should_exit = True
        thread.join(10)

    return Page(f"http://127.0.0.1:{port}", door, over, client), stop


Serve = Callable[..., Page]


@pytest.fixture
def serve(store: Store, watchlist: Watchlist) -> Iterator[Serve]:
    """Serve the page with a token or without; every page is stopped at the end."""
    stops: list[Callable[[], None]] = []

    def serving(token: str | None = None, over: Store = store) -> Page:
        page, stop = start(over, watchlist, token)
        stops.append(stop)
        return page

    yield serving
    for stop in stops:
        stop()


@pytest.fixture
def page(serve: Serve) -> Page:
    """The page of a store of this test's own, to be changed."""
    return serve()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser that knows no other host than ours; it leaves with its module, for no other event loop runs beside its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shown(sampled: Path, watchlist: Watchlist, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page to look at: one for all tests that change nothing."""
    copied = tmp_path_factory.mktemp("shown") / "log.db"
    shutil.copy(sampled, copied)
    with open_store(f"sqlite:///{copied}") as opened:
        page, stop = start(opened, watchlist)
        yield page
        stop()
