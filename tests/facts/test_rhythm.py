"""When a source is asked again."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.rhythm import Answer, Health, health, may_have_missed, next_try, pause, wants_whole

NOW = datetime(2026, 1, 27, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("answer", "silent_for", "state"),
    [
        (Answer(items=20, new=2), 90 * HOUR, "ok"),
        (Answer(items=0), HOUR, "empty"),
        (Answer(items=20), 2 * HOUR, "unchanged"),
        (Answer(items=None, validated=True), 2 * HOUR, "unchanged"),
        (Answer(items=None, validated=True), 90 * HOUR, "frozen"),
        (Answer(items=None), 90 * HOUR, "stale"),
        (Answer(items=20), 90 * HOUR, "zombie"),
        (Answer(items=20), None, "unchanged"),
    ],
)
def test_silence_is_told_apart(answer, silent_for, state):
    last_new = None if silent_for is None else NOW - silent_for

    assert health(answer, every=6 * HOUR, last_new=last_new, now=NOW) == state


@pytest.mark.parametrize(
    ("state", "failures", "least"),
    [
        ("failing", 1, timedelta(minutes=1)),
        ("failing", 4, timedelta(minutes=8)),
        ("failing", 40, timedelta(days=1)),
        ("blocked", 1, 6 * HOUR),
        ("blocked", 9, timedelta(days=1)),
        ("not_a_feed", 1, HOUR),
        ("gone", 1, timedelta(days=30)),
        ("ok", 0, 90 * timedelta(minutes=1)),
    ],
)
def test_pauses_grow_and_end_at_a_probe_a_day(state, failures, least):
    due = next_try(Health(state), name="belta-en", every=6 * HOUR, failures=failures, now=NOW)

    assert NOW + least <= due <= NOW + least * 1.1


@given(st.sampled_from(Health), st.integers(0, 1000), st.timedeltas(timedelta(0), timedelta(days=7)))
def test_h15_no_source_is_asked_before_it_allows_or_never_again(state, failures, wait):
    due = next_try(state, name="x", every=24 * HOUR, failures=failures, now=NOW, wait=wait)

    assert max(wait, timedelta(minutes=1)) <= due - NOW <= max(wait, timedelta(days=34))


def test_sources_are_spread_out_but_a_pass_can_be_repeated_exactly():
    due = [next_try(Health.OK, name=f"feed-{n}", every=24 * HOUR, failures=0, now=NOW) for n in range(50)]

    assert len(set(due)) > 40
    assert due == [next_try(Health.OK, name=f"feed-{n}", every=24 * HOUR, failures=0, now=NOW) for n in range(50)]


@pytest.mark.parametrize(
    ("answer", "silent_for", "fresh", "hours"),
    [
        (Answer(items=20, new=2), 2 * HOUR, 0 * HOUR, 2),
        (Answer(items=20, new=12), 2 * HOUR, 0 * HOUR, 1),
        (Answer(items=20, new=20), 2 * HOUR, 0 * HOUR, 0.25),
        (Answer(items=20, new=20), None, 0 * HOUR, 1),
        (Answer(items=None, validated=True), 90 * HOUR, 0 * HOUR, 4),
        (Answer(items=None, validated=True), 2 * HOUR, 3 * HOUR, 3),
        (Answer(items=None, validated=True), 2 * HOUR, 90 * HOUR, 6),
    ],
    ids=["usual", "F16 half of it new", "F16 all of it new", "first poll", "silent for long", "fresh for a while", "fresh for ever"],
)
def test_each_source_finds_its_own_rhythm(answer, silent_for, fresh, hours):
    last_new = None if silent_for is None else NOW - silent_for

    assert pause(answer, every=8 * HOUR, last_new=last_new, now=NOW, fresh=fresh) == hours * HOUR


def test_f16_a_poll_without_overlap_may_have_missed_items():
    assert may_have_missed(Answer(items=20, new=20), NOW - HOUR)
    assert not may_have_missed(Answer(items=20, new=19), NOW - HOUR)
    assert not may_have_missed(Answer(items=20, new=20), None)
    assert not may_have_missed(Answer(items=None), NOW - HOUR)


def test_h17_every_source_is_asked_for_the_whole_once_a_day_each_at_its_own_moment():
    asked: dict[int, list[str]] = {}
    for name in map("feed-{}".format, range(40)):
        hours = [hour for hour in range(1, 73) if wants_whole(name, NOW + (hour - 1) * HOUR, NOW + hour * HOUR)]
        assert [later - earlier for earlier, later in pairwise(hours)] == [24, 24]
        asked.setdefault(hours[0], []).append(name)

    assert len(asked) > 10
    assert wants_whole("feed-1", None, NOW)
