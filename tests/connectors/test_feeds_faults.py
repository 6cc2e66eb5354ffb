"""The faults of feeds, each as it is numbered in the catalogue: F1 …, and what a body may be instead of a feed."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.errors import ConnectorError, EmptyFeed, FeedError, NotAFeed
from connectors.feeds import discover, parse_feed
from facts.watch import Camp, Source

NOW = datetime(2026, 1, 28, 9, tzinfo=UTC)
SOURCE = Source(
    name="example-ru", url="https://news.example/rss", outlet="Example", language="ru", camp=Camp.OTHER, every=timedelta(hours=6)
)
STORY = "Экспорт калийных удобрений в Китай вырос за год вдвое, сообщили в министерстве"
STORY_ZH = "白俄罗斯与中国签署三项农业合作协议"


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>', channel: str = "") -> str:
    return f'{head}<rss version="2.0"><channel><title>Outlet</title>{channel}{"".join(items)}</channel></rss>'


def item(title: str = "", link: str = "", guid: str = "", date: str = "", text: str = "") -> str:
    parts = {"title": title, "link": link, "guid": guid, "pubDate": date, "description": text}
    return f"<item>{''.join(f'<{name}>{words}</{name}>' for name, words in parts.items() if words)}</item>"


def three(**more: str) -> list[str]:
    return [item(title=f"Story {number}", link=f"https://news.example/{number}", **more) for number in (1, 2, 3)]


def read(body: str | bytes, content_type: str = "", source: Source = SOURCE):
    return parse_feed(body.encode() if isinstance(body, str) else body, content_type, source, NOW)


def known(body: str | bytes) -> set[str]:
    return {entry.identity for entry in read(body).entries}


# --- what is no feed


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        pytest.param(b"", NotAFeed, "the body is empty", id="H19 empty"),
        pytest.param(b" \n\x00", NotAFeed, "the body is empty", id="H19 blank"),
        pytest.param(b"<!DOCTYPE html><html><head><title>We are moving</title>", NotAFeed, r'HTML, title "We are moving"', id="H19 a page"),
        pytest.param(b"<?xml version='1.0'?>\n<!-- x -->\n<html><item/></html>", NotAFeed, "HTML", id="H19 a page with an item in it"),
        pytest.param(b"%PDF-1.7 ...", NotAFeed, "a PDF", id="H19 PDF"),
        pytest.param(b"\x89PNG\r\n", NotAFeed, "a picture", id="H19 picture"),
        pytest.param(b"PK\x03\x04....", NotAFeed, "an archive", id="H19 archive"),
        pytest.param(b"Service is down, sorry", NotAFeed, "text of another kind", id="H19 text"),
        pytest.param(b"<?xml version='1.0'?><urlset></urlset>", NotAFeed, "XML of another kind", id="H19 other XML"),
        pytest.param(b'{"items":[]}', NotAFeed, "JSON of another kind", id="H19 other JSON"),
        pytest.param(b'{"version":', NotAFeed, "broken JSON", id="H19 broken JSON"),
        pytest.param(b"{" * 100_000, NotAFeed, "broken JSON", id="F2 deep JSON"),
        pytest.param(b'{"x":' * 100_000, NotAFeed, "broken JSON", id="F2 deeper JSON"),
        pytest.param(rss().encode(), EmptyFeed, "without items", id="empty feed"),
        pytest.param(rss(item(title="Half a sto"))[:-30].encode(), FeedError, "breaks off", id="H5 nothing whole"),
    ],
)
def test_what_is_no_feed_is_told_by_what_it_is(body, error, words):
    with pytest.raises(error, match=words) as raised:
        read(body)

    assert raised.value.source == SOURCE.url


# --- damage


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        pytest.param("\n\n junk " + rss(*three()), 3, id="F3 junk before"),
        pytest.param(rss(*three()) + "<!-- 0.3 s --> junk", 3, id="F3 junk behind"),
        pytest.param(rss(*three(), item(title="Potash & Sons")), 4, id="F3 bare ampersand"),
        pytest.param(rss(*three(), item(title="Belt&nbsp;Road&hellip;")), 4, id="F3 undefined entities"),
        pytest.param(rss(*three(), "<item><title>x</title><media:thumb url='y'/></item>"), 4, id="F3 undeclared prefix"),
        pytest.param(rss(*three()).replace("</item>", ""), 3, id="F4 items that are never closed"),
        pytest.param(rss(*three(), item(title="x&#xD800;y&#0;")), 4, id="F9 reference to half a character"),
    ],
)
def test_every_item_of_a_badly_written_feed_is_read(body, titles):
    assert len(read(body).entries) == titles


def test_f3_damage_is_told():
    assert "not well-formed" in read(rss(*three(), item(title="Potash & Sons")).replace("</title></item>", "</item>", 1)).damaged
    assert "stand before" in read("junk" + rss(*three())).damaged
    assert read(rss(*three())).damaged == ""


@pytest.mark.parametrize("cut", [15, 25, 40])
def test_h5_the_half_item_at_the_end_of_a_cut_body_is_not_recorded(cut):
    whole = rss(*three(text="A text of some length about railways"))
    body = whole[: whole.rindex("<item>") + cut]

    content = read(body)

    assert [entry.title for entry in content.entries] == ["Story 1", "Story 2"]
    assert "breaks off in the middle of item 3" in content.damaged


ENTITIES = (
    '<!DOCTYPE rss [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(rss(*three(), item(title="&i;"), head=ENTITIES), id="F1 billion laughs"),
        pytest.param(rss(*three(), item(title="&a;" * 20_000), head=f'<!DOCTYPE rss [<!ENTITY a "{"x" * 20_000}">]>'), id="F1 quadratic"),
        pytest.param(
            rss(*three(), item(title="&f;"), head='<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'), id="F1 external entity"
        ),
        pytest.param(rss(*three(), item(title="x"), head='<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'), id="F1 external DTD"),
    ],
)
def test_f1_entities_are_not_expanded_and_other_items_are_kept(body):
    entries = read(body).entries

    assert [entry.title for entry in entries[:3]] == ["Story 1", "Story 2", "Story 3"]
    assert all(len(entry.title) <= 500 and "root:" not in entry.title for entry in entries)


def test_f6_a_huge_title_is_cut_with_a_mark_and_a_huge_guid_is_told_by_its_hash():
    bodies = [rss(item(title="w" * 5_000_000, guid="g" * 1_000_000 + end)) for end in "ab"]

    [first], [second] = (read(body).entries for body in bodies)

    assert len(first.title) == 500
    assert first.title.endswith("…")
    assert len(first.guid) <= 500
    assert first.identity != second.identity


# --- encodings


@pytest.mark.parametrize(
    ("story", "encoding", "declared", "header"),
    [
        ("ru", "windows-1251", "windows-1251", ""),
        ("ru", "windows-1251", "utf-8", ""),
        ("ru", "windows-1251", "utf-8", "text/xml; charset=utf-8"),
        ("ru", "windows-1251", "cp-1251", ""),
        ("ru", "windows-1251", "iso-8859-1", "text/xml; charset=ISO-8859-1"),
        ("ru", "windows-1251", "no-such-thing", ""),
        ("ru", "utf-8", "windows-1251", "text/xml; charset=windows-1251"),
        ("ru", "utf-8-sig", "utf-8", ""),
        ("ru", "utf-16", "utf-16", ""),
        ("ru", "utf-16-le", "utf-8", ""),
        ("ru", "koi8-r", "koi8-r", ""),
        ("ru", "koi8-r", "utf-8", ""),
        ("zh", "gbk", "utf-8", ""),
        ("zh", "gbk", "gb2312", ""),
        ("zh", "gb18030", "gbk", ""),
        ("zh", "utf-8", "gb2312", "text/xml; charset=gb2312"),
        ("zh", "big5", "big5", ""),
    ],
)
def test_f7_the_right_words_are_read_whatever_encoding_is_declared(story, encoding, declared, header):
    words = STORY if story == "ru" else ("白俄羅斯與中國簽署三項農業合作協議" if encoding == "big5" else STORY_ZH)
    body = rss(item(title=words, guid="1"), item(title=words, guid="2"), head=f'<?xml version="1.0" encoding="{declared}"?>').encode(
        encoding
    )

    content = read(body, header)

    assert [entry.title for entry in content.entries] == [words, words]
    assert not content.doubtful_encoding


def test_f7_what_cannot_be_told_is_flagged():
    body = rss(item(title="\x01", guid="1")).encode().replace(b"\x01", bytes(range(0x81, 0xA0)) * 9)

    assert read(body).doubtful_encoding


def test_f8_only_the_item_in_another_encoding_is_doubtful():
    odd = item(title=STORY, guid="odd").encode("windows-1251")
    body = rss(item(title=STORY, guid="a"), "@", item(title=STORY, guid="b")).encode().replace(b"@", odd)

    content = read(body)

    assert [entry.title for entry in content.entries] == [STORY] * 3
    assert content.doubtful == {content.entries[1].identity}


def test_f9_titles_are_cleaned_once_at_the_door():
    dirty = "A&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;x\x1b[31m\u202e \ud83d&#x1b;]0;t&#7; &#xD800; line\r\nbreak"

    [entry] = read(rss(item(title=dirty)).encode("utf-8", "surrogatepass")).entries

    assert "<" not in entry.title
    assert "alert" not in entry.title
    assert all(letter.isprintable() for letter in entry.title)


# --- identity


def test_f10_items_without_guid_link_date_or_title_are_recorded_and_stay_the_same():
    body = rss(
        item(title="Only a title"),
        item(text="Only a text"),
        item(link="https://news.example/1"),
        item(guid="urn:x:1"),
        "<item></item>",
        "<item><author>Somebody</author></item>",
        item(date="Tue, 27 Jan 2026 10:00:00 GMT"),
    )

    assert len(known(body)) == 7
    assert known(body) == known(body)


def test_f11_one_guid_with_three_stories_makes_three_entries():
    assert len(known(rss(*three(guid="urn:same")))) == 3
    assert len(known(rss(*(item(title=f"Story {n}", guid="urn:same") for n in range(3))))) == 3
    assert len(known(rss(*(item(title=f"Story {n}", guid="urn:same", link="https://news.example/live") for n in range(3))))) == 3


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(rss(*three(guid="urn:new")), id="F12 guids"),
        pytest.param(rss(*three()).replace("https://", "http://"), id="F12 scheme"),
        pytest.param(rss(*three()).replace("https://news", "https://www.news"), id="F12 www"),
        pytest.param(rss(*three()).replace("</link>", "?utm_source=rss&amp;utm_campaign=7&amp;fbclid=x</link>"), id="F12 tracking"),
        pytest.param(rss(*three()).replace("</link>", "#comments</link>"), id="F12 fragment"),
        pytest.param(rss(*three(date="Wed, 28 Jan 2026 08:00:00 GMT")), id="F13 new dates"),
        pytest.param(rss(*reversed(three())), id="F13 shuffled"),
        pytest.param(rss(*three()).replace("Story", "Corrected story"), id="F15 edited"),
        pytest.param(rss(*three(), *three()).replace("Outlet", "Other"), id="every item twice"),
    ],
)
def test_an_item_that_comes_again_is_the_same(again):
    if "Other" in again:
        assert len(known(again)) == 3
    else:
        assert known(again) == known(rss(*three()))


def test_f13_an_item_that_vanishes_and_comes_back_is_the_same():
    first, _, third = three()

    assert known(rss(first, third)) < known(rss(*three()))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_entry_is_the_same_in_whatever_company_it_comes(data):
    """Property: with links of their own, identities do not depend on order, neighbours, guids, dates or titles."""
    numbers = data.draw(st.lists(st.integers(1, 30), min_size=1, max_size=12, unique=True))
    alone = {number: next(iter(known(rss(item(link=f"https://news.example/{number}"))))) for number in numbers}
    noise = st.sampled_from(["", "urn:a", "urn:b", "Tue, 27 Jan 2026 10:00:00 GMT"])
    items = [
        item(title=data.draw(noise), link=f"http://news.example/{n}?utm_source={n}", guid=data.draw(noise), date=data.draw(noise))
        for n in numbers
    ]

    assert [entry.identity for entry in read(rss(*items)).entries] == [alone[number] for number in numbers]


# --- dates


@pytest.mark.parametrize(
    ("printed", "home", "moment"),
    [
        ("Tue, 27 Jan 2026 15:58:03 +0300", None, datetime(2026, 1, 27, 12, 58, 3, tzinfo=UTC)),
        ("2026-01-27T12:58:03Z", None, datetime(2026, 1, 27, 12, 58, 3, tzinfo=UTC)),
        ("2026-01-27T12:58:03.250+08:00", None, datetime(2026, 1, 27, 4, 58, 3, tzinfo=UTC)),
        ("Tue, 27 Jan 2026 15:58:03 MSK", None, datetime(2026, 1, 27, 12, 58, 3, tzinfo=UTC)),
        ("27 Jan 2026 15:58 CST", "CN", datetime(2026, 1, 27, 7, 58, tzinfo=UTC)),
        ("Tue, 27 Jan 2026 15:58:03", "BY", datetime(2026, 1, 27, 12, 58, 3, tzinfo=UTC)),
        ("2026年1月27日 15:58", "CN", datetime(2026, 1, 27, 7, 58, tzinfo=UTC)),
        ("2026年1月27日15时58分", "CN", datetime(2026, 1, 27, 7, 58, tzinfo=UTC)),
        ("2026年1月27日", "CN", datetime(2026, 1, 27, tzinfo=UTC)),
        ("27 января 2026, 15:58", "BY", datetime(2026, 1, 27, 12, 58, tzinfo=UTC)),
        ("27 студзеня 2026 г. 15:58", "BY", datetime(2026, 1, 27, 12, 58, tzinfo=UTC)),
        ("27.01.2026 15:58", "BY", datetime(2026, 1, 27, 12, 58, tzinfo=UTC)),
        ("2026/01/27 15:58", None, datetime(2026, 1, 27, 15, 58, tzinfo=UTC)),
        ("2026-01-26T24:00:00Z", None, datetime(2026, 1, 27, tzinfo=UTC)),
        ("2025-12-31T23:59:60Z", None, datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Fri, 30 Jan 2026 10:00:00 GMT", None, None),
        ("0001-01-01T00:00:00Z", None, None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, None),
        ("2026-02-30", None, None),
        ("32.13.2026", None, None),
        ("Tue, 27 Jan 99999999 10:00:00 GMT", None, None),
        ("yesterday", None, None),
        ("1769500000", None, None),
    ],
)
def test_f18_a_date_is_a_moment_or_unknown_and_its_words_are_kept(printed, home, moment):
    source = Source(name="x", url="https://x.example/rss", outlet="X", language="", camp=Camp.OTHER, every=timedelta(hours=1), home=home)

    [entry] = read(rss(item(title="x", date=printed)), source=source).entries

    assert entry.published == moment
    assert entry.published_raw == printed


# --- formats


def test_atom_is_read():
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet</title><entry><title type="html">A &amp;amp; B</title><id>urn:1</id>
    <link rel="alternate" href="/a"/><link rel="enclosure" href="https://cdn.example/a.mp3"/><updated>2026-01-27T10:00:00Z</updated>
    <content type="html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry></feed>"""

    [entry] = read(body).entries

    assert (entry.title, entry.link, entry.guid) == ("A & B", "https://news.example/a", "urn:1")
    assert entry.summary == "One.\nTwo."


