"""I11 and L5: over a whole pass, no connection is made and no name looked up but those that the sources need and may have."""

import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from flows import steps

INSIDE = (
    *("http://127.0.0.1:9/a", "http://10.0.0.1/b", "http://169.254.169.254/c"),
    *("http://[::1]:9/d", "http://2130706433:9/e", "http://0x7f.1:9/f"),
)


class Watch:
    """Every address a connection was asked for, and every name looked up, while it is open."""

    def __init__(self) -> None:
        self.open = False
        self.connected: set[tuple[str, int]] = set()
        self.looked_up: set[str] = set()

    def hear(self, event: str, words: tuple[object, ...]) -> None:
        if self.open and event == "socket.connect" and isinstance(words[1], tuple):
            self.connected.add(words[1][:2])
        elif self.open and event == "socket.getaddrinfo":
            self.looked_up.add(str(words[0]))


HEARD = Watch()


@pytest.fixture(scope="module", autouse=True)
def _heard() -> None:
    sys.addaudithook(HEARD.hear)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Hears while one test runs; an audit hook cannot be taken away again."""
    HEARD.open, HEARD.connected, HEARD.looked_up = True, set(), set()
    yield HEARD
    HEARD.open = False


async def poll(desk):
    """Poll what is due."""
    return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner), desk)


def test_i11_l5_no_byte_goes_to_an_address_that_nobody_allowed(outside, one_pass, watch):
    links = [(f"Belarus and China, part {number}", f"/go/{number}") for number in range(len(INSIDE))]
    outside.feed("/feed", ("Trade with China grows", "/story"), *links)
    outside.page("/story")
    for number, inside in enumerate(INSIDE):
        outside.serve(f"/go/{number}", "", status=302, Location=inside)
        outside.serve(f"/moved/{number}", "", status=301, Location=inside)
    moved = [outside.source(f"moved{number}", f"/moved/{number}") for number in range(len(INSIDE))]
    direct = [outside.source(f"inside{number}", url=inside) for number, inside in enumerate(INSIDE[:2])]

    report = one_pass([poll, steps.read], outside.source(), *moved, *direct)

    here = urlsplit(outside.url("/"))
    assert report.pages == 1
    assert {port for _, port in watch.connected} == {here.port}
    assert watch.looked_up <= {str(here.hostname), "2130706433", "0x7f.1"}
