"""What a body may be instead of a feed, how it is damaged, and in which encoding it lies: F1 to F9."""

import pytest

from connectors.errors import EmptyFeed, FeedError, NotAFeed
from tests.connectors.written import SOURCE, STORY, STORY_ZH, item, read, rss, three


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


@pytest.mark.parametrize(
    ("story", "encoding", "declared", "header"),
    [
        ("ru", "windows-1251", "windows-1251", ""),
        ("ru", "windows-1251", "utf-8", ""),
        ("ru", "windows-1251", "utf-8", "text/xml; charset=utf-8"),
        ("ru", "windows-1251", "cp-1251", ""),
        ("ru", "windows-1251", "iso-8859-1", "text/xml; charset=ISO-8859-1"),
        ("ru", "windows-1251", "no-such-thing", ""),
        ("ru", "windows-1251", "utf-8", "text/xml; charset=undefined"),
        ("zh", "gbk", "idna", "text/xml; charset=punycode"),
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
