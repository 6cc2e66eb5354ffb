"""When an alert goes out: decided by clocks, numbers and rules alone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from facts.alerting import Hours, Turn, digest_day, is_quiet, is_storm, mute_of, pause
from facts.watch import Mute

ZONES = ("Europe/London", "Europe/Minsk", "America/St_Johns", "America/Havana", "Asia/Shanghai", "Pacific/Apia", "UTC")
MINUTE = timedelta(minutes=1)


def ticks(start, hours, step):
    """Moments at which a service looks whether a digest is due."""
    return [start + at * step for at in range(int(timedelta(hours=hours) / step))]


def lived(turn, zone, moments):
    """The days that got a digest, with the moments they got it at."""
    made, last = [], None
    for now in moments:
        day = digest_day(turn, now, zone, last)
        if day is not None:
            made.append((day, now))
            last = day
    return made


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(0, 0), time(1, 30), time(2, 30), time(23, 45)])
def test_s6_each_local_day_of_a_year_has_one_digest_and_no_day_two(zone, at):
    place = ZoneInfo(zone)
    start = datetime(2011, 1, 1, 12, tzinfo=UTC)  # a year in which clocks were changed at midnight, and one place lost a day

    made = [day for day, _ in lived(Turn(at), place, ticks(start, 24 * 365, timedelta(minutes=30)))]

    assert made == sorted(set(made))
    days = [(made[0] + timedelta(days=n)) for n in range((made[-1] - made[0]).days + 1)]
    missing = set(days) - set(made)
    # Apia went over the date line: the day before it and the one that never came share a digest.
    assert missing <= {date(2011, 12, 29), date(2011, 12, 30)}
    assert len(missing) <= 1
    assert len(made) >= 363


@pytest.mark.parametrize(
    ("zone", "at", "around", "moment"),
    [
        pytest.param("Europe/London", time(1, 30), "2026-03-28T22:00Z", "2026-03-29T01:00Z", id="left out"),
        pytest.param("Europe/London", time(1, 30), "2026-10-24T22:00Z", "2026-10-25T00:30Z", id="twice"),
        pytest.param("America/St_Johns", time(0, 0), "2010-11-06T22:00Z", "2010-11-07T02:30Z", id="midnight"),
        pytest.param("Europe/Minsk", time(2, 30), "2026-03-28T20:00Z", "2026-03-28T23:30Z", id="no change"),
    ],
)
def test_s6_where_the_clock_is_changed_the_digest_comes_once_at_the_first_moment_there_is(zone, at, around, moment):
    place, start = ZoneInfo(zone), datetime.fromisoformat(around)
    made, last = [], start.astimezone(place).date() - timedelta(days=1)
    for now in ticks(start, 12, MINUTE):
        day = digest_day(Turn(at), now, place, last)
        if day is not None:
            made.append(now)
            last = day

    assert datetime.fromisoformat(moment) in made
    assert len({now.astimezone(place).date() for now in made}) == len(made)


@given(
    zone=some.sampled_from(ZONES),
    at=some.times(),
    start=some.integers(min_value=0, max_value=24 * 365 * 20),
    gaps=some.lists(some.integers(min_value=1, max_value=60 * 50), min_size=1, max_size=80),
)
def test_s6_s2_whenever_it_is_asked_and_however_long_it_was_down_no_day_has_two(zone, at, start, gaps):
    moments, now = [], datetime(2007, 1, 1, tzinfo=UTC) + timedelta(hours=start)
    for gap in gaps:
        now += gap * MINUTE
        moments.append(now)

    made = [day for day, _ in lived(Turn(at), ZoneInfo(zone), moments)]

    assert made == sorted(set(made))


@pytest.mark.parametrize(("before", "after"), [(one, other) for one in ZONES for other in ZONES if one != other])
def test_s6_a_service_that_is_moved_to_another_zone_makes_no_day_twice_and_leaves_out_one_at_most(before, after):
    start, turn = datetime(2026, 3, 26, tzinfo=UTC), Turn(time(7, 30))
    made = [day for day, _ in lived(turn, ZoneInfo(before), ticks(start, 72, 20 * MINUTE))]

    last = made[-1]
    for now in ticks(start + timedelta(hours=72), 96, 20 * MINUTE):
        if (day := digest_day(turn, now, ZoneInfo(after), last)) is not None:
            made.append(last := day)

    assert made == sorted(set(made))
    assert (made[-1] - made[0]).days + 1 - len(made) <= 1


def test_a_digest_of_late_evening_is_still_sent_in_the_night_but_not_the_next_afternoon():
    turn, last = Turn(time(23, 45)), date(2026, 1, 25)

    assert digest_day(turn, datetime(2026, 1, 27, 0, 5, tzinfo=UTC), UTC, last) == date(2026, 1, 26)
    assert digest_day(turn, datetime(2026, 1, 27, 9, 0, tzinfo=UTC), UTC, last) is None


def test_before_its_hour_on_the_first_day_there_is_none():
    assert digest_day(Turn(time(7, 30)), datetime(2026, 1, 27, 7, 29, tzinfo=UTC), UTC, None) is None
    assert digest_day(Turn(time(7, 30)), datetime(2026, 1, 27, 7, 30, tzinfo=UTC), UTC, None) == date(2026, 1, 27)


def test_a_day_far_ahead_was_written_by_a_wrong_clock_and_binds_nobody():
    assert digest_day(Turn(time(7, 30)), datetime(2026, 1, 27, 8, tzinfo=UTC), UTC, date(2027, 1, 27)) == date(2026, 1, 27)


@pytest.mark.parametrize("zone", ZONES)
def test_a_weekly_digest_comes_once_a_week_on_its_day(zone):
    moments = ticks(datetime(2026, 1, 1, tzinfo=UTC), 24 * 364, timedelta(minutes=30))

    made = [day for day, _ in lived(Turn(time(7, 30), weekday=0), ZoneInfo(zone), moments)]

    assert {day.weekday() for day in made} == {0}
    assert len(made) == 52 == len(set(made))


def test_a_weekly_digest_that_was_missed_is_sent_when_the_machine_is_up_again():
    turn, last = Turn(time(7, 30), weekday=0), date(2026, 1, 19)

    assert digest_day(turn, datetime(2026, 1, 29, 3, tzinfo=UTC), UTC, last) == date(2026, 1, 26)


@pytest.mark.parametrize(
    ("hours", "local", "quiet"),
    [
        (Hours(time(22), time(7)), time(21, 59), False),
        (Hours(time(22), time(7)), time(22), True),
        (Hours(time(22), time(7)), time(3), True),
        (Hours(time(22), time(7)), time(7), False),
        (Hours(time(12), time(14)), time(13), True),
        (Hours(time(12), time(14)), time(14), False),
        (None, time(3), False),
    ],
)
def test_quiet_hours_go_by_the_wall_clock(hours, local, quiet):
    assert is_quiet(hours, datetime.combine(date(2026, 1, 27), local, UTC), UTC) is quiet


def test_quiet_hours_end_at_the_same_hour_of_the_wall_in_summer_and_winter():
    london, hours = ZoneInfo("Europe/London"), Hours(time(22), time(7))

    assert is_quiet(hours, datetime(2026, 7, 1, 5, 59, tzinfo=UTC), london)
    assert not is_quiet(hours, datetime(2026, 7, 1, 6, 0, tzinfo=UTC), london)
    assert is_quiet(hours, datetime(2026, 1, 1, 6, 0, tzinfo=UTC), london)


@pytest.mark.parametrize(("waiting", "lately", "storm"), [(10, 0, False), (11, 0, True), (1, 50, False), (2, 9, True), (2, 8, False)])
def test_more_than_ten_messages_an_hour_are_a_storm_but_one_alone_never(waiting, lately, storm):
    assert is_storm(waiting, lately) is storm


@given(some.integers(min_value=0, max_value=10_000))
def test_pauses_never_shrink_and_never_pass_an_hour(failures):
    assert MINUTE <= pause(failures) <= pause(failures + 1) <= timedelta(hours=1)


MUTES = (
    Mute(metric="exports", until=date(2026, 1, 27), reason="a"),
    Mute(speaker="Xi Jinping", source="belta-en", until=date(2026, 1, 30), reason="b"),
)


@pytest.mark.parametrize(
    ("metric", "speaker", "source", "day", "reason"),
    [
        ("exports", None, "x", 27, "a"),
        ("exports", None, "x", 28, None),
        ("imports", None, "x", 27, None),
        (None, "Xi Jinping", "belta-en", 30, "b"),
        (None, "Xi Jinping", "xinhua", 30, None),
    ],
)
def test_a_mute_holds_to_the_end_of_its_last_day_and_only_where_all_it_names_fits(metric, speaker, source, day, reason):
    found = mute_of(MUTES, metric=metric, speaker=speaker, source=source, day=date(2026, 1, day))

    assert (found.reason if found else None) == reason
