"""What a statement is taken apart into."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import facts.compare.sense
from facts.compare.sense import load_common, load_faint, sense

TABLE = yaml.safe_load((Path(facts.compare.sense.__file__).parent / "concepts.yaml").read_text(encoding="utf-8"))
CONCEPTS = {**TABLE["plain"], **TABLE["faint"]}


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_stem_of_every_language_is_found_in_a_word_that_begins_with_it(concept):
    assert list(CONCEPTS[concept]) == ["en", "ru", "be", "zh"]
    for language, stems in CONCEPTS[concept].items():
        for stem in stems.split():
            found = sense(f" {stem.rstrip('$')} ", language)
            assert concept in found.plain | found.faint, (language, stem)


def test_common_and_faint_concepts_are_concepts():
    assert load_common() <= CONCEPTS.keys()
    assert load_faint() <= CONCEPTS.keys()


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "$8.4 billion in 2023", {"8.4e9", "2023"}),
        ("en", "118 residents, 1,250 people, $5bn and 3m", {"118", "1250", "5e9", "3e6"}),
        ("ru", "8,4 млрд долларов в 2023 году, 67 800 машин", {"8.4e9", "2023", "67800"}),
        ("be", "5,8 мільярда долараў", {"5.8e9"}),
        ("zh", "2023年贸易额84.4亿美元，3万人", {"2023", "8.44e9", "3e4"}),
        ("", "5 apples", {"5"}),
    ],
)
def test_numbers_come_with_their_scale(language, text, numbers):
    assert sense(text, language).numbers == {Decimal(one) for one in numbers}


@pytest.mark.parametrize(
    ("language", "text", "denials"),
    [
        ("en", "We do not and never will", 2),
        ("ru", "Мы не будем", 1),
        ("be", "Ніколі не будзем", 2),
        ("zh", "我们不支持", 1),
        ("en", "We will", 0),
    ],
)
def test_words_that_turn_a_statement_round_are_counted(language, text, denials):
    assert sense(text, language).denials == denials


def test_the_longest_stem_decides():
    """The word for confrontation begins with that for "against", and Belarus in Chinese ends in Russia."""
    assert sense("противостояние", "ru").plain == {"confrontation"}
    assert sense("白俄罗斯", "zh").faint == {"belarus"}


def test_an_unknown_language_has_words_but_no_concepts():
    found = sense("la confiance mutuelle", "fr")

    assert not found.plain
    assert found.words
