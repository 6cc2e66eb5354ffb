"""What a pass needs: a real store, and an outside that answers what a test puts there and 404 for everything else."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pytest_httpserver import HTTPServer

from connectors.sandbox import Children
from connectors.settings import Settings
from facts.watch import Camp, Source
from flows import steps
from flows.desk import Desk, Plan, Scene, open_desk
from models.store import Store, open_store
from tests.receivers import Mailbox, Webhook, receivers

T = TypeVar("T")
Run = Callable[[Coroutine[Any, Any, T]], T]
NOW = datetime(2026, 1, 27, 9, tzinfo=UTC)
BARE = Plan(steps=("poll",))  # needs no watchlist, so that a desk is opened at once

ITEM = "<item><title>{title}</title><link>{link}</link><description>{summary}</description><pubDate>{date}</pubDate></item>"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2026-01-27T06:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{text}</article><footer>All rights</footer></body></html>"""
STORY = (
    "According to Belstat, trade in goods between Belarus and China reached $8.9 billion in January–November 2025.",
    "The minister thanked the railway workers of both countries, who had kept the yards open through three weeks of snow.",
    '"We firmly support the development path that Belarus has chosen," Xi Jinping said at a meeting in Beijing.',
)


class Outside:
    """The world of one test. ``now`` is the pass's clock and can be moved."""

    def __init__(self, server: HTTPServer, database: str, folder: Path, children: Children) -> None:
        self.now = NOW
        self._server = server
        self._database = database
        self._children = children
        self.settings = Settings(data_dir=folder)

    def url(self, path: str) -> str:
        """The address of a path."""
        return str(self._server.url_for(path))

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request.path == path for request, _ in self._server.log)

    def source(self, name: str = "example-en", path: str = "/feed", **own: Any) -> Source:
        """A feed in English from Belarus unless said otherwise."""
        usual = {"outlet": name.title(), "language": "en", "camp": Camp("BY state"), "home": "BY", "every": timedelta(hours=6)}
        return Source(**({"name": name, "url": self.url(path)} | usual | own))

    def serve(self, path: str, body: str, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        """Let ``path`` answer with ``body`` from now on."""
        self._server.expect_request(path).respond_with_data(body, status=status, content_type=kind, headers=headers)

    def change(self) -> None:
        """Forget every answer, so that others can be put there."""
        self._server.clear_all_handlers()

    def feed(self, path: str, *items: tuple[str, str], summary: str = "News of Belarus and China") -> None:
        """A feed of items: title and path of the page."""
        date = "Tue, 27 Jan 2026 06:00:00 +0000"
        rows = [ITEM.format(title=title, link=self.url(page) if page else "", summary=summary, date=date) for title, page in items]
        self.serve(path, f'<rss version="2.0"><channel><title>Example</title>{"".join(rows)}</channel></rss>', kind="application/rss+xml")

    def page(self, path: str, *paragraphs: str, title: str = "Trade with China") -> None:
        """An article's page."""
        self.serve(path, PAGE.format(title=title, text="".join(f"<p>{text}</p>" for text in paragraphs or STORY)))

    @asynccontextmanager
    async def desk(self, *sources: Source, plan: Plan | None = None, **own: Any) -> AsyncIterator[Desk]:
        """A desk over these sources."""
        usual = {"settings": self.settings, "database": self._database, "children": self._children, "clock": lambda: self.now}
        allow = frozenset({(self._server.host, self._server.port)})
        async with open_desk(Scene(**({"sources": sources, "allow": allow} | usual | own)), plan or Plan()) as desk:
            yield desk


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for all tests, because the children belong to it."""
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="session")
def children(runner: asyncio.Runner) -> Iterator[Children]:
    """Warm children; starting them costs more than most tests."""

    async def start() -> Children:
        return Children(workers=1)

    made = runner.run(start())
    yield made
    runner.run(made.close())


@pytest.fixture
def run(runner: asyncio.Runner) -> Run[Any]:
    """Run a coroutine to its end."""
    return runner.run


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The address of a new database."""
    return f"sqlite:///{tmp_path / 'beltwatch.db'}"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """The store of that database, to look into beside the pass."""
    with open_store(database) as opened:
        yield opened


@pytest.fixture
def outside(httpserver: HTTPServer, database: str, tmp_path: Path, children: Children) -> Outside:
    """The world, empty."""
    httpserver.no_handler_status_code = 404
    return Outside(httpserver, database, tmp_path, children)


@pytest.fixture
def one_pass(outside: Outside, run: Run[Any]) -> Callable[..., Any]:
    """Run steps one after another over sources and return the last one's report."""

    def through(steps: Sequence[Callable[[Desk], Any]], *sources: Source, **own: Any) -> Any:
        async def work() -> Any:
            report = None
            async with outside.desk(*sources, **own) as desk:
                for step in steps:
                    report = await step(desk)
            return report

        return run(work())

    return through


@pytest.fixture
def both() -> Iterator[tuple[Webhook, Mailbox]]:
    """A webhook and a mailbox."""
    with receivers() as opened:
        yield opened


@pytest.fixture
def hook(both: tuple[Webhook, Mailbox]) -> Webhook:
    """The webhook of both."""
    return both[0]


@pytest.fixture
def box(both: tuple[Webhook, Mailbox]) -> Mailbox:
    """The mailbox of both."""
    return both[1]


@pytest.fixture
def put(store: Store, outside: Outside) -> Callable[..., None]:
    """Put alerts into the outbox."""

    def into(*keys: str) -> None:
        for key in keys:
            store.tell(key, "system", {"text": f"message {key}"}, outside.now)

    return into


@pytest.fixture
def announce(outside: Outside, one_pass: Callable[..., Any]) -> Callable[..., Any]:
    """Send what is due over these channels."""

    def over(*channels: str, **settings: Any) -> Any:
        made = Settings(data_dir=outside.settings.data_dir, channels=" ".join(channels), **settings)
        return one_pass([steps.announce], settings=made, plan=BARE)

    return over
