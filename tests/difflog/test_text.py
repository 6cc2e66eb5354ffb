"""Findings for a terminal: nothing from outside has power there, and everything about a finding is told."""

from datetime import UTC, datetime

import pytest

from difflog.text import SIGNS, fields, inert, line
from facts.finding import Verdict
from models.rows import Row

WHEN = datetime(2026, 1, 27, 9, tzinfo=UTC)


def row(**own):
    usual = {"id": "F-7", "recorded_at": WHEN, "level": "act", "verdict": "updates", "fact": "figure", "metric": "trade_turnover"}
    amount = {"value": "8900000000", "low": "8900000000", "high": "8900000000", "qualifier": "exact", "unit": "USD", "period": "2025"}
    words = {"text": "$8.9 billion", "sentence": "Trade reached $8.9 billion.", "summary": "Trade: £5.8bn (2022) → $8.9bn (2025)"}
    return Row(**(usual | amount | words | own))


def test_every_verdict_has_a_sign():
    assert set(SIGNS) == {str(verdict) for verdict in Verdict}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred", "a␛[31mred"),
        ("a\x9b31m", "a␛31m"),
        ("a\x00b", "a␛b"),
        ("one\ntwo", "one two"),
        ("abc\u202edcb", "abcdcb"),
        ("中文 ў", "中文 ў"),
    ],
)
def test_w3_text_from_outside_has_no_power_over_a_terminal(text, shown):
    assert inert(text) == shown


def test_a_line_says_old_and_new_and_a_state_that_is_not_new():
    assert line(row()).plain == "▲ F-7    27 Jan updates        Trade: £5.8bn (2022) → $8.9bn (2025)"
    assert line(row(state="rejected")).plain.endswith("[rejected]")


def test_the_sentence_is_told_with_its_words_marked_and_a_source_to_cite():
    told = dict(
        fields(row(outlet="BelTA", url="https://belta.example/1", article=5, version=2, before={"id": "B-01", "value": "1", "unit": "GBP"}))
    )

    assert told["sentence"] == "Trade reached ▶$8.9 billion◀."
    assert told["before"] == "B-01: 1 GBP (no period)"
    assert all(part in told["to cite"] for part in ("BelTA", "https://belta.example/1", "version 2", "F-7"))


def test_a_statement_is_told_by_its_speaker():
    said = row(fact="statement", metric=None, speaker="Xi Jinping", mode="direct", formulas=("belt_and_road",))

    told = dict(fields(said))

    assert told["speaker"] == "Xi Jinping, direct"
    assert told["about"] == "belt_and_road"
    assert "metric" not in told
