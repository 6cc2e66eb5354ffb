"""The verdicts that people gave to the figures of the development corpus, each article set beside the baseline alone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.compare import compare
from facts.extract import Reading, read_article
from facts.figure import Figure
from facts.finding import Finding
from facts.known import Found, Known, KnownFigure, Place
from facts.watch import Watchlist

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("dev-*.jsonl"))
LEAST = 0.92
_LEARNED = datetime(2023, 12, 5, tzinfo=UTC)
_NONE = "no finding"


@cache
def watched() -> Watchlist:
    return load_watchlist(Path(__file__).parents[2] / "watchlist", ())


@cache
def baseline() -> Known:
    [told] = watched().baselines
    place = Place(
        document=f"baseline:{told.name}", origin=f"baseline:{told.name}", source="baseline", outlet=told.outlet, camp="other", language="en"
    )
    place = replace(place, published=told.published)
    origins = frozenset({place.origin})
    return Known(
        figures=tuple(KnownFigure(id=row.id, figure=row.figure, place=place, learned=_LEARNED, origins=origins) for row in told.figures)
    )


def judged(row: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    """The words of each figure somebody gave a verdict on, that verdict, and ours."""
    published = date.fromisoformat(str(row["published"])) if row.get("published") else None
    article = Article(
        id=str(row["id"]), text=row["text"], title=row.get("title") or "", published=published, outlet=row.get("outlet") or ""
    )
    reading = read_article(article, watched())
    findings = _findings(article, reading)
    for told in row["baseline_verdicts"]:
        gold = row["figures"][told["figure_index"]]
        yield f"{row['id']} {gold['span']}", told["verdict"], _verdict(gold, findings)


def _findings(article: Article, reading: Reading) -> tuple[Finding, ...]:
    place = Place(document="article:1", origin="story:1", source="gold", outlet=article.outlet, camp="other", language=reading.language)
    found = Found(article=article, place=replace(place, published=article.published), facts=reading.facts)
    return compare(found, baseline(), watched().metrics, watched().topic)


def _verdict(gold: dict[str, object], findings: tuple[Finding, ...]) -> str:
    """Our verdict on the figure that stands where the annotated one does; sums within the article are findings beside it."""
    start, end = gold["start"], gold["start"] + len(gold["span"])
    here = [one for one in findings if isinstance(one.fact, Figure) and one.fact.start < end and start < one.fact.end]
    own = [one for one in here if str(one.verdict) not in ("inconsistent", "period_conflict")] or here
    return str(own[0].verdict) if own else _NONE


def rows() -> Iterator[dict[str, object]]:
    for file in CORPUS:
        yield from (row for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()) if row.get("baseline_verdicts"))


@pytest.mark.timeout(600)
def test_the_verdicts_are_those_people_gave():
    told = [one for row in rows() for one in judged(row)]
    wrong = [f"{words}: {gold}, not {ours}" for words, gold, ours in told if gold != ours]

    assert len(told) == 182
    assert 1 - len(wrong) / len(told) >= LEAST, "\n".join(wrong)
