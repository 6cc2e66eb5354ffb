"""JSON Feed, versions 1 and 1.1 (jsonfeed.org), as items."""

import json
from collections.abc import Mapping
from typing import Any

from connectors.errors import NotAFeed
from connectors.items import Item, Listing

_REMEDY = "look for the feed's address on the outlet's page"


def read_json(text: str, content_type: str, url: str) -> Listing:
    """Read ``text`` as a JSON Feed; raises NotAFeed where it is other JSON, or none."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(url, f"not a feed (broken JSON: {str(error)[:80]})", "", "", content_type) from error
    if not isinstance(feed, dict) or "jsonfeed.org/version" not in str(feed.get("version"))[:100]:
        raise NotAFeed(url, "not a feed (JSON of another kind)", _REMEDY, "", content_type)
    rows = feed.get("items")
    items = [_item(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return Listing(items=tuple(items), title=_word(feed, "title"))


def _item(row: Mapping[str, Any]) -> Item:
    return Item(
        guid=_word(row, "id"),
        link=_word(row, "url", "external_url"),
        title=_word(row, "title"),
        summary=_word(row, "content_html", "content_text", "summary"),
        published=_word(row, "date_published", "date_modified"),
        rest=json.dumps(row, sort_keys=True),
    )


def _word(row: Mapping[str, Any], *names: str) -> str:
    """The first of ``names`` that says something; ids may be numbers."""
    values = (row.get(name) for name in names)
    return next((str(value) for value in values if isinstance(value, (str, int, float)) and str(value).strip()), "")
