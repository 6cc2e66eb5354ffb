"""Whether an article is about the two sides of a topic together, and what in the text says so."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from facts.article import Article, Entry
from facts.countries import name_of
from facts.extract.languages.coverage import Coverage, load_coverage
from facts.extract.languages.joined import Joined, Letters
from facts.extract.languages.proof import pattern
from facts.extract.languages.rows import join
from facts.extract.remembered import Remembered
from facts.watch import Source, Topic

_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:(?:[.!?](?!\s|$)|\.(?= [a-zа-яёіўł]))[^.!?。！？\n]*)*[.!?。！？]?")
_LONGEST = 2_000
_SHORTEST = 2  # one character names nobody
_ENOUGH = 1.0
_APART = 0.5  # each side named in a sentence of its own, one behind the other, where hardly anybody else is named
_ASIDE = 0.8  # what an aside leaves of a score
_STEM = 4  # letters that tell a country in any case
_LIST = 3  # that many third countries in one sentence make it a list


@dataclass(frozen=True, slots=True)
class Relevance:
    """The verdict on an article and why.

    score  0 to 1: below 0.5 is not relevant
    why    the words of each side that decided: ("Belarus: Минск", "China: посол КНР"), or what spoke against it
    """

    relevant: bool
    score: float
    why: tuple[str, ...]


@dataclass(slots=True)
class _Evidence:
    weight: float = 0.0
    bonds: int = 0
    towards: float = 0.0
    sport: int = 0
    home: int = 0
    near: float = 0.0
    last: str | None = None
    third: Counter[str] = field(default_factory=Counter)
    sides: dict[str, str] = field(default_factory=dict)


def judge_relevance(article: Article, language: str, topic: Topic) -> Relevance:
    """Judge an article by how its sentences bring the two sides together.

    article   title and text as published.
    language  "en", "ru", "be" or "zh".
    returns   relevant where sentences show both sides acting, or words of their bond stand there; trade or loans of the partner count
              where the home side is named at least as often as any third country. A border, a route, a list of
              countries, a sports result or another pair of countries in a capital is no such sentence.
    raises    nothing.
    """
    tables = _tables(topic, language)
    evidence = _Evidence()
    if not tables.may_show_both(f"{article.title}\n{article.text}"):
        evidence.sides |= _named_first((article.title, *_sentences(article.text)), tables)
        return _verdict(evidence, topic)
    _weigh(article.title, 2.0, tables, topic, evidence)
    for sentence in _sentences(article.text):
        _weigh(sentence, 1.0, tables, topic, evidence)
    return _verdict(evidence, topic)


def plausible(entry: Entry, source: Source, topic: Topic) -> bool:
    """Say whether an entry's title and summary make its page worth reading.

    An outlet at home on one side need not name it, so the other side must be named; one from elsewhere must name the home side,
    for the partner may fill the news of the world alone. An entry without words cannot be judged and is plausible.
    """
    words = f"{entry.title} {entry.summary}".strip()
    if not words:
        return True
    wanted = topic.partner if source.home == topic.home else topic.home
    return _anywhere(topic, wanted).search(words) is not None


def _sentences(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        if len(match.group().strip()) >= _SHORTEST:
            yield match.group()[:_LONGEST]


@dataclass(frozen=True, slots=True)
class _Tables:
    """What an article is judged by: the names of both sides, and the words that show them together or apart.

    letters  those of all of them, so that one look at a sentence tells what can be found in it
    sieved   nothing can be found in a sentence without any of them
    """

    letters: Letters
    sieved: bool
    sides: dict[str, Joined]
    coverage: Coverage

    def may_show_both(self, text: str) -> bool:
        """Whether the names of both sides can stand in a text."""
        return all(names.able(text) for names in self.sides.values())


def _read_tables(topic: Topic, language: str) -> _Tables:
    letters = Letters()
    sides = {side: join(_side(topic, side, language), letters) for side in topic.sides}
    own = load_coverage(topic, language)
    coverage = {each.name: Joined(getattr(own, each.name).rows, letters) for each in fields(own)}
    sieved = all(table.sieved for table in (*sides.values(), *coverage.values()))
    return _Tables(letters, sieved, sides, Coverage(**coverage))


def _side(topic: Topic, side: str, language: str) -> list[re.Pattern[str]]:
    """The names of a side: of the country and its places, and of its people. A ministry alone may be anybody's."""
    parties = (party.words for party in topic.parties if party.side == side and party.kind == "person")
    return [pattern(row.read) for words in (topic.sides[side].words, *parties) for row in words.get(language, ())]


