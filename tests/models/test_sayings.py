"""What speakers said, remembered between look-ups: the answer is always the one a store would give that remembers nothing."""

from datetime import date, timedelta

import pytest

from facts.known import Facts, Place
from models.store import open_store

DAY = date(2026, 1, 27)
HERE = Place(document="article:99", origin="story:99", source="belta-en", outlet="BELTA", camp="BY state", language="en", published=DAY)


@pytest.fixture
def said(store, make):
    """Record an article with the same words of a speaker, and return the article's number."""

    def record(day=DAY, speaker="Xi Jinping", address=None):
        record.count += 1
        page = make.page(address or f"https://a.example/{record.count}", f"{make.text} {'more ' * record.count}", published=day)
        [row] = make.judged(store, make.finding(make.statement(speaker=speaker)), page=page)
        return row.article

    record.count = 0
    return record


def known(store, make, published=DAY, document="article:99", speakers=("Xi Jinping",)):
    place = Place(**{name: getattr(HERE, name) for name in HERE.__slots__} | {"document": document})
    facts = Facts(statements=tuple(make.statement(speaker=speaker) for speaker in speakers))
    return store.known_for(facts, place, published)


def told(found):
    return [one.id for one in found.statements], [use.document for use in found.formulas]


def test_what_is_said_between_two_look_ups_is_known_at_the_second(store, make, said):
    said(DAY - timedelta(days=1))
    assert told(known(store, make)) == (["S-1"], ["article:1"])

    said(DAY - timedelta(days=3))
    said(DAY)
    assert told(known(store, make)) == (["S-1", "S-2", "S-3"], ["article:3", "article:1", "article:2"])


@pytest.mark.parametrize("published", [DAY, DAY - timedelta(days=60), None])
def test_every_look_up_answers_as_a_store_that_remembers_nothing(store, address, make, said, published):
    both = ("Xi Jinping", "Alexander Lukashenko")
    for days, speaker in ((0, both[0]), (30, both[1]), (50, both[0]), (100, both[0]), (2, both[1])):
        said(DAY - timedelta(days=days), speaker)
        with open_store(address) as fresh:
            assert told(known(store, make, published, speakers=both)) == told(known(fresh, make, published, speakers=both))


def test_what_another_process_and_a_baseline_say_is_known(store, address, make, said):
    said()
    known(store, make)
    with open_store(address) as other:
        other.load_baseline(make.baseline(), make.now)

    assert [one.id for one in known(store, make).statements] == ["S-1", "B-02"]


def test_an_article_is_not_compared_with_its_own_words(store, make, said):
    number = said()
    known(store, make)
    other = said()

    assert told(known(store, make, document=f"article:{number}")) == (["S-2"], [f"article:{other}"])


def test_nobody_else_is_heard_and_no_other_time(store, make, said):
    said(speaker="Wang Yi")
    said(DAY - timedelta(days=46))
    said(None)

    assert told(known(store, make))[0] == ["S-3"]
    assert told(known(store, make, DAY - timedelta(days=46)))[0] == ["S-2", "S-3"]
    assert told(known(store, make, None))[0] == ["S-2", "S-3"]
