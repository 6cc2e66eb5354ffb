"""One process serves a database, and what is done once a day is done once a day."""

from datetime import timedelta

import pytest

from models.duties import SEAT
from models.owners import new_owner

DAY = timedelta(days=1)
AWAY = "elsewhere:4711:88213:9f2c81aa"  # of a machine whose processes nobody here can look at


def test_a_seat_is_held_by_one_at_a_time_and_can_be_given_up(store, make):
    assert store.take_seat("serve", AWAY, make.now) is None
    holder = store.take_seat("serve", "here:1:2:3", make.now)
    assert (holder.machine, holder.process, holder.since) == ("elsewhere", "4711", make.now)

    store.leave_seat("serve", "here:1:2:3")
    assert store.seat("serve", make.now) is not None
    store.leave_seat("serve", AWAY)
    assert store.take_seat("serve", "here:1:2:3", make.now) is None


def test_s3_who_confirms_stays_and_who_is_silent_loses_the_seat(store, make):
    later = make.now + SEAT / 2
    store.take_seat("serve", AWAY, make.now)

    assert store.take_seat("serve", AWAY, later) is None
    assert store.take_seat("serve", "here:1:2:3", make.now + SEAT).since == make.now
    assert store.take_seat("serve", "here:1:2:3", later + SEAT) is None


def test_a_process_of_this_machine_that_is_gone_holds_nothing(store, make):
    own = new_owner()
    machine, _, rest = own.partition(":")
    _, _, tail = rest.partition(":")
    store.take_seat("serve", f"{machine}:4999999:{tail}", make.now)

    assert store.seat("serve", make.now) is None
    assert store.last_holder("serve").process == "4999999"
    assert store.take_seat("serve", own, make.now) is None


def test_a_seat_taken_under_a_clock_that_ran_ahead_binds_nobody(store, make):
    store.take_seat("serve", AWAY, make.now + 400 * DAY)

    assert store.take_seat("serve", "here:1:2:3", make.now) is None


def test_a_duty_is_given_to_the_first_who_asks_and_again_when_its_time_has_passed(store, make):
    asked = [store.claim("verify", DAY, make.now + hours * timedelta(hours=1)) for hours in (0, 1, 23, 24, 25)]

    assert asked == [True, False, False, True, False]
    assert store.done_at("verify") == make.now + DAY


def test_a_duty_done_in_the_future_is_due(store, make):
    store.claim("verify", DAY, make.now + 400 * DAY)

    assert store.claim("verify", DAY, make.now)


@pytest.mark.parametrize("what", ["nothing", "source", "entry", "second look"])
def test_the_agenda_names_the_first_thing_that_is_due(store, make, what):
    expected = None
    if what != "nothing":
        store.sync_sources([make.source()], make.now)
        expected = make.now
    if what in ("entry", "second look"):
        store.record_poll("belta-en", make.outcome(make.entry("1"), next_try=make.now + DAY), make.now)
        expected = store.next_due()
        assert expected < make.now  # an entry without a moment waits for nothing
    if what == "second look":
        [entry] = store.waiting_entries(make.now, owner="one", size=9)
        store.record_version(entry.id, make.page("https://a.example/1"), make.now)
        [work] = store.unjudged(make.now, owner="one", size=9)
        store.park(work.id, "broken", make.now)
        expected = make.now + timedelta(hours=1)

    assert store.next_due() == expected


def test_an_alert_is_on_the_agenda_until_it_was_sent(store, make):
    assert store.next_alert() is None
    store.tell("one", "system", {"text": "something"}, make.now)

    assert store.next_alert() == make.now
