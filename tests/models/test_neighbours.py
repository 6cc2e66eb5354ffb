"""What is handed to a comparison, remembered between articles: never older than the ledger, whoever wrote into it."""

from datetime import date, timedelta

from facts.finding import Verdict
from facts.known import Facts
from facts.period import Period
from models.ledger import current
from models.store import open_store


def known(store, make, *figures, document="article:99"):
    place = current(store)[0].place
    return store.known_for(Facts(figures=figures or (make.figure(),)), type(place)(**_as(place, document)), date(2026, 1, 27))


def _as(place, document):
    return {name: getattr(place, name) for name in place.__slots__} | {"document": document}


def ids(found):
    return [one.id for one in found.figures]


def test_what_was_learned_since_is_known(store, make):
    make.judged(store, make.finding())
    assert ids(known(store, make)) == ["K-1"]

    make.judged(store, make.finding(make.figure("7700000000", period=Period("2024"))), page=make.page("https://b.example/1"))
    assert ids(known(store, make)) == ["K-1", "K-2"]


def test_who_else_stated_it_is_known_at_once(store, make):
    make.judged(store, make.finding())
    assert len(known(store, make).figures[0].origins) == 1

    make.judged(store, make.finding(), page=make.page("https://b.example/1", text=make.text + "".join(f" word{at}" for at in range(200))))
    assert len(known(store, make).figures[0].origins) == 2


def test_what_another_process_learned_is_known_too(store, address, make):
    make.judged(store, make.finding())
    assert ids(known(store, make)) == ["K-1"]

    with open_store(address) as other:
        make.judged(other, make.finding(make.figure("7700000000", period=Period("2024"))), page=make.page("https://b.example/1"))
        assert known(store, make).mark == other.ledger_mark()
    assert ids(known(store, make)) == ["K-1", "K-2"]


def test_a_review_is_followed(store, make):
    make.judged(store, make.finding())
    make.judged(store, make.finding(make.figure("8400000000"), verdict=Verdict.CONFLICTS), page=make.page("https://b.example/1"))
    assert ids(known(store, make)) == ["K-1"]

    store.review(["F-1"], "reject", "unit", now=make.now)
    assert ids(known(store, make)) == ["K-2"]
    store.review(["F-1"], "reopen", now=make.now + timedelta(hours=1))
    assert ids(known(store, make)) == ["K-1"]


def test_a_baseline_loaded_later_is_known(store, make):
    make.judged(store, make.finding())
    known(store, make)
    store.load_baseline(make.baseline(), make.now)

    assert "B-01" in ids(known(store, make))


def test_only_what_can_matter_is_handed_over(store, make):
    years = [make.finding(make.figure(period=Period(str(year)))) for year in range(1995, 2026)]
    make.judged(store, *years)

    periods = [str(one.figure.period) for one in known(store, make, make.figure(period=Period("2010"))).figures]
    assert periods == ["2007", "2008", "2009", "2010", "2011", "2012", "2013"]


def test_a_label_longer_than_an_index_takes_is_known_again(store, make):
    label = "tonnes of beef, " * 40
    make.judged(store, make.finding(make.figure(metric=label)))

    assert ids(known(store, make, make.figure(metric=label))) == ["K-1"]
