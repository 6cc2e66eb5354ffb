"""Periods as they are written in the log."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.period import Period, PeriodKind


@pytest.mark.parametrize(
    ("label", "kind", "first", "last", "months"),
    [
        ("2022", "point", date(2022, 1, 1), date(2022, 12, 31), 12),
        ("2023-03", "point", date(2023, 3, 1), date(2023, 3, 31), 1),
        ("2024-02", "point", date(2024, 2, 1), date(2024, 2, 29), 1),
        ("2023-12-04", "point", date(2023, 12, 4), date(2023, 12, 4), 0),
        ("2025-01..2025-11", "range", date(2025, 1, 1), date(2025, 11, 30), 11),
        ("2016..2025", "range", date(2016, 1, 1), date(2025, 12, 31), 120),
        ("2023-02-28..2023-03-02", "range", date(2023, 2, 28), date(2023, 3, 2), 0),
        ("since 2023-03", "since", date(2023, 3, 1), None, None),
        ("until 2025-06", "until", None, date(2025, 6, 30), None),
        ("per year", "rate", None, None, None),
    ],
)
def test_a_period_knows_its_days(label, kind, first, last, months):
    period = Period(label)

    assert (period.kind, period.first, period.last, period.months) == (PeriodKind(kind), first, last, months)
    assert str(period) == label


@pytest.mark.parametrize(
    "label", ["", "last year", "2023-13", "2023-02-30", "2025-11..2025-01", "22", "since", "2022 ", "0999", "per week"]
)
def test_what_is_no_period_is_refused(label):
    with pytest.raises(ValueError, match=r"period|month|year|day|ends"):
        Period(label)


@pytest.mark.parametrize(
    ("outer", "inner", "contains", "overlaps"),
    [
        ("2022", "2022-03", True, True),
        ("2025", "2025-01..2025-11", True, True),
        ("2025-01..2025-08", "2025", False, True),
        ("2022", "2023", False, False),
        ("since 2023-03", "2023-12-04", True, True),
        ("since 2023-03", "2023", False, True),
        ("until 2025-06", "2022", True, True),
        ("until 2025-06", "since 2025-07", False, False),
        ("per year", "per year", True, True),
        ("2022", "per year", False, False),
    ],
)
def test_periods_lie_within_and_across_each_other(outer, inner, contains, overlaps):
    assert Period(outer).contains(Period(inner)) is contains
    assert Period(outer).overlaps(Period(inner)) is overlaps
    assert Period(inner).overlaps(Period(outer)) is overlaps


def test_periods_sort_by_where_they_end():
    labels = ["2025", "2022", "per year", "2025-01..2025-11", "since 2023-03", "2023-12-04"]

    assert sorted(labels, key=lambda label: Period(label).order) == [
        "per year",
        "2022",
        "2023-12-04",
        "2025-01..2025-11",
        "2025",
        "since 2023-03",
    ]


@given(st.dates(date(1992, 1, 1), date(2030, 12, 31)), st.dates(date(1992, 1, 1), date(2030, 12, 31)))
def test_a_range_of_days_contains_exactly_what_overlaps_and_stays_inside(one, other):
    low, high = sorted((one, other))
    period = Period(f"{low}..{high}")

    assert period.first == low
    assert period.last == high
    assert period.contains(Period(str(low)))
    assert not period.contains(Period(f"since {low}"))
