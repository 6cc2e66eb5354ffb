"""One message for one development; nothing lost, nothing sent twice without saying so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from facts.finding import Level, Verdict

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def act(make):
    return lambda group="trade 2025", **own: make.finding(level=Level.ACT, verdict=Verdict.CONFLICTS, group=group, **own)


def judged(store, make, *findings, at="1", **own):
    return make.judged(store, *findings, page=make.page(f"https://{at}.example/"), **own)


def due(store, now, owner="sender"):
    return store.due_alerts(now, owner=owner, size=99)


def test_findings_of_one_group_share_a_message(store, make, act):
    judged(store, make, act(), act(), act("loans 2025"), at="a")
    judged(store, make, act(), at="b")

    assert [(alert.group, [row.id for row in alert.rows]) for alert in due(store, make.now)] == [
        ("trade 2025", ["F-1", "F-2", "F-4"]),
        ("loans 2025", ["F-3"]),
    ]


def test_what_is_taken_is_taken_once(store, make, act):
    judged(store, make, act())

    assert len(due(store, make.now)) == 1
    assert due(store, make.now, "another") == []


def test_a_finding_does_not_join_a_message_somebody_is_sending(store, make, act):
    judged(store, make, act(), at="a")
    due(store, make.now)
    judged(store, make, act(), at="b")

    assert [[row.id for row in alert.rows] for alert in due(store, make.now)] == [["F-2"]]


def test_after_a_message_its_group_waits_ten_minutes(store, make, act):
    judged(store, make, act(), at="a")
    [first] = due(store, make.now)
    store.alert_sent(first.id, "ok", make.now)
    judged(store, make, act(), at="b", now=make.now + MINUTE)

    assert due(store, make.now + 2 * MINUTE) == []
    [second] = due(store, make.now + 10 * MINUTE)
    assert [row.id for row in second.rows] == ["F-2"]


def test_c2_a_sender_that_died_is_followed_by_a_repeat_with_the_same_key(store, make, act):
    judged(store, make, act())
    [first] = due(store, make.now)
    assert store.sending(first.id, "ntfy", make.now, owner="sender") == 0
    [again] = due(store, make.now + 6 * MINUTE, "another")

    assert (first.key, first.repeat) == ("finding/1", False)
    assert (again.key, again.repeat) == ("finding/1", True)
    assert store.sending(again.id, "ntfy", make.now + 6 * MINUTE, owner="another") == 1


def test_whoever_lost_the_lease_does_not_send(store, make, act):
    judged(store, make, act())
    [alert] = due(store, make.now)
    due(store, make.now + 6 * MINUTE, "another")

    assert store.sending(alert.id, "ntfy", make.now + 6 * MINUTE, owner="sender") is None


def test_a_lease_lasts_as_long_as_its_owner_goes_on_sending(store, make, act):
    judged(store, make, act("a"), act("b"))
    one, two = due(store, make.now)
    for minutes in (4, 8, 12):
        store.sending(one.id, "ntfy", make.now + minutes * MINUTE, owner="sender")

    assert [alert.id for alert in due(store, make.now + 14 * MINUTE, "another")] == [two.id]


def test_taking_alone_makes_no_repeat(store, make, act):
    judged(store, make, act())
    due(store, make.now)

    assert not due(store, make.now + 6 * MINUTE)[0].repeat


def test_i3_what_was_acknowledged_is_never_due_again(store, make, act):
    judged(store, make, act())
    [alert] = due(store, make.now)
    store.alert_sent(alert.id, "ok", make.now)
    store.alert_failed(alert.id, "late answer", make.now, dead=False, now=make.now)
    store.alert_sent(alert.id, "ok again", make.now)

    assert [left.kind for left in due(store, make.now + 6 * MINUTE)] == []


def test_a3_i4_a_failed_alert_waits_and_one_for_good_is_dead_and_blocks_nothing(store, make, act):
    judged(store, make, act("a"), act("b"), act("c"))
    one, two, three = due(store, make.now)
    store.alert_failed(one.id, "503", make.now + 5 * MINUTE, dead=False, now=make.now)
    store.alert_failed(two.id, "400", None, dead=True, now=make.now)
    store.alert_sent(three.id, "ok", make.now)

    assert due(store, make.now + MINUTE) == []
    assert [alert.group for alert in due(store, make.now + 5 * MINUTE)] == ["a"]
    assert store.counts().alerts_dead == 1
    assert [(alert.group, state, why) for alert, state, why in store.alerts(("dead",))] == [("b", "dead", "400")]

    assert store.retry_dead(make.now + DAY) == 1
    assert "b" in [alert.group for alert in due(store, make.now + DAY)]


def test_a_channel_that_has_it_is_named_on_the_repeat(store, make, act):
    judged(store, make, act())
    [alert] = due(store, make.now)
    store.delivered(alert.id, "mailto://mail.example/…", "250", make.now)
    store.alert_failed(alert.id, "503", make.now, dead=False, now=make.now, channel="ntfy://…")

    [again] = due(store, make.now)
    assert again.delivered == {"mailto://mail.example/…"}


def test_an_act_nobody_reviewed_is_repeated_once_after_a_day_without_what_was_decided(store, make, act):
    judged(store, make, act(), act())
    [alert] = due(store, make.now)
    store.alert_sent(alert.id, "ok", make.now)
    store.review(["F-1"], "accept", now=make.now)

    assert due(store, make.now + DAY - MINUTE) == []
    [reminder] = due(store, make.now + DAY)
    assert (reminder.kind, [row.id for row in reminder.rows]) == ("reminder", ["F-2"])
    store.alert_sent(reminder.id, "ok", make.now + DAY)
    assert due(store, make.now + 9 * DAY) == []


def test_what_no_channel_took_is_reminded_of_all_the_same(store, make, act):
    judged(store, make, act())
    [alert] = due(store, make.now)
    store.undelivered(alert.id, "ntfy", "400", make.now, until=None)
    store.alert_failed(alert.id, "400", None, dead=True, now=make.now)

    assert [left.kind for left in due(store, make.now + DAY)] == ["reminder"]


def test_what_was_reviewed_in_time_is_not_repeated(store, make, act):
    judged(store, make, act())
    [alert] = due(store, make.now)
    store.alert_sent(alert.id, "ok", make.now)
    store.review(["F-1"], "reject", "unit", now=make.now)

    assert due(store, make.now + DAY) == []


def test_the_same_thing_is_told_once(store, make):
    assert store.tell("no-network/2026-01-27", "system", {"why": "no network"}, make.now)
    assert not store.tell("no-network/2026-01-27", "system", {"why": "no network"}, make.now)

    [alert] = due(store, make.now)
    assert (alert.kind, alert.content, alert.rows) == ("system", {"why": "no network"}, ())


def test_a_finding_joins_no_message_that_a_channel_has(store, make, act):
    judged(store, make, act(), at="a")
    [alert] = due(store, make.now)
    store.sending(alert.id, "ntfy", make.now, owner="sender")
    store.delivered(alert.id, "ntfy", "ok", make.now)
    store.alert_failed(alert.id, "503", make.now + MINUTE, dead=False, now=make.now)
    judged(store, make, act(), at="b", now=make.now + MINUTE)

    assert [[row.id for row in one.rows] for one in due(store, make.now + 2 * MINUTE)] == [["F-1"]]
    assert [[row.id for row in one.rows] for one in due(store, make.now + 11 * MINUTE, "another")][-1] == ["F-2"]


def test_a_channel_rests_after_a_failure_and_is_well_after_a_delivery(store, make, act):
    judged(store, make, act())
    [alert] = due(store, make.now)
    store.undelivered(alert.id, "ntfy", "503", make.now, until=make.now + MINUTE)
    store.undelivered(alert.id, "ntfy", "503", make.now + MINUTE, until=make.now + 3 * MINUTE)
    [down] = store.channels()
    store.delivered(alert.id, "ntfy", "ok", make.now + 3 * MINUTE)
    [well] = store.channels()

    assert (down.failures, down.down_since, down.rests(make.now + 2 * MINUTE)) == (2, make.now, True)
    assert (well.failures, well.down_since, well.last_good) == (0, None, make.now + 3 * MINUTE)


def test_a_rest_far_ahead_was_written_by_a_wrong_clock(store, make, act):
    judged(store, make, act())
    [alert] = due(store, make.now)
    store.undelivered(alert.id, "ntfy", "503", make.now, until=make.now + 365 * DAY)

    assert not store.channels()[0].rests(make.now)


def test_a7_a_storm_is_told_in_messages_that_hold_every_fact(store, make, act):
    for number in range(12):
        judged(store, make, *(act(f"group {number}") for _ in range(9)), at=f"s{number}")

    assert store.fold_alerts("ntfy", make.now) == 12
    storms = [alert for alert in due(store, make.now) if alert.kind == "storm"]

    assert [len(storm.rows) for storm in storms] == [72, 36]
    assert {row.id for storm in storms for row in storm.rows} == {f"F-{number}" for number in range(1, 109)}
    assert store.fold_alerts("ntfy", make.now) == 0


def test_a_few_are_no_storm(store, make, act):
    judged(store, make, *(act(f"group {number}") for number in range(10)))

    assert store.fold_alerts("ntfy", make.now) == 0


def test_an_alert_is_muted_when_all_its_findings_are(store, make, act):
    judged(store, make, act("a"), act("a"), act("b"))

    assert store.mute_alerts(lambda row: "muted until 2026-03-01: counted twice" if row.id in ("F-1", "F-2", "F-9") else "", make.now) == 1
    assert [alert.group for alert in due(store, make.now)] == ["b"]
    assert [(alert.group, why) for alert, _, why in store.alerts(("dropped",))] == [("a", "muted until 2026-03-01: counted twice")]


def test_a_message_knows_who_else_states_the_value(store, make, act):
    judged(store, make, act(), at="a")
    judged(store, make, make.finding(verdict=Verdict.CONFIRMS, level=Level.LOG), at="b", language="ru")

    [alert] = due(store, make.now)
    assert alert.echoes["F-1"].languages == ("en", "ru")


def test_a_day_has_one_digest_whoever_asks(store, make):
    today = make.now.date()

    assert store.last_digest(today) is None
    assert store.post_digest(today, make.now - DAY, make.now)
    assert not store.post_digest(today, make.now - DAY, make.now + MINUTE)
    assert store.last_digest(today) == (today, make.now)
    [alert] = due(store, make.now)
    assert (alert.kind, alert.key) == ("digest", "digest/2026-01-27")


def test_a_digest_of_a_day_far_ahead_is_not_the_last_one(store, make):
    store.post_digest(make.now.date() + 365 * DAY, make.now, make.now)

    assert store.last_digest(make.now.date()) is None


def test_s6_many_at_once_make_one_digest(store, make):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: store.post_digest(make.now.date(), make.now - DAY, make.now), range(8)))

    assert sorted(made) == [False] * 7 + [True]
