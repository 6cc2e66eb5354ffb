"""Whatever stands in a title or a link, it is shown, never obeyed: in lists, pages, errors, feed, JSON, CSV, and in a real browser."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest

from models.rows import Filter
from models.store import open_store
from tests.web.hostile import LINKS, MARK, TITLES, plant
from web.desk import host_of, safe_link

OWN = {
    "article",
    "finding",
    "log",
    "ledger",
    "statements",
    "articles",
    "rejected",
    "sources",
    "runs",
    "export",
    "help",
    "api",
    "static",
    "",
}
ATTRIBUTES = re.compile(r"on|style$|srcdoc$|formaction$|background$|ping$")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, watchlist):
    from tests.web.conftest import start

    with open_store(f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'log.db'}") as store:
        plant(store)
        page, stop = start(store, watchlist)
        yield page
        stop()


def addresses(page):
    """Every page that shows something from outside, and errors that repeat what was asked for."""
    rows = page.store.findings(Filter())
    yield from ("/", "/?hours=700", "/log", "/log?level=act", "/ledger", "/ledger?metric=trade_turnover", "/statements", "/articles")
    yield from ("/articles?only=all", "/rejected", "/sources", "/runs", "/export", "/help", "/api", "/login")
    yield from (f"/finding/{row.id}" for row in rows)
    for article in sorted({row.article for row in rows}):
        yield from (f"/article/{article}", f"/article/{article}/editions")
    for title in TITLES[:8]:
        told = quote(title, safe="")
        yield from (f"/finding/{told}", f"/log?since={told}", f"/log?level={told}", f"/log?speaker={told}", f"/ledger?metric={told}")
        yield from (f"/ledger?as_of={told}", f"/statements?speaker={told}", f"/log?undo={told}:new", f"/nowhere/{told}")
        yield f"/ledger?metric=trade_turnover&before={told}"


class Elements(HTMLParser):
    """What an HTML parser makes of a page: only our own elements may be there."""

    def __init__(self):
        super().__init__()
        self.wrong, self.links = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "script" and given != {"src": "/static/keys.js", "defer": None}:
            self.wrong.append((tag, attrs))
        if tag in ("iframe", "object", "embed", "base", "style", "svg") or given.get("http-equiv"):
            self.wrong.append((tag, attrs))
        self.wrong += [(tag, name) for name, _ in attrs if ATTRIBUTES.match(name)]
        for name in ("href", "src", "action"):
            if given.get(name):
                self.links.append(given[name])


def leads_out(link, base):
    """What is wrong with a link; "" where it leads to a page of ours or to http(s)."""
    parts = urlsplit(link)
    if parts.scheme in ("http", "https"):
        return link if "@" in parts.netloc or not parts.hostname else ""
    own = not parts.scheme and not link.startswith("//") and parts.path.split("/")[1 if link.startswith("/") else 0] in OWN
    return (
        ""
        if own
        or link.startswith(("#", "/log.atom", "/chart/", "/gap/", "/editions/", "/phrases.svg", "/review", "/undo", "/login", "/logout"))
        else link
    )


def test_w1_w2_i16_no_page_takes_a_title_for_markup_or_a_link_for_an_address(hostile):
    walked = list(addresses(hostile))
    for address in walked:
        answer = hostile.get(address)
        elements = Elements()
        elements.feed(answer.text)
        assert elements.wrong == [], address
        assert [link for link in elements.links if leads_out(link, hostile.base)] == [], address
        assert "<title>" in answer.text
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", answer.text), address
    assert len(walked) > 150


def test_f20_titles_are_shown_as_they_are(hostile):
    text = hostile.get("/articles?only=all").text

    assert "&lt;script&gt;window.pwned=1&lt;/script&gt;" in text
    assert "{{ 7 * 7 }}" in text
    assert "49" not in re.sub(r"/(article|finding)/\S+", "", text).split("$")[1][:40]


def test_w1_the_feed_holds_text_only(hostile):
    for address in ("/log.atom", "/log.atom?level=act"):
        root = ElementTree.fromstring(hostile.get(address).content)
        atom = "{http://www.w3.org/2005/Atom}"
        assert {element.tag.removeprefix(atom) for element in root.iter()} <= {
            *("feed", "id", "title", "link", "author", "name", "updated", "published", "entry", "summary", "category", "generator")
        }
        assert all(element.get("type", "text") == "text" for element in root.iter(f"{atom}title"))
        assert all(element.get("href", "").startswith(hostile.base) for element in root.iter(f"{atom}link"))


def test_w1_json_is_json_and_never_a_page(hostile):
    for address in ("/api/v1/findings", "/api/v1/sources", "/api/v1/articles/1", f"/api/v1/findings/{quote(TITLES[0], safe='')}"):
        answer = hostile.get(address)
        assert answer.headers["content-type"] == "application/json", address
        assert answer.headers["x-content-type-options"] == "nosniff"
        json.loads(answer.text)


def test_o10_i16_no_cell_of_the_csv_begins_like_a_formula(hostile):
    rows = list(csv.reader(io.StringIO(hostile.get("/export/findings?shape=csv").text)))

    assert len(rows) > 40
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_w8_a_stored_text_is_a_file_never_a_page(hostile):
    answer = hostile.get("/article/1/text")

    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_header_never_holds_what_came_from_outside(hostile):
    answer = hostile.get(f"/log?speaker={quote(TITLES[14], safe='', errors='replace')}")

    assert "a=b" not in str(answer.headers)


@pytest.mark.parametrize("link", LINKS)
def test_w2_only_http_may_be_followed_and_nobody_s_password_is_sent(link):
    safe = safe_link(link)

    assert safe == "" or urlsplit(safe).scheme in ("http", "https")
    assert "secret" not in safe
    assert host_of(link).isascii()


def test_w1_w2_i16_a_browser_runs_none_of_it(hostile, chromium):
    asked, complaints = [], []
    context = chromium.new_context(base_url=hostile.base)
    context.add_init_script("window.addEventListener('beforeunload', () => {})")
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: complaints.append(dialog.message) or dialog.dismiss())
    tab.on("console", lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None)
    for address in [*list(addresses(hostile))[:40], *list(addresses(hostile))[-80::4]]:
        tab.goto(address)
        assert tab.evaluate(f"window.{MARK}") is None, address
        wrong = tab.evaluate(
            "[...document.querySelectorAll('a[href],form[action],img[src]')].map(e => new URL(e.href || e.action || e.src).protocol)"
            ".filter(p => !['http:', 'https:'].includes(p))"
        )
        assert wrong == [], address
        assert tab.evaluate("[...document.querySelectorAll('a[href^=http]')].every(a => a.rel.includes('noopener'))"), address
    context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(hostile.base)] == []
