"""What can go wrong outside, as a tree. Catch the narrowest branch that you can answer.

::

    ConnectorError            source, reason, remedy
    ├── FetchError            no body was got
    │   ├── NoAnswer            nobody answered in time, or the name, the connection or the body broke off
    │   ├── TooLarge            more bytes than we take, packed or unpacked
    │   ├── AddressRefused      the address, or one it redirects to, is not on the open internet
    │   ├── BadAddress          what was given is no http(s) address
    │   ├── BadRedirect         a redirect in circles, too long, or to what is no address
    │   ├── HttpStatus          the server answered something other than 2xx or 304: status, retry_after
    │   │   └── Blocked           a browser check stands before it
    │   ├── RobotsRefused       the site's robots.txt asks us to stay away
    │   ├── TlsError            the certificate does not hold
    │   └── Garbled             the answer breaks HTTP, or its packing is broken
    ├── FeedError             a body was got, and no items can be taken from it
    │   ├── NotAFeed            it is something else: title, content_type
    │   └── EmptyFeed           a feed without items
    ├── PageError             a body was got, and no article can be taken from it
    │   ├── NotHtml             it is no page
    │   └── NoText              a page without the article: kind
    ├── ChildError            the child at work on it failed: trace
    │   ├── Crashed             it raised what nobody foresaw, or died
    │   ├── OutOfTime
    │   └── OutOfMemory
    ├── WatchlistError        a hand-written file is wrong: faults
    ├── SettingsError         the environment is wrong
    ├── ArchiveError          a file of articles cannot be read
    └── ChannelError          an alert could not be sent: retry_after, final, ambiguous

Every error can be pickled: most are raised in a child and caught in the parent.
"""
# ruff: noqa: N818 - as in httpx, the names say what happened; the branches they stand on end in Error

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

TextState = Literal["soft_404", "consent", "paywall", "script_only", "empty"]


class ConnectorError(Exception):
    """Something outside failed.

    source  the address or the source's name: "https://eng.belta.by/rss"
    reason  one plain sentence without a full stop: "no answer in 30 s"
    remedy  what a person can do, or ""
    """

    def __init__(self, source: str, reason: str, remedy: str = "") -> None:
        super().__init__(source, reason, remedy)
        self.source = source
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        told = f"{self.source}: {self.reason}"
        return f"{told}; {self.remedy}" if self.remedy else told


class FetchError(ConnectorError):
    """No body was got."""


class NoAnswer(FetchError):
    """Nobody answered in time, or the name, the connection or the body broke off."""


class TooLarge(FetchError):
    """More bytes than we take, as sent or unpacked."""


class AddressRefused(FetchError):
    """The address leads to this machine or its network."""


class BadAddress(FetchError):
    """What was given is no http(s) address."""


class BadRedirect(FetchError):
    """A redirect in circles, too long, or to what is no address."""


class HttpStatus(FetchError):
    """The server answered something else than a page or feed.

    status       404, 503 …
    retry_after  how long the server asked to be left alone, or None
    """

    def __init__(self, source: str, status: int, retry_after: timedelta | None = None, reason: str = "", remedy: str = "") -> None:
        super().__init__(source, reason or f"the server answered {status}", remedy)
        self.args = (source, status, retry_after, reason, remedy)
        self.status = status
        self.retry_after = retry_after


class Blocked(HttpStatus):
    """A browser check stands before it. It is never got around."""


class RobotsRefused(FetchError):
    """The site's robots.txt asks us to stay away from this page."""


class TlsError(FetchError):
    """The certificate is expired, self-made or another host's."""


class Garbled(FetchError):
    """The answer breaks HTTP, or its packing is broken."""


class FeedError(ConnectorError):
    """A body was got, and no items can be taken from it."""


class NotAFeed(FeedError):
    """It is something else.

    title         the title it has, where it is a page: "Just a moment..."
    content_type  what the server called it
    """

    def __init__(self, source: str, reason: str, remedy: str = "", title: str = "", content_type: str = "") -> None:
        super().__init__(source, reason, remedy)
        self.args = (source, reason, remedy, title, content_type)
        self.title = title
        self.content_type = content_type


class EmptyFeed(FeedError):
    """A feed without items."""


class PageError(ConnectorError):
    """A body was got, and no article can be taken from it."""


class NotHtml(PageError):
    """It is no page: a picture, a PDF, an archive."""


class NoText(PageError):
    """A page without the article; kind says which of the usual reasons it looks like."""

    def __init__(self, source: str, reason: str, remedy: str = "", kind: TextState = "empty") -> None:
        super().__init__(source, reason, remedy)
        self.args = (source, reason, remedy, kind)
        self.kind: TextState = kind


class ChildError(ConnectorError):
    """The child at work failed; the parent and the other children go on. trace: the child's traceback, or ""."""

    def __init__(self, source: str, reason: str, remedy: str = "", trace: str = "") -> None:
        super().__init__(source, reason, remedy)
        self.args = (source, reason, remedy, trace)
        self.trace = trace


class Crashed(ChildError):
    """It raised what nobody foresaw, or died."""


class OutOfTime(ChildError):
    """It was stopped at its time limit."""


class OutOfMemory(ChildError):
    """It was refused more memory."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a file somebody wrote by hand: where, what, and what to do about it. Line 0: the whole file."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}; {self.remedy}"


class WatchlistError(ConnectorError):
    """Hand-written files are wrong: every fault at once, so that one look mends them all."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0] if faults else Fault("watchlist", 0, "it is wrong", "")
        super().__init__(first.file, first.message, first.remedy)
        self.args = (tuple(faults),)
        self.faults = list(faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class SettingsError(ConnectorError):
    """A setting is missing or wrong; source is its name: "BELTWATCH_WEB_TOKEN"."""


class ArchiveError(ConnectorError):
    """A file of articles cannot be read as one."""


class ChannelError(ConnectorError):
    """An alert could not be sent. The address in it is redacted.

    retry_after  how long the service asked to be left alone, or None
    final        whether the same message can never be taken
    ambiguous    whether the service may have taken it all the same
    """

    def __init__(
        self,
        source: str,
        reason: str,
        remedy: str = "",
        retry_after: timedelta | None = None,
        final: bool = False,
        ambiguous: bool = False,
    ) -> None:
        super().__init__(source, reason, remedy)
        self.args = (source, reason, remedy, retry_after, final, ambiguous)
        self.retry_after = retry_after
        self.final = final
        self.ambiguous = ambiguous
