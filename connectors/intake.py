"""An answer's body → what of it was not seen before: plain feeds at once, all others in a child with limits."""

from collections.abc import Callable, Sequence
from datetime import datetime

from connectors.glances import FeedContent, glance, only
from connectors.response import Response
from connectors.sandbox import Children
from facts.watch import Source

SECONDS = 12.0
"""Of wall time, after which a body is given up."""

Unseen = Callable[[str, Sequence[str]], Sequence[str]]
"""A source's name and identities → those of them that it never gave before."""


def all_unseen(_name: str, identities: Sequence[str]) -> Sequence[str]:
    """Say that nothing was seen before, as of a source that never gave anything."""
    return identities


async def take_in(
    response: Response, source: Source, now: datetime, *, children: Children, unseen: Unseen, seconds: float = SECONDS
) -> FeedContent:
    """Read the feed in ``response``; cleaned, and returned as entries, is only what ``unseen`` does not know.

    seconds  that a child may take
    raises   FeedError, ChildError
    """
    plain = glance(response.body, source)
    if plain is not None:
        return plain.content(source, set(unseen(source.name, [*plain.items])), now)
    # Its readers work in the child; here their libraries would only take memory, until a feed needs them.
    from connectors.feeds import parse_feed  # noqa: PLC0415

    content = await children.call(parse_feed, response.body, response.content_type, source, now, seconds=seconds)
    return only(content, set(unseen(source.name, [entry.identity for entry in content.entries])))
