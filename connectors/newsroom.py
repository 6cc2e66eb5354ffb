"""The sample newsroom, served over real HTTP on loopback: feeds and pages of three days, with validators."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

from connectors.newspapers import Papers, Piece, feed, load_papers, page
from facts.watch import Source

_SHIPPED = Path(__file__).resolve().parents[1] / "sample"
_HOST = "127.0.0.1"
_ROBOTS = b"User-agent: *\nDisallow: /drafts/\n"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What stands at one address, and since when."""

    content_type: str
    body: bytes
    since: datetime

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:20]}"'


class Newsroom:
    """A newsroom that is open while its ``with`` block runs.

    folder  holds outlets.yaml, day-*.yaml and the layouts; the one that ships with the project
    port    wanted; another is taken where it is in use. 0: any
    """

    def __init__(self, folder: Path = _SHIPPED, port: int = 0) -> None:
        self._papers = load_papers(folder)
        self._server = _listen(port)
        self._root = f"http://{_HOST}:{self.address[1]}"
        self._server.answers = {}
        self.open_day(self.days[0])

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, as they are allowed to the client."""
        return _HOST, self._server.server_port

    @property
    def days(self) -> tuple[date, ...]:
        """The days there are, in order."""
        return tuple(day.day for day in self._papers.days)

    def open_day(self, day: date) -> None:
        """From now on answer as on the morning of ``day``."""
        self._server.answers = dict(_answers(self._papers, day, self._root))

    def sources(self) -> tuple[Source, ...]:
        """The outlets as sources of a watchlist."""
        return tuple(
            Source(
                name=outlet.name,
                url=f"{self._root}/{outlet.name}/feed.xml",
                outlet=outlet.outlet,
                language=outlet.language,
                camp=outlet.camp,
                every=outlet.every,
                home=outlet.home,
                verified=True,
            )
            for outlet in self._papers.outlets.values()
        )

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), name="newsroom", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _answers(papers: Papers, day: date, root: str) -> Iterator[tuple[str, _Answer]]:
    """Every address that answers on a day; all others are a 404."""
    yield "/robots.txt", _Answer("text/plain", _ROBOTS, datetime.combine(papers.days[0].day, time(), UTC))
    standing = papers.stands(day)
    for name, outlet in papers.outlets.items():
        pieces = [piece for piece in standing.values() if piece.outlet == name]
        since = max((piece.moment for piece in pieces), default=datetime.combine(papers.days[0].day, time(), UTC))
        if name not in papers.gone(day):
            yield f"/{name}/feed.xml", _Answer(*feed(outlet, pieces, root), since)
        for piece in pieces:
            others = [other for other in pieces if other is not piece]
            made = page(outlet, piece, others, root, papers.layouts[outlet.layout])
            yield f"/{name}/{piece.slug}.html", _Answer(*made, _changed(papers, piece, day))


def _changed(papers: Papers, piece: Piece, day: date) -> datetime:
    """When a page was last touched: the furniture around it changes with each day its outlet publishes."""
    touched = {one.day: {item.outlet for item in one.articles} | {item.outlet for item in one.edits} for one in papers.days}
    days = [when for when, outlets in touched.items() if when <= day and piece.outlet in outlets]
    return datetime.combine(max(days), time(8, 40), UTC)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    answers: Mapping[str, _Answer]


def _listen(port: int) -> _Server:
    if port:
        with contextlib.suppress(OSError):
            return _Server((_HOST, port), _Handler)
    return _Server((_HOST, 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """One request. Conditions are honoured as RFC 9110 says: the entity tag before the date."""

    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer a GET: 200, 304 or 404."""
        answer = self.server.answers.get(self.path.partition("?")[0])
        if answer is None:
            self._send(404, b"<!DOCTYPE html><title>404</title><h1>404</h1>", {"Content-Type": "text/html"})
            return
        headers = {"ETag": answer.etag, "Last-Modified": format_datetime(answer.since, usegmt=True), "Content-Type": answer.content_type}
        if self._is_known(answer, headers["Last-Modified"]):
            self._send(304, b"", headers)
        else:
            self._send(200, answer.body, headers)

    def _is_known(self, answer: _Answer, modified: str) -> bool:
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return answer.etag in (tag.strip() for tag in tags.split(","))
        return self.headers.get("If-Modified-Since") == modified

    def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: what was asked and answered shows in the pass."""
