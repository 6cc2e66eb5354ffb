"""What was known on a day is told from the points as they stood, and is what all sightings of then come to."""

import random
from datetime import UTC, datetime, time, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from facts.period import Period
from models.ledger import as_of, current
from models.overviews import latest_points, points_from, summaries
from models.points import fold
from models.sightings import known_figure
from models.snapshots import STRETCH
from models.tables import figures, snapshots, stretches

VALUES = ("8900000000", "8400000000", "8930000000")
_pages = count(1)


@pytest.fixture
def short(monkeypatch):
    """Stretches of a few sightings."""
    monkeypatch.setattr("models.snapshots.STRETCH", 7)


def learn(store, make, chance, now):
    period = Period(str(2016 + chance.randrange(4)))
    figure = make.figure(chance.choice(VALUES), period=period, metric=chance.choice(("exports", "imports")))
    number = next(_pages)
    own = " ".join(f"word{number}x{at}" for at in range(40))
    page = make.page(f"https://{number}.example/", text=f"{make.text} {own}", published=now.date())
    return make.judged(store, make.finding(figure), page=page, now=now)


def lived(store, make, seed, days=30):
    """A month of learning, with clocks that go wrong and reviews; a look at the points after each day."""
    chance = random.Random(seed)
    for day in range(days):
        now = make.now + timedelta(days=day if chance.random() < 0.9 else chance.randrange(-20, 60))
        rows = [row for _ in range(chance.randrange(4)) for row in learn(store, make, chance, now)]
        if rows and chance.random() < 0.4:
            decide(store, chance.choice(rows).id, chance.choice(("accept", "reject")), now)
        if store.finding("F-1") and chance.random() < 0.2:
            decide(store, "F-1", chance.choice(("accept", "reject", "reopen")), now)
        store.remember_points()


def decide(store, finding, decision, now):
    store.review([finding], decision, reason="other" if decision == "reject" else "", now=now)


def by_hand(store, day):
    """All sightings learned until the end of a day, folded at once."""
    until = datetime.combine(day, time(), UTC) + timedelta(days=1)
    seen = {}
    wanted = (figures.c.learned < until, figures.c.rejected.is_(False), figures.c.about_relations)
    with store.reading() as connection:
        for row in connection.execute(select(figures).where(*wanted).order_by(figures.c.id)):
            seen.setdefault(row.point_key, []).append(row)
    folded = [fold(rows) for rows in seen.values()]
    return {known_figure(row, sorted(known.origins), sorted(known.camps)) for row, known in folded}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_day_is_told_as_its_sightings_come_to(store, make, short, seed):
    lived(store, make, seed)
    days = [make.now.date() + timedelta(days=day) for day in range(-25, 70, 3)]

    assert [day for day in days if set(as_of(store, day)) != by_hand(store, day)] == []
    assert set(as_of(store, days[-1])) == set(current(store))
    with store.reading() as connection:
        assert len(connection.execute(select(stretches)).all()) > 2


def test_one_metric_and_one_side_of_a_day_are_part_of_the_whole(store, make, short):
    lived(store, make, 4)
    day = make.now.date() + timedelta(days=15)

    whole = as_of(store, day)
    assert as_of(store, day, "exports") == [one for one in whole if one.figure.metric == "exports"]
    assert as_of(store, day, "exports", "BY") == []


def test_a_point_that_did_not_move_is_kept_once(store, make, short):
    lived(store, make, 5)
    before = kept(store)
    for _ in range(3):
        for number in range(8):
            make.judged(store, make.finding(make.figure(metric="loans")), page=make.page(f"https://b.example/{next(_pages)}/{number}"))
        store.remember_points()

    assert len(kept(store)) <= len(before) + 3


def kept(store):
    with store.reading() as connection:
        return connection.execute(select(snapshots)).all()


def test_nothing_is_kept_until_enough_was_learned(store, make):
    learn(store, make, random.Random(1), make.now)

    assert store.remember_points() == 0
    assert STRETCH > 1000


def test_a_page_of_a_day_shows_what_was_known_then(store, make, short):
    lived(store, make, 6)
    for day in (make.now.date() + timedelta(days=day) for day in range(-22, 60, 9)):
        known = as_of(store, day, "exports")
        shown, before = [], None
        while True:
            page, before = latest_points(store, "exports", 1, before, day)
            shown += page
            if before is None:
                break

        assert sorted(shown, key=str) == sorted(known, key=str)
        parts = [*points_from(store, 0, 3, None, day), *points_from(store, 3, 99, None, day)]
        assert sorted(parts, key=str) == sorted(as_of(store, day), key=str)
        counted = summaries(store, ["exports", "loans"], day)
        assert {name: one.points for name, one in counted.items()} == ({"exports": len(known)} if known else {})
        assert not known or counted["exports"].latest in known


def test_a_stretch_is_kept_as_it_is_learned(store, make, short):
    for number in range(15):
        make.judged(store, make.finding(make.figure(metric="loans")), page=make.page(f"https://c.example/{number}"))

    with store.reading() as connection:
        assert connection.execute(select(stretches.c.since, stretches.c.upto).order_by(stretches.c.upto)).all() == [(0, 7), (7, 14)]


def test_a_point_is_known_since_its_first_sighting_that_was_not_rejected(store, make):
    figure = make.figure(metric="loans")
    first, *_ = make.judged(store, make.finding(figure), page=make.page("https://d.example/1"), now=make.now)
    make.judged(store, make.finding(figure), page=make.page("https://d.example/2"), now=make.now + timedelta(days=9))
    today = make.now.date()
    assert len(as_of(store, today, "loans")) == 1

    decide(store, first.id, "reject", make.now + timedelta(days=10))
    assert [len(as_of(store, today + timedelta(days=day), "loans")) for day in (0, 8, 9)] == [0, 0, 1]
