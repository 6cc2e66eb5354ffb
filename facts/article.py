"""What a feed and a page gave us, before anything is read out of it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, cleaned once at the door.

    identity    stable over polls: made of guid, link and content by connectors.feeds
    published   None when the feed gave no date or one that cannot be; published_raw keeps what stood there
    outlet      whose it is, where a search found it; "": the source's own
    """

    source: str
    identity: str
    guid: str | None = None
    link: str | None = None
    title: str = ""
    summary: str = ""
    published: datetime | None = None
    published_raw: str = ""
    outlet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text to take facts from.

    published   day of publication; None when nobody knows it: relative periods then stay unread
    language    "en", "ru", "be", "zh", or "" to have it told from the text
    """

    id: str
    text: str
    title: str = ""
    published: date | None = None
    url: str = ""
    outlet: str = ""
    language: str = ""
