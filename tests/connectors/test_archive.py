"""Articles from a JSONL archive."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.archive import Unreadable, read_articles
from facts.article import Article


def test_an_article_is_read_with_what_is_given():
    row = {
        "id": "a-1",
        "title": "T",
        "text": "Words.",
        "published": "2026-01-27",
        "url": "https://x.example/1",
        "outlet": "X",
        "lang": "be",
    }

    [article] = read_articles([json.dumps(row)], "archive.jsonl")

    assert article == Article(
        id="a-1", title="T", text="Words.", published=date(2026, 1, 27), url="https://x.example/1", outlet="X", language="be"
    )


def test_only_id_and_text_are_needed_and_blank_lines_are_passed_over():
    articles = list(read_articles(['{"id": 7, "text": "Words."}', "", '{"id": 8, "text": "", "published": null}'], "-"))

    assert [article.id for article in articles] == ["7", "8"]


@pytest.mark.parametrize(
    ("line", "id_", "why"),
    [
        ('{"id": "a"', None, "archive.jsonl, line 2: no JSON"),
        ("[1, 2]", None, "line 2: an object is needed, this is list"),
        ('{"text": "x"}', None, "line 2: an article needs an id and a text"),
        ('{"id": "a"}', "a", "an article needs an id and a text"),
        ('{"id": "a", "text": 5}', "a", "an article needs an id and a text"),
        ('{"id": "a", "text": "x", "published": "yesterday"}', "a", "published is 'yesterday'; write a day"),
        ('{"id": "a", "text": "x", "published": 20260127}', "a", "published is 20260127; write a day"),
    ],
)
def test_a_broken_line_is_an_error_in_its_place_and_the_rest_goes_on(line, id_, why):
    first, broken, last = read_articles(['{"id": "1", "text": "x"}', line, '{"id": "3", "text": "y"}'], "archive.jsonl")

    assert isinstance(broken, Unreadable)
    assert broken.id == id_
    assert why in broken.why
    assert (first.id, last.id) == ("1", "3")


def test_a_lone_surrogate_keeps_its_place_so_that_offsets_hold():
    [article] = read_articles([r'{"id": "1", "text": "a\ud800b"}'], "-")

    assert article.text == "a\ufffdb"
    article.text.encode()


@given(st.text())
def test_any_text_comes_through_with_its_length(text):
    [article] = read_articles([json.dumps({"id": "1", "text": text})], "-")

    assert len(article.text) == len(text)
