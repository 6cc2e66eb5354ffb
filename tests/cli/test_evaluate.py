"""``beltwatch evaluate`` over an annotated file of the user's own."""

import json

import pytest

GOLD = {
    "id": "one",
    "lang": "en",
    "published": "2025-02-20",
    "title": "A year of trade",
    "text": "According to Belstat, trade in goods between Belarus and China reached $8.8 billion in 2024.",
    "relevant": True,
    "figures": [
        {"span": "$8.8 billion", "value": 8_800_000_000, "unit": "USD", "metric": "trade_turnover", "period": "2024", "kind": "level"}
    ],
    "statements": [],
}


@pytest.fixture
def gold(tmp_path):
    """A gold file of these rows."""

    def write(*rows):
        file = tmp_path / "gold.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return file

    return write


def test_what_is_right_is_counted_by_language_and_kind(beltwatch, gold):
    done = beltwatch("evaluate", gold(GOLD), "--format", "jsonl")

    shares = {row["kind"]: row for row in done.rows}
    assert done.code == 0
    assert {row["lang"] for row in done.rows} == {"en"}
    assert (shares["whole_facts"]["f1"], shares["figures_level"]["right"]) == (1.0, 1)


def test_differences_are_named_with_the_article_and_its_words(beltwatch, gold):
    wrong = {**GOLD, "figures": [{**GOLD["figures"][0], "period": "2023"}]}

    done = beltwatch("evaluate", gold(wrong), "--errors", "-1")

    assert "one: period: '$8.8 billion' – annotated 2023, read 2024" in done.err


def test_several_languages_have_a_row_of_all(beltwatch, gold):
    other = {
        **GOLD,
        "id": "two",
        "lang": "ru",
        "text": "Товарооборот Беларуси и Китая в 2024 году составил 8,8 млрд долларов.",
        "figures": [],
    }

    rows = beltwatch("evaluate", gold(GOLD, other), "--format", "jsonl").rows

    assert {row["lang"] for row in rows} == {"en", "ru", "all"}
    assert next(row["read"] for row in rows if row["lang"] == "all" and row["kind"] == "figures") == 2


def test_a_line_that_cannot_be_read_is_told_and_the_rest_is_scored(beltwatch, gold):
    done = beltwatch("evaluate", gold({"id": "x"}, GOLD), "--format", "jsonl")

    assert done.code == 1
    assert "line 1" in done.err
    assert done.rows
