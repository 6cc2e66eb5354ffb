"""Which points are handed to a comparison: all that could change its verdict, and few besides."""

from hypothesis import given, settings
from hypothesis import strategies as st

from facts.compare import compare
from facts.compare.nearby import Series, Spot, wanted
from facts.compare.points import point_key, series_key
from facts.known import Known
from facts.period import Period
from tests.facts.compare.conftest import METRICS, TOPIC
from tests.facts.compare.strategies import known_figures
from tests.facts.compare.test_properties import PLAIN, founds


def around(label, *labels):
    series = Series(Spot(one, Period(one) if one else None) for one in labels)
    return {spot.key for spot in series.around(Period(label) if label else None)}


def test_all_of_the_same_year_and_the_nearest_on_either_side():
    years = [str(year) for year in range(2001, 2025)]

    assert around("2012", *years) == {"2009", "2010", "2011", "2012", "2013", "2014", "2015"}
    assert around("2012-03", "2012", "2012-01..2012-02", "2010", "2001") == {"2012", "2012-01..2012-02", "2010"}


def test_like_months_of_years_ago_come_before_unlike_ones_of_last_year():
    assert around("2020-01..2020-05", "2016-01..2016-05", "2018-04", "2019-11") == {"2016-01..2016-05", "2019-11"}


def test_a_change_over_years_needs_its_first_and_its_last():
    assert around("2016..2025", "2016", "2019", "2025-01..2025-11") == {"2016", "2025-01..2025-11"}


def test_what_grows_under_a_label_is_set_beside_all_that_do():
    assert around("since 2023-03", "since 2020", "since 2023-03", "2019", "2024") == {"since 2020", "since 2023-03", "2024"}
    assert around("", "", "2024") == {"", "2024"}


@settings(PLAIN, max_examples=60)
@given(founds(), st.lists(known_figures(), max_size=12))
def test_what_is_left_out_changes_no_verdict(found, numbers):
    points = {point_key(one.figure): one for one in numbers}
    series = {}
    for key, one in points.items():
        series.setdefault(one.figure.metric, {}).setdefault(series_key(one.figure), Series()).add(Spot(key, one.figure.period))
    keys = wanted(((figure.metric, figure.period) for figure in found.facts.figures), series)
    few = tuple(one for key, one in points.items() if key in keys)

    whole, narrowed = (compare(found, Known(figures=known), METRICS, TOPIC) for known in (tuple(points.values()), few))

    assert [(one.verdict, one.fact, one.level) for one in whole] == [(one.verdict, one.fact, one.level) for one in narrowed]
