"""A document's currency in doubt: settled by a review of the finding that told it, and open again when that is taken back."""

from datetime import timedelta

import pytest

from facts.finding import Verdict
from facts.period import Period
from facts.watch import BaselineFigure
from models.ledger import as_of, current

HOUR = timedelta(hours=1)


@pytest.fixture
def doubted(store, make):
    """A baseline of two amounts in pounds, one of which stands elsewhere in dollars."""
    pounds = {"unit": "GBP", "period": Period("2022")}
    figures = (
        BaselineFigure(id="B-01", figure=make.figure("5800000000", **pounds)),
        BaselineFigure(id="B-05", figure=make.figure("100000000", **(pounds | {"metric": "investment"}))),
    )
    store.load_baseline(make.baseline(figures=figures), make.now)
    [first] = current(store, "trade_turnover")
    dollars = make.figure("5800000000", period=Period("2022"))
    make.judged(store, make.finding(dollars, verdict=Verdict.UNIT_CONFLICT, before=first, summary="pounds are dollars"))
    return store


def baseline(store):
    return {one.id: (one.figure.unit, one.doubt, one.settled) for one in current(store) if one.id.startswith("B-")}


def test_the_remaining_amounts_inherit_the_doubt(doubted):
    assert baseline(doubted)["B-05"] == ("GBP", "pounds are dollars", "")


def test_accepting_it_turns_every_amount_of_the_document(doubted, make):
    doubted.review(["F-1"], "accept", now=make.now)

    assert baseline(doubted)["B-05"] == ("USD", "", "printed in GBP; a review settled on USD")
    assert all(one.figure.unit == "USD" for one in as_of(doubted, make.now.date()))


def test_rejecting_it_lifts_the_doubt_and_reopening_brings_it_back(doubted, make):
    doubted.review(["F-1"], "reject", "source_wrong", now=make.now)
    assert baseline(doubted)["B-05"] == ("GBP", "", "a review settled that GBP is right, as printed")

    doubted.review(["F-1"], "reopen", now=make.now + HOUR)
    assert baseline(doubted)["B-05"] == ("GBP", "pounds are dollars", "")
