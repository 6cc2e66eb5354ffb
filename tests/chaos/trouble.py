"""A server on loopback whose every answer is trouble, and beside it a door that nobody may come to."""

import socket
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Thread
from typing import Any

from facts.watch import Camp, Source

_HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>Trouble</title>'
_TITLES = (
    "Belarus and China <script>alert(1)</script>",
    "=HYPERLINK(&quot;https://evil.example&quot;) Belarus, China",
    "Belarus \x1b[2J China \u202e turned",
    "Belarus &#0; China &#xD800;",
    "@Belarus and China" + " for ever" * 3000,
)
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))


@dataclass(slots=True)
class Trouble:
    """Where it listens, which addresses would lead inside, and who came to the door that is shut."""

    port: int
    shut: int
    came: list[str] = field(default_factory=list)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, as they are allowed to the client; the shut door is not."""
        return "127.0.0.1", self.port

    def sources(self, number: int) -> tuple[Source, ...]:
        """So many sources, each with a trouble of its own."""
        kinds = [*_answers(self)]
        return tuple(
            Source(
                name=f"trouble-{at}",
                url=f"http://127.0.0.1:{self.port}/{kinds[at % len(kinds)]}?{at}",
                outlet=f"Trouble {at}",
                language="en",
                camp=Camp.WEST,
                every=timedelta(hours=1),
            )
            for at in range(number)
        )


@contextmanager
def in_trouble() -> Iterator[Trouble]:
    """The server, running, and the shut door, watched."""
    with _listen(_Answering) as answering, _listen(_Watching) as shut:
        trouble = Trouble(answering.server_address[1], shut.server_address[1])
        vars(answering)["answers"] = _answers(trouble)
        vars(shut)["came"] = trouble.came
        yield trouble


@contextmanager
def _listen(handler: type[socketserver.BaseRequestHandler]) -> Iterator[Any]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


class _Answering(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        path = self.rfile.readline(2000).decode("latin-1").split(" ")[1:2]
        while self.rfile.readline(2000).strip():
            pass
        kind = path[0].strip("/").partition("?")[0] if path else ""
        self.wfile.write(vars(self.server)["answers"].get(kind, _answer("", status="404 Not Found")))
        if kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


class _Watching(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        vars(self.server)["came"].append(self.rfile.readline(200).decode("latin-1").strip())


def _answers(trouble: Trouble) -> dict[str, bytes]:
    inside = f"http://127.0.0.1:{trouble.shut}/"
    items = [f"<item><title>{title}</title><link>http://127.0.0.1:{trouble.port}/page?{title[:3]}</link></item>" for title in _TITLES]
    feed = f"{_HEAD}{''.join(items)}</channel></rss>"
    pointing = "".join(f"<item><title>Belarus and China</title><link>{link}</link></item>" for link in (inside, "javascript:alert(1)", ""))
    return {
        "html": _answer("<!DOCTYPE html><title>Sign in</title><p>Cookies?"),
        "empty": _answer(""),
        "gone": _answer("", status="410 Gone"),
        "busy": _answer("", "Retry-After: 99999999", status="429 Too Many Requests"),
        "broken": _answer("", status="503 Service Unavailable"),
        "cut": _answer(feed, length=len(feed) * 2),
        "reset": _answer(feed, length=len(feed) * 2),
        "noise": b"\x00\x01\x02 this is no HTTP\r\n\r\n",
        "packed": _answer(feed, "Content-Encoding: gzip"),
        "circle": _answer("", "Location: /circle", status="302 Found"),
        "inside": _answer("", f"Location: {inside}", status="302 Found"),
        "metadata": _answer("", "Location: http://169.254.169.254/latest", status="302 Found"),
        "laughs": _answer(f"<!DOCTYPE rss [<!ENTITY l0 'ha'>{_LAUGHS}]>{_HEAD}<item><title>&l8;</title></item></channel></rss>"),
        "deep": _answer(_HEAD + "<a>" * 20_000),
        "titles": _answer(feed),
        "links": _answer(f"{_HEAD}{pointing}</channel></rss>"),
        "page": _answer("<html><title>Belarus and China</title><p>Not found, sorry."),
    }


def _answer(body: str, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    raw = body.encode("utf-8", "surrogatepass")
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(raw) if length is None else length}", "Connection: close", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + raw
