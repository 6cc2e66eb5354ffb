"""Pairs of statements in four languages: one thing in other words, one turned round, and different things."""

from itertools import combinations, combinations_with_replacement
from pathlib import Path

import pytest
import yaml

from facts.compare.likeness import Likeness, likeness
from facts.statement import Mode, Statement

LANGUAGES = ("en", "ru", "be", "zh")
PAIRS = Path(__file__).parent / "pairs"
ONE_THING = (Likeness.SAME_WORDS, Likeness.OTHER_WORDS)


def said(text: str, language: str) -> Statement:
    return Statement(start=0, end=len(text), text=text, mode=Mode.DIRECT, speaker="Xi Jinping", language=language)


def propositions() -> list[tuple[str, str, Statement]]:
    content = yaml.safe_load((PAIRS / "propositions.yaml").read_text(encoding="utf-8"))
    return [(name, language, said(text, language)) for name, row in content.items() for language in LANGUAGES for text in row[language]]


def shifted() -> list[tuple[str, str, str]]:
    content = yaml.safe_load((PAIRS / "shifted.yaml").read_text(encoding="utf-8"))
    return [(language, was, now) for language, pairs in content.items() for was, now in pairs]


def of_languages(one: str, other: str) -> list[tuple[bool, Likeness]]:
    """Every pair of the two languages: whether it is one proposition, and what it was taken for."""
    pairs = combinations(propositions(), 2)
    return [(a[0] == b[0], likeness(a[2], b[2])) for a, b in pairs if sorted((a[1], b[1])) == sorted((one, other))]


@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(LANGUAGES, 2)))
def test_one_thing_in_other_words_is_known_again(one, other):
    taken = [how for same, how in of_languages(one, other) if same]

    assert len(taken) >= 60
    assert sum(how in ONE_THING for how in taken) >= 0.94 * len(taken)


@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(LANGUAGES, 2)))
def test_different_things_are_hardly_ever_taken_for_one(one, other):
    taken = [how for same, how in of_languages(one, other) if not same]

    assert len(taken) >= 7_000
    assert sum(how is not Likeness.OTHER for how in taken) <= 0.002 * len(taken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_words_in_other_print_are_the_same_words(language):
    """Another outlet sets other marks, and drops the full stop."""
    texts = [statement for _, own, statement in propositions() if own == language]
    reprinted = [
        said(f"“{statement.text.rstrip('.。').replace(' – ', ' - ').replace('«', '“').replace('»', '”')}”", language) for statement in texts
    ]

    assert len(texts) >= 60
    assert all(likeness(*pair) is Likeness.SAME_WORDS for pair in zip(reprinted, texts, strict=True))


@pytest.mark.parametrize(("language", "was", "now"), shifted())
def test_what_is_turned_round_is_never_the_same(language, was, now):
    assert likeness(said(now, language), said(was, language)) is Likeness.TURNED


@pytest.mark.parametrize(("one", "other"), list(combinations(LANGUAGES, 2)))
def test_what_is_turned_round_is_never_the_same_across_languages_either(one, other):
    content = yaml.safe_load((PAIRS / "shifted.yaml").read_text(encoding="utf-8"))
    rows = [(mine, theirs) for mine, theirs in zip(content[one], content[other], strict=True)]
    taken = [likeness(said(mine[turned], one), said(theirs[1 - turned], other)) for mine, theirs in rows for turned in (0, 1)]

    assert len(taken) >= 60
    assert not any(how in ONE_THING for how in taken)
    assert taken.count(Likeness.TURNED) >= 0.7 * len(taken)
