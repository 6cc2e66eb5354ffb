"""What is kept of an answer: validators, the server's wish to be left alone, no cookies. H15 to H22."""

from datetime import UTC, datetime, timedelta

import pytest

from connectors.client import Client
from connectors.errors import HttpStatus
from tests.connectors.served import FEED, answer, fetch


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
