"""A body's packing undone in pieces, within a limit: a few bytes may claim to be gigabytes."""

import zlib
from collections.abc import Iterator

from connectors.errors import Garbled, TooLarge

_PIECE = 65_536
_GZIP = b"\x1f\x8b"
_PLAIN = (b"<", b"{", b"[", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_NAMES = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}


def unpack(body: bytes, coding: str, limit: int, source: str) -> bytes:
    """Undo ``Content-Encoding``.

    body     as it was sent.
    coding   the header's words: "", "gzip", "deflate", "gzip, gzip".
    limit    bytes of the result that are taken.
    returns  the body; one that is not packed in spite of the header is returned as it is.
    raises   TooLarge, Garbled (packed twice, in a way nobody knows, broken, or cut off).
    """
    codings = [word for word in coding.lower().replace(" ", "").split(",") if word not in ("", "identity", "none")]
    if not codings or not body:
        return body
    if len(codings) > 1:
        raise Garbled(source, f"the body is packed {len(codings)} times over ({coding[:60]})")
    known = _NAMES.get(codings[0])
    if _looks_plain(body, known):
        return body
    if known is None:
        raise Garbled(source, f"the body is packed in a way we did not ask for ({coding[:60]})")
    try:
        return _inflated(body, known, limit, source)
    except zlib.error as error:
        raise Garbled(source, f"the {known} packing is broken ({error})") from error


def _looks_plain(body: bytes, coding: str | None) -> bool:
    if coding == "gzip":
        return not body.startswith(_GZIP)
    return body.lstrip()[:3].startswith(_PLAIN)


def _inflated(body: bytes, coding: str, limit: int, source: str) -> bytes:
    unpacked = bytearray()
    while body:
        member = zlib.decompressobj(_window(body, coding))
        for piece in _pieces(member, body):
            unpacked += piece
            if len(unpacked) > limit:
                raise TooLarge(source, f"unpacked, it is more than {limit / 1e6:g} MB")
        if not member.eof:
            raise Garbled(source, f"the {coding} packing breaks off")
        # Behind the end another member may follow; anything else there is padding.
        body = member.unused_data if member.unused_data.startswith(_GZIP) else b""
    return bytes(unpacked)


def _window(body: bytes, coding: str) -> int:
    if coding == "gzip":
        return 16 + zlib.MAX_WBITS
    # Half the servers that say deflate send it without the zlib head they ought to write.
    has_head = body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
    return zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS


def _pieces(member: "zlib._Decompress", body: bytes) -> Iterator[bytes]:
    while not member.eof:
        piece = member.decompress(body, _PIECE)
        body = member.unconsumed_tail
        if not piece and not body:
            return
        yield piece
