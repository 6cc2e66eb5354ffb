"""An address that can be asked: the site it lies on, read once for all its pages, and what is asked of it there."""

import re
from dataclasses import dataclass
from functools import lru_cache

import httpx

from connectors.errors import BadAddress

_LONGEST = 8_192
_REMEDY = "write it as https://host/path"
# What httpx would leave as it stands: most feeds are spelled so, and httpx reads an address letter by letter.
_PLAIN = re.compile(
    r"(https?://[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?(?::(?!(?:80|443)/)[1-9][0-9]{0,4})?)"
    r"((?:/(?:[\w~-][\w.~-]*+)?)++(?:\?[\w.~/=&:,+-]++)?)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Target:
    """An http(s) address.

    site   an address on the site: of it count scheme, host, port, user and password
    path   the path and what stands behind it, as it is sent: b"/rss?lang=en"
    shown  the address for people: without user and password
    """

    site: httpx.URL
    path: bytes
    shown: str

    @property
    def whole(self) -> httpx.URL:
        """All of it, as httpx has it."""
        address = httpx.URL(self.shown)
        return address.copy_with(userinfo=self.site.userinfo) if self.site.userinfo else address


def read_target(words: str, source: str) -> Target:
    """Read what should be an http(s) address; ``source`` stands in the BadAddress that is raised where it is none."""
    words = words.strip()
    plain = _PLAIN.fullmatch(words) if len(words) <= _LONGEST else None
    if len(words) > _LONGEST:
        raise BadAddress(source, f"the address is longer than {_LONGEST} characters", _REMEDY)
    try:
        site = _shared_site(plain[1]) if plain else _site(words)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadAddress(source, f"it is no web address ({error})", _REMEDY) from error
    if site is None:
        raise BadAddress(source, "it is no web address", _REMEDY)
    return Target(site, plain[2].encode("ascii"), words) if plain else target_of(site)


def target_of(url: httpx.URL) -> Target:
    """Take an address that httpx has read."""
    return Target(url, url.raw_path, str(url.copy_with(userinfo=b"") if url.userinfo else url))


def _site(address: str) -> httpx.URL | None:
    """Read an address, or the beginning of one; None where it is not of the web."""
    url = httpx.URL(address)
    known = url.scheme in ("http", "https") and bool(url.raw_host) and 0 < port_of(url) < 65_536
    return url if known else None


_shared_site = lru_cache(4_096)(_site)


def port_of(url: httpx.URL) -> int:
    """The port an address names, or its scheme's."""
    return url.port or (443 if url.scheme == "https" else 80)
