"""Generated feeds over HTTP on loopback, quick enough not to be what is measured.

Start it as a process of its own: ``python poll_server.py FEEDS``. It prints its port and serves ``/feed/0`` … until its
standard input ends. A line on standard input holds a number, the generation: in generation *g* every twentieth feed has
*g* items more than before, another twentieth each time. Every twentieth feed sends no validators; the others answer 304.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from functools import cache

_ITEMS = 24
_SHARE = 20
_BEGIN = datetime(2026, 1, 27, 9, tzinfo=UTC)
_WORDS = (
    "The two delegations looked at shipments of potash, dairy and timber, and at what the railways could carry by spring.",
    "Обе стороны обсудили поставки удобрений, молока и леса, а также то, сколько смогут перевезти железные дороги.",
    "Бакі абмеркавалі пастаўкі ўгнаенняў, малака і лесу, а таксама магчымасці чыгункі.",
    "双方讨论了钾肥、乳制品和木材的供应，以及铁路在春季前的运力。",
)
_RSS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    "<title>Outlet {feed}</title><link>https://outlet{feed}.example/</link><description>News</description><language>en</language>"
    '<atom:link href="https://outlet{feed}.example/rss" rel="self" type="application/rss+xml"/>{items}</channel></rss>'
)
_RSS_ITEM = (
    "<item><title>{title}</title><link>https://outlet{feed}.example/news/{number}</link>"
    '<guid isPermaLink="false">urn:outlet{feed}:{number}</guid><pubDate>{mail_date}</pubDate><dc:creator>A. Writer</dc:creator>'
    "<category>economy</category><description><![CDATA[{summary}]]></description></item>\n"
)
_ATOM = (
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet {feed}</title>'
    '<id>urn:outlet{feed}</id><updated>2026-01-27T09:00:00Z</updated><link rel="self" href="https://outlet{feed}.example/atom"/>'
    '<link href="https://outlet{feed}.example/"/>{items}</feed>'
)
_ATOM_ITEM = (
    '<entry><title>{title}</title><link rel="alternate" type="text/html" href="https://outlet{feed}.example/news/{number}"/>'
    "<id>urn:outlet{feed}:{number}</id><published>{date}</published><updated>{date}</updated>"
    '<author><name>A. Writer</name></author><category term="economy"/><content type="html"><![CDATA[{summary}]]></content></entry>\n'
)


def feed_body(feed: int, extra: int) -> bytes:
    """One feed of about 45 KB, newest item first; ``extra`` items stand before those it began with. Every fourth is Atom."""
    shape, row = (_ATOM, _ATOM_ITEM) if feed % 4 == 3 else (_RSS, _RSS_ITEM)
    items = "".join(_item(row, feed, number) for number in range(_ITEMS + extra, extra, -1))
    return shape.format(feed=feed, items=items).encode()


def _item(row: str, feed: int, number: int) -> str:
    words = _WORDS[feed % len(_WORDS)]
    when = _BEGIN + timedelta(minutes=number)
    return row.format(
        feed=feed,
        number=number,
        title=f"{words[:60]} &amp; {number}",
        date=f"{when:%Y-%m-%dT%H:%M:%SZ}",
        mail_date=f"{when:%a, %d %b %Y %H:%M:%S} +0000",
        summary=_summary(words),
    )


@cache
def _summary(words: str) -> str:
    paragraph = f'<p>{words} <a href="https://outlet.example/more?a=1&b=2">More</a></p>'
    return paragraph * (1_500 // len(paragraph.encode()))


def extra_items(feed: int, generation: int) -> int:
    """How many items a feed gained by then."""
    return sum(1 for past in range(1, generation + 1) if (feed + past) % _SHARE == 0)


class Feeds(asyncio.Protocol):
    """One connection: answers each request as soon as its head is whole."""

    generation = 0

    def __init__(self) -> None:
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        while b"\r\n\r\n" in self._got:
            head, _, self._got = self._got.partition(b"\r\n\r\n")
            self._transport.write(answer(head.decode("latin-1"), self.generation))
            if "\r\nconnection: close" in head.decode("latin-1").lower():
                self._transport.close()


def answer(head: str, generation: int) -> bytes:
    """Answer one request: the feed, or 304 to who has it."""
    number = int(head.split(" ", 2)[1].rpartition("/")[2])
    extra = extra_items(number, generation)
    if number % _SHARE == 5:
        return _whole(number, extra, "")
    tag = f'"{number}-{extra}"'
    if tag in head:
        return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
    return _whole(number, extra, f"ETag: {tag}\r\n")


@cache
def _whole(feed: int, extra: int, validator: str) -> bytes:
    body = feed_body(feed, extra)
    kind = "application/atom+xml" if feed % 4 == 3 else "application/rss+xml"
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {len(body)}\r\n{validator}\r\n".encode() + body


async def serve(feeds: int) -> None:
    """Listen on a free port until standard input ends."""
    loop = asyncio.get_running_loop()
    for feed in range(feeds):
        answer(f"GET /feed/{feed} HTTP/1.1", 0)
    server = await loop.create_server(Feeds, "127.0.0.1", 0, backlog=500)
    print(server.sockets[0].getsockname()[1], flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        Feeds.generation = int(line)
        for feed in range(feeds):
            answer(f"GET /feed/{feed} HTTP/1.1", Feeds.generation)
        print("ready", flush=True)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
