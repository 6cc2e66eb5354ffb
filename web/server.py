"""The server under the page: what it tells of itself, how many it serves at once, and how long it waits for a slow client."""

import asyncio
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD = 20.0  # seconds a client has to send the head of a request
IDLE = 15  # seconds a connection may rest between two requests
AT_ONCE = 200


class Patient(H11Protocol):
    """HTTP as uvicorn speaks it, with an end to patience: whoever sends a head letter by letter holds no place for ever."""

    patience = HEAD

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._waiting: asyncio.TimerHandle | None = self.loop.call_later(self.patience, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Take what came; a head that is whole stops the clock, the beginning of another one starts it again."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()
        elif self._waiting is None and (self.cycle is None or self.cycle.response_complete):
            self._waiting = self.loop.call_later(self.patience, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if not self.transport.is_closing():
            self.transport.close()


def configured(app: FastAPI, host: str = "127.0.0.1", port: int = 8765, http: type[H11Protocol] = Patient) -> uvicorn.Config:
    """How the page is served: nothing is told of the server, websockets are not spoken, one client cannot hold it."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=http,
        ws="none",
        log_level="warning",
        server_header=False,
        timeout_keep_alive=IDLE,
        limit_concurrency=AT_ONCE,
    )
