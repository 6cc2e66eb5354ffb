"""Alerts out: what is delivered, what is not, and what of either may be told."""

import asyncio
import json
import logging
import time

import pytest

from connectors.channels import inert, send
from connectors.errors import ChannelError

SECRET = "s3cr3t-t0k3n"


def answer(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Length: 0", *headers]).encode() + b"\r\n\r\n"


def post(hostile, title="Trade", body="Trade grew. F-1", path="/hook", key="k-1"):
    return asyncio.run(send(f"json://{hostile.host}:{hostile.port}{path}", title, body, key=key))


def payload(asked: str) -> dict[str, str]:
    return json.loads(asked.partition("\r\n\r\n")[2])


@pytest.fixture
def sink(hostile):
    """A webhook that remembers whole requests, bodies too."""
    plain = hostile.play

    def play(connection):
        request = connection.recv(1_000_000)
        head, _, body = request.partition(b"\r\n\r\n")
        length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")), 0)
        while len(body) < length:
            body += connection.recv(1_000_000)
        whole = (head + b"\r\n\r\n" + body).decode()
        hostile.asked.append(whole)
        script = hostile.scripts[whole.split()[1].partition("?")[0]]
        script(connection, whole) if callable(script) else connection.sendall(script)

    assert plain
    hostile.play = play
    return hostile


def test_a_message_is_delivered_with_its_key(sink):
    sink.serve(answer("200 OK"), "/hook")

    receipt = post(sink, key="k-42")

    assert (receipt.key, receipt.channel) == ("k-42", f"json://127.0.0.1:{sink.port}/…")
    assert "idempotency-key: k-42" in sink.asked[0].lower()
    assert payload(sink.asked[0])["message"] == "Trade grew. F-1"


@pytest.mark.parametrize(
    ("script", "final", "ambiguous", "words"),
    [
        pytest.param(answer("500 Oh"), False, False, "answered 500", id="A1 server error"),
        pytest.param(lambda connection, request: connection.close(), False, True, "may have taken", id="A2 accepted and dropped"),
        pytest.param(lambda connection, request: time.sleep(6), False, True, "may have taken", id="A2 accepted and silent"),
        pytest.param(answer("400 Bad Request"), True, False, "answered 400", id="A3 never"),
        pytest.param(answer("413 Payload Too Large"), True, False, "answered 413", id="A3 too large"),
        pytest.param(answer("429 Too Many Requests", "Retry-After: 60"), False, False, "answered 429", id="A4 too often"),
        pytest.param(answer("302 Found", "Location: http://127.0.0.1:9/"), True, False, "leads elsewhere", id="A5 elsewhere"),
    ],
)
def test_what_is_not_delivered_is_an_error_that_says_whether_to_try_again(sink, script, final, ambiguous, words):
    sink.serve(script, f"/{SECRET}")

    with pytest.raises(ChannelError, match=words) as raised:
        post(sink, path=f"/{SECRET}")

    assert (raised.value.final, raised.value.ambiguous) == (final, ambiguous)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("60", 60), ("999999999", 86_400), ("soon", None), ("", None)],
)
def test_a4_the_rest_a_service_asks_for_is_heard(sink, asked, seconds):
    sink.serve(answer("429 Too Many Requests", *([f"Retry-After: {asked}"] if asked else [])), "/hook")

    with pytest.raises(ChannelError) as raised:
        post(sink)

    rest = raised.value.retry_after
    assert (rest.total_seconds() if rest else None) == seconds


def test_a1_a_channel_that_is_down_was_not_sent_to():
    with pytest.raises(ChannelError, match="cannot be reached") as raised:
        asyncio.run(send(f"json://127.0.0.1:9/{SECRET}", "t", "b", key="k"))

    assert not raised.value.ambiguous
    assert SECRET not in str(raised.value)


def test_a5_a_channel_that_redirects_is_not_followed(sink, canary):
    sink.serve(answer("302 Found", f"Location: {canary.url}/x"), "/hook")

    with pytest.raises(ChannelError, match="answered 302"):
        post(sink)

    assert canary.asked == []


@pytest.mark.parametrize("address", ["", "nonsense", "https://", f"nosuch://{SECRET}", f"tgram://{SECRET}"])
def test_what_is_no_channel_is_told_without_its_secret(address):
    with pytest.raises(ChannelError, match="no address of a channel") as raised:
        asyncio.run(send(address, "t", "b", key="k"))

    assert raised.value.final
    assert SECRET not in str(raised.value)


def test_a9_no_secret_reaches_a_log(sink, caplog):
    caplog.set_level(logging.DEBUG)
    sink.serve(answer("500 Oh"), f"/{SECRET}")

    with pytest.raises(ChannelError):
        post(sink, path=f"/{SECRET}")

    assert SECRET not in caplog.text


def test_a6_a_hostile_title_is_inert(sink):
    sink.serve(answer("200 OK"), "/hook")

    post(
        sink, title="Trade\r\nBcc: all@news.example\x1b[31m <script>x</script> @everyone", body="@here <!channel> [x](javascript:alert(1))"
    )

    sent = payload(sink.asked[0])
    assert "\n" not in sent["title"] and "\x1b" not in sent["title"] and "<" not in sent["title"]
    for power in ("@everyone", "@here", "<!channel", "](", "javascript:"):
        assert power not in sent["title"] + sent["message"]
    assert "bcc:" not in sink.asked[0].partition("\r\n\r\n")[0].lower()


def test_inert_text_reads_as_before():
    words = "≠ Belt and Road: >140 countries – see https://news.example/1 <b>x</b> @channel"

    assert inert(words).replace("\u2060", "") == words
    assert "https://news.example/1" in inert(words)
