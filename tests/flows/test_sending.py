"""Alerts over real receivers: kept, repeated, refused, held back or put together, and never lost or sent twice without saying so."""

import logging
import traceback
from datetime import timedelta

import pytest

from connectors.settings import Settings
from tests.receivers import text_of

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OK, DOWN = (200, {}), (500, {})


def states(store):
    return {alert.key: state for alert, state, _ in store.alerts(("waiting", "dead", "sent", "dropped"))}


def test_a1_what_is_down_gets_everything_later_in_order_and_the_oldest_age_shows(hook, put, announce, store, outside):
    channel = hook.channel("/sink/500")
    put("a", "b", "c")
    began = outside.now
    for _ in range(4):
        announce(channel)
        outside.now += 2 * HOUR
    assert set(hook.keys("/sink/500")) == {"a"}, "what is behind keeps its place"
    assert store.counts().oldest_alert == began

    hook.answers["/sink/500"] = OK
    announce(channel)

    assert hook.keys("/sink/500")[-3:] == ["a", "b", "c"]
    assert [one.title for one in hook.at("/sink/500")[-3:]] == ["(repeat) system: message a", "system: message b", "system: message c"]


def test_a1_pauses_grow_to_an_hour(hook, put, announce, store, outside):
    channel = hook.channel("/sink/500")
    put("a")
    pauses = []
    for _ in range(9):
        announce(channel)
        [state] = store.channels()
        pauses.append(state.paused_until - outside.now)
        outside.now = state.paused_until

    assert [int(pause.total_seconds() // 60) for pause in pauses] == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a1_a_slow_channel_holds_up_no_other(hook, put, announce, store):
    put("a")

    announce(hook.channel("/sink/slow"), hook.channel("/sink/200"))

    assert hook.keys("/sink/200") == ["a"]
    assert states(store) == {"a": "waiting"}


def test_a2_accepted_without_an_answer_is_repeated_once_with_the_same_key_and_says_so(hook, put, announce, store, outside):
    channel = hook.channel("/sink/accept-then-drop")
    put("a")
    for _ in range(5):
        announce(channel)
        outside.now += 2 * HOUR

    assert [(one.key, one.title) for one in hook.at("/sink/accept-then-drop")] == [
        ("a", "system: message a"),
        ("a", "(repeat) system: message a"),
    ]
    assert states(store)["a"] == "dead"


def test_a2_a_letter_that_may_have_been_taken_is_repeated_with_the_same_message_id(box, put, announce, outside):
    answers = iter(["", "250 OK"])
    box.answer = lambda: next(answers)
    put("a")
    announce(box.channel())
    outside.now += HOUR
    announce(box.channel())

    first, second = box.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert (first["Subject"], second["Subject"]) == ("system: message a", "(repeat) system: message a")


@pytest.mark.parametrize("path", ["/sink/400", "/sink/413"])
def test_a3_what_is_refused_for_good_is_a_dead_letter_and_blocks_nothing(path, hook, put, announce, store):
    put("a")
    announce(hook.channel(path), hook.channel("/sink/200"))
    hook.answers[path] = OK
    put("b")
    announce(hook.channel(path), hook.channel("/sink/200"))

    assert hook.keys(path) == ["a", "b"]
    assert [key for key in hook.keys("/sink/200") if key in "ab"] == ["a", "b"], "the others get theirs, once"
    assert {key: state for key, state in states(store).items() if key in "ab"} == {"a": "dead", "b": "sent"}
    assert store.counts().alerts_dead == 1


def test_a3_a_refusal_is_not_tried_again_with_the_others_and_they_are_told_of_it(hook, put, announce, store, outside):
    channels = hook.channel("/sink/400"), hook.channel("/sink/500"), hook.channel("/sink/200")
    put("a")
    announce(*channels)
    hook.answers["/sink/500"] = OK
    for _ in range(3):
        outside.now += HOUR
        announce(*channels)

    assert hook.keys("/sink/400") == ["a"]
    assert hook.keys("/sink/500").count("a") == 2
    assert [one.title for one in hook.at("/sink/200") if "refuses" in one.title], "the operator hears of it where he can"


def test_a3_a_dead_letter_is_sent_again_when_asked_for_and_only_where_it_was_refused(hook, put, announce, store, outside):
    channels = hook.channel("/sink/400"), hook.channel("/sink/200")
    put("a")
    announce(*channels)
    hook.answers["/sink/400"] = OK

    assert store.retry_dead(outside.now) == 1
    announce(*channels)

    assert hook.keys("/sink/400").count("a") == 2
    assert hook.keys("/sink/200").count("a") == 1
    assert states(store)["a"] == "sent"


def test_a4_too_many_requests_waits_as_long_as_asked_then_tells_all_in_one(hook, put, announce, store, outside):
    channel = hook.channel("/sink/429")
    put(*(f"k{number}" for number in range(9)))
    announce(channel)
    put(*(f"l{number}" for number in range(9)))
    outside.now += 9 * MINUTE
    announce(channel)
    assert hook.keys("/sink/429") == ["k0"], "it asked for ten minutes"

    hook.answers["/sink/429"] = OK
    outside.now += MINUTE
    announce(channel)

    repeat, storm = hook.at("/sink/429")[1:]
    assert repeat.title == "(repeat) system: message k0"
    assert storm.title == "17 alerts at once, in one message"
    assert all(f"message {name}{number}" in storm.body for name in "kl" for number in range(9) if (name, number) != ("k", 0))
    assert set(states(store).values()) == {"sent"}


def test_a5_a_channel_that_redirects_inside_is_not_followed(hook, put, announce, store):
    put("a")
    announce(hook.channel("/sink/302-inside"))

    assert hook.at("/inside") == []
    [(_, state, why)] = store.alerts(("dead",))
    assert (state, "302, which leads elsewhere and is not followed" in why) == ("dead", True)


def test_a6_a_hostile_title_is_inert_on_every_kind_of_channel(hook, box, store, outside, announce):
    hostile = "Trade\r\nBcc: all@news.example\x1b[31m <script>x</script> [a](javascript:alert(1)) @everyone"
    store.tell("a", "system", {"text": hostile}, outside.now)

    announce(hook.channel("/sink/200"), hook.push("desk"), box.channel())

    [letter] = box.letters
    [webhook], [push] = hook.at("/sink/200"), hook.at("/topic/desk")
    assert letter["Bcc"] is None
    for told in (webhook.title + webhook.body, push.title + push.body, str(letter["Subject"]) + text_of(letter)):
        assert not [power for power in ("<script", "](", "@everyone", "javascript:", "\x1b", "\r") if power in told]


def test_a7_of_a_storm_every_fact_comes_and_none_twice(hook, put, announce, store):
    keys = [f"k{number:03}" for number in range(200)]
    put(*keys)

    announce(hook.channel("/sink/200"))

    told = [one.body for one in hook.at("/sink/200")]
    assert [sum(f"message {key}" in body for body in told) for key in keys] == [1] * 200
    assert [one.title for one in hook.at("/sink/200")] == [
        f"{number} alerts at once, in one message, part {part} of 3" for part, number in ((1, 80), (2, 80), (3, 40))
    ]
    assert set(states(store).values()) == {"sent"}


def test_a7_a_storm_is_put_together_only_for_the_channel_it_would_come_over(hook, put, announce, outside):
    one, two = hook.channel("/one"), hook.channel("/sink/500")
    for number in range(15):
        put(f"k{number:02}")
        announce(one, two)
        outside.now += 2 * HOUR
    hook.answers["/sink/500"] = OK
    before = len(hook.at("/sink/500"))
    announce(one, two)

    assert hook.keys("/one") == [f"k{number:02}" for number in range(15)]
    late = hook.at("/sink/500")[before:]
    assert len(late) < 8
    assert [sum(f"message k{number:02}" in one.title + one.body for one in late) for number in range(15)] == [1] * 15


def test_a8_nothing_is_lost_while_everything_is_down_for_days(hook, box, put, announce, store, outside):
    hook.answers["/hook"] = DOWN
    box.answer = lambda: "451 later"
    began = outside.now
    for day in range(4):
        put(f"day {day}")
        announce(hook.channel("/hook"), box.channel())
        outside.now += DAY
    assert store.counts().oldest_alert == began
    assert {state.down_since for state in store.channels()} == {began}

    hook.answers["/hook"] = OK
    box.answer = lambda: "250 OK"
    announce(hook.channel("/hook"), box.channel())

    for told in ("".join(one.title + one.body for one in hook.at("/hook")[4:]), "".join(map(text_of, box.letters[4:]))):
        assert all(f"day {day}" in told for day in range(4))
    assert set(states(store).values()) == {"sent"}


def test_a9_no_secret_of_a_channel_stands_anywhere(hook, box, put, announce, store, outside, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    put("a")
    marker = "m4rk3r"
    channels = (
        f"json://user:{marker}@127.0.0.1:{hook.port}/{marker}?x={marker}",
        f"mailto://user:{marker}@127.0.0.1:9?from={marker}@news.example&to=her@desk.example",
        f"act=ntfy://{marker}@127.0.0.1:9/{marker}",
        f"tgram://{marker}",
    )
    hook.answers[f"/{marker}"] = DOWN

    report = announce(*channels)

    database = outside.settings.data_dir / "beltwatch.db"
    kept = b"".join(file.read_bytes() for file in database.parent.glob("beltwatch.db*"))
    assert report.missed and marker not in repr(report)
    assert marker not in caplog.text + "".join(capsys.readouterr())
    assert marker.encode() not in kept
    with pytest.raises(ZeroDivisionError) as raised:
        _fails(Settings(channels=" ".join(channels)))
    assert marker not in "".join(traceback.format_exception(raised.value)) + repr(Settings(channels=" ".join(channels)))


def _fails(settings):
    return len(settings.channels) / 0
