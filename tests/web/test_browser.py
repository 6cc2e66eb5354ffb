"""A review morning in a real browser, and everything from outside inert in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright

from models.rows import Filter

CHROMIUM = "/usr/bin/chromium"
# Without these the browser looks for its maker's servers; a test talks to loopback only.
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-default-apps", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
]
PAGES = (
    *("/", "/log", "/finding/F-1", "/ledger", "/ledger?metric=trade_turnover", "/statements", "/articles", "/article/1"),
    *("/rejected", "/sources", "/runs", "/export", "/login"),
)


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def tab(chromium, page, *, width=1200, scheme="light", scripts=True) -> Iterator[Tab]:
    """A tab that fails the test when the page complains: a script refused, a style refused, an error."""
    context = chromium.new_context(
        base_url=page.base, viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    opened, complaints = context.new_page(), []
    opened.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(dialog.message) or dialog.dismiss())
    yield opened
    context.close()
    assert not complaints


def test_a_morning_with_the_keys(chromium, page):
    with tab(chromium, page) as opened:
        opened.goto("/log?level=act")
        opened.keyboard.press("j")
        first = opened.locator("li.finding.here").get_attribute("data-id")
        opened.keyboard.press("a")
        opened.locator(".notice").wait_for()
        accepted = page.store.finding(first).state
        opened.keyboard.press("u")
        opened.locator(".notice").wait_for(state="detached")
        opened.keyboard.press("j")
        opened.keyboard.press("o")
        opened.wait_for_url(re.compile(r"/finding/F-\d+"))
        opened.keyboard.press("h")
        assert opened.locator("dialog#keys").is_visible()

    assert accepted == "accepted"
    assert page.store.finding(first).state == "new"


def test_several_ticked_are_rejected_with_one_reason(chromium, page):
    with tab(chromium, page) as opened:
        opened.goto("/log")
        ids = [opened.locator("li.finding").nth(at).get_attribute("data-id") for at in (0, 2)]
        for one in ids:
            opened.check(f'li[data-id="{one}"] input')
        opened.select_option("form.decide select", "page_furniture")
        opened.fill("form.decide input[name=by]", "Anna")
        opened.keyboard.press("Escape")
        opened.click('form.decide [data-key="r"]')
        opened.locator(".notice").wait_for()

    reviews = [page.store.reviews(one)[-1] for one in ids]
    assert [(one.state, one.reason, one.by) for one in reviews] == [("rejected", "page_furniture", "Anna")] * 2


def test_the_page_works_without_scripts(chromium, page):
    with tab(chromium, page, scripts=False) as opened:
        opened.goto("/finding/F-1")
        opened.click("form.decide button[value=watch]")
        assert "Decided on" in opened.locator(".notice").inner_text()
        opened.click(".notice button")

    assert [one.state for one in page.store.reviews("F-1")] == ["watching", "new"]


@pytest.mark.parametrize("width", [320, 768, 1600])
def test_no_page_is_wider_than_its_window(chromium, shown, width):
    with tab(chromium, shown, width=width) as opened:
        for path in PAGES:
            opened.goto(path)
            assert opened.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_by_everybody(chromium, shown, scheme):
    """WCAG A and AA, contrast included, as axe checks them."""
    context = chromium.new_context(base_url=shown.base, color_scheme=scheme, bypass_csp=True)
    opened = context.new_page()
    for path in PAGES:
        opened.goto(path)
        found = Axe().run(opened, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
    context.close()


def test_foreign_words_are_marked_with_their_language(chromium, shown):
    row = next(row for row in shown.store.findings(Filter(languages=("zh",))) if row.article)
    with tab(chromium, shown) as opened:
        opened.goto(f"/finding/{row.id}")
        assert opened.locator("blockquote").first.get_attribute("lang") == "zh"
