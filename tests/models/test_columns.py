"""What goes in comes out, alike on both databases; and what cannot go in costs only itself."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from models.chain import verify
from models.columns import canonical, plain, stamp, storable
from models.rows import Filter
from models.tables import entries, passes, settings
from models.upsert import insert_new

MOMENTS = [
    datetime(2026, 1, 27, 12, 58, 3, tzinfo=UTC),
    datetime(2026, 1, 27, 12, 58, 3, 123456, tzinfo=timezone(timedelta(hours=3))),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_d13_a_moment_comes_back_in_utc(store, moment):
    number = store.pass_started(moment)
    [made] = store.last_passes(1)

    assert (made.id, made.started, made.started.utcoffset()) == (number, moment, timedelta(0))


def test_d13_i15_the_log_goes_by_its_numbers_when_the_clock_goes_back(store, make):
    days = (0, -400, 1, -1)
    for number, day in enumerate(days):
        page = make.page(f"https://{number}.example/", text=f"{make.text} " + " ".join(f"word{number}x{at}" for at in range(40)))
        make.judged(store, make.finding(), page=page, now=make.now + timedelta(days=day))

    rows = store.findings(Filter())
    assert [row.number for row in rows] == [4, 3, 2, 1]
    assert [row.recorded_at - make.now for row in rows[::-1]] == [timedelta(days=day) for day in days]
    assert verify(store) == []


def test_moments_sort_as_time_does(store, make):
    for moment in (make.now, make.now + timedelta(microseconds=1), make.now.astimezone(timezone(timedelta(hours=8))) - timedelta(hours=1)):
        store.pass_started(moment)
    with store.reading() as connection:
        assert list(connection.execute(select(passes.c.id).order_by(passes.c.started_at)).scalars()) == [3, 1, 2]


def test_a_moment_without_a_zone_is_refused(store):
    with pytest.raises(StatementError, match="has no time zone"):
        store.pass_started(datetime(2026, 1, 27))  # noqa: DTZ001 the point of the test


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("5800000000", "5800000000"),
        ("8.70", "8.7"),
        ("1E+9", "1000000000"),
        ("-0.50", "-0.5"),
        ("0.00", "0"),
        ("100", "100"),
        ("1E-7", "0.0000001"),
    ],
)
def test_a_decimal_is_written_without_exponent_or_idle_noughts(value, written):
    assert plain(Decimal(value)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**18), max_value=10**18))
def test_a_decimal_written_plainly_is_the_same_decimal(value):
    assert Decimal(plain(value)) == value


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_storable_text_keeps_its_length_and_encodes(text):
    made = storable(text)

    assert len(made) == len(text)
    assert "\x00" not in made
    assert storable(made) == made
    made.encode()


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text()))))
def test_canonical_json_does_not_depend_on_the_order_of_keys(value):
    assert canonical(value) == canonical(dict(reversed(value.items())))


def test_a_stamp_has_seconds_and_more_only_where_there_is_more():
    assert [stamp(moment) for moment in MOMENTS[:2]] == ["2026-01-27T12:58:03Z", "2026-01-27T09:58:03.123456Z"]


def test_d8_a_row_the_database_refuses_costs_only_itself(store):
    rows = [{"name": name, "value": value} for name, value in (("a", 1), (None, 2), ("c", 3), ("a", 4))]

    assert store.written(lambda connection: insert_new(connection, settings, rows, on=("name",))) == 2
    with store.reading() as connection:
        assert sorted(connection.execute(select(settings.c.name)).scalars()) == ["a", "c"]


def test_a_long_key_keeps_its_beginning_and_stays_itself(store, make):
    store.sync_sources([make.source("s" * 5000)], make.now)

    assert store.record_poll("s" * 5000, make.outcome(make.entry("1", "s" * 5000)), make.now) == 1
    with store.reading() as connection:
        assert connection.execute(select(entries.c.identity)).scalars().all() == ["1"]
