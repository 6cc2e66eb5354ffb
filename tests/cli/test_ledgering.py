"""The ledger and the reviews from the command line."""

from shutil import copytree

import pytest


@pytest.fixture
def own(beltwatch, kept, tmp_path, monkeypatch):
    """A folder of one's own, with two articles judged."""
    copytree(kept, tmp_path / "own")
    monkeypatch.setenv("BELTWATCH_DATA_DIR", str(tmp_path / "own"))
    return beltwatch


def test_a_rejection_without_a_reason_is_wrong_use_and_names_the_reasons(own):
    done = own("review", "F-1", "reject")

    assert done.code == 2
    assert "a rejection says why" in done.err
    assert "page_furniture" in done.err
    assert own("review", "F-1", "reject", "--reason", "unit").code == 0


def test_the_mirror_gap_is_a_series(beltwatch, tmp_path):
    told = (
        ("a", "2023-02-01", "According to Belstat, trade turnover between Belarus and China was $5.79 billion in 2022."),
        ("b", "2023-02-02", "According to Chinese customs, trade turnover between China and Belarus was $5.08 billion in 2022."),
    )
    rows = (
        f'{{"id": "{name}", "published": "{day}", "outlet": "A", "url": "https://a.example/{name}", "text": "{text}"}}'
        for name, day, text in told
    )
    (tmp_path / "two.jsonl").write_text("\n".join(rows))
    beltwatch("replay", tmp_path / "two.jsonl")

    [gap] = beltwatch("ledger", "trade_turnover", "--gap", "--format", "jsonl").rows

    assert (gap["period"], gap["BY"], gap["CN"], gap["gap"], gap["percent"]) == ("2022", "5.79bn USD", "5.08bn USD", "710000000", "12.3")


def test_show_lays_the_editions_side_by_side(beltwatch, tmp_path):
    told = (
        (
            "en",
            "2026-01-27",
            "Trade turnover between Belarus and China reached $8.9 billion in 2025. "
            "Belarus exported goods worth $1.9 billion to China in 2025.",
        ),
        ("ru", "2026-01-27", "Товарооборот Беларуси и Китая в 2025 году достиг 8,9 млрд долларов."),
    )
    rows = (
        f'{{"id": "{name}", "published": "{day}", "outlet": "Courier", "url": "https://c.example/{name}", "text": "{text}"}}'
        for name, day, text in told
    )
    (tmp_path / "two.jsonl").write_text("\n".join(rows))
    beltwatch("replay", tmp_path / "two.jsonl")

    shown = beltwatch("show", "F-1", "--editions")
    [row] = beltwatch("show", "F-1", "--editions", "--format", "jsonl").rows

    assert "Courier, in 2 languages" in shown.out
    assert "8,9 млрд долларов" in shown.out
    assert {edition["lang"] for edition in row["editions"]["editions"]} == {"en", "ru"}
    assert [fact["missing"] for fact in row["editions"]["facts"] if fact["metric"] == "exports"] == [["ru"]]


def test_show_says_where_there_is_one_edition_only(filled):
    done = filled("show", "F-1", "--editions")

    assert done.code == 0
    assert "No edition of this story in another language" in done.err


def test_a_draft_of_what_is_not_there_is_wrong_use(beltwatch):
    done = beltwatch("baseline", "draft", "nowhere.txt")

    assert done.code == 2
    assert "there is no file nowhere.txt" in done.err


def test_a_draft_may_be_asked_for_by_address(beltwatch, httpserver, monkeypatch):
    body = (
        "<p>Trade turnover between Belarus and China reached $8.9 billion in 2025, the ministry in Minsk said on Tuesday morning.</p>" * 4
    )
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/news").respond_with_data(
        f"<html><head><title>Trade</title></head><body><article><h1>Trade</h1>{body}</article></body></html>", content_type="text/html"
    )
    monkeypatch.setenv("BELTWATCH_ALLOW_ADDRESSES", f"127.0.0.1:{httpserver.port}")

    done = beltwatch("baseline", "draft", f"http://127.0.0.1:{httpserver.port}/news", "--name", "trade")

    assert done.code == 0, done.err
    assert "trade_turnover" in done.out
    assert beltwatch("baseline", "draft", "http://127.0.0.1:9/x").code == 1
