"""The set phrases of the speakers from the command line."""

import json

import pytest

SPEECHES = [
    ("2025-01-10", "The Belt and Road is a road for both of us, and we support the one-China principle"),
    ("2025-03-10", "We support the one-China principle, and the Belt and Road brings us work"),
    ("2025-05-10", "On the Belt and Road nobody walks alone. We firmly support the one-China principle"),
    ("2025-07-10", "The Belt and Road has reached our orchards this summer"),
    ("2025-09-10", "We build a community of shared future, and the Belt and Road leads there"),
]


@pytest.fixture
def spoken(beltwatch, tmp_path):
    """Five speeches of one man, learned in the order of their days."""
    rows = (
        {
            "id": day,
            "published": day,
            "outlet": "Courier",
            "url": f"https://courier.example/{day}",
            "title": "Belarus and China",
            "text": f'"{words}," Alexander Lukashenko said at a meeting with the Chinese ambassador in Minsk.\n'
            "Belarus and China had set the talks for the morning.",
        }
        for day, words in SPEECHES
    )
    (tmp_path / "speeches.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert beltwatch("replay", tmp_path / "speeches.jsonl", "--format", "jsonl").code == 0
    return beltwatch


def phrase(rows, formula):
    [row] = [row for row in rows if row["formula"] == formula]
    return row


def test_a_phrase_has_its_first_use_its_last_and_a_count(spoken):
    rows = spoken("ledger", "--formulas", "--speaker", "lukashenko", "--format", "jsonl").rows

    road, china = phrase(rows, "belt_and_road"), phrase(rows, "one_china")
    assert (road["first"], road["last"]) == ("2025-01-10", "2025-09-10")
    assert road["of_last"] - road["used_in"] <= 1  # the baseline's own text of him may hold none
    assert (china["first"], china["last"], china["verb"], china["used_in"]) == ("2025-01-10", "2025-05-10", "supports", 3)


def test_a_phrase_that_came_or_went_is_told_with_its_day(spoken):
    rows = spoken("ledger", "--formulas", "--speaker", "lukashenko", "--format", "jsonl").rows

    assert phrase(rows, "one_china")["turns"] == [{"day": "2025-07-10", "change": "disappeared", "was": "supports", "now": None}]
    assert [turn["change"] for turn in phrase(rows, "shared_future")["turns"]] == ["appeared"]


def test_the_table_tells_the_latest_turn(spoken, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")

    shown = spoken("ledger", "--formulas", "--speaker", "lukashenko").out

    assert "disappeared 2025-07-10" in shown
    assert "3 of the last " in shown
    assert spoken("ledger", "--formulas", "--speaker", "nobody at all").code == 0


def test_a_spreadsheet_gets_one_row_a_phrase(spoken):
    head, *lines = spoken("ledger", "--formulas", "--speaker", "lukashenko", "--format", "csv").out.splitlines()

    assert head == "speaker,formula,label,verb,used_in,of_last,first,last,turns"
    assert any("disappeared" in line for line in lines)
