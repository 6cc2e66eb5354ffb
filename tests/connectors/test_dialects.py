"""Feeds in the dialects of twenty years, served over HTTP: no entry that feedparser finds is lost.

A sample in our own words; ``benchmarks/torture.py`` polls all two thousand test files of feedparser itself.
"""

import asyncio
from datetime import UTC, datetime

import feedparser
import pytest

from connectors.client import Client
from connectors.errors import FeedError
from connectors.intake import take_in
from connectors.sandbox import Children
from tests.connectors.written import SOURCE

NOW = datetime(2026, 1, 28, 9, tzinfo=UTC)
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'

DIALECTS = {
    "rss 0.91": '<rss version="0.91"><channel><item><title>Potash</title><link>https://a.example/1</link></item></channel></rss>',
    "rss 1.0, items beside the channel": f"""<rdf:RDF {RDF} xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"/>
        <item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link></item>
        <item rdf:about="https://a.example/2"><title>Two</title><link>https://a.example/2</link></item></rdf:RDF>""",
    "rss 0.90": f'<rdf:RDF {RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/"><item><title>One</title></item></rdf:RDF>',
    "neither id nor link": "<rss><channel><item><title>Dairy</title></item><item><description>Timber</description></item></channel></rss>",
    "only a word nobody knows": "<rss><channel><item><mood>calm</mood></item></channel></rss>",
    "atom 0.3": """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>A</title><entry><title>One</title><id>tag:a,1</id>
        <modified>2026-01-27T10:00:00Z</modified><content type="text/html" mode="escaped">&lt;b&gt;x&lt;/b&gt;</content></entry></feed>""",
    "atom in a prefix": '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>urn:1</a:id><a:title>One</a:title></a:entry></a:feed>',
    "atom with markup inside": """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title type="xhtml"><div
        xmlns="http://www.w3.org/1999/xhtml">Rail <em>and</em> road</div></title></entry></feed>""",
    "addresses told from a base": """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/news/"><entry xml:base="2026/">
        <link href="1"/><title>One</title></entry></feed>""",
    "channels of the nineties": '<CHANNEL><TITLE>A</TITLE><ITEM HREF="https://a.example/1"><TITLE>One</TITLE></ITEM></CHANNEL>',
    "podcast": """<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item><itunes:subtitle>One</itunes:subtitle>
        <enclosure url="https://a.example/1.mp3" length="1" type="audio/mpeg"/></item></channel></rss>""",
    "places and pictures": """<rss xmlns:georss="http://www.georss.org/georss" xmlns:media="http://search.yahoo.com/mrss/"><channel><item>
        <georss:point>53.9 27.6</georss:point><media:group><media:content url="https://a.example/1.jpg"/></media:group></item></channel></rss>""",
    "capitals": "<RSS VERSION='2.0'><CHANNEL><ITEM><TITLE>One</TITLE></ITEM></CHANNEL></RSS>",
    "a comment before all": "<!-- made by hand --><rss><channel><item><title>One</title></item></channel></rss>",
    "entities of html": "<rss><channel><item><title>5&nbsp;% &mdash; &euro;3&hellip;</title></item></channel></rss>",
    "tags left open": "<rss><channel><item><title>One<item><title>Two",
    "undeclared prefix": "<rss><channel><item><dc:title>One</dc:title></item></channel></rss>",
    "latin letters, undeclared": "<rss><channel><item><title>Gdańsk</title></item></channel></rss>".encode("iso-8859-2"),
    "utf-32": '<?xml version="1.0" encoding="utf-32"?><rss><channel><item><title>One</title></item></channel></rss>'.encode("utf-32"),
    "ebcdic": b'<?xml version="1.0" encoding="cp037"?><rss><channel><item><title>One</title></item></channel></rss>',
}


@pytest.fixture(scope="module")
def read(town):
    """Every dialect asked for over HTTP and read as a poll reads it: how many entries each gave."""
    for number, body in enumerate(DIALECTS.values()):
        raw = body if isinstance(body, bytes) else body.encode()
        town.serve(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%b" % (len(raw), raw), f"/{number}")

    async def entries(number: int, client: Client, children: Children) -> int:
        response = await client.get(f"{town.url}/{number}")
        try:
            return len((await take_in(response, SOURCE, NOW, children=children, unseen=lambda _, known: known)).entries)
        except FeedError:
            return 0

    async def work() -> dict[str, int]:
        async with Client("beltwatch/test", town.allow) as client, Children(1) as children:
            return {name: await entries(number, client, children) for number, name in enumerate(DIALECTS)}

    return asyncio.run(work())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_entry_that_feedparser_finds_is_lost(read, dialect):
    body = DIALECTS[dialect]
    found = feedparser.parse(body if isinstance(body, bytes) else body.encode(), response_headers={"content-type": "text/xml"}).entries

    assert read[dialect] >= max(len(found), 1)
