"""What a statement is made of: concepts that are the same in every language, numbers, and the words of its own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from facts.extract.folded import fold

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBER = re.compile(r"\d+(?:[ ,.]\d{3})*(?:[.,]\d{1,2})?(?!\d)")
_LONGEST = 16  # letters of the longest stem
_LONGEST_HAN = 5  # characters of the longest Chinese stem
_STEM = 5  # letters by which two words of one language count as the same word


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's stems.

    exact, stems  {word or stem: ids of what it means}
    scales        {stem of a scale word: what it multiplies by}
    deny, negate  words that turn a sentence round, and those among them that deny its verb
    idle          phrases with such a word in them that deny nothing: "not only"
    beside        phrases whose last word tells no stand: "sanctions against"
    """

    exact: Mapping[str, frozenset[str]]
    stems: Mapping[str, frozenset[str]]
    scales: Mapping[str, Decimal]
    deny: frozenset[str]
    negate: frozenset[str]
    idle: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a stretch of words is made of.

    plain, faint  ids of concepts; faint ones stand in nearly every statement
    numbers       values with their scale, years among them
    words         stems of its own language; pairs of characters in Chinese
    denials       how many words turn it round
    negated       whether its verb is denied, as any translation tells
    weight        what its plain concepts weigh together
    """

    plain: frozenset[str]
    faint: frozenset[str]
    numbers: frozenset[Decimal]
    words: frozenset[str]
    denials: int
    negated: bool
    weight: float


@lru_cache(maxsize=20_000)
def sense(text: str, language: str) -> Sense:
    """Take a statement apart. An unknown language has words and numbers, but no concepts."""
    lexicon, faint = load_lexicon(language), load_faint()
    folded = fold(text)
    words = _WORD.findall(folded)
    meant = frozenset(
        _han_concepts(folded, lexicon) if _HAN.search(folded) else _concepts(_WORD.findall(_stands(folded, lexicon)), lexicon)
    )
    plain = meant - faint
    return Sense(
        plain=plain,
        faint=meant & faint,
        numbers=frozenset(_numbers(folded, lexicon)),
        words=frozenset(_own_words(folded, words)),
        denials=_count(folded, lexicon.deny, lexicon),
        negated=_count(folded, lexicon.negate, lexicon) > 0,
        weight=weigh(plain),
    )


@cache
def load_lexicon(language: str) -> Lexicon:
    """The stems of one language, out of concepts.yaml; empty for a language that is not in it."""
    table = _table()
    exact: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    for concept, languages in [*table["plain"].items(), *table["faint"].items()]:
        for stem in str(languages.get(language, "")).split():
            (exact if stem.endswith("$") else stems).setdefault(fold(stem.rstrip("$")), set()).add(concept)
    return Lexicon(
        exact={word: frozenset(ids) for word, ids in exact.items()},
        stems={word: frozenset(ids) for word, ids in stems.items()},
        scales={word: Decimal(scale) for word, scale in table["scales"].get(language, {}).items()},
        deny=frozenset(str(table["deny"].get(language, "")).split()),
        negate=frozenset(str(table["negate"].get(language, "")).split()),
        idle=tuple(fold(phrase) for phrase in table["idle"].get(language, ())),
        beside=tuple(fold(phrase) for phrase in table["beside"].get(language, ())),
    )


def weigh(concepts: Set[str]) -> float:
    """What concepts weigh together: common ones half, faint ones a fifth."""
    return sum(map(_weight, concepts))


@cache
def _weight(concept: str) -> float:
    return 0.2 if concept in load_faint() else 0.5 if concept in load_common() else 1.0


@cache
def load_faint() -> frozenset[str]:
    """The concepts that count little."""
    return frozenset(_table()["faint"])


@cache
def load_common() -> frozenset[str]:
    """The concepts that count half."""
    return frozenset(_table()["common"])


@cache
def _table() -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.load(Path(__file__).with_name("concepts.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return content


def _stands(text: str, lexicon: Lexicon) -> str:
    """A text without the words that only look like somebody's stand."""
    for phrase in lexicon.beside:
        text = text.replace(phrase, phrase.rpartition(" ")[0])
    return text


def _count(text: str, listed: frozenset[str], lexicon: Lexicon) -> int:
    """How many of the listed words stand in a text outside idle phrases; in Chinese wherever their characters do."""
    han = _HAN.search(text) is not None
    text = f" {text}"
    for phrase in lexicon.idle:
        text = text.replace(phrase if han else f" {phrase}", " ")
    if han:
        return sum(text.count(word) for word in listed)
    return sum(word in listed for word in _WORD.findall(text))


def _concepts(words: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    for word in (part for each in words for part in dict.fromkeys((each, *each.split("-")))):
        whole = lexicon.exact.get(word, frozenset())
        # The longest stem that fits: "against" in Russian begins the word for confrontation, and is not meant there.
        starts = (lexicon.stems.get(word[:length]) for length in range(min(len(word), _LONGEST), 1, -1))
        yield from whole | (lexicon.stems.get(word, frozenset()) if whole else next((ids for ids in starts if ids), frozenset()))


def _han_concepts(text: str, lexicon: Lexicon) -> Iterator[str]:
    at = 0
    while at < len(text):
        length = next((length for length in range(_LONGEST_HAN, 0, -1) if text[at : at + length] in lexicon.stems), 0)
        yield from lexicon.stems.get(text[at : at + length], ())
        at += max(length, 1)


def _numbers(text: str, lexicon: Lexicon) -> Iterator[Decimal]:
    for match in _NUMBER.finditer(text):
        digits = match.group().replace(" ", "")
        whole = re.sub(r"[,.](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
        yield (Decimal(whole) * _scale(text[match.end() : match.end() + _LONGEST].lstrip(), lexicon)).normalize()


def _scale(after: str, lexicon: Lexicon) -> Decimal:
    """The scale word right behind a number: the longest that fits, and a single letter only where the word ends."""
    for length in range(min(len(after), _LONGEST), 0, -1):
        scale = lexicon.scales.get(after[:length])
        if scale is not None and (length > 1 or _HAN.match(after) or not after[1:2].isalpha()):
            return scale
    return Decimal(1)


def _own_words(text: str, words: Iterable[str]) -> Iterator[str]:
    if _HAN.search(text):
        han = "".join(_HAN.findall(text))
        yield from (han[at : at + 2] for at in range(len(han) - 1))
    else:
        yield from (word[:_STEM] for word in words if len(word) > 3)
