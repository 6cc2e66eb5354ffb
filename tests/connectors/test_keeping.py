"""A connection is used again only where that can mix up nothing."""

import asyncio

import pytest

from connectors.client import Client
from connectors.errors import Garbled, HttpStatus

BODY = b"<rss/>"
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n" + BODY
SAME = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
EVIL = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL"


def again_and_again(first: bytes, connections: list[list[str]], then: bytes = WHOLE):
    """Answer the first request with ``first`` and all others ``then``, on one connection as long as the client likes."""

    def script(connection, request):
        asked = [request.splitlines()[0]]
        connections.append(asked)
        while True:
            connection.sendall(first if len(connections) == 1 and len(asked) == 1 else then)
            more = connection.recv(65_536).decode("latin-1")
            if not more:
                return
            asked.append(more.splitlines()[0])

    return script


def visits(run, hostile, times: int = 3, between: float = 0.0):
    async def work():
        async with Client("beltwatch/test", hostile.allow, deadline=3, per_host=0) as client:
            answers = []
            for _ in range(times):
                answers.append(await client.get(f"{hostile.url}/x", etag='"1"'))
                await asyncio.sleep(between)
            return answers

    return run(work())


@pytest.mark.parametrize("first", [WHOLE, SAME, SAME.replace(b"ETag", b"Content-Length: 0\r\nETag"), WHOLE.replace(b"200 OK", b"200")])
def test_after_an_answer_that_is_plainly_over_the_connection_is_used_again(run, hostile, first):
    connections: list[list[str]] = []
    hostile.serve(again_and_again(first, connections))

    visits(run, hostile)

    assert [len(asked) for asked in connections] == [3]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(WHOLE + EVIL, id="more stands behind it"),
        pytest.param(SAME + EVIL, id="H18 a body stands behind a 304"),
        pytest.param(SAME.replace(b"ETag", b"Content-Length: 41\r\nETag"), id="H18 a body is announced behind a 304"),
        pytest.param(WHOLE.replace(b"\r\n\r\n", b"\r\nConnection: Close\r\n\r\n"), id="the server says so"),
        pytest.param(WHOLE.replace(b"HTTP/1.1", b"HTTP/1.0"), id="HTTP/1.0"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\n0\r\n\r\n", id="chunks"),
    ],
)
def test_after_any_other_answer_it_is_not(run, hostile, first):
    connections: list[list[str]] = []
    hostile.serve(again_and_again(first, connections))

    answers = visits(run, hostile)

    assert [len(asked) for asked in connections] == [1, 2]
    assert b"EVIL" not in b"".join(answer.body for answer in answers)


def test_h18_what_arrives_late_behind_an_answer_ends_the_connection(run, hostile):
    connections: list[list[str]] = []

    def script(connection, request):
        connections.append([request])
        connection.sendall(SAME)
        if len(connections) == 1:
            connection.sendall(b"")
            asyncio.run(asyncio.sleep(0.05))
            connection.sendall(EVIL)
        connection.recv(65_536)

    hostile.serve(script)

    answers = visits(run, hostile, times=2, between=0.2)

    assert all(answer.not_modified for answer in answers)
    assert len(connections) == 2


def test_a_server_that_hung_up_meanwhile_is_asked_on_a_new_connection(run, hostile):
    hostile.serve(WHOLE)

    assert [answer.body for answer in visits(run, hostile)] == [BODY] * 3
    assert len(hostile.asked) == 3


def test_what_goes_wrong_on_a_used_connection_is_tried_once_more_on_a_new_one(run, hostile):
    connections: list[list[str]] = []
    hostile.serve(again_and_again(WHOLE, connections, then=b"no HTTP at all\r\n\r\n"))

    with pytest.raises(Garbled):
        visits(run, hostile, times=2)

    assert [len(asked) for asked in connections] == [2, 1]


def test_an_error_page_that_is_not_read_to_its_end_ends_the_connection(run, hostile):
    connections: list[list[str]] = []
    long = b"HTTP/1.1 404 Not Found\r\nContent-Length: 200000\r\n\r\n" + b"x" * 200_000
    hostile.serve(again_and_again(long, connections))

    async def work():
        async with Client("beltwatch/test", hostile.allow, deadline=3, per_host=0) as client:
            with pytest.raises(HttpStatus):
                await client.get(f"{hostile.url}/x")
            return await client.get(f"{hostile.url}/x")

    assert run(work()).body == BODY
    assert [len(asked) for asked in connections] == [1, 1]
