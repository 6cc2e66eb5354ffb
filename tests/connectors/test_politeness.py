"""Politeness: robots.txt is asked and obeyed, and one host is not hurried."""

import asyncio

import pytest

from connectors.client import Client
from connectors.errors import AddressRefused, RobotsRefused
from connectors.politeness import Spacing

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage"


def answer(body: str, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


def visit(run, hostile, *paths, **more):
    async def work():
        async with Client("beltwatch/0.1 (+https://beltwatch.example)", hostile.allow, deadline=3) as client:
            return await asyncio.gather(*(client.get(hostile.url + path, robots=True) for path in paths), **more)

    return run(work())


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (answer("User-agent: *\nDisallow: /private"), True),
        (answer("User-agent: *\nDisallow: /"), False),
        (answer("User-agent: beltwatch\nDisallow: /news\n\nUser-agent: *\nAllow: /"), False),
        (answer("User-agent: *\nDisallow: /\n\nUser-agent: beltwatch\nAllow: /"), True),
        (answer("", "404 Not Found"), True),
        (answer("", "403 Forbidden"), True),
        (answer("", "500 Oh"), False),
        (answer("<html>not rules</html>"), True),
        (b"", False),
    ],
)
def test_a_page_is_read_only_where_the_rules_allow_it(run, hostile, rules, allowed):
    hostile.serve(rules, "/robots.txt")
    hostile.serve(PAGE, "/news/1")

    if allowed:
        assert visit(run, hostile, "/news/1")[0].body == b"page"
    else:
        with pytest.raises(RobotsRefused, match=r"robots\.txt"):
            visit(run, hostile, "/news/1")
        assert not any("/news/1" in asked for asked in hostile.asked)


def test_the_rules_are_asked_for_once_however_many_pages_wait(run, hostile):
    hostile.serve(answer("User-agent: *\nAllow: /"), "/robots.txt")
    hostile.serve(PAGE, "/news/1")

    visit(run, hostile, *["/news/1"] * 8)

    assert sum("/robots.txt" in asked for asked in hostile.asked) == 1


def test_rules_are_not_asked_for_inside(run, canary):
    async def work():
        async with Client("beltwatch/0.1") as client:
            await client.get(f"{canary.url}/news/1", robots=True)

    with pytest.raises(AddressRefused):
        run(work())
    assert canary.asked == []


def test_our_name_is_sent_as_it_is(run, hostile):
    hostile.serve(PAGE)

    visit(run, hostile, "/x")

    assert "user-agent: beltwatch/0.1 (+https://beltwatch.example)" in hostile.asked[-1].lower()


def test_visits_to_one_host_are_spaced_and_those_to_others_are_not():
    async def work():
        loop = asyncio.get_running_loop()
        spacing = Spacing(0.05)
        began = loop.time()
        turns = []

        async def visit(host):
            await spacing.wait(host)
            turns.append((host, loop.time() - began))

        await asyncio.gather(*(visit(host) for host in ["a", "a", "b", "a"]))
        return turns

    turns = asyncio.run(work())

    assert [round(turn / 0.05) for host, turn in turns if host == "b"] == [0]
    assert all(turn >= 0.05 * number for number, turn in enumerate(turn for host, turn in turns if host == "a"))
