"""Quotation marks of all kinds, and direct speech by layout."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.extract.quotations import find_quotations, mask

ABOUT = "quotations"


def test_direct_speech_is_found_with_its_speaker(language, case, said):
    assert said(case["text"], language, case.get("day")) == case["said"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “yes” twice.", ["yes"]),
        ('He said "yes" twice.', ["yes"]),
        ("Он сказал «да» дважды.", ["да"]),
        ("Он сказал „да“ дважды.", ["да"]),
        ("他说“是”。", ["是"]),
        ("他說「是」。", ["是"]),
        ("他說『是』。", ["是"]),
        ("Он сказал «читал «Правду» вчера» и ушёл.", ["читал «Правду» вчера"]),
        ("他說「讀過『真理』一書」。", ["讀過『真理』一書"]),
        ("Он: «читал „Правду“ вчера».", ["читал „Правду“ вчера"]),
        ("It's the park's day, and the 'plan' is Minsk's.", []),
        ('The 5" pipe is here.', []),
        ("«Начало без конца.\nДругой абзац.", ["Начало без конца."]),
        ("“First paragraph.\n“Second paragraph.”", ["First paragraph.\n“Second paragraph."]),
        ("“One.” “Two.”", ["One.", "Two."]),
        ("Конец без начала».", []),
        ("«»", []),
        ("", []),
    ],
)
def test_the_words_between_outer_marks_are_found(text, words):
    assert [text[one.start : one.end] for one in find_quotations(text)] == words


@given(st.text(alphabet="аb .,!?\n\"'“”„«»‘’「」『』", max_size=200))
def test_any_marks_give_quotations_in_order_that_never_overlap(text):
    found = find_quotations(text)

    assert all(0 <= one.left <= one.start <= one.end <= one.right <= len(text) for one in found)
    assert all(before.right <= after.left for before, after in pairwise(found))
    assert len(mask(text, found)) == len(text)
