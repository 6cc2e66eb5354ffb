"""What a misbehaving server sends, and how it is asked: with small limits."""

import gzip
import socket
import time

from connectors.client import Client

FEED = b"<rss version='2.0'><channel><title>Outlet</title></channel></rss>"


DEADLINE = 0.6


LIMIT = 300_000


def answer(body: bytes | str = FEED, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """An HTTP answer, spelled out."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(raw) if length is None else length}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + raw


def fetch(run, hostile, path="/x", *, allow=None, lookup=None, **conditions):
    """Fetch one path with small limits."""

    async def work():
        more = {"lookup": lookup} if lookup else {}
        async with Client(
            "beltwatch/test", hostile.allow if allow is None else allow, deadline=DEADLINE, limit=LIMIT, per_host=0, **more
        ) as client:
            return await client.get(path if "://" in path else hostile.url + path, **conditions)

    return run(work())


def hang(connection, request):
    time.sleep(3)


def trickle(head: bytes, piece: bytes = b"x"):
    def script(connection, request):
        connection.sendall(head)
        for _ in range(1_000):
            connection.sendall(piece)
            time.sleep(0.02)

    return script


def flood(head: bytes, piece: bytes):
    def script(connection, request):
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return script


def reset(connection, request):
    connection.sendall(answer(FEED, length=50_000))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    connection.close()


GZIPPED = gzip.compress(FEED)


BOMB = gzip.compress(bytes(50_000_000))
