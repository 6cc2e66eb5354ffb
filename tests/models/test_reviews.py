"""A decision is a row of its own; the ledger follows it, and goes back when it is taken back."""

from datetime import timedelta

import pytest

from facts.finding import Verdict
from facts.known import Facts
from models.chain import verify
from models.errors import StoreError, UnknownFindingError
from models.ledger import current, history
from models.rows import Filter

HOUR = timedelta(hours=1)


@pytest.fixture
def conflicting(store, make):
    """Two figures for one point, the later in conflict with the one that stands."""
    make.judged(store, make.finding())
    other = make.finding(make.figure("8400000000"), verdict=Verdict.CONFLICTS)
    make.judged(store, other, page=make.page("https://b.example/1"))
    return store


def value(store):
    return [str(one.figure.value) for one in current(store)]


def test_a_conflict_alone_moves_nothing(conflicting):
    assert value(conflicting) == ["8900000000"]


def test_accepting_moves_the_value_and_reopening_moves_it_back(conflicting, make):
    [row] = conflicting.review(["F-2"], "accept", note="the ministry says so", by="ana", now=make.now)
    assert row.state == "accepted"
    assert value(conflicting) == ["8400000000"]
    assert current(conflicting)[0].accepted

    conflicting.review(["F-2"], "reopen", now=make.now + HOUR)
    assert conflicting.finding("F-2").state == "new"
    assert value(conflicting) == ["8900000000"]


def test_the_last_of_two_accepted_stands(conflicting, make):
    conflicting.review(["F-2"], "accept", now=make.now)
    conflicting.review(["F-1"], "accept", now=make.now + HOUR)

    assert value(conflicting) == ["8900000000"]


def test_a_rejected_figure_is_left_out(conflicting, make):
    conflicting.review(["F-1"], "reject", "source_wrong", now=make.now)

    assert value(conflicting) == ["8400000000"]
    conflicting.review(["F-2"], "reject", "unit", now=make.now)
    assert value(conflicting) == []
    conflicting.review(["F-1", "F-2"], "reopen", now=make.now + HOUR)
    assert value(conflicting) == ["8900000000"]
    assert verify(conflicting) == []


def test_watching_moves_nothing(conflicting, make):
    conflicting.review(["F-2"], "watch", now=make.now)

    assert value(conflicting) == ["8900000000"]
    assert [row.id for row in conflicting.findings(Filter(states=("watching",)))] == ["F-2"]


def test_a_rejected_statement_is_not_known_any_more(store, make):
    make.judged(store, make.finding(make.statement()))
    found = Facts(statements=(make.statement(),))
    store.record_version(None, make.page("https://b.example/1"), make.now)
    [work] = store.unjudged(make.now, owner="one", size=1)

    assert len(store.known_for(found, work.place, work.article.published).statements) == 1
    store.review(["F-1"], "reject", "speaker", now=make.now)
    known = store.known_for(found, work.place, work.article.published)
    assert (known.statements, known.formulas) == ((), ())


def test_the_history_of_decisions_stays(conflicting, make):
    conflicting.review(["F-2"], "accept", by="ana", now=make.now)
    conflicting.review(["F-2"], "reject", "period", "misread", "bob", now=make.now + HOUR)

    told = [(review.state, review.reason, review.note, review.by, review.at) for review in conflicting.reviews("F-2")]
    assert told == [("accepted", "", "", "ana", make.now), ("rejected", "period", "misread", "bob", make.now + HOUR)]


def test_the_same_decision_sent_twice_is_one(conflicting, make):
    for _ in range(2):
        conflicting.review(["F-2", "F-2"], "accept", by="ana", now=make.now)

    assert len(conflicting.reviews("F-2")) == 1


def test_several_at_once_or_none(conflicting, make):
    with pytest.raises(UnknownFindingError, match="F-9, F-7"):
        conflicting.review(["F-1", "F-9", "F-7"], "accept", now=make.now)
    assert conflicting.finding("F-1").state == "new"

    rows = conflicting.review(["F-2", "F-1"], "watch", now=make.now)
    assert [(row.id, row.state) for row in rows] == [("F-1", "watching"), ("F-2", "watching")]


@pytest.mark.parametrize(("decision", "reason"), [("perhaps", ""), ("reject", "bad weather"), ("reject", "")])
def test_an_unknown_decision_or_reason_is_refused(conflicting, make, decision, reason):
    with pytest.raises(StoreError, match="Use one of"):
        conflicting.review(["F-1"], decision, reason, now=make.now)


def test_a_review_changes_no_finding(conflicting, make):
    before = conflicting.finding("F-2")
    conflicting.review(["F-2"], "reject", "unit", now=make.now)
    after = conflicting.finding("F-2")

    assert (after.hash, after.recorded_at, after.value) == (before.hash, before.recorded_at, before.value)
    assert len(history(conflicting, after.point_key)) == 1
