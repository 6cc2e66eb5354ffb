"""Which addresses may be reached: the open internet, and what the operator named. Decided on the resolved address.

A name is looked up once, every answer is judged, and the connection goes to an answer that was judged: a name that
changes its mind between look-up and connect gains nothing.
"""

import asyncio
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from itertools import chain, zip_longest

from connectors.errors import AddressRefused, NoAnswer

Lookup = Callable[[str, int], list[str]]
"""A name and a port → the addresses it has, as text."""

_LOOKUPS = 32
_REMEDY = "if it is yours, name it as host:port in BELTWATCH_ALLOW_ADDRESSES"
_NAT64 = IPv6Network("64:ff9b::/96")


def look_up(host: str, port: int) -> list[str]:
    """Ask the system's resolver; spellings such as 127.1 or 0x7f000001 come back as the address they mean."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in answers))


@lru_cache(4_096)
def is_open(address: str) -> bool:
    """Say whether ``address`` ("93.184.216.34", "::ffff:10.0.0.1") is a host on the open internet."""
    return all(map(_is_global, _meanings(ip_address(address.partition("%")[0]))))


def _is_global(ip: IPv4Address | IPv6Address) -> bool:
    site_local = isinstance(ip, IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or site_local)


def _meanings(ip: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    """The address, or what stands inside one that only wraps another: a tunnel to 10.0.0.1 ends at 10.0.0.1."""
    if isinstance(ip, IPv4Address):
        yield ip
    elif ip.ipv4_mapped:
        yield ip.ipv4_mapped
    elif ip in _NAT64:
        yield IPv4Address(int(ip) & 0xFFFFFFFF)
    elif ip.sixtofour:
        yield from (ip, ip.sixtofour)
    elif ip.teredo:
        yield from (ip, *ip.teredo)
    else:
        yield ip


class Reach:
    """The rule and its look-ups.

    allow  host:port pairs that may be inside, spelled exactly as the address spells them: ("127.0.0.1", 8080)
    """

    def __init__(self, allow: frozenset[tuple[str, int]], lookup: Lookup = look_up) -> None:
        self._allow = allow
        self._lookup = lookup
        # Threads of our own: a resolver that sleeps must not take the loop's.
        self._threads = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="lookup")

    def allows(self, host: str, port: int) -> bool:
        """Say whether the operator named this pair."""
        return (host, port) in self._allow

    async def resolve(self, host: str, port: int, source: str) -> list[str]:
        """Look ``host`` up and judge every answer.

        source   the address this is done for; stands in the error.
        returns  addresses to connect to, IPv6 and IPv4 taking turns.
        raises   AddressRefused where any answer is inside, NoAnswer where there is none.
        """
        answers = await self._answers(host, port, source)
        inside = [answer for answer in answers if not is_open(answer)]
        if inside and not self.allows(host, port):
            told = f"{host}:{port}" if host == inside[0] else f"{host}:{port} ({inside[0]})"
            raise AddressRefused(source, f"address refused: {told} is not on the open internet", _REMEDY)
        return _taking_turns(answers)

    async def _answers(self, host: str, port: int, source: str) -> list[str]:
        try:
            return [str(ip_address(host))]
        except ValueError:
            pass
        try:
            loop = asyncio.get_running_loop()
            answers = await loop.run_in_executor(self._threads, self._lookup, host, port)
        except (OSError, UnicodeError):
            answers = []
        if not answers:
            raise NoAnswer(source, f"the name {host[:100]} does not resolve", "look whether the host still exists")
        return answers

    def close(self) -> None:
        """Let go of the threads; one that still waits for a resolver ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _taking_turns(answers: list[str]) -> list[str]:
    """With IPv6 broken, the first IPv4 address is second in line, not behind ten others."""
    six = [answer for answer in answers if ":" in answer]
    four = [answer for answer in answers if ":" not in answer]
    return [answer for answer in chain.from_iterable(zip_longest(six, four)) if answer]
