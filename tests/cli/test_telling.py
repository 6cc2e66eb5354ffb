"""Alerts and digests from the command line: over real receivers, in the reader's words, and never with a secret."""

from datetime import timedelta

import pytest

from flows.desk import wall_clock
from models.store import open_store
from tests.receivers import receivers, text_of

SECRET = "s3cr3t-t0k3n"


@pytest.fixture
def both():
    """A webhook and a mailbox."""
    with receivers() as opened:
        yield opened


@pytest.fixture
def database(tmp_path):
    """The database the commands of this test show."""
    (tmp_path / "data").mkdir(exist_ok=True)
    return f"sqlite:///{tmp_path / 'data' / 'beltwatch.db'}"


def test_a_real_test_message_goes_over_every_channel(beltwatch, both, monkeypatch):
    hook, box = both
    monkeypatch.setenv("BELTWATCH_CHANNELS", f"{hook.channel('/hook', 'act')} {hook.push('desk', 'digest,ru')} {box.channel()}")

    done = beltwatch("alerts", "test")

    assert done.code == 0
    assert done.out.count("took it") == 3
    assert [one.title for one in (*hook.at("/hook"), *hook.at("/topic/desk"))] == ["beltwatch: a test"] * 2
    assert "act and digest come this way" in text_of(box.letters[0])


def test_channels_are_listed_with_what_they_are_sent_and_how_they_do(beltwatch, both, monkeypatch):
    hook, _ = both
    monkeypatch.setenv("BELTWATCH_CHANNELS", f"act,zh=json://user:{SECRET}@127.0.0.1:{hook.port}/{SECRET} tgram://{SECRET}")

    done = beltwatch("alerts", "list")

    assert "act, zh: never sent to" in done.out
    assert "act and digest, en: never sent to" in done.out
    assert SECRET not in done.out + done.err


@pytest.mark.parametrize(
    ("channels", "told"),
    [
        (f"acts=ntfys://{SECRET}", 'address 1 of 1 names "acts", which is neither a level nor a language; did you mean "act"?'),
        (f"ntfys://t {SECRET}", "address 2 of 2 has no ://"),
    ],
)
def test_a_channel_written_wrongly_is_refused_with_the_remedy_and_without_the_address(beltwatch, monkeypatch, channels, told):
    monkeypatch.setenv("BELTWATCH_CHANNELS", channels)

    done = beltwatch("alerts", "list")

    assert done.code == 2
    assert told in done.err
    assert SECRET not in done.err


def test_a_dead_letter_is_shown_by_channel_and_sent_again_when_asked(beltwatch, database):
    with open_store(database) as store:
        store.tell("a", "system", {"text": "hello"}, wall_clock())
        [alert] = store.due_alerts(wall_clock(), owner="one", size=9)
        store.undelivered(alert.id, "json://…", "the service answered 400", wall_clock(), until=None)
        store.alert_failed(alert.id, "json://…: the service answered 400", None, dead=True, now=wall_clock())

    listed = beltwatch("alerts", "list", "--format", "jsonl")

    assert listed.code == 3
    assert '"channels":{"json://…":"dead"}' in listed.out
    assert "1 alerts wait again" in beltwatch("alerts", "retry").out
    assert beltwatch("alerts", "list").code == 0


def test_the_digest_is_written_as_text_page_and_object_in_the_readers_words(beltwatch, database, tmp_path):
    with open_store(database) as store:
        store.pass_ended(store.pass_started(wall_clock() - timedelta(hours=1)), {}, wall_clock())
    page = tmp_path / "digest.html"

    written = beltwatch("digest", "--format", "html", "--output", page, "--language", "be")

    assert written.code == 0
    assert f"digest written to {page}" in written.out
    assert '<html lang="be">' in page.read_text(encoding="utf-8")
    assert "Чакаюць вас" in beltwatch("digest", "--language", "be").out
    assert '"act":[]' in beltwatch("digest", "--format", "jsonl").out
    assert beltwatch("digest", "--language", "fr").code == 2


def test_a_digest_that_cannot_be_written_says_where(beltwatch, database, tmp_path):
    open_store(database).close()

    done = beltwatch("digest", "--output", tmp_path / "none" / "digest.txt")

    assert done.code == 1
    assert "cannot be written" in done.err


@pytest.mark.parametrize(("asked", "alerts"), [(("--tell-first",), 1), ((), 0)])
def test_o9_the_first_pass_over_a_source_is_quiet_unless_asked(beltwatch, httpserver, monkeypatch, tmp_path, asked, alerts):
    host = f"127.0.0.1:{httpserver.port}"
    monkeypatch.setenv("BELTWATCH_ALLOW_ADDRESSES", host)
    item = f"<item><title>Trade of Belarus with China</title><link>http://{host}/1</link></item>"
    page = "<p>Trade turnover between Belarus and China reached $5.8 billion in 2022, and both sides want more, the ministry said.</p>" * 3
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/feed").respond_with_data(
        f'<rss version="2.0"><channel><title>Courier</title>{item}</channel></rss>', content_type="application/rss+xml"
    )
    httpserver.expect_request("/1").respond_with_data(
        f"<html><body><article><h1>Trade</h1>{page}</article></body></html>", content_type="text/html"
    )
    (tmp_path / "feeds.txt").write_text(f"http://{host}/feed\n", encoding="utf-8")

    done = beltwatch("run", "--plain", "--watchlist", tmp_path / "feeds.txt", *asked)

    assert done.code == 0, done.err
    assert len(beltwatch("alerts", "list", "--state", "sent", "--format", "jsonl").rows) == alerts
    assert "unit_conflict" in {row["verdict"] for row in beltwatch("log", "--level", "act", "--format", "jsonl").rows}
