"""RSS and Atom in all their dialects, through feedparser, as items; with what is wrong in the writing."""

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import feedparser

from connectors.cleaning import clean_line
from connectors.errors import NotAFeed
from connectors.items import Item, Listing, read_ttl
from connectors.plainfeeds import read_plain
from connectors.soundxml import sound_xml

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta)\b", re.IGNORECASE | re.DOTALL
)
_TITLE = re.compile(r"<title[^>]{0,300}>([^<]{0,500})", re.IGNORECASE)
_SUBSET = re.compile(r"<!DOCTYPE[^\[>]{0,300}+\[([^\]]*+)\]\s*+>")
_ENTITY = re.compile(r"""<!ENTITY[^"'>]{1,200}+(?:"([^"]*+)"|'([^']*+)')""")
_OPENED = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]")
_CLOSED = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>")
_ENDED = re.compile(r"</(?:\w+:)?(?:rss|feed|RDF|channel)\s*>\s*(?:<!--.*)?$", re.IGNORECASE | re.DOTALL)


def read_xml(text: str, content_type: str, url: str) -> Listing:
    """Read ``text`` as a feed; what stands before its first "<" is no part of it.

    raises  NotAFeed, with the title where it is a page.
    """
    if _HTML.match(text):
        raise _other(text, content_type, url, "HTML")
    return read_plain(sound_xml(text)) or read_with_feedparser(text, content_type, url)


def item_of(entry: Mapping[str, Any]) -> Item:
    """Take of an entry of feedparser's what an item holds."""
    contents = [str(content.get("value", "")) for content in entry.get("content", ())]
    guid, link = str(entry.get("id", "")), str(entry.get("link", ""))
    # feedparser takes a guid for the link where there is none; not all of them are addresses.
    is_guess = entry.get("guidislink") and link == guid and "://" not in guid
    return Item(
        guid=guid,
        link="" if is_guess else link,
        title=str(entry.get("title", "")),
        summary=max([str(entry.get("summary", "")), *contents], key=len),
        published=str(entry.get("published") or entry.get("updated") or entry.get("created") or ""),
        rest=repr(sorted((name, value) for name, value in entry.items() if not name.endswith("_parsed"))),
    )


def read_with_feedparser(text: str, content_type: str, url: str, as_item: Callable[[Mapping[str, Any]], Item] = item_of) -> Listing:
    """Read ``text`` in whatever dialect it is, and however badly it is written. Arguments and errors as for read_xml.

    as_item  what to make of each entry
    """
    cut_off = _breaks_off(text)
    parsed = _parsed(_without_half(text) if cut_off else text)
    if not parsed.version and not parsed.entries:
        raise _other(text, content_type, url, "XML of another kind" if text.startswith("<?xml") else "text of another kind")
    return Listing(
        items=tuple(map(as_item, parsed.entries)),
        title=str(parsed.feed.get("title", "")),
        damaged=cut_off or _complaint(parsed) or _junk_before(text),
        ttl=read_ttl(str(parsed.feed.get("ttl", ""))),
    )


def _other(text: str, content_type: str, url: str, kind: str) -> NotAFeed:
    found = _TITLE.search(text, 0, 100_000)
    title = clean_line(found[1], 120) if found else ""
    told = f'{kind}, title "{title}"' if title else kind
    return NotAFeed(url, f"not a feed ({told})", f"beltwatch sources add {url} looks for the feeds it names", title, content_type)


def _parsed(text: str) -> Any:
    text = _without_multiplying(sound_xml(text[max(text.find("<"), 0) :]))
    stream = io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + text.encode("utf-8"))
    # All markup is taken out at our own door; cleaning it here too would only cost time.
    return feedparser.parse(
        stream, response_headers={"content-type": "application/xml; charset=utf-8"}, sanitize_html=False, resolve_relative_uris=False
    )


def _without_multiplying(text: str) -> str:
    """Take out declarations of entities that are made of other entities: nobody writes such but to have them multiply."""
    begin = text.find("<!DOCTYPE")
    found = _SUBSET.match(text, begin) if begin >= 0 else None
    values = _ENTITY.findall(found[1]) if found else []
    multiply = any("&" in value.replace("&#", "") for pair in values for value in pair)
    return text[: found.start()] + text[found.end() :] if found and multiply else text


def _complaint(parsed: Any) -> str:
    if not parsed.bozo:
        return ""
    said = parsed.get("bozo_exception")
    words = said.getMessage() if hasattr(said, "getMessage") else str(said)
    return f"not well-formed ({clean_line(words, 120)})"


def _junk_before(text: str) -> str:
    begin = text.find("<")
    return f"{begin} characters stand before the feed" if begin > 0 else ""


def _breaks_off(text: str) -> str:
    """Say whether the body ends inside an item: it was cut, and the last item is not what the outlet wrote."""
    if _ENDED.search(text[-4_000:]):
        return ""
    opened, closed = (sum(1 for _ in form.finditer(text)) for form in (_OPENED, _CLOSED))
    # Feeds that never close an item are written so by hand; in those nothing tells a half one.
    half = opened > closed and (closed or opened == 1)
    return f"the body breaks off in the middle of item {closed + 1}" if half else ""


def _without_half(text: str) -> str:
    *_, last = _OPENED.finditer(text)
    return text[: last.start()]
