"""Values of one point that were told at different times."""

from facts.finding import Verdict
from facts.period import Period
from models.ledger import current
from models.vintages import vintages


def told(store, make, *values, period="2025"):
    for number, value in enumerate(values):
        page = make.page(f"https://{period}.example/{number}", f"{make.text} {period} {'more ' * number}")
        make.judged(store, make.finding(make.figure(value, period=Period(period)), verdict=Verdict.CONFLICTS), page=page)


def test_each_value_is_told_by_its_first_sighting(store, make):
    told(store, make, "8900000000", "8400000000", "8900000000", "8900000000")
    told(store, make, "7000000000", "7000000000", period="2024")

    first, second = vintages(store, current(store))

    assert [(one.first.id, one.sightings) for one in (first, second)] == [("K-1", 3), ("K-2", 1)]
    assert [one.current for one in (first, second)].count(True) == 1
    assert first.last == make.now


def test_points_come_in_the_order_they_are_asked_for(store, make):
    told(store, make, "8900000000", "8400000000")
    told(store, make, "7000000000", "7700000000", period="2024")
    known = current(store)

    assert [str(one.first.figure.period) for one in vintages(store, known)] == ["2024", "2024", "2025", "2025"]
    assert [str(one.first.figure.period) for one in vintages(store, known[::-1])] == ["2025", "2025", "2024", "2024"]


def test_a_rejected_value_is_left_out(store, make):
    told(store, make, "8900000000", "8400000000")
    store.review(["F-2"], "reject", "unit", now=make.now)

    assert vintages(store, current(store)) == []
