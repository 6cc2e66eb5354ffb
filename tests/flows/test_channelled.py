"""What goes over which channel and when: levels, languages, quiet hours, and the digest by mail."""

from datetime import timedelta

from connectors.settings import Settings
from flows import steps
from tests.flows.conftest import BARE
from tests.receivers import text_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_channel_gets_its_level_and_its_language(hook, outside, store, announce):
    content = {"source": "belta-en", "url": "https://eng.belta.by/rss", "camp": "BY state", "reason": "the server answered 404"}
    stamps = {"failures": 24, "since": "2026-01-26T09:00:00Z", "last_good": None, "last_item": "2025-10-03T15:20:00Z"}
    store.tell("a", "source", content | stamps, outside.now)
    store.post_digest(outside.now.date(), outside.now - DAY, outside.now)

    announce(hook.channel("/acts", "act,zh"), hook.channel("/mornings", "digest,ru"), timezone="Europe/Minsk")

    [act], [morning] = hook.at("/acts"), hook.at("/mornings")
    assert (
        act.title == "✖ 订阅源：eng.belta.by 已有 24 小时无法读取（404，尝试 24 次）。最后一条正常内容：10月3日 18:20。白俄官方现可读 0/0。"
    )
    assert morning.title.startswith("beltwatch, 27.01: ждут решения 0")


def test_quiet_hours_hold_alerts_until_they_end_and_let_the_digest_through(hook, put, announce, outside, store):
    channel = hook.channel("/sink/200")
    put("a")
    store.post_digest(outside.now.date(), outside.now - DAY, outside.now)
    quiet = {"quiet_hours": "11:00-14:00", "timezone": "Europe/Minsk"}  # 9:00 UTC is noon in Minsk

    announce(channel, **quiet)
    assert [one.key for one in hook.at("/sink/200")] == ["digest/2026-01-27"]

    outside.now += 2 * HOUR
    announce(channel, **quiet)
    assert [one.key for one in hook.at("/sink/200")][1:] == ["a"]


def test_an_alert_no_channel_wants_is_dropped_with_the_reason(hook, put, announce, store):
    put("a")
    announce(hook.channel("/sink/200", "digest"))

    [(alert, _, why)] = store.alerts(("dropped",))
    assert (alert.key, why, hook.arrivals) == ("a", "no channel is sent this", [])


def test_an_alert_that_cannot_be_put_into_words_blocks_none_behind_it(hook, put, announce, store, outside):
    store.tell("poison", "digest", {"since": "never", "until": None}, outside.now)
    store.tell("strange", "source", {"text": "of another version"}, outside.now)
    put("a")
    announce(hook.channel("/sink/200"))

    assert [one.title for one in hook.at("/sink/200")] == ["source: of another version", "system: message a"]
    [(alert, _, why)] = store.alerts(("dead",))
    assert (alert.key, "it cannot be put into words" in why) == ("poison", True)


def test_the_digest_comes_by_mail_as_text_and_html_and_once_a_day(box, outside, run):
    made = Settings(data_dir=outside.settings.data_dir, channels=box.channel("digest"), digest_at="07:30", timezone="Europe/Minsk")

    async def tick():
        async with outside.desk(settings=made, plan=BARE) as desk:
            return await steps.digest_if_due(desk)

    for _ in range(4):
        run(tick())
        outside.now += 8 * HOUR  # 12:00, 20:00, 04:00, 12:00 in Minsk

    first, second = box.letters
    assert first["Subject"] == "beltwatch, 27 Jan: 0 need you, 0 new or changed"
    assert second["Subject"] == "beltwatch, 28 Jan: 0 need you, 0 new or changed"
    assert "Needs you\n---------\nNothing needs you.\n" in text_of(first).replace("\r", "")
    assert "<h2>Needs you" in text_of(first, "html")
    assert "27 Jan 12:00 to 28 Jan 12:00 (Europe/Minsk)" in text_of(second), "one begins where the other ended"
