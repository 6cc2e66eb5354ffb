"""A server that misbehaves on purpose, on loopback, and what the connectors are asked with."""

import asyncio
import contextlib
import socket
import socketserver
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from facts.watch import Camp, Source
from tests.connectors.handwritten import SOUND

NOW = datetime(2026, 1, 28, 9, 0, tzinfo=UTC)

Script = bytes | Callable[[socket.socket, str], None]
"""What is sent for a path: these bytes, or whatever the function does with the connection and the request."""


class Hostile:
    """A server whose every path does what its script says. Remembers what it was asked."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.host, self.port = address
        self.url = f"http://{self.host}:{self.port}"
        self.allow = frozenset({(self.host, self.port)})
        self.scripts: dict[str, Script] = {}
        self.asked: list[str] = []
        self.sent = 0

    def serve(self, script: Script, path: str = "/x") -> str:
        """Put ``script`` at ``path``; returns the address."""
        self.scripts[path] = script
        return self.url + path

    def play(self, connection: socket.socket) -> None:
        request = _request(connection)
        self.asked.append(request)
        path = request.partition(" ")[2].partition(" ")[0].partition("?")[0]
        script = self.scripts.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        if callable(script):
            script(connection, request)
        else:
            connection.sendall(script)


def _request(connection: socket.socket) -> str:
    request = b""
    while b"\r\n\r\n" not in request and (piece := connection.recv(65_536)):
        request += piece
    return request.decode("latin-1")


def _listen(host: str = "127.0.0.1") -> Iterator[Hostile]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            # The client hangs up on most of what is served here, as it should.
            with contextlib.suppress(OSError):
                self.request.settimeout(20)
                hostile.play(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        allow_reuse_address = True
        request_queue_size = 100

    with Server((host, 0), Handler) as server:
        hostile = Hostile(server.server_address)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield hostile
        server.shutdown()


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    """A server that may be reached."""
    yield from _listen()


@pytest.fixture
def canary() -> Iterator[Hostile]:
    """A server that nobody named: whatever arrives here got past the guard."""
    yield from _listen()


@pytest.fixture(scope="module")
def town() -> Iterator[Hostile]:
    """A server that may be reached, for a whole module."""
    yield from _listen()


@pytest.fixture(scope="module")
def town_canary() -> Iterator[Hostile]:
    """A server that nobody named, for a whole module."""
    yield from _listen()


@pytest.fixture
def run() -> Callable[[Awaitable[Any]], Any]:
    """Run a coroutine to its end."""

    def to_its_end(work: Awaitable[Any]) -> Any:
        async def main() -> Any:
            return await work

        return asyncio.run(main())

    return to_its_end


@pytest.fixture
def now() -> datetime:
    """The time at which everything is read."""
    return NOW


@pytest.fixture
def source() -> Source:
    """A feed in Russian, from nobody's side."""
    return Source(
        name="example-ru", url="https://news.example/rss", outlet="Example", language="ru", camp=Camp.OTHER, every=timedelta(hours=6)
    )


@pytest.fixture
def folder(tmp_path):
    """A folder of four sound files, some of them replaced."""

    def write(**changed: str | bytes | None) -> Path:
        for name, text in {**SOUND, **{f"{name}.yaml": text for name, text in changed.items()}}.items():
            if text is not None:
                (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write
