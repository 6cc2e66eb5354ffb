"""The digest as mail and page: readable as text, inert as HTML, nothing fetched from anywhere."""

from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest

from difflog.digest import put_together
from difflog.morning import digest_of, fragment, letter, page
from difflog.reader import Reader
from facts.watch import Mute
from models.rows import Row
from models.store import open_store
from models.values import ListedSource

WHEN = datetime(2026, 1, 27, 9, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover='x' {{ 7*7 }} \u202eabc"


class Elements(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def digest(**own):
    words = {"summary": HOSTILE, "outlet": HOSTILE, "sentence": HOSTILE, "camp": "BY state", "lang": "en"} | own
    row = Row(id="F-1", recorded_at=WHEN, level="act", verdict="updates", fact="figure", **words)
    source = ListedSource(name="a", camp="BY state", state="failing", reason=HOSTILE, url="https://x.example", outlet="X", language="en")
    mute = Mute(source="muted", until=date(2026, 2, 1), reason=HOSTILE)
    rows = [row, Row(id="F-2", recorded_at=WHEN, level="act", verdict="new", fact="figure", source="muted", **words)]
    return put_together(rows, [source], stretch=(WHEN - timedelta(days=1), WHEN), head=("F-2", "abc"), mutes=[mute])


def test_w1_nothing_from_outside_is_an_element_or_an_attribute():
    read = Elements(page(digest()))

    assert set(read.tags) <= {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "span", "ul", "li", "bdi", "div", "blockquote", "p", "a")
    }
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert "\u202e" not in page(digest())
    assert "{{ 7*7 }}" in "".join(read.words), "it is shown as it stands, never worked out"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "JaVaScRiPt:x", "ftp://x.example", ""])
def test_w2_only_web_addresses_are_links(url):
    assert "a" not in Elements(page(digest(url=url))).tags


def test_a_link_leads_to_the_article_and_tells_it_nothing():
    read = dict(Elements(page(digest(url="https://news.example/1"))).attributes)

    assert (read["href"], read["rel"]) == ("https://news.example/1", "noopener noreferrer nofollow")


def test_nothing_is_fetched_and_both_lights_are_served():
    text = page(digest(url="https://news.example/1"))

    assert not [word for word in ("url(", "@import", "<link", "<img", "<script") if word in text]
    assert 'content="light dark"' in text
    assert "prefers-color-scheme: dark" in text


def test_the_body_alone_can_stand_in_another_page():
    part = fragment(digest())

    assert "<html" not in part
    assert Elements(part).tags[0] == "h1"


def test_the_letter_says_in_its_subject_what_awaits():
    made = letter(digest(), Reader("en"), repeat=True, sample=True)

    assert made.subject == "(repeat) (sample) beltwatch, 27 Jan: 1 need you, 0 new or changed"
    assert made.text.splitlines()[:2] == ["beltwatch, 26 Jan 09:00 to 27 Jan 09:00 (UTC)", "-" * 45]
    assert "\u202e" not in made.text


def test_of_two_digests_one_begins_where_the_other_ends(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'beltwatch.db'}") as store:
        made = digest_of(store, WHEN - timedelta(days=1), WHEN)

    assert (made.since, made.until, made.head[0], made.act) == (WHEN - timedelta(days=1), WHEN, "F-0", ())
