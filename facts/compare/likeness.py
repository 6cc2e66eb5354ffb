"""How like two statements of one speaker are. Likeness proposes; numbers, denials and the side taken decide."""

from collections.abc import Set
from decimal import Decimal
from enum import StrEnum

from facts.compare.sense import Sense, load_common, load_faint, sense
from facts.statement import Statement

_SAME = 0.82  # share of words in common from which two statements are the same words
_PART = 0.9  # share of the shorter one's words that stand in the longer one, from which it is a part of it
_LIKE = 0.5  # share of words from which two statements are one thing in other words
_MEANT = 0.55  # share of concepts from which they are
_TURNED = 0.7  # share of words from which a "not" more or less turns a statement round
_ENOUGH = (1.5, 2.0)  # weight of the concepts they must at least share: told within days, and on days nobody knows
_SMALL = 2.0  # weight of concepts below which a statement is in too many others to count as a part of one
_FEW = 3  # words; what is shorter is no statement to be told again
_DIGITS = Decimal("0.01")


class Likeness(StrEnum):
    """What one statement is to another of the same speaker."""

    SAME_WORDS = "same words"
    OTHER_WORDS = "other words"
    TURNED = "turned"
    OTHER = "other"


def likeness(one: Statement, other: Statement, *, dated: bool = True) -> Likeness:
    """What ``one`` is to ``other``, by their words in one language, by concepts and numbers across two.

    dated  whether both are known to be of the same days; else more has to speak for it
    """
    mine, theirs = sense(one.text, one.language), sense(other.text, other.language)
    if not _numbers_fit(mine, theirs):
        return Likeness.OTHER
    words = shared(mine.words, theirs.words) if one.language == other.language else 0.0
    part = words and _part(mine.words, theirs.words)
    if words >= _TURNED and (mine.denials != theirs.denials or _turned(mine, theirs)):
        return Likeness.TURNED
    if words >= _SAME or (part >= _PART and min(len(mine.words), len(theirs.words)) >= _FEW):
        return Likeness.TURNED if _sides_differ(mine, theirs) else Likeness.SAME_WORDS
    if words >= _LIKE or (_one_matter(mine, theirs, dated) and (dated or bool(mine.numbers) is bool(theirs.numbers))):
        return Likeness.TURNED if _sides_differ(mine, theirs) else Likeness.OTHER_WORDS
    return Likeness.OTHER


def nearness(one: Statement, other: Statement) -> float:
    """How much two statements share, 0 to 1: of two that are both like a third, the nearer one is the one it is about."""
    mine, theirs = sense(one.text, one.language), sense(other.text, other.language)
    words = shared(mine.words, theirs.words) if one.language == other.language else 0.0
    return max(words, shared(mine.plain, theirs.plain))


def shared(one: Set[str], other: Set[str]) -> float:
    """The share of what two sets have in common, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _part(one: Set[str], other: Set[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _one_matter(one: Sense, other: Sense, dated: bool) -> bool:
    """Whether two statements are told in the same concepts, whatever the language."""
    both, mine, theirs = _weight(one.plain & other.plain), _weight(one.plain), _weight(other.plain)
    if one.plain == other.plain and both >= 1:
        return True
    if both < _ENOUGH[0 if dated else 1]:
        return False
    alike, least = 2 * both / (mine + theirs), min(mine, theirs)
    return (alike if least < _SMALL else (alike + both / least) / 2) >= _MEANT


def _weight(concepts: Set[str]) -> float:
    common, faint = load_common(), load_faint()
    return sum(0.2 if one in faint else 0.5 if one in common else 1.0 for one in concepts)


def _sides_differ(one: Sense, other: Sense) -> bool:
    """Whether one is for what the other is against."""
    mine, theirs = _stands(one), _stands(other)
    return bool(mine and theirs) and not mine & theirs


def _turned(one: Sense, other: Sense) -> bool:
    """Whether almost the same words hold another stand: a "support" where there was none, beside an "against" in both."""
    mine, theirs = _stands(one), _stands(other)
    return bool(mine and theirs) and mine != theirs


def _stands(one: Sense) -> frozenset[str]:
    return one.plain & {"support", "oppose"}


def _numbers_fit(one: Sense, other: Sense) -> bool:
    """Whether the numbers of the one with fewer all stand in the other: "8.4bn in 2023" is never "5.8bn in 2022"."""
    few, many = sorted((one.numbers, other.numbers), key=len)
    return all(any(abs(number - each) <= _DIGITS * abs(each) for each in many) for number in few) if few else True
