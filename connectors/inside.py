"""Is an address, as written, one that must not be polled? The guard at connect time looks again at what a name resolves to."""

import ipaddress
import socket
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import urlsplit

from connectors.reach import is_open

Pair = tuple[str, int]
"""A host as an address spells it, and a port: ("127.0.0.1", 8080), ("::1", 8080)."""

_INSIDE_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")


def inside_reason(address: str, allowed: Collection[Pair] = ()) -> str:
    """Say why ``address`` is refused as a source, or "" where it is not.

    address   as written in a file: "https://news.example/rss.xml".
    allowed   pairs that may be polled although they lie inside.
    returns   a reason; it has the word "inside" where ``allowed`` could lift it.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return f'"{address}" is no address'
    if parts.scheme not in ("http", "https"):
        return f'"{parts.scheme or address}" is not http or https'
    if not parts.hostname or " " in address or not address.isprintable():  # no other blank is printable
        return f'"{address}" names no host'
    if parts.username or parts.password:
        return "the address holds a password, and this file is no place for one"
    return f"{parts.hostname} lies inside this network" if is_inside(parts.hostname) and (parts.hostname, port) not in allowed else ""


@lru_cache(maxsize=1000)  # lists name many feeds of one host
def is_inside(host: str) -> bool:
    """Whether a host, as spelled, is this machine or its network; names are judged by how they end."""
    name = host.lower().rstrip(".")
    number = _as_number(name)
    if number is None:
        # A name without a dot is only known inside: "intranet", "localhost".
        return "." not in name or name.endswith(_INSIDE_ENDINGS)
    return not is_open(number)


def is_loopback(host: str) -> bool:
    """Whether a host, as spelled, is this machine itself: localhost, 127.0.0.1, ::1."""
    name = host.lower().rstrip(".")
    number = _as_number(name)
    return ipaddress.ip_address(number).is_loopback if number else name == "localhost" or name.endswith(".localhost")


def _as_number(host: str) -> str | None:
    """Read a host as an IP address in every spelling that a resolver takes: 127.1, 2130706433, 0x7f000001, ::1."""
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return str(ipaddress.IPv4Address(socket.inet_aton(host)))
    except (OSError, UnicodeEncodeError):
        return None
