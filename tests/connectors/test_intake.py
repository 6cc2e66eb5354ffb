"""A plain feed is read at once and only as far as it is new; every other body goes to a child."""

import asyncio
import time
from dataclasses import replace
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from connectors.errors import EmptyFeed, NotAFeed
from connectors.feeds import parse_feed
from connectors.glances import glance
from connectors.intake import take_in
from connectors.plainxml import NotPlainError, read_elements
from connectors.response import Response
from connectors.sandbox import Children
from facts.watch import SourceKind


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet</title>{"".join(items)}</channel></rss>'.encode()


def item(number: int, more: str = "") -> str:
    return f"<item><title>Story {number}</title><link>https://news.example/{number}</link>{more}</item>"


PLAIN = rss(*map(item, range(4)))
ODD = rss(*map(item, range(4)), "<item><title>Potash & dairy</title></item>")


class NoChildren(Children):
    """Children that nobody may call."""

    async def call(self, *args, **limits):
        raise AssertionError("a child was called")


def taken(body: bytes, source, now, children: Children | None = None, known: int = 0):
    """Take in a body of which the first ``known`` entries were seen before."""
    asked: list[list[str]] = []

    def unseen(name, identities):
        asked.append(list(identities))
        return identities[known:]

    async def work():
        async with children or Children(1) as those:
            return await take_in(
                Response(url=source.url, final_url=source.url, status=200, body=body), source, now, children=those, unseen=unseen
            )

    return asyncio.run(work()), asked


def test_a_plain_feed_needs_no_child_and_gives_what_a_child_would(source, now):
    content, asked = taken(PLAIN, source, now, NoChildren(1))

    assert content == parse_feed(PLAIN, "", source, now)
    assert asked == [[entry.identity for entry in content.entries]]


@pytest.mark.parametrize("body", [PLAIN, ODD])
def test_only_what_was_not_seen_before_is_returned_and_all_of_it_is_counted(source, now, body):
    content, _ = taken(body, source, now, known=3)

    assert content.items == len(parse_feed(body, "", source, now).entries)
    assert [entry.title for entry in content.entries] == [entry.title for entry in parse_feed(body, "", source, now).entries[3:]]


@pytest.mark.parametrize(
    "body",
    [
        ODD,
        PLAIN.decode().replace("Story", "Тема").encode("windows-1251"),
        PLAIN.decode().encode("utf-16"),
        PLAIN.replace(b"Story", "\ufffd".encode()),
        PLAIN + b" " * 200_000,
        rss(*map(item, range(6_000))),
        b"<!DOCTYPE rss []>" + PLAIN[21:],
    ],
    ids=["not well-formed", "another encoding", "UTF-16", "lost letters", "long", "many items", "document type"],
)
def test_f2_whatever_is_not_plain_and_small_goes_to_a_child(source, body):
    assert glance(PLAIN, source)
    assert glance(body, source) is None


def test_pages_of_headlines_go_to_a_child(source):
    assert glance(PLAIN, replace(source, kind=SourceKind.PAGE_LIST, links="x")) is None


@pytest.mark.parametrize(("body", "error"), [(b"<html><title>Moved</title>", NotAFeed), (rss(), EmptyFeed), (b"", NotAFeed)])
def test_what_is_no_feed_is_told_by_the_child(source, now, body, error):
    with pytest.raises(error):
        taken(body, source, now)


SIZE = 190_000
BAIT = {
    "references": item(1, f"<description>{'&#65;' * 19_000}</description>"),
    "escaped tags": item(1, f"<description>{'&lt;a ' * 19_000}</description>"),
    "escaped scripts": item(1, f"<description>{'&lt;script&gt;' * 9_000}</description>"),
    "pieces": item(1, f"<description>{'x<![CDATA[y]]>' * 13_000}</description>"),
    "remarks": item(1, f"<description>{'x<!---->' * 19_000}</description>"),
    "remarks never closed": "<!--" * 19_000,
    "piece never closed": item(1, f"<description>{'<![CDATA[' * 19_000}</description>"),
    "marks on one letter": item(1, f"<description>a{'̣́' * (SIZE // 4)}</description>"),
    "attributes": "<item " + " ".join(f'a{number}=""' for number in range(19_000)) + "/>",
    "blanks in a tag": "<item" + " " * SIZE,
    "items": "".join(map(item, range(2_400))),
    "links": "".join(f"<item><link>https://news.example/?{number}={'%' * 9}</link></item>" for number in range(1_500)),
    "dates": "".join(item(number, f"<pubDate>{'1 ' * 20}{number}</pubDate>") for number in range(1_400)),
}


@pytest.mark.parametrize("bait", BAIT.values(), ids=BAIT)
def test_no_body_small_enough_holds_the_others_up(source, now, bait):
    body = rss(bait)
    assert len(body) < 250_000
    began = time.process_time()

    plain = glance(body, source)
    if plain:
        plain.content(source, set(plain.items), now)

    # A fifth of a second where the machine is idle.
    assert time.process_time() - began < 2


NAMES = st.sampled_from(["a", "b", "c:d", "x:y", "e.f-g", "h_1"])
TEXTS = st.one_of(
    st.sampled_from(
        ["", "words", "5 &lt; 6", "&#x44F;", "&amp;amp;", "]]>", "&nbsp;", "a & b", "\r\n", "\t", "<!-- r -->", "<!-- r -- r -->"]
    ),
    st.text("aя中 '\"<>&;#\n", max_size=6).map(escape),
    st.text("aя中 '\"<>&]\n", max_size=6).map("<![CDATA[{}]]>".format),
    st.sampled_from(
        ["<?pi x?>", "<?xml x?>", "<b/>", "<b />", "</b>", "<b", "<b a=1/>", '<b a="1"b="2"/>', '<b a="1" a="2"/>', "<b c:a='<'/>"]
    ),
)
ATTRIBUTES = st.lists(
    st.sampled_from(['a="1"', "b='2'", 'c:a="&lt;\n"', 'xml:lang="be"', 'x:a=""', 'a = "3"', 'xmlns="urn:n"']), max_size=2
).map(" ".join)


@st.composite
def elements(draw, depth: int = 3) -> str:
    name, attributes = draw(NAMES), draw(ATTRIBUTES)
    inner = draw(st.lists(TEXTS if depth == 0 else st.one_of(TEXTS, elements(depth - 1)), max_size=3).map("".join))
    return f"<{name}{' ' * bool(attributes)}{attributes}>{inner}</{name}>"


def tree(element) -> tuple:
    """An element of ours as its tag, words and children, all the way down."""
    return element.tag, element.words, [tree(child) for child in element.children]


def known_tree(element) -> tuple:
    """The same of an element of lxml."""
    words = (element.text or "") + "".join(child.tail or "" for child in element)
    return element.tag, words, [known_tree(child) for child in element]


@settings(max_examples=500, deadline=None)
@given(elements())
def test_what_is_taken_for_plain_xml_is_xml_and_means_the_same(inner):
    text = f'<root xmlns:c="urn:c">{inner}</root>'
    try:
        found = read_elements(text)
    except NotPlainError:
        return

    assert tree(found) == known_tree(etree.fromstring(text, etree.XMLParser(remove_comments=True, remove_pis=True)))
