"""Receivers of alerts that run here for real: a webhook that answers as its path says, a push service, and a mailbox."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

SLOW = 6.0  # longer than a sender of alerts waits for an answer


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as it came in; ``answered`` whether its sender was told so."""

    path: str
    key: str
    title: str
    body: str
    answered: bool
    headers: dict[str, str] = field(default_factory=dict)


Answer = tuple[int, dict[str, str]] | None
"""Status and headers; None: the message is taken and the line goes dead."""

PLAIN: dict[str, Answer] = {
    "/sink/200": (200, {}),
    "/sink/500": (500, {}),
    "/sink/400": (400, {}),
    "/sink/413": (413, {}),
    "/sink/429": (429, {"Retry-After": "600"}),
    "/sink/302-inside": (302, {"Location": "/inside"}),
    "/sink/accept-then-drop": None,
    "/sink/slow": (200, {}),
    "/inside": (200, {}),
}


class Webhook:
    """A server on loopback. ``answers`` may be changed while it runs; what is not in there is a push topic and gets its receipt."""

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []
        self.answers: dict[str, Answer] = dict(PLAIN)
        self.choose: Callable[[str], Answer] | None = None
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.take(self, body)

            def do_GET(self) -> None:
                outer.take(self, b"{}")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def at(self, path: str) -> list[Arrival]:
        """What came in at a path, oldest first."""
        return [one for one in self.arrivals if one.path == path]

    def keys(self, path: str) -> list[str]:
        """The idempotency keys that came in at a path."""
        return [one.key for one in self.at(path)]

    def channel(self, path: str, words: str = "") -> str:
        """The Apprise address of a path, with what it is sent before it."""
        return f"{words}{'=' if words else ''}json://127.0.0.1:{self.port}{path}"

    def push(self, topic: str, words: str = "") -> str:
        """The Apprise address of a topic of the push service; what comes in there stands at "/topic/…"."""
        return f"{words}{'=' if words else ''}ntfy://127.0.0.1:{self.port}/{topic}"

    def take(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """Keep what came in and answer as the path says."""
        told = _read(body, handler.headers)
        path = f"/topic/{told['topic']}" if told["topic"] else handler.path.partition("?")[0]
        answer = self.choose(path) if self.choose else self.answers.get(path, (200, {}))
        with self._lock:
            self.arrivals.append(Arrival(path, told["key"], told["title"], told["message"], answer is not None, dict(handler.headers)))
        if answer is None:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        if path == "/sink/slow":
            time.sleep(SLOW)
        status, headers = answer
        receipt = json.dumps({"id": "r1", "event": "message", "topic": told.get("topic", "")}).encode()
        handler.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(receipt))}.items() | headers.items():
            handler.send_header(name, value)
        # Who is killed in mid sending does not wait for the receipt.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            handler.end_headers()
            handler.wfile.write(receipt)


class Mailbox:
    """A mail server on loopback that takes letters, or answers as ``answer`` says: "550 no", "451 later", or "" to hang up."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer: Callable[[], str] = lambda: "250 OK"
        self._controller = _Quick(self, hostname="127.0.0.1", port=_free_port())
        self._controller.start()
        self.port = self._controller.port

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        """Take a letter."""
        content = envelope.original_content or b""
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        answer = self.answer()
        if not answer:
            assert server.transport is not None
            server.transport.abort()
        return answer or "421 gone"

    def close(self) -> None:
        """Stop listening."""
        self._controller.stop()

    def channel(self, words: str = "") -> str:
        """Its Apprise address."""
        return f"{words}{'=' if words else ''}mailto://127.0.0.1:{self.port}?from=us@news.example&to=her@desk.example"


class _Quick(Controller):
    """A controller whose server does not look up who calls."""

    def factory(self) -> Any:
        return SMTP(self.handler, hostname="mail.example", enable_SMTPUTF8=True)


@contextmanager
def receivers() -> Iterator[tuple[Webhook, Mailbox]]:
    """Both, running."""
    hook, box = Webhook(), Mailbox()
    try:
        yield hook, box
    finally:
        hook.close()
        box.close()


def text_of(letter: EmailMessage, kind: str = "plain") -> str:
    """One of the two bodies of a letter."""
    part = letter.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _read(body: bytes, headers: Any) -> dict[str, str]:
    told = json.loads(body or b"{}")
    return {
        "key": headers.get("Idempotency-Key", ""),
        "title": told.get("title", ""),
        "message": told.get("message", ""),
        "topic": told.get("topic", ""),
    }


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
