"""The network's faults and those of a body, each as it is numbered in the catalogue: N1 …, H1 …"""

import gzip
import time
import tracemalloc
import zlib

import pytest

from connectors.client import Client
from connectors.errors import AddressRefused, BadRedirect, Blocked, FetchError, Garbled, HttpStatus, NoAnswer, TooLarge
from tests.connectors.served import BOMB, DEADLINE, FEED, GZIPPED, LIMIT, answer, fetch, flood, hang, reset, trickle

FAULTS = [
    ("N1 no answer", hang, NoAnswer, "no whole answer in 0.6 s"),
    ("N2 slow head", trickle(b"HTTP/1.1 200 OK\r\nX: "), NoAnswer, "no whole answer"),
    ("N2 slow body", trickle(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"), NoAnswer, "no whole answer"),
    ("N3 interim answers without end", flood(b"", b"HTTP/1.1 102 Processing\r\n\r\n"), Garbled, "interim answers"),
    ("N3 interim answers, slowly", trickle(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"), FetchError, "answer"),
    ("N4 reset in the middle", reset, NoAnswer, "broke off|closed in the middle"),
    ("N4 closed without a word", b"", NoAnswer, "closed"),
    ("N5 not HTTP", b"SSH-2.0-OpenSSH_9.6\r\n\r\n", Garbled, "not HTTP"),
    ("N5 header bomb", flood(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 1_000), Garbled, "not HTTP"),
    ("N5 one huge header", flood(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 60_000), Garbled, "not HTTP"),
    ("H1 endless body", flood(b"HTTP/1.1 200 OK\r\n\r\n", b"z" * 60_000), TooLarge, "more than 0.3 MB"),
    ("H2 gzip bomb", answer(BOMB, "Content-Encoding: gzip"), TooLarge, "unpacked, it is more than 0.3 MB"),
    ("H2 nested gzip", answer(gzip.compress(GZIPPED), "Content-Encoding: gzip, gzip"), Garbled, "packed 2 times over"),
    ("H3 broken deflate", answer(b"\x78\x9c" + b"\xff" * 60, "Content-Encoding: deflate"), Garbled, "packing is broken"),
    ("H3 truncated gzip", answer(GZIPPED[:-12], "Content-Encoding: gzip"), Garbled, "breaks off"),
    ("H3 unknown packing", answer(b"\x8b\x02\x80rss\x03", "Content-Encoding: br"), Garbled, "did not ask for"),
    ("H4 length too long", answer(FEED, length=5_000), NoAnswer, "closed in the middle"),
    ("H4 two lengths", answer(FEED, "Content-Length: 7"), Garbled, "not HTTP"),
    ("H4 broken chunk", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n", Garbled, "not HTTP"),
    ("H4 chunks stop", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", NoAnswer, "closed in the middle"),
    ("H4 unasked part", answer(FEED, "Content-Range: bytes 0-9/99", status="206 Partial Content"), HttpStatus, "a part of it"),
    ("H6 redirect to itself", answer(b"", "Location: /x", status="302 Found"), BadRedirect, "to itself"),
    ("H6 redirect to nowhere", answer(b"", status="302 Found"), BadRedirect, "to nowhere"),
    ("H11 redirect to data:", answer(b"", "Location: data:text/xml,<rss/>", status="302 Found"), BadRedirect, "no web address"),
    ("H11 redirect to file:", answer(b"", "Location: file:///etc/passwd", status="302 Found"), BadRedirect, "no web address"),
    ("H11 redirect to a broken address", answer(b"", "Location: http://[::1/", status="302 Found"), BadRedirect, "no web address"),
    ("H11 redirect to port 99999", answer(b"", "Location: http://news.example:99999/", status="302 Found"), BadRedirect, "no web address"),
    ("H14 gone", answer(b"", status="410 Gone"), HttpStatus, "answered 410"),
    ("H14 not found", answer(b"", status="404 Not Found"), HttpStatus, "answered 404"),
    ("H16 server error", answer(b"", status="500 Oh"), HttpStatus, "answered 500"),
    ("H17 not modified, unasked", answer(b"", status="304 Not Modified"), Garbled, "without conditions"),
    ("H20 browser check", answer(b"<!DOCTYPE html><title>Just a moment...</title>", status="403 Forbidden"), Blocked, "browser check"),
    ("H20 browser check with 200", answer(b"<html><script>window._cf_chl_opt={}</script>"), Blocked, "browser check"),
    ("H20 browser check with 202", answer(b"", "x-amzn-waf-action: challenge", status="202 Accepted"), Blocked, "browser check"),
]


@pytest.mark.parametrize(("script", "error", "words"), [pytest.param(*row, id=name) for name, *row in FAULTS])
def test_a_fault_ends_as_one_error_in_its_limits(run, hostile, script, error, words):
    hostile.serve(script)
    tracemalloc.start()
    began = time.monotonic()

    with pytest.raises(error, match=words) as raised:
        fetch(run, hostile)

    assert raised.value.source == f"{hostile.url}/x"
    assert tracemalloc.get_traced_memory()[1] < 64_000_000
    tracemalloc.stop()
    # Far above the deadline, far below what any of these servers would take.
    assert time.monotonic() - began < 10


def test_n6_a_name_that_does_not_resolve_is_named(run, hostile):
    with pytest.raises(NoAnswer, match=r"x\.invalid"):
        fetch(run, hostile, "http://x.invalid/rss")


def test_n6_the_deadline_holds_for_a_resolver_that_sleeps(run, hostile):
    def lookup(host, port):
        time.sleep(1.5)
        return ["93.184.216.34"]

    with pytest.raises(NoAnswer, match="no whole answer"):
        fetch(run, hostile, "http://slow.test/", lookup=lookup)


def test_n8_where_ipv6_is_broken_ipv4_answers(run, hostile):
    hostile.serve(answer())
    name = "both.test"

    response = fetch(
        run,
        hostile,
        f"http://{name}:{hostile.port}/x",
        allow=frozenset({(name, hostile.port)}),
        lookup=lambda host, port: ["::1", "127.0.0.1"],
    )

    assert response.status == 200


def test_n10_a_proxy_in_the_environment_is_ignored(run, hostile, canary, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, canary.url)
    hostile.serve(answer())

    assert fetch(run, hostile).body == FEED
    with pytest.raises(AddressRefused):
        fetch(run, hostile, f"http://127.1:{hostile.port}/x")
    assert canary.asked == []


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param(["Content-Encoding: gzip"], GZIPPED, id="gzip"),
        pytest.param(["Content-Encoding: gzip"], gzip.compress(FEED[:20]) + gzip.compress(FEED[20:]), id="gzip in two members"),
        pytest.param(["Content-Encoding: gzip"], GZIPPED + bytes(20), id="gzip with padding behind it"),
        pytest.param(["Content-Encoding: deflate"], zlib.compress(FEED), id="deflate"),
        pytest.param(["Content-Encoding: deflate"], zlib.compress(FEED)[2:-4], id="deflate without its head"),
        pytest.param(["Content-Encoding: gzip"], FEED, id="H3 gzip that is none"),
        pytest.param(["Content-Encoding: deflate"], FEED, id="H3 deflate that is none"),
        pytest.param(["Content-Encoding: utf-8"], FEED, id="H3 an encoding in the wrong header"),
        pytest.param(["Content-Encoding: identity"], FEED, id="identity"),
        pytest.param(["Content-Type: text/html"], FEED, id="H21 wrong type"),
        pytest.param([], FEED, id="H21 no type"),
    ],
)
def test_a_body_is_read_however_it_is_packed(run, hostile, headers, body):
    hostile.serve(answer(body, *headers))

    assert fetch(run, hostile).body == FEED


def test_h4_a_length_too_short_ends_the_body(run, hostile):
    hostile.serve(answer(FEED, length=20))

    assert fetch(run, hostile).body == FEED[:20]


def test_i12_a_healthy_server_is_read_among_hostile_ones(run, hostile):
    for number, (_, script, *_rest) in enumerate(FAULTS):
        hostile.serve(script, f"/fault/{number}")
    hostile.serve(answer(), "/healthy")

    async def work():
        import asyncio

        async with Client("beltwatch/test", hostile.allow, deadline=DEADLINE, limit=LIMIT, per_host=0) as client:
            paths = [f"/fault/{number}" for number in range(len(FAULTS))]
            paths.insert(20, "/healthy")
            return await asyncio.gather(*(client.get(hostile.url + path) for path in paths), return_exceptions=True)

    results = run(work())

    assert results[20].body == FEED
    assert all(isinstance(result, FetchError) for number, result in enumerate(results) if number != 20)
