"""The quick way through a plain feed gives what feedparser gives, and gives up where it could not."""

from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.plainfeeds import read_plain
from connectors.soundxml import sound_xml
from connectors.xmlfeeds import read_with_feedparser

WORDS = st.one_of(
    st.sampled_from(
        [
            "",
            "Trade grew",
            " padded\n",
            "Экспорт вырос",
            "贸易额增长",
            "<b>bold</b> & more",
            "&amp;lt;b&amp;gt;",
            "5 < 6",
            "Ð\x9cÐ¸Ð½",
            "a\x92b",
            "é",
        ]
    ),
    st.text(alphabet="aЯ中é<>&;'\" \t\n\x85\xa0\u2028x#1]", max_size=20),
)
LINKS = st.sampled_from(
    [
        "https://news.example/1",
        "http://news.example/2?a=1&b=2",
        "https://news.example/3?x=1&copy;",
        "/relative",
        "",
        " https://news.example/4 ",
    ]
)
DATES = st.sampled_from(["Tue, 27 Jan 2026 10:00:00 GMT", "2026-01-27", "soon", ""])


def element(name: str, words: str, cdata: bool = False, **attributes: str) -> str:
    more = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    inner = f"<![CDATA[{words}]]>" if cdata and "]]>" not in words else escape(words)
    return f"<{name}{more}>{inner}</{name}>"


def some(draw, plain: list[str], odd: list[str]) -> str:
    """A few parts in any order; one feed in five or so has something odd in it."""
    kept = draw(st.lists(st.sampled_from(plain), max_size=7, unique=True))
    if not draw(st.integers(0, 9)):
        kept.append(draw(st.sampled_from(odd + plain)))
    return "".join(kept)


@st.composite
def rss_item(draw) -> str:
    cdata = draw(st.booleans())
    plain = [
        element("title", draw(WORDS), cdata),
        element("link", draw(LINKS) or "https://news.example/5"),
        element("guid", draw(st.one_of(LINKS, WORDS)), isPermaLink=draw(st.sampled_from(["true", "false"]))),
        element("description", draw(WORDS), cdata),
        element("content:encoded", draw(WORDS), cdata),
        element("pubDate", draw(DATES)),
        element("dc:date", draw(DATES)),
        element("dc:creator", "Somebody"),
        element("category", "trade"),
        element("source", "Agency", url="https://agency.example/rss"),
        element("ya:full-text", "All of it"),
        element("unheard", "of"),
        element("media:credit", "A photographer", role="author"),
        '<media:content url="https://cdn.example/a.jpg" medium="image"/>',
        '<enclosure url="https://cdn.example/a.mp3" type="audio/mpeg" length="1"/>',
        "<!-- a remark -->",
    ]
    odd = [
        element("media:title", "Another title"),
        element("media:description", "of"),
        "<link/>",
        "<guid>x</guid>",
        "<dc:title>y</dc:title>",
    ]
    return f"<item>{some(draw, plain, odd)}</item>"


@st.composite
def atom_entry(draw) -> str:
    kind = draw(st.sampled_from(["text", "html"]))
    plain = [
        element("title", draw(WORDS), type=kind),
        element("id", draw(st.one_of(LINKS, WORDS))),
        '<link rel="enclosure" href="https://cdn.example/a.mp3"/>',
        element("summary", draw(WORDS), type=kind),
        element("content", draw(WORDS), type=kind),
        element("published", draw(DATES)),
        element("updated", draw(DATES)),
        '<category term="trade"/>',
        "<author><name>Somebody</name><uri>https://news.example/people/1</uri></author>",
    ]
    odd = [
        "<contributor><name>Somebody</name></contributor>",
        "<author><x/></author>",
        '<link rel="via" href="https://v.example/1"/>',
        '<content src="https://c.example/1"/>',
    ]
    link = f'<link rel="alternate" type="text/html" href={quoteattr(draw(LINKS) or "https://news.example/5")}/>'
    return f"<entry>{link}{some(draw, plain, odd)}</entry>"


NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:ya="http://news.yandex.ru" xmlns:atom="http://www.w3.org/2005/Atom"'
)
CHANNELS = st.lists(
    st.sampled_from(
        [
            "<image><url>https://news.example/a.png</url><title>Logo</title><link>https://news.example/</link></image>",
            '<atom:link href="https://news.example/rss" rel="self" type="application/rss+xml"/>',
            "<ttl>5</ttl>",
            "<language>en</language>",
            "<link>https://news.example/</link>",
            "<?xml-stylesheet href='a.css'?>",
            "<textInput><title>Search</title><name>q</name></textInput>",
        ]
    ),
    max_size=3,
    unique=True,
).map("".join)
ABOUT = st.sampled_from(["", "<author><name>Desk</name></author>", '<link rel="self" href="https://news.example/atom"/>', "<id>urn:f</id>"])
FEEDS = st.one_of(
    st.tuples(CHANNELS, st.lists(rss_item(), min_size=1, max_size=3).map("".join), CHANNELS).map(
        lambda parts: f'<rss version="2.0" {NAMESPACES}><channel>{parts[0]}<title>T</title>{parts[1]}</channel></rss>'
    ),
    st.tuples(ABOUT, st.lists(atom_entry(), min_size=1, max_size=3).map("".join)).map(
        lambda parts: f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{"".join(parts)}</feed>'
    ),
)


@settings(max_examples=400, deadline=None)
@given(FEEDS)
def test_both_ways_through_a_feed_give_the_same_items(text):
    plain = read_plain(sound_xml(text))

    if plain is not None:
        slow = read_with_feedparser(text, "", "https://news.example/rss")
        assert list(plain.items) == [replace(item, rest="") for item in slow.items]
        assert (plain.title, plain.ttl) == (slow.title, slow.ttl)


ITEM = "<item><title>Trade grew</title><link>https://news.example/1</link></item>"


def test_a_plain_feed_is_plain():
    listing = read_plain(f'<rss version="2.0"><channel><title>Outlet</title><ttl>5</ttl>{ITEM}</channel></rss>')

    assert listing
    assert [(item.title, item.link) for item in listing.items] == [("Trade grew", "https://news.example/1")]


@pytest.mark.parametrize(
    "text",
    [
        '<rss version="2.0"><channel></channel></rss>',
        f'<rss version="0.91"><channel>{ITEM}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM}</channel>',
        f'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel>{ITEM}</channel></rss>',
        f'<rss version="2.0" xml:base="https://other.example/"><channel>{ITEM}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("Trade", "<b>Trade</b>")}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("</item>", "<title>Again</title></item>")}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("</item>", "<unheard><of/></unheard></item>")}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("</item>", "<created>2026-01-27</created></item>")}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("</item>", "<Title>Again</Title></item>")}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("</item>", "<links>x</links></item>")}</channel></rss>',
        '<rss version="2.0"><channel>' + ITEM.replace("<item>", '<item href="https://news.example/2">') + "</channel></rss>",
        f'<rss version="2.0"><channel>{ITEM}<more><item><title>x</title></item></more></channel></rss>',
        f'<rss version="2.0"><channel base="https://other.example/">{ITEM}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("grew", "grew &nbsp;")}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("grew", "& grew")}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("grew", "]]> grew")}</channel></rss>',
        '<rss version="2.0"><channel>' + ITEM.replace("<title>", '<title a="1" a="2">') + "</channel></rss>",
        f'<rss version="2.0"><channel>{ITEM.replace("<title>", "<x:title>").replace("</title>", "</x:title>")}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM}</channel></rss><rss/>',
        f'<rss version="2.0"><channel>{ITEM}</channel></rss> more',
        f'<rss version="2.0"><channel><!-- a -- b -->{ITEM}</channel></rss>',
        f'<rss version="2.0"><channel>{"<a>" * 20}{"</a>" * 20}{ITEM}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM}<item/></channel></rss>',
        "<html></html>",
        "no markup",
        "",
    ],
)
def test_what_is_not_plain_is_left_to_feedparser(text):
    assert read_plain(text) is None
