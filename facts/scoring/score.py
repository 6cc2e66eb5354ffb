"""Score: what was read right, what was missed, what was made up, of one article or of many."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from facts.extract import Reading
from facts.figure import Figure, Kind, is_counted
from facts.scoring.gold import ASKED, GoldArticle, GoldFigure, GoldStatement
from facts.scoring.pairing import figures_nearness, folded, pair, same_name, statements_nearness
from facts.scoring.share import Share
from facts.statement import Mode, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One difference: in which article, what kind, the words it stands at, what was annotated and what was read."""

    article: str
    what: str
    words: str
    gold: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts by what was asked.

    shares   "relevance", "figures", "figures_level" …, "whole_facts", "statements_direct", "statements_direct_with_speaker" …
    fields   by field of a figure: right and asked, of the figures found
    """

    articles: int = 0
    shares: Mapping[str, Share] = field(default_factory=dict)
    fields: Mapping[str, Share] = field(default_factory=dict)
    misses: tuple[Miss, ...] = ()

    def __add__(self, other: "Score") -> "Score":
        """Both together."""
        return Score(
            articles=self.articles + other.articles,
            shares=_summed(self.shares, other.shares),
            fields=_summed(self.fields, other.fields),
            misses=self.misses + other.misses,
        )


def score(gold: GoldArticle, read: Reading, metrics: Collection[str]) -> Score:
    """Compare one article as read with the same one as annotated.

    metrics   the canonical names; a free label is held against nobody
    returns   shares and fields of this article, and every difference
    """
    relevant = read.relevance.relevant
    shares = {"relevance": Share(int(gold.relevant and relevant), int(gold.relevant), int(relevant))}
    if not gold.relevant:
        return Score(articles=1, shares=shares, misses=tuple(_relevance(gold, relevant)))
    pairs = pair(gold.figures, read.facts.figures, figures_nearness)
    shares |= _figure_shares(gold, read, pairs, metrics)
    misses = [*_relevance(gold, relevant), *_figure_misses(gold, read, pairs)]
    for mode in Mode:
        told, lost = _statements(gold, read, mode)
        shares |= told
        misses += lost
    asked = [field_ for each in pairs for field_ in _asked(*each, metrics)]
    misses += [Miss(article=gold.article.id, what=name, words=words, gold=a, read=b) for name, right, words, a, b in asked if not right]
    return Score(articles=1, shares=shares, fields=_counted(asked), misses=tuple(misses))


def _relevance(gold: GoldArticle, relevant: bool) -> Iterator[Miss]:
    if gold.relevant != relevant:
        yield Miss(article=gold.article.id, what="relevance", words=gold.article.title, gold=str(gold.relevant), read=str(relevant))


def _figure_shares(gold: GoldArticle, read: Reading, pairs: list[tuple[GoldFigure, Figure]], metrics: Collection[str]) -> dict[str, Share]:
    figures = read.facts.figures
    shares = {"figures": Share(len(pairs), len(gold.figures), len(figures))}
    for kind in Kind:
        right = sum(wanted.fields.get("kind") == kind == found.kind for wanted, found in pairs)
        asked = sum(one.fields.get("kind") == kind for one in gold.figures)
        shares[f"figures_{kind}"] = Share(right, asked, sum(one.kind is kind for one in figures))
    ours = [one for one in gold.figures if one.about_relations]
    taken = [one for one in figures if one.about_relations]
    whole = sum(_whole(wanted, found, metrics) for wanted, found in pair(ours, taken, figures_nearness))
    return {**shares, "whole_facts": Share(whole, len(ours), len(taken))}


def _whole(gold: GoldFigure, read: Figure, metrics: Collection[str]) -> bool:
    """Whether number, unit, metric and period are all right."""
    metric = gold.fields.get("metric")
    return (metric not in metrics or metric == read.metric) and (gold.fields.get("period") or "") == str(read.period or "")


def _figure_misses(gold: GoldArticle, read: Reading, pairs: list[tuple[GoldFigure, Figure]]) -> Iterator[Miss]:
    found, taken = {id(one) for one, _ in pairs}, {id(one) for _, one in pairs}
    for one in gold.figures:
        if id(one) not in found:
            yield Miss(
                article=gold.article.id, what="figure missed", words=one.text, gold=f"{one.value or f'{one.low}–{one.high}'} {one.unit}"
            )
    for other in read.facts.figures:
        if id(other) not in taken:
            yield Miss(article=gold.article.id, what="figure not annotated", words=other.text, read=other.reading)


def _statements(gold: GoldArticle, read: Reading, mode: Mode) -> tuple[dict[str, Share], list[Miss]]:
    wanted = [one for one in gold.statements if one.mode is mode]
    given = [one for one in read.facts.statements if one.mode is mode]
    pairs = pair(wanted, given, statements_nearness(gold.article.text))
    named = sum(same_name(one.speaker, other.speaker) for one, other in pairs)
    shares = {
        f"statements_{mode}": Share(len(pairs), len(wanted), len(given)),
        f"statements_{mode}_with_speaker": Share(named, len(wanted), len(given)),
    }
    return shares, list(_statement_misses(gold.article.id, wanted, given, pairs))


def _statement_misses(
    article: str, wanted: list[GoldStatement], given: list[Statement], pairs: list[tuple[GoldStatement, Statement]]
) -> Iterator[Miss]:
    found, taken = {id(one) for one, _ in pairs}, {id(one) for _, one in pairs}
    for one in wanted:
        if id(one) not in found:
            yield Miss(article=article, what=f"{one.mode} statement missed", words=one.text, gold=one.speaker or "")
    for other in given:
        if id(other) not in taken:
            yield Miss(article=article, what=f"{other.mode} statement not annotated", words=other.text, read=other.speaker or "")
    for one, other in pairs:
        if not same_name(one.speaker, other.speaker):
            yield Miss(article=article, what="speaker", words=one.text, gold=one.speaker or "", read=other.speaker or "")


_Asked = tuple[str, bool, str, str, str]  # field, right, words, annotated, read


def _asked(gold: GoldFigure, read: Figure, metrics: Collection[str]) -> Iterator[_Asked]:
    if is_counted(gold.unit):
        yield "noun", folded(gold.unit).rstrip("s") == folded(read.unit).rstrip("s"), gold.text, gold.unit, read.unit
    for name in ASKED:
        if name not in gold.fields:
            continue
        wanted, given = gold.fields[name], getattr(read, name)
        if name == "metric" and (not gold.about_relations or wanted not in metrics):
            continue
        yield name, _agree(name, wanted, given), gold.text, str(wanted), str(given)


def _agree(name: str, wanted: str | bool | None, given: object) -> bool:
    if name == "attributed_to":
        return same_name(str(wanted or ""), str(given or ""))
    return str(wanted or "") == str(given or "")


def _counted(asked: list[_Asked]) -> dict[str, Share]:
    total, right = Counter(one[0] for one in asked), Counter(one[0] for one in asked if one[1])
    return {name: Share(right[name], count, count) for name, count in total.items()}


def _summed(one: Mapping[str, Share], other: Mapping[str, Share]) -> dict[str, Share]:
    return {name: one.get(name, Share()) + other.get(name, Share()) for name in dict.fromkeys([*one, *other])}
