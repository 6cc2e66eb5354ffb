"""Filters that ask for several things at once: found kind by kind, and the same as by looking through the log."""

from itertools import product

import pytest

from facts.finding import Level, Verdict
from models import log
from models.kinds import kinds
from models.rows import Filter


@pytest.fixture
def mixed(store, make):
    """Forty findings of eight kinds, some of them reviewed; returns all of them, newest first."""
    told = product((Level.ACT, Level.NOTE), (Verdict.CONFLICTS, Verdict.UPDATES), ("BY state", "West"), range(5))
    for number, (level, verdict, camp, _) in enumerate(told):
        page = make.page(f"https://a.example/{number}", f"{make.text} {'more ' * number}", camp=camp, language="be")
        make.judged(store, make.finding(level=level, verdict=verdict), page=page, language="be")
    store.review(["F-2", "F-7", "F-24", "F-31"], "accept", now=make.now)
    store.review(["F-3", "F-33"], "watch", now=make.now)
    return store.findings(Filter())


FILTERS = (
    Filter(levels=("act",), verdicts=("conflicts",)),
    Filter(verdicts=("conflicts", "updates"), camps=("West",)),
    Filter(languages=("be",), facts=("figure",)),
    Filter(languages=("be",), verdicts=("edited",)),
    Filter(levels=("note",), states=("new",)),
    Filter(camps=("West",), facts=("figure",), states=("accepted", "watching")),
    Filter(levels=("act",), camps=("BY state",), states=("new",)),
    Filter(levels=("note",), camps=("BY state",), before=28),
    Filter(levels=("act",), states=("new", "watching")),
    Filter(metrics=("trade_turnover",), camps=("West",), verdicts=("updates",)),
    Filter(sources=("belta-en",), levels=("note",), states=("accepted",)),
)


@pytest.mark.parametrize("few", [0, 1_000])
@pytest.mark.parametrize("wanted", FILTERS)
def test_the_latest_of_some_kinds_are_those_a_look_through_the_log_finds(store, mixed, monkeypatch, wanted, few):
    monkeypatch.setattr(log, "_FEW", few)

    assert [row.id for row in store.findings(wanted, 7)] == [row.id for row in mixed if fits(row, wanted)][:7]
    assert [row.id for row in store.findings(wanted, 100)] == [row.id for row in mixed if fits(row, wanted)]


def fits(row, wanted):
    asked = (
        (row.level, wanted.levels),
        (row.verdict, wanted.verdicts),
        (row.camp, wanted.camps),
        (row.lang, wanted.languages),
        (row.fact, wanted.facts),
        (row.state, wanted.states),
    )
    return all(not words or word in words for word, words in asked) and (wanted.before is None or row.number < wanted.before)


def test_every_kind_is_named_once(store, mixed):
    with store.reading() as connection:
        assert len(kinds(connection)) == len(set(kinds(connection))) == 8


def test_an_empty_log_has_no_kinds(store):
    with store.reading() as connection:
        assert kinds(connection) == []
    assert store.findings(Filter(levels=("act",), languages=("be",)), 10) == []
