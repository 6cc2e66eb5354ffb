"""Outlets without a feed: a page of headlines whose article links follow a rule, and sitemaps, as items."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from connectors.addresses import absolute, place
from connectors.cleaning import clean_line
from connectors.errors import NotAFeed
from connectors.items import Item, Listing
from connectors.soundxml import sound_xml

_SITEMAP = "{*}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_BLOCKS = 3
"""How many elements above a link its date may stand."""


def read_headlines(text: str, content_type: str, url: str, links: str) -> Listing:
    """Read a page of headlines.

    links    pattern found in the absolute address of an article, and of nothing else: "/en/news/\\d+/?$".
    returns  each article once, in the page's order, under the longest words that link to it.
    raises   NotAFeed where no link follows the rule.
    """
    rule = re.compile(links)
    places = {anchor: (place(address), address) for anchor, address in _links(text, url) if rule.search(address)}
    items: dict[str, Item] = {}
    for anchor, (there, address) in places.items():
        item = _headline(anchor, address, _date_beside(anchor, places))
        if there not in items or len(item.title) > len(items[there].title):
            items[there] = item
    if not items:
        remedy = "the page may have changed: open it, and mend the rule in feeds.yaml"
        raise NotAFeed(url, f"no link on the page follows the rule {links!r}", remedy, "", content_type)
    return Listing(items=tuple(items.values()))


def read_sitemap(text: str, content_type: str, url: str) -> Listing:
    """Read a sitemap or news sitemap; raises NotAFeed for anything else, a list of sitemaps too."""
    root = etree.fromstring(sound_xml(text).encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    name = etree.QName(root).localname if root is not None else "nothing"
    if name == "sitemapindex":
        first = next((loc.text or "" for loc in root.iter(f"{_SITEMAP}loc")), "")
        raise NotAFeed(
            url, "not a sitemap (a list of sitemaps)", f"name one of those it lists, such as {first.strip()[:200]}", "", content_type
        )
    if name != "urlset":
        raise NotAFeed(url, f"not a sitemap ({clean_line(name, 40)})", "look for it in the site's robots.txt", "", content_type)
    return Listing(items=tuple(_row(row) for row in root.iterchildren(f"{_SITEMAP}url")))


def _links(text: str, url: str) -> Iterator[tuple[HtmlElement, str]]:
    text = sound_xml(text)
    if "<" not in text:
        return
    page = document_fromstring(text, parser=HTMLParser(huge_tree=True, remove_comments=True))
    for anchor in page.iter("a"):
        yield anchor, absolute(str(anchor.get("href", "")).strip(), url).partition("#")[0]


def _headline(anchor: HtmlElement, address: str, published: str) -> Item:
    words = clean_line(str(anchor.text_content())) or clean_line(anchor.get("title", ""))
    pictures = (clean_line(picture.get("alt", "")) for picture in anchor.iter("img"))
    return Item(link=address, title=words or next(filter(None, pictures), ""), published=published)


def _date_beside(anchor: HtmlElement, places: Mapping[HtmlElement, tuple[str, str]]) -> str:
    """The date in the smallest block around a link; one that holds another article's link is the page, not a block."""
    block = anchor
    for _ in range(_BLOCKS):
        if block is None or len({places[link][0] for link in block.iter("a") if link in places}) > 1:
            return ""
        if times := list(block.iter("time")):
            return str(times[0].get("datetime") or times[0].text_content())
        block = block.getparent()
    return ""


def _row(row: etree._Element) -> Item:
    def said(tag: str) -> str:
        return next((str(found.text or "").strip() for found in row.iter(tag)), "")

    return Item(
        link=said(f"{_SITEMAP}loc"),
        title=said(f"{_NEWS}title"),
        published=said(f"{_NEWS}publication_date") or said(f"{_SITEMAP}lastmod"),
    )
