"""The history of passes."""

from datetime import timedelta

HOUR = timedelta(hours=1)


def test_a_pass_that_was_killed_has_no_end(store, make):
    ended, killed = store.pass_started(make.now), store.pass_started(make.now + HOUR)
    store.pass_ended(ended, {"new": 3}, make.now + HOUR)

    assert [(made.id, made.ended, made.report) for made in store.last_passes()] == [
        (killed, None, {}),
        (ended, make.now + HOUR, {"new": 3}),
    ]


def test_the_last_day_is_counted_from_now_and_in_a_sample_s_log_from_its_last_pass(store, make):
    later = make.now + 100 * HOUR
    empty = store.reckoned(later)
    store.pass_started(make.now, sample=True)
    sample = store.reckoned(later)
    store.pass_started(make.now + HOUR)

    assert (empty, sample, store.reckoned(later)) == (later, make.now, later)
