"""Lists of feeds: plain addresses and OPML in, OPML out."""

from datetime import timedelta

import pytest

from connectors.errors import WatchlistError
from connectors.opml import load_addresses, load_opml, write_opml
from facts.watch import Camp, Source, SourceKind

LIST = """\
# our own
https://www.news.example/rss/world.xml
https://news.example/rss/world.xml/   # the same again

http://press.example/feed
"""


@pytest.fixture
def file(tmp_path):
    def write(text: str | bytes):
        path = tmp_path / "list"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def source(name: str, **fields) -> Source:
    given = {"url": f"https://{name}.example/rss", "outlet": name.title(), "language": "en", "camp": Camp.WEST, "every": timedelta(days=1)}
    return Source(name=name, **{**given, **fields})


def opml(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><body>\n{body}\n</body></opml>'


def test_a_plain_list_is_read_line_by_line(file):
    world, press = load_addresses(file(LIST))

    assert (world.name, world.outlet, world.language, world.camp) == ("news-example-rss-world-xml", "news.example", "", Camp.OTHER)
    assert press.url == "http://press.example/feed"


def test_names_made_of_addresses_are_never_the_same(file):
    names = [
        one.name
        for one in load_addresses(file("https://a.example/x-y\nhttps://a.example/x/y\nhttps://a.example/x?y=1\nhttps://a.example/x?y=2\n"))
    ]

    assert names == ["a-example-x-y", "a-example-x-y-2", "a-example-x", "a-example-x-2"]


def test_lines_that_are_no_address_are_told_together(file):
    with pytest.raises(WatchlistError) as caught:
        load_addresses(file("https://a.example\nfile:///etc/passwd\nhttp://127.0.0.1/\n"))

    assert [(fault.line, fault.file) for fault in caught.value.faults] == [(2, "list"), (3, "list")]


def test_feeds_are_found_at_any_depth_of_an_opml(file):
    feeds = load_opml(
        file(
            opml(
                '<outline text="A"><outline text="B"><outline title="Daily" language="ru-RU" xmlUrl="https://a.example/f"/></outline></outline>'
            )
        )
    )

    assert [(feed.name, feed.outlet, feed.language, feed.url) for feed in feeds] == [("a-example-f", "Daily", "ru", "https://a.example/f")]


def test_what_is_written_is_read_again(file):
    sources = (source("one"), source("two", camp=Camp("BY state"), language="be", outlet="Газета <&>"))

    again = load_opml(file(write_opml(sources)))

    assert [(one.url, one.outlet, one.language, one.camp) for one in again] == [
        (one.url, one.outlet, one.language, one.camp) for one in sources
    ]


def test_dead_sources_and_pages_are_no_part_of_an_opml(file):
    written = write_opml([source("one"), source("gone", dead="closed"), source("page", kind=SourceKind.PAGE_LIST)])

    assert [one.url for one in load_opml(file(written))] == ["https://one.example/rss"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<opml><body><outline xmlUrl=", "this is no OPML"),
        ("<opml><body/></opml>", "it holds no feeds"),
        (opml('<outline xmlUrl="file:///etc/passwd"/>'), 'it cannot be polled: "file" is not http or https'),
        (opml('<outline xmlUrl="http://[::1]/"/>'), "::1 lies inside this network"),
        ("", "this is no OPML"),
        (b"\xff\xfe", "byte 0xff is not UTF-8"),
    ],
)
def test_a_broken_opml_is_told(file, text, told):
    with pytest.raises(WatchlistError, match="list") as caught:
        load_opml(file(text))

    assert told in str(caught.value)


def test_entities_are_neither_grown_nor_fetched(file, tmp_path):
    (tmp_path / "secret").write_text("https://secret.example/")
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE opml [<!ENTITY e0 "https://a.example/">{grown}<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    text = (
        bomb
        + '<opml><body><outline title="&e9;" xmlUrl="https://a.example/f"/><outline xmlUrl="https://b.example/f">&x;</outline></body></opml>'
    )

    with pytest.raises(WatchlistError, match=r"list:\d+: this is no OPML"):
        load_opml(file(text))
