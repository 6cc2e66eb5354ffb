"""The arithmetic of the calendar, told from a day of publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.period import Period
from facts.reckoning import MEANINGS, is_label, moved_to, reckon
from facts.timewords import Words


@pytest.mark.parametrize(
    ("means", "words", "published", "label"),
    [
        ("year", Words(shift=-1), date(2026, 1, 27), "2025"),
        ("years", Words(year=2021, year2=25), None, "2021..2025"),
        ("month", Words(month=12), date(2026, 1, 27), "2025-12"),
        ("month", Words(month=1), date(2026, 1, 2), "2026-01"),
        ("months", Words(month=11, month2=2), date(2026, 3, 1), "2025-11..2026-02"),
        ("months", Words(month=1, month2=12), date(2026, 1, 27), "2025"),
        ("day", Words(day=31, month=12), date(2026, 1, 2), "2025-12-31"),
        ("day", Words(day=2, month=1), date(2025, 12, 30), "2026-01-02"),
        ("day", Words(day=30), date(2026, 1, 2), "2025-12-30"),
        ("day", Words(day=31, month=6, year=2025), None, None),
        ("days", Words(day=28, month=12, day2=2, month2=1, year=2025), None, "2025-12-28..2026-01-02"),
        ("weekday", Words(weekday=7), date(2026, 1, 1), "2025-12-28"),
        ("weekday", Words(weekday=4), date(2026, 1, 1), "2026-01-01"),
        ("weekday", Words(weekday=3, shift=-1), date(2026, 1, 1), "2025-12-24"),
        ("opening months", Words(count=11), date(2026, 1, 27), "2025-01..2025-11"),
        ("opening months", Words(count=1, year=2025), None, "2025-01"),
        ("opening months", Words(count=13), date(2026, 1, 27), None),
        ("quarter", Words(ordinal=4), date(2026, 1, 27), "2025-10..2025-12"),
        ("half", Words(ordinal=3), date(2026, 1, 27), None),
        ("past years", Words(count=10), date(2026, 1, 27), "2016..2025"),
        ("past years", Words(count=10), date(2025, 9, 17), "2015..2025"),
        ("years running", Words(ordinal=2), date(2026, 1, 27), "2024..2025"),
        ("years running", Words(count=8, year=2018), None, "2018..2025"),
        ("five-year plan", Words(shift=-1), date(2026, 1, 27), "2021..2025"),
        ("past months", Words(count=3), date(2026, 1, 27), "2025-10..2025-12"),
        ("nothing", Words(count=3), date(2026, 1, 27), None),
        ("per year", Words(), None, "per year"),
    ],
)
def test_words_of_time_come_to_a_period(means, words, published, label):
    period = reckon(means, words, published)

    assert (str(period) if period else None) == label


def test_a_bound_opens_a_point_but_never_a_run():
    assert reckon("month", Words(month=3, year=2023), None, "since") == Period("since 2023-03")
    assert reckon("half", Words(ordinal=1, year=2023), None, "since") is None


def test_the_same_months_of_another_year():
    assert moved_to(Period("2025-01..2025-09"), 2024) == Period("2024-01..2024-09")
    assert moved_to(Period("2024..2025"), 2023) is None
    assert moved_to(Period("since 2025-01"), 2023) is None


def test_a_label_is_told_from_a_meaning():
    assert is_label("per year")
    assert not is_label("past years")


_NUMBER = st.none() | st.integers(-3, 3000)
_WORDS = st.builds(
    Words,
    year=st.none() | st.integers(1900, 2099),
    year2=_NUMBER,
    month=st.none() | st.integers(1, 12),
    month2=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(0, 40),
    day2=st.none() | st.integers(0, 40),
    count=st.none() | st.integers(0, 999),
    ordinal=st.none() | st.integers(1, 30),
    weekday=st.none() | st.integers(1, 7),
    shift=st.none() | st.integers(-2, 2),
)


@given(
    st.sampled_from(sorted(MEANINGS)),
    _WORDS,
    st.none() | st.dates(date(1995, 1, 1), date(2040, 12, 31)),
    st.sampled_from(["", "since", "until"]),
)
def test_no_words_make_the_calendar_raise(means, words, published, bound):
    assert isinstance(reckon(means, words, published, bound), Period | None)
