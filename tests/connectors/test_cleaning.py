"""Text, cleaned once at the door: inert wherever it is shown, and the same in every database."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.cleaning import clean, clean_line, clean_text


@pytest.mark.parametrize(
    ("dirty", "line"),
    [
        ("Trade\x00 grew", "Trade grew"),
        ("Trade\x1b[31m grew\x1b[0m", "Trade grew"),
        ("\x1b]0;owned\x07Trade grew", "Trade grew"),
        ("Trade\u202e grew\u202c", "Trade grew"),
        ("Trade \ud83d grew", "Trade grew"),
        ("Trade\r\ngrew", "Trade grew"),
        ("5\u200b8 bn\ufeff", "58 bn"),
        ("торго\xadвля", "торговля"),
        ("<b>Trade</b> grew", "Trade grew"),
        ("Trade<script>alert('grew')</script>", "Trade"),
        ("Trade<style>p {}</style> grew", "Trade grew"),
        ("<img src=x onerror=alert(1)>Trade grew", "Trade grew"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Trade grew", "Trade grew"),
        ("Trade &amp; transit", "Trade & transit"),
        ("over 5 < 6 and 7 > 6", "over 5 < 6 and 7 > 6"),
        ("exports <3 % of all", "exports <3 % of all"),
        ("Trade <!-- hidden --> grew", "Trade grew"),
        ("Trade <script>never closed", "Trade"),
        ("  Trade \t grew  ", "Trade grew"),
        ("и\u0306од", "йод"),
        ("Беларусь и Китай: «Один пояс»", "Беларусь и Китай: «Один пояс»"),
        ("中国—白俄罗斯工业园", "中国—白俄罗斯工业园"),
    ],
)
def test_a_title_is_one_line_of_text(dirty, line):
    assert clean_line(dirty) == line


def test_paragraphs_are_kept_as_lines():
    assert clean_text("<p>One.</p><p>Two &amp; three.</p><ul><li>Four</li></ul>") == "One.\nTwo & three.\nFour"


def test_what_is_too_long_is_cut_with_a_mark():
    assert clean_line("x" * 600) == "x" * 499 + "…"


@given(st.text(max_size=200) | st.text(alphabet="<>/!-ab&;#x\x1b[\x00\u202e\ud800 ", max_size=60))
def test_nothing_that_is_no_text_is_left(text):
    cleaned = clean(text)

    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\n" for letter in cleaned)


@given(st.text(alphabet="<>/!-sscript= ab&lt;gt", max_size=80))
def test_f20_no_tag_is_left_in_a_line(text):
    assert "<script" not in clean_line(text)
    assert "\n" not in clean_line(text)


def test_a_letter_keeps_thirty_marks_and_a_pile_of_them_takes_no_time():
    assert clean("e\u0301" + "\u0323" * 200_000 + "x") == clean("e\u0301" + "\u0323" * 29) + "x"
    assert clean("й" * 100 + "\u0306") == "й" * 100 + "\u0306"
