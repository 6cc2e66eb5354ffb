"""One message for one development; nothing lost, nothing sent twice without saying so."""

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


def test_a_sender_that_died_is_followed_by_a_repeat_with_the_same_key(store, make, act):
    judged(store, make, act())
    [first] = due(store, make.now)
    [again] = due(store, make.now + 6 * MINUTE, "another")

    assert (first.key, first.repeat) == ("finding/1", False)
    assert (again.key, again.repeat) == ("finding/1", True)


def test_what_was_acknowledged_is_never_due_again(store, make, act):
    judged(store, make, act())
    [alert] = due(store, make.now)
    store.alert_sent(alert.id, "ok", make.now)
    store.alert_failed(alert.id, "late answer", make.now, dead=False, now=make.now)
    store.alert_sent(alert.id, "ok again", make.now)

    assert [left.kind for left in due(store, make.now + 6 * MINUTE)] == []


def test_a_failed_alert_waits_and_one_for_good_is_dead_and_blocks_nothing(store, make, act):
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


def test_an_act_nobody_reviewed_is_repeated_once_after_a_day(store, make, act):
    judged(store, make, act(), act())
    [alert] = due(store, make.now)
    store.alert_sent(alert.id, "ok", make.now)
    store.review(["F-1"], "accept", now=make.now)

    assert due(store, make.now + DAY - MINUTE) == []
    [reminder] = due(store, make.now + DAY)
    assert (reminder.kind, [row.id for row in reminder.rows]) == ("reminder", ["F-1", "F-2"])
    store.alert_sent(reminder.id, "ok", make.now + DAY)
    assert due(store, make.now + 9 * DAY) == []


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