def test_json_feed_is_read():
    body = """{"version": "https://jsonfeed.org/version/1.1", "title": "Outlet", "items": [
      {"id": 7, "url": "https://news.example/7", "title": "Seven", "content_html": "<p>Text</p>", "date_published": "2026-01-27T10:00:00Z"},
      {"id": "8", "content_text": "Only words"}, "no item"]}"""

    first, second = read(body, "application/feed+json").entries

    assert (first.guid, first.title, first.summary, first.published) == ("7", "Seven", "Text", datetime(2026, 1, 27, 10, tzinfo=UTC))
    assert second.summary == "Only words"


def test_the_ttl_is_read():
    assert read(rss(*three(), channel="<ttl>90</ttl>")).ttl == timedelta(minutes=90)
    assert read(rss(*three(), channel="<ttl>soon</ttl>")).ttl is None


def test_f5_all_of_very_many_items_are_read():
    began = time.monotonic()

    content = read(rss(*(item(title=f"Story {number}", link=f"https://news.example/{number}") for number in range(5_000))))

    assert len(content.entries) == 5_000
    assert time.monotonic() - began < 30


def test_the_feeds_a_page_names_are_discovered():
    page = b"""<!DOCTYPE html><html><head>
    <link rel=alternate type="application/rss+xml" href="/rss.xml">
    <link rel="stylesheet" href="/x.css">
    <link rel="alternate" type="application/atom+xml" href="https://other.example/atom">
    <link rel=alternate type="application/rss+xml" href="/rss.xml"></head>"""

    assert discover(page, "https://news.example/news/") == ("https://news.example/rss.xml", "https://other.example/atom")
    assert discover(b"", "https://news.example/") == ()
    assert discover(b"no markup", "https://news.example/") == ()


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: ("<rss version='2.0'><channel><item>" + text).encode("utf-8", "surrogatepass"))
)
def test_no_body_ends_in_anything_but_entries_or_one_of_our_errors(body):
    try:
        assert read(body).entries
    except ConnectorError as error:
        assert error.reason
