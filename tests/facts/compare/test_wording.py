"""Facts in plain words, and the one line that sums a finding up."""

from decimal import Decimal

import pytest

from facts.compare.summary import LONGEST, fit
from facts.compare.wording import amount, clean, number, period, shorten
from facts.figure import Kind
from facts.period import Period


@pytest.mark.parametrize(
    ("value", "unit", "own", "words"),
    [
        ("5.8e9", "GBP", {}, "£5.8bn"),
        ("5.79e9", "USD", {}, "$5.79bn"),
        ("393e6", "USD", {}, "$393m"),
        ("-1.2e9", "USD", {}, "−$1.2bn"),
        ("12e9", "BYN", {}, "BYN 12bn"),
        ("35.7e9", "CNY", {}, "CN¥35.7bn"),
        ("3.5e9", "USD", {"qualifier": "over"}, "over $3.5bn"),
        ("140", "countries", {"qualifier": "over"}, "over 140 countries"),
        ("67800", "cars", {}, "67,800 cars"),
        ("118", "companies", {}, "118 companies"),
        ("2", "times", {"kind": Kind.CHANGE}, "×2"),
        ("65.4", "percent", {"kind": Kind.CHANGE}, "+65.4 %"),
        ("117", "percent", {"kind": Kind.CHANGE, "reading": "→ index 117"}, "117 %"),
        ("64", "percent", {"kind": Kind.SHARE}, "64 %"),
        ("2", "rank", {"kind": Kind.RANK}, "no. 2"),
        ("15", "visits", {"kind": Kind.RANK}, "no. 15 (visits)"),
        (None, "percent", {"low": Decimal(4), "high": Decimal(6)}, "4 %–6 %"),
    ],
)
def test_an_amount_in_words(make, value, unit, own, words):
    assert amount(make.figure(value, unit=unit, **own)) == words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2022", "2022"),
        ("2023-03", "Mar 2023"),
        ("2023-12-04", "4 Dec 2023"),
        ("2025-01..2025-11", "Jan–Nov 2025"),
        ("2016..2025", "2016–2025"),
        ("2024-12..2025-02", "Dec 2024–Feb 2025"),
        ("since 2023-03", "since Mar 2023"),
        ("until 2025-06", "until Jun 2025"),
        ("per year", "per year"),
    ],
)
def test_a_period_in_words(label, words):
    assert period(Period(label)) == words


def test_a_number_without_idle_zeros():
    assert [number(Decimal(value)) for value in ("1000000", "2.50", "0", "1500000000000")] == ["1m", "2.5", "0", "1.5tn"]


def test_words_come_on_one_line():
    assert clean("a\n b\t\x00c\u2028d ") == "a b c d"
    assert shorten("one two three", 9) == "one two…"
    assert shorten("一二三四五六七八九十", 5) == "一二三四…"


def test_a_line_keeps_its_head_and_gives_up_its_tail():
    assert fit("Head.", "Tail.") == "Head. Tail."
    assert len(fit("H" * 190, "T" * 90)) <= LONGEST
    assert fit("word " * 60).endswith("…")


def test_the_line_of_an_update_is_that_of_the_design(make):
    known = make.baseline(make.by("5.8e9", unit="GBP"))
    told = make.by("8.9e9", "2025-01..2025-11", scope="goods", attributed_to="Nikolai Snopkov")

    [finding] = make.compared(told, known)

    assert finding.summary.startswith(
        "Trade turnover BY<->CN: £5.8bn (2022) → $8.9bn (Jan–Nov 2025), goods, Belarus side. Nikolai Snopkov via BelTA, en."
    )
    assert finding.group == "trade_turnover 2025-01..2025-11"
