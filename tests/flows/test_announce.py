"""Announce: every alert arrives, none is sent again once it was acknowledged, and a broken channel holds up nothing."""

import json
from datetime import timedelta

import pytest

from flows import steps


@pytest.fixture
def put(store, outside):
    """Put an alert into the outbox."""
    return lambda key: store.tell(key, "system", {"text": f"a message, {key}"}, outside.now)


@pytest.fixture
def through(outside):
    """Settings with channels to these paths of the server."""

    def settings(*paths):
        addresses = " ".join(outside.url(path).replace("http://", "json://") for path in paths)
        return {"settings": type(outside.settings)(data_dir=outside.settings.data_dir, channels=addresses)}

    return settings


def keys(httpserver, path):
    """The idempotency keys a path was sent."""
    return [request.headers["Idempotency-Key"] for request, _ in httpserver.log if request.path == path]


def test_without_a_channel_the_console_is_the_channel(one_pass, put, store):
    put("a")

    report = one_pass([steps.announce])

    assert (report.alerts, [alert.key for alert in report.told]) == (1, ["a"])
    assert store.alerts(("waiting", "dead")) == []


def test_an_acknowledged_alert_is_sent_once(outside, one_pass, put, through, httpserver):
    outside.serve("/hook", "thanks")
    put("a")

    reports = [one_pass([steps.announce], **through("/hook")) for _ in range(2)]

    assert [report.alerts for report in reports] == [1, 0]
    assert keys(httpserver, "/hook") == ["a"]
    assert json.loads(httpserver.log[0][0].data)["title"] == "system: a message, a"


def test_a_failed_alert_is_repeated_later_with_the_same_key_and_says_so(outside, one_pass, put, through, httpserver):
    outside.serve("/hook", "busy", status=503)
    put("a")
    first = one_pass([steps.announce], **through("/hook"))
    at_once = one_pass([steps.announce], **through("/hook"))

    outside.change()
    outside.serve("/hook", "thanks")
    outside.now += timedelta(minutes=2)
    later = one_pass([steps.announce], **through("/hook"))

    assert (len(first.missed), at_once.alerts, later.alerts) == (1, 0, 1)
    assert keys(httpserver, "/hook") == ["a", "a"]
    assert json.loads(httpserver.log[-1][0].data)["title"].startswith("(repeat)")


def test_a_refused_alert_is_a_dead_letter_and_the_next_one_goes_out(outside, one_pass, put, through, store):
    outside.serve("/hook", "no", status=400)
    put("a")
    one_pass([steps.announce], **through("/hook"))

    outside.change()
    outside.serve("/hook", "thanks")
    put("b")
    report = one_pass([steps.announce], **through("/hook"))

    assert report.alerts == 1
    assert [(alert.key, state) for alert, state, _ in store.alerts()] == [("a", "dead")]


def test_of_two_channels_only_the_one_that_failed_gets_a_repeat(outside, one_pass, put, through, httpserver):
    outside.serve("/one", "thanks")
    outside.serve("/two", "busy", status=503)
    put("a")
    one_pass([steps.announce], **through("/one", "/two"))

    outside.change()
    outside.serve("/one", "thanks")
    outside.serve("/two", "thanks")
    outside.now += timedelta(minutes=2)
    one_pass([steps.announce], **through("/one", "/two"))

    assert (keys(httpserver, "/one"), keys(httpserver, "/two")) == (["a"], ["a", "a"])


def test_no_secret_of_a_channel_stands_in_what_is_kept(outside, one_pass, put, store):
    put("a")
    secret = outside.url("/s3cr3t-token").replace("http://", "json://user:p4ss@")
    settings = type(outside.settings)(data_dir=outside.settings.data_dir, channels=secret)

    report = one_pass([steps.announce], settings=settings)

    [(_, _, why)] = store.alerts()
    assert report.missed[0].why == why
    assert "404" in why
    assert not any(word in why for word in ("s3cr3t", "p4ss"))
