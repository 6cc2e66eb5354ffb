"""One connection as bytes: what arrives waits in a bounded buffer until it is read."""

import asyncio
import socket
import ssl

_FULL = 262_144
"""Bytes that may wait; then the sender has to."""


class Wire(asyncio.Protocol):
    """A connection, asked from one coroutine at a time. asyncio's own streams do this too, in twice the time."""

    def __init__(self) -> None:
        self._arrived = bytearray()
        self._waiting: asyncio.Future[None] | None = None
        self._ended = False
        self._paused = False
        self._error: Exception | None = None
        self._transport: asyncio.Transport | None = None
        self.doubt = ""
        """What is wrong with the other side's certificate, where that was accepted all the same."""

    @property
    def at_end(self) -> bool:
        """Whether the other side has said its last byte."""
        return self._ended

    @property
    def is_quiet(self) -> bool:
        """Whether the line is open and nothing waits on it that nobody asked for."""
        return not (self._arrived or self._ended)

    async def read(self) -> bytes:
        """Take what has arrived, waiting for it; b"" once nothing more will come. Raises OSError where the connection broke."""
        if not self._arrived and not self._ended:
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        if self._error and not self._arrived:
            raise self._error if isinstance(self._error, OSError) else OSError(str(self._error))
        piece = bytes(self._arrived)
        self._arrived.clear()
        if self._paused and self._transport:
            self._paused = False
            self._transport.resume_reading()
        return piece

    def write(self, message: bytes) -> None:
        """Send ``message``; what the other side does not take yet is kept."""
        if self._transport:
            self._transport.write(message)

    def abort(self) -> None:
        """Hang up at once."""
        if self._transport:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport, as asyncio hands it over."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what arrived, and hold the sender back where too much waits already."""
        self._arrived += data
        if len(self._arrived) > _FULL and self._transport and not self._ended:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Note that no more will come; asyncio then closes our side too."""
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection is gone, and why."""
        self._error, self._ended = exc, True
        self._wake()

    def _wake(self) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)


async def connect(address: str, port: int, *, tls: ssl.SSLContext | None, name: str) -> Wire:
    """Connect to exactly ``address``, an IP address as text; with ``tls``, to whoever can prove to be ``name``.

    raises  OSError; ssl.SSLError and ssl.CertificateError among them.
    """
    loop = asyncio.get_running_loop()
    line = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        line.setblocking(False)
        await loop.sock_connect(line, (address, port))
        _, wire = await loop.create_connection(Wire, sock=line, ssl=tls, server_hostname=name if tls else None)
    except BaseException:
        line.close()
        raise
    return wire
