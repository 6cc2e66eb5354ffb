"""How like two statements of one speaker are. Likeness proposes; numbers, denials and the side taken decide."""

from collections.abc import Set
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from facts.compare.sense import Sense, sense, weigh
from facts.statement import Statement

_SAME = 0.82  # share of words in common from which two statements are the same words
_PART = 0.9  # share of the shorter one's words that stand in the longer one, from which it is a part of it
_LIKE = 0.5  # share of words from which two statements are one thing in other words
_MEANT = 0.55  # share of concepts from which they are
_TURNED = 0.65  # share of words from which a "not" more or less turns a statement round
_MIRRORED = 0.8  # share of concepts from which a "not" in one of two translations turns it round
_ENOUGH = (1.5, 2.0)  # weight of the concepts they must at least share: told within days, and on days nobody knows
_SMALL = 2.0  # weight of concepts below which a statement is in too many others to count as a part of one
_FEW = 3  # words; what is shorter is no statement to be told again
_DIGITS = Decimal("0.01")
_LARGE = Decimal(10**6)  # smaller numbers are counted, and told whole


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
    if one.language != other.language and _denied_by_one(mine, theirs):
        mirrored = shared(mine.plain, theirs.plain) >= _MIRRORED or _sides_differ(mine, theirs)
        return Likeness.TURNED if mirrored and _one_matter(mine, theirs, dated) else Likeness.OTHER
    if words >= _LIKE or (_one_matter(mine, theirs, dated) and (dated or bool(mine.numbers) is bool(theirs.numbers))):
        return Likeness.TURNED if _sides_differ(mine, theirs) else Likeness.OTHER_WORDS
    return Likeness.OTHER


def may_repeat(one: Statement, other: Statement) -> bool:
    """Whether ``one`` could be the same words as ``other``: quick to say no, for the many that are not even of one occasion."""
    if one.language != other.language:
        return False
    mine, theirs = sense(one.text, one.language).words, sense(other.text, other.language).words
    return len(mine & theirs) >= _SAME * min(len(mine), len(theirs))


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
    common = one.plain & other.plain
    both, mine, theirs = weigh(common) if common else 0.0, one.weight, other.weight
    if one.plain == other.plain and both >= 1:
        return True
    if both < _ENOUGH[0 if dated else 1]:
        return False
    alike, least = 2 * both / (mine + theirs), min(mine, theirs)
    return (alike if least < _SMALL else (alike + both / least) / 2) >= _MEANT


def _sides_differ(one: Sense, other: Sense) -> bool:
    """Whether one is for what the other is against."""
    mine, theirs = _stands(one), _stands(other)
    return bool(mine and theirs) and not mine & theirs


def _denied_by_one(one: Sense, other: Sense) -> bool:
    """Whether one of two translations denies what the other says, by a "not" or by being against it; the one may stand for the other."""
    against, denied = ("oppose" in one.plain) != ("oppose" in other.plain), one.negated != other.negated
    both_against = "oppose" in one.plain & other.plain
    return against != denied and not (denied and both_against)


def _turned(one: Sense, other: Sense) -> bool:
    """Whether almost the same words hold another stand: an "against" where there was none, or a "support" beside it in one only."""
    mine, theirs = _stands(one), _stands(other)
    if not mine or not theirs:
        return "oppose" in mine | theirs and abs(len(one.words) - len(other.words)) <= 1
    return mine != theirs


def _stands(one: Sense) -> frozenset[str]:
    return one.plain & {"support", "oppose"}


def _numbers_fit(one: Sense, other: Sense) -> bool:
    """Whether the numbers of the one with fewer all stand in the other: "8.4bn in 2023" is never "5.8bn in 2022"."""
    few, many = sorted((one.numbers, other.numbers), key=len)
    return all(any(_fits(number, each) for each in many) for number in few) if few else True


def _fits(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are one, or one large one is the other with digits cut off: "over 3.5bn" of 3.56bn."""
    short, long = sorted((one, other), key=lambda number: len(number.as_tuple().digits))
    if abs(one - other) <= _DIGITS * abs(other):
        return True
    if short < _LARGE or len(short.as_tuple().digits) < 2 or short.adjusted() != long.adjusted():
        return False
    return long.quantize(short, rounding=ROUND_DOWN) == short
