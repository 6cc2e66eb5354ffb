"""The one HTTP client: whatever a server does, an answer within bounds or one error that says what happened."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

import httpx

from connectors.challenges import is_challenge
from connectors.errors import BadAddress, BadRedirect, Blocked, FetchError, Garbled, HttpStatus, NoAnswer, RobotsRefused, TooLarge
from connectors.framing import TARGET
from connectors.politeness import Robots, Spacing
from connectors.reach import Lookup, Reach, look_up
from connectors.response import Response, kept_headers, read_fields, read_retry_after, read_validator
from connectors.target import Target, port_of, read_target, target_of
from connectors.transport import ANY_CERTIFICATE, DOUBT, SHOWN, Transport
from connectors.unpack import unpack

_HOPS = 10
_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_ERROR_BODY_LIMIT = 65_536
_ROBOTS_LIMIT = 512_000
_LARGE = 1_000_000
_LARGE_AT_ONCE = 4
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.9, */*;q=0.5"
_REMEDIES = {404: "look whether it moved", 410: "it was taken away for good; find another address", 429: "it is asked less often by itself"}


Fields = list[tuple[bytes, bytes]]
_NO_BODY = httpx.ByteStream(b"")


@dataclass(frozen=True, slots=True)
class _Wish:
    """One ``get``: what is asked for, the fields sent with it, the bytes taken at most, and whether any certificate will do."""

    url: str
    fields: Fields
    limit: int
    any_certificate: bool = False


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Client:
    """Fetches politely and safely; use as ``async with Client(…) as client``.

    user_agent  honest: "beltwatch/0.1 (+https://…)"; its first word is our name to robots.txt
    allow       host:port pairs that may be loopback or private: frozenset({("127.0.0.1", 8080)})
    deadline    seconds for one ``get``, look-up and redirects included, waiting for the host's turn not
    limit       bytes taken of one body, both as sent and unpacked
    per_host    seconds between two visits to one host; allowed addresses are not spaced
    lookup      name and port → addresses; the system's resolver unless told otherwise
    tls         what certificates are held against; the usual authorities unless told otherwise
    """

    def __init__(
        self,
        user_agent: str,
        allow: frozenset[tuple[str, int]] = frozenset(),
        *,
        deadline: float = 30,
        limit: int = 15_000_000,
        per_host: float = 1.0,
        lookup: Lookup = look_up,
        tls: ssl.SSLContext | None = None,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._deadline = deadline
        self._limit = limit
        self._now = now
        self._reach = Reach(allow, lookup)
        self._spacing = Spacing(per_host)
        self._robots = Robots(user_agent.partition("/")[0].strip(), self._robots_text)
        # Forty servers that never stop sending must not fill the memory forty times over.
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)
        # httpx's own client would keep cookies and read a redirect's address before we can; its parts do neither.
        self._transport = Transport(self._reach, tls)
        fields = (("User-Agent", user_agent), ("Accept", _ACCEPT), ("Accept-Encoding", "gzip, deflate"))
        self._fields = [(name.encode(), value.encode("latin-1")) for name, value in fields]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._transport.aclose()

    async def get(
        self, url: str, *, etag: str | None = None, modified: str | None = None, robots: bool = False, any_certificate: bool = False
    ) -> Response:
        """Fetch ``url``.

        url              "https://eng.belta.by/rss"
        etag             validator of the body we have; likewise modified. The answer may then be "not modified".
        robots           ask robots.txt first, as for pages.
        any_certificate  take an answer of the address's own host although its certificate does not hold; ``doubt`` then says why.
        returns          an answer with status 2xx, or one that is not_modified.
        raises           a branch of FetchError; nothing else, whatever the server does.
        """
        target = read_target(url, _told(url))
        delay = await self._asked_robots(target, url, any_certificate) if robots else 0
        host = target.site.host
        if not self._reach.allows(host, port_of(target.site)):
            await self._spacing.wait(host, delay)
        return await self._fetch(target, _Wish(url, self._fields + _conditions(etag, modified), self._limit, any_certificate))

    async def _fetch(self, target: Target, wish: _Wish) -> Response:
        try:
            async with asyncio.timeout(self._deadline):
                return await self._follow(target, wish)
        except TimeoutError as error:
            raise NoAnswer(_told(wish.url), f"no whole answer in {self._deadline:g} s") from error

    async def _follow(self, first: Target, wish: _Wish) -> Response:
        """Go where the answers lead; each hop is judged anew, and none on another host is told a password, or believed without proof."""
        target, for_good, moved_to = first, True, None
        for _ in range(_HOPS + 1):
            request = _request(target, wish.fields, wish.any_certificate and target.site.host == first.site.host)
            response = await self._transport.handle_async_request(request)
            assert isinstance(response.stream, httpx.AsyncByteStream)
            try:
                if response.status_code not in _MOVED:
                    return await self._answer(response, target, wish, moved_to)
            finally:
                await response.stream.aclose()
            for_good = for_good and response.status_code in _FOR_GOOD
            target = _next_hop(target, response, wish.url)
            moved_to = target.shown if for_good else moved_to
        raise BadRedirect(_told(wish.url), f"more than {_HOPS} redirects", "open the address in a browser and take the one it ends at")

    async def _answer(self, response: httpx.Response, target: Target, wish: _Wish, moved_to: str | None) -> Response:
        """Take the answer at the end of the way, or raise what it amounts to."""
        status, headers = response.status_code, read_fields(response.headers.raw)
        retry_after = read_retry_after(headers.get("retry-after", ""), self._now())
        not_modified = status == 304 and len(wish.fields) > len(self._fields)
        body = b"" if not_modified else await self._good_body(response, wish.url, retry_after, wish.limit)
        return Response(
            url=wish.url,
            final_url=target.shown,
            status=status,
            headers=kept_headers(headers),
            body=body,
            content_type=headers.get("content-type", "")[:200],
            etag=read_validator(headers, "etag") if status in (200, 304) else None,
            modified=read_validator(headers, "last-modified") if status in (200, 304) else None,
            not_modified=not_modified,
            retry_after=retry_after,
            moved_to=moved_to,
            doubt=response.extensions[DOUBT],
        )

    async def _good_body(self, response: httpx.Response, url: str, retry_after: timedelta | None, limit: int) -> bytes:
        status = response.status_code
        if status == 304:
            raise Garbled(_told(url), "answered 'not modified' to a request without conditions")
        if status == 206:
            raise HttpStatus(_told(url), status, retry_after, "the server sent a part of it, unasked (206)")
        if not 200 <= status < 300:
            raise await self._refusal(response, url, retry_after)
        body = await self._body(response, limit, url)
        if is_challenge(response.headers, body):
            raise Blocked(_told(url), status, retry_after, "blocked by a browser check")
        return body

    async def _refusal(self, response: httpx.Response, url: str, retry_after: timedelta | None) -> FetchError:
        status = response.status_code
        try:
            beginning = await self._body(response, _ERROR_BODY_LIMIT, url)
        except FetchError:
            # What the error page says hardly matters; that it is one was said by the status.
            beginning = b""
        if is_challenge(response.headers, beginning):
            return Blocked(_told(url), status, retry_after, f"blocked by a browser check ({status})")
        return HttpStatus(_told(url), status, retry_after, remedy=_REMEDIES.get(status, ""))

    async def _body(self, response: httpx.Response, limit: int, url: str) -> bytes:
        body = bytearray()
        async with AsyncExitStack() as permit:
            async for piece in response.aiter_raw():
                if len(body) <= _LARGE < len(body) + len(piece):
                    await permit.enter_async_context(self._large)
                body += piece
                if len(body) > limit:
                    raise TooLarge(_told(url), f"it is more than {limit / 1e6:g} MB")
        return unpack(bytes(body), response.headers.get("content-encoding", ""), limit, _told(url))

    async def _asked_robots(self, target: Target, url: str, any_certificate: bool) -> float:
        """Return the seconds the site wants between visits; raises RobotsRefused."""
        address = target.whole
        rules = await self._robots.rules(f"{address.scheme}://{address.netloc.decode('ascii')}", any_certificate)
        if not rules.allow(str(address)):
            raise RobotsRefused(_told(url), "robots.txt asks us not to read this page", "read it yourself; beltwatch will not")
        return rules.delay

    async def _robots_text(self, url: str, any_certificate: bool) -> str | None:
        try:
            response = await self._fetch(read_target(url, _told(url)), _Wish(url, self._fields, _ROBOTS_LIMIT, any_certificate))
        except HttpStatus as error:
            return "" if 400 <= error.status < 500 and error.status != 429 else None
        except TooLarge:
            return ""
        except (NoAnswer, Garbled, BadRedirect):
            return None
        return response.body.decode("utf-8", "replace")


def _request(target: Target, fields: Fields, any_certificate: bool) -> httpx.Request:
    # With a stream of its own, httpx adds no fields: working those out takes it longer than all the rest.
    site, extensions = target.site, {TARGET: target.path, SHOWN: target.shown, ANY_CERTIFICATE: any_certificate}
    request = httpx.Request("GET", site, headers=[(b"Host", site.netloc), *fields], stream=_NO_BODY, extensions=extensions)
    if not site.userinfo:
        return request
    return next(httpx.BasicAuth(site.username, site.password).auth_flow(request))


def _next_hop(target: Target, response: httpx.Response, url: str) -> Target:
    place, address = response.headers.get("location", ""), target.whole
    try:
        hop = read_target(str(address.join(place)), _told(url)).whole
    except (httpx.InvalidURL, ValueError, BadAddress) as error:
        raise BadRedirect(_told(url), f"it redirects to what is no web address ({place[:60]!r})") from error
    if not place or hop == address:
        raise BadRedirect(_told(url), "it redirects to itself" if place else "it redirects to nowhere")
    same_place = (hop.scheme, hop.host, hop.port) == (address.scheme, address.host, address.port)
    return target_of(hop if same_place else hop.copy_with(userinfo=b""))


def _conditions(etag: str | None, modified: str | None) -> Fields:
    """Only what can stand in a header: a validator may come from a database that an older version wrote."""
    pairs = ((b"If-None-Match", etag), (b"If-Modified-Since", modified))
    return [(name, value.encode()) for name, value in pairs if value and value.isascii() and value.isprintable()]


def _told(url: str) -> str:
    """An address for a message: short, and without user and password."""
    scheme, mark, rest = url[:300].partition("://")
    site, slash, path = rest.partition("/")
    return f"{scheme}{mark}{site.rpartition('@')[2]}{slash}{path}"


__all__ = ["Client", "Response"]
