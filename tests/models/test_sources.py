"""What is due, what a poll brought, and who is told when a source stays silent."""

from datetime import timedelta

import pytest

from models.errors import StoreError

HOUR = timedelta(hours=1)


@pytest.fixture
def listed(store, make):
    store.sync_sources([make.source("belta-en"), make.source("xinhua-en")], make.now)
    return store


def test_a_source_is_due_until_somebody_has_taken_it(listed, make):
    taken = listed.due_sources(make.now, owner="one")
    left = listed.due_sources(make.now, owner="two")

    assert [state.name for state in taken] == ["belta-en", "xinhua-en"]
    assert left == []


def test_s3_a_lease_that_ran_out_frees_its_source(listed, make):
    listed.due_sources(make.now, owner="dead")

    assert len(listed.due_sources(make.now + HOUR, owner="alive")) == 2


def test_s5_a_lease_given_under_a_clock_that_ran_ahead_binds_nobody(listed, make):
    listed.due_sources(make.now + timedelta(days=365), owner="from the future")

    assert len(listed.due_sources(make.now, owner="now")) == 2


def test_s5_a_pause_set_under_a_clock_that_ran_ahead_is_not_kept(listed, make):
    listed.record_poll("belta-en", make.outcome(next_try=make.now + timedelta(days=366)), make.now)

    assert "belta-en" in [state.name for state in listed.due_sources(make.now, owner="one")]


def test_a_poll_counts_only_entries_that_were_never_seen(listed, make):
    first = listed.record_poll("belta-en", make.outcome(make.entry("1"), make.entry("2")), make.now)
    again = listed.record_poll("belta-en", make.outcome(make.entry("2"), make.entry("3"), make.entry("3")), make.now)

    assert (first, again) == (2, 1)
    assert listed.unseen("belta-en", ["3", "4", "4", "1"]) == ["4"]


def test_two_sources_may_use_the_same_identity(listed, make):
    listed.record_poll("belta-en", make.outcome(make.entry("1")), make.now)

    assert listed.unseen("xinhua-en", ["1"]) == ["1"]


@pytest.mark.parametrize("title", ["a\x00b", "a\ud800b", "\U0001f1e7\U0001f1fe", "x" * 100_000])
def test_d8_f9_what_no_database_takes_is_replaced_and_fails_nothing(listed, make, title):
    assert listed.record_poll("belta-en", make.outcome(make.entry("1", title=title), make.entry("2", guid=title)), make.now) == 2

    titles = [waiting.entry.title for waiting in listed.waiting_entries(make.now, owner="one", size=9)]
    assert titles[0] == title.replace("\x00", "�").replace("\ud800", "�")


def test_f6_an_identity_of_a_megabyte_is_told_by_its_hash(listed, make):
    long = "g" * 1_000_000

    assert listed.record_poll("belta-en", make.outcome(make.entry(long)), make.now) == 1
    assert listed.record_poll("belta-en", make.outcome(make.entry(long)), make.now) == 0
    assert listed.unseen("belta-en", [long, long + "!"]) == [long + "!"]


def test_o7_what_left_the_watchlist_is_not_polled_but_stays(listed, make):
    listed.record_poll("xinhua-en", make.outcome(make.entry("1", "xinhua-en")), make.now)
    listed.sync_sources([make.source("belta-en")], make.now)

    assert [state.name for state in listed.due_sources(make.now + HOUR, owner="one")] == ["belta-en"]
    assert [(state.name, state.listed) for state in listed.sources()] == [("belta-en", True), ("xinhua-en", False)]

    listed.sync_sources([make.source("belta-en"), make.source("xinhua-en")], make.now)
    assert listed.unseen("xinhua-en", ["1"]) == []


def test_a_source_listed_as_dead_sleeps(store, make):
    store.sync_sources([make.source(dead="closed in 2024")], make.now)

    assert store.due_sources(make.now, owner="one", force=True) == []


def test_what_is_not_due_comes_only_when_forced_or_named(listed, make):
    for name in ("belta-en", "xinhua-en"):
        listed.record_poll(name, make.outcome(), make.now)

    assert listed.due_sources(make.now, owner="one") == []
    assert [state.name for state in listed.due_sources(make.now, owner="one", force=True, names={"xinhua-en"})] == ["xinhua-en"]


def test_every_source_falls_into_one_shard_and_a_host_never_into_two(store, make):
    sources = [make.source(f"s{number}", url=f"https://host{number % 7}.example/{number}") for number in range(28)]
    store.sync_sources(sources, make.now)

    shards = [{state.name for state in store.due_sources(make.now, owner="one", shard=shard, shards=3)} for shard in range(3)]

    assert set.union(*shards) == {source.name for source in sources}
    assert sum(map(len, shards)) == 28
    for number in range(7):
        assert len([shard for shard in shards if f"s{number}" in shard]) == 1
        assert any({f"s{number + 7 * turn}" for turn in range(4)} <= shard for shard in shards)


def test_i14_a_failure_keeps_what_the_last_good_answer_gave(listed, make):
    listed.record_poll("belta-en", make.outcome(make.entry("1"), etag='"v1"', modified="Tue", body_hash="b1"), make.now)
    listed.record_poll("belta-en", make.outcome(state="failing", failed=True, reason="404", body_hash=None), make.now + HOUR)

    state = listed.sources()[0]
    assert (state.etag, state.modified, state.body_hash) == ('"v1"', "Tue", "b1")
    assert (state.state, state.reason, state.failures) == ("failing", "404", 1)
    assert (state.last_good, state.last_new, state.since) == (make.now, make.now, make.now + HOUR)


def test_an_answer_without_a_body_changes_only_the_validators_it_names(listed, make):
    listed.record_poll("belta-en", make.outcome(etag='"v1"', modified="Tue", body_hash="b1"), make.now)
    listed.record_poll("belta-en", make.outcome(state="unchanged", etag='"v2"', body_hash=None), make.now)

    state = listed.sources()[0]
    assert (state.etag, state.modified, state.body_hash) == ('"v2"', "Tue", "b1")


def test_since_is_when_the_state_began(listed, make):
    for hours in range(3):
        listed.record_poll("belta-en", make.outcome(state="failing", failed=True), make.now + hours * HOUR)

    state = listed.sources()[0]
    assert (state.since, state.failures) == (make.now, 3)


def test_i17_the_operator_is_told_once_that_a_source_was_unreadable_for_a_day(listed, make):
    for hours in range(0, 60, 6):
        listed.record_poll("belta-en", make.outcome(state="failing", failed=True, reason="404"), make.now + hours * HOUR)

    later = make.now + 60 * HOUR
    [alert] = listed.due_alerts(later, owner="one", size=9)
    assert (alert.kind, alert.group) == ("source", "source belta-en")
    assert alert.content["failures"] == 5
    assert alert.content["since"] == "2026-01-27T12:00:00Z"


def test_h16_it_is_told_that_it_is_back_and_again_when_it_is_lost_again(listed, make):
    for day in (0, 1, 2, 3, 4):
        failed = day != 2
        listed.record_poll("belta-en", make.outcome(state="failing" if failed else "ok", failed=failed), make.now + timedelta(days=day))

    told = [alert.kind for alert in listed.due_alerts(make.now + timedelta(days=9), owner="one", size=9)]
    assert told == ["source", "source_back", "source"]


def test_a_poll_of_an_unknown_source_is_refused_with_its_name(listed, make):
    with pytest.raises(StoreError, match="'belta-zh'"):
        listed.record_poll("belta-zh", make.outcome(), make.now)
