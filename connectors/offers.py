"""What stands at an address somebody names as a source: a feed, or a page that names its feeds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.client import Client
from connectors.errors import FeedError, NotAFeed
from connectors.feeds import discover, parse_feed
from connectors.sandbox import Children
from facts.watch import Camp, Source

_SECONDS = 12.0


@dataclass(frozen=True, slots=True)
class Offer:
    """What was found.

    is_feed  whether the address itself is a feed, an empty or a damaged one too
    feeds    addresses of feeds that the page there names, in its order; () where it is a feed, or names none
    """

    is_feed: bool
    feeds: tuple[str, ...] = ()


async def look_at(url: str, client: Client, children: Children, now: datetime) -> Offer:
    """Ask ``url`` once and say what stands there.

    raises  FetchError where nothing was got, ChildError
    """
    response = await client.get(url)
    source = Source(name="offer", url=response.final_url, outlet="", language="", camp=Camp.OTHER, every=timedelta(days=1))
    try:
        await children.call(parse_feed, response.body, response.content_type, source, now, seconds=_SECONDS)
    except NotAFeed:
        return Offer(False, await children.call(discover, response.body, response.final_url, seconds=_SECONDS))
    except FeedError:
        return Offer(True)
    return Offer(True)
