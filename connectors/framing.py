"""HTTP/1.1 as bytes: a request written, an answer told into head and body.

Nearly every answer is plain: a status that counts, orderly fields, at most one Content-Length, no chunks. Those are read
here. Whatever else an answer is – chunks, interim answers, folded lines, no HTTP at all – h11 reads from its first byte,
and the connection it came on is not used again.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import h11
import httpx

from connectors.errors import FetchError, Garbled, NoAnswer
from connectors.wire import Wire

Fields = list[tuple[bytes, bytes]]

_HEAD_LIMIT = 65_536
_INTERIM_ANSWERS = 20
_BODILESS = frozenset({204, 304})
_STATUS = re.compile(rb"HTTP/1\.[01] ([2-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}")
_NO_VALUE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_UNSENDABLE = re.compile(rb"[\x00-\x20\x7f-\xff]")
_LENGTH = re.compile(rb"\d{1,18}")

TARGET = "target"
"""httpx's extension of a request: what is asked for instead of its address's path."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: status, fields, and the body's pieces as they come."""

    status: int
    fields: Fields
    body: "Body | Odd"


def written(request: httpx.Request) -> bytes:
    """Write a request without a body; raises ValueError for what could not stand on a line of its own."""
    target, fields = _target(request), request.headers.raw
    if _UNSENDABLE.search(target) or _NO_VALUE.search(b" ".join([value for _, value in fields])):
        raise ValueError("a line end or blank in the request")
    lines = b"".join(b"%b: %b\r\n" % field for field in fields)
    return b"%b %b HTTP/1.1\r\n%b\r\n" % (request.method.encode("ascii"), target, lines)


def _target(request: httpx.Request) -> bytes:
    target: bytes = request.extensions.get(TARGET) or request.url.raw_path
    return target


async def read_answer(wire: Wire, request: httpx.Request, source: str) -> Answer:
    """Read the head of an answer.

    source  the address for messages.
    raises  NoAnswer where the connection ends first, Garbled where it is not HTTP; so does the body while it is read.
    """
    got = await _beginning(wire, source)
    end = got.find(b"\r\n\r\n")
    fields = _fields(got[:end].split(b"\r\n")) if end > 0 else None
    if fields is None:
        return await Odd(wire, request, source).answer(got)
    return Answer(int(got[9:12]), fields, Body(wire, got, end + 4, fields, source))


async def _beginning(wire: Wire, source: str) -> bytes:
    """What has arrived once a head is whole, or cannot become one."""
    got = bytearray()
    while piece := await _piece(wire, source):
        looked_at = max(len(got) - 3, 0)
        got += piece
        whole = got.find(b"\r\n\r\n", looked_at) >= 0 or got.find(b"\n\n", looked_at) >= 0
        if whole or len(got) > _HEAD_LIMIT or not got.startswith(b"HTTP/1."[: len(got)]):
            break
    if not got:
        raise NoAnswer(source, "the connection was closed without an answer")
    return bytes(got)


async def _piece(wire: Wire, source: str) -> bytes:
    try:
        return await wire.read()
    except OSError as error:
        raise NoAnswer(source, f"the connection broke off ({error.strerror or type(error).__name__})") from error


def _fields(lines: list[bytes]) -> Fields | None:
    """The fields of a plain head, with at most one length; None for a head that is not plain."""
    fields: Fields = []
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        if not colon or not _NAME.fullmatch(name) or _NO_VALUE.search(value):
            return None
        fields.append((name.lower(), value.strip(b" \t")))
    names = [name for name, _ in fields]
    lengths = [value for name, value in fields if name == b"content-length"]
    orderly = len(lengths) < 2 and all(map(_LENGTH.fullmatch, lengths)) and len(fields) < 1_000
    return fields if _STATUS.fullmatch(lines[0]) and orderly and b"transfer-encoding" not in names else None


class Body:
    """The pieces of a plain body: as long as the head says, or to the end."""

    def __init__(self, wire: Wire, got: bytes, begin: int, fields: Fields, source: str) -> None:
        said = dict(fields)
        length = int(said[b"content-length"]) if b"content-length" in said else None
        bodiless = int(got[9:12]) in _BODILESS
        self._wire, self._source = wire, source
        self._piece = got[begin:]
        self._left = 0 if bodiless else length
        # A 304 may give the length of what it does not send; whether it then keeps to that, nobody knows.
        lasts = not length if bodiless else length is not None
        self._lasts = lasts and got.startswith(b"HTTP/1.1") and b"close" not in said.get(b"connection", b"").lower()

    @property
    def is_over(self) -> bool:
        """Whether all of it was read, nothing stands behind it, and the server will answer again on this connection."""
        return self._lasts and not self._left and not self._piece and self._wire.is_quiet

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self._left is None or self._left:
            piece = self._piece or await _piece(self._wire, self._source)
            if not piece:
                break
            # A length that is too short ends the body; what stands behind it is nobody's.
            taken = piece if self._left is None else piece[: self._left]
            self._left = None if self._left is None else self._left - len(taken)
            self._piece = piece[len(taken) :]
            yield taken
        if self._left:
            raise NoAnswer(self._source, "the connection was closed in the middle of the answer")


class Odd:
    """An answer that h11 reads."""

    is_over = False

    def __init__(self, wire: Wire, request: httpx.Request, source: str) -> None:
        self._wire = wire
        self._source = source
        self._protocol = h11.Connection(h11.CLIENT, max_incomplete_event_size=_HEAD_LIMIT)
        self._protocol.send(h11.Request(method=request.method, target=_target(request), headers=request.headers.raw))
        self._protocol.send(h11.EndOfMessage())

    async def answer(self, got: bytes) -> Answer:
        self._receive(got)
        for _ in range(_INTERIM_ANSWERS):
            event = await self._event()
            if isinstance(event, h11.Response):
                return Answer(event.status_code, list(event.headers), self)
            if not isinstance(event, h11.InformationalResponse):
                raise NoAnswer(self._source, "the connection was closed without an answer")
        raise Garbled(self._source, f"{_INTERIM_ANSWERS} interim answers and none that counts")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while isinstance(event := await self._event(), h11.Data):
            yield bytes(event.data)

    async def _event(self) -> object:
        while True:
            try:
                event = self._protocol.next_event()
            except h11.RemoteProtocolError as error:
                raise self._broken(error) from error
            if event is not h11.NEED_DATA:
                return event
            self._receive(await _piece(self._wire, self._source))

    def _receive(self, data: bytes) -> None:
        try:
            self._protocol.receive_data(data)
        except h11.RemoteProtocolError as error:
            raise self._broken(error) from error

    def _broken(self, error: h11.RemoteProtocolError) -> FetchError:
        if self._wire.at_end:
            return NoAnswer(self._source, "the connection was closed in the middle of the answer")
        return Garbled(self._source, f"the answer is not HTTP ({error})")
