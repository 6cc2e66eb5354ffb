"""RSS 2.0 and Atom that are plainly well-formed, read at once: what feedparser makes of them, twenty times as fast.

Whatever is not plain – an element to which feedparser gives a meaning of its own, a nested one, one that stands twice,
markup where text should be – makes it give up on the whole feed, and feedparser reads it instead. A property test holds
both ways against each other.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from feedparser import FeedParserDict
from feedparser.mixin import _FeedParserMixin as FeedParser

from connectors.items import Item, Listing, read_ttl
from connectors.plainxml import Element, NotPlainError, read_elements

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_HTML_TYPES = ("text", "html", "text/plain", "text/html")
_RSS = {
    "guid": "guid",
    "link": "link",
    "title": "title",
    "description": "summary",
    _CONTENT: "content",
    "pubDate": "published",
    f"{_DC}date": "updated",
}
_ENTRY = {f"{_ATOM}{name}": name for name in ("title", "summary", "content", "published", "updated")} | {f"{_ATOM}id": "guid"}
# feedparser hears them, and they say nothing that an Item holds.
_UNHEARD = frozenset(
    {
        *("author", "category", "comments", "enclosure", "source"),
        *(f"{_DC}creator", f"{_DC}subject"),
        "{http://purl.org/rss/1.0/modules/slash/}comments",
        "{http://wellformedweb.org/CommentAPI/}commentRss",
        f"{_MEDIA}thumbnail",
        f"{_MEDIA}content",
        f"{_MEDIA}credit",
        f"{_ATOM}category",
    }
)
_PEOPLE = {f"{_ATOM}author": {f"{_ATOM}name", f"{_ATOM}uri", f"{_ATOM}email"}}
_ASIDE = frozenset({"self", "enclosure", "replies", "edit"})
_ITEMS = frozenset({"item", "entry", "product"})
_TAKEN = frozenset({*FeedParserDict.keymap, "links", "guidislink", "tags", "authors", "contributors", "content", "language"})
_NAMESPACES = {uri.lower(): prefix for uri, prefix in FeedParser.namespaces.items()}
_CP1252 = re.compile("[\x80-\x9f]")
_REFERENCE = re.compile(r"&\w+;|&amp")


def read_plain(text: str) -> Listing | None:
    """Read ``text`` as a plain feed.

    text     XML without declaration, as connectors.xmlfeeds.sound_xml leaves it.
    returns  what it holds, or None where it is not plain.
    """
    try:
        listing = _listing(read_elements(text))
    except NotPlainError:
        return None
    # A feed without items may hold them where only feedparser looks.
    return listing if listing.items else None


def _listing(root: Element) -> Listing:
    if _has_base(root):
        raise NotPlainError
    if root.tag == f"{_ATOM}feed":
        _look_beside_items(root, f"{_ATOM}entry")
        items = [_entry(entry) for entry in root.all(f"{_ATOM}entry")]
        return Listing(items=tuple(items), title=_only_text(root, f"{_ATOM}title"))
    channel = root.children[0] if root.tag == "rss" and root.attributes.get("version") == "2.0" and len(root.children) == 1 else None
    if channel is None or channel.tag != "channel" or channel.attributes:
        raise NotPlainError
    _look_beside_items(channel, "item")
    items = [_item(item) for item in channel.all("item")]
    return Listing(items=tuple(items), title=_only_text(channel, "title"), ttl=read_ttl(_only_text(channel, "ttl")))


def _look_beside_items(parent: Element, tag: str) -> None:
    """Addresses told from elsewhere than the feed, and items in odd places, are feedparser's business."""
    if _has_base(parent):
        raise NotPlainError
    for child in parent.children:
        if child.tag == tag:
            if child.attributes:
                raise NotPlainError
        elif child.name.rpartition(":")[2].lower() in _ITEMS:
            raise NotPlainError
        else:
            _look_beside_items(child, "")


def _has_base(element: Element) -> bool:
    return bool(element.attributes) and any(name.lower() in ("base", "xml:base") for name in element.attributes)


def _only_text(parent: Element, tag: str) -> str:
    found = list(parent.all(tag))
    if len(found) > 1:
        raise NotPlainError
    return _words(found[0]) if found else ""


def _item(item: Element) -> Item:
    said: dict[str, str] = {}
    permanent = True
    for child, name in _known(item, _RSS):
        if name in said or (name == "link" and "://" not in child.words):
            raise NotPlainError
        if name == "guid":
            permanent = child.attributes.get("isPermaLink", "true") == "true"
        elif child.attributes:
            raise NotPlainError
        said[name] = _words(child)
    guid = said.get("guid", "")
    if "link" not in said and permanent and "://" in guid:
        said["link"] = guid
    return _told(said)


def _entry(entry: Element) -> Item:
    said: dict[str, str] = {}
    for child, name in _known(entry, _ENTRY, link=f"{_ATOM}link"):
        attributes = child.attributes
        if name == "link" and attributes.get("rel", "alternate") in _ASIDE:
            continue
        if name in said or attributes.get("type", "text/html") not in _HTML_TYPES or "src" in attributes or "mode" in attributes:
            raise NotPlainError
        said[name] = _address(child) if name == "link" else _words(child)
    if "link" not in said:
        raise NotPlainError
    return _told(said)


def _known(parent: Element, names: Mapping[str, str], link: str = "") -> Iterator[tuple[Element, str]]:
    for child in parent.children:
        if child.attributes and _has_base(child):
            raise NotPlainError
        if child.tag == link:
            yield child, "link"
        elif child.tag in names:
            yield child, names[child.tag]
        elif not _is_unheard(child):
            raise NotPlainError


def _is_unheard(element: Element) -> bool:
    if element.children:
        inner = _PEOPLE.get(element.tag, ())
        return all(child.tag in inner and not child.children and not child.attributes for child in element.children)
    return element.tag in _UNHEARD or element.tag in _PEOPLE or _is_unknown(element.name, element.tag)


@lru_cache(4_096)
def _is_unknown(name: str, tag: str) -> bool:
    """Whether feedparser has no ear for this element, under its namespace or under the prefix it is given here."""
    space, _, local = tag.removeprefix("{").rpartition("}")
    given = name.rpartition(":")[0]
    prefixes = {given, _NAMESPACES.get(space.lower(), given)} if space else {""}
    names = {f"{prefix}_{local}".lower().removeprefix("_") for prefix in prefixes}
    heard = any(hasattr(FeedParser, f"_start_{one}") or one in _TAKEN or one.endswith(("_detail", "_parsed")) for one in names)
    return not heard and "userland" not in space


def _address(link: Element) -> str:
    href = link.attributes.get("href", "")
    if link.attributes.get("rel", "alternate") != "alternate" or not href.startswith(("http://", "https://")):
        raise NotPlainError
    return href


def _told(said: Mapping[str, str]) -> Item:
    if not any(said.get(name) for name in ("guid", "link", "title", "summary", "content")) or _REFERENCE.search(said.get("link", "")):
        raise NotPlainError
    return Item(
        guid=said.get("guid", ""),
        link=said.get("link", ""),
        title=said.get("title", ""),
        summary=max(said.get("summary", ""), said.get("content", ""), key=len),
        published=said.get("published") or said.get("updated") or "",
    )


def _words(element: Element) -> str:
    """The text of an element without markup in it, mended where feedparser mends it."""
    if element.children:
        raise NotPlainError
    text = element.words.strip()
    if text.isascii():
        return text
    if _CP1252.search(text):
        raise NotPlainError
    try:
        # UTF-8 that somebody took for Latin-1 and encoded once more.
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
