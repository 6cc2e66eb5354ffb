"""HTTP/1.1 beneath httpx, over connections to addresses that were judged.

A connection is used again only by requests to the very same scheme, host and port, and only after an answer that was
plainly framed, read to its end, and followed by nothing: what a server sends behind an answer is never taken for the next.
"""

import asyncio
import contextlib
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import cached_property, partial

import httpx

from connectors.errors import BadAddress, FetchError, Garbled, NoAnswer, TlsError
from connectors.framing import Body, Odd, read_answer, written
from connectors.reach import Reach
from connectors.target import port_of, target_of
from connectors.wire import Wire, connect

_CONNECT_SECONDS = 5.0  # for one address; the next may answer
_IDLE_SECONDS, _MOST_KEPT = 4.0, 64  # servers hang up after five seconds and more
_CERTIFICATE = "the certificate does not hold"

ANY_CERTIFICATE, DOUBT = "any_certificate", "doubt"
"""Extensions: of a request, that a certificate that does not hold is accepted; of its response, what does not hold of it."""
SHOWN = "shown"
"""Extension of a request: its address for people, where that was told from more than its URL."""

Place = tuple[str, bytes, int, bool]
"""Scheme, host, port, and whether any certificate was accepted there."""


@dataclass(frozen=True, slots=True)
class _Kept:
    place: Place
    since: float


class Transport(httpx.AsyncBaseTransport):
    """What httpx sends its requests through; raises branches of FetchError itself."""

    def __init__(self, reach: Reach, tls: ssl.SSLContext | None) -> None:
        self._reach = reach
        self._given = tls
        self._kept: OrderedDict[Wire, _Kept] = OrderedDict()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Connect, ask, read the head; the body is read from the response's stream."""
        source = request.extensions.get(SHOWN) or target_of(request.url).shown
        place = _place(request)
        try:
            message = written(request)
        except ValueError as error:
            raise BadAddress(source, f"it cannot be asked for ({error})") from error
        if wire := self._idle(place):
            # The server may just have hung up; then, and whatever else goes wrong, a connection of its own decides.
            with contextlib.suppress(NoAnswer, Garbled):
                return await self._ask(wire, message, request, source, place)
        return await self._ask(await self._connect(request, source), message, request, source, place)

    async def _ask(self, wire: Wire, message: bytes, request: httpx.Request, source: str, place: Place) -> httpx.Response:
        try:
            wire.write(message)
            answer = await read_answer(wire, request, source)
        except BaseException:
            wire.abort()
            raise
        stream = _Stream(wire, answer.body, partial(self._done, wire, place))
        return httpx.Response(answer.status, headers=answer.fields, stream=stream, request=request, extensions={DOUBT: wire.doubt})

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """What certificates are held against; reading all authorities takes its time, and is done when first needed."""
        return self._given or httpx.create_ssl_context(trust_env=False)

    @cached_property
    def _lax(self) -> ssl.SSLContext:
        """For servers whose certificate was found wanting and is accepted all the same; it still hides what is said."""
        lax = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        lax.check_hostname, lax.verify_mode = False, ssl.CERT_NONE
        return lax

    def _idle(self, place: Place) -> Wire | None:
        """Take a kept connection to ``place`` on which nothing has happened since."""
        now = asyncio.get_running_loop().time()
        for wire, kept in reversed(self._kept.items()):
            if kept.place == place:
                del self._kept[wire]
                if wire.is_quiet and now - kept.since < _IDLE_SECONDS:
                    return wire
                wire.abort()
                return None
        return None

    def _done(self, wire: Wire, place: Place) -> None:
        self._kept[wire] = _Kept(place, asyncio.get_running_loop().time())
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)[0].abort()

    async def _connect(self, request: httpx.Request, source: str) -> Wire:
        host, port = request.url.raw_host.decode("ascii").strip("[]"), port_of(request.url)
        failure: FetchError = NoAnswer(source, "there is no address to connect to")
        for address in await self._reach.resolve(host, port, source):
            try:
                async with asyncio.timeout(_CONNECT_SECONDS):
                    return await self._open(address, port, host, request)
            except (OSError, ssl.CertificateError) as error:
                failure = _connect_error(error, source)
        raise failure

    async def _open(self, address: str, port: int, host: str, request: httpx.Request) -> Wire:
        if request.url.scheme != "https":
            return await connect(address, port, tls=None, name=host)
        try:
            return await connect(address, port, tls=self._tls, name=host)
        except ssl.SSLCertVerificationError as error:
            if not request.extensions.get(ANY_CERTIFICATE):
                raise
            doubt = error.verify_message
        wire = await connect(address, port, tls=self._lax, name=host)
        wire.doubt = doubt
        return wire

    async def aclose(self) -> None:
        """Hang up, and let go of the look-ups."""
        while self._kept:
            self._kept.popitem()[0].abort()
        self._reach.close()


def _place(request: httpx.Request) -> Place:
    url = request.url
    return url.scheme, url.raw_host, port_of(url), bool(request.extensions.get(ANY_CERTIFICATE))


def _connect_error(error: OSError, source: str) -> FetchError:
    match error:
        case ssl.SSLCertVerificationError():
            return TlsError(source, f"{_CERTIFICATE}: {error.verify_message}", "nothing is read from it until it is mended")
        case ssl.SSLError():
            return TlsError(source, f"no secure connection ({error.reason or 'the handshake broke off'})")
        case TimeoutError():
            return NoAnswer(source, f"no connection in {_CONNECT_SECONDS:g} s")
        case _:
            return NoAnswer(source, f"no connection ({error.strerror or type(error).__name__})")


class _Stream(httpx.AsyncByteStream):
    def __init__(self, wire: Wire, body: Body | Odd, done: Callable[[], None]) -> None:
        self._wire, self._body, self._done = wire, body, done
        self._is_closed = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._body)

    async def aclose(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        if self._body.is_over:
            self._done()
        else:
            self._wire.abort()
