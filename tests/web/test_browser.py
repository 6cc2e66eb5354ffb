"""A review morning in a real browser, and everything from outside inert in it."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import combinations
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab

from models.editions import edition_matrix
from models.rows import Filter

PAGES = (
    *("/", "/log", "/log?level=act", "/ledger", "/ledger?metric=trade_turnover", "/statements", "/statements?speaker=Xi+Jinping"),
    *("/articles", "/article/1", "/article/1/editions", "/rejected", "/sources", "/runs", "/export", "/help", "/api", "/login"),
)


def pages(page):
    """Every page there is, a finding of each verdict among them."""
    verdicts = {row.verdict: row for row in page.store.findings(Filter())}
    articles = {row.article for row in verdicts.values() if row.article}
    return (*PAGES, *(f"/finding/{row.id}" for row in verdicts.values()), *(f"/article/{one}" for one in articles))


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


def test_a_morning_from_the_start_to_the_export(chromium, page):
    """Start, find the unit conflict, see why, reject one figure and say why, undo, accept several at once, export the week."""
    with tab(chromium, page) as opened:
        opened.goto("/")
        opened.fill("form.decide input[name=by]", "Anna")
        opened.locator("li.finding", has_text="unit conflict").locator(".summary a").click()
        opened.get_by_role("heading", name="Why, and what was checked").wait_for()
        why = opened.locator("main").inner_text()
        conflict = opened.locator("article.one").get_attribute("data-id")
        opened.get_by_role("link", name="Log", exact=True).click()
        opened.select_option("select[name=fact]", "figure")
        opened.get_by_role("button", name="Show").click()
        opened.wait_for_url(re.compile("fact=figure"))
        opened.fill("form.decide input[name=by]", "Anna")
        opened.locator("main").click(position={"x": 2, "y": 2})
        opened.keyboard.press("j")
        wrong = opened.locator("li.finding.here").get_attribute("data-id")
        opened.keyboard.press("r")
        opened.keyboard.type("wrong u")
        opened.keyboard.press("Enter")
        opened.locator(".notice").wait_for()
        rejected = page.store.finding(wrong).state
        opened.keyboard.press("u")
        opened.locator(".notice").wait_for(state="detached")
        right = [opened.locator("li.finding").nth(at).get_attribute("data-id") for at in (1, 2, 3)]
        for one in right:
            opened.check(f'li[data-id="{one}"] input')
        opened.click('form.decide [data-key="a"]')
        opened.locator(".notice").wait_for()
        opened.get_by_role("link", name="Export", exact=True).click()
        with opened.expect_download() as taken:
            opened.get_by_role("link", name="The week as CSV").click()
        rows = list(csv.DictReader(StringIO(Path(taken.value.path()).read_text(encoding="utf-8"))))

    told = [(one.state, one.reason, one.by) for one in page.store.reviews(wrong)]
    assert "equal numbers in two currencies mean that one sign is wrong" in why
    assert "£5.8bn" in why
    assert "$5.8 billion" in why
    assert page.store.finding(conflict).verdict == "unit_conflict"
    assert (rejected, told) == ("rejected", [("rejected", "unit", "Anna"), ("new", "", "Anna")])
    assert [page.store.finding(one).state for one in right] == ["accepted"] * 3
    assert {row["id"] for row in rows} >= {conflict, wrong, *right}
    assert {row["state"] for row in rows if row["id"] in right} == {"accepted"}


def test_the_keys_lead_through_the_log(chromium, page):
    with tab(chromium, page) as opened:
        opened.goto("/log?level=act")
        opened.keyboard.press("j")
        first = opened.locator("li.finding.here").get_attribute("data-id")
        opened.keyboard.press("a")
        opened.locator(".notice").wait_for()
        accepted = page.store.finding(first).state
        opened.keyboard.press("u")
        opened.locator(".notice").wait_for(state="detached")
        opened.keyboard.press("w")
        opened.locator(".notice").wait_for()
        watched = page.store.finding(first).state
        opened.keyboard.press("o")
        opened.wait_for_url(re.compile(r"/finding/F-\d+"))
        for key in ("h", "?"):
            opened.keyboard.press(key)
            assert opened.locator("dialog#keys").is_visible()
            opened.keyboard.press("Escape")

    assert (accepted, watched) == ("accepted", "watching")


def test_several_ticked_are_rejected_with_one_reason_and_none_without(chromium, page):
    with tab(chromium, page) as opened:
        opened.goto("/log")
        ids = [opened.locator("li.finding").nth(at).get_attribute("data-id") for at in (0, 2)]
        for one in ids:
            opened.check(f'li[data-id="{one}"] input')
        opened.click('form.decide [data-key="r"]')
        assert opened.evaluate("document.activeElement.name") == "reason"
        assert page.store.finding(ids[0]).state == "new"
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
        for path in pages(shown):
            opened.goto(path)
            assert opened.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_by_everybody(chromium, shown, scheme):
    """WCAG A and AA, contrast included, as axe checks them."""
    context = chromium.new_context(base_url=shown.base, color_scheme=scheme, bypass_csp=True)
    opened = context.new_page()
    for path in (*pages(shown), "/nowhere", "/log?since=never"):
        opened.goto(path)
        found = Axe().run(opened, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
    context.close()


def test_on_a_phone_the_filters_fold_and_open_without_scripts(chromium, shown):
    with tab(chromium, shown, width=320, scripts=False) as opened:
        opened.goto("/log")
        assert not opened.locator("form.filters").is_visible()
        opened.click("label.unfolds")
        assert opened.locator("form.filters").is_visible()
        opened.goto("/log?level=act")
        assert opened.locator("form.filters").is_visible()


def translated(page) -> int:
    """The article that stands in the most languages of its outlet."""
    articles = sorted({row.article for row in page.store.findings(Filter(facts=("figure",))) if row.article})
    return max(articles, key=lambda one: len(edition_matrix(page.store, one).editions))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_two_names_of_a_picture_touch(chromium, shown, scheme):
    pictures = (
        "/chart/trade_turnover.svg",
        "/chart/exports.svg",
        "/gap/trade_turnover.svg",
        "/phrases.svg?speaker=Xi+Jinping",
        f"/editions/{translated(shown)}.svg",
    )
    with tab(chromium, shown, scheme=scheme) as opened:
        for path in pictures:
            opened.goto(path)
            boxes = opened.evaluate(
                "[...document.querySelectorAll('text')].filter(t => t.textContent.trim()).map(t => t.getBoundingClientRect())"
                ".map(b => [b.left, b.top, b.right, b.bottom]).filter(b => b[2] > b[0])"
            )
            touching = [(a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] + 4 < b[3] and b[1] + 4 < a[3]]
            assert boxes, path
            assert touching == [], path


def test_foreign_words_are_marked_with_their_language(chromium, shown):
    row = next(row for row in shown.store.findings(Filter()) if row.article and row.lang != "en")
    with tab(chromium, shown) as opened:
        opened.goto(f"/finding/{row.id}")
        assert opened.locator(".side.new blockquote").get_attribute("lang") == row.lang
        assert opened.locator(".side.new blockquote").get_attribute("dir") == "auto"
