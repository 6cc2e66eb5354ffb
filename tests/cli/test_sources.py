"""`sources`: feeds asked by name, found on pages, and shown with where they moved."""

import shutil
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FEED = """<rss version="2.0"><channel><title>Courier</title>
<item><title>Trade grows</title><link>https://courier.example/1</link></item></channel></rss>"""
ROW = "  - {{name: {name}, outlet: Courier, camp: other, language: en, every: 6h, url: '{url}'}}\n"


def page(*feeds: str) -> str:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{feed}">' for feed in feeds)
    return f"<!DOCTYPE html><html><head><title>Courier</title>{links}</head><body>News</body></html>"


@pytest.fixture
def site(httpserver, monkeypatch):
    """A site on loopback that may be fetched."""
    httpserver.no_handler_status_code = 404
    monkeypatch.setenv("BELTWATCH_ALLOW_ADDRESSES", f"{httpserver.host}:{httpserver.port}")
    httpserver.expect_request("/rss").respond_with_data(FEED, content_type="application/rss+xml")
    for path, feeds in (("/page", ["/rss"]), ("/two", ["/rss", "/atom"]), ("/none", [])):
        httpserver.expect_request(path).respond_with_data(page(*feeds), content_type="text/html")
    return httpserver


@pytest.fixture
def folder(site, tmp_path):
    """A watchlist of a feed and of a page where a feed should be."""
    shutil.copytree(ROOT / "watchlist", tmp_path / "watchlist")
    rows = [ROW.format(name=name, url=site.url_for(path)) for name, path in (("one", "/rss"), ("wrong", "/two"))]
    (tmp_path / "watchlist" / "feeds.yaml").write_text("sources:\n" + "".join(rows))
    return tmp_path / "watchlist"


def urls(folder: Path) -> dict[str, str]:
    """The addresses that stand in feeds.yaml now, by name."""
    return {row["name"]: row["url"] for row in yaml.safe_load((folder / "feeds.yaml").read_text())["sources"]}


def test_sources_are_checked_by_name(beltwatch, folder, site):
    done = beltwatch("sources", "check", "one", "--watchlist", folder, "--format", "jsonl")

    assert [(row["source"], row["state"], row["new"]) for row in done.rows] == [("one", "ok", 1)]
    assert not any(request.path == "/two" for request, _ in site.log)


def test_a_name_that_is_none_is_refused(beltwatch, folder):
    done = beltwatch("sources", "check", "tow", "--watchlist", folder)

    assert done.code == 2
    assert "there is no source tow" in done.err


def test_o2_check_offers_the_feeds_of_a_page_that_stands_where_a_feed_should(beltwatch, folder, site):
    done = beltwatch("sources", "check", "--watchlist", folder, "--format", "jsonl")

    assert {row["source"]: row["state"] for row in done.rows} == {"one": "ok", "wrong": "not_a_feed"}
    assert f"wrong: its page names a feed, {site.url_for('/rss')}" in done.err
    assert f"wrong: its page names a feed, {site.url_for('/atom')}" in done.err


def test_the_one_feed_of_a_page_is_added(beltwatch, folder, site):
    (folder / "feeds.yaml").write_text("sources:\n" + ROW.format(name="other", url="https://other.example/rss"))

    done = beltwatch("sources", "add", "courier-en", site.url_for("/page"), "--watchlist", folder)

    assert done.code == 0
    assert urls(folder)["courier-en"] == site.url_for("/rss")


def test_o2_of_several_feeds_none_is_added_and_each_is_offered_as_a_command(beltwatch, folder, site):
    done = beltwatch("sources", "add", "courier-en", site.url_for("/two"), "--watchlist", folder)

    assert done.code == 3
    assert done.out.splitlines() == [f"beltwatch sources add courier-en {site.url_for(path)}" for path in ("/rss", "/atom")]
    assert "courier-en" not in urls(folder)


def test_a_page_that_names_no_feed_is_not_added(beltwatch, folder, site):
    done = beltwatch("sources", "add", "courier-en", site.url_for("/none"), "--watchlist", folder)

    assert done.code == 2
    assert "page_list" in done.err
    assert "courier-en" not in urls(folder)


def test_an_address_alone_gets_a_name_made_of_it(beltwatch, folder, site):
    (folder / "feeds.yaml").write_text("sources:\n" + ROW.format(name="other", url="https://other.example/rss"))

    assert beltwatch("sources", "add", site.url_for("/rss"), "--watchlist", folder).code == 0
    assert urls(folder)[f"{site.host.replace('.', '-')}-rss"] == site.url_for("/rss")


def test_an_address_that_does_not_answer_is_added_with_a_warning(beltwatch, folder):
    done = beltwatch("sources", "add", "courier-en", "https://courier.invalid/rss", "--watchlist", folder)

    assert done.code == 0
    assert "does not resolve" in done.err
    assert urls(folder)["courier-en"] == "https://courier.invalid/rss"


def test_where_an_address_moved_is_listed_beside_the_one_in_the_watchlist(beltwatch, folder, site):
    old, new = site.url_for("/old"), site.url_for("/rss")
    site.expect_request("/old").respond_with_data("", status=301, headers={"Location": new})
    (folder / "feeds.yaml").write_text("sources:\n" + ROW.format(name="mover", url=old))
    for _ in range(3):
        assert beltwatch("sources", "check", "--watchlist", folder).code == 0

    [row] = beltwatch("sources", "list", "--format", "jsonl").rows

    assert (row["url"], row["moved_to"]) == (old, new)
    assert f"moved for good from {old} to {new}" in beltwatch("sources", "list").out
