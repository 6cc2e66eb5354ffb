"""The network's and HTTP's faults, each as it is numbered in the catalogue: N1 …, H1 …"""

import gzip
import socket
import time
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from connectors.client import Client
from connectors.errors import (
    AddressRefused,
    BadAddress,
    BadRedirect,
    Blocked,
    FetchError,
    Garbled,
    HttpStatus,
    NoAnswer,
    TooLarge,
)

FEED = b"<rss version='2.0'><channel><title>Outlet</title></channel></rss>"
DEADLINE = 0.6
LIMIT = 300_000


def answer(body: bytes = FEED, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """An HTTP answer, spelled out."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


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
        for _ in range(400):
            connection.sendall(piece)
            time.sleep(0.01)

    return script


def flood(head: bytes, piece: bytes):
    def script(connection, request):
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return script


def reset(connection, request):
    connection.sendall(answer(FEED, length=5_000))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    connection.close()


GZIPPED = gzip.compress(FEED)
BOMB = gzip.compress(bytes(50_000_000))

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


SPELLINGS = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://[::1]:{port}/",
    "http://127.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://0.0.0.0:{port}/",
    "http://news.example@127.0.0.1:{port}/",
    "http://news.example\\@127.0.0.1:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://172.16.0.1/",
    "http://100.64.0.1/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "//127.0.0.1:{port}/",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_h7_a_redirect_inside_is_refused_at_connect(run, hostile, canary, spelling):
    place = spelling.format(port=canary.port)
    hostile.serve(answer(b"", f"Location: {place}", status="302 Found"))

    with pytest.raises(
        (AddressRefused, NoAnswer, BadAddress, BadRedirect), match=r"not on the open internet|does not resolve|no web address"
    ):
        fetch(run, hostile)

    assert canary.asked == []


@pytest.mark.parametrize("spelling", SPELLINGS[:-1])
def test_h9_an_address_inside_is_refused_when_it_is_asked_for(run, canary, spelling):
    with pytest.raises(
        (AddressRefused, NoAnswer, BadAddress, BadRedirect), match=r"not on the open internet|does not resolve|no web address"
    ):
        fetch(run, canary, spelling.format(port=canary.port), allow=frozenset())

    assert canary.asked == []


def test_h7_the_allowed_address_is_allowed_in_its_own_spelling_only(run, hostile):
    hostile.serve(answer())

    assert fetch(run, hostile).status == 200
    with pytest.raises(AddressRefused):
        fetch(run, hostile, f"http://127.1:{hostile.port}/x")


def test_h8_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_judged(run, hostile):
    hostile.serve(answer())
    looked_up = []

    def lookup(host, port):
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    response = fetch(
        run, hostile, f"http://rebound.test:{hostile.port}/x", allow=frozenset({("rebound.test", hostile.port)}), lookup=lookup
    )

    assert response.status == 200
    assert looked_up == ["rebound.test"]


def test_h8_any_answer_inside_refuses_the_name(run, canary):
    with pytest.raises(AddressRefused, match=r"rebound\.test"):
        fetch(
            run, canary, f"http://rebound.test:{canary.port}/", allow=frozenset(), lookup=lambda host, port: ["93.184.216.34", "127.0.0.1"]
        )

    assert canary.asked == []


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


def test_h6_ten_hops_are_followed_and_not_one_more(run, hostile):
    for hop in range(40):
        hostile.serve(answer(b"", f"Location: /hop/{hop + 1}", status="302 Found"), f"/hop/{hop}")
    hostile.serve(answer(), "/hop/10")
    assert fetch(run, hostile, "/hop/0").final_url == f"{hostile.url}/hop/10"

    hostile.asked.clear()
    with pytest.raises(BadRedirect, match="more than 10"):
        fetch(run, hostile, "/hop/11")
    assert len(hostile.asked) == 11


def test_h10_a_password_is_not_told_to_another_host(run, hostile, canary):
    hostile.serve(answer(b"", f"Location: {canary.url}/x", "Set-Cookie: id=1; Path=/", status="302 Found"))
    canary.serve(answer())
    allow = hostile.allow | canary.allow

    response = fetch(run, hostile, f"http://user:secret@{hostile.host}:{hostile.port}/x", allow=allow)

    assert response.status == 200
    assert "authorization" in hostile.asked[0].lower()
    assert "authorization" not in canary.asked[0].lower()
    assert "cookie" not in canary.asked[0].lower()
    assert "secret" not in response.final_url


def test_a_password_stands_in_no_message(run, hostile):
    hostile.serve(answer(b"", status="500 Oh"))

    with pytest.raises(HttpStatus) as raised:
        fetch(run, hostile, f"http://user:secret@{hostile.host}:{hostile.port}/x")

    assert "secret" not in str(raised.value)


def test_h11_an_address_that_is_none_is_an_error_and_no_crash(run, hostile):
    for address in (
        "data:text/xml,x",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "ftp://news.example/",
        "",
        "http://\x00/",
        "x" * 9_000,
    ):
        with pytest.raises(BadAddress):
            fetch(run, hostile, f"{address}" if "://" in address else f"{address}#://")


def test_h12_where_an_address_moved_for_good_is_told(run, hostile):
    hostile.serve(answer(b"", "Location: /b", status="301 Moved Permanently"), "/a")
    hostile.serve(answer(b"", "Location: /c", status="308 Permanent Redirect"), "/b")
    hostile.serve(answer(b"", "Location: /d", status="302 Found"), "/c")
    hostile.serve(answer(), "/d")

    response = fetch(run, hostile, "/a")

    assert response.moved_to == f"{hostile.url}/c"
    assert response.final_url == f"{hostile.url}/d"


@pytest.mark.parametrize(
    ("words", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Wed, 28 Jan 2026 10:00:00 GMT", timedelta(hours=1)),
        ("99999999999999999999", timedelta(days=7)),
        ("Fri, 28 Jan 2226 10:00:00 GMT", timedelta(days=7)),
        ("-5", None),
        ("0", None),
        ("soon", None),
        ("Wed, 28 Jan 2020 10:00:00 GMT", None),
        ("Wed, 99 Foo 99999 10:00:00 GMT", None),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_h15_retry_after_is_read_and_capped(run, hostile, words, wait, status):
    hostile.serve(answer(b"", f"Retry-After: {words}", status=status))

    async def work():
        now = datetime(2026, 1, 28, 9, tzinfo=UTC)
        async with Client("beltwatch/test", hostile.allow, now=lambda: now) as client:
            await client.get(f"{hostile.url}/x")

    with pytest.raises(HttpStatus) as raised:
        run(work())

    assert raised.value.retry_after == wait


def test_h17_validators_are_sent_and_not_modified_is_told(run, hostile):
    hostile.serve(answer(b"", 'ETag: "b"', status="304 Not Modified"))

    response = fetch(run, hostile, etag='"a"', modified="Tue, 27 Jan 2026 10:00:00 GMT")

    assert response.not_modified
    assert response.etag == '"b"'
    assert 'if-none-match: "a"' in hostile.asked[0].lower()
    assert "if-modified-since: tue, 27 jan 2026" in hostile.asked[0].lower()


def test_h18_what_stands_behind_a_304_is_never_read(run, hostile):
    hostile.serve(answer(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL", status="304 Not Modified", length=0))

    first, second = (fetch(run, hostile, etag='"a"') for _ in range(2))

    assert first.body == second.body == b""
    assert len(hostile.asked) == 2


@pytest.mark.parametrize("validator", ['"' + "x" * 2_000 + '"', '"\x7f"', ""])
def test_a_validator_that_could_not_be_sent_back_is_not_kept(run, hostile, validator):
    hostile.serve(answer(FEED, f"ETag: {validator}"))

    assert fetch(run, hostile).etag is None


def test_h22_cookies_are_not_kept(run, hostile):
    hostile.serve(answer(FEED, *(f"Set-Cookie: c{number}={'x' * 400}" for number in range(100))))

    async def work():
        async with Client("beltwatch/test", hostile.allow, per_host=0) as client:
            await client.get(f"{hostile.url}/x")
            return await client.get(f"{hostile.url}/x")

    assert "set-cookie" not in run(work()).headers
    assert "cookie" not in hostile.asked[1].lower()


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
