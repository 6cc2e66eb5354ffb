"""The program's own log: one event a line, for machines or for eyes, and never a secret."""

import io
import json
import logging

import pytest
import structlog

from connectors.logs import log, set_up_logs
from connectors.settings import Settings

CHANNEL = "ntfys://marker-user:marker-pass@ntfy.example/marker-topic"
SETTINGS = {
    "channels": f"act={CHANNEL}",
    "web_token": "marker-token-of-the-page",
    "database_url": "postgresql://owner:marker%40word@db/beltwatch",
}


@pytest.fixture(autouse=True)
def _as_it_was():
    """Logging is the process's; put back what a test changes."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers, root.level = before
    structlog.reset_defaults()


@pytest.fixture
def stream():
    return io.StringIO()


def rows(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_a_json_object_a_line_where_no_terminal_reads_it(stream):
    assert set_up_logs(Settings(), stream) is True

    log().info("pass", polled=3, languages=("en", "be"))

    [row] = rows(stream)
    assert row.pop("timestamp").endswith("Z")
    assert row == {"event": "pass", "level": "info", "polled": 3, "languages": ["en", "be"]}


def test_eyes_get_text(stream):
    assert set_up_logs(Settings(log_format="text"), stream) is False

    log().warning("missed", what="belta-en")

    assert "missed" in stream.getvalue()
    assert "what=belta-en" in stream.getvalue()


def test_nothing_is_said_before_it_was_set_up(capsys):
    log().error("pass", polled=3)

    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "words",
    [
        f"could not reach {CHANNEL}",
        "password marker@word refused",
        "connecting to postgresql://owner:marker%40word@db/beltwatch",
        "bad token marker-token-of-the-page",
        "GET https://api.example/v1?api_key=marker-key&page=2",
        "https://someone:marker-else@news.example/rss",
    ],
)
def test_a9_i13_no_secret_comes_out_of_a_value_a_list_or_a_trace(stream, words):
    set_up_logs(Settings(**SETTINGS), stream)

    log().info("one", why=words, all=[{"deep": words}])
    with pytest.raises(ValueError, match="invalid literal") as caught:
        int(words)
    log().error("broken", exc_info=caught.value)
    logging.getLogger("a.library").warning("it said %s", words)

    assert len(rows(stream)) == 3
    assert "marker-" not in stream.getvalue().replace("a.library", "")
    assert "marker@" not in stream.getvalue()
    assert "marker%" not in stream.getvalue()
    assert "redacted" in stream.getvalue()


def test_w3_what_comes_from_outside_cannot_forge_a_line_or_a_colour(stream):
    set_up_logs(Settings(), stream)

    log().info("missed", what='one\n{"event": "forged"}', why="\x1b[31mred\u202e")

    [row] = rows(stream)
    assert row["event"] == "missed"
    assert "\x1b" not in row["why"]
    assert "\u202e" not in row["why"]


def test_libraries_speak_from_warnings_on(stream):
    set_up_logs(Settings(), stream)

    logging.getLogger("a.library").info("chatter")
    logging.getLogger("a.library").error("it broke")

    assert [row["event"] for row in rows(stream)] == ["it broke"]