def names(topic: Topic, side: str) -> tuple[str, ...]:
    """The patterns of all names of a side, in all languages: without one of them in it, no text can name that side."""
    parties = [party.words for party in topic.parties if party.side == side and party.kind == "person"]
    return tuple(dict.fromkeys(row.read for words in (topic.sides[side].words, *parties) for rows in words.values() for row in rows))


_tables = Remembered(_read_tables)
_anywhere = Remembered(lambda topic, side: join(pattern(row.read) for rows in topic.sides[side].words.values() for row in rows))


def _weigh(sentence: str, weight: float, tables: _Tables, topic: Topic, evidence: _Evidence) -> None:
    if tables.sieved and not tables.letters.seen(sentence):
        return
    table, sides = tables.coverage, tables.sides
    evidence.sport += len(table.sport.findall(sentence))
    bonds = table.bonds.findall(sentence)
    acting = table.asides.sub(" ", sentence)
    found = {side: read.search(acting) for side, read in sides.items()}
    for side, match in found.items():
        if match:
            evidence.sides.setdefault(side, match.group())
    named = {word.lower() for word in table.others.findall(acting)}
    evidence.third.update(word[:_STEM] for word in named)
    evidence.home += found[topic.home] is not None
    others = len(named)
    if others >= _LIST or table.crowds.search(acting):
        return
    one = next((side for side, match in found.items() if match), None)
    if one and not all(found.values()):
        evidence.near += _APART * (evidence.last is not None and evidence.last != one)
        evidence.last = one
    evidence.bonds += len(bonds)
    if found[topic.partner] and table.towards.search(sentence):
        evidence.towards += weight * 0.5 / (1 + others)
    if all(found.values()):
        evidence.weight += weight / (1 + others)
    evidence.weight += weight * 0.75 * min(len(bonds), 2) / (1 + others)


def _named_first(sentences: Iterable[str], tables: _Tables) -> dict[str, str]:
    """The first name of a side, in a text that cannot name both."""
    for sentence in sentences:
        for side, names in tables.sides.items():
            if names.able(sentence) and (match := names.search(tables.coverage.asides.sub(" ", sentence))):
                return {side: match.group()}
    return {}


def _verdict(evidence: _Evidence, topic: Topic) -> Relevance:
    why = tuple(f"{name_of(side)}: {words}" for side, words in sorted(evidence.sides.items()))
    if len(evidence.sides) < len(topic.sides):
        missing = "".join(name_of(side) for side in topic.sides if side not in evidence.sides and evidence.sides) or "neither side"
        return Relevance(relevant=False, score=0.0, why=(*why, f"not named as acting: {missing}"))
    if evidence.sport >= 3 and evidence.bonds == 0:
        return Relevance(relevant=False, score=0.2, why=(*why, "the sports page"))
    foreign = evidence.home < max(evidence.third.values(), default=0)
    alone = not foreign and sum(evidence.third.values()) <= 1
    weight = evidence.weight + (0.0 if foreign else evidence.towards) + (evidence.near if alone else 0.0)
    aside = foreign and not evidence.bonds and weight <= _ENOUGH  # one sentence, of an article on others
    score = (_ASIDE if aside else 1.0) * weight / (weight + _ENOUGH)
    if weight < _ENOUGH or aside:
        return Relevance(relevant=False, score=score, why=(*why, "named, but not together"))
    return Relevance(relevant=True, score=score, why=why)
