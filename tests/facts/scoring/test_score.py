"""Precision, recall and F1 of articles as read against the same ones as annotated."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.article import Article
from facts.extract import Reading
from facts.figure import Figure, Kind
from facts.known import Facts
from facts.period import Period
from facts.scoring import GoldArticle, GoldFigure, GoldStatement, Score, Share, score
from facts.statement import Mode, Statement
from facts.topic import Relevance

TEXT = 'Trade reached $8.9bn in 2025. "We are content," the envoy said.'
METRICS = frozenset({"trade_turnover", "exports"})


def reading(*, relevant=True, figures=(), statements=()):
    return Reading(
        language="en", relevance=Relevance(relevant=relevant, score=1.0, why=()), facts=Facts(figures=figures, statements=statements)
    )


def annotated(*, relevant=True, figures=(), statements=()):
    return GoldArticle(article=Article(id="a", text=TEXT, title="Trade"), relevant=relevant, figures=figures, statements=statements)


def gold_trade(**fields):
    amount = Decimal(8_900_000_000)
    return GoldFigure(start=14, end=20, text="$8.9bn", value=amount, low=amount, high=amount, unit="USD", fields=fields)


def trade(**changes):
    amount = Decimal(8_900_000_000)
    given_ = {"metric": "trade_turnover", "period": Period("2025"), **changes}
    return Figure(start=14, end=20, text="$8.9bn", value=amount, low=amount, high=amount, unit="USD", **given_)


def test_a_figure_read_as_annotated_is_a_whole_fact():
    done = score(annotated(figures=(gold_trade(metric="trade_turnover", period="2025"),)), reading(figures=(trade(),)), METRICS)

    assert done.shares["figures"] == done.shares["whole_facts"] == Share(1, 1, 1)
    assert not done.misses


@pytest.mark.parametrize(
    ("changes", "what"),
    [({"metric": "exports"}, "metric"), ({"period": None}, "period")],
)
def test_a_wrong_metric_or_period_leaves_the_figure_found_and_the_fact_not_whole(changes, what):
    wanted = annotated(figures=(gold_trade(metric="trade_turnover", period="2025"),))

    done = score(wanted, reading(figures=(trade(**changes),)), METRICS)

    assert (done.shares["figures"].right, done.shares["whole_facts"].right) == (1, 0)
    assert [miss.what for miss in done.misses] == [what]
    assert done.fields[what] == Share(0, 1, 1)


def test_a_free_label_is_held_against_nobody():
    done = score(annotated(figures=(gold_trade(metric="sister_cities", period="2025"),)), reading(figures=(trade(),)), METRICS)

    assert "metric" not in done.fields
    assert done.shares["whole_facts"].right == 1


def test_what_the_annotation_leaves_out_is_not_asked():
    done = score(annotated(figures=(gold_trade(period="2025"),)), reading(figures=(trade(kind=Kind.CHANGE),)), METRICS)

    assert set(done.fields) == {"period"}


def test_a_missed_and_a_made_up_figure_are_both_named():
    elsewhere = Figure(
        start=24, end=28, text="2025", value=Decimal(2025), low=None, high=None, unit="visits", metric="visits", reading="2025 visits"
    )

    done = score(annotated(figures=(gold_trade(),)), reading(figures=(elsewhere,)), METRICS)

    assert [(miss.what, miss.words) for miss in done.misses] == [("figure missed", "$8.9bn"), ("figure not annotated", "2025")]
    assert done.shares["figures"].f1 == 0


def test_a_statement_counts_with_and_without_its_speaker():
    wanted = GoldStatement(start=31, end=45, text="We are content", mode=Mode.DIRECT, speaker="Zhang Wenchuan")
    given_ = Statement(start=31, end=45, text="We are content", mode=Mode.DIRECT, speaker="Xie Xiaoyong")

    done = score(annotated(statements=(wanted,)), reading(statements=(given_,)), METRICS)

    assert done.shares["statements_direct"].f1 == 1
    assert done.shares["statements_direct_with_speaker"].f1 == 0


def test_facts_of_an_irrelevant_article_are_not_compared():
    done = score(annotated(relevant=False), reading(figures=(trade(),)), METRICS)

    assert set(done.shares) == {"relevance"}
    assert [miss.what for miss in done.misses] == ["relevance"]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(5, 9), st.integers(5, 9)), min_size=1, max_size=6), st.randoms())
def test_the_sum_does_not_depend_on_the_order(counts, order):
    parts = [Score(articles=1, shares={"figures": Share(*one)}) for one in counts]
    shuffled = list(parts)
    order.shuffle(shuffled)

    assert sum(parts, Score()) == sum(shuffled, Score())


def test_nothing_to_find_and_nothing_read_is_well():
    assert (Share().precision, Share().recall, Share().f1) == (1, 1, 1)
    assert (Share(0, 0, 3).precision, Share(0, 3, 0).recall) == (0, 0)
